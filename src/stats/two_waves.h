/*
 * two_waves.h - what ANCOVA and the difference in differences share.
 */
#ifndef SW_STATS_TWO_WAVES_H
#define SW_STATS_TWO_WAVES_H

#include "seatworth/stats.h"

/* Finite values, a level, two units and (if given) two clusters in each arm. */
SW_NODISCARD sw_status sw_check_waves(const double *before, const double *after,
                                      const bool *treated,
                                      const size_t *cluster, size_t n,
                                      double level, sw_error *err);

/* Splits v by arm into two samples that share `room[n]`. */
void sw_split_by_arm(sw_sample *treated_part, sw_sample *rest, double *room,
                     const double *v, const bool *treated, size_t n);

/* The effect of `treated` on y, given `covariate` where it is not NULL; HC2, or
 * CR2 where `cluster` is not NULL. SW_ENODATA where it has no standard error.
 */
SW_NODISCARD sw_status sw_treatment_effect(sw_estimate *out, const double *y,
                                           const double *covariate,
                                           const bool *treated,
                                           const size_t *cluster, size_t n,
                                           double level, sw_error *err);

#endif
