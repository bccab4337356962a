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
    double estimate;    /* unit of the data */
    double se;          /* standard error, same unit */
    double df;          /* degrees of freedom, a real number */
    double statistic;   /* estimate / se */
    double p;           /* two-sided p-value, fraction in [0, 1] */
    sw_interval ci;
    double effect_size; /* standardised; which one the function says */
} sw_estimate;

/* Mean of one sample, Student's t interval; n >= 2. */
SW_API SW_NODISCARD sw_status sw_stats_mean(sw_estimate *out, sw_sample x,
                                            double level, sw_error *err);

/* Welch's t for treated - control; effect_size is Hedges' g. */
SW_API SW_NODISCARD sw_status sw_stats_welch(sw_estimate *out,
                                             sw_sample treated,
                                             sw_sample control, double level,
                                             sw_error *err);

/* Paired t for after - before, same length; effect_size d_z with J. */
SW_API SW_NODISCARD sw_status sw_stats_paired(sw_estimate *out,
                                              sw_sample before,
                                              sw_sample after, double level,
                                              sw_error *err);

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
    const double *y;       /* [n] */
    const double *x;       /* [n * k], row-major, without the intercept */
    size_t n, k;
    bool no_intercept;
    const size_t *cluster; /* [n], any labels; NULL without clusters */
    const double *weights; /* [n] > 0; NULL without weights */
    sw_vcov vcov;
    double level;
} sw_regression;

/* Fills coefficient[k + 1] (intercept first, unless no_intercept: [k]). */
SW_API SW_NODISCARD sw_status sw_stats_ols(sw_estimate *coefficient,
                                           const sw_regression *model,
                                           sw_error *err);

/* ANCOVA: after ~ treated + before; the treatment effect, with HC2, or CR2 when
 * `cluster` is given. effect_size: estimate over the pooled sd of `after`. */
SW_API SW_NODISCARD sw_status
sw_stats_ancova(sw_estimate *out, const double *before, const double *after,
                const bool *treated, const size_t *cluster, size_t n,
                double level, sw_error *err);

/* Difference in differences of two waves on the same n units: the change of the
 * treated less the change of the others; CR2 by cluster, else by unit. */
SW_API SW_NODISCARD sw_status
sw_stats_did(sw_estimate *out, const double *before, const double *after,
             const bool *treated, const size_t *cluster, size_t n, double level,
             sw_error *err);

typedef enum sw_family {
    SW_FAMILY_AUTO, /* smallest AIC */
    SW_FAMILY_LOGNORMAL,
    SW_FAMILY_WEIBULL,
    SW_FAMILY_GAMMA,
    SW_FAMILY_GAUSSIAN
} sw_family;

/* Interval-censored answers, one common distribution. */
typedef struct sw_interval_data {
    const double *lower;   /* [n]; equal to upper for an exact answer */
    const double *upper;   /* [n]; INFINITY for an open top bin */
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
    sw_estimate mean;       /* of the whole population, zeros included */
    double restricted_mean;
    double family_mean[5];  /* mean by family, NaN where it failed */
    double family_aic[5];
    size_t n, n_zero, n_open;
} sw_interval_fit;

/* Maximum likelihood for binned answers (GSL minimiser, then Newton). */
SW_API SW_NODISCARD sw_status sw_stats_interval_fit(sw_interval_fit *out,
                                                    const sw_interval_data *d,
                                                    sw_error *err);

/* Brunner-Munzel: estimate P(treated > control) + half the ties. */
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
