/*
 * stats_means.h - describing a sample and comparing means of groups.
 *
 * Conventions as in stats.h: inputs are finite, estimates are treated - other.
 */
#ifndef SEATWORTH_STATS_MEANS_H
#define SEATWORTH_STATS_MEANS_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a sample looks like. NaN marks what n or a constant sample rules out. */
typedef struct sw_description {
    double mean; /* unit of the data */
    double sd;   /* same unit, divisor n - 1 */
    double min, q1, median, q3, max;
    double skewness; /* G1; NaN below 3 values */
    double lag1;     /* autocorrelation at lag 1, in the order of the data */
} sw_description;

/**
 * Moments, quartiles and lag-1 autocorrelation of one sample.
 *
 *   G1 = n / ((n - 1)(n - 2)) sum ((x - mean) / sd)^3
 *   r1 = sum (x_i - mean)(x_(i+1) - mean) / sum (x_i - mean)^2
 *   quantile p: x_(j) + g (x_(j+1) - x_(j)), j + g = 1 + (n - 1) p
 *
 * @param[out] out  written only on SW_OK; sd is NaN for one value; skewness
 *                  and lag1 are NaN where all values are equal
 * @param x         n >= 1 values in any unit
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value is not finite
 *         SW_ENODATA  no value
 *         SW_ENOMEM
 *
 * Numerics: two-pass compensated moments.
 * Source:   quantiles: Hyndman & Fan (1996), American Statistician 50, 361-365,
 *           definition 7; skewness: Joanes & Gill (1998), The Statistician 47,
 *           183-189; autocorrelation: NIST/SEMATECH e-Handbook, 1.3.5.12.
 * Deviates: no. Agrees with R's quantile(type = 7) to the last digit.
 */
SW_API SW_NODISCARD sw_status sw_stats_describe(sw_description *out,
                                                sw_sample x, sw_error *err);

/**
 * Difference of two means, variances assumed equal (Student's t).
 *
 *   se^2 = s_pooled^2 (1/n1 + 1/n0), df = n1 + n0 - 2
 *
 * @param[out] out  written only on SW_OK; effect_size is Hedges' g, as
 *                  sw_stats_welch
 * @param treated, control, level, err   as sw_stats_welch
 *
 * @return as sw_stats_welch
 *
 * Numerics: as sw_stats_mean.
 * Source:   Student (1908), Biometrika 6, 1-25; Fisher (1925).
 * Deviates: no. Agrees with R 4.2.2 t.test(var.equal = TRUE) to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_pooled_t(sw_estimate *out,
                                                sw_sample treated,
                                                sw_sample control, double level,
                                                sw_error *err);

/* How the interval of a lift is made. */
typedef enum sw_lift_interval {
    SW_LIFT_FIELLER, /* exact for normal means */
    SW_LIFT_DELTA    /* symmetric; too narrow for a noisy baseline */
} sw_lift_interval;

typedef struct sw_lift {
    sw_estimate lift; /* (m1 - m0) / |m0|, a fraction; statistic, df and p are
                         those of Welch's m1 - m0; effect_size is NaN */
    double ratio;     /* 1 + lift: m1 / m0 where m0 is above 0 */
    bool unbounded;   /* Fieller's set is no interval: the baseline cannot be
                         told from 0; lift.ci is NaN */
} sw_lift;

/**
 * Relative difference of two means.
 *
 *   se^2 = (v1 + r^2 v0) / m0^2, v = s^2 / n, r = m1 / m0     (delta method)
 *   Fieller: all r with (m1 - r m0)^2 <= q^2 (v1 + r^2 v0), q the t quantile
 *   with Welch's df; an interval if g = q^2 v0 / m0^2 < 1
 *
 * A negative baseline divides by its absolute value, so that an increase is
 * above 0.
 *
 * @param[out] out     written only on SW_OK
 * @param treated      n >= 2 values in any unit
 * @param control      n >= 2 values in the same unit
 * @param kind         how the interval is made
 * @param alternative  a one-sided one has one end of the one-sided interval
 * @param level        confidence level, fraction in (0, 1)
 * @param err          may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level outside (0, 1), or a value is not finite
 *         SW_ENODATA  fewer than 2 values in a group, both are constant, or the
 *                     baseline is 0
 *         SW_ENOMEM
 *
 * Source:   Fieller (1954), J. Royal Statistical Society B 16, 175-185.
 * Deviates: no.
 */
SW_API SW_NODISCARD sw_status sw_stats_lift(sw_lift *out, sw_sample treated,
                                            sw_sample control,
                                            sw_lift_interval kind,
                                            sw_hypothesis alternative,
                                            double level, sw_error *err);

typedef struct sw_anova {
    double ss_between, ss_within; /* unit of the data, squared */
    double df_between, df_within;
    double f, p;        /* NaN where nothing varies within the groups */
    double residual_sd; /* unit of the data */
    double r_squared;   /* NaN where nothing varies at all */
} sw_anova;

/**
 * One-way analysis of variance.
 *
 * @param[out] out  written only on SW_OK
 * @param y         [n] values in any unit
 * @param group     [n] labels 0 to groups - 1
 * @param n         number of values
 * @param groups    number of labels; one without a value does not count
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value is not finite, or a label is too large
 *         SW_ENODATA  fewer than 2 groups, or not more values than groups
 *         SW_ENOMEM
 *
 * Numerics: deviations from the means of the groups, compensated sums.
 * Source:   Fisher (1925), Statistical Methods for Research Workers.
 * Deviates: no. Agrees with R 4.2.2 aov() to 1e-9.
 */
SW_API SW_NODISCARD sw_status sw_stats_anova(sw_anova *out, const double *y,
                                             const size_t *group, size_t n,
                                             size_t groups, sw_error *err);

typedef struct sw_kruskal {
    double h, df, p;
} sw_kruskal;

/**
 * Kruskal and Wallis's test, with mid-ranks and the correction for ties.
 *
 *   H = 12 / (N (N + 1)) sum R_j^2 / n_j - 3 (N + 1), divided by
 *   1 - sum (t^3 - t) / (N^3 - N); chi-square with k - 1 degrees of freedom
 *
 * @param[out] out  written only on SW_OK
 * @param y, group, n, groups, err   as sw_stats_anova
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value is not finite, or a label is too large
 *         SW_ENODATA  fewer than 2 groups, or all values are equal
 *         SW_ENOMEM
 *
 * Cost:     O(n log n).
 * Source:   Kruskal & Wallis (1952), J. American Statistical Ass. 47, 583-621.
 * Deviates: no. Agrees with R 4.2.2 kruskal.test() to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_kruskal(sw_kruskal *out, const double *y,
                                               const size_t *group, size_t n,
                                               size_t groups, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
