/*
 * cash_flow.h - the Cash flow sheet's columns and rows, and the parts that
 * write it. All blocks have the same columns, so one formula fits a row.
 */
#ifndef SW_REPORT_CASH_FLOW_H
#define SW_REPORT_CASH_FLOW_H

#include "report/cash_sums.h"
#include "report/sheet.h"

enum { /* columns */
       SW_CF_LINE,
       SW_CF_CLASS,
       SW_CF_SIDE,
       SW_CF_DATED,
       SW_CF_RATE, /* of a part; in a difference: how the line counts */
       SW_CF_TOTAL,
       SW_CF_PV,
       SW_CF_YEAR, /* the first year's; columns of no year are hidden */
       SW_CF_START = SW_CF_YEAR + 10, /* time 0; from here on folded */
       SW_CF_MONTH                    /* the first month's */
};

enum { /* columns of the lines' parts, where they say something else */
       SW_CF_PER = SW_CF_CLASS,
       SW_CF_COUNT = SW_CF_DATED, /* seats or people */
       SW_CF_KEY = SW_CF_RATE     /* of a billed line: its rows of the Ledger */
};

enum { /* rows of the calendar: sw_cash_calendar */
       SW_CAL_MONTH,
       SW_CAL_FROM,
       SW_CAL_TO,
       SW_CAL_YEAR,
       SW_CAL_WHOLE_YEARS,
       SW_CAL_AGE,
       SW_CAL_DISCOUNTED, /* + SW_FACTOR_...: years */
       SW_CAL_DEFLATED = SW_CAL_DISCOUNTED + SW_FACTORS, /* real basis only */
       SW_CAL_DEFLATOR = SW_CAL_DEFLATED + SW_FACTORS,   /* likewise */
       SW_CAL_FACTOR = SW_CAL_DEFLATOR + SW_FACTORS,
       SW_CAL_ROWS = SW_CAL_FACTOR + SW_FACTORS
};

enum { /* rows of a difference's measures */
       SW_MEASURE_NPV,
       SW_MEASURE_BENEFITS,
       SW_MEASURE_COSTS,
       SW_MEASURE_ROI,
       SW_MEASURE_BCR,
       SW_MEASURE_IRR,
       SW_MEASURE_BELOW,
       SW_MEASURE_PAYBACK,
       SW_MEASURE_BELOW_DISCOUNTED,
       SW_MEASURE_DISCOUNTED_PAYBACK,
       SW_MEASURE_ROWS
};

enum { /* rows of the break-even block */
       SW_BREAK_LICENCE,
       SW_BREAK_TIME, /* net, of what is proportional to the minutes */
       SW_BREAK_REALISED,
       SW_BREAK_WAGES,
       SW_BREAK_MINUTES,
       SW_BREAK_PRICE,
       SW_BREAK_PRICE_MONTH,
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

enum { /* rows of the years, from cash.years */
       SW_YEARS_HEADS = 1,
       SW_YEARS_ENDS, /* last day of each */
       SW_YEARS_FLOWS
};

/* Column of a year, from 0. */
lxw_col_t sw_cash_year(size_t year);
/* Sums of a row's months by years; of a line, or what its formulas add up to
 * from there. */
void sw_cash_put_years(sw_sheet *s, lxw_row_t row, const double *months);
double sw_cash_in_year(const sw_book *book, const double *months, size_t year);
/* A row of the calendar. */
lxw_row_t sw_cash_calendar(const sw_book *book, int row);
/* Rows of the years: a flow's, and the benefits, costs and net below. */
lxw_row_t sw_cash_year_flow(const sw_book *book, size_t flow);
lxw_row_t sw_cash_year_benefits(const sw_book *book);

/* How many blocks there are, and which of leaving a view is compared with. */
int sw_cash_blocks(const sw_economics_result *money);
int sw_leaving_block(const sw_book *book, int view);

const char *sw_cash_dating_name(const sw_flow *flow);
const char *sw_cash_class_name(sw_class class_);
/* +1, -1, or 0 where the line does not count on the headline basis. */
double sw_cash_weight(const sw_book *book, const sw_flow *flow);

/* Parts of lines that no contract bills, in their order: how many, and the
 * place of one; of the rows below cash.rates and a block's coef. */
size_t sw_cash_parts(const sw_economics *e);
lxw_row_t sw_cash_part(const sw_economics *e, size_t part);

void sw_cash_rates(sw_sheet *s);
void sw_cash_block(sw_sheet *s, const sw_cash_sums *sums, int block);
/* A month's amount of a line as a formula of its parts; the caller frees it. */
char *sw_cash_amount(const sw_book *book, const sw_block_rows *rows,
                     size_t flow, lxw_col_t column);
/* What stands where no value in range breaks even. */
const char *sw_side_text(sw_side side);
/* Value of a row of the break-evens above the answers. */
double sw_scaled_value(const sw_book *book, int row);
/* Present value of a part in an option. */
sw_ref sw_cash_part_pv(const sw_book *book, int block, size_t part);
void sw_cash_coefs(sw_sheet *s, const sw_cash_sums *sums, int block);
void sw_cash_difference(sw_sheet *s, const sw_cash_sums *sums, int view);
/* Whether the payback's formula says this itself: "never", or nothing to. */
bool sw_payback_is_said(const char *note);
void sw_cash_years(sw_sheet *s);
void sw_cash_spending(sw_sheet *s);
void sw_cash_break_even(sw_sheet *s);
/* The programme as published studies lay it out. */
void sw_cash_published(sw_sheet *s, const sw_cash_sums *sums);
void sw_cash_lines(sw_sheet *s);
/* Charts of the years and of the net, at the cursor. */
void sw_cash_charts(sw_sheet *s);

/* The texts at the left of a flow's row. */
void sw_cash_line(sw_sheet *s, lxw_row_t row, const sw_flow *flow);
/* All months of a row. */
sw_ref sw_cash_months(const sw_book *book, lxw_row_t row, sw_fix fix);

#endif
