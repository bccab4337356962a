#include "report/html_sheet.h"

#include <string.h>

#include "report/cash_flow.h"
#include "report/inputs_columns.h"
#include "report/words.h"

typedef enum row_kind {
    ROW_NOTHING, /* empty, or of the workbook alone */
    ROW_LEAD,    /* what the sheet is about, below its title */
    ROW_SECTION,
    ROW_HEADS,
    ROW_NOTE,
    ROW_CELLS
} row_kind;

/* What only a workbook can be asked for. */
static const char *const WORKBOOK_ONLY[] = {
    "Sheets of this workbook",
    "Where the workbook departs from the FAST standard",
};

/* What is being read. */
typedef struct reader {
    sw_html *h;
    const sw_grid *g;
    sw_sheet_id id;
    lxw_row_t all_heads; /* those above the first section */
    lxw_row_t heads;     /* of this section */
    lxw_row_t charted;   /* charts above this row are written */
    const char *section; /* the last heading; at first the sheet's title */
    bool in_section;
    bool skips; /* a section of the workbook alone */
} reader;

static row_kind kind_of_look(sw_look look, bool alone)
{
    switch (look) {
    case SW_LOOK_TITLE:
    case SW_LOOK_LINK:
    case SW_LOOK_N:
        return ROW_NOTHING;
    case SW_LOOK_SUBTITLE:
        return alone ? ROW_NOTE : ROW_CELLS;
    case SW_LOOK_SECTION:
        return ROW_SECTION;
    case SW_LOOK_HEAD:
    case SW_LOOK_HEAD_RIGHT:
    case SW_LOOK_SMALL_HEAD:
    case SW_LOOK_SMALL_HEAD_RIGHT:
        return ROW_HEADS;
    case SW_LOOK_PLAIN:
    case SW_LOOK_NOTE:
    case SW_LOOK_SMALL_PRINT:
    case SW_LOOK_SMALL_WRAP:
    case SW_LOOK_CELL_WRAP:
        return alone ? ROW_NOTE : ROW_CELLS;
    default:
        return ROW_CELLS;
    }
}

static row_kind kind_of(const sw_grid *g, lxw_row_t row)
{
    enum { TITLE = 0, LEADS = 2 };
    if (row > TITLE && row <= LEADS &&
        sw_grid_first(g, row).look == SW_LOOK_SUBTITLE)
        return ROW_LEAD;
    sw_shown first = {.look = SW_LOOK_N};
    size_t n = 0;
    for (lxw_col_t c = 0; c < g->columns; c++) {
        sw_shown x = sw_grid_at(g, row, c);
        if (*x.text == '\0' || x.look == SW_LOOK_LINK)
            continue;
        if (n++ == 0)
            first = x;
    }
    return kind_of_look(first.look, n == 1 && !first.is_figure);
}

static bool is_workbook_only(const reader *x, const char *title)
{
    for (size_t i = 0; i < G_N_ELEMENTS(WORKBOOK_ONLY); i++)
        if (strcmp(sw_words(x->g->book, WORKBOOK_ONLY[i]), title) == 0)
            return true;
    return false;
}

/* Of Cash flow no months: the years are there too. */
static lxw_col_t limit_of(const reader *x, lxw_row_t first, lxw_row_t last)
{
    enum { MOST_YEARS = 12 };
    if (x->id != SW_SHEET_CASH_FLOW)
        return x->g->columns;
    for (lxw_row_t r = first; r <= last; r++) {
        sw_shown far = sw_grid_at(x->g, r, SW_CF_MONTH + MOST_YEARS);
        if (*far.text != '\0')
            return SW_CF_MONTH;
    }
    return x->g->columns;
}

static uint32_t bit(lxw_col_t column)
{
    enum { BITS = 32 };
    return column < BITS ? 1U << column : 0;
}

/* Columns that are there to type in, or that follow what is typed. */
static uint32_t without(const reader *x)
{
    const sw_book *b = x->g->book;
    if (x->id != SW_SHEET_INPUTS)
        return 0;
    return bit(SW_INPUTS_LIVE) | bit(sw_inputs_own(b)) |
           bit(sw_inputs_after(b, SW_INPUTS_CHANGE));
}

/* Charts that stand above `row`, once. */
static void put_charts(reader *x, lxw_row_t row)
{
    if (row > x->charted)
        sw_html_charts(x->h, x->g, x->charted, row - 1);
    x->charted = row;
}

static void put_heading(reader *x, lxw_row_t row)
{
    x->section = sw_grid_first(x->g, row).text;
    x->skips = is_workbook_only(x, x->section);
    x->in_section = true;
    x->heads = x->all_heads;
    if (!x->skips)
        sw_html_element(x->h, "h3", NULL, x->section);
}

static void put_paragraph(reader *x, lxw_row_t row, const char *class_)
{
    if (!x->skips)
        sw_html_element(x->h, "p", class_, sw_grid_first(x->g, row).text);
}

/* A note between rows of cells is a row of theirs. */
static bool is_of_cells(const sw_grid *g, lxw_row_t row)
{
    row_kind kind = row < g->rows ? kind_of(g, row) : ROW_NOTHING;
    return kind == ROW_CELLS || (kind == ROW_NOTE && row + 1 < g->rows &&
                                 kind_of(g, row + 1) == ROW_CELLS);
}

/* Rows of cells from `row` on; where they end. */
static lxw_row_t put_cells(reader *x, lxw_row_t row)
{
    lxw_row_t end = row;
    while (is_of_cells(x->g, end))
        end++;
    if (x->skips)
        return end;
    sw_html_rows t = {.heads = x->heads,
                      .first = row,
                      .last = end - 1,
                      .inherited = x->in_section && x->heads == x->all_heads,
                      .without = without(x),
                      .limit = limit_of(x, row, end - 1),
                      .caption = x->section};
    sw_html_table(x->h, x->g, &t);
    return end;
}

/* What a sheet says below its title of working in it, and its checks. */
static bool is_workbook_lead(sw_sheet_id id, lxw_row_t row)
{
    enum { SAYS = 1 };
    return row != SAYS || id == SW_SHEET_INPUTS || id == SW_SHEET_SCENARIOS ||
           id == SW_SHEET_CASH_FLOW || id == SW_SHEET_SIMULATION;
}

/* The row below what stands at `row`. */
static lxw_row_t put_from(reader *x, lxw_row_t row)
{
    switch (kind_of(x->g, row)) {
    case ROW_SECTION:
        put_heading(x, row);
        break;
    case ROW_HEADS:
        x->heads = row;
        if (!x->in_section)
            x->all_heads = row;
        break;
    case ROW_CELLS:
        return put_cells(x, row);
    case ROW_LEAD:
        if (!is_workbook_lead(x->id, row))
            put_paragraph(x, row, "lead");
        break;
    case ROW_NOTE:
        put_paragraph(x, row, "note");
        break;
    case ROW_NOTHING:
        break;
    }
    return row + 1;
}

/* Inputs starts with what a reader of the workbook may pick. */
static lxw_row_t first_row(sw_sheet_id id)
{
    return id == SW_SHEET_INPUTS ? SW_INPUTS_HEADS : 0;
}

void sw_html_sheet(sw_html *h, const sw_grid *g, sw_sheet_id id)
{
    reader x = {.h = h,
                .g = g,
                .id = id,
                .all_heads = SW_NO_HEADS,
                .heads = SW_NO_HEADS,
                .section = sw_book_title(g->book, id)};
    for (lxw_row_t row = first_row(id); row < g->rows;) {
        put_charts(&x, row);
        row = put_from(&x, row);
    }
    put_charts(&x, LXW_ROW_MAX);
}
