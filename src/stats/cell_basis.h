/*
 * cell_basis.h - the orthonormal basis of cells and covariates.
 */
#ifndef SW_STATS_CELL_BASIS_H
#define SW_STATS_CELL_BASIS_H

#include "stats/cell_effects.h"

typedef struct sw_cell_basis {
    const sw_cell_model *m;
    size_t cells;
    double *size;     /* [cells] rows */
    double *mean;     /* [cells] of y */
    double *x_mean;   /* [k * cells] */
    double *u;        /* [k * n] columns, free of the cells and each other */
    double *r;        /* [k * k] upper: x = x_mean + u r */
    double *theta;    /* [k] u'y */
    double *residual; /* [n] */
    double rss;       /* 0 if only rounding */
} sw_cell_basis;

/* SW_EDOMAIN, SW_ENODATA, SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_cell_basis_init(sw_cell_basis *b,
                                          const sw_cell_model *m,
                                          sw_error *err);
void sw_cell_basis_clear(sw_cell_basis *b);

/* Group g's effect as a contrast of theta: of the cells it is sign / root of
 * the size, of the covariates on[k]. Returns the estimate. */
double sw_cell_contrast(double *on, const sw_cell_basis *b, size_t g);

#endif
