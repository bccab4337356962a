/*
 * scale.h - units in which squares neither overflow nor underflow.
 *
 * Multiplying by a power of two is exact: an estimator for data of 1e300 runs
 * on data of 1 and its results are multiplied back.
 */
#ifndef SW_STATS_SCALE_H
#define SW_STATS_SCALE_H

#include "seatworth/stats.h"

/* The exponent of two of the largest of v[n], or 0 where
 * squares, and squares of squares, are within range anyway. */
int sw_exponent_of(const double *v, size_t n);

/* v[i] / 2^exponent */
void sw_scale_down(double *out, const double *v, size_t n, int exponent);

/* Estimate, standard error and interval times 2^exponent. */
void sw_scale_estimate_up(sw_estimate *e, int exponent);

#endif
