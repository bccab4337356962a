/*
 * An orthonormal basis of many rows.
 *
 * Rows times the inverse of the Cholesky factor of their products are
 * orthonormal up to rounding times the squared condition; doing it twice leaves
 * rounding alone. Source: Yamamoto et al. (2015), Electronic Transactions on
 * Numerical Analysis 44, 306-326 (CholeskyQR2).
 */
#include "stats/large_fit.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/gram.h"

/* q of the first step, the outcome in fit->residual, and the products of q. */
static void first_step(sw_linear_fit *fit, sw_gram *g, double *products)
{
    size_t p = g->p, width = g->width;
    for (size_t from = 0; from < g->n; from += SW_GRAM_BLOCK) {
        size_t count =
            g->n - from < SW_GRAM_BLOCK ? g->n - from : (size_t)SW_GRAM_BLOCK;
        sw_gram_load(g, from, count);
        for (size_t i = 0; i < count; i++) {
            const double *z = g->z + i * width;
            double *q = g->room + i * width;
            sw_gram_transform(q, z, g->inverse, p, width);
            memcpy(fit->q + (from + i) * p, q, p * sizeof *q);
            fit->residual[from + i] = z[p];
        }
        sw_gram_add(products, g->room, count, width);
    }
}

/* part = Q'e, where `second` first makes Q of the first step's. */
static void inner(double *part, sw_linear_fit *fit, const sw_gram *g,
                  const double *second)
{
    size_t p = fit->p;
    double *q = g->room;
    memset(part, 0, g->width * sizeof *part);
    for (size_t i = 0; i < fit->n; i++) {
        double *row = fit->q + i * p, e = fit->residual[i];
        if (second != NULL) {
            sw_gram_transform(q, row, second, p, g->width);
            memcpy(row, q, p * sizeof *q);
        }
        for (size_t a = 0; a < p; a++)
            part[a] += row[a] * e;
    }
}

/* theta += part and e -= Q part */
static void remove_part(sw_linear_fit *fit, const double *part)
{
    size_t p = fit->p, i = 0;
    for (; i + 4 <= fit->n; i += 4) { /* four sums side by side */
        const double *q = fit->q + i * p;
        double sum[4] = {0};
        for (size_t a = 0; a < p; a++)
            for (size_t l = 0; l < 4; l++)
                sum[l] += q[l * p + a] * part[a];
        for (size_t l = 0; l < 4; l++)
            fit->residual[i + l] -= sum[l];
    }
    for (; i < fit->n; i++)
        for (size_t a = 0; a < p; a++)
            fit->residual[i] -= fit->q[i * p + a] * part[a];
    for (size_t a = 0; a < p; a++)
        fit->theta[a] += part[a];
}

static void finish(sw_linear_fit *fit, const sw_gram *g, const double *inverse)
{
    size_t p = fit->p;
    double whole = g->sum[p * g->width + p], rest = 0.0;
    for (size_t i = 0; i < fit->n; i++) {
        rest += fit->residual[i] * fit->residual[i];
        double w = g->m->weights == NULL ? 1.0 : g->m->weights[i];
        fit->root_weight[i] = sqrt(w);
    }
    double noise = (double)fit->n * DBL_EPSILON * sqrt(whole);
    fit->rss = rest > noise * noise ? rest : 0.0;
    sw_gram_contrasts(fit->contrast, g, inverse);
    for (size_t j = 0; j < p; j++) {
        fit->coefficient[j] = 0.0;
        for (size_t a = 0; a < p; a++)
            fit->coefficient[j] += fit->contrast[j * p + a] * fit->theta[a];
    }
    if (!g->m->no_intercept)
        fit->coefficient[0] += g->centre[p];
}

/* product := a b of upper triangles */
static void multiply(double *product, const double *a, const double *b,
                     size_t p, size_t width)
{
    memset(product, 0, p * width * sizeof *product);
    for (size_t i = 0; i < p; i++)
        for (size_t k = i; k < p; k++)
            for (size_t j = k; j < p; j++)
                product[i * width + j] += a[i * width + k] * b[k * width + j];
}

static void project(sw_linear_fit *fit, sw_gram *g, const double *second)
{
    double *part = g->z; /* the blocks are done */
    inner(part, fit, g, second);
    remove_part(fit, part);
    inner(part, fit, g, NULL);
    remove_part(fit, part);
}

sw_status sw_large_fit(sw_linear_fit *fit, bool *done, const sw_regression *m,
                       sw_error *err)
{
    sw_gram g;
    sw_status st = sw_gram_init(&g, m, err);
    size_t p = g.p, size = g.width * g.width;
    double *block = calloc(3 * size, sizeof *block);
    *done = false;
    if (st == SW_OK && block == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK && sw_gram_inverse(g.inverse, g.sum, p, g.width)) {
        double *second = block + size, *inverse = second + size;
        first_step(fit, &g, block);
        *done = sw_gram_inverse(second, block, p, g.width);
        if (*done) {
            multiply(inverse, g.inverse, second, p, g.width);
            project(fit, &g, second);
            finish(fit, &g, inverse);
        }
    }
    sw_gram_clear(&g);
    free(block);
    return st;
}
