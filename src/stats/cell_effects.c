/*
 * Effects of groups of cells and the covariance of their errors.
 *
 * A cluster's score of group g is l_gj + on_g's_j: l_gj from the group's cells,
 * 0 where the cluster touches none of them, and s_j from the covariates. So
 * V_gh = sum l_gj l_hj + on_h'L_g + on_g'L_h + on_g'S on_h with
 * L_g = sum l_gj s_j, S = sum s_j s_j', and no cluster meets all groups.
 */
#include "stats/cell_effects.h"

#include <math.h>
#include <stdlib.h>

#include "stats/cell_terms.h"

/* Scores of one cluster by group, and the sums over the clusters. */
typedef struct scores {
    double *of;      /* [groups] l_gj, 0 where not listed */
    size_t *touched; /* [groups] listed */
    double *l;       /* [groups * k] L */
    double *s;       /* [k * k] S */
} scores;

void sw_cell_effects_clear(sw_cell_effects *effects)
{
    free(effects->estimate);
    free(effects->se);
    free(effects->df);
    free(effects->covariance);
    *effects = (sw_cell_effects){0};
}

static bool allocate(sw_cell_effects *out, scores *s, size_t g, size_t k)
{
    *out = (sw_cell_effects){.estimate = calloc(g, sizeof(double)),
                             .se = calloc(g, sizeof(double)),
                             .df = calloc(g, sizeof(double)),
                             .covariance = calloc(g * g, sizeof(double))};
    *s = (scores){.of = calloc(g, sizeof(double)),
                  .touched = calloc(g, sizeof(size_t)),
                  .l = calloc(g * k + 1, sizeof(double)),
                  .s = calloc(k * k + 1, sizeof(double))};
    return out->estimate && out->se && out->df && out->covariance && s->of &&
           s->touched && s->l && s->s;
}

static void clear_scores(scores *s)
{
    free(s->of);
    free(s->touched);
    free(s->l);
    free(s->s);
}

/* l_gj of the groups that cluster j touches. Returns how many. */
static size_t by_group(scores *s, const sw_cell_terms *t, size_t j,
                       const sw_cell_basis *b, bool *listed)
{
    const double *score = sw_cell_score(t, j, b->m->k);
    size_t n = 0, per = b->m->per_group;
    for (size_t i = t->start[j]; i < t->start[j + 1]; i++) {
        size_t cell = t->cell[i], g = cell / per;
        if (!listed[g])
            s->touched[n++] = g;
        listed[g] = true;
        s->of[g] += b->m->sign[cell % per] / sqrt(b->size[cell]) *
                    score[i - t->start[j]];
    }
    return n;
}

static void add_cluster(sw_cell_effects *out, scores *s, const double *of_x,
                        size_t n, const sw_cell_model *m, bool *listed)
{
    for (size_t a = 0; a < n; a++) {
        size_t g = s->touched[a];
        for (size_t b = 0; b < n; b++)
            out->covariance[g * m->groups + s->touched[b]] +=
                s->of[g] * s->of[s->touched[b]];
        for (size_t l = 0; l < m->k; l++)
            s->l[g * m->k + l] += s->of[g] * of_x[l];
    }
    for (size_t a = 0; a < m->k; a++)
        for (size_t b = 0; b < m->k; b++)
            s->s[a * m->k + b] += of_x[a] * of_x[b];
    for (size_t a = 0; a < n; a++) {
        s->of[s->touched[a]] = 0.0;
        listed[s->touched[a]] = false;
    }
}

/* What the covariates' scores add to V_gh. */
static double through_covariates(const scores *s, const double *on, size_t g,
                                 size_t h, size_t k)
{
    double sum = 0.0;
    for (size_t a = 0; a < k; a++) {
        double product = 0.0;
        for (size_t b = 0; b < k; b++)
            product += s->s[a * k + b] * on[h * k + b];
        sum += on[h * k + a] * s->l[g * k + a] +
               on[g * k + a] * (s->l[h * k + a] + product);
    }
    return sum;
}

/* Stata's factor G/(G-1) (N-1)/(N-p) of CR1. */
static double factor_of(const sw_cell_terms *t, const sw_cell_basis *b)
{
    double count = (double)t->count, n = (double)b->m->n;
    double p = (double)(b->cells + b->m->k);
    return t->by_cr1 ? count / (count - 1.0) * (n - 1.0) / (n - p) : 1.0;
}

static sw_status add_up(sw_cell_effects *out, scores *s, const double *on,
                        const sw_cell_terms *t, const sw_cell_basis *b,
                        sw_error *err)
{
    size_t groups = b->m->groups, k = b->m->k;
    bool *listed = calloc(groups, sizeof *listed);
    if (listed == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < t->count; j++) {
        size_t n = by_group(s, t, j, b, listed);
        const double *of_x =
            sw_cell_score(t, j, k) + t->start[j + 1] - t->start[j];
        add_cluster(out, s, of_x, n, b->m, listed);
    }
    free(listed);
    double factor = factor_of(t, b);
    for (size_t g = 0; g < groups; g++)
        for (size_t h = 0; h < groups; h++) {
            double *v = &out->covariance[g * groups + h];
            *v = factor * (*v + through_covariates(s, on, g, h, k));
        }
    return SW_OK;
}

static sw_status estimate(sw_cell_effects *out, scores *s, double *on,
                          const sw_cell_terms *t, const sw_cell_basis *b,
                          sw_error *err)
{
    size_t groups = b->m->groups;
    for (size_t g = 0; g < groups; g++)
        out->estimate[g] = sw_cell_contrast(on + g * b->m->k, b, g);
    sw_status st = add_up(out, s, on, t, b, err);
    for (size_t g = 0; g < groups && st == SW_OK; g++) {
        double variance = out->covariance[g * groups + g];
        bool known = variance > 0.0 && b->rss > 0.0;
        out->se[g] = known ? sqrt(variance) : 0.0;
    }
    out->by_cr1 = t->by_cr1;
    return st == SW_OK ? sw_cell_df(out->df, t, b, on, err) : st;
}

sw_status sw_stats_cell_effects(sw_cell_effects *out, const sw_cell_model *m,
                                sw_error *err)
{
    sw_cell_basis b;
    sw_cell_terms t = {0};
    sw_cell_effects made = {0};
    scores s = {0};
    double *on = NULL;
    sw_status st = sw_cell_basis_init(&b, m, err);
    if (st == SW_OK)
        st = sw_cell_terms_init(&t, &b, err);
    if (st != SW_OK)
        goto cleanup;
    on = calloc(m->groups * m->k + 1, sizeof *on);
    if (!allocate(&made, &s, m->groups, m->k) || on == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else
        st = estimate(&made, &s, on, &t, &b, err);

cleanup:
    if (st == SW_OK)
        *out = made;
    else
        sw_cell_effects_clear(&made);
    free(on);
    clear_scores(&s);
    sw_cell_terms_clear(&t);
    sw_cell_basis_clear(&b);
    return st;
}
