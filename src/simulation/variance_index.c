/*
 * variance_index.c - each input's share of the spread of the net benefit of
 * renewing all.
 */
#include <stdlib.h>

#include "simulation/variance_index.h"

/* Rows of each replicate; the model is run on two more than there are inputs
 * times as many. */
enum { ROWS = 128 };

typedef struct pair {
    const sw_draw_plan *plan;
    const sw_option_model *model;
    sw_points points; /* of twice the dimensions: A, then B */
    size_t rows;
    sw_draw_block block;
    sw_model_block *work;
} pair;

/* Which dimensions of a row come from B: none, all, or those of one input. */
typedef struct mixing {
    bool all;
    size_t input; /* place among the varying; SIZE_MAX: none */
} mixing;

static bool from_b(const pair *p, mixing m, size_t dimension)
{
    if (m.all || dimension == m.input)
        return true;
    if (m.input == SIZE_MAX || dimension < p->plan->n_varying)
        return false;
    /* The segments' own dimensions go with the effect, and those of their use
     * with that of all seats. */
    size_t use = p->plan->n_varying + 1 +
                 (p->plan->posterior ? p->plan->posterior->n_segments : 0);
    return p->plan->varying[m.input] ==
           (dimension < use ? SW_IN_EFFECT : SW_IN_ADOPTION_PILOT);
}

static void value_rows(double *net, pair *p, mixing m)
{
    size_t d = p->plan->points.dimensions;
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        for (size_t k = 0; k < d; k++)
            sw_points_fill(p->block.uniform + k * SW_BLOCK, &p->points, r, 0,
                           p->rows, from_b(p, m, k) ? d + k : k);
        sw_draw_block_transform(&p->block, p->plan, p->rows);
        sw_model_begin(p->work, p->model, &p->block.in);
        sw_model_stay(p->work, p->model, 0, SW_VIEW_COMMITMENT, &p->block.in);
        sw_model_net(net + r * p->rows, p->work,
                     p->model->e->pilot->policy.headline, p->rows);
    }
}

static int by_total(const void *a, const void *b)
{
    const sw_sobol_index *x = a, *y = b;
    if (x->total.value > y->total.value || x->total.value < y->total.value)
        return x->total.value > y->total.value ? -1 : 1;
    return x->input < y->input ? -1 : 1;
}

static void estimate_all(sw_influence *out, pair *p, double *a, double *b,
                         double *ab)
{
    sw_sobol_values v = {a, b, ab, p->rows, 0.0, 0.0};
    value_rows(a, p, (mixing){false, SIZE_MAX});
    value_rows(b, p, (mixing){true, SIZE_MAX});
    sw_sobol_level(&v);
    for (size_t k = 0; k < p->plan->n_varying; k++) {
        value_rows(ab, p, (mixing){false, k});
        out->sobol[k].input = p->plan->varying[k];
        sw_sobol_estimate(&out->sobol[k], &v);
    }
    out->n_sobol = v.variance > 0.0 ? p->plan->n_varying : 0;
    qsort(out->sobol, out->n_sobol, sizeof *out->sobol, by_total);
}

sw_status sw_variance_indices(sw_influence *out, const sw_draw_plan *plan,
                              const sw_option_model *model, sw_error *err)
{
    pair p = {.plan = plan, .model = model};
    if (plan->n_varying == 0)
        return SW_OK;
    sw_status st =
        sw_points_init(&p.points, plan->points.method, SW_REPLICATES * ROWS,
                       2 * plan->points.dimensions, plan->points.seed, err);
    p.rows = p.points.per_replicate;
    if (st == SW_OK)
        st = sw_draw_block_init(&p.block, plan, err);
    if (st == SW_OK)
        st = sw_model_block_new(&p.work, model, err);
    size_t total = p.rows * SW_REPLICATES;
    double *values = calloc(3 * total, sizeof *values);
    out->sobol = calloc(plan->n_varying, sizeof *out->sobol);
    if (st == SW_OK && (values == NULL || out->sobol == NULL))
        st = sw_fail(err, SW_ENOMEM, "Sobol indices");
    if (st == SW_OK)
        estimate_all(out, &p, values, values + total, values + 2 * total);
    free(values);
    sw_model_block_free(p.work);
    sw_draw_block_clear(&p.block);
    sw_points_clear(&p.points);
    return st;
}
