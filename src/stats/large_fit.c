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

/* q = z inverse, for one row */
static void transform(double *q, const double *z, const double *inverse,
                      size_t p)
{
    for (size_t b = 0; b < p; b++)
        q[b] = 0.0;
    for (size_t a = 0; a < p; a++)
        for (size_t b = a; b < p; b++)
            q[b] += z[a] * inverse[a * p + b];
}

/* q of the first step, the outcome in fit->residual, and the products of q. */
static void first_step(sw_linear_fit *fit, sw_gram *g, double *products)
{
    size_t p = g->p;
    for (size_t from = 0; from < g->n; from += SW_GRAM_BLOCK) {
        size_t count =
            g->n - from < SW_GRAM_BLOCK ? g->n - from : (size_t)SW_GRAM_BLOCK;
        sw_gram_load(g, from, count);
        for (size_t i = 0; i < count; i++) {
            const double *z = g->z + i * g->width;
            transform(fit->q + (from + i) * p, z, g->inverse, p);
            fit->residual[from + i] = z[p];
        }
        sw_gram_add(products, fit->q + from * p, count, p);
    }
}

/* theta += Q'e and e -= Q (Q'e), where `second` makes Q of the first step's. */
static void project(sw_linear_fit *fit, const double *second)
{
    size_t p = fit->p, n = fit->n;
    double *part = fit->coefficient; /* room until it is filled */
    memset(part, 0, p * sizeof *part);
    for (size_t i = 0; i < n; i++) {
        double *q = fit->q + i * p;
        if (second != NULL)
            for (size_t b = p; b-- > 0;) {
                double sum = 0.0;
                for (size_t a = 0; a <= b; a++)
                    sum += q[a] * second[a * p + b];
                q[b] = sum;
            }
        for (size_t a = 0; a < p; a++)
            part[a] += q[a] * fit->residual[i];
    }
    for (size_t i = 0; i < n; i++)
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
                     size_t p)
{
    memset(product, 0, p * p * sizeof *product);
    for (size_t i = 0; i < p; i++)
        for (size_t k = i; k < p; k++)
            for (size_t j = k; j < p; j++)
                product[i * p + j] += a[i * p + k] * b[k * p + j];
}

sw_status sw_large_fit(sw_linear_fit *fit, bool *done, const sw_regression *m,
                       sw_error *err)
{
    sw_gram g;
    size_t p = fit->p;
    double *block = calloc(3 * p * p, sizeof *block);
    sw_status st = sw_gram_init(&g, m, err);
    *done = false;
    if (st == SW_OK && block == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK && sw_gram_inverse(g.inverse, g.sum, p, g.width)) {
        double *second = block + p * p, *inverse = second + p * p;
        first_step(fit, &g, block);
        *done = sw_gram_inverse(second, block, p, p);
        if (*done) {
            multiply(inverse, g.inverse, second, p);
            project(fit, second);
            project(fit, NULL);
            finish(fit, &g, inverse);
        }
    }
    sw_gram_clear(&g);
    free(block);
    return st;
}
