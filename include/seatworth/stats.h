/*
 * stats.h - estimators on plain arrays. Knows nothing of pilots or money.
 *
 * Every input must be finite: the caller drops missing values before it calls,
 * so a NaN here is the caller's error (SW_EDOMAIN, naming the index).
 * Estimates are treated - other, after - before.
 */
#ifndef SEATWORTH_STATS_H
#define SEATWORTH_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seatworth/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A borrowed view: the caller owns v[n] and keeps it alive during the call. */
typedef struct sw_sample {
    const double *v;
    size_t n;
} sw_sample;

/* A two-sided interval estimate, in the unit of the data. */
typedef struct sw_interval {
    double lower;
    double upper;
    double level; /* confidence level, fraction in (0, 1), e.g. 0.95 */
} sw_interval;

/* One estimate with its t statistic. NaN marks what a method does not give. */
typedef struct sw_estimate {
    double estimate;  /* unit of the data */
    double se;        /* standard error, same unit */
    double df;        /* degrees of freedom, a real number */
    double statistic; /* estimate / se */
    double p;         /* two-sided p-value, fraction in [0, 1] */
    sw_interval ci;
    double effect_size; /* standardised; which one the function says */
} sw_estimate;

/* What is tested against the null value; both ways by default. */
typedef enum sw_hypothesis { SW_TWO_SIDED, SW_LESS, SW_GREATER } sw_hypothesis;

/* Statistic against `null_value`, p and interval of the estimate, standard
 * error and degrees of freedom that *e holds, by Student's t; INFINITY degrees
 * of freedom are the normal. The open end of a one-sided interval is infinite.
 * All of them are NaN where se or df is not above 0. */
SW_API void sw_stats_direct(sw_estimate *e, double null_value,
                            sw_hypothesis alternative, double level);

/**
 * Mean of one sample with Student's t interval.
 *
 *   se^2 = s^2 / n, df = n - 1      s^2 with divisor n - 1
 *
 * @param[out] out  written only on SW_OK; effect_size is NaN
 * @param x         n >= 2 values in any unit
 * @param level     confidence level, fraction in (0, 1)
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level outside (0, 1), or a value is not finite
 *         SW_ENODATA  fewer than 2 values, or all are equal
 *         SW_ENOMEM
 *
 * Numerics: two-pass compensated moments; p from the upper tail, by an own
 *           incomplete beta.
 * Source:   Student (1908), Biometrika 6, 1-25.
 * Deviates: no. Agrees with R 4.2.2 t.test(x) to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_mean(sw_estimate *out, sw_sample x,
                                            double level, sw_error *err);

/**
 * Difference of two means, variances not assumed equal (Welch's t).
 *
 *   se^2 = s1^2/n1 + s0^2/n0
 *   df   = se^4 / ( (s1^2/n1)^2/(n1-1) + (s0^2/n0)^2/(n0-1) )
 *   g    = (m1 - m0) / s_pooled * (1 - 3 / (4 (n1 + n0 - 2) - 1))
 *
 * @param[out] out  written only on SW_OK; effect_size is Hedges' g
 * @param treated   n >= 2 values in any unit
 * @param control   n >= 2 values in the same unit
 * @param level     confidence level, fraction in (0, 1)
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level outside (0, 1), or a value is not finite
 *         SW_ENODATA  fewer than 2 values in a group, or both are constant
 *         SW_ENOMEM
 *
 * Numerics: as sw_stats_mean.
 * Source:   Welch (1947), Biometrika 34, 28-35, doi:10.1093/biomet/34.1-2.28;
 *           Hedges (1981), J. Educational Statistics 6, 107-128.
 * Deviates: no. Agrees with R 4.2.2 t.test(treated, control) to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_welch(sw_estimate *out,
                                             sw_sample treated,
                                             sw_sample control, double level,
                                             sw_error *err);

/**
 * Paired t for after - before.
 *
 *   The mean of the changes, as sw_stats_mean;
 *   effect_size = mean / sd of the changes * (1 - 3 / (4 (n - 1) - 1))
 *
 * @param[out] out       written only on SW_OK
 * @param before, after  n >= 2 values of the same units, in the same order
 * @param level          confidence level, fraction in (0, 1)
 * @param err            may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a value not finite, or lengths that differ
 *         SW_ENODATA  fewer than 2 pairs, or every pair has the same change
 *         SW_ENOMEM
 *
 * Numerics: as sw_stats_mean.
 * Source:   Student (1908), as above; d_z: Lakens (2013), Frontiers in
 *           Psychology 4, 863.
 * Deviates: no. Agrees with R 4.2.2 t.test(paired = TRUE) to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_paired(sw_estimate *out,
                                              sw_sample before, sw_sample after,
                                              double level, sw_error *err);

typedef enum sw_vcov {
    SW_VCOV_CLASSICAL,
    SW_VCOV_HC0,
    SW_VCOV_HC1,
    SW_VCOV_HC2,
    SW_VCOV_HC3,
    SW_VCOV_CR1, /* needs clusters; df G - 1 */
    SW_VCOV_CR2  /* needs clusters; Satterthwaite df per coefficient */
} sw_vcov;

/* A linear model y = [1 X] b + e. */
typedef struct sw_regression {
    const double *y; /* [n] */
    const double *x; /* [n * k], row-major, without the intercept */
    size_t n, k;
    bool no_intercept;
    const size_t *cluster; /* [n], any labels; NULL without clusters */
    const double *weights; /* [n] > 0; NULL without weights */
    sw_vcov vcov;
    double level;
} sw_regression;

/**
 * Linear regression by least squares, with the chosen standard errors.
 *
 *   b = (X'WX)^-1 X'Wy;  HC: rows independent;  CR1: factor
 *   G/(G-1) (N-1)/(N-p);  CR2: A_j = ([(I-H)(I-H)']_jj)^(+1/2),
 *   V = M (sum X_j'W_j A_j e_j e_j'A_j W_j X_j) M,  df = tr(P)^2 / sum P_ij^2
 *
 * @param[out] coefficient  [k + 1], intercept first; [k] with no_intercept;
 *                          written only on SW_OK; effect_size is NaN. Where a
 *                          standard error is 0 (an exact fit), statistic, p and
 *                          ci are NaN; with HC2, HC3 and CR2 se and df too
 *                          where a coefficient rests on what the design fits
 *                          exactly whatever y is: a row with leverage 1, or a
 *                          combination of a cluster's rows
 * @param model             see the struct
 * @param err               may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, a value not finite, a weight not above 0, CR
 *                      without clusters, no coefficient at all
 *         SW_ENODATA   n <= p; fewer than 2 clusters; a column of x is
 *                      constant or a combination of the others, named by its
 *                      index in x
 *         SW_ENUMERIC  the eigenvalues of a cluster's adjustment failed
 *         SW_ENOMEM
 *
 * Numerics: pivoted QR of centred and scaled columns; eigenvalues of the
 *           residual's covariance below 1e-12 count as 0 (pseudo-inverse); a
 *           coefficient rests on those directions if more than 1e-14 of its
 *           squared weights do.
 * Cost:     O(n p^2); CR2 O(J p^3 + J^2 p^2), with weights O(n_j^3) a cluster.
 * Source:   White (1980); MacKinnon & White (1985); Bell & McCaffrey (2002),
 *           Survey Methodology 28, 169-181; Pustejovsky & Tipton (2018),
 *           J. Business & Economic Statistics 36, 672-683.
 * Deviates: of leverage 1 sandwich 3.0-2 gives NaN for all coefficients and
 *           clubSandwich 0.5.8 a figure without the row's part. Else agrees
 *           with R's lm, sandwich to 1e-9 and clubSandwich
 *           0.5.8 (identity working model) to 1e-8, df to 1e-7.
 */
SW_API SW_NODISCARD sw_status sw_stats_ols(sw_estimate *coefficient,
                                           const sw_regression *model,
                                           sw_error *err);

/**
 * Analysis of covariance: the effect of treatment given the earlier value.
 *
 *   after = b0 + b1 treated + b2 before + e;  the estimate is b1
 *
 * @param[out] out       written only on SW_OK; effect_size is the estimate over
 *                       the pooled sd of `after`
 * @param before, after  [n] in the same unit
 * @param treated        [n]
 * @param cluster        [n] labels: CR2; NULL: HC2 with n - 3 df
 * @param n              number of units
 * @param level          confidence level, fraction in (0, 1)
 * @param err            may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, or a value not finite
 *         SW_ENODATA   fewer than 2 units, or 2 clusters, in an arm; `before`
 *                      constant or a function of `treated`; no residual
 *         SW_ENUMERIC, SW_ENOMEM as sw_stats_ols
 *
 * Numerics: as sw_stats_ols.
 * Source:   Frison & Pocock (1992), Statistics in Medicine 11, 1685-1704.
 * Deviates: no.
 */
SW_API SW_NODISCARD sw_status sw_stats_ancova(sw_estimate *out,
                                              const double *before,
                                              const double *after,
                                              const bool *treated,
                                              const size_t *cluster, size_t n,
                                              double level, sw_error *err);

/**
 * Difference in differences of two waves on the same n units.
 *
 *   mean change of the treated - mean change of the others, the coefficient of
 *   treated * wave in y ~ treated * wave; CR2 by cluster, else by unit
 *
 * @param[out] out  written only on SW_OK; effect_size is Hedges' g of the
 *                  changes
 * @param before, after, treated, cluster, n, level, err   as sw_stats_ancova
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, or a value not finite
 *         SW_ENODATA   fewer than 2 units, or 2 clusters, in an arm; the
 *                      changes do not vary
 *         SW_ENUMERIC, SW_ENOMEM as sw_stats_ols
 *
 * Numerics: on the changes, which gives the same CR2 and df as the long form.
 * Source:   as sw_stats_ols.
 * Deviates: no. Agrees with clubSandwich 0.5.8 on the long form to 1e-8.
 */
SW_API SW_NODISCARD sw_status sw_stats_did(sw_estimate *out,
                                           const double *before,
                                           const double *after,
                                           const bool *treated,
                                           const size_t *cluster, size_t n,
                                           double level, sw_error *err);

typedef enum sw_family {
    SW_FAMILY_AUTO, /* smallest AIC */
    SW_FAMILY_LOGNORMAL,
    SW_FAMILY_WEIBULL,
    SW_FAMILY_GAMMA,
    SW_FAMILY_GAUSSIAN
} sw_family;

/* Interval-censored answers, one common distribution. */
typedef struct sw_interval_data {
    const double *lower; /* [n]; equal to upper for an exact answer */
    const double *upper; /* [n]; INFINITY for an open top bin */
    size_t n;
    const size_t *cluster; /* [n] or NULL; sandwich errors by cluster */
    sw_family family;      /* AUTO tries all that fit */
    bool hurdle;           /* zeros (0, 0) are a mass of their own */
    double cap;            /* for the restricted mean E[min(Y, cap)] */
    double level;
} sw_interval_data;

typedef struct sw_interval_fit {
    sw_family family;       /* the chosen one */
    double location, scale; /* of the family, on its own scale */
    double zero_share;      /* hurdle: share of zeros, else 0 */
    double log_likelihood, aic;
    sw_estimate mean; /* of the whole population, zeros included */
    double restricted_mean;
    double family_mean[5]; /* mean by family, NaN where it was not fitted */
    double family_aic[5];
    bool family_failed[5]; /* could take the answers, and has no maximum */
    size_t n, n_zero, n_open;
} sw_interval_fit;

/**
 * Mean of binned answers by maximum likelihood.
 *
 *   log L = sum log( F(upper) - F(lower) ), log f(y) for an exact answer, on
 *   the original scale (with the Jacobian of log y), so that AICs compare
 *   lognormal: E = exp(m + s^2/2)       Weibull: E = exp(m) Gamma(1 + s)
 *   gamma: E = exp(m), shape s^-2       gaussian: E = m
 *   hurdle: E = (1 - p0) E(positive part)
 *
 * A lower bound of 0 is the start of the range: F = 0, for the gaussian -inf.
 * All families that can take the answers are fitted and shown in family_mean
 * and family_aic (NaN: not fitted; the entry of SW_FAMILY_AUTO is always NaN);
 * one that can take them and has no maximum on them is named in family_failed.
 * AUTO takes the smallest AIC; it leaves the gaussian out with a hurdle (the
 * rest is positive), and only the gaussian takes answers below 0, or exact
 * zeros without a hurdle.
 *
 * @param[out] out  written only on SW_OK; mean.p is two-sided against 0 by t,
 *                  mean.effect_size is NaN; log_likelihood and AICs include the
 *                  zeros of a hurdle
 * @param d         see the struct; cap > 0, INFINITY allowed
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, cap or family; a bound that is NaN, reversed or
 *                     says nothing; an answer the family cannot take
 *         SW_ENODATA  fewer than 2 answers or clusters; every answer none; all
 *                     in one bin; all open; the answers do not fix location and
 *                     scale
 *         SW_ENOMEM
 *
 * Numerics: sw_stats_interval_regression without covariates.
 * Cost:     as there.
 * Source:   Stewart (1983), Review of Economic Studies 50, 737-753; hurdle:
 *           Cragg (1971), Econometrica 39, 829-844.
 * Deviates: no. Agrees with R's survreg: log L to 1e-10, coefficients to 1e-6,
 *           standard errors to 1e-5.
 */
SW_API SW_NODISCARD sw_status sw_stats_interval_fit(sw_interval_fit *out,
                                                    const sw_interval_data *d,
                                                    sw_error *err);

/**
 * Brunner and Munzel's test: P(treated > control) + half the ties.
 *
 *   p = mean placement of the treated among the control
 *   se^2 = v1/n1 + v0/n0, the variances of the placements
 *   W = (p - 1/2) / se, df by Satterthwaite
 *
 * @param[out] out          written only on SW_OK; estimate is p, statistic and
 *                          p-value test p = 1/2, ci on the logit scale,
 *                          effect_size is Cliff's delta 2 p - 1
 * @param treated, control  n >= 2 values each; only their order counts
 * @param level             confidence level, fraction in (0, 1)
 * @param err               may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, or a value not finite
 *         SW_ENODATA  fewer than 2 values in a group; no variance because all
 *                     are tied or the groups do not overlap
 *         SW_ENOMEM
 *
 * Cost:     O(n log n).
 * Source:   Brunner & Munzel (2000), Biometrical J. 42, 17-25.
 * Deviates: the interval is on the logit scale, so that it stays in (0, 1).
 */
SW_API SW_NODISCARD sw_status sw_stats_brunner_munzel(sw_estimate *out,
                                                      sw_sample treated,
                                                      sw_sample control,
                                                      double level,
                                                      sw_error *err);

/* Name of a family, e.g. "lognormal". Never NULL. */
SW_API const char *sw_family_name(sw_family family);

#ifdef __cplusplus
}
#endif
#endif
