/*
 * stats_models.h - linear models beyond their coefficients: goodness of fit and
 * covariate adjustment of a treatment effect.
 *
 * Conventions as in stats.h: inputs are finite, estimates are treated - other.
 */
#ifndef SEATWORTH_STATS_MODELS_H
#define SEATWORTH_STATS_MODELS_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How well a linear model fits. */
typedef struct sw_fit_summary {
    double residual_sd; /* unit of y; sqrt(rss / (n - p)), weighted */
    double r_squared;   /* about the mean, without an intercept about 0; NaN
                           where y does not vary */
    double df;          /* n - p */
} sw_fit_summary;

/**
 * sw_stats_ols with its goodness of fit.
 *
 * @param[out] coefficient  as sw_stats_ols
 * @param[out] summary      written only on SW_OK; may be NULL
 * @param model, err        as sw_stats_ols
 *
 * @return as sw_stats_ols
 *
 * Source:   as sw_stats_ols.
 * Deviates: no. Agrees with R's summary(lm()) to 1e-9.
 */
SW_API SW_NODISCARD sw_status sw_stats_ols_summary(sw_estimate *coefficient,
                                                   sw_fit_summary *summary,
                                                   const sw_regression *model,
                                                   sw_error *err);

/* A treatment effect given covariates. */
typedef struct sw_adjusted_model {
    const double *y; /* [n] */
    const double *x; /* [n * k], row-major */
    const bool *treated;
    size_t n, k;
    const size_t *cluster; /* [n] labels or NULL */
    sw_vcov vcov;
    bool interact; /* Lin: each arm has its own slopes */
    double level;
} sw_adjusted_model;

/* Coefficients of sw_stats_adjusted_effect: intercept, treatment, covariates
 * and, with `interact`, their products with the treatment. */
#define SW_ADJUSTED_COUNT(k, interact) (2 + (k) * ((interact) ? 2 : 1))

/**
 * The effect of treatment given covariates that were measured before it.
 *
 *   ANCOVA: y = b0 + b1 T + x'b + e
 *   Lin:    y = b0 + b1 T + z'b + T z'c + e, z = x less its mean over all rows
 *
 * @param[out] coefficient  [SW_ADJUSTED_COUNT(k, interact)], the effect is [1];
 *                          written only on SW_OK
 * @param[out] summary      written only on SW_OK; may be NULL
 * @param a                 see the struct
 * @param err               may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   as sw_stats_ols
 *         SW_ENODATA   fewer than 2 units, or 2 clusters, in an arm; otherwise
 *                      as sw_stats_ols, the column being that of the model
 *         SW_ENUMERIC, SW_ENOMEM as sw_stats_ols
 *
 * Numerics: as sw_stats_ols.
 * Source:   Frison & Pocock (1992), Statistics in Medicine 11, 1685-1704; Lin
 *           (2013), Annals of Applied Statistics 7, 295-318.
 * Deviates: no. Agrees with R's estimatr::lm_lin to 1e-10.
 */
SW_API SW_NODISCARD sw_status
sw_stats_adjusted_effect(sw_estimate *coefficient, sw_fit_summary *summary,
                         const sw_adjusted_model *a, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
