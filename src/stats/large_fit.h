/*
 * large_fit.h - fits of many rows from products of the design.
 */
#ifndef SW_STATS_LARGE_FIT_H
#define SW_STATS_LARGE_FIT_H

#include "stats/linear_fit.h"

/* The fit of linear_fit.h, whose arrays are allocated; *done is false where the
 * design is too ill-conditioned for it. SW_ENOMEM. Cost: a few passes over the
 * rows. */
SW_NODISCARD sw_status sw_large_fit(sw_linear_fit *fit, bool *done,
                                    const sw_regression *m, sw_error *err);

/* The same without q and residual, for classical, CR1 and (unweighted) CR2
 * errors, with the covariance of theta in v[p * p] and df[p]. *done is false
 * where that cannot be, and nothing is written. SW_ENODATA with fewer than two
 * clusters; SW_ENUMERIC, SW_ENOMEM. Clear the fit after any outcome. */
SW_NODISCARD sw_status sw_large_ols(sw_linear_fit *fit, double *v, double *df,
                                    bool *done, const sw_regression *m,
                                    sw_error *err);

#endif
