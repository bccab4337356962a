#include "report/html_grid.h"

#include <glib.h>
#include <math.h>

#include "report/cell_text.h"

/* A format's look and number as one key. */
static gpointer pair_of(int look, int number)
{
    return GINT_TO_POINTER(1 + look * SW_NUM_N + number);
}

static gpointer place_of(lxw_row_t row, lxw_col_t column)
{
    enum { COLUMN_BITS = 14 };
    return GUINT_TO_POINTER(((guint)row << COLUMN_BITS | column) + 1);
}

static void read_formats(sw_grid *g)
{
    g->format = g_hash_table_new(NULL, NULL);
    for (int look = 0; look < SW_LOOK_N; look++)
        for (int number = 0; number < SW_NUM_N; number++) {
            lxw_format *f = g->book->style.format[look][number];
            if (f != NULL)
                g_hash_table_insert(g->format, f, pair_of(look, number));
        }
}

static void read_merged(sw_grid *g)
{
    lxw_merged_range *range;
    g->merged = g_hash_table_new(NULL, NULL);
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(range, g->ws->merged_ranges, list_pointers)
    g_hash_table_insert(g->merged, place_of(range->first_row, range->first_col),
                        range);
}

void sw_grid_open(sw_grid *g, const sw_book *book, sw_sheet_id id)
{
    enum { CHUNK = 4096 };
    lxw_worksheet *ws = book->ws[id];
    *g = (sw_grid){.book = book, .ws = ws};
    g->rows = ws->dim_rowmax + 1;
    g->columns = ws->print_area.in_use ? ws->print_area.last_col + 1
                                       : ws->dim_colmax + 1;
    g->width = (lxw_col_t)(ws->dim_colmax + 1);
    g->cell = g_new0(sw_shown, (size_t)g->rows * g->width);
    g->texts = g_string_chunk_new(CHUNK);
    read_formats(g);
    read_merged(g);
}

void sw_grid_close(sw_grid *g)
{
    g_hash_table_unref(g->format);
    g_hash_table_unref(g->merged);
    g_string_chunk_free(g->texts);
    g_free(g->cell);
}

static void read_figure(const sw_grid *g, sw_shown *x, double value,
                        sw_number number)
{
    g_autofree char *text = sw_cell_text(g->book->e->pilot->language,
                                         g->book->style.number[number], value);
    x->text = g_string_chunk_insert(g->texts, text);
    x->is_figure = true;
    x->value = value;
}

static void read_value(const sw_grid *g, sw_shown *x, const lxw_cell *cell,
                       sw_number number)
{
    switch (cell->type) {
    case STRING_CELL:
        x->text = cell->sst_string;
        break;
    case NUMBER_CELL:
        read_figure(g, x, cell->u.number, number);
        break;
    case FORMULA_CELL:
        if (cell->user_data2 != NULL)
            x->text = cell->user_data2;
        else
            read_figure(g, x, cell->formula_result, number);
        break;
    default:
        break;
    }
}

static sw_shown read_cell(const sw_grid *g, lxw_row_t row, lxw_col_t column)
{
    sw_shown x = {.look = SW_LOOK_N, .text = "", .value = NAN, .across = 1};
    lxw_row *r = lxw_worksheet_find_row(g->ws, row);
    lxw_cell *cell =
        r != NULL ? lxw_worksheet_find_cell_in_row(r, column) : NULL;
    int pair =
        cell == NULL
            ? 0
            : GPOINTER_TO_INT(g_hash_table_lookup(g->format, cell->format));
    if (pair == 0)
        return x;
    x.look = (sw_look)((pair - 1) / SW_NUM_N);
    sw_number number = (sw_number)((pair - 1) % SW_NUM_N);
    x.is_right = number != SW_NUM_GENERAL && number != SW_NUM_TEXT;
    read_value(g, &x, cell, number);
    const lxw_merged_range *range =
        g_hash_table_lookup(g->merged, place_of(row, column));
    if (range != NULL)
        x.across = (lxw_col_t)(range->last_col - range->first_col + 1);
    return x;
}

/* A cell is asked for by whoever looks for tables, heads and widths: it is put
 * into words once. */
sw_shown sw_grid_at(const sw_grid *g, lxw_row_t row, lxw_col_t column)
{
    if (row >= g->rows || column >= g->width)
        return read_cell(g, row, column);
    sw_shown *known = &g->cell[(size_t)row * g->width + column];
    if (known->across == 0)
        *known = read_cell(g, row, column);
    return *known;
}

sw_shown sw_grid_first(const sw_grid *g, lxw_row_t row)
{
    sw_shown x = {.look = SW_LOOK_N, .text = "", .value = NAN, .across = 1};
    for (lxw_col_t c = 0; c < g->columns; c++) {
        x = sw_grid_at(g, row, c);
        if (*x.text != '\0')
            return x;
    }
    return (sw_shown){.look = SW_LOOK_N, .text = "", .value = NAN, .across = 1};
}
