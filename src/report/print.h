/*
 * print.h - how a sheet falls into pages: one page wide at a scale that fits A4
 * and US Letter, and broken between blocks, so that no table or chart that fits
 * a page is cut.
 *
 * The scale is set as a number: Excel ignores page breaks where a sheet is told
 * to fit its pages.
 */
#ifndef SW_REPORT_PRINT_H
#define SW_REPORT_PRINT_H

#include "report/sheet.h"

typedef enum sw_paper { SW_PAPER_A4, SW_PAPER_A3 } sw_paper;

/* After sw_sheet_print and the last block: prints the columns up to `last` and
 * the rows above the cursor. What stands right of them, the figures of charts,
 * is left out. */
void sw_sheet_pages(sw_sheet *s, lxw_col_t last, sw_paper paper);

/* Cells are locked, without a password; charts, widths and filters are not. */
void sw_sheet_protect(sw_sheet *s);

#endif
