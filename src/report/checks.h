/*
 * checks.h - one check of the Checks sheet, and the parts that write them.
 */
#ifndef SW_REPORT_CHECKS_H
#define SW_REPORT_CHECKS_H

#include "report/cash_flow.h"

enum { /* columns */
       SW_CHECK_NAME,
       SW_CHECK_HAS,
       SW_CHECK_SHOULD,
       SW_CHECK_DIFFERENCE,
       SW_CHECK_ALLOWED,
       SW_CHECK_FAILS,
       SW_CHECK_NOTE,
       SW_CHECK_COLUMNS
};

/* What the workbook has against what it should be. */
typedef struct sw_check {
    const char *name, *note; /* words of the program, or said already */
    double has;              /* cached value of the formula */
    const char *formula;     /* without the leading '=' */
    double should;
    const char *should_formula; /* NULL: a stored figure, at the base only */
    double allowed;             /* NaN: by magnitude */
    bool informs;               /* shown, not counted */
    bool is_stored; /* should_formula picks a stored figure of the scenario:
                       rests when inputs differ from it */
} sw_check;

void sw_put_check(sw_sheet *s, const sw_check *c);
/* What is allowed by magnitude: the tolerance of a recalculation. */
double sw_check_tolerance(double should);
/* References to the Cash flow sheet; the caller frees them. */
char *sw_check_cell(lxw_row_t row, lxw_col_t column);
char *sw_check_span(lxw_row_t row, lxw_col_t c, lxw_row_t last_row,
                    lxw_col_t last);

/* The figure at the means against the mean of the simulation. */
void sw_check_simulation(sw_sheet *s);
/* Excel's own NPV, on year-end flows or on the monthly nets; mid-year its
 * periods are others. Last: a table may follow it. */
void sw_check_npv_function(sw_sheet *s, const sw_cash_sums *l);

#endif
