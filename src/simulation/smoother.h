/*
 * smoother.h - penalised regression of many responses on one variable.
 *
 * A cubic B-spline with breaks at quantiles and the penalty lambda int g''^2,
 * in the coordinates that make both the basis and the penalty diagonal
 * (Demmler & Reinsch): with Q orthonormal and penalties s_j >= 0,
 *
 *   g = Q gamma, gamma_j = c_j / (1 + lambda s_j), c = Q'y
 *   posterior variance of gamma_j: sigma^2 / (1 + lambda s_j)
 *
 * A variable of few distinct values has a mean for each and no penalty.
 */
#ifndef SW_SIMULATION_SMOOTHER_H
#define SW_SIMULATION_SMOOTHER_H

#include <stddef.h>

#include "seatworth/error.h"

enum {
    SW_SMOOTHER_WIDTH = 4,     /* basis functions that are not 0 at a point */
    SW_SMOOTHER_MAX_BASIS = 23 /* all of them: 21 breaks, or 20 groups */
};

typedef struct sw_smoother {
    size_t n, k;     /* rows, basis functions */
    size_t n_free;   /* of the k coordinates, first ones, without a penalty */
    size_t *start;   /* [n] first basis function that is not 0 */
    double *basis;   /* [n * SW_SMOOTHER_WIDTH] */
    double *penalty; /* [k] s_j, rising */
    double *map;     /* [k * k] row-major: coefficients of the basis = map gamma
                      */
} sw_smoother;

typedef struct sw_smooth {
    double lambda;
    double sigma2; /* residual variance */
    double edf;    /* effective degrees of freedom */
} sw_smooth;

/**
 * @param x [n] finite; n >= 8
 * @return SW_OK, SW_ENUMERIC, SW_ENOMEM. Clear *s in any case.
 */
SW_NODISCARD sw_status sw_smoother_init(sw_smoother *s, const double *x,
                                        size_t n, sw_error *err);
void sw_smoother_clear(sw_smoother *s);

/**
 * Fits y, centred; lambda by restricted maximum likelihood on a grid.
 *
 * @param[out] out
 * @param[out] gamma [k]
 * @param y          [n] of mean 0
 */
void sw_smoother_fit(sw_smooth *out, double *gamma, const sw_smoother *s,
                     const double *y);

/* Values of the fitted curve: fitted[n]; work[k]. */
void sw_smoother_values(double *fitted, double *work, const sw_smoother *s,
                        const double *gamma);

#endif
