/*
 * spread.h - mean and covariance of something over the first draws.
 */
#ifndef SW_SIMULATION_SPREAD_H
#define SW_SIMULATION_SPREAD_H

#include "simulation/draw_plan.h"

/* What is measured, as columns of n draws, SW_BLOCK apart in `out`. */
typedef void sw_measuring(double *out, const void *of,
                          const double *const *column,
                          const double *const *segment, size_t n);

/**
 * Over the first draws of every replicate.
 *
 * @param[out] mean       [k]
 * @param[out] covariance [k * k]
 * @param points          draws of each replicate, at most SW_BLOCK
 */
SW_NODISCARD sw_status sw_draws_spread(double *mean, double *covariance,
                                       size_t k, const sw_draw_plan *plan,
                                       size_t points, sw_measuring *measure,
                                       const void *of, sw_error *err);

#endif
