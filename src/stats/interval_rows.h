/*
 * interval_rows.h - maximum likelihood of one family with covariates.
 */
#ifndef SW_STATS_INTERVAL_ROWS_H
#define SW_STATS_INTERVAL_ROWS_H

#include "stats/interval_family.h"

/* Distinct answers and an orthonormal basis of their design: the sum of
 * count b b' is the identity. */
typedef struct sw_interval_rows {
    const double *lower, *upper; /* [n] */
    const double *count;         /* [n] answers of the kind */
    const double *basis;         /* [n * p] */
    size_t n, p;
    double answers; /* sum of count */
} sw_interval_rows;

/* theta: p coefficients in the basis, then log scale. */
typedef struct sw_rows_fit {
    sw_family family;
    double *theta;   /* [p + 1] */
    double *inverse; /* [(p + 1)^2] of the Hessian of -log L */
    double log_likelihood;
} sw_rows_fit;

/* SW_ENODATA: the likelihood has no maximum. SW_ENOMEM. Clear it after either
 * outcome. */
SW_NODISCARD sw_status sw_rows_maximise(sw_rows_fit *out, sw_family family,
                                        const sw_interval_rows *rows,
                                        sw_error *err);
void sw_rows_fit_clear(sw_rows_fit *fit);

/* Derivatives of one row's log-likelihood in (location, log scale). */
typedef struct sw_row_terms {
    double value, d[2];
    double h00, h01, h11; /* of -log L */
} sw_row_terms;

sw_row_terms sw_row_terms_at(sw_family family, double location, double scale,
                             double lower, double upper);

#endif
