/*
 * decision.h - parts of the Decision sheet: one printed page.
 */
#ifndef SW_REPORT_DECISION_PAGE_H
#define SW_REPORT_DECISION_PAGE_H

#include "report/live_figure.h"

enum {
    SW_PAGE_COLUMNS = 12, /* of equal width */
    SW_PAGE_PIXELS = 58,  /* of one column */
    SW_PAGE_DATA = 14     /* first column of the charts' figures, off page */
};

/* A reference to a cell of the Cash flow sheet. */
sw_ref sw_page_cell(lxw_row_t row, lxw_col_t column);
/* Sentences whose figures are cells, at the cursor, which moves below: what
 * happens if nobody acts, the next fiscal year's cash, and what renewing
 * returns. */
void sw_page_nobody_acts(sw_sheet *s);
void sw_page_cash(sw_sheet *s);
void sw_page_return(sw_sheet *s);
/* All options; the verdict's is marked. */
void sw_page_options(sw_sheet *s);
/* The same where no benefit is priced. */
void sw_page_cost_options(sw_sheet *s);
/* The metered bill of each month, at the cursor, which moves below. */
void sw_page_bill(sw_sheet *s);
/* Four tiles with the page's main figures. */
void sw_page_tiles(sw_sheet *s);
/* What must be believed: needed against priced; false where there is nothing to
 * need. */
bool sw_page_break_even(sw_sheet *s);
/* An option's cash of twelve months; its formula is freed with g_free. */
sw_live_figure sw_page_option_cash(const sw_book *book, const sw_option *o);
/* The same of a block of the Cash flow sheet. */
sw_live_figure sw_page_cash_12(const sw_book *book, int block, double value);
/* An option's name from the first column to `last`; chosen ones are marked. */
void sw_page_option_name(sw_sheet *s, const sw_option *o, bool chosen,
                         lxw_col_t last);
/* Event risks and dependence in the right half, from the cursor. */
void sw_page_risks(sw_sheet *s);
/* The two charts side by side, `pixels` high in all. */
void sw_page_charts(sw_sheet *s);

#endif
