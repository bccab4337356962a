/*
 * sobol_index.h - first-order and total Sobol indices of one input.
 *
 * Of model values at two independent sets of points A and B, and at A with the
 * input's column from B, centred on their common mean:
 *
 *     first = mean(f_B (f_AB - f_A)) / V      total = mean((f_A - f_AB)^2) / 2V
 *
 * Intervals come from the 16 replicates, which are independent
 * randomisations, by Student's t with 15 degrees of freedom. An index of about
 * 0 can come out below it.
 *
 * Source:   first: Saltelli et al. (2010), Comput Phys Commun 181, 259-270,
 *           eq. (b); total: Jansen (1999), ibid. 117, 35-43.
 * Deviates: intervals by replicates in place of a bootstrap over rows, which
 *           would take Sobol points for independent ones.
 */
#ifndef SW_SIMULATION_SOBOL_INDEX_H
#define SW_SIMULATION_SOBOL_INDEX_H

#include <stddef.h>

typedef struct sw_index_estimate {
    double value, lower, upper; /* 95 % */
} sw_index_estimate;

typedef struct sw_sobol_index {
    size_t input;
    sw_index_estimate first, total;
} sw_sobol_index;

/* Model values of SW_REPLICATES replicates of n points each, in a row. */
typedef struct sw_sobol_values {
    const double *a, *b, *ab; /* [SW_REPLICATES * n] */
    size_t n;
    double mean, variance; /* of a and b together */
} sw_sobol_values;

/* Mean and variance of a and b; the variance can be 0. */
void sw_sobol_level(sw_sobol_values *v);
/* NaN throughout where nothing varies. */
void sw_sobol_estimate(sw_sobol_index *out, const sw_sobol_values *v);

#endif
