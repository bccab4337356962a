/* draws_file.c - every cell a number, and the columns of two files matched. */
#include "cli/draws_file.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/csv_reader.h"
#include "ingest/schema.h"

enum { MAX_REPORTED = 20 };

static sw_place place_of(const sw_table *t, size_t row, size_t column)
{
    return (sw_place){.file = sw_table_file(t),
                      .line = sw_table_line(t, row),
                      .column = column + 1};
}

static sw_place header_of(const sw_table *t, size_t column)
{
    return (sw_place){.file = sw_table_file(t),
                      .line = sw_table_source(t)->header_row,
                      .column = column + 1};
}

/* "1,234" in every cell that has a comma: a thousand or a decimal? */
static bool is_grouped(const char *cell)
{
    const char *p = cell + (*cell == '-' || *cell == '+');
    size_t digits = strspn(p, "0123456789");
    if (digits == 0 || digits > 3)
        return false;
    for (p += digits; *p == ','; p += 4)
        if (strspn(p + 1, "0123456789") != 3)
            return false;
    return *p == '\0';
}

typedef struct commas {
    size_t cells, grouped, points;
    size_t row, column; /* of the first cell with a comma */
} commas;

static commas count_commas(const sw_table *t)
{
    commas c = {0};
    for (size_t i = 0; i < sw_table_rows(t); i++)
        for (size_t j = 0; j < sw_table_columns(t); j++) {
            const char *cell = sw_table_cell(t, i, j);
            c.points += strchr(cell, '.') != NULL;
            if (strchr(cell, ',') == NULL)
                continue;
            if (c.cells++ == 0) {
                c.row = i;
                c.column = j;
            }
            c.grouped += is_grouped(cell);
        }
    return c;
}

/* A comma is a decimal sign only where commas do not cut the rows. */
static bool choose_decimal(char *decimal, const sw_table *t, sw_diagnostics *d)
{
    commas c = count_commas(t);
    bool cut = sw_table_source(t)->delimiter == ',';
    *decimal = cut || c.cells == 0 ? '.' : ',';
    if (cut || c.cells == 0 || c.points > 0 || c.grouped < c.cells)
        return true;
    sw_diagnose(d, SW_ERROR, "ambiguous-number", place_of(t, c.row, c.column),
                "write numbers with a decimal point and no other sign",
                "'%s' has two readings, with thousands or with decimals",
                sw_table_cell(t, c.row, c.column));
    return false;
}

static void refuse_cell(sw_diagnostics *d, const sw_table *t, size_t row,
                        size_t column)
{
    const char *cell = sw_table_cell(t, row, column);
    if (cell[0] == '\0')
        sw_diagnose(d, SW_ERROR, "empty-cell", place_of(t, row, column),
                    "every draw has a number in every column",
                    "column '%s' is empty", sw_table_header(t, column));
    else
        sw_diagnose(d, SW_ERROR, "bad-cell", place_of(t, row, column), NULL,
                    sw_table_columns(t) > 1
                        ? "'%.60s' in column '%s' is no number"
                        : "the cell is no number",
                    cell, sw_table_header(t, column));
}

static bool read_cells(sw_draws_file *f, sw_diagnostics *d)
{
    char decimal;
    if (!choose_decimal(&decimal, f->table, d))
        return false;
    size_t bad = 0;
    for (size_t i = 0; i < f->rows; i++)
        for (size_t j = 0; j < f->columns; j++) {
            double *v = &f->value[j * f->rows + i];
            const char *cell = sw_table_cell(f->table, i, j);
            if (sw_cell_number(v, cell, decimal) == SW_CELL_OK && isfinite(*v))
                continue;
            if (bad++ < MAX_REPORTED)
                refuse_cell(d, f->table, i, j);
        }
    if (bad > MAX_REPORTED)
        sw_diagnose(d, SW_ERROR, "bad-cells",
                    (sw_place){.file = sw_table_file(f->table)}, NULL,
                    "%zu cells are no numbers; the first %d are listed", bad,
                    MAX_REPORTED);
    return bad == 0;
}

/* Rows with too many cells, which the reader has put aside. */
static bool has_whole_rows(const sw_draws_file *f, sw_diagnostics *d)
{
    const sw_diagnostics *rejects = sw_table_rejects(f->table);
    for (size_t i = 0; i < sw_diagnostics_length(rejects); i++) {
        const sw_diagnostic *r = sw_diagnostics_at(rejects, i);
        sw_place place = {r->file, r->line, r->column, NULL};
        if (i < MAX_REPORTED)
            sw_diagnose(d, SW_ERROR, r->code, place, r->remedy, "%s",
                        r->message);
    }
    return sw_diagnostics_length(rejects) == 0;
}

/* Else the first draw would be taken for names, and be lost. */
static bool has_names(const sw_draws_file *f, sw_diagnostics *d)
{
    double ignored;
    for (size_t j = 0; j < f->columns; j++)
        if (sw_cell_number(&ignored, sw_table_header(f->table, j), '.') !=
            SW_CELL_OK)
            return true;
    sw_diagnose(d, SW_ERROR, "no-header", header_of(f->table, 0),
                "write the names of the columns above the first draw",
                "the first line holds only numbers, and no names");
    return false;
}

bool sw_draws_file_read(sw_draws_file *f, const char *path, sw_diagnostics *d)
{
    sw_read_request request = {.path = path, .name = path};
    *f = (sw_draws_file){.table = sw_csv_read(&request, d)};
    if (f->table == NULL)
        return false;
    f->columns = sw_table_columns(f->table);
    f->rows = sw_table_rows(f->table);
    f->value = g_new0(double, f->columns * f->rows);
    bool named = has_names(f, d), whole = has_whole_rows(f, d);
    return read_cells(f, d) && named && whole;
}

void sw_draws_file_clear(sw_draws_file *f)
{
    sw_table_free(f->table);
    g_free(f->value);
    *f = (sw_draws_file){0};
}

const char *sw_draws_file_name(const sw_draws_file *f, size_t column)
{
    return sw_table_header(f->table, column);
}

static size_t column_named(const sw_draws_file *f, const char *name)
{
    for (size_t j = 0; j < f->columns; j++)
        if (strcmp(sw_draws_file_name(f, j), name) == 0)
            return j;
    return SIZE_MAX;
}

static void report_lacking(const sw_draws_file *has, const sw_draws_file *lacks,
                           size_t column, sw_diagnostics *d)
{
    g_autofree const char **names = g_new(const char *, lacks->columns);
    for (size_t j = 0; j < lacks->columns; j++)
        names[j] = sw_draws_file_name(lacks, j);
    const char *name = sw_draws_file_name(has, column);
    const char *near = sw_nearest_name(name, names, lacks->columns);
    sw_place place = header_of(has->table, column);
    if (near != NULL)
        sw_diagnose(d, SW_ERROR, "no-column", place,
                    "both files need the same columns",
                    "'%s' is no column of %s; did you mean '%s'?", name,
                    sw_table_file(lacks->table), near);
    else
        sw_diagnose(
            d, SW_ERROR, "no-column", place, "both files need the same columns",
            "'%s' is no column of %s", name, sw_table_file(lacks->table));
}

bool sw_draws_file_arrange(sw_draws_file *f, const sw_draws_file *like,
                           sw_diagnostics *d)
{
    bool same = true;
    double *arranged = g_new0(double, f->columns * f->rows);
    for (size_t j = 0; j < f->columns; j++) {
        size_t to = column_named(like, sw_draws_file_name(f, j));
        if (to == SIZE_MAX || like->columns != f->columns) {
            if (to == SIZE_MAX)
                report_lacking(f, like, j, d);
            same = false;
            continue;
        }
        memcpy(arranged + to * f->rows, f->value + j * f->rows,
               f->rows * sizeof *arranged);
    }
    for (size_t j = 0; j < like->columns; j++)
        if (column_named(f, sw_draws_file_name(like, j)) == SIZE_MAX) {
            report_lacking(like, f, j, d);
            same = false;
        }
    g_free(f->value);
    f->value = arranged;
    return same;
}

bool sw_draws_file_same_rows(const sw_draws_file *f, const sw_draws_file *like,
                             sw_diagnostics *d)
{
    if (f->rows == like->rows)
        return true;
    sw_diagnose(
        d, SW_ERROR, "other-rows", (sw_place){.file = sw_table_file(f->table)},
        "row i of both files is the same draw", "%zu rows, but %s has %zu",
        f->rows, sw_table_file(like->table), like->rows);
    return false;
}
