#include "simulation/acceptance.h"

#include <math.h>
#include <stdlib.h>

/* Net benefits of every draw without any of the saved time's value, and with
 * all of it. */
typedef struct ends {
    double *none, *all; /* [n_options * total] */
    size_t total;
} ends;

static void value_end(double *net, size_t total, const sw_draw_plan *plan,
                      const sw_option_model *model, sw_draw_block *b,
                      sw_model_block *work, double realised, size_t n)
{
    double column[SW_BLOCK];
    for (size_t i = 0; i < SW_BLOCK; i++)
        column[i] = realised;
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_draw_block_fill(b, plan, r, 0, n);
        const double *drawn = b->column[SW_IN_REALISATION];
        b->column[SW_IN_REALISATION] = column;
        sw_model_values(net + r * n, total, work, model, &b->in);
        b->column[SW_IN_REALISATION] = drawn;
    }
}

static double at(const ends *x, size_t option, size_t i, double realised)
{
    double low = x->none[option * x->total + i];
    return low + realised * (x->all[option * x->total + i] - low);
}

/* Adds draw i: 1 to the best, shared where options tie; leaving is worth 0. */
static void add_draw(double *share, double *sum, const sw_simulation *s,
                     const ends *x, size_t i, double realised)
{
    double best = 0.0;
    size_t ties = 1;
    for (size_t o = 0; o < s->n_options; o++) {
        double net = s->in_set[o] ? at(x, o, i, realised) : -INFINITY;
        sum[o] += s->in_set[o] ? net : 0.0;
        if (net > best)
            ties = 0;
        ties += !(net < best);
        best = fmax(best, net);
    }
    for (size_t o = 0; o < s->n_options; o++)
        if (s->in_set[o] && !(at(x, o, i, realised) < best))
            share[o] += 1.0 / (double)ties;
    if (!(best > 0.0))
        share[s->n_options] += 1.0 / (double)ties;
}

static void set_point(sw_acceptance *a, size_t k, double *sum,
                      const sw_simulation *s, const ends *x)
{
    double *share = a->probability + k * (a->n_options + 1), highest = 0.0;
    a->realisation[k] = (double)k / (SW_ACCEPTANCE_POINTS - 1);
    for (size_t o = 0; o <= a->n_options; o++)
        share[o] = sum[o] = 0.0;
    for (size_t i = 0; i < x->total; i++)
        add_draw(share, sum, s, x, i, a->realisation[k]);
    a->best[k] = a->n_options;
    for (size_t o = 0; o <= a->n_options; o++) {
        share[o] /= (double)x->total;
        if (sum[o] > highest) {
            highest = sum[o];
            a->best[k] = o;
        }
        if (o < a->n_options && !s->in_set[o])
            share[o] = NAN;
    }
    a->frontier[k] = share[a->best[k]];
}

static sw_status fill(sw_acceptance *a, const sw_simulation *s,
                      const sw_draw_plan *plan, const sw_option_model *model,
                      ends *x, sw_error *err)
{
    sw_draw_block b;
    sw_model_block *work = NULL;
    sw_status st = sw_draw_block_init(&b, plan, err);
    if (st != SW_OK)
        return st;
    st = sw_model_block_new(&work, model, err);
    double *sum = calloc(s->n_options + 1, sizeof *sum);
    if (st == SW_OK && sum == NULL)
        st = sw_fail(err, SW_ENOMEM, "acceptability curves");
    if (st == SW_OK) {
        size_t n = x->total / SW_REPLICATES;
        value_end(x->none, x->total, plan, model, &b, work, 0.0, n);
        value_end(x->all, x->total, plan, model, &b, work, 1.0, n);
        for (size_t k = 0; k < SW_ACCEPTANCE_POINTS; k++)
            set_point(a, k, sum, s, x);
    }
    free(sum);
    sw_model_block_free(work);
    sw_draw_block_clear(&b);
    return st;
}

sw_status sw_acceptance_new(sw_acceptance **out, const sw_simulation *s,
                            const sw_draw_plan *plan,
                            const sw_option_model *model, sw_error *err)
{
    *out = NULL;
    if (!model->e->has_time_saved)
        return SW_OK;
    size_t per = plan->points.per_replicate;
    ends x = {.total = SW_REPLICATES * (per < SW_BLOCK ? per : SW_BLOCK)};
    sw_acceptance *a = calloc(1, sizeof *a);
    x.none = calloc(s->n_options * x.total, sizeof *x.none);
    x.all = calloc(s->n_options * x.total, sizeof *x.all);
    if (a != NULL) {
        a->n_options = s->n_options;
        a->probability = calloc(SW_ACCEPTANCE_POINTS * (s->n_options + 1),
                                sizeof *a->probability);
    }
    sw_status st = SW_OK;
    if (a == NULL || a->probability == NULL || x.none == NULL || x.all == NULL)
        st = sw_fail(err, SW_ENOMEM, "acceptability curves");
    if (st == SW_OK)
        st = fill(a, s, plan, model, &x, err);
    free(x.none);
    free(x.all);
    if (st != SW_OK) {
        sw_acceptance_free(a);
        return st;
    }
    *out = a;
    return SW_OK;
}

void sw_acceptance_free(sw_acceptance *a)
{
    if (a != NULL)
        free(a->probability);
    free(a);
}
