/*
 * multinomial.h - how often each of n values is drawn in a resample: counts
 * that are exactly multinomial (n, 1/n), or (n, weights) for tied values.
 */
#ifndef SW_STATS_MULTINOMIAL_H
#define SW_STATS_MULTINOMIAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

/* Arrays that the fast loops read are padded to a multiple of this. */
enum { SW_COUNT_BLOCK = 16 };

static inline size_t sw_padded(size_t n)
{
    return (n + SW_COUNT_BLOCK - 1) / SW_COUNT_BLOCK * SW_COUNT_BLOCK;
}

/* With a mean below 1 counts above 7 have less than one cell of 2^16. */
enum { SW_MAX_POISSON = 24, SW_PLAIN_POISSON = 7 };

/* Poisson counts from 16 random bits. Of the 2^16 cells count j has the whole
 * part of 2^16 P(j), in ascending order; the last cells, as many as the parts
 * left over make together, draw from these with 53 more bits. */
typedef struct sw_poisson {
    int16_t threshold[SW_PLAIN_POISSON]; /* last cell of count j, - 2^15 */
    int16_t last_whole;                  /* cells above it draw again */
    double left_over[SW_MAX_POISSON];    /* cumulated */
} sw_poisson;

typedef struct sw_multinomial {
    size_t n;             /* draws in a resample */
    size_t k;             /* distinct values; n where they are drawn singly */
    const size_t *repeat; /* [k] how often each value is in the sample; NULL */
    sw_poisson poisson;
} sw_multinomial;

/* repeat: NULL, or how often each of the k values is in the sample of n. */
void sw_multinomial_init(sw_multinomial *m, size_t n, size_t k,
                         const size_t *repeat);

/* count[sw_padded(k)], zero beyond k. The draws depend on r alone. */
void sw_multinomial_draw(int32_t *count, const sw_multinomial *m, sw_random *r);

/* The sum of the values v[sw_padded(k)] that a resample draws, from the same
 * draws; count is scratch as above. */
double sw_multinomial_sum(int32_t *count, const double *v,
                          const sw_multinomial *m, sw_random *r);

/* sum of count[i] v[i] over padded arrays; the order of additions is fixed. */
double sw_weighted_sum(const int32_t *count, const double *v, size_t padded);

/* Binomial(n, p), n >= 0, p in [0, 1]. Source: Hoermann (1993), J. Stat.
 * Computation & Simulation 46, 101-110 (BTRS); inversion for n p < 10. */
uint64_t sw_binomial(sw_random *r, uint64_t n, double p);

#endif
