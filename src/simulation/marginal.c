#include "simulation/marginal.h"

#include <math.h>
#include <stdlib.h>

#include "stats/quantile_table.h"

static bool is_tabulated(sw_distribution_kind kind)
{
    return kind == SW_DIST_BETA || kind == SW_DIST_PERT ||
           kind == SW_DIST_STUDENT_T || kind == SW_DIST_TABLE;
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
        m->own[i] =
            sw_distribution_quantile(m->distribution, sw_knots_probability(i));
    return SW_OK;
}

/* Hermite's cubic of every interval, by rising power. */
static sw_status set_cubics(sw_marginal *m, sw_error *err)
{
    m->cubic = calloc(SW_MARGINAL_INTERVALS * 4, sizeof *m->cubic);
    if (m->cubic == NULL)
        return sw_fail(err, SW_ENOMEM, "table of a distribution");
    for (size_t i = 0; i < SW_MARGINAL_INTERVALS; i++)
        sw_knots_cubic(m->cubic + 4 * i, m->table, i);
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
    double t;
    const double *c = cubic + 4 * sw_knots_interval(z, &t);
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
