/*
 * stats_counts.h - tests of counts: two proportions, paired ones, a trend.
 */
#ifndef SEATWORTH_STATS_COUNTS_H
#define SEATWORTH_STATS_COUNTS_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* yes of n units. */
typedef struct sw_count {
    size_t yes, n;
} sw_count;

typedef struct sw_proportions {
    sw_estimate difference;  /* treated - control; se pooled, statistic z, df
                                INFINITY; NaN: se, z and p where none or all say
                                yes */
    double treated, control; /* the proportions */
    double fisher_p;
    double boschloo_p; /* NaN with more than 10,000 units */
    double risk_ratio; /* NaN where the control has no yes */
    double odds_ratio; /* a d / (b c); NaN where b c = 0 */
} sw_proportions;

/**
 * Difference of two proportions.
 *
 *   z = (p1 - p0) / sqrt( p (1 - p) (1/n1 + 1/n0) ), p pooled
 *   interval: d - sqrt((p1 - l1)^2 + (u0 - p0)^2) to
 *   d + sqrt((u1 - p1)^2 + (p0 - l0)^2), l and u Wilson's
 *   Fisher: sum of the hypergeometric probabilities up to the observed one
 *   (relative 1e-7); Boschloo: the largest probability over the common
 *   proportion of the tables with a Fisher p up to the observed one
 *
 * @param[out] out  written only on SW_OK; effect_size is the odds ratio's log
 *                  times sqrt(3)/pi, NaN at empty cells; the open end of a
 *                  one-sided interval is infinite
 * @param treated, control  yes <= n, n >= 1
 * @param level     confidence level, fraction in (0, 1)
 * @param alternative  of p, the exact p-values and the interval
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, or more yes than units
 *         SW_ENODATA  a group without units
 *         SW_ENOMEM
 *
 * Numerics: hypergeometric probabilities by ratios from the mode; the search
 *           for the common proportion on a grid of an eighth of its standard
 *           error, then by golden sections.
 * Cost:     O(N) and, for Boschloo, O(N^2).
 * Source:   Newcombe (1998), Statistics in Medicine 17, 873-890, method 10;
 *           Fisher (1935); Boschloo (1970), Statistica Neerlandica 24, 1-35;
 *           Chinn (2000), Statistics in Medicine 19, 3127-3131.
 * Deviates: no. Agrees with R 4.2.2 fisher.test to 1e-10.
 */
SW_API SW_NODISCARD sw_status
sw_stats_proportions(sw_proportions *out, sw_count treated, sw_count control,
                     double level, sw_hypothesis alternative, sw_error *err);

/* How the units of pairs answered: [before][after], 0 no, 1 yes. */
typedef struct sw_pairs {
    size_t n[2][2];
} sw_pairs;

typedef struct sw_mcnemar {
    sw_estimate difference; /* share after - before; statistic is chi-square
                               with df 1; NaN: statistic and p where no pair
                               changed */
    double exact_p;
} sw_mcnemar;

/**
 * McNemar's test of paired answers.
 *
 *   b = no to yes, c = yes to no; statistic = (b - c)^2 / (b + c)
 *   exact_p = min(1, 2 P(X >= max(b, c))), X binomial (b + c, 1/2)
 *   se^2 = (b + c - (b - c)^2 / n) / n^2
 *   interval: Newcombe's square-and-add with the correlation of the pairs
 *
 * @param[out] out  written only on SW_OK; one-sided p-values are those of the
 *                  signed root and of one tail; effect_size is NaN
 * @param pairs     counts
 * @param level     confidence level, fraction in (0, 1)
 * @param alternative  SW_GREATER: more yes after than before
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level
 *         SW_ENODATA  no pair
 *
 * Source:   McNemar (1947), Psychometrika 12, 153-157; Newcombe (1998),
 *           Statistics in Medicine 17, 2635-2650, method 10.
 * Deviates: no continuity correction of the statistic. Agrees with R 4.2.2
 *           mcnemar.test(correct = FALSE) and binom.test to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_mcnemar(sw_mcnemar *out,
                                               const sw_pairs *pairs,
                                               double level,
                                               sw_hypothesis alternative,
                                               sw_error *err);

/**
 * Cochran and Armitage's test of a trend in proportions.
 *
 *   slope = sum (x - m) r / S, S = sum n (x - m)^2, m = sum n x / N
 *   se^2 = p (1 - p) / S, p = sum r / N; z = slope / se
 *
 * @param[out] out  written only on SW_OK; estimate is the slope, statistic z,
 *                  df INFINITY; effect_size is NaN
 * @param group     [k] counts; a group may be empty
 * @param score     [k] finite
 * @param k         number of groups
 * @param level     confidence level, fraction in (0, 1)
 * @param alternative  SW_GREATER: rising with the score
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a score not finite, or more yes than units
 *         SW_ENODATA  none or all say yes, or fewer than 2 scores with units
 *
 * Source:   Armitage (1955), Biometrics 11, 375-386.
 * Deviates: no. z^2 agrees with R 4.2.2 prop.trend.test to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_trend(
    sw_estimate *out, const sw_count *group, const double *score, size_t k,
    double level, sw_hypothesis alternative, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
