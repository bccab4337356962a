#include "simulation/segment_worth.h"

#include <math.h>
#include <stdlib.h>

#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/value.h"
#include "simulation/draw_plan.h"

/* Blocks of a replicate that are drawn: 1,024 draws. */
enum { BLOCKS_PER_REPLICATE = 2 };

/* Ledgers that differ in one thing, so that differences show what it adds, and
 * what each is worth. */
typedef struct unit_ledgers {
    sw_ledger all;    /* seats as today, nobody has a benefit from them */
    sw_ledger rest;   /* today's seats until they can change, then none */
    sw_ledger people; /* the same with people */
    sw_worth *worth_all, *worth_rest, *worth_people, *worth_leave;
    double seats, heads;
} unit_ledgers;

static void init_ledgers(unit_ledgers *u, const sw_economics *e,
                         const sw_option_terms *terms, const sw_columns *in)
{
    sw_option_terms t = *terms;
    u->seats = sw_seats_now(e);
    u->heads = sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
    t.keep = NULL;
    t.people = 0.0;
    t.seats = u->seats;
    sw_ledger_init(&u->all, e, &t, SW_VIEW_COMMITMENT);
    t.seats = 0.0;
    sw_ledger_init(&u->rest, e, &t, SW_VIEW_COMMITMENT);
    t.people = u->heads;
    sw_ledger_init(&u->people, e, &t, SW_VIEW_COMMITMENT);
    u->worth_all = sw_worth_new(e, &u->all, in);
    u->worth_rest = sw_worth_new(e, &u->rest, in);
    u->worth_people = sw_worth_new(e, &u->people, in);
    u->worth_leave = sw_worth_new(e, &e->leave, in);
}

static void clear_ledgers(unit_ledgers *u)
{
    sw_worth_free(u->worth_all);
    sw_worth_free(u->worth_rest);
    sw_worth_free(u->worth_people);
    sw_worth_free(u->worth_leave);
    sw_ledger_clear(&u->all);
    sw_ledger_clear(&u->rest);
    sw_ledger_clear(&u->people);
}

/* Working memory: the columns of a stream's value, and the parts of worth. */
typedef struct workspace {
    double column[7][SW_BLOCK];
    double cost[SW_BLOCK], base[SW_BLOCK], slope[SW_BLOCK], fixed[SW_BLOCK];
    double unused[SW_BLOCK]; /* worth of a person who never uses the seat */
    double rest[SW_BLOCK], effect[SW_BLOCK];
    double none[SW_BLOCK]; /* zeros: nobody is silent */
    sw_rates *rates;
} workspace;

static workspace *workspace_new(const sw_economics *e)
{
    workspace *w = calloc(1, sizeof *w);
    if (w != NULL)
        w->rates = sw_rates_new(e->n_parts);
    return w;
}

static void workspace_free(workspace *w)
{
    if (w != NULL)
        sw_rates_free(w->rates);
    free(w);
}

/* Net present value of a ledger at the rates of the workspace, as the policy's
 * headline counts. */
static void net_value(double *net, workspace *w, const sw_economics *e,
                      const sw_worth *worth, const sw_columns *in)
{
    sw_present_value v = {{w->column[0], w->column[1], w->column[2]},
                          {w->column[3], w->column[4], w->column[5]},
                          w->column[6]};
    sw_present_value_clear(&v, in->n);
    sw_worth_add(&v, worth, w->rates, in);
    for (size_t i = 0; i < in->n; i++) {
        net[i] = 0.0;
        for (int k = 0; k <= (int)e->pilot->policy.headline; k++)
            net[i] += v.benefit[k][i] - v.cost[k][i];
    }
}

/* What people add from the change on, at an effect that is the same for all,
 * the silent too: until then they are there either way. */
static void value_at_effect(double *net, workspace *w, const sw_economics *e,
                            const unit_ledgers *u, const sw_columns *in,
                            const double **column, double effect)
{
    double until[SW_BLOCK];
    for (size_t i = 0; i < in->n; i++)
        w->effect[i] = effect;
    column[SW_IN_EFFECT] = w->effect;
    column[SW_IN_SILENT_SHARE] = column[SW_IN_MISSING] = w->none;
    column[SW_IN_MISSING_CONTROL] = w->none;
    sw_columns at = {in->n, column, in->varies, NULL, NULL};
    sw_rates_fill(w->rates, e, &at);
    net_value(net, w, e, u->worth_people, &at);
    net_value(until, w, e, u->worth_rest, &at);
    for (size_t i = 0; i < in->n; i++)
        net[i] -= until[i];
}

/* Worth of a person who uses the seat no more, where use is to change. */
static void value_unused(workspace *w, const sw_economics *e,
                         const unit_ledgers *u, const sw_columns *in,
                         const double **column)
{
    const double *later = column[SW_IN_ADOPTION];
    if (!sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known)
        return; /* every segment has room for it */
    column[SW_IN_ADOPTION] = w->none;
    value_at_effect(w->unused, w, e, u, in, column, 0.0);
    column[SW_IN_ADOPTION] = later;
    for (size_t i = 0; i < in->n; i++)
        w->unused[i] /= u->heads;
}

/* Of a person of a segment with that room for growth: the money is affine in
 * the minutes that are priced. */
static double worth_of_person(const workspace *w, double effect, double room,
                              size_t i)
{
    double each = w->base[i] + w->slope[i] * effect;
    return room < 1.0 ? w->unused[i] + room * (each - w->unused[i]) : each;
}

/* Cost of a seat, worth of a person without effect and of a minute of it, and
 * what is the same whichever segments are kept. */
static void set_parts(workspace *w, const sw_economics *e,
                      const unit_ledgers *u, const sw_columns *in,
                      const double **column)
{
    double leave[SW_BLOCK];
    for (size_t id = 0; id < sw_inputs_length(&e->inputs); id++)
        column[id] = in->column[id];
    sw_rates_fill(w->rates, e, in);
    net_value(w->rest, w, e, u->worth_rest, in);
    net_value(leave, w, e, u->worth_leave, in);
    net_value(w->cost, w, e, u->worth_all, in);
    value_at_effect(w->base, w, e, u, in, column, 0.0);
    value_at_effect(w->slope, w, e, u, in, column, 1.0);
    value_unused(w, e, u, in, column);
    for (size_t i = 0; i < in->n; i++) {
        w->fixed[i] = w->rest[i] - leave[i];
        w->cost[i] = -(w->cost[i] - w->rest[i]) / u->seats;
        w->slope[i] = (w->slope[i] - w->base[i]) / u->heads;
        w->base[i] /= u->heads;
    }
}

/* One draw: every input at its mean, every segment at its posterior mean. */
static sw_status set_means(sw_segment_worth *w, const sw_economics *e,
                           const sw_option_terms *terms, workspace *ws,
                           sw_error *err)
{
    unit_ledgers u = {0};
    const sw_inputs *inputs = &e->inputs;
    size_t n = sw_inputs_length(inputs);
    double *value = calloc(n, sizeof *value);
    const double **column = calloc(2 * n, sizeof *column);
    bool *varies = calloc(n, sizeof *varies);
    sw_status st = SW_OK;
    if (value == NULL || column == NULL || varies == NULL) {
        st = sw_fail(err, SW_ENOMEM, "worth of %zu segments", w->n_segments);
        goto cleanup;
    }
    for (size_t i = 0; i < n; i++) {
        value[i] = sw_inputs_value(inputs, i);
        column[i] = &value[i];
    }
    sw_columns in = {1, column, varies, NULL, NULL};
    init_ledgers(&u, e, terms, &in);
    set_parts(ws, e, &u, &in, column + n);
    clear_ledgers(&u);
    for (size_t g = 0; g < w->n_segments; g++) {
        double heard = sw_segment_effect(e, g, value[SW_IN_EFFECT]);
        double effect = 0.0;
        sw_evidence_add_all(&effect, 1.0, &heard,
                            &e->evidence->segments[g].silent, in.column, 1);
        w->benefit[g] =
            w->people[g] *
            worth_of_person(ws, effect, sw_segment_mean_room(e, g), 0);
        w->mean[g] = w->benefit[g] - w->paid[g] * ws->cost[0];
    }
    w->fixed_mean = ws->fixed[0];
cleanup:
    free(value);
    free(column);
    free(varies);
    return st;
}

sw_status sw_segment_worth_new(sw_segment_worth **out, const sw_economics *e,
                               const sw_option_terms *terms, const double *paid,
                               sw_error *err)
{
    size_t n = e->evidence->n_segments;
    sw_segment_worth *w = calloc(1, sizeof *w);
    workspace *ws = workspace_new(e);
    sw_status st = SW_OK;
    if (w != NULL) {
        w->n_segments = n;
        w->mean = calloc(n, sizeof *w->mean);
        w->people = calloc(n, sizeof *w->people);
        w->paid = calloc(n, sizeof *w->paid);
        w->benefit = calloc(n, sizeof *w->benefit);
    }
    if (w == NULL || ws == NULL || w->mean == NULL || w->people == NULL ||
        w->paid == NULL || w->benefit == NULL) {
        st = sw_fail(err, SW_ENOMEM, "worth of %zu segments", n);
        goto cleanup;
    }
    for (size_t g = 0; g < n; g++) {
        w->people[g] = sw_segment_seats(e, g) * sw_segment_coverage(e);
        w->paid[g] = paid[g];
    }
    st = set_means(w, e, terms, ws, err);
cleanup:
    workspace_free(ws);
    if (st != SW_OK) {
        sw_segment_worth_free(w);
        return st;
    }
    *out = w;
    return SW_OK;
}

static void take_block(sw_segment_worth *w, const sw_economics *e,
                       const workspace *ws, const sw_columns *in, size_t at)
{
    for (size_t i = 0; i < in->n; i++)
        w->fixed[at + i] = ws->fixed[i];
    for (size_t g = 0; g < w->n_segments; g++) {
        double *worth = w->worth + g * w->n_draws + at;
        const double *use = in->use != NULL ? in->use[g] : NULL;
        double effect[SW_BLOCK] = {0.0};
        sw_evidence_add_all(effect, 1.0, in->segment[g],
                            &e->evidence->segments[g].silent, in->column,
                            in->n);
        for (size_t i = 0; i < in->n; i++) {
            double growth = in->column[SW_IN_ADOPTION][i] /
                            in->column[SW_IN_ADOPTION_PILOT][i];
            double room = sw_segment_room(use ? &use[i] : NULL, growth);
            double each = worth_of_person(ws, effect[i], room, i);
            worth[i] = w->people[g] * each - w->paid[g] * ws->cost[i];
            w->probability[g] += worth[i] > 0.0;
        }
    }
}

/* Draws of a replicate that are taken. */
static size_t drawn_of(const sw_draw_plan *plan)
{
    size_t most = (size_t)BLOCKS_PER_REPLICATE * SW_BLOCK;
    size_t have = plan->points.per_replicate;
    return have < most ? have : most;
}

static void draw_blocks(sw_segment_worth *w, const sw_economics *e,
                        const unit_ledgers *u, const sw_draw_plan *plan,
                        sw_draw_block *b, workspace *ws, const double **column)
{
    size_t per = drawn_of(plan);
    for (size_t r = 0; r < SW_REPLICATES; r++)
        for (size_t first = 0; first < per; first += SW_BLOCK) {
            size_t n = per - first < SW_BLOCK ? per - first : SW_BLOCK;
            sw_draw_block_fill(b, plan, r, first, n);
            set_parts(ws, e, u, &b->in, column);
            take_block(w, e, ws, &b->in, r * per + first);
        }
    for (size_t g = 0; g < w->n_segments; g++)
        w->probability[g] /= (double)w->n_draws;
}

static sw_status allocate(sw_segment_worth *w, size_t n_draws, sw_error *err)
{
    w->n_draws = n_draws;
    w->probability = calloc(w->n_segments, sizeof *w->probability);
    w->worth = calloc(w->n_segments * n_draws, sizeof *w->worth);
    w->fixed = calloc(n_draws, sizeof *w->fixed);
    if (w->probability == NULL || w->worth == NULL || w->fixed == NULL)
        return sw_fail(err, SW_ENOMEM, "worth of %zu segments", w->n_segments);
    return SW_OK;
}

sw_status sw_segment_worth_draw(sw_segment_worth *w, const sw_economics *e,
                                const sw_option_terms *terms, sw_error *err)
{
    sw_draw_plan plan;
    sw_draw_block b = {0};
    unit_ledgers u = {0};
    size_t n_inputs = sw_inputs_length(&e->inputs);
    sw_status st = sw_draw_plan_init(&plan, e, err);
    if (st != SW_OK)
        return st;
    workspace *ws = workspace_new(e);
    const double **column = calloc(n_inputs, sizeof *column);
    if (ws == NULL || column == NULL)
        st = sw_fail(err, SW_ENOMEM, "worth of %zu segments", w->n_segments);
    if (st == SW_OK)
        st = sw_draw_block_init(&b, &plan, err);
    if (st == SW_OK)
        st = allocate(w, drawn_of(&plan) * SW_REPLICATES, err);
    if (st == SW_OK) {
        sw_draw_block_fill(&b, &plan, 0, 0, 1);
        init_ledgers(&u, e, terms, &b.in);
        draw_blocks(w, e, &u, &plan, &b, ws, column);
        clear_ledgers(&u);
    }
    sw_draw_block_clear(&b);
    free(column);
    workspace_free(ws);
    sw_draw_plan_clear(&plan);
    return st;
}

void sw_segment_worth_free(sw_segment_worth *w)
{
    if (w == NULL)
        return;
    free(w->mean);
    free(w->people);
    free(w->paid);
    free(w->benefit);
    free(w->probability);
    free(w->worth);
    free(w->fixed);
    free(w);
}
