#include "simulation/marginal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* |z| of 8.2 is a tail of 1e-16: no double uniform lies beyond. */
static const double Z_MAX = 8.2;

static bool is_tabulated(sw_distribution_kind kind)
{
    return kind == SW_DIST_BETA || kind == SW_DIST_PERT ||
           kind == SW_DIST_STUDENT_T;
}

static double knot(size_t i)
{
    return -Z_MAX + 2.0 * Z_MAX * (double)i / SW_MARGINAL_INTERVALS;
}

/* Upper-tail knots use the mirrored probability, where it has its digits. */
static double value_at_knot(const sw_distribution *d, size_t i)
{
    double p = gsl_cdf_ugaussian_P(knot(i));
    return sw_distribution_quantile(d, fmin(p, 1.0 - 0x1p-53));
}

static sw_status fill_table(sw_marginal *m, sw_error *err)
{
    m->table = m->distribution->knots;
    if (m->table != NULL)
        return SW_OK;
    m->table = m->own = calloc(SW_MARGINAL_INTERVALS + 1, sizeof *m->own);
    if (m->own == NULL)
        return sw_fail(err, SW_ENOMEM, "table of a distribution");
    for (size_t i = 0; i <= SW_MARGINAL_INTERVALS; i++)
        m->own[i] = value_at_knot(m->distribution, i);
    return SW_OK;
}

sw_status sw_marginal_init(sw_marginal *m, const sw_distribution *d,
                           sw_error *err)
{
    *m = (sw_marginal){.distribution = d};
    if (is_tabulated(d->kind))
        return fill_table(m, err);
    if (d->kind != SW_DIST_MIXTURE)
        return SW_OK;
    m->part = calloc(d->n, sizeof *m->part);
    if (m->part == NULL)
        return sw_fail(err, SW_ENOMEM, "parts of a mixture");
    for (size_t k = 0; k < d->n; k++) {
        sw_status st = sw_marginal_init(&m->part[k], &d->part[k], err);
        if (st != SW_OK)
            return st;
    }
    return SW_OK;
}

void sw_marginal_keep(sw_marginal *m, sw_distribution *d)
{
    for (size_t k = 0; m->part != NULL && k < d->n; k++)
        sw_marginal_keep(&m->part[k], &d->part[k]);
    if (m->own == NULL)
        return;
    d->knots = m->own;
    m->own = NULL;
}

void sw_marginal_clear(sw_marginal *m)
{
    for (size_t k = 0; m->part != NULL && k < m->distribution->n; k++)
        sw_marginal_clear(&m->part[k]);
    free(m->part);
    free(m->own);
    *m = (sw_marginal){0};
}

/* Slope at a knot per interval, by central differences of fourth order (of
 * lower order at the ends, where a draw in 1e15 falls). */
static double slope(const double *x, size_t i)
{
    if (i == 0)
        return x[1] - x[0];
    if (i == SW_MARGINAL_INTERVALS)
        return x[i] - x[i - 1];
    if (i == 1 || i == SW_MARGINAL_INTERVALS - 1)
        return 0.5 * (x[i + 1] - x[i - 1]);
    return (8.0 * (x[i + 1] - x[i - 1]) - (x[i + 2] - x[i - 2])) / 12.0;
}

static double interpolate(const double *table, double u)
{
    double z = gsl_cdf_ugaussian_Pinv(u);
    double at = (z + Z_MAX) / (2.0 * Z_MAX) * SW_MARGINAL_INTERVALS;
    at = fmin(fmax(at, 0.0), SW_MARGINAL_INTERVALS);
    size_t i = (size_t)at;
    if (i == SW_MARGINAL_INTERVALS)
        i--;
    double t = at - (double)i, t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * table[i] +
           (t3 - 2 * t2 + t) * slope(table, i) +
           (-2 * t3 + 3 * t2) * table[i + 1] + (t3 - t2) * slope(table, i + 1);
}

static double draw_one(const sw_marginal *m, double u);

static double draw_mixture(const sw_marginal *m, double u)
{
    const sw_distribution *d = m->distribution;
    double below = 0.0;
    size_t k = 0;
    while (k + 1 < d->n && u >= below + d->weight[k])
        below += d->weight[k++];
    double within = (u - below) / d->weight[k];
    return draw_one(&m->part[k], fmin(fmax(within, 0x1p-53), 1.0 - 0x1p-53));
}

static double draw_one(const sw_marginal *m, double u)
{
    if (m->table != NULL)
        return interpolate(m->table, u);
    if (m->part != NULL)
        return draw_mixture(m, u);
    return sw_distribution_draw(m->distribution, u);
}

void sw_marginal_draw(double *x, const sw_marginal *m, const double *u,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = draw_one(m, u[i]);
}
