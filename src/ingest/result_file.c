/* result_file.c - a result from result.json or from the workbook around it */
#include "ingest/result_file.h"

#include <math.h>
#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/xlsx_cells.h"

enum { MAX_BYTES = 512 * 1024 * 1024, MAX_PIECES = 65536 };

/* A workbook that is open, and what its hidden sheet says. */
typedef struct book {
    char *bytes;
    size_t length;
    const char *path;
    sw_xlsx_cells *cells;
    const sw_records *rows; /* of the hidden sheet; NULL: there is none */
} book;

static bool refuse(const book *b, const char *code, const char *remedy,
                   const char *message, sw_diagnostics *d)
{
    sw_diagnose(d, SW_ERROR, code, (sw_place){.file = b->path}, remedy, "%s",
                message);
    return false;
}

static bool is_archive(const book *b)
{
    return b->length >= 4 && memcmp(b->bytes, "PK\3\4", 4) == 0;
}

static void book_close(book *b)
{
    sw_xlsx_cells_close(b->cells);
    g_free(b->bytes);
}

/* Text of a cell by the row's number in the sheet, from 1; "" where there is
 * none. Rows are in order and those that hold nothing are left out. */
static const char *cell_at(const book *b, size_t line, size_t column)
{
    size_t low = 0, high = sw_records_count(b->rows);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sw_records_line(b->rows, middle) < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sw_records_count(b->rows) &&
                   sw_records_line(b->rows, low) == line
               ? sw_records_text(b->rows, low, column)
               : "";
}

static bool open_embedded(book *b, sw_diagnostics *d)
{
    b->cells = sw_xlsx_cells_open(b->bytes, b->length, b->path, d);
    if (b->cells == NULL)
        return false;
    size_t errors = sw_diagnostics_count(d, SW_ERROR);
    b->rows = sw_xlsx_cells_sheet(b->cells, SW_EMBEDDED_SHEET);
    if (sw_diagnostics_count(d, SW_ERROR) > errors)
        return false;
    if (b->rows == NULL)
        return refuse(b, "no-result-inside",
                      "evaluate again with this version, or name result.json",
                      "the workbook carries no result of seatworth", d);
    if (strcmp(cell_at(b, 1, SW_EMBEDDED_TEXT), SW_EMBEDDED_SCHEMA) == 0)
        return true;
    return refuse(b, "result-inside-unknown",
                  "read it with the version that made it",
                  "the result inside the workbook is of a form that this "
                  "version does not know",
                  d);
}

static bool read_count(guint64 *out, const book *b, size_t column, guint64 most)
{
    return g_ascii_string_to_unsigned(cell_at(b, 1, column), 10, 0, most, out,
                                      NULL);
}

/* The pieces put together; false where one is missing or was changed. */
static bool join_pieces(GString *text, const book *b, sw_diagnostics *d)
{
    guint64 n = 0;
    if (read_count(&n, b, SW_EMBEDDED_PIECES, MAX_PIECES))
        for (guint64 i = 0; i < n; i++)
            g_string_append(text, cell_at(b, (size_t)i + 2, SW_EMBEDDED_TEXT));
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
    if (strcmp(sum, cell_at(b, 1, SW_EMBEDDED_HASH)) == 0)
        return true;
    return refuse(b, "result-inside-damaged",
                  "evaluate again, or name result.json",
                  "the result inside the workbook is not the one that was "
                  "written: its hash differs",
                  d);
}

static sw_json *parse_embedded(const book *b, sw_diagnostics *d)
{
    g_autoptr(GString) text = g_string_new(NULL);
    return join_pieces(text, b, d)
               ? sw_json_parse(text->str, text->len, b->path, false, d)
               : NULL;
}

static bool book_read(book *b, const char *path, sw_diagnostics *d)
{
    *b = (book){.path = path};
    return sw_file_bytes(&b->bytes, &b->length, path, path, MAX_BYTES, d);
}

sw_json *sw_result_read(const char *path, sw_diagnostics *d)
{
    book b;
    sw_json *result = NULL;
    if (!book_read(&b, path, d))
        return NULL;
    if (!is_archive(&b))
        result = sw_json_parse(b.bytes, b.length, path, false, d);
    else if (open_embedded(&b, d))
        result = parse_embedded(&b, d);
    book_close(&b);
    return result;
}

/* Value of an input of the result's model; NaN. */
static double evaluated_value(const sw_json *result, const char *key)
{
    const sw_json *inputs = sw_json_at(result, "model.inputs");
    for (size_t i = 0; inputs != NULL && i < inputs->n_items; i++) {
        const sw_json *value = sw_json_member(inputs->items[i], "value");
        if (g_strcmp0(sw_member_text(inputs->items[i], "key"), key) == 0)
            return value != NULL && value->type == SW_JSON_NUMBER
                       ? value->number
                       : NAN;
    }
    return NAN;
}

/* A cell's number beside the one that was evaluated: spreadsheets keep 15 to
 * 17 digits. */
static bool is_changed(double cell, double evaluated)
{
    static const double DIGITS = 1e-13;
    return !(fabs(cell - evaluated) <=
             DIGITS * fmax(fabs(cell), fabs(evaluated)));
}

static bool add_change(sw_changes *out, const book *b, const char *key,
                       const char *text, double evaluated, sw_diagnostics *d)
{
    char *end, number[SW_NUMBER_TEXT];
    double x = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(x)) {
        sw_diagnose(d, SW_ERROR, "cell-no-number", (sw_place){.file = b->path},
                    "type a number there, or take the workbook as evaluated",
                    "the cell of %s holds '%s', which is no number", key, text);
        return false;
    }
    if (is_changed(x, evaluated))
        g_ptr_array_add(
            out->set, g_strdup_printf("%s=%s", key, sw_number_text(x, number)));
    return true;
}

/* Columns to the right of the base that the reader picked. */
static size_t picked_column(sw_changes *out, const book *b)
{
    guint64 own = 0;
    const char *choice = sw_xlsx_cells_named(b->cells, SW_EMBEDDED_CHOICE, 0);
    if (choice == NULL || strcmp(choice, cell_at(b, 1, SW_EMBEDDED_BASE)) == 0)
        return 0;
    if (strcmp(choice, cell_at(b, 1, SW_EMBEDDED_OWN)) == 0 &&
        read_count(&own, b, SW_EMBEDDED_COLUMNS, MAX_PIECES))
        return (size_t)own;
    out->scenario = g_strdup(choice);
    return 0;
}

static bool compare_cells(sw_changes *out, const book *b, const sw_json *result,
                          sw_diagnostics *d)
{
    bool good = true;
    size_t right = picked_column(out, b);
    for (size_t i = 1; i < sw_records_count(b->rows); i++) {
        const char *key = sw_records_text(b->rows, i, SW_EMBEDDED_KEY);
        const char *name = sw_records_text(b->rows, i, SW_EMBEDDED_NAME);
        const char *text =
            *key == '\0' ? NULL : sw_xlsx_cells_named(b->cells, name, right);
        if (text != NULL)
            good &=
                add_change(out, b, key, text, evaluated_value(result, key), d);
    }
    return good;
}

bool sw_changes_read(sw_changes *out, const char *path, sw_diagnostics *d)
{
    book b;
    bool good = false;
    *out = (sw_changes){.set = g_ptr_array_new_with_free_func(g_free)};
    if (!book_read(&b, path, d))
        return false;
    if (!is_archive(&b)) {
        refuse(&b, "no-workbook", "name the .xlsx file that evaluate wrote",
               "only a workbook has cells that a reader can change", d);
    } else if (open_embedded(&b, d)) {
        sw_json *result = parse_embedded(&b, d);
        good = result != NULL && compare_cells(out, &b, result, d);
        sw_json_free(result);
    }
    book_close(&b);
    return good;
}

void sw_changes_clear(sw_changes *changes)
{
    g_clear_pointer(&changes->set, g_ptr_array_unref);
    g_clear_pointer(&changes->scenario, g_free);
}
