/*
 * seats_charts.h - the Seats sheet's charts: the funnel from purchased to
 * reducible, adoption by week with its curve, and what each segment is worth.
 */
#ifndef SW_REPORT_SEATS_CHARTS_H
#define SW_REPORT_SEATS_CHARTS_H

#include "report/chart.h"

/* Funnel of the steps in rows [first, last] of columns 0 and 1, and beside it
 * the adoption; the cursor moves below them. */
void sw_seats_use_charts(sw_sheet *s, lxw_row_t first, lxw_row_t last);
/* Net worth of a seat and year by segment, at the cursor, which moves below;
 * nothing where no time saved is priced. */
void sw_seats_worth_chart(sw_sheet *s);

#endif
