/*
 * correlation_matrix.h - from correlations that were asked for to a matrix that
 * can be drawn from.
 */
#ifndef SW_STATS_CORRELATION_MATRIX_H
#define SW_STATS_CORRELATION_MATRIX_H

#include <stddef.h>

#include "seatworth/error.h"

/* Normal correlation whose copula has this Spearman rank correlation:
 * 2 sin(pi r / 6). Source: Pearson (1907). */
double sw_normal_correlation(double rank);
/* The rank correlation of that normal one. */
double sw_rank_correlation(double normal);

/**
 * The nearest correlation matrix in the Frobenius norm, in place.
 *
 * @param r [n * n] symmetric with unit diagonal
 * @param[out] change largest absolute change of an element; 0 where r is one
 * @return SW_OK; SW_ENOMEM; SW_ENUMERIC: no convergence
 *
 * Source:   Higham (2002), IMA J Numer Anal 22, 329-343, algorithm 3.3
 *           (alternating projections with Dykstra's correction).
 * Deviates: no.
 */
SW_NODISCARD sw_status sw_nearest_correlation(double *r, size_t n,
                                              double *change, sw_error *err);

/* Lower triangle l [n * n] with l l' = r, r positive semidefinite: a column
 * whose pivot is no more than rounding becomes zero. */
void sw_correlation_factor(double *l, const double *r, size_t n);

#endif
