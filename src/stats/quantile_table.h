/*
 * quantile_table.h - a distribution as a table of its quantiles,
 * x(z) = quantile(Phi(z)) at equally spaced z, cubic Hermite between.
 */
#ifndef SW_STATS_QUANTILE_TABLE_H
#define SW_STATS_QUANTILE_TABLE_H

#include <stddef.h>

#include "stats/distribution.h"

enum { SW_TABLE_INTERVALS = SW_DISTRIBUTION_KNOTS - 1 };

/* |z| of 8.2 is a tail of 1e-16: no double uniform lies beyond. */
#define SW_TABLE_Z_MAX 8.2

/* z of knot i, of SW_DISTRIBUTION_KNOTS. */
double sw_knots_normal(size_t i);
/* The probability below it, below 1. */
double sw_knots_probability(size_t i);
/* Hermite's cubic of interval i by rising power, of its share t in [0, 1];
 * slopes are central differences of fourth order (of lower order at the ends,
 * where a draw in 1e15 falls). */
void sw_knots_cubic(double cubic[4], const double *table, size_t i);
/* The interval of z, which is drawn to the ends; its share of it in *share. */
static inline size_t sw_knots_interval(double z, double *share)
{
    double at =
        (z + SW_TABLE_Z_MAX) * (SW_TABLE_INTERVALS / (2.0 * SW_TABLE_Z_MAX));
    at = at > 0.0 ? at : 0.0;
    at = at < SW_TABLE_INTERVALS ? at : SW_TABLE_INTERVALS;
    int i = (int)at;
    i = i < SW_TABLE_INTERVALS ? i : SW_TABLE_INTERVALS - 1;
    *share = at - i;
    return (size_t)i;
}

/* x at z; and the z in [-Z_MAX, Z_MAX] at x. */
double sw_knots_at(const double *table, double z);
double sw_knots_find(const double *table, double x);

#endif
