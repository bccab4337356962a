/*
 * chain_interval.c - the interval of the priced minutes, with every link of the
 * chain drawn.
 */
#include <math.h>

#include "base/sort.h"
#include "evidence/assess.h"
#include "stats/tail.h"

/* The links that are drawn, each a dimension. */
static const sw_input_id DRAWN[] = {
    SW_IN_EFFECT, SW_IN_SELF_REPORT,    SW_IN_KAPPA,        SW_IN_R_MISS,
    SW_IN_BIAS,   SW_IN_R_MISS_CONTROL, SW_IN_UNIT_MINUTES, SW_IN_PERSISTENCE,
    SW_IN_REWORK, SW_IN_TRANSPORT};
enum { CHAIN_DRAWS = 1024, DIMENSIONS = G_N_ELEMENTS(DRAWN) };

/* Points that fill the cube evenly: multiples of powers of the root of
 * x^(d + 1) = x + 1, of which d = 1 has the golden ratio.
 * Source: Roberts (2018), The unreasonable effectiveness of quasirandom
 * sequences. */
static double step_of(size_t dimension)
{
    double x = 1.5;
    for (int i = 0; i < 60; i++)
        x = pow(1 + x, 1.0 / (DIMENSIONS + 1));
    return pow(x, -(double)(dimension + 1));
}

static double point(size_t i, double step)
{
    double u = 0.5 + (double)(i + 1) * step;
    return u - floor(u);
}

/* Two uniforms whose normals are correlated by r: the second of them. */
static double second_of(double first, double u, double r)
{
    return sw_normal_lower(r * sw_quantile_normal(first) +
                           sqrt(1 - r * r) * sw_quantile_normal(u));
}

/* r: with the effect, the first dimension. */
static void draw_column(double *x, const sw_input *input, size_t dimension,
                        double r)
{
    double step = step_of(dimension), effect = step_of(0);
    for (size_t i = 0; i < CHAIN_DRAWS; i++) {
        double u = point(i, step);
        if (fabs(r) > 0)
            u = second_of(point(i, effect), u, r);
        x[i] =
            input->known ? sw_distribution_draw(&input->distribution, u) : NAN;
    }
}

/* The interval of the priced minutes with every link drawn. */
void sw_draw_chain(sw_evidence *e)
{
    g_autofree double *store = g_new(double, SW_IN_FIXED *CHAIN_DRAWS);
    g_autofree double *minutes = g_new(double, 2 * CHAIN_DRAWS);
    const double *column[SW_IN_FIXED];
    for (size_t id = 0; id < SW_IN_FIXED; id++) {
        double *x = store + id * CHAIN_DRAWS;
        column[id] = x;
        for (size_t i = 0; i < CHAIN_DRAWS; i++)
            x[i] = sw_inputs_value(&e->inputs, id);
    }
    for (size_t k = 0; k < DIMENSIONS; k++)
        draw_column(
            store + DRAWN[k] * CHAIN_DRAWS, sw_inputs_at(&e->inputs, DRAWN[k]),
            k, DRAWN[k] == SW_IN_SELF_REPORT ? sw_factor_with_effect(e) : 0);
    sw_evidence_chain(minutes, column, CHAIN_DRAWS);
    sw_sort_many(minutes, minutes + CHAIN_DRAWS, CHAIN_DRAWS);
    e->minutes_lower = minutes[(size_t)(0.025 * CHAIN_DRAWS)];
    e->minutes_upper = minutes[(size_t)(0.975 * CHAIN_DRAWS)];
}
