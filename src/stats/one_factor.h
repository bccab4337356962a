/*
 * one_factor.h - P(max |T| < c) where the correlations are products.
 *
 * X_i = l_i Z + sqrt(1 - l_i^2) E_i has correlations l_i l_j: all equal ones,
 * and those of many arms against one control.
 */
#ifndef SW_STATS_ONE_FACTOR_H
#define SW_STATS_ONE_FACTOR_H

#include <stdbool.h>
#include <stddef.h>

/* loading[k] of a correlation matrix; false where it is not of that kind, or
 * where a loading is not below 1 in size. */
bool sw_one_factor_loadings(double *loading, const double *correlation,
                            size_t k);

/* P(max |T| < c) and its complement, each of positive terms; df > 0, INFINITY
 * is the normal.
 * Numerics: trapezoidal rule over Z, panels of Gauss and Legendre over chi.
 * Source:   Dunnett & Sobel (1955), Biometrika 42, 258-260. */
double sw_one_factor_inside(double c, const double *loading, size_t k,
                            double df);
double sw_one_factor_outside(double c, const double *loading, size_t k,
                             double df);

#endif
