/*
 * linear_fit.h - least squares in an orthonormal basis.
 *
 * With sqrt(W) X = Q R, theta = Q' sqrt(W) y and (X'WX)^-1 = I in the basis Q,
 * so that every variance below is a p x p matrix in that basis and coefficient
 * j is the contrast c_j' theta. The columns are centred and scaled first, the
 * contrasts undo it.
 */
#ifndef SW_STATS_LINEAR_FIT_H
#define SW_STATS_LINEAR_FIT_H

#include "seatworth/stats.h"

typedef struct sw_linear_fit {
    size_t n, p;
    double *q;           /* [n * p] row-major, orthonormal columns */
    double *residual;    /* [n] sqrt(w) (y - x b) */
    double *root_weight; /* [n] sqrt(w), all 1 without weights */
    double *theta;       /* [p] */
    double *contrast;    /* [p * p], row j for coefficient j */
    double *coefficient; /* [p] on the scale of the data */
    double rss;          /* sum of squared residuals; 0 if only rounding */
} sw_linear_fit;

/* SW_ENODATA: n <= p, or a column adds nothing, named by its index in x.
 * SW_ENOMEM. Clear it after either outcome. Cost: O(n p^2). */
SW_NODISCARD sw_status sw_linear_fit_init(sw_linear_fit *fit,
                                          const sw_regression *model,
                                          sw_error *err);
void sw_linear_fit_clear(sw_linear_fit *fit);

/* refine.c: takes the condition of the design off the error of the
 * coefficients. SW_ENOMEM. Cost: O(n p). */
SW_NODISCARD sw_status sw_linear_refine(sw_linear_fit *fit,
                                        const sw_regression *model,
                                        sw_error *err);

/* vcov.c: the covariance of theta for CLASSICAL and HC0 to HC3, in
 * theta_vcov[p * p], and df[p] of each coefficient; NaN where it has no
 * variance, see sw_rests_on_exact. */
void sw_vcov_by_row(double *theta_vcov, double *df, const sw_linear_fit *fit,
                    sw_vcov kind);

/* Whether a contrast rests on what the design fits exactly, whatever y is: a
 * row of leverage 1 or, with clusters, a combination of a cluster's rows. Their
 * residuals are 0, so HC2, HC3 and CR2 know nothing of that part. exact is the
 * part of the contrast's squared weights there, whole all of it. */
bool sw_rests_on_exact(double exact, double whole);

/* cluster_se.c: the same for CR1 and CR2.
 * SW_ENODATA with fewer than two clusters; SW_ENOMEM, SW_ENUMERIC. */
SW_NODISCARD sw_status sw_vcov_by_cluster(double *theta_vcov, double *df,
                                          const sw_linear_fit *fit,
                                          const size_t *cluster, bool weighted,
                                          sw_vcov kind, sw_error *err);

#endif
