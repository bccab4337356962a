/*
 * points.h - the uniforms that draws are made of, in 16 replicates.
 *
 * Sobol: one point set with the origin prepended (GSL leaves it out), shifted
 * modulo 1 by 16 random vectors (Cranley & Patterson 1976). Latin hypercube: 16
 * independent ones (McKay, Beckman & Conover 1979). Random: a stream a block.
 * The spread of the 16 replicate means gives the Monte-Carlo error.
 */
#ifndef SW_SIMULATION_POINTS_H
#define SW_SIMULATION_POINTS_H

#include <stddef.h>
#include <stdint.h>

#include "pilot/pilot.h"

enum { SW_REPLICATES = 16, SW_SOBOL_MAX_DIMENSIONS = 40 };

typedef struct sw_points {
    sw_draw_method method; /* lhs where sobol has too few dimensions */
    size_t dimensions;
    size_t per_replicate; /* draws of one replicate */
    uint64_t seed;
    double *base;      /* sobol: [dimensions * per_replicate] */
    double *shift;     /* sobol: [SW_REPLICATES * dimensions] */
    uint32_t *stratum; /* lhs: [16 * dimensions * per_replicate] */
} sw_points;

/* Rounds the draws up to what the method needs (16 * 2^k for sobol).
 * @return SW_OK, SW_ENOMEM */
SW_NODISCARD sw_status sw_points_init(sw_points *p, sw_draw_method method,
                                      size_t draws, size_t dimensions,
                                      uint64_t seed, sw_error *err);
void sw_points_clear(sw_points *p);

/* Uniforms u[n] of one dimension for draws first .. first + n - 1 of a
 * replicate, each in (0, 1). */
void sw_points_fill(double *u, const sw_points *p, size_t replicate,
                    size_t first, size_t n, size_t dimension);

#endif
