/*
 * check.h - argument checks and the last step that every estimator shares.
 */
#ifndef SW_STATS_CHECK_H
#define SW_STATS_CHECK_H

#include "seatworth/stats.h"

/* SW_EDOMAIN unless level is in (0, 1). */
SW_NODISCARD sw_status sw_check_level(double level, sw_error *err);

/* SW_EDOMAIN naming `name` and the first index that is not finite. */
SW_NODISCARD sw_status sw_check_finite(const char *name, sw_sample x,
                                       sw_error *err);

/* A level, and a sample of finite values with at least two of them. */
SW_NODISCARD sw_status sw_check_sample(const char *name, sw_sample x,
                                       double level, sw_error *err);
SW_NODISCARD sw_status sw_check_two_groups(sw_sample treated, sw_sample control,
                                           double level, sw_error *err);

/* SW_ENODATA unless treated[n] holds at least two of either kind, and, where
 * `cluster` is given, at least two clusters with either kind. */
SW_NODISCARD sw_status sw_check_arms(const bool *treated, const size_t *cluster,
                                     size_t n, sw_error *err);

/* True if all values of x are the same one. */
bool sw_is_constant(sw_sample x);

/* From estimate, se and df: statistic against 0, p and the interval. All of
 * them are NaN where se is not positive. */
void sw_estimate_by_t(sw_estimate *e, double level);

#endif
