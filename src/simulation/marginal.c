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

/* Hermite's cubic of every interval, by rising power. */
static sw_status set_cubics(sw_marginal *m, sw_error *err)
{
    m->cubic = calloc(SW_MARGINAL_INTERVALS * 4, sizeof *m->cubic);
    if (m->cubic == NULL)
        return sw_fail(err, SW_ENOMEM, "table of a distribution");
    for (size_t i = 0; i < SW_MARGINAL_INTERVALS; i++) {
        double rise = m->table[i + 1] - m->table[i];
        double at = slope(m->table, i), next = slope(m->table, i + 1);
        double *c = m->cubic + 4 * i;
        c[0] = m->table[i];
        c[1] = at;
        c[2] = 3.0 * rise - 2.0 * at - next;
        c[3] = at + next - 2.0 * rise;
    }
    return SW_OK;
}

sw_status sw_marginal_init(sw_marginal *m, const sw_distribution *d,
                           sw_error *err)
{
    *m = (sw_marginal){.distribution = d};
    if (is_tabulated(d->kind)) {
        sw_status st = fill_table(m, err);
        return st == SW_OK ? set_cubics(m, err) : st;
    }
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
    free(m->cubic);
    *m = (sw_marginal){0};
}

static double interpolate(const double *cubic, double z)
{
    double at = (z + Z_MAX) * (SW_MARGINAL_INTERVALS / (2.0 * Z_MAX));
    at = at > 0.0 ? at : 0.0;
    at = at < SW_MARGINAL_INTERVALS ? at : SW_MARGINAL_INTERVALS;
    int i = (int)at;
    i = i < SW_MARGINAL_INTERVALS ? i : SW_MARGINAL_INTERVALS - 1;
    double t = at - i;
    const double *c = cubic + 4 * (size_t)i;
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* A function of z rather than of u. */
static bool is_of_normal(const sw_marginal *m)
{
    sw_distribution_kind kind = m->distribution->kind;
    return m->cubic != NULL || kind == SW_DIST_NORMAL ||
           kind == SW_DIST_LOGNORMAL;
}

/* x may be z. */
static void of_normal(double *x, const sw_marginal *m, const double *z,
                      size_t n)
{
    const double *p = m->distribution->p;
    if (m->cubic != NULL) {
        for (size_t i = 0; i < n; i++)
            x[i] = interpolate(m->cubic, z[i]);
    } else if (m->distribution->kind == SW_DIST_NORMAL) {
        for (size_t i = 0; i < n; i++)
            x[i] = p[0] + p[1] * z[i];
    } else {
        double spread = log(p[1]);
        for (size_t i = 0; i < n; i++)
            x[i] = p[0] * exp(spread * z[i]);
    }
}

static double draw_mixture(const sw_marginal *m, const sw_normal_table *normal,
                           double u)
{
    const sw_distribution *d = m->distribution;
    double below = 0.0;
    size_t k = 0;
    while (k + 1 < d->n && u >= below + d->weight[k])
        below += d->weight[k++];
    double x = fmin(fmax((u - below) / d->weight[k], 0x1p-53), 1.0 - 0x1p-53);
    const sw_marginal *part = &m->part[k];
    if (!is_of_normal(part))
        return sw_distribution_draw(part->distribution, x);
    sw_normal_table_quantiles(&x, normal, &x, 1);
    of_normal(&x, part, &x, 1);
    return x;
}

/* Both arms of a triangle without a branch on the draw. */
static void of_triangle(double *x, const double *p, const double *u, size_t n)
{
    double width = p[2] - p[0], rise = p[1] - p[0], fall = p[2] - p[1];
    double turn = rise / width;
    for (size_t i = 0; i < n; i++) {
        double v = u[i] < turn ? u[i] * rise : (1.0 - u[i]) * fall;
        double side = sqrt(v * width);
        x[i] = u[i] < turn ? p[0] + side : p[2] - side;
    }
}

static void of_uniform(double *x, const sw_marginal *m,
                       const sw_normal_table *normal, const double *u, size_t n)
{
    if (m->distribution->kind == SW_DIST_TRIANGULAR) {
        of_triangle(x, m->distribution->p, u, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        x[i] = m->part != NULL ? draw_mixture(m, normal, u[i])
                               : sw_distribution_draw(m->distribution, u[i]);
}

void sw_marginal_draw(double *x, const sw_marginal *m,
                      const sw_normal_table *normal, const double *u, size_t n)
{
    if (!is_of_normal(m)) {
        of_uniform(x, m, normal, u, n);
        return;
    }
    sw_normal_table_quantiles(x, normal, u, n);
    of_normal(x, m, x, n);
}

void sw_marginal_draw_normal(double *x, const sw_marginal *m,
                             const sw_normal_table *normal, const double *z,
                             size_t n)
{
    if (is_of_normal(m)) {
        of_normal(x, m, z, n);
        return;
    }
    sw_normal_table_probabilities(x, normal, z, n);
    of_uniform(x, m, normal, x, n);
}
