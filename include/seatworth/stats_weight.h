/*
 * stats_weight.h - weights for who answered and who took part, and what can be
 * said without them.
 */
#ifndef SEATWORTH_STATS_WEIGHT_H
#define SEATWORTH_STATS_WEIGHT_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One margin: the level of each row and the totals of the population. */
typedef struct sw_rake_variable {
    const size_t *level; /* [n] in 0 .. levels - 1 */
    size_t levels;
    const double *total; /* [levels] >= 0 */
} sw_rake_variable;

/* Totals come rounded: sums of the margins may differ by this share. */
#define SW_RAKE_SUM_TOLERANCE 1e-6

typedef struct sw_rake_data {
    const double *y;    /* [n] */
    const double *base; /* [n] design weights > 0; NULL: all equal */
    size_t n;
    const sw_rake_variable *variable; /* [variables] */
    size_t variables;
    double cap; /* largest weight, in units of the mean weight; INFINITY: none,
                   else above 1 */
    double level;
} sw_rake_data;

typedef struct sw_rake_fit {
    sw_estimate mean; /* weighted mean of y; df n - 1 */
    double deff;      /* Kish: n sum w^2 / (sum w)^2 */
    double ess;       /* n / deff */
    double max_weight, min_weight;
} sw_rake_fit;

/**
 * Raking: weights that reproduce the margins of the population.
 *
 *   w_i = d_i exp(x_i'l), or the cap where that is smaller, with
 *   sum w_i x_i = totals;  x: indicators of the levels
 *   se^2 = n/(n-1) sum (u_i - mean u)^2, u_i = w_i (z_i - x_i'B),
 *   z_i = (y_i - mean) / sum w, B by least squares with the weights d
 *
 * @param[out] fit     written only on SW_OK; mean.effect_size is NaN
 * @param[out] weight  [n], adding up to the totals; written only on SW_OK
 * @param d            see the struct; totals of the variables that differ by
 *                     SW_RAKE_SUM_TOLERANCE at most are scaled to the first
 * @param err          may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, cap, no variable, a value not finite, a base
 *                     weight not above 0, a total negative, sums of the margins
 *                     that differ, a level out of range
 *         SW_ENODATA  fewer than 2 rows; a level with a total and no row, or
 *                     with rows and the total 0; no weights give these margins
 *         SW_ENOMEM
 *
 * Numerics: Newton on l in a basis that is orthonormal under d; columns that
 *           follow from the others are left out after a check that their totals
 *           do too.
 * Source:   Deming & Stephan (1940), Annals of Mathematical Statistics 11,
 *           427-444; Deville & Sarndal (1992), JASA 87, 376-382.
 * Deviates: solved at once, not margin by margin; weights and standard error
 *           agree with R's survey 4.1-1 to 1e-8.
 */
SW_API SW_NODISCARD sw_status sw_stats_rake(sw_rake_fit *fit, double *weight,
                                            const sw_rake_data *d,
                                            sw_error *err);

typedef struct sw_balance_data {
    const double *y; /* [n] */
    const double *x; /* [n * k], row-major, k >= 1 */
    const bool *treated;
    const size_t *cluster; /* [n] or NULL: influences are summed by cluster */
    size_t n, k;
    double level;
} sw_balance_data;

typedef struct sw_balance_fit {
    sw_estimate effect; /* on the treated; df n - 2, or clusters - 1 */
    double ess;         /* (sum w)^2 / sum w^2 of the control rows */
    double max_weight;  /* largest share of one control row */
    bool enough;        /* ess and the number of treated are at least 20 */
} sw_balance_fit;

/**
 * Entropy balancing: the control rows weighted to the means of the treated.
 *
 *   w_i ~ exp(x_i'l), sum w_i = 1, sum w_i x_i = mean of x of the treated
 *   effect = mean of y of the treated - sum w_i y_i
 *   standard error from the influences (y_i - m1 - (x_i - mx)'B)/n1 and
 *   -w_i (y_i - a - x_i'B), a and B by least squares with the weights w
 *
 * @param[out] fit         written only on SW_OK; effect.effect_size is NaN
 * @param[out] smd_before  [k] (mean treated - mean control) / sd of the
 *                         treated; NaN where that is 0; written only on SW_OK
 * @param[out] smd_after   [k] the same with the weights
 * @param[out] weight      [n] 1/n1 for the treated; may be NULL
 * @param d                see the struct
 * @param err              may be NULL
 *
 * @return SW_OK, also where fit->enough is false
 *         SW_EDOMAIN  level, k 0, a value not finite
 *         SW_ENODATA  fewer than 2 rows, or clusters, in an arm; the means of
 *                     the treated lie outside the control rows; too few of
 *                     these for k columns
 *         SW_ENOMEM
 *
 * Numerics: as sw_stats_rake, on x less the means of the treated.
 * Source:   Hainmueller (2012), Political Analysis 20, 25-46; Zhao & Percival
 *           (2017), J. Causal Inference 5(1).
 * Deviates: no. Weights agree with survey::calibrate(calfun = "raking").
 */
SW_API SW_NODISCARD sw_status
sw_stats_balance(sw_balance_fit *fit, double *smd_before, double *smd_after,
                 double *weight, const sw_balance_data *d, sw_error *err);

typedef enum sw_bounds_kind { SW_BOUNDS_LEE, SW_BOUNDS_MANSKI } sw_bounds_kind;

typedef struct sw_bounds_data {
    const double *y;       /* [n]; NaN: no answer */
    const bool *treated;   /* [n] */
    const size_t *cluster; /* [n] or NULL: clusters are resampled */
    const size_t *stratum; /* [n] or NULL: Lee's bounds within strata */
    size_t n;
    sw_bounds_kind kind;
    double low, high; /* MANSKI: the range of y */
    size_t resamples; /* at least 99 */
    uint64_t seed;
    double level;
} sw_bounds_data;

#define SW_BOUNDS_DATA_INIT                                                    \
    {                                                                          \
        .resamples = 1999, .seed = 1, .level = 0.95                            \
    }

typedef struct sw_bounds {
    double lower, upper; /* of the effect, unit of y */
    double point;        /* difference of those who answered */
    double se_lower, se_upper;
    sw_interval ci;                    /* for the effect, Imbens and Manski */
    double rate_treated, rate_control; /* share that answered */
    size_t skipped; /* resamples without an answer in an arm */
} sw_bounds;

/**
 * Bounds of the effect where some did not answer.
 *
 *   Manski: non-answers at either end of the range.
 *   Lee: the arm with the higher rate loses the share 1 - rate/rate of its
 *   largest or smallest answers, the answer at the edge in part; for those who
 *   would always answer. Strata are averaged by n times the lower rate.
 *   ci = [lower - c se_lower, upper + c se_upper],
 *   Phi(c + (upper - lower) / max se) - Phi(-c) = level
 *
 * @param[out] out  written only on SW_OK
 * @param d         see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, resamples, an infinite y, MANSKI: an empty range
 *                     or a y outside it
 *         SW_ENODATA  fewer than 2 rows or clusters, or no answer, in an arm;
 *                     a stratum without one of the arms
 *         SW_ENOMEM
 *
 * Draws:    resample r has a stream of its own (seed, r): the treated rows, or
 *           their clusters in the order of their labels, then the others.
 * Cost:     O(n log n) and O(resamples n).
 * Source:   Lee (2009), Review of Economic Studies 76, 1071-1102; Manski
 *           (1990), American Economic Review 80, 319-323; Imbens & Manski
 *           (2004), Econometrica 72, 1845-1857.
 * Deviates: ties at the edge are trimmed in part; standard errors by the
 *           bootstrap.
 */
SW_API SW_NODISCARD sw_status sw_stats_bounds(sw_bounds *out,
                                              const sw_bounds_data *d,
                                              sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
