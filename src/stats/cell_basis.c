/* The basis: means of cells are exact, covariates by Gram and Schmidt, twice.
 */
#include "stats/cell_basis.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"

/* A column whose part outside the others is smaller than this share of it is a
 * combination of them: rounding leaves about 1e-16. */
static const double RANK_TOLERANCE = 1e-13;

static double dot(const double *a, const double *b, size_t n)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&sum, a[i] * b[i]);
    return sw_sum_value(&sum);
}

/* Takes the cells' means off v[n] and adds them to mean[cells]; a second pass
 * takes off what rounding left. */
static sw_status centre(double *v, double *mean, const sw_cell_basis *b,
                        sw_error *err)
{
    const size_t *cell = b->m->cell;
    sw_sum *sum = calloc(b->cells, sizeof *sum);
    if (sum == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (int pass = 0; pass < 2; pass++) {
        for (size_t c = 0; c < b->cells; c++)
            sum[c] = (sw_sum){0};
        for (size_t i = 0; i < b->m->n; i++)
            sw_sum_add(&sum[cell[i]], v[i]);
        for (size_t i = 0; i < b->m->n; i++)
            v[i] -= sw_sum_value(&sum[cell[i]]) / b->size[cell[i]];
        for (size_t c = 0; c < b->cells; c++)
            mean[c] += sw_sum_value(&sum[c]) / b->size[c];
    }
    free(sum);
    return SW_OK;
}

/* v -= part of it along u. Returns that part. */
static double remove_part(double *v, const double *u, size_t n)
{
    double part = dot(u, v, n);
    for (size_t i = 0; i < n; i++)
        v[i] -= part * u[i];
    return part;
}

static sw_status add_covariate(sw_cell_basis *b, size_t column, sw_error *err)
{
    size_t n = b->m->n, k = b->m->k;
    double *u = b->u + column * n;
    for (size_t i = 0; i < n; i++)
        u[i] = b->m->x[i * k + column];
    double whole = sqrt(dot(u, u, n));
    sw_status st = centre(u, b->x_mean + column * b->cells, b, err);
    if (st != SW_OK)
        return st;
    for (int pass = 0; pass < 2; pass++)
        for (size_t a = 0; a < column; a++)
            b->r[a * k + column] += remove_part(u, b->u + a * n, n);
    double length = sqrt(dot(u, u, n));
    if (!(length > RANK_TOLERANCE * whole))
        return sw_fail(err, SW_ENODATA,
                       "covariate %zu is a combination of the groups and the "
                       "other covariates",
                       column + 1);
    for (size_t i = 0; i < n; i++)
        u[i] /= length;
    b->r[column * k + column] = length;
    return SW_OK;
}

static sw_status project(sw_cell_basis *b, sw_error *err)
{
    size_t n = b->m->n;
    for (size_t i = 0; i < n; i++)
        b->residual[i] = b->m->y[i];
    double whole = dot(b->residual, b->residual, n);
    sw_status st = centre(b->residual, b->mean, b, err);
    if (st != SW_OK)
        return st;
    for (int pass = 0; pass < 2; pass++)
        for (size_t a = 0; a < b->m->k; a++)
            b->theta[a] += remove_part(b->residual, b->u + a * n, n);
    double rest = dot(b->residual, b->residual, n);
    double noise = (double)n * DBL_EPSILON * sqrt(whole);
    b->rss = rest > noise * noise ? rest : 0.0;
    return SW_OK;
}

static sw_status check(const sw_cell_model *m, size_t cells, sw_error *err)
{
    sw_status st = sw_check_finite("y", (sw_sample){m->y, m->n}, err);
    if (st == SW_OK && m->k > 0)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st == SW_OK && m->n <= cells + m->k)
        st = sw_fail(err, SW_ENODATA, "%zu rows for %zu coefficients", m->n,
                     cells + m->k);
    return st;
}

static bool allocate(sw_cell_basis *b)
{
    size_t n = b->m->n, k = b->m->k;
    b->size = calloc(b->cells, sizeof *b->size);
    b->mean = calloc(b->cells, sizeof *b->mean);
    b->x_mean = calloc(b->cells * k + 1, sizeof *b->x_mean);
    b->u = calloc(n * k + 1, sizeof *b->u);
    b->r = calloc(k * k + 1, sizeof *b->r);
    b->theta = calloc(k + 1, sizeof *b->theta);
    b->residual = calloc(n, sizeof *b->residual);
    return b->size && b->mean && b->x_mean && b->u && b->r && b->theta &&
           b->residual;
}

sw_status sw_cell_basis_init(sw_cell_basis *b, const sw_cell_model *m,
                             sw_error *err)
{
    *b = (sw_cell_basis){.m = m, .cells = m->groups * m->per_group};
    sw_status st = check(m, b->cells, err);
    if (st != SW_OK)
        return st;
    if (!allocate(b))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < m->n; i++)
        b->size[m->cell[i]]++;
    for (size_t c = 0; c < b->cells; c++)
        if (!(b->size[c] > 0.0))
            return sw_fail(err, SW_ENODATA, "cell %zu is empty", c);
    for (size_t a = 0; a < m->k && st == SW_OK; a++)
        st = add_covariate(b, a, err);
    return st == SW_OK ? project(b, err) : st;
}

void sw_cell_basis_clear(sw_cell_basis *b)
{
    free(b->size);
    free(b->mean);
    free(b->x_mean);
    free(b->u);
    free(b->r);
    free(b->theta);
    free(b->residual);
    *b = (sw_cell_basis){0};
}

/* on solves r'on = -(the effect in the covariates' means). */
double sw_cell_contrast(double *on, const sw_cell_basis *b, size_t g)
{
    const sw_cell_model *m = b->m;
    size_t first = g * m->per_group, k = m->k;
    sw_sum estimate = {0};
    for (size_t c = 0; c < m->per_group; c++)
        sw_sum_add(&estimate, m->sign[c] * b->mean[first + c]);
    for (size_t a = 0; a < k; a++) {
        sw_sum rest = {0};
        for (size_t c = 0; c < m->per_group; c++)
            sw_sum_add(&rest,
                       -m->sign[c] * b->x_mean[a * b->cells + first + c]);
        for (size_t l = 0; l < a; l++)
            sw_sum_add(&rest, -b->r[l * k + a] * on[l]);
        on[a] = sw_sum_value(&rest) / b->r[a * k + a];
        sw_sum_add(&estimate, on[a] * b->theta[a]);
    }
    return sw_sum_value(&estimate);
}
