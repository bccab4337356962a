/* Checks of an ordinal model and the basis of its columns. */
#include "stats/ordinal_design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/linear_fit.h"

static sw_status check_categories(const sw_ordinal_model *m, sw_error *err)
{
    if (m->levels < 2)
        return sw_fail(err, SW_EDOMAIN, "%zu categories, at least 2 are needed",
                       m->levels);
    if (m->n <= m->levels - 1 + m->k)
        return sw_fail(err, SW_ENODATA, "%zu rows for %zu parameters", m->n,
                       m->levels - 1 + m->k);
    size_t *count = calloc(m->levels, sizeof *count);
    if (count == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = SW_OK;
    for (size_t i = 0; i < m->n && st == SW_OK; i++) {
        if (m->category[i] < m->levels)
            count[m->category[i]]++;
        else
            st = sw_fail(err, SW_EDOMAIN, "category[%zu] is out of range", i);
    }
    for (size_t c = 0; c < m->levels && st == SW_OK; c++)
        if (count[c] == 0)
            st = sw_fail(err, SW_EDOMAIN, "category %zu has no row", c);
    free(count);
    return st;
}

static bool allocate(sw_ordinal_design *d, const sw_ordinal_model *m)
{
    *d = (sw_ordinal_design){.n = m->n, .k = m->k};
    d->q = calloc(m->n * m->k + 1, sizeof *d->q);
    d->contrast = calloc(m->k * m->k + 1, sizeof *d->contrast);
    d->mean = calloc(m->k + 1, sizeof *d->mean);
    return d->q && d->contrast && d->mean;
}

/* The centred columns, in q; rounding may leave a constant column above 0. */
static sw_status centre(sw_ordinal_design *d, const sw_ordinal_model *m,
                        sw_error *err)
{
    for (size_t j = 0; j < m->k; j++) {
        double largest = 0.0, spread = 0.0;
        sw_sum sum = {0};
        for (size_t i = 0; i < m->n; i++)
            sw_sum_add(&sum, m->x[i * m->k + j]);
        d->mean[j] = sw_sum_value(&sum) / (double)m->n;
        for (size_t i = 0; i < m->n; i++) {
            double x = m->x[i * m->k + j];
            d->q[i * m->k + j] = x - d->mean[j];
            largest = fmax(largest, fabs(x));
            spread = fmax(spread, fabs(x - d->mean[j]));
        }
        if (!(spread > 1e-15 * largest))
            return sw_fail(err, SW_ENODATA, "column %zu of x is constant", j);
    }
    return SW_OK;
}

/* Replaces the centred columns by a basis of them. */
static sw_status orthonormalise(sw_ordinal_design *d, sw_error *err)
{
    sw_linear_fit fit;
    double scale = sqrt((double)d->n);
    double *zero = calloc(d->n, sizeof *zero);
    if (zero == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_regression m = {
        .y = zero, .x = d->q, .n = d->n, .k = d->k, .no_intercept = true};
    sw_status st = sw_linear_fit_init(&fit, &m, err);
    if (st == SW_OK) {
        for (size_t i = 0; i < d->n * d->k; i++)
            d->q[i] = scale * fit.q[i];
        for (size_t i = 0; i < d->k * d->k; i++)
            d->contrast[i] = scale * fit.contrast[i];
    }
    sw_linear_fit_clear(&fit);
    free(zero);
    return st;
}

sw_status sw_ordinal_design_init(sw_ordinal_design *d,
                                 const sw_ordinal_model *m, sw_error *err)
{
    *d = (sw_ordinal_design){0};
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st == SW_OK)
        st = check_categories(m, err);
    if (st == SW_OK && !allocate(d, m))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK && m->k > 0)
        st = centre(d, m, err);
    if (st == SW_OK && m->k > 0)
        st = orthonormalise(d, err);
    return st;
}

void sw_ordinal_design_clear(sw_ordinal_design *d)
{
    free(d->q);
    free(d->contrast);
    free(d->mean);
    *d = (sw_ordinal_design){0};
}

double sw_ordinal_predictor(const sw_ordinal_design *d, size_t i,
                            const double *b)
{
    double eta = 0.0;
    for (size_t a = 0; a < d->k; a++)
        eta += d->q[i * d->k + a] * b[a];
    return eta;
}

void sw_ordinal_contrast(double *weight, const sw_ordinal_design *d, size_t j)
{
    memcpy(weight, d->contrast + j * d->k, d->k * sizeof *weight);
}

void sw_ordinal_shift(double *weight, const sw_ordinal_design *d)
{
    for (size_t j = 0; j < d->k; j++)
        for (size_t a = 0; a < d->k; a++)
            weight[a] += d->mean[j] * d->contrast[j * d->k + a];
}
