/* xlsx_sheet.c - the rows of one sheet, cell by cell */
#include <stdlib.h>
#include <string.h>

#include "ingest/csv_reader.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_xml.h"

/* Cells with the empty ones before a filled one: a sheet of sparse rows must
 * not fill the memory. */
enum { MAX_CELLS = SW_RECORDS_MAX_CELLS };

typedef enum cell_type {
    CELL_NUMBER,
    CELL_SHARED,
    CELL_INLINE,
    CELL_FORMULA_TEXT,
    CELL_BOOLEAN,
    CELL_AS_WRITTEN /* errors such as #N/A, and ISO dates */
} cell_type;

typedef struct sheet_walk {
    sw_records *out;
    sw_xlsx_findings *found;
    const sw_xlsx_book *book;
    const sw_xlsx_sheet *sheet;
    sw_zip *zip;
    size_t skip, row, cells;
    size_t column;      /* of the cell in progress, from 0 */
    size_t next_column; /* where a cell without a place stands */
    cell_type type;
    sw_xlsx_style style;
    bool in_data, in_value, has_formula;
    int phonetic;
    GString *written, *text;
} sheet_walk;

static void broken(sheet_walk *w, const char *what)
{
    sw_zip_fail(w->zip, "broken-workbook", "export or save it again",
                "sheet '%s', row %zu: %s", w->sheet->name, w->row, what);
}

/* Column of a place such as AB12, from 0; SIZE_MAX for no such column. */
static size_t column_of(const char *place)
{
    size_t column = 0;
    const char *p = place;
    for (; g_ascii_isalpha(*p) && column <= SW_CSV_MAX_COLUMNS; p++)
        column = column * 26 + (size_t)(g_ascii_toupper(*p) - 'A') + 1;
    bool good =
        p > place && g_ascii_isdigit(*p) && column <= SW_CSV_MAX_COLUMNS;
    return good ? column - 1 : SIZE_MAX;
}

static void start_row(sheet_walk *w, const char **attributes)
{
    const char *number = sw_xml_attribute(attributes, "r");
    guint64 row;
    if (number == NULL)
        w->row++;
    else if (g_ascii_string_to_unsigned(number, 10, 1, G_MAXUINT32, &row, NULL))
        w->row = (size_t)row;
    else
        broken(w, "the next row has no such number");
    w->next_column = 0;
    w->found->hidden_rows +=
        w->row > w->skip && sw_xml_flag(attributes, "hidden");
}

static cell_type type_of(const char *t)
{
    if (t == NULL || strcmp(t, "n") == 0)
        return CELL_NUMBER;
    if (strcmp(t, "s") == 0)
        return CELL_SHARED;
    if (strcmp(t, "inlineStr") == 0)
        return CELL_INLINE;
    if (strcmp(t, "str") == 0)
        return CELL_FORMULA_TEXT;
    return strcmp(t, "b") == 0 ? CELL_BOOLEAN : CELL_AS_WRITTEN;
}

static void start_cell(sheet_walk *w, const char **attributes)
{
    const char *place = sw_xml_attribute(attributes, "r");
    const char *style = sw_xml_attribute(attributes, "s");
    w->column = place != NULL ? column_of(place) : w->next_column;
    if (w->column >= SW_CSV_MAX_COLUMNS)
        broken(w, "a cell stands in no column of a sheet");
    w->next_column = w->column + 1;
    w->type = type_of(sw_xml_attribute(attributes, "t"));
    unsigned long number = style != NULL ? strtoul(style, NULL, 10) : 0;
    w->style = number < w->book->styles->len
                   ? g_array_index(w->book->styles, sw_xlsx_style, number)
                   : SW_XLSX_PLAIN;
    w->has_formula = false;
    g_string_truncate(w->written, 0);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    sheet_walk *w = data;
    if (strcmp(name, "sheetData") == 0)
        w->in_data = true;
    if (!w->in_data || w->zip->failed)
        return;
    if (strcmp(name, "row") == 0)
        start_row(w, attributes);
    else if (strcmp(name, "c") == 0)
        start_cell(w, attributes);
    else if (strcmp(name, "v") == 0)
        w->in_value = w->type != CELL_INLINE;
    else if (strcmp(name, "f") == 0)
        w->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        w->phonetic++;
    else if (strcmp(name, "t") == 0)
        w->in_value = w->type == CELL_INLINE && w->phonetic == 0;
}

static void put_shared(sheet_walk *w)
{
    guint64 i;
    const GArray *strings = w->book->strings;
    if (strings->len == 0 ||
        !g_ascii_string_to_unsigned(w->written->str, 10, 0, strings->len - 1,
                                    &i, NULL)) {
        broken(w, "a cell has a text that is not in the workbook");
        return;
    }
    g_string_append(w->text,
                    w->book->text->str + g_array_index(strings, size_t, i));
}

static void put_value(sheet_walk *w)
{
    g_string_truncate(w->text, 0);
    if (w->written->len == 0)
        return;
    switch (w->type) {
    case CELL_NUMBER:
        sw_xlsx_put_number(w->text, w->written->str, w->style,
                           w->book->from_1904);
        break;
    case CELL_SHARED:
        put_shared(w);
        break;
    case CELL_INLINE:
    case CELL_FORMULA_TEXT:
        sw_xlsx_put_text(w->text, w->written->str, w->written->len);
        break;
    case CELL_BOOLEAN:
        g_string_append(w->text, *w->written->str == '1' ? "TRUE" : "FALSE");
        break;
    case CELL_AS_WRITTEN:
        g_string_append_len(w->text, w->written->str, (gssize)w->written->len);
        break;
    }
}

static void add_cell(sheet_walk *w)
{
    size_t pending = sw_records_pending(w->out);
    if (w->column < pending) {
        broken(w, "the cells are not in order");
        return;
    }
    w->cells += w->column - pending + 1;
    if (w->cells > MAX_CELLS) {
        sw_zip_fail(w->zip, "file-too-large", "split it into smaller files",
                    "sheet '%s' has more than %d cells", w->sheet->name,
                    MAX_CELLS);
        return;
    }
    for (; pending < w->column; pending++)
        sw_records_add(w->out, "", 0);
    sw_records_add(w->out, w->text->str, w->text->len);
}

static void end_cell(sheet_walk *w)
{
    if (w->row <= w->skip)
        return;
    put_value(w);
    bool no_value =
        w->has_formula && w->written->len == 0 && w->type != CELL_FORMULA_TEXT;
    if (no_value && w->found->no_value++ == 0)
        w->found->no_value_row = w->row;
    if (w->text->len > 0 && !w->zip->failed)
        add_cell(w);
}

static void end_row(sheet_walk *w)
{
    size_t filled = sw_records_pending(w->out);
    if (filled == 0)
        return;
    w->found->rows++;
    w->found->table_rows += filled > 1;
    sw_records_end(w->out, w->row);
}

static void on_end(void *data, const char *name)
{
    sheet_walk *w = data;
    if (!w->in_data || w->zip->failed)
        return;
    if (strcmp(name, "c") == 0)
        end_cell(w);
    else if (strcmp(name, "row") == 0)
        end_row(w);
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        w->in_value = false;
    else if (strcmp(name, "rPh") == 0)
        w->phonetic--;
    else if (strcmp(name, "sheetData") == 0)
        w->in_data = false;
}

static void on_text(void *data, const char *text, size_t length)
{
    sheet_walk *w = data;
    if (!w->in_value || w->zip->failed)
        return;
    if (w->written->len + length > SW_CSV_MAX_FIELD)
        broken(w, "a cell holds more than 1 MiB");
    else
        g_string_append_len(w->written, text, (gssize)length);
}

bool sw_xlsx_read_sheet(sw_records *out, sw_xlsx_findings *found,
                        const sw_xlsx_book *book, const sw_xlsx_sheet *sheet,
                        size_t skip, sw_zip *zip)
{
    *found = (sw_xlsx_findings){0};
    sheet_walk w = {.out = out,
                    .found = found,
                    .book = book,
                    .sheet = sheet,
                    .zip = zip,
                    .skip = skip,
                    .written = g_string_new(NULL),
                    .text = g_string_new(NULL)};
    const sw_xml_handler handler = {
        .start = on_start, .end = on_end, .text = on_text, .data = &w};
    bool good = sw_xml_walk(zip, sheet->part, &handler);
    g_string_free(w.written, TRUE);
    g_string_free(w.text, TRUE);
    return good && !zip->failed;
}
