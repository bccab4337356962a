/*
 * ols_joint.h - a linear model with the covariance of all its coefficients.
 */
#ifndef SW_STATS_OLS_JOINT_H
#define SW_STATS_OLS_JOINT_H

#include "seatworth/stats.h"

/* As sw_stats_ols, and covariance[p * p] of the coefficients in their order,
 * written only on SW_OK. p = k + 1, or k with no_intercept. */
SW_NODISCARD sw_status sw_stats_ols_joint(sw_estimate *coefficient,
                                          double *covariance,
                                          const sw_regression *model,
                                          sw_error *err);

#endif
