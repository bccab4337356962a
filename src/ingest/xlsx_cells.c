/* xlsx_cells.c - the cells of a workbook by sheet and by defined name */
#include "ingest/xlsx_cells.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_xml.h"

enum { MAX_NAMES = 65536, MAX_NAME = 4096 }; /* of a workbook; bytes of one */

struct sw_xlsx_cells {
    sw_zip zip;
    sw_xlsx_book book;  /* without styles: numbers stay as they are written */
    GHashTable *names;  /* char*: what each stands for, "'Inputs'!$D$12" */
    GHashTable *sheets; /* char*: sw_records* */
};

typedef struct name_walk {
    sw_xlsx_cells *cells;
    char *name; /* of the one in progress */
    GString *text;
} name_walk;

/* Names of a single sheet (localSheetId) are prints and filters. */
static void on_start(void *data, const char *element, const char **attributes)
{
    name_walk *w = data;
    const char *name = sw_xml_attribute(attributes, "name");
    if (strcmp(element, "definedName") != 0 || name == NULL ||
        sw_xml_attribute(attributes, "localSheetId") != NULL ||
        g_hash_table_size(w->cells->names) >= MAX_NAMES)
        return;
    g_free(w->name);
    w->name = g_strdup(name);
    g_string_truncate(w->text, 0);
}

static void on_end(void *data, const char *element)
{
    name_walk *w = data;
    if (strcmp(element, "definedName") != 0 || w->name == NULL)
        return;
    g_hash_table_insert(w->cells->names, g_steal_pointer(&w->name),
                        g_strdup(w->text->str));
}

static void on_text(void *data, const char *text, size_t length)
{
    name_walk *w = data;
    if (w->name != NULL && w->text->len + length < MAX_NAME)
        g_string_append_len(w->text, text, (gssize)length);
}

static bool read_names(sw_xlsx_cells *cells, const char *part)
{
    name_walk w = {.cells = cells, .text = g_string_new(NULL)};
    const sw_xml_handler handler = {
        .start = on_start, .end = on_end, .text = on_text, .data = &w};
    bool good = sw_xml_walk(&cells->zip, part, &handler);
    g_string_free(w.text, TRUE);
    g_free(w.name);
    return good;
}

static void free_records(gpointer records)
{
    sw_records_free(records);
}

static bool read_workbook(sw_xlsx_cells *cells)
{
    g_autofree char *part = sw_xlsx_find_book(&cells->zip);
    if (part == NULL)
        return !cells->zip.failed &&
               sw_zip_fail(&cells->zip, "no-workbook",
                           "name the .xlsx file that evaluate wrote",
                           "the file is a zip archive and no workbook");
    return sw_xlsx_read_book(&cells->book, &cells->zip, part) &&
           sw_xlsx_read_strings(&cells->book, &cells->zip) &&
           read_names(cells, part);
}

sw_xlsx_cells *sw_xlsx_cells_open(const char *bytes, size_t length,
                                  const char *name, sw_diagnostics *d)
{
    sw_xlsx_cells *cells = g_new0(sw_xlsx_cells, 1);
    if (!sw_zip_open(&cells->zip, bytes, length, name, d)) {
        g_free(cells);
        return NULL;
    }
    sw_xlsx_book_init(&cells->book);
    cells->names =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, g_free);
    cells->sheets =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, free_records);
    if (read_workbook(cells))
        return cells;
    sw_xlsx_cells_close(cells);
    return NULL;
}

void sw_xlsx_cells_close(sw_xlsx_cells *cells)
{
    if (cells == NULL)
        return;
    sw_zip_close(&cells->zip);
    sw_xlsx_book_clear(&cells->book);
    g_hash_table_unref(cells->names);
    g_hash_table_unref(cells->sheets);
    g_free(cells);
}

static sw_records *read_sheet(sw_xlsx_cells *cells, const sw_xlsx_sheet *sheet)
{
    sw_records *records = sw_records_new();
    sw_xlsx_findings found;
    if (sw_xlsx_read_sheet(records, &found, &cells->book, sheet, 0,
                           &cells->zip))
        return records;
    sw_records_free(records);
    return NULL;
}

const sw_records *sw_xlsx_cells_sheet(sw_xlsx_cells *cells, const char *name)
{
    sw_records *records = g_hash_table_lookup(cells->sheets, name);
    const GArray *sheets = cells->book.sheets;
    for (guint i = 0; records == NULL && i < sheets->len; i++) {
        const sw_xlsx_sheet *sheet = &g_array_index(sheets, sw_xlsx_sheet, i);
        if (strcmp(sheet->name, name) != 0)
            continue;
        records = read_sheet(cells, sheet);
        if (records != NULL)
            g_hash_table_insert(cells->sheets, g_strdup(name), records);
        break;
    }
    return records;
}

/* "Cash flow" of "'Cash flow'!$E$12", with *place at "$E$12". */
static char *sheet_of(const char *reference, const char **place)
{
    const char *mark = strrchr(reference, '!');
    if (mark == NULL)
        return NULL;
    *place = mark + 1;
    g_autofree char *sheet = g_strndup(reference, (gsize)(mark - reference));
    size_t n = strlen(sheet);
    if (n < 2 || sheet[0] != '\'' || sheet[n - 1] != '\'')
        return g_steal_pointer(&sheet);
    sheet[n - 1] = '\0';
    g_auto(GStrv) parts = g_strsplit(sheet + 1, "''", -1);
    return g_strjoinv("'", parts);
}

/* "$E$12" to a column from 0 and a row from 1. */
static bool read_place(size_t *column, guint64 *row, const char *place)
{
    size_t letters = 0;
    const char *p = place + (*place == '$');
    for (; g_ascii_isalpha(*p) && letters <= SW_RECORDS_MAX_CELLS; p++)
        letters = letters * 26 + (size_t)(g_ascii_toupper(*p) - 'A') + 1;
    p += *p == '$';
    *column = letters - 1;
    return letters > 0 &&
           g_ascii_string_to_unsigned(p, 10, 1, G_MAXUINT32, row, NULL);
}

const char *sw_xlsx_cells_named(sw_xlsx_cells *cells, const char *defined,
                                size_t right)
{
    const char *reference = g_hash_table_lookup(cells->names, defined);
    const char *place = NULL;
    size_t column;
    guint64 row;
    g_autofree char *sheet =
        reference == NULL ? NULL : sheet_of(reference, &place);
    if (sheet == NULL || !read_place(&column, &row, place))
        return NULL;
    const sw_records *rows = sw_xlsx_cells_sheet(cells, sheet);
    for (size_t i = 0; rows != NULL && i < sw_records_count(rows); i++)
        if (sw_records_line(rows, i) == row)
            return sw_records_text(rows, i, column + right);
    return rows == NULL ? NULL : "";
}
