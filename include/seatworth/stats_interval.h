/*
 * stats_interval.h - regression for answers that are known within bounds only.
 *
 * Conventions as in stats.h; families, bounds and hurdle as in
 * sw_stats_interval_fit, which is the same without covariates.
 */
#ifndef SEATWORTH_STATS_INTERVAL_H
#define SEATWORTH_STATS_INTERVAL_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Answers within bounds, with covariates. */
typedef struct sw_interval_model {
    const double *lower; /* [n]; equal to upper for an exact answer; 0 or
                            -INFINITY is the start of the range */
    const double *upper; /* [n]; INFINITY for an open answer */
    const double *x;     /* [n * k], row-major, without the intercept */
    size_t n, k;
    const size_t *cluster; /* [n] or NULL; sandwich errors by cluster */
    sw_family family;      /* AUTO: the smallest AIC */
    bool hurdle;           /* zeros (0, 0) are a mass of their own, the same
                              for every x */
    double cap;            /* of the restricted mean E[min(Y, cap)] */
    double level;
} sw_interval_model;

typedef struct sw_interval_result {
    sw_family family;      /* the chosen one */
    double scale;          /* of the family */
    sw_estimate log_scale; /* natural logarithm */
    double zero_share;     /* hurdle: share of zeros, else 0 */
    double log_likelihood, aic;
    sw_estimate mean;       /* predictions averaged over the rows */
    double restricted_mean; /* the same of E[min(Y, cap)] */
    double family_mean[5];  /* by sw_family; NaN where it was not fitted */
    double family_aic[5];
    bool family_failed[5]; /* could take the answers, and has no maximum */
    size_t n_zero, n_open;
} sw_interval_result;

/**
 * Interval-censored regression by maximum likelihood.
 *
 *   location of row i = b0 + x_i'b, one scale for all rows; families and
 *   likelihood as sw_stats_interval_fit: log Y for lognormal and Weibull, the
 *   log mean for the gamma (shape scale^-2), Y for the gaussian
 *
 * @param[out] coefficient  [k + 1], intercept first, by the normal
 *                          distribution (df INFINITY), with clusters by t with
 *                          G - 1; written only on SW_OK; effect_size is NaN
 * @param[out] out          written only on SW_OK
 * @param m                 see the struct
 * @param err               may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, cap or family; a bound that is NaN, reversed or
 *                      says nothing; an answer the family cannot take; x not
 *                      finite
 *         SW_ENODATA   not more answers than coefficients; a column of x that
 *                      adds nothing, by its index; fewer than 2 clusters; the
 *                      answers do not fix the coefficients
 *         SW_ENOMEM
 *
 * Numerics: equal rows are one term with its count, and the likelihood is
 *           summed with its rounding carried, so that neither cost nor digits
 *           depend on how often an answer was given. Newton with Levenberg's
 *           shift in an orthonormal basis of x, until the step is below 1e-7
 *           standard errors and then once more; likelihoods are compared only
 *           where the gain is above their rounding;
 *           derivatives in the location are closed forms, those in log scale
 *           central differences of fourth order. Standard error of the mean by
 *           the delta method, n - 1 df; with clusters from the summed
 *           influences, factor G/(G-1), G - 1 df.
 * Cost:     O(n k) once, then O(distinct rows k^2) a step, about ten steps a
 *           family.
 * Source:   Stewart (1983), Review of Economic Studies 50, 737-753; hurdle:
 *           Cragg (1971), Econometrica 39, 829-844.
 * Deviates: no. Agrees with R's survreg: log L to 1e-10, coefficients to 1e-6,
 *           standard errors to 1e-5 (with its Jacobian of log y added to the
 *           log-likelihood of exact answers).
 */
SW_API SW_NODISCARD sw_status
sw_stats_interval_regression(sw_estimate *coefficient, sw_interval_result *out,
                             const sw_interval_model *m, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
