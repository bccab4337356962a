#include "simulation/points.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"

static const double SMALLEST = 0x1p-53;

static double inside(double u)
{
    u = u > SMALLEST ? u : SMALLEST;
    return u < 1.0 - SMALLEST ? u : 1.0 - SMALLEST;
}

static uint64_t stream(uint64_t consumer, uint64_t index)
{
    return (consumer << 32) + index;
}

static sw_status fill_sobol(sw_points *p, sw_error *err)
{
    size_t d = p->dimensions;
    p->base = calloc(p->per_replicate * d, sizeof *p->base);
    p->shift = calloc(SW_REPLICATES * d, sizeof *p->shift);
    gsl_qrng *q = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)d);
    if (p->base == NULL || p->shift == NULL || q == NULL) {
        gsl_qrng_free(q);
        return sw_fail(err, SW_ENOMEM, "Sobol points");
    }
    /* Point 0 is the origin, which calloc has set. */
    for (size_t i = 1; i < p->per_replicate; i++) {
        double point[SW_SOBOL_MAX_DIMENSIONS];
        gsl_qrng_get(q, point);
        for (size_t k = 0; k < d; k++)
            p->base[k * p->per_replicate + i] = point[k];
    }
    gsl_qrng_free(q);
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_random random;
        sw_random_init(&random, p->seed, stream(SW_STREAM_SOBOL_SHIFT, r));
        for (size_t k = 0; k < d; k++)
            p->shift[r * d + k] = sw_random_uniform(&random);
    }
    return SW_OK;
}

static sw_status fill_lhs(sw_points *p, sw_error *err)
{
    size_t n = p->per_replicate, sets = SW_REPLICATES * p->dimensions;
    p->stratum = calloc(sets * n, sizeof *p->stratum);
    if (p->stratum == NULL)
        return sw_fail(err, SW_ENOMEM, "Latin hypercube");
    for (size_t s = 0; s < sets; s++) {
        uint32_t *order = p->stratum + s * n;
        sw_random random;
        sw_random_init(&random, p->seed, stream(SW_STREAM_SOBOL_SHIFT, s));
        for (size_t i = 0; i < n; i++) {
            size_t j = sw_random_below(&random, i + 1);
            order[i] = order[j];
            order[j] = (uint32_t)i;
        }
    }
    return SW_OK;
}

static size_t power_of_two(size_t n)
{
    size_t p = 1;
    while (p < n)
        p *= 2;
    return p;
}

sw_status sw_points_init(sw_points *p, sw_draw_method method, size_t draws,
                         size_t dimensions, uint64_t seed, sw_error *err)
{
    bool too_many = dimensions > SW_SOBOL_MAX_DIMENSIONS;
    if (method == SW_DRAW_SOBOL && too_many)
        method = SW_DRAW_LHS;
    size_t n = (draws + SW_REPLICATES - 1) / SW_REPLICATES;
    *p = (sw_points){.method = method,
                     .dimensions = dimensions,
                     .per_replicate =
                         method == SW_DRAW_SOBOL ? power_of_two(n) : n,
                     .seed = seed};
    if (dimensions == 0 || method == SW_DRAW_RANDOM)
        return SW_OK;
    return method == SW_DRAW_SOBOL ? fill_sobol(p, err) : fill_lhs(p, err);
}

void sw_points_clear(sw_points *p)
{
    free(p->base);
    free(p->shift);
    free(p->stratum);
    *p = (sw_points){0};
}

static void fill_shifted(double *u, const sw_points *p, size_t replicate,
                         size_t first, size_t n, size_t dimension)
{
    double shift = p->shift[replicate * p->dimensions + dimension];
    const double *base = p->base + dimension * p->per_replicate + first;
    for (size_t i = 0; i < n; i++) {
        double x = base[i] + shift;
        u[i] = inside(x >= 1.0 ? x - 1.0 : x);
    }
}

/* A stream for each (replicate, first draw, dimension): order-free. */
static void random_stream(sw_random *random, const sw_points *p,
                          size_t replicate, size_t first, size_t dimension)
{
    uint64_t draw = replicate * p->per_replicate + first;
    sw_random_init(random, p->seed + dimension * UINT64_C(0x9e3779b97f4a7c15),
                   stream(SW_STREAM_PSEUDO_RANDOM, draw));
}

void sw_points_fill(double *u, const sw_points *p, size_t replicate,
                    size_t first, size_t n, size_t dimension)
{
    if (p->method == SW_DRAW_SOBOL) {
        fill_shifted(u, p, replicate, first, n, dimension);
        return;
    }
    sw_random random;
    random_stream(&random, p, replicate, first, dimension);
    size_t set = replicate * p->dimensions + dimension;
    for (size_t i = 0; i < n; i++) {
        u[i] = sw_random_uniform(&random);
        if (p->method == SW_DRAW_LHS)
            u[i] =
                inside((p->stratum[set * p->per_replicate + first + i] + u[i]) /
                       (double)p->per_replicate);
    }
}
