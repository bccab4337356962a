/*
 * gram.h - large designs by blocks of rows: no copy of the design is made.
 *
 * A row z has the intercept, the columns less a centre near their mean, and the
 * outcome less its mean, all times the root of the weight.
 */
#ifndef SW_STATS_GRAM_H
#define SW_STATS_GRAM_H

#include "seatworth/stats.h"

/* From this many rows on, a well-conditioned design is fitted by its products,
 * which costs a hundredth of an orthogonal decomposition. */
enum { SW_GRAM_ROWS = 20000, SW_GRAM_BLOCK = 128, SW_GRAM_LANES = 4 };

typedef struct sw_gram {
    const sw_regression *m;
    size_t n, p, width; /* width: p and the outcome at p, padded with zeros to
                           a multiple of SW_GRAM_LANES */
    double *centre;     /* [width], 0 for the intercept */
    double *z, *room;   /* [SW_GRAM_BLOCK * width] a block, and room for one */
    double *sum;        /* [width * width] sum z z', upper triangle */
    double *inverse;    /* [p * width] upper: rows times it are orthonormal */
} sw_gram;

/* Centres and sums. SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_gram_init(sw_gram *g, const sw_regression *m,
                                    sw_error *err);
void sw_gram_clear(sw_gram *g);

/* Rows from to from + count - 1 into g->z; count <= SW_GRAM_BLOCK. */
void sw_gram_load(sw_gram *g, size_t from, size_t count);
/* sum[width * width] += z z' of count rows, upper triangle (and some below). */
void sw_gram_add(double *sum, const double *z, size_t count, size_t width);
/* q[width] = z inverse for one row of them. */
void sw_gram_transform(double *q, const double *z, const double *inverse,
                       size_t p, size_t width);
/* inverse[p * width] of the upper factor R of sum (R'R = sum), the upper
 * triangle of a matrix of that width. False where the columns, scaled to length
 * 1, are too near to dependent for products to serve. */
bool sw_gram_inverse(double *inverse, const double *sum, size_t p,
                     size_t width);
/* slope[p] of the centred columns += those that the products with an outcome
 * give, which stand `stride` apart. */
void sw_gram_solve(double *slope, const double *products, size_t stride,
                   const sw_gram *g);
/* e[count] of the rows in g->z. */
void sw_gram_residuals(double *e, const sw_gram *g, size_t count,
                       const double *slope);
/* Coefficients of the columns as given. */
void sw_gram_coefficients(double *coefficient, const sw_gram *g,
                          const double *slope);
/* Row j: what coefficient j is of orthonormal coordinates. */
void sw_gram_contrasts(double *contrast, const sw_gram *g,
                       const double *inverse);

#endif
