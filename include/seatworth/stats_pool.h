/*
 * stats_pool.h - one effect from several estimates, e.g. of departments.
 */
#ifndef SEATWORTH_STATS_POOL_H
#define SEATWORTH_STATS_POOL_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sw_pool_method {
    SW_POOL_PAULE_MANDEL,
    SW_POOL_REML,
    SW_POOL_DERSIMONIAN_LAIRD,
    SW_POOL_BAYES
} sw_pool_method;

/* k estimates y_i with standard errors. */
typedef struct sw_pool_data {
    const double *estimate; /* [k] any unit */
    const double *se;       /* [k] > 0, same unit */
    size_t k;
    sw_pool_method method;
    double tau_scale; /* BAYES: scale s > 0 of the half-normal prior of tau,
                         unit of the estimates */
    double level;
} sw_pool_data;

typedef struct sw_pool_fit {
    sw_estimate mu; /* the common mean; see below */
    double se_hksj; /* NaN for BAYES */
    double tau;     /* between-items sd; BAYES: its posterior mean */
    double tau2;    /* its square; BAYES: the posterior mean of tau^2 */
    double q;       /* Cochran's Q, k - 1 df */
    double i2;      /* tau2 / (tau2 + typical variance), fraction */
    bool boundary;  /* tau2 was estimated as 0 */
} sw_pool_fit;

/* An item drawn towards the common mean. */
typedef struct sw_pool_item {
    double pooled; /* its best prediction, or posterior mean */
    double sd;     /* of that prediction, or posterior sd */
} sw_pool_item;

/**
 * Random-effects mean and the items drawn towards it.
 *
 *   y_i ~ N(theta_i, se_i^2), theta_i ~ N(mu, tau^2), w_i = 1/(se_i^2 + tau^2)
 *   Paule-Mandel: sum w_i (y_i - mu)^2 = k - 1; REML: its score is 0;
 *   DerSimonian-Laird: by moments; all of them 0 where negative
 *   mu = sum w y / sum w; pooled_i = B y_i + (1 - B) mu, B = tau^2 w_i
 *   se_hksj^2 = max(1, sum w (y - mu)^2 / (k - 1)) / sum w
 *   Bayes: tau ~ half-normal(s), mu flat; posterior by quadrature over tau
 *
 * mu.se is 1/sqrt(sum w), while mu.statistic, p and ci take se_hksj and t with
 * k - 1 df. Bayes: posterior mean, sd and central interval; df, statistic and p
 * are NaN.
 *
 * @param[out] fit   written only on SW_OK
 * @param[out] item  [k]; written only on SW_OK; may be NULL
 * @param d          see the struct
 * @param err        may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, an estimate not finite, an se not above 0, the
 *                      method, tau_scale not above 0 with BAYES
 *         SW_ENODATA   fewer than 2 estimates
 *         SW_ENUMERIC  the estimates span so many orders that tau is lost
 *         SW_ENOMEM
 *
 * Numerics: roots by Brent's method; the likelihood of REML is scanned for its
 *           highest peak. Quadrature: trapezoids in log tau, halved until two
 *           rules agree to 1e-11 (the integrand is analytic there).
 * Source:   DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188;
 *           Paule & Mandel (1982), J. Res. Natl. Bur. Stand. 87, 377-385;
 *           Hartung & Knapp (2001), Statistics in Medicine 20, 3875-3889;
 *           Gelman et al. (2013), Bayesian Data Analysis, 5.4.
 * Deviates: the factor of se_hksj is at least 1. Agrees with metafor 3.8-1.
 */
SW_API SW_NODISCARD sw_status sw_stats_pool(sw_pool_fit *fit,
                                            sw_pool_item *item,
                                            const sw_pool_data *d,
                                            sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
