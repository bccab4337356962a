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
        sw_gram_residuals(e, g, count, s->slope);
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

/* z := inverse' z for the p sums of a cluster; room for a row. */
static void to_basis(double *z, const sw_gram *g, double *room)
{
    sw_gram_transform(room, z, g->inverse, g->p, g->width);
    memcpy(z, room, g->p * sizeof *z);
}

static void fill_fit(sw_linear_fit *fit, pass *s)
{
    const sw_gram *g = s->g;
    size_t p = g->p;
    double whole = g->sum[p * g->width + p];
    double noise = (double)g->n * DBL_EPSILON * sqrt(whole);
    /* One step of refinement: Z'e is 0 but for rounding. */
    sw_gram_solve(s->slope, s->gradient, 1, g);
    fit->rss = s->rss > noise * noise ? s->rss : 0.0;
    sw_gram_contrasts(fit->contrast, g, g->inverse);
    sw_gram_coefficients(fit->coefficient, g, s->slope);
    for (size_t b = 0; b < p; b++)
        for (size_t a = 0; a <= b; a++)
            fit->theta[b] +=
                g->inverse[a * g->width + b] * g->sum[a * g->width + p];
}

/* raw[width * width]: the products of the rows at[0 .. count - 1]. */
static void add_rows(double *raw, sw_gram *g, const size_t *at, size_t count)
{
    const sw_regression *m = g->m;
    size_t first = m->no_intercept ? 0 : 1;
    memset(raw, 0, g->width * g->width * sizeof *raw);
    while (count > 0) {
        size_t rows = count < SW_GRAM_BLOCK ? count : (size_t)SW_GRAM_BLOCK;
        for (size_t i = 0; i < rows; i++) {
            const double *x = m->x + at[i] * m->k;
            double *z = g->z + i * g->width;
            z[0] = 1.0;
            for (size_t j = 0; j < m->k; j++)
                z[first + j] = x[j] - g->centre[first + j];
            z[g->p] = 0.0;
        }
        sw_gram_add(raw, g->z, rows, g->width);
        at += rows;
        count -= rows;
    }
}

/* out[p * p] = inverse' raw inverse */
static void rotate(double *out, const double *raw, const sw_gram *g)
{
    size_t p = g->p, width = g->width;
    double *row = g->room, *turned = row + width;
    for (size_t a = 0; a < p; a++) {
        for (size_t b = 0; b < p; b++)
            row[b] = raw[a < b ? a * width + b : b * width + a];
        sw_gram_transform(turned, row, g->inverse, p, width);
        for (size_t b = 0; b < p; b++)
            out[b * p + a] = turned[b];
    }
    for (size_t b = 0; b < p; b++)
        to_basis(out + b * p, g, turned);
}

/* The products of each cluster in the basis, for CR2. */
static sw_status cluster_products(double *products, const pass *s,
                                  sw_error *err)
{
    sw_gram *g = s->g;
    double *raw = calloc(g->width * g->width, sizeof *raw);
    if (raw == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < s->clusters->count; j++) {
        size_t from = s->clusters->start[j];
        add_rows(raw, g, s->clusters->row + from,
                 s->clusters->start[j + 1] - from);
        rotate(products + j * g->p * g->p, raw, g);
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
        to_basis(s->score + j * p, s->g, s->g->room);
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
        sw_gram_solve(s->slope, s->g->sum + p, s->g->width, s->g);
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
