#include "ingest/xlsx_reader.h"

#include <string.h>

#include "ingest/source.h"
#include "ingest/xlsx.h"

static void tell(sw_diagnostics *d, sw_severity severity, const char *code,
                 const char *name, size_t line, const char *remedy,
                 const char *message)
{
    sw_diagnose(d, severity, code, (sw_place){.file = name, .line = line},
                remedy, "%s", message);
}

/* What the archive is, where it is no workbook. */
static bool refuse_other(sw_zip *zip)
{
    static const struct {
        const char *part, *code, *what;
    } known[] = {
        {"xl/workbook.bin", "binary-workbook", "a binary workbook (.xlsb)"},
        {"content.xml", "other-document", "an OpenDocument file"},
        {"Index/Document.iwa", "other-document", "a Numbers document"},
        {"word/document.xml", "other-document", "a Word document"},
        {"ppt/presentation.xml", "other-document", "a presentation"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (sw_zip_has(zip, known[i].part))
            return sw_zip_fail(zip, known[i].code, "save it as .xlsx or as CSV",
                               "the file is %s", known[i].what);
    return sw_zip_fail(zip, "no-workbook",
                       "unpack it, and name the file that is meant",
                       "the file is a zip archive and no workbook");
}

/* Reads the sheet into new records, or returns NULL after a fault. */
static sw_records *read_one(const sw_xlsx_book *book, guint sheet,
                            sw_xlsx_findings *found,
                            const sw_read_request *request, sw_zip *zip)
{
    sw_records *records = sw_records_new();
    if (sw_xlsx_read_sheet(records, found, book,
                           &g_array_index(book->sheets, sw_xlsx_sheet, sheet),
                           request->skip_rows, zip))
        return records;
    sw_records_free(records);
    return NULL;
}

static void name_others(const sw_xlsx_book *book, guint chosen,
                        const sw_zip *zip)
{
    const sw_xlsx_sheet *sheets = (sw_xlsx_sheet *)(void *)book->sheets->data;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < book->sheets->len; i++)
        if (i != chosen)
            g_string_append_printf(names, "%s'%s'%s", names->len ? ", " : "",
                                   sheets[i].name,
                                   sheets[i].visible ? "" : " (hidden)");
    if (names->len == 0)
        return;
    g_autofree char *message =
        g_strdup_printf("sheet '%s' is read; the workbook also has %s",
                        sheets[chosen].name, names->str);
    tell(zip->d, SW_NOTE, "other-sheets", zip->name, 0,
         "save another sheet as a file of its own if that one is meant",
         message);
}

static void tell_findings(const sw_xlsx_findings *found, const sw_zip *zip)
{
    if (found->no_value > 0) {
        g_autofree char *message = g_strdup_printf(
            "%zu formulas have no result and are taken as empty",
            found->no_value);
        tell(zip->d, SW_WARNING, "no-result", zip->name, found->no_value_row,
             "open and save the workbook in Excel", message);
    }
    if (found->hidden_rows > 0) {
        g_autofree char *message = g_strdup_printf(
            "%zu hidden rows are read like the others", found->hidden_rows);
        tell(zip->d, SW_NOTE, "hidden-rows", zip->name, 0, NULL, message);
    }
}

/* A table has two rows of two cells; a cover sheet has not. Where no sheet is
 * like that, the first with anything in it. */
static sw_records *choose(const sw_xlsx_book *book,
                          const sw_read_request *request, sw_zip *zip)
{
    sw_records *chosen = NULL;
    sw_xlsx_findings found = {0};
    guint at = 0;
    for (guint i = 0; i < book->sheets->len && found.table_rows < 2; i++) {
        sw_xlsx_findings here;
        if (!g_array_index(book->sheets, sw_xlsx_sheet, i).visible)
            continue;
        sw_records *records = read_one(book, i, &here, request, zip);
        bool better = records != NULL && (here.table_rows > 1 ||
                                          (chosen == NULL && here.rows > 0));
        sw_records_free(better ? chosen : records);
        if (better) {
            chosen = records;
            found = here;
            at = i;
        }
        if (zip->failed)
            break;
    }
    if (zip->failed) {
        sw_records_free(chosen);
        return NULL;
    }
    if (chosen == NULL) {
        sw_zip_fail(zip, "empty-file", NULL,
                    "no visible sheet of the workbook holds anything");
        return NULL;
    }
    name_others(book, at, zip);
    tell_findings(&found, zip);
    return chosen;
}

static sw_records *read_book(const char *part, const sw_read_request *request,
                             sw_zip *zip)
{
    sw_xlsx_book book;
    sw_xlsx_book_init(&book);
    sw_records *records = NULL;
    if (sw_xlsx_read_book(&book, zip, part) &&
        sw_xlsx_read_styles(&book, zip) && sw_xlsx_read_strings(&book, zip))
        records = choose(&book, request, zip);
    sw_xlsx_book_clear(&book);
    return records;
}

/* The only file of the archive that is no folder and no by-product of macOS, if
 * it is text by its name. */
static bool only_text(const sw_zip *zip, char *found)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".json",
                                          ".ndjson"};
    char name[SW_ZIP_NAME];
    enum { ENOUGH = 1000 };
    size_t files = 0;
    for (size_t i = 0; i < ENOUGH && files < 2 && sw_zip_part(zip, i, name);
         i++) {
        if (g_str_has_suffix(name, "/") || g_str_has_prefix(name, "__MACOSX/"))
            continue;
        files++;
        g_strlcpy(found, name, SW_ZIP_NAME);
    }
    g_autofree char *lower = g_ascii_strdown(files == 1 ? found : "", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(lower, endings[i]))
            return true;
    return false;
}

static bool append_piece(const char *piece, size_t length, void *data)
{
    GByteArray *bytes = data;
    g_byte_array_append(bytes, (const guint8 *)piece, (guint)length);
    return bytes->len <= SW_CSV_MAX_BYTES;
}

/* The archive's only text, read as if it were the file. */
static sw_table *read_member(sw_zip *zip, const char *part,
                             const sw_read_request *request)
{
    GByteArray *bytes = g_byte_array_new();
    sw_table *t = NULL;
    const char *text;
    if (sw_zip_read(zip, part, append_piece, bytes)) {
        g_autofree char *message =
            g_strdup_printf("the zip archive's only file, %s, is read", part);
        tell(zip->d, SW_NOTE, "unpacked", zip->name, 0, NULL, message);
        text = (const char *)bytes->data;
        if (bytes->len >= 4 && memcmp(text, "PK\3\4", 4) == 0)
            sw_zip_fail(zip, "no-workbook", "unpack it",
                        "the file is an archive within an archive");
        else if (bytes->len > SW_CSV_MAX_BYTES)
            sw_zip_fail(zip, "file-too-large", "split it",
                        "the file unpacks to more than %d bytes",
                        SW_CSV_MAX_BYTES);
        else if (bytes->len == 0)
            sw_zip_fail(zip, "empty-file", NULL, "the file holds no text");
        else
            t = sw_source_parse(text, bytes->len, request, zip->d);
    }
    g_byte_array_unref(bytes);
    return t;
}

sw_records *sw_xlsx_records(const char *bytes, size_t length,
                            const sw_read_request *request, sw_diagnostics *d)
{
    sw_zip zip;
    sw_records *records = NULL;
    if (!sw_zip_open(&zip, bytes, length, request->name, d))
        return NULL;
    g_autofree char *part = sw_xlsx_find_book(&zip);
    if (part != NULL && g_str_has_suffix(part, ".xml") &&
        !g_str_has_prefix(part, "word/") && !g_str_has_prefix(part, "ppt/"))
        records = read_book(part, request, &zip);
    else if (!zip.failed)
        refuse_other(&zip);
    sw_zip_close(&zip);
    return records;
}

static sw_table *parse_member(const char *bytes, size_t length,
                              const sw_read_request *request, sw_diagnostics *d,
                              bool *is_member)
{
    sw_zip zip;
    char part[SW_ZIP_NAME];
    sw_table *t = NULL;
    if (!sw_zip_open(&zip, bytes, length, request->name, d)) {
        *is_member = true; /* or rather: the end */
        return NULL;
    }
    *is_member = only_text(&zip, part);
    if (*is_member)
        t = read_member(&zip, part, request);
    sw_zip_close(&zip);
    return t;
}

sw_table *sw_xlsx_parse(const char *bytes, size_t length,
                        const sw_read_request *request, sw_diagnostics *d)
{
    bool is_member;
    sw_table *t = parse_member(bytes, length, request, d, &is_member);
    if (is_member)
        return t;
    sw_records *records = sw_xlsx_records(bytes, length, request, d);
    if (records == NULL)
        return NULL;
    sw_table_origin origin = {.source = "xlsx", .encoding = "utf-8"};
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_strlcpy(origin.sha256, sum, sizeof origin.sha256);
    t = sw_source_from_records(records, &origin, request, d);
    sw_records_free(records);
    return t;
}
