/*
 * Least squares of many rows with classical or cluster-robust errors.
 *
 * Two passes over the rows and no copy of them: products, then residuals, whose
 * scores are summed by cluster. CR2 needs the products of each cluster too, in
 * a third pass in the order of the clusters.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster_terms.h"
#include "stats/gram.h"
#include "stats/large_fit.h"

typedef struct pass {
    sw_gram *g;
    const sw_clusters *clusters; /* NULL: classical */
    size_t *group;               /* [n] number of the row's cluster */
    double *slope;               /* [p] of the centred columns */
    double *gradient;            /* [p] Z'e */
    double *score;               /* [clusters * p] */
    double rss;
} pass;

/* slope = inverse inverse' products with the outcome */
static void solve(double *slope, const double *products, size_t stride,
                  const double *inverse, size_t p)
{
    for (size_t b = 0; b < p; b++) {
        double part = 0.0;
        for (size_t a = 0; a <= b; a++)
            part += inverse[a * p + b] * products[a * stride];
        for (size_t a = 0; a <= b; a++)
            slope[a] += inverse[a * p + b] * part;
    }
}

/* Residuals of four rows at once, so that their sums run side by side. */
static void residuals(double *e, const double *z, size_t count,
                      const double *slope, size_t width)
{
    size_t i = 0, p = width - 1;
    for (; i + 4 <= count; i += 4) {
        const double *z0 = z + i * width, *z1 = z0 + width;
        const double *z2 = z1 + width, *z3 = z2 + width;
        double e0 = z0[p], e1 = z1[p], e2 = z2[p], e3 = z3[p];
        for (size_t a = 0; a < p; a++) {
            e0 -= slope[a] * z0[a];
            e1 -= slope[a] * z1[a];
            e2 -= slope[a] * z2[a];
            e3 -= slope[a] * z3[a];
        }
        e[i] = e0;
        e[i + 1] = e1;
        e[i + 2] = e2;
        e[i + 3] = e3;
    }
    for (; i < count; i++) {
        e[i] = z[i * width + p];
        for (size_t a = 0; a < p; a++)
            e[i] -= slope[a] * z[i * width + a];
    }
}

static void second_pass(pass *s)
{
    sw_gram *g = s->g;
    size_t p = g->p;
    double e[SW_GRAM_BLOCK];
    for (size_t from = 0; from < g->n; from += SW_GRAM_BLOCK) {
        size_t count =
            g->n - from < SW_GRAM_BLOCK ? g->n - from : (size_t)SW_GRAM_BLOCK;
        double squares = 0.0;
        sw_gram_load(g, from, count);
        residuals(e, g->z, count, s->slope, g->width);
        for (size_t i = 0; i < count; i++) {
            const double *z = g->z + i * g->width;
            double *sum = s->clusters == NULL
                              ? s->gradient
                              : s->score + s->group[from + i] * p;
            squares += e[i] * e[i];
            for (size_t a = 0; a < p; a++)
                sum[a] += e[i] * z[a];
        }
        s->rss += squares;
    }
    for (size_t j = 0; s->clusters != NULL && j < s->clusters->count; j++)
        for (size_t a = 0; a < p; a++)
            s->gradient[a] += s->score[j * p + a];
}

/* q = inverse' z for the sums z of each cluster, in place. */
static void to_basis(double *z, const double *inverse, size_t p)
{
    for (size_t b = p; b-- > 0;) {
        double sum = 0.0;
        for (size_t a = 0; a <= b; a++)
            sum += inverse[a * p + b] * z[a];
        z[b] = sum;
    }
}

static void fill_fit(sw_linear_fit *fit, pass *s)
{
    const sw_gram *g = s->g;
    size_t p = g->p;
    double whole = g->sum[p * g->width + p];
    double noise = (double)g->n * DBL_EPSILON * sqrt(whole);
    /* One step of refinement: Z'e is 0 but for rounding. */
    solve(s->slope, s->gradient, 1, g->inverse, p);
    fit->rss = s->rss > noise * noise ? s->rss : 0.0;
    sw_gram_contrasts(fit->contrast, g, g->inverse);
    for (size_t j = 0; j < p; j++)
        fit->coefficient[j] = s->slope[j];
    for (size_t j = 1; j < p && !g->m->no_intercept; j++)
        fit->coefficient[0] -= g->centre[j] * s->slope[j];
    if (!g->m->no_intercept)
        fit->coefficient[0] += g->centre[p];
    for (size_t b = 0; b < p; b++)
        for (size_t a = 0; a <= b; a++)
            fit->theta[b] += g->inverse[a * p + b] * g->sum[a * g->width + p];
}

/* The products of each cluster in the basis, for CR2. */
static sw_status cluster_products(double *products, const pass *s,
                                  sw_error *err)
{
    sw_gram *g = s->g;
    const sw_regression *m = g->m;
    size_t p = g->p, first = m->no_intercept ? 0 : 1;
    double *raw = calloc(p * p, sizeof *raw);
    if (raw == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < s->clusters->count; j++) {
        size_t at = s->clusters->start[j], end = s->clusters->start[j + 1];
        double *out = products + j * p * p;
        memset(raw, 0, p * p * sizeof *raw);
        while (at < end) {
            size_t count =
                end - at < SW_GRAM_BLOCK ? end - at : (size_t)SW_GRAM_BLOCK;
            for (size_t i = 0; i < count; i++) {
                const double *x = m->x + s->clusters->row[at + i] * m->k;
                double *z = g->z + i * p;
                z[0] = 1.0;
                for (size_t c = 0; c < m->k; c++)
                    z[first + c] = x[c] - g->centre[first + c];
            }
            sw_gram_add(raw, g->z, count, p);
            at += count;
        }
        for (size_t a = 0; a < p; a++)
            for (size_t b = 0; b < p; b++)
                out[a * p + b] = raw[a < b ? a * p + b : b * p + a];
        for (size_t a = 0; a < p; a++) /* rows, then columns */
            to_basis(out + a * p, g->inverse, p);
        for (size_t a = 0; a < p; a++)
            for (size_t b = 0; b < a; b++) {
                double t = out[a * p + b];
                out[a * p + b] = out[b * p + a];
                out[b * p + a] = t;
            }
        for (size_t a = 0; a < p; a++)
            to_basis(out + a * p, g->inverse, p);
    }
    free(raw);
    return SW_OK;
}

static sw_status robust(double *v, double *df, const pass *s,
                        const sw_linear_fit *fit, sw_error *err)
{
    size_t p = fit->p, count = s->clusters->count;
    sw_cluster_sums sums = {.p = p, .count = count, .score = s->score};
    for (size_t j = 0; j < count; j++)
        to_basis(s->score + j * p, s->g->inverse, p);
    if (s->g->m->vcov == SW_VCOV_CR1) {
        sw_vcov_cr1(v, df, fit, &sums);
        return SW_OK;
    }
    double *products = calloc(count * p * p, sizeof *products);
    if (products == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sums.products = products;
    sw_status st = cluster_products(products, s, err);
    if (st == SW_OK)
        st = sw_vcov_cr2(v, df, fit, &sums, err);
    free(products);
    return st;
}

static sw_status allocate(pass *s, sw_linear_fit *fit, const sw_regression *m,
                          sw_error *err)
{
    size_t p = fit->p, count = s->clusters == NULL ? 0 : s->clusters->count;
    s->slope = calloc(p, sizeof *s->slope);
    s->gradient = calloc(p, sizeof *s->gradient);
    s->score = calloc(count * p + 1, sizeof *s->score);
    s->group = calloc(count > 0 ? m->n : 1, sizeof *s->group);
    fit->theta = calloc(p, sizeof *fit->theta);
    fit->contrast = calloc(p * p, sizeof *fit->contrast);
    fit->coefficient = calloc(p, sizeof *fit->coefficient);
    if (!s->slope || !s->gradient || !s->score || !s->group || !fit->theta ||
        !fit->contrast || !fit->coefficient)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < count; j++)
        for (size_t i = s->clusters->start[j]; i < s->clusters->start[j + 1];
             i++)
            s->group[s->clusters->row[i]] = j;
    return SW_OK;
}

static sw_status estimate(sw_linear_fit *fit, double *v, double *df, pass *s,
                          sw_error *err)
{
    size_t p = fit->p;
    sw_status st = allocate(s, fit, s->g->m, err);
    if (st == SW_OK) {
        solve(s->slope, s->g->sum + p, s->g->width, s->g->inverse, p);
        second_pass(s);
        fill_fit(fit, s);
        memset(v, 0, p * p * sizeof *v);
        for (size_t a = 0; a < p; a++) {
            df[a] = (double)(fit->n - p);
            v[a * p + a] = fit->rss / df[a];
        }
        if (s->clusters != NULL) {
            memset(v, 0, p * p * sizeof *v);
            st = robust(v, df, s, fit, err);
        }
    }
    free(s->slope);
    free(s->gradient);
    free(s->score);
    free(s->group);
    return st;
}

static bool is_served(const sw_regression *m)
{
    return m->n >= SW_GRAM_ROWS &&
           (m->vcov == SW_VCOV_CLASSICAL || m->vcov == SW_VCOV_CR1 ||
            (m->vcov == SW_VCOV_CR2 && m->weights == NULL));
}

sw_status sw_large_ols(sw_linear_fit *fit, double *v, double *df, bool *done,
                       const sw_regression *m, sw_error *err)
{
    size_t p = m->k + (m->no_intercept ? 0 : 1);
    *fit = (sw_linear_fit){.n = m->n, .p = p};
    *done = false;
    if (!is_served(m) || p == 0)
        return SW_OK;
    sw_gram g;
    sw_clusters clusters = {0};
    sw_status st = sw_gram_init(&g, m, err);
    bool by_cluster = m->vcov != SW_VCOV_CLASSICAL;
    if (st == SW_OK && sw_gram_inverse(g.inverse, g.sum, p, g.width)) {
        pass s = {.g = &g, .clusters = by_cluster ? &clusters : NULL};
        if (by_cluster)
            st = sw_clusters_init(&clusters, m->cluster, m->n, err);
        if (st == SW_OK && by_cluster && clusters.count < 2)
            st = sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                         clusters.count);
        if (st == SW_OK)
            st = estimate(fit, v, df, &s, err);
        *done = st == SW_OK;
    }
    sw_clusters_clear(&clusters);
    sw_gram_clear(&g);
    return st;
}
