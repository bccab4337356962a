#include "simulation/information.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/solve.h"

struct sw_information {
    const sw_simulation *s;
    const sw_economics *e;
    sw_draw_plan plan;
    sw_option_model model;
    size_t points;                      /* of each replicate */
    sw_draw_block draws[SW_REPLICATES]; /* every question is asked of them */
    double *held; /* [n_inputs * SW_BLOCK] what stands for an input that is
                     not known: its mean, mostly */
    double *away; /* [n_segments] mean distances from the effect of all seats */
    bool *bends;  /* [n_inputs] nothing stands for it exactly */
    bool level_off; /* the model at `held` misses the simulated mean */
};

/* Working memory of one question. */
typedef struct desk {
    sw_model_block *model;
    const double **column;  /* [n_inputs] */
    const double **segment; /* [n_segments] */
    double *own;            /* [(SW_LEARNT_COLUMNS + n_segments + 1) *
                               SW_BLOCK] */
    double *mean_theta;     /* [n_segments * SW_BLOCK] */
    double *rest;           /* [n_varying * SW_BLOCK] */
    double *net;            /* [n_options * total] */
} desk;

static size_t count_segments(const sw_draw_plan *plan)
{
    return plan->posterior == NULL ? 0 : plan->posterior->n_segments;
}

static void desk_clear(desk *d)
{
    sw_model_block_free(d->model);
    free(d->column);
    free(d->segment);
    free(d->own);
    free(d->mean_theta);
    free(d->rest);
    free(d->net);
}

static sw_status desk_init(desk *d, const sw_information *x, size_t total,
                           sw_error *err)
{
    size_t g = count_segments(&x->plan);
    *d = (desk){0};
    sw_status st = sw_model_block_new(&d->model, &x->model, err);
    d->column = calloc(x->plan.n_inputs, sizeof *d->column);
    d->segment = calloc(g + 1, sizeof *d->segment);
    d->own = calloc((SW_LEARNT_COLUMNS + g + 1) * SW_BLOCK, sizeof *d->own);
    d->mean_theta = calloc((g + 1) * SW_BLOCK, sizeof *d->mean_theta);
    d->rest = calloc(x->plan.n_varying * SW_BLOCK + 1, sizeof *d->rest);
    d->net = calloc(x->s->n_options * total + 1, sizeof *d->net);
    if (st == SW_OK && !(d->column && d->segment && d->own && d->mean_theta &&
                         d->rest && d->net))
        st = sw_fail(err, SW_ENOMEM, "value of information");
    if (st != SW_OK)
        desk_clear(d);
    return st;
}

/* Segments that are not drawn lie round the effect at their mean distances. */
static void place_segments(desk *d, const sw_information *x, size_t n)
{
    const double *effect = d->column[SW_IN_EFFECT];
    for (size_t g = 0; g < count_segments(&x->plan); g++) {
        double *theta = d->mean_theta + g * SW_BLOCK;
        for (size_t i = 0; i < n; i++)
            theta[i] = effect[i] + x->away[g];
        d->segment[g] = theta;
    }
}

/* The known inputs as drawn, the others as held. */
static void choose_columns(desk *d, const sw_information *x,
                           const sw_draw_block *draws, const bool *known,
                           size_t n)
{
    for (size_t id = 0; id < x->plan.n_inputs; id++)
        d->column[id] = known[id] ? draws->column[id] : x->held + id * SW_BLOCK;
    if (!known[SW_IN_EFFECT])
        place_segments(d, x, n);
    for (size_t g = 0; known[SW_IN_EFFECT] && g < count_segments(&x->plan); g++)
        d->segment[g] = draws->segment[g];
}

/* Who knows the pilot's adoption knows the segments'. */
static sw_columns columns_of(const desk *d, const sw_draw_plan *plan,
                             const sw_draw_block *draws, size_t n)
{
    bool drawn = draws != NULL && d->column[SW_IN_ADOPTION_PILOT] ==
                                      draws->column[SW_IN_ADOPTION_PILOT];
    return (sw_columns){n, d->column, plan->varies,
                        plan->posterior == NULL ? NULL : d->segment,
                        !plan->use_drawn ? NULL
                        : drawn          ? draws->in.use
                                         : plan->mean_use};
}

/* One input varied, all others at one quantile of theirs or, by default, where
 * they are held. */
typedef struct trial {
    size_t k;    /* place among the varying */
    double rest; /* quantile of the others; NaN: as held */
} trial;

/* Net benefits of all options, `stride` apart, with the input at at[n]. */
static void try_at(desk *d, const sw_information *x, trial t, const double *at,
                   size_t n, size_t stride)
{
    const sw_draw_plan *plan = &x->plan;
    for (size_t id = 0; id < plan->n_inputs; id++)
        d->column[id] = x->held + id * SW_BLOCK;
    for (size_t k = 0; !isnan(t.rest) && k < plan->n_varying; k++) {
        double *column = d->rest + k * SW_BLOCK, u[SW_BLOCK];
        for (size_t i = 0; i < n; i++)
            u[i] = t.rest;
        sw_marginal_draw(column, &plan->marginal[k], plan->normal, u, n);
        d->column[plan->varying[k]] = column;
    }
    d->column[plan->varying[t.k]] = at;
    place_segments(d, x, n);
    sw_columns in = columns_of(d, plan, NULL, n);
    sw_model_values(d->net, stride, d->model, &x->model, &in);
}

/* Net benefits at the quartiles and far ends of one input, all others at their
 * means; affine if they lie on the line through the outer two. */
enum { PROBES = 5, GRID = 128 };
static const double PROBE_AT[PROBES] = {0.001, 0.25, 0.5, 0.75, 0.999};
static const double STRAIGHT = 1e-9, ROOT = 1e-14;

static bool lies_straight(const double *x, const double *y)
{
    double width = x[PROBES - 1] - x[0], most = 0.0;
    if (!(width > 0.0))
        return true;
    for (size_t i = 0; i < PROBES; i++)
        most = fmax(most, fabs(y[i]));
    for (size_t i = 1; i + 1 < PROBES; i++) {
        double t = (x[i] - x[0]) / width;
        double line = y[0] + t * (y[PROBES - 1] - y[0]);
        if (fabs(y[i] - line) > STRAIGHT * most)
            return false;
    }
    return true;
}

static bool is_straight(desk *d, const sw_information *x, size_t k)
{
    double at[PROBES];
    sw_marginal_draw(at, &x->plan.marginal[k], x->plan.normal, PROBE_AT,
                     PROBES);
    try_at(d, x, (trial){k, NAN}, at, PROBES, PROBES);
    for (size_t o = 0; o < x->s->n_options; o++)
        if (!lies_straight(at, d->net + o * PROBES))
            return false;
    return true;
}

/* How far option 0 is from a level, by the value of one input. */
typedef struct gap {
    desk *d;
    const sw_information *x;
    trial t;
    double level;
} gap;

static double gap_at(double value, void *data)
{
    gap *g = data;
    try_at(g->d, g->x, g->t, &value, 1, 1);
    return g->d->net[0] - g->level;
}

/* The value of a bending input at which option 0 is worth its mean over it; the
 * nearer end where none is. */
static double stand_in(desk *d, const sw_information *x, trial t)
{
    double u[GRID], at[GRID], out;
    for (size_t i = 0; i < GRID; i++)
        u[i] = ((double)i + 0.5) / GRID;
    sw_marginal_draw(at, &x->plan.marginal[t.k], x->plan.normal, u, GRID);
    try_at(d, x, t, at, GRID, GRID);
    gap g = {d, x, t, sw_mean(d->net, GRID)};
    double low = at[0], high = at[GRID - 1];
    double off[] = {fabs(d->net[0] - g.level),
                    fabs(d->net[GRID - 1] - g.level)};
    if (sw_solve_root(gap_at, &g, low, high, ROOT * (high - low), &out, NULL) ==
        SW_OK)
        return out;
    return off[0] < off[1] ? low : high;
}

/* Where the net benefit is A + B g(input), with A and B of the other inputs,
 * the value with g at its mean stands for the input wherever the others are:
 * it is then held there instead of at its mean. */
static const double SAME_SHARE = 0.01; /* of the input's P10 to P90 */

/* Money is affine in a risk's yearly rate, and the probability's own value has
 * the mean rate. */
static bool is_risk(const sw_economics *e, size_t id)
{
    for (size_t r = 0; r < e->pilot->n_risks; r++)
        if (e->risk_input[r] == id)
            return true;
    return false;
}

static void hold(sw_information *x, desk *d, size_t k)
{
    size_t id = x->plan.varying[k];
    const sw_input *input = sw_inputs_at(&x->e->inputs, id);
    if (is_risk(x->e, id) || is_straight(d, x, k))
        return;
    double middle = stand_in(d, x, (trial){k, NAN});
    double low = stand_in(d, x, (trial){k, 0.1});
    double high = stand_in(d, x, (trial){k, 0.9});
    double most = SAME_SHARE * (input->high - input->low);
    x->bends[id] = !(fabs(low - middle) <= most && fabs(high - middle) <= most);
    for (size_t i = 0; i < SW_BLOCK; i++)
        x->held[id * SW_BLOCK + i] = middle;
}

/* Whether the model at what is held gives the simulated means. */
static void check_level(sw_information *x, desk *d)
{
    if (x->plan.n_varying == 0)
        return;
    double at = x->held[x->plan.varying[0] * SW_BLOCK];
    try_at(d, x, (trial){0, NAN}, &at, 1, 1);
    for (size_t o = 0; o < x->s->n_options; o++) {
        const sw_option_draws *w = &x->s->options[o];
        double most = 5.0 * w->mc_se + 1e-4 * (fabs(w->mean) + w->sd);
        if (fabs(d->net[o] - w->mean) > most)
            x->level_off = true;
    }
}

static sw_status hold_inputs(sw_information *x, sw_error *err)
{
    desk d;
    size_t n = x->plan.n_inputs;
    x->bends = calloc(n, sizeof *x->bends);
    x->held = calloc(n * SW_BLOCK, sizeof *x->held);
    if (x->bends == NULL || x->held == NULL)
        return sw_fail(err, SW_ENOMEM, "value of information");
    memcpy(x->held, x->plan.constant, n * SW_BLOCK * sizeof *x->held);
    sw_status st = desk_init(&d, x, GRID, err);
    if (st != SW_OK)
        return st;
    for (size_t k = 0; k < x->plan.n_varying; k++)
        hold(x, &d, k);
    check_level(x, &d);
    desk_clear(&d);
    return SW_OK;
}

static sw_status set_away(sw_information *x, sw_error *err)
{
    const sw_segment_posterior *p = x->plan.posterior;
    size_t n = count_segments(&x->plan);
    x->away = calloc(n + 1, sizeof *x->away);
    if (x->away == NULL)
        return sw_fail(err, SW_ENOMEM, "value of information");
    double all = 0.0;
    for (size_t g = 0; g < n; g++) {
        for (size_t k = 0; k < p->n_nodes; k++)
            x->away[g] += p->probability[k] * p->mean[k * n + g];
        all += x->plan.segment_share[g] * x->away[g];
    }
    for (size_t g = 0; g < n; g++)
        x->away[g] -= all;
    return SW_OK;
}

static sw_status draw(sw_information *x, sw_error *err)
{
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_status st = sw_draw_block_init(&x->draws[r], &x->plan, err);
        if (st != SW_OK)
            return st;
        sw_draw_block_fill(&x->draws[r], &x->plan, r, 0, x->points);
    }
    return SW_OK;
}

sw_status sw_information_new(sw_information **out, const sw_simulation *s,
                             const sw_economics *e, size_t points,
                             sw_error *err)
{
    sw_information *x = calloc(1, sizeof *x);
    if (x == NULL)
        return sw_fail(err, SW_ENOMEM, "value of information");
    x->s = s;
    x->e = e;
    sw_status st = sw_draw_plan_init(&x->plan, e, err);
    if (st == SW_OK) {
        size_t most = x->plan.points.per_replicate;
        x->points = points < most ? points : most;
        st = sw_option_model_init(&x->model, e, s->given, s->n_options,
                                  &x->plan, err);
    }
    if (st == SW_OK)
        st = set_away(x, err);
    if (st == SW_OK)
        st = hold_inputs(x, err);
    if (st == SW_OK)
        st = draw(x, err);
    if (st != SW_OK) {
        sw_information_free(x);
        return st;
    }
    *out = x;
    return SW_OK;
}

void sw_information_free(sw_information *x)
{
    if (x == NULL)
        return;
    if (x->model.e != NULL)
        sw_option_model_clear(&x->model);
    for (size_t r = 0; r < SW_REPLICATES; r++)
        sw_draw_block_clear(&x->draws[r]);
    sw_draw_plan_clear(&x->plan);
    free(x->away);
    free(x->bends);
    free(x->held);
    free(x);
}

const sw_draw_plan *sw_information_plan(const sw_information *x)
{
    return &x->plan;
}

const sw_option_model *sw_information_model(const sw_information *x)
{
    return &x->model;
}

bool sw_information_is_exact(const sw_information *x, const bool *known)
{
    const sw_draw_plan *plan = &x->plan;
    bool some = false, others = false, bend = x->level_off;
    for (size_t k = 0; k < plan->n_varying; k++) {
        bool in = known[plan->varying[k]],
             together = sw_draw_plan_is_together(plan, k);
        some |= in && together;
        others |= !in && together;
        bend |= !in && x->bends[plan->varying[k]];
    }
    return !bend && !(some && others);
}

/* Net benefits given what is known, of all replicates; columns of `net` are
 * options, `total` apart. */
static void value_all(desk *d, const sw_information *x, const bool *known,
                      sw_learning *learn, const void *study, size_t total)
{
    size_t n = x->points;
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        const sw_draw_block *draws = &x->draws[r];
        choose_columns(d, x, draws, known, n);
        if (learn != NULL)
            learn(study, d->column, x->plan.posterior ? d->segment : NULL,
                  d->own, n);
        sw_columns in = columns_of(d, &x->plan, draws, n);
        sw_model_values(d->net + r * n, total, d->model, &x->model, &in);
    }
}

/* Moves each option's mean to the simulated one; the best of them, or
 * SIZE_MAX for leaving. */
static size_t level(desk *d, const sw_simulation *s, size_t total)
{
    size_t best = SIZE_MAX;
    double highest = 0.0;
    for (size_t o = 0; o < s->n_options; o++) {
        double *net = d->net + o * total;
        double off = s->options[o].mean - sw_mean(net, total);
        for (size_t i = 0; i < total; i++)
            net[i] += off;
        if (s->in_set[o] && s->options[o].mean > highest) {
            highest = s->options[o].mean;
            best = o;
        }
    }
    return best;
}

/* Mean gain of a replicate over the best without information; the draws in
 * which another option is chosen are counted. */
static double gain_of(const desk *d, const sw_simulation *s, size_t best,
                      size_t first, size_t n, size_t total, size_t *changed,
                      size_t *stays)
{
    sw_sum sum = {0};
    for (size_t i = first; i < first + n; i++) {
        double now = best == SIZE_MAX ? 0.0 : d->net[best * total + i];
        double most = 0.0;
        for (size_t o = 0; o < s->n_options; o++)
            if (s->in_set[o])
                most = fmax(most, d->net[o * total + i]);
        sw_sum_add(&sum, most - now);
        *changed += most > now;
        *stays += most > 0.0;
    }
    return sw_sum_value(&sum) / (double)n;
}

sw_status sw_information_worth(sw_information_value *out,
                               const sw_information *x, const bool *known,
                               sw_learning *learn, const void *study,
                               sw_error *err)
{
    size_t n = x->points, total = n * SW_REPLICATES, changed = 0, stays = 0;
    double gain[SW_REPLICATES];
    desk d;
    sw_status st = desk_init(&d, x, total, err);
    if (st != SW_OK)
        return st;
    value_all(&d, x, known, learn, study, total);
    size_t best = level(&d, x->s, total);
    for (size_t r = 0; r < SW_REPLICATES; r++)
        gain[r] = gain_of(&d, x->s, best, r * n, n, total, &changed, &stays);
    desk_clear(&d);
    double mean = sw_mean(gain, SW_REPLICATES);
    double variance = sw_variance(gain, SW_REPLICATES, mean);
    *out = (sw_information_value){mean, sqrt(variance / SW_REPLICATES),
                                  (double)changed / (double)total,
                                  (double)stays / (double)total};
    return SW_OK;
}

size_t sw_information_points(const sw_information *x)
{
    return x->points;
}
