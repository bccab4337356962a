/*
 * cash_flow.h - the Cash flow sheet's columns and rows, and the parts that
 * write it. All blocks have the same columns, so one formula fits a row.
 */
#ifndef SW_REPORT_CASH_FLOW_H
#define SW_REPORT_CASH_FLOW_H

#include "report/cash_ledger.h"
#include "report/sheet.h"

enum { /* columns */
       SW_CF_LINE,
       SW_CF_CLASS,
       SW_CF_SIDE,
       SW_CF_DATED,
       SW_CF_RATE, /* of a block; in a difference: how the line counts */
       SW_CF_TOTAL,
       SW_CF_PV,
       SW_CF_MONTH /* the first month's; time 0 stands one to the left */
};

enum { /* rows of the calendar, from cash.calendar */
       SW_CAL_MONTH,
       SW_CAL_FROM,
       SW_CAL_TO,
       SW_CAL_YEAR,
       SW_CAL_START_EXPONENT,
       SW_CAL_END_EXPONENT,
       SW_CAL_ANNUAL_EXPONENT,
       SW_CAL_START,
       SW_CAL_END,
       SW_CAL_ANNUAL,
       SW_CAL_WAGES,
       SW_CAL_DECAY,
       SW_CAL_DEFLATOR,
       SW_CAL_ROWS
};

enum { /* rows of a difference's measures */
       SW_MEASURE_NPV,
       SW_MEASURE_BENEFITS,
       SW_MEASURE_COSTS,
       SW_MEASURE_ROI,
       SW_MEASURE_BCR,
       SW_MEASURE_BELOW,
       SW_MEASURE_PAYBACK,
       SW_MEASURE_BELOW_DISCOUNTED,
       SW_MEASURE_DISCOUNTED_PAYBACK,
       SW_MEASURE_ROWS
};

enum { /* rows of the break-even block */
       SW_BREAK_LICENCE,
       SW_BREAK_TIME,
       SW_BREAK_WAGE_COST,
       SW_BREAK_WAGE_BENEFIT,
       SW_BREAK_MINUTES,
       SW_BREAK_PRICE,
       SW_BREAK_REALISATION,
       SW_BREAK_ADOPTION,
       SW_BREAK_WAGE,
       SW_BREAK_ROWS
};

enum { /* rows of the spending block */
       SW_SPENDING_SUNK,
       SW_SPENDING_COMMITTED,
       SW_SPENDING_AVOIDABLE,
       SW_SPENDING_ROWS
};

/* How a flow is dated: SW_CAL_START, SW_CAL_END or SW_CAL_ANNUAL, its row of
 * discount factors. */
int sw_cash_dating(const sw_flow *flow);
const char *sw_cash_dating_name(int dating);
const char *sw_cash_class_name(sw_class class_);
/* +1, -1, or 0 where the line does not count on the headline basis. */
double sw_cash_weight(const sw_book *book, const sw_flow *flow);

/* A flow's rate as a formula of Inputs' live cells; caller frees. */
char *sw_rate_formula(const sw_book *book, const sw_block_rows *block,
                      size_t flow);
/* Its growth in the month of a column, "" where it does not grow. */
char *sw_growth_formula(const sw_book *book, const sw_block_rows *block,
                        size_t flow, lxw_col_t column);

/* Rows of contract k in a block: what it pays for, and its calendar. */
lxw_row_t sw_cash_seats(const sw_block_rows *rows, size_t contract);
lxw_row_t sw_cash_renewals(const sw_block_rows *rows, size_t contract);
lxw_row_t sw_cash_multiple(const sw_block_rows *rows, size_t contract);

void sw_cash_block(sw_sheet *s, const sw_ledger *ledger, int block);
void sw_cash_difference(sw_sheet *s, const sw_ledger *ledger, int view);
void sw_cash_years(sw_sheet *s);
void sw_cash_spending(sw_sheet *s);
void sw_cash_break_even(sw_sheet *s);
void sw_cash_lines(sw_sheet *s);
/* Charts of the years and of the net, at the cursor. */
void sw_cash_charts(sw_sheet *s);

/* The texts at the left of a flow's row. */
void sw_cash_line(sw_sheet *s, lxw_row_t row, const sw_flow *flow);
/* Writes one number a month. */
void sw_cash_values(sw_sheet *s, lxw_row_t row, const char *label,
                    const double *value, sw_number number);

#endif
