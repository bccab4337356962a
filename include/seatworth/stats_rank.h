/*
 * stats_rank.h - rank tests that are exact where the sample is small.
 *
 * Exact means the conditional distribution given the ties, by the shift
 * algorithm or by listing all assignments. Two-sided p is the probability of
 * |T - E(T)| at or above the observed one. No continuity corrections.
 */
#ifndef SEATWORTH_STATS_RANK_H
#define SEATWORTH_STATS_RANK_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sw_rank_options {
    double level; /* confidence level, fraction in (0, 1) */
    sw_hypothesis alternative;
    double null;      /* Wilcoxon: the change under test; else not read */
    size_t resamples; /* >= 99, where permutations are drawn */
    uint64_t seed;
} sw_rank_options;

#define SW_RANK_OPTIONS_INIT                                                   \
    {                                                                          \
        .level = 0.95, .alternative = SW_TWO_SIDED, .null = 0.0,               \
        .resamples = 9999, .seed = 1                                           \
    }

typedef struct sw_rank_test {
    sw_estimate result; /* NaN marks what there is not; p by `alternative` */
    bool exact;         /* p is exact, not by an approximation or by draws */
    bool permutation;   /* p is of a permutation distribution */
    size_t n_used;      /* values that took part (Wilcoxon: no zeros) */
} sw_rank_test;

/**
 * Mann and Whitney's U test of two groups.
 *
 *   U = #(treated > control) + half the ties
 *   relative effect = U / (n1 n0)
 *   p exact by the shift algorithm if n1 n0 <= 2500, else by
 *   z = (U - n1 n0 / 2) / sqrt( n1 n0 / 12 (N + 1 - sum(t^3 - t)/(N (N - 1))) )
 *
 * @param[out] out  written only on SW_OK; result.estimate is the relative
 *                  effect, statistic U, effect_size Cliff's delta; se, df and
 *                  ci are those of sw_stats_brunner_munzel, NaN where the ranks
 *                  do not vary within a group
 * @param treated, control  n >= 2 values each; only their order counts
 * @param options   see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, or a value not finite
 *         SW_ENODATA  fewer than 2 values in a group
 *         SW_ENOMEM
 *
 * Numerics: ranks are integers in halves, so ties are exact; probabilities by
 *           sums of positive terms.
 * Cost:     exact: O(N n^2 N), n the smaller group; else O(N log N).
 * Source:   Mann & Whitney (1947), Ann. Math. Stat. 18, 50-60; Streitberg &
 *           Roehmel (1986), Computational Statistics Quarterly 3, 23-41.
 * Deviates: no. Agrees with exactRankTests 0.8-35 and wilcox.test to 1e-10.
 */
SW_API SW_NODISCARD sw_status
sw_stats_mann_whitney(sw_rank_test *out, sw_sample treated, sw_sample control,
                      const sw_rank_options *options, sw_error *err);

/**
 * Brunner and Munzel's test, by permutation where a group is small.
 *
 *   As sw_stats_brunner_munzel; with fewer than 10 values in a group p is that
 *   of W among all assignments (at most 200,000, else `resamples` draws with
 *   p = (1 + #) / (1 + resamples)). Groups that do not overlap: W is infinite,
 *   p exact from the relative effect's extreme; all values tied: p = 1.
 *
 * @param[out] out  written only on SW_OK; where W is infinite or 0/0, se, df,
 *                  statistic and ci are NaN
 * @param treated, control, options, err  as for sw_stats_mann_whitney
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a value not finite, fewer than 99 resamples
 *         SW_ENODATA  fewer than 2 values in a group
 *         SW_ENOMEM
 *
 * Draws:    stream SW_STREAM_PERMUTATION, block = number of the resample: the
 *           treated by a partial shuffle of the sorted values.
 * Cost:     O(N) an assignment.
 * Source:   Brunner & Munzel (2000), Biometrical J. 42, 17-25; Neubert &
 *           Brunner (2007), Comp. Stat. & Data Analysis 51, 5192-5204.
 * Deviates: the interval is on the logit scale. Agrees with SciPy to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_brunner_munzel_test(
    sw_rank_test *out, sw_sample treated, sw_sample control,
    const sw_rank_options *options, sw_error *err);

/**
 * Wilcoxon's signed-rank test of after - before, with Hodges and Lehmann's
 * estimate.
 *
 *   d = after - before - null without zeros; V = sum of the ranks of |d| with
 *   d > 0; p exact by the shift algorithm for up to 50 d, else by
 *   z = (V - n(n+1)/4) / sqrt( n(n+1)(2n+1)/24 - sum(t^3 - t)/48 )
 *   estimate = median of the n(n+1)/2 averages (d_i + d_j)/2, plus null
 *   interval between the averages of rank k and n(n+1)/2 + 1 - k, with k - 1
 *   the largest number with P(V <= k - 1) < alpha/2 without ties
 *
 * @param[out] out  written only on SW_OK; statistic is V, effect_size the
 *                  rank-biserial correlation 4 V / (n(n+1)) - 1; se and df are
 *                  NaN; ci is NaN where n is too small for the level
 * @param before, after  [n] values of the same units, in the same order
 * @param options   see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, null, a value not finite, lengths that differ
 *         SW_ENODATA  no pair, or every change is zero
 *         SW_ENOMEM
 *
 * Numerics: an average of given rank by bisection on the doubles, exact.
 * Cost:     O(n log n).
 * Source:   Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Hodges & Lehmann
 *           (1963), Ann. Math. Stat. 34, 598-611.
 * Deviates: no. Agrees with exactRankTests and wilcox.test to 1e-10; beyond 50
 *           changes the interval's ends are averages, where wilcox.test stops
 *           at 1e-4.
 */
SW_API SW_NODISCARD sw_status sw_stats_wilcoxon(sw_rank_test *out,
                                                sw_sample before,
                                                sw_sample after,
                                                const sw_rank_options *options,
                                                sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
