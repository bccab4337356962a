/*
 * decision.h - parts of the Decision sheet: one printed page.
 */
#ifndef SW_REPORT_DECISION_PAGE_H
#define SW_REPORT_DECISION_PAGE_H

#include "report/sheet.h"

enum {
    SW_PAGE_COLUMNS = 12, /* of equal width */
    SW_PAGE_PIXELS = 58,  /* of one column */
    SW_PAGE_DATA = 14     /* first column of the charts' figures, off page */
};

/* A reference to a cell of the Cash flow sheet. */
sw_ref sw_page_cash(lxw_row_t row, lxw_col_t column);
/* All options; the verdict's is marked. */
void sw_page_options(sw_sheet *s);
/* The same where no benefit is priced. */
void sw_page_cost_options(sw_sheet *s);
/* The metered bill of each month, at the cursor, which moves below. */
void sw_page_bill(sw_sheet *s);
/* Four tiles with the page's main figures. */
void sw_page_tiles(sw_sheet *s);
/* What must be believed: needed against priced. */
void sw_page_break_even(sw_sheet *s);
/* Event risks and dependence in the right half, from the cursor. */
void sw_page_risks(sw_sheet *s);
/* The two charts side by side, `pixels` high in all. */
void sw_page_charts(sw_sheet *s);

#endif
