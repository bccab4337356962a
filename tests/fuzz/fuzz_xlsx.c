/* libFuzzer: any bytes as the parts of a workbook, apart by a line of "--":
 * sheet, shared strings, styles, workbook. Each is put into a whole archive, so
 * that the XML is reached and not the zip's checksums. */
#define _GNU_SOURCE /* memmem */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "ingest/column.h"
#include "ingest/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *name, *usual;
} PARTS[] = {
    {"xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"},
    {"xl/sharedStrings.xml", "<sst><si><t>person</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet/>"},
    {"xl/workbook.xml",
     "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/"
     "2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" "
     "r:id=\"rId1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id=\"rId1\" "
     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
     "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "</Relationships>"},
};

static void add(zipFile zip, const char *name, const char *text, size_t n)
{
    if (zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL, 0, 0) !=
            ZIP_OK ||
        zipWriteInFileInZip(zip, text, (unsigned)n) != ZIP_OK ||
        zipCloseFileInZip(zip) != ZIP_OK)
        abort();
}

/* What the data say of a part, and the rest of them. */
static size_t take(const char **data, size_t *size)
{
    static const char MARK[] = "\n--\n";
    const char *end = memmem(*data, *size, MARK, strlen(MARK));
    size_t n = end != NULL ? (size_t)(end - *data) : *size;
    size_t step = end != NULL ? n + strlen(MARK) : n;
    *data += step;
    *size -= step;
    return n;
}

static char *archive(const uint8_t *bytes, size_t size, size_t *length)
{
    static char path[] = "/dev/shm/fuzz-xlsx-XXXXXX";
    static bool made;
    if (!made)
        close(g_mkstemp(path));
    made = true;
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    if (zip == NULL)
        abort();
    const char *data = (const char *)bytes;
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        const char *text = data;
        size_t n = take(&data, &size);
        if (n == 0)
            add(zip, PARTS[i].name, PARTS[i].usual, strlen(PARTS[i].usual));
        else
            add(zip, PARTS[i].name, text, n);
    }
    zipClose(zip, NULL);
    char *out = NULL;
    if (!g_file_get_contents(path, &out, length, NULL))
        abort();
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length;
    g_autofree char *bytes = archive(data, size, &length);
    const sw_read_request request = {.name = "fuzz", .keep_empty = true};
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_source_parse(bytes, length, &request, d);
    if (t == NULL && sw_diagnostics_count(d, SW_ERROR) == 0)
        abort(); /* a refusal says why */
    sw_table_free(t);
    sw_diagnostics_free(d);
    return 0;
}
