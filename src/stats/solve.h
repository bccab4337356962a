/*
 * solve.h - roots of one equation, without GSL's types.
 */
#ifndef SW_STATS_SOLVE_H
#define SW_STATS_SOLVE_H

#include "seatworth/error.h"

/* A root of f in [low, high] by Brent's method, to `tolerance` in x (absolute).
 * SW_EDOMAIN: bounds or tolerance make no sense. SW_ENUMERIC: no sign change,
 * f not finite, or no convergence in 200 steps. *root is written on SW_OK.
 * Source: Brent (1973), Algorithms for Minimization without Derivatives. */
SW_NODISCARD sw_status sw_solve_root(double (*f)(double x, void *ctx),
                                     void *ctx, double low, double high,
                                     double tolerance, double *root,
                                     sw_error *err);

#endif
