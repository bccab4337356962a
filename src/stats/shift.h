/*
 * shift.h - exact distributions of sums of integer scores, by the shift
 * algorithm.
 *
 * Source: Streitberg & Roehmel (1986), Computational Statistics Quarterly 3,
 * 23-41, with probabilities in place of counts, so that nothing overflows.
 */
#ifndef SW_STATS_SHIFT_H
#define SW_STATS_SHIFT_H

#include <stdint.h>

#include "seatworth/stats.h"

/* Additions that sw_shift_sum_p needs; HUGE_VAL if the scores are too wide. */
double sw_shift_work(const int64_t *score, size_t n, size_t m);

/* p of the sum of the first m of score[n], when every choice of m of them was
 * equally likely; 0 < m < n. SW_ENOMEM. */
SW_NODISCARD sw_status sw_shift_sum_p(double *p, const int64_t *score, size_t n,
                                      size_t m, sw_hypothesis alternative,
                                      sw_error *err);

/* p of `observed` = the sum of the scores with sign +, when each sign was + or
 * - with probability one half; score[n] >= 0. SW_ENOMEM. */
SW_NODISCARD sw_status sw_shift_signs_p(double *p, const int64_t *score,
                                        size_t n, int64_t observed,
                                        sw_hypothesis alternative,
                                        sw_error *err);

/* The smallest k with P(V <= k) >= tail for the signed-rank sum V of n values
 * without ties, tail in (0, 1). SW_ENOMEM. */
SW_NODISCARD sw_status sw_signed_rank_quantile(size_t *k, size_t n, double tail,
                                               sw_error *err);

#endif
