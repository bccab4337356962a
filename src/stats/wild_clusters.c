/* The sums per cluster of the wild bootstrap, and its signs. */
#include "stats/wild_clusters.h"

#include <stdlib.h>

#include "base/random.h"
#include "stats/cluster_terms.h"
#include "stats/linear_fit.h"

static bool allocate(sw_wild_clusters *w)
{
    size_t size = w->count * w->p;
    w->residual = calloc(size, sizeof *w->residual);
    w->partial = calloc(size, sizeof *w->partial);
    w->score = calloc(w->count, sizeof *w->score);
    w->share = calloc(w->count, sizeof *w->share);
    return w->residual && w->partial && w->score && w->share;
}

/* Coefficient 1, the treatment's, is the contrast c: c'q_i = z_i / z'z. */
static void take_sums(sw_wild_clusters *w, const sw_linear_fit *fit,
                      const sw_clusters *c, const bool *treated)
{
    const double *contrast = fit->contrast + w->p;
    for (size_t a = 0; a < w->p; a++)
        w->square += contrast[a] * contrast[a];
    for (size_t g = 0; g < c->count; g++) {
        bool any = false;
        for (size_t i = c->start[g]; i < c->start[g + 1]; i++) {
            size_t row = c->row[i];
            const double *q = fit->q + row * w->p;
            double part = 0.0, e = fit->residual[row];
            for (size_t a = 0; a < w->p; a++)
                part += contrast[a] * q[a];
            for (size_t a = 0; a < w->p; a++) {
                w->residual[g * w->p + a] += q[a] * e;
                w->partial[g * w->p + a] += q[a] * part / w->square;
            }
            w->score[g] += part * e;
            w->share[g] += part * part / w->square;
            any = any || treated[row];
        }
        w->squares += w->score[g] * w->score[g];
        w->treated += any;
    }
}

static double *design_of(const sw_wild_model *m)
{
    size_t k = m->k + 1;
    double *x = calloc(m->n * k, sizeof *x);
    for (size_t i = 0; x != NULL && i < m->n; i++) {
        x[i * k] = m->treated[i] ? 1.0 : 0.0;
        for (size_t j = 0; j < m->k; j++)
            x[i * k + 1 + j] = m->x[i * m->k + j];
    }
    return x;
}

sw_status sw_wild_clusters_init(sw_wild_clusters *w, const sw_wild_model *m,
                                sw_error *err)
{
    *w = (sw_wild_clusters){.p = m->k + 2};
    sw_clusters c = {0};
    sw_linear_fit fit = {0};
    double *x = design_of(m);
    sw_regression plain = {.y = m->y, .x = x, .n = m->n, .k = m->k + 1};
    sw_status st = SW_OK;
    if (x == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else
        st = sw_linear_fit_init(&fit, &plain, err);
    if (st == SW_OK)
        st = sw_clusters_init(&c, m->cluster, m->n, err);
    w->count = c.count;
    if (st == SW_OK && !allocate(w))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK) {
        double groups = (double)c.count, n = (double)m->n;
        take_sums(w, &fit, &c, m->treated);
        w->factor = groups / (groups - 1.0) * (n - 1.0) / (n - (double)w->p);
        w->estimate = fit.coefficient[1];
        if (!(fit.rss > 0.0 && w->squares > 0.0))
            st = sw_fail(err, SW_ENODATA, "the fit is exact");
    }
    sw_clusters_clear(&c);
    sw_linear_fit_clear(&fit);
    free(x);
    return st;
}

void sw_wild_clusters_clear(sw_wild_clusters *w)
{
    free(w->residual);
    free(w->partial);
    free(w->score);
    free(w->share);
    *w = (sw_wild_clusters){0};
}

void sw_wild_signs(double *v, size_t groups, uint64_t seed, uint64_t index)
{
    sw_random random;
    sw_random_init(&random, seed, ((uint64_t)SW_STREAM_WILD << 32) + index);
    uint64_t bits = 0;
    for (size_t g = 0; g < groups; g++, bits >>= 1) {
        if (g % 64 == 0)
            bits = sw_random_next(&random);
        v[g] = (bits & 1) == 0 ? 1.0 : -1.0;
    }
}
