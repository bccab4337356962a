/*
 * html_grid.h - a sheet of a workbook in memory, read back as text.
 *
 * The page shows what the sheets show: the same figures by the same number
 * formats, the same sentences. There is no second model and no second wording.
 */
#ifndef SW_REPORT_HTML_GRID_H
#define SW_REPORT_HTML_GRID_H

#include "report/book.h"

typedef struct sw_shown sw_shown;

typedef struct sw_grid {
    const sw_book *book;
    lxw_worksheet *ws;
    lxw_row_t rows;     /* that are used */
    lxw_col_t columns;  /* that are printed; charts' figures are beyond */
    lxw_col_t width;    /* columns that are used */
    sw_shown *cell;     /* [rows * width] as they were asked for */
    GHashTable *format; /* lxw_format* to look and number */
    GHashTable *merged; /* first cell to lxw_merged_range* */
    GStringChunk *texts;
} sw_grid;

/* A cell; look SW_LOOK_N where there is none. */
struct sw_shown {
    sw_look look;
    const char *text; /* as shown; "" where it is blank; the grid's */
    bool is_figure;   /* text is of a number */
    bool is_right;    /* a number may stand there: "n/a" is to the right */
    double value;     /* that number, else NaN */
    lxw_col_t across; /* columns, at least 1; 0: not asked for yet */
};

void sw_grid_open(sw_grid *g, const sw_book *book, sw_sheet_id id);
void sw_grid_close(sw_grid *g);
sw_shown sw_grid_at(const sw_grid *g, lxw_row_t row, lxw_col_t column);
/* The first cell of a row that shows a text; look SW_LOOK_N: none. */
sw_shown sw_grid_first(const sw_grid *g, lxw_row_t row);

#endif
