/* output_run.c - of which run an output file is */
#include "evaluation/output_run.h"

#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/xlsx_zip.h"

enum { MAX_OUTPUT = 512 * 1024 * 1024, MAX_PROPERTIES = 1024 * 1024 };

static bool append_piece(const char *piece, size_t length, void *data)
{
    GString *text = data;
    g_string_append_len(text, piece, (gssize)length);
    return text->len < MAX_PROPERTIES;
}

/* A workbook has it among its own properties, whatever its sheets are. */
static bool find_in_workbook(char id[SW_RUN_ID], const char *bytes,
                             size_t length, const char *name, sw_diagnostics *d)
{
    static const char PROPERTIES[] = "docProps/custom.xml";
    sw_zip zip;
    if (!sw_zip_open(&zip, bytes, length, name, d))
        return false;
    g_autoptr(GString) text = g_string_new(NULL);
    bool found = sw_zip_has(&zip, PROPERTIES) &&
                 sw_zip_read(&zip, PROPERTIES, append_piece, text) &&
                 sw_run_id_find(id, text->str, text->len);
    sw_zip_close(&zip);
    return found;
}

bool sw_output_run(char id[SW_RUN_ID], const char *path, sw_diagnostics *d)
{
    char *bytes;
    size_t length;
    if (!sw_file_bytes(&bytes, &length, path, path, MAX_OUTPUT, d))
        return false;
    bool archive = length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
    bool found = archive ? find_in_workbook(id, bytes, length, path, d)
                         : sw_run_id_find(id, bytes, length);
    g_free(bytes);
    return found;
}
