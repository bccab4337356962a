/*
 * stats_resample.h - permutation tests and the bootstrap.
 *
 * The seed decides every draw: each resample has a stream of its own, so the
 * answer is the same for any number of threads.
 */
#ifndef SEATWORTH_STATS_RESAMPLE_H
#define SEATWORTH_STATS_RESAMPLE_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sw_permutation_options {
    sw_hypothesis alternative;
    bool studentised; /* Welch's t in place of the difference of means */
    size_t resamples; /* >= 99, where assignments are drawn */
    uint64_t seed;
} sw_permutation_options;

#define SW_PERMUTATION_OPTIONS_INIT                                            \
    {                                                                          \
        .alternative = SW_TWO_SIDED, .studentised = false, .resamples = 9999,  \
        .seed = 1                                                              \
    }

typedef struct sw_permutation {
    double estimate;  /* difference of means, treated - control */
    double statistic; /* the same, or Welch's t; NaN without variance */
    double p;         /* by `alternative` */
    bool exact;       /* from all assignments */
} sw_permutation;

/**
 * Permutation test of the difference of two means.
 *
 *   T = difference of means, or with `studentised` Welch's t;
 *   p = P(|T| >= |T observed|) among the assignments of the group labels, ties
 *   relative to 1e-9
 *
 * @param[out] out  written only on SW_OK
 * @param treated   n >= 1 values, with `studentised` n >= 2
 * @param control   the same
 * @param options   see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value not finite, or fewer than 99 resamples
 *         SW_ENODATA  too few values in a group
 *         SW_ENOMEM
 *
 * Numerics: whole numbers, and decimals with up to 4 places, are integer
 *           scores for the shift algorithm, as far as it needs at most 5e8
 *           additions; else all of up to 200,000 assignments, else `resamples`
 *           draws with p = (1 + #) / (1 + resamples).
 * Draws:    stream SW_STREAM_PERMUTATION, block = number of the resample: the
 *           smaller group by a partial shuffle of treated then control.
 * Cost:     O(n) a draw, n the smaller group.
 * Source:   Streitberg & Roehmel (1986), Computational Statistics Quarterly 3,
 *           23-41; Janssen (1997), Statistics & Probability Letters 36, 9-21;
 *           Phipson & Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39.
 * Deviates: no. Agrees with exactRankTests 0.8-35 perm.test to 1e-10.
 */
SW_API SW_NODISCARD sw_status
sw_stats_permutation(sw_permutation *out, sw_sample treated, sw_sample control,
                     const sw_permutation_options *options, sw_error *err);

typedef enum sw_bootstrap_statistic {
    SW_BOOTSTRAP_MEAN,
    SW_BOOTSTRAP_MEDIAN,
    SW_BOOTSTRAP_MEAN_DIFFERENCE, /* x - y, each resampled by itself */
    SW_BOOTSTRAP_CORRELATION      /* Pearson's, pairs resampled */
} sw_bootstrap_statistic;

typedef struct sw_bootstrap_options {
    sw_bootstrap_statistic statistic;
    double level; /* confidence level, fraction in (0, 1) */
    sw_hypothesis alternative;
    size_t resamples; /* >= 99 */
    uint64_t seed;
} sw_bootstrap_options;

#define SW_BOOTSTRAP_OPTIONS_INIT                                              \
    {                                                                          \
        .statistic = SW_BOOTSTRAP_MEAN, .level = 0.95,                         \
        .alternative = SW_TWO_SIDED, .resamples = 9999, .seed = 1              \
    }

typedef struct sw_bootstrap {
    double estimate;        /* of the sample */
    double se;              /* standard deviation of the replicates */
    double bias;            /* their mean - estimate */
    sw_interval percentile; /* open ends of one-sided ones are infinite */
    sw_interval bca;        /* NaN where it does not exist */
    double z0, acceleration;
    bool has_bca;       /* the adjusted levels lie inside the replicates */
    bool extreme_order; /* an end of `percentile` is the extreme replicate */
    size_t resamples;   /* replicates that have the statistic */
    size_t degenerate;  /* those that have none (correlation, no variance) */
} sw_bootstrap;

/**
 * Bootstrap percentile and BCa intervals.
 *
 *   z0 = Phi^-1( (#(t* < t) + #(t* = t)/2) / R )
 *   a  = sum L^3 / (6 (sum L^2)^(3/2)), L the empirical influence: mean x - m;
 *        difference (x - m1)/n1 and -(y - m0)/n0; correlation
 *        zx zy - r (zx^2 + zy^2)/2; median a = 0
 *   alpha' = Phi( z0 + (z0 + z)/(1 - a (z0 + z)) )
 *   quantiles at (R + 1) alpha, interpolated on the normal scale
 *
 * @param[out] out  written only on SW_OK
 * @param x         n >= 2 values
 * @param y         the control group or the paired values; else {NULL, 0}
 * @param options   see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a value not finite, fewer than 99 resamples,
 *                     lengths that differ (correlation)
 *         SW_ENODATA  too few values, no variation, or fewer than 99 replicates
 *                     that have the statistic
 *         SW_ENOMEM
 *
 * Numerics: resamples are counts, exactly multinomial: up to 127 values by
 *           draws of an index, above by Poisson counts topped up to n, few
 *           distinct values by binomial counts of each.
 * Draws:    stream SW_STREAM_BOOTSTRAP, block = number of the resample; first
 *           x, then y.
 * Cost:     O(R n), or O(R k) for k <= n / 128 distinct values.
 * Source:   Efron (1987), JASA 82, 171-185; Davison & Hinkley (1997), Bootstrap
 *           Methods, 5.2.1 and 5.3.2; binomials: Hoermann (1993), J. Stat.
 *           Computation & Simulation 46, 101-110.
 * Deviates: boot 1.3-28.1 counts #(t* < t) alone and has another acceleration
 *           for two samples; intervals of given replicates agree to 1e-12.
 */
SW_API SW_NODISCARD sw_status
sw_stats_bootstrap(sw_bootstrap *out, sw_sample x, sw_sample y,
                   const sw_bootstrap_options *options, sw_error *err);

/**
 * The intervals of given replicates.
 *
 * @param[in,out] out   estimate is read; se, bias, intervals, z0, acceleration
 *                      and flags are written, only on SW_OK
 * @param replicates    R >= 99 values, sorted on return
 * @param acceleration  of the BCa interval
 * @param options       level and alternative are read
 * @param err           may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, fewer than 99 replicates, a value not finite
 *
 * Source, Deviates: as sw_stats_bootstrap.
 */
SW_API SW_NODISCARD sw_status sw_stats_bootstrap_interval(
    sw_bootstrap *out, double *replicates, size_t n, double acceleration,
    const sw_bootstrap_options *options, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
