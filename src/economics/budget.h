/*
 * budget.h - what renewing all spends by fiscal year and line: as it is due and
 * as it is used up. Sums over the programme's entries, nothing else.
 *
 * Source: README.md 4, Budget view.
 */
#ifndef SW_ECONOMICS_BUDGET_H
#define SW_ECONOMICS_BUDGET_H

#include "economics/economics.h"

typedef struct sw_budget_year {
    int label; /* calendar year in which it ends */
    sw_day from, to;
} sw_budget_year;

/* Seats by who pays for them. */
typedef struct sw_cost_center {
    const char *name; /* borrowed; NULL: people without one */
    size_t seats;
    double share; /* of all seats with a person */
} sw_cost_center;

/* Lines are cash costs without the expected cost of events; invoices are whole
 * where they are due, even beyond the programme's end. */
typedef struct sw_budget {
    sw_budget_year *year; /* from the one that holds as_of */
    size_t n_years;
    size_t *flow; /* [n_lines] of the model's */
    size_t n_lines;
    double *cash, *accrual; /* [n_lines * n_years] */
    /* [n_lines * n_years] invoices paid before as_of by their day, on the
     * contract's first line, and what is reckoned for the contract till then;
     * NaN: neither is known. */
    double *actual, *forecast;
    sw_cost_center *center; /* the most seats first; [0] where no one has one */
    size_t n_centers;
} sw_budget;

void sw_budget_init(sw_budget *out, const sw_economics_result *r);
void sw_budget_clear(sw_budget *b);

/* The fiscal year that holds a day. */
sw_budget_year sw_fiscal_year_of(const sw_pilot *pilot, sw_day day);

#endif
