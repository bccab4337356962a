/*
 * interval_report.h - what one fitted family of an interval regression says.
 */
#ifndef SW_STATS_INTERVAL_REPORT_H
#define SW_STATS_INTERVAL_REPORT_H

#include "seatworth/stats_interval.h"
#include "stats/interval_rows.h"
#include "stats/linear_fit.h"

/* Distinct rows of a model, those that the family is fitted to first: the
 * zeros of a hurdle follow, at rows.n to n - 1. */
typedef struct sw_working {
    size_t n, p;
    double *lower, *upper, *count; /* [n] */
    double *x;                     /* [n * k] */
    double *basis;                 /* [n * p] */
    size_t *of;                    /* [answers] the distinct row of each */
    sw_linear_fit design;
    sw_interval_rows rows;
} sw_working;

/* AIC of a fit of the answers that are no zeros, the zeros' part included. */
double sw_interval_aic(const sw_interval_result *r, const sw_interval_model *m,
                       double log_likelihood);

/* Everything that one family gives: its family_mean, or, where it is the best
 * one, coefficient[p] and all of *r. SW_ENODATA: fewer than two clusters.
 * SW_ENOMEM. */
SW_NODISCARD sw_status sw_interval_report(sw_estimate *coefficient,
                                          sw_interval_result *r,
                                          const sw_working *w,
                                          const sw_interval_model *m,
                                          const sw_rows_fit *fit, bool best,
                                          sw_error *err);

#endif
