/* The sums of a random intercept model over many rows, in two passes. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster_terms.h"
#include "stats/gram.h"
#include "stats/mixed_sums.h"

typedef struct pass {
    sw_gram g;
    size_t *group;    /* [n] */
    double *slope;    /* [p] */
    double *gradient; /* [p] Z'e */
} pass;

/* Sums of rows and residuals by group; s->s holds those of the rows as they
 * are, the basis comes last. */
static void second_pass(sw_mixed_sums *s, pass *at)
{
    sw_gram *g = &at->g;
    size_t p = g->p;
    double e[SW_GRAM_BLOCK];
    for (size_t from = 0; from < g->n; from += SW_GRAM_BLOCK) {
        size_t count =
            g->n - from < SW_GRAM_BLOCK ? g->n - from : (size_t)SW_GRAM_BLOCK;
        double squares = 0.0;
        sw_gram_load(g, from, count);
        sw_gram_residuals(e, g, count, at->slope);
        for (size_t i = 0; i < count; i++) {
            const double *z = g->z + i * g->width;
            size_t j = at->group[from + i];
            double *sum = s->s + j * p;
            s->e[j] += e[i];
            squares += e[i] * e[i];
            for (size_t a = 0; a < p; a++) {
                sum[a] += z[a];
                at->gradient[a] += e[i] * z[a];
            }
        }
        s->rss += squares;
    }
}

/* Z'e is 0 but for rounding: what it moves the slopes by moves the sums. */
static void refine(sw_mixed_sums *s, pass *at)
{
    size_t p = s->p;
    double *step = at->g.z; /* the blocks are done */
    memset(step, 0, p * sizeof *step);
    sw_gram_solve(step, at->gradient, 1, &at->g);
    for (size_t a = 0; a < p; a++)
        at->slope[a] += step[a];
    for (size_t j = 0; j < s->groups; j++)
        for (size_t a = 0; a < p; a++)
            s->e[j] -= step[a] * s->s[j * p + a];
}

static void finish(sw_mixed_sums *s, const pass *at)
{
    const sw_gram *g = &at->g;
    size_t p = g->p;
    double whole = g->sum[p * g->width + p];
    double noise = (double)g->n * DBL_EPSILON * sqrt(whole);
    if (!(s->rss > noise * noise))
        s->rss = 0.0;
    sw_gram_contrasts(s->contrast, g, g->inverse);
    sw_gram_coefficients(s->coefficient, g, at->slope);
    memcpy(s->work, s->contrast, p * p * sizeof *s->work);
    s->log_det_contrast = sw_mixed_log_det(s->work, p);
    for (size_t j = 0; j < s->groups; j++) {
        sw_gram_transform(g->room, s->s + j * p, g->inverse, p, g->width);
        memcpy(s->s + j * p, g->room, p * sizeof *s->s);
    }
}

sw_status sw_mixed_take_many(sw_mixed_sums *s, bool *done,
                             const sw_regression *m,
                             const struct sw_clusters *c, sw_error *err)
{
    pass at = {.group = calloc(m->n, sizeof *at.group)};
    double *block = calloc(2 * s->p, sizeof *block);
    sw_status st = sw_gram_init(&at.g, m, err);
    *done = false;
    if (st == SW_OK && (at.group == NULL || block == NULL))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK &&
        sw_gram_inverse(at.g.inverse, at.g.sum, s->p, at.g.width)) {
        at.slope = block;
        at.gradient = block + s->p;
        for (size_t j = 0; j < c->count; j++)
            for (size_t i = c->start[j]; i < c->start[j + 1]; i++)
                at.group[c->row[i]] = j;
        sw_gram_solve(at.slope, at.g.sum + s->p, at.g.width, &at.g);
        second_pass(s, &at);
        refine(s, &at);
        finish(s, &at);
        *done = true;
    }
    sw_gram_clear(&at.g);
    free(at.group);
    free(block);
    return st;
}
