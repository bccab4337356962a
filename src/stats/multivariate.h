/*
 * multivariate.h - rectangle probabilities of the multivariate normal and t.
 *
 * Source: Genz & Bretz (1999), J. Statistical Computation and Simulation 63,
 * 361-378: the probability as an integral over the unit cube, variables in the
 * order of Gibson, Glasbey & Elston, by Korobov lattices with random shifts
 * and the baker's transformation.
 */
#ifndef SW_STATS_MULTIVARIATE_H
#define SW_STATS_MULTIVARIATE_H

#include <stddef.h>
#include <stdint.h>

#include "seatworth/error.h"

enum { SW_RECTANGLE_MAX = 500 };

typedef struct sw_rectangle {
    const double *lower, *upper; /* [k], infinities allowed */
    const double *correlation;   /* [k * k], unit diagonal, may be singular */
    size_t k;                    /* 1 to SW_RECTANGLE_MAX */
    double df;                   /* > 0; INFINITY is the normal */
    double tolerance;            /* absolute, three standard errors, > 0 */
    uint64_t seed;               /* of the shifts */
} sw_rectangle;

/* P(lower < X < upper). *error (NULL allowed): three standard errors of the
 * shifts; above `tolerance` if 3 million points did not reach it.
 * SW_EDOMAIN: bounds, correlation or df are none; SW_ENOMEM. Outputs are
 * written on SW_OK. */
SW_NODISCARD sw_status sw_rectangle_probability(double *probability,
                                                double *error,
                                                const sw_rectangle *r,
                                                sw_error *err);

/* The c with P(-c < X_j < c for all j) = level; `lower` and `upper` are not
 * read. Three standard errors of c are at most `tolerance`, as long as the
 * largest lattice does. */
SW_NODISCARD sw_status sw_rectangle_equal_bound(double *c, double level,
                                                const sw_rectangle *r,
                                                sw_error *err);

#endif
