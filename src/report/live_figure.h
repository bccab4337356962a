/*
 * live_figure.h - figures of page one as formulas over the Ledger and the Cash
 * flow sheet, where their rows add up to what the engine says.
 *
 * Not all of the engine's sums are sums of rows: what accrues is cut by days.
 * Where a formula would give another amount than the engine, the figure is one
 * that only the engine knows.
 */
#ifndef SW_REPORT_LIVE_FIGURE_H
#define SW_REPORT_LIVE_FIGURE_H

#include "report/sheet.h"

typedef struct sw_live_figure {
    double value;          /* the engine's */
    char *formula;         /* without '='; NULL: only the engine knows */
    const char *otherwise; /* a text where it is no number; NULL: "n/a" */
    sw_number number;
} sw_live_figure;

/* What is spent from `from` to `to` in the option of a block; with `billed`
 * alone what contracts bill. Its formula is freed with g_free. */
sw_live_figure sw_live_cash_within(const sw_book *book, int block, sw_day from,
                                   sw_day to, bool billed, double value);
/* What renews if nobody acts. */
sw_live_figure sw_live_cash_renewing(const sw_book *book);
/* Seats that are paid for now. */
sw_live_figure sw_live_seats(const sw_book *book, double value);

/* Writes it over the columns to `last`: live, or as evaluated. */
void sw_put_live(sw_sheet *s, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                 const sw_live_figure *figure, sw_look look);

#endif
