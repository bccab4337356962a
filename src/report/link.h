/*
 * link.h - links from sheet to sheet.
 */
#ifndef SW_REPORT_LINK_H
#define SW_REPORT_LINK_H

#include "report/sheet.h"

/* A text that leads to a sheet of the workbook; NULL: the sheet's name. */
void sw_put_link(sw_sheet *s, lxw_row_t row, lxw_col_t column, sw_sheet_id to,
                 const char *text, sw_look look);
/* Links to all other sheets from the cursor on, `across` in a row. */
void sw_put_contents(sw_sheet *s, lxw_col_t across);

#endif
