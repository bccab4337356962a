/*
 * spd.h - small symmetric positive definite matrices, row-major [p * p].
 */
#ifndef SW_STATS_SPD_H
#define SW_STATS_SPD_H

#include <stdbool.h>
#include <stddef.h>

/* The lower Cholesky factor of a in its place, the rest of a as it was. False,
 * and a spoilt, where a is not positive definite: a pivot that is not above
 * `tolerance` times the diagonal it came from. */
bool sw_spd_factor(double *a, size_t p, double tolerance);
/* b := a^-1 b for the factor l of a. */
void sw_spd_solve(const double *l, double *b, size_t p);
/* out := a^-1, in full; it must not be l. */
void sw_spd_inverse(double *out, const double *l, size_t p);
/* log det a */
double sw_spd_log_det(const double *l, size_t p);

/* m[p * p] += factor v v' */
void sw_add_outer(double *m, const double *v, size_t p, double factor);
/* a' b */
double sw_dot(const double *a, const double *b, size_t p);
/* c' a b */
double sw_bilinear(const double *c, const double *a, const double *b, size_t p);

#endif
