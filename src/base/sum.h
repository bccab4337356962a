/*
 * sum.h - compensated sums.
 *
 * Source: Neumaier (1974), ZAMM 54, 39-51. Error independent of the number of
 * terms to first order; 10^7 additions of 0.1 are exact to the last digit.
 */
#ifndef SW_BASE_SUM_H
#define SW_BASE_SUM_H

#include <math.h>
#include <stddef.h>

typedef struct sw_sum {
    double total, carry;
} sw_sum;

static inline void sw_sum_add(sw_sum *s, double x)
{
    double t = s->total + x;
    if (fabs(s->total) >= fabs(x))
        s->carry += (s->total - t) + x;
    else
        s->carry += (x - t) + s->total;
    s->total = t;
}

static inline double sw_sum_value(const sw_sum *s)
{
    return s->total + s->carry;
}

/* Sum and two-pass mean of v[n], n >= 1 for the mean. */
double sw_sum_of(const double *v, size_t n);
double sw_mean(const double *v, size_t n);

/* Variance of v[n] about `mean`, divisor n - 1, n >= 2; corrected two-pass. */
double sw_variance(const double *v, size_t n, double mean);

#endif
