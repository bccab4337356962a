/*
 * simulate.c - all options on the same draws, block by block.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulation/draw_plan.h"
#include "simulation/sums.h"
#include "simulation/summarise.h"

/* Net on a headline basis, per draw. */
static void net_column(double *net, const sw_present_value *v,
                       sw_headline basis, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double x =
            v->benefit[SW_CLASS_CASHABLE][i] - v->cost[SW_CLASS_CASHABLE][i];
        if (basis != SW_HEADLINE_CASHABLE)
            x += v->benefit[SW_CLASS_CAPACITY][i] -
                 v->cost[SW_CLASS_CAPACITY][i];
        if (basis == SW_HEADLINE_ALL)
            x += v->benefit[SW_CLASS_SOFT][i] - v->cost[SW_CLASS_SOFT][i];
        net[i] = x;
    }
}

enum { COLUMNS = 7, STREAMS = 3 }; /* an option's, leaving's, what is then */

typedef struct value_columns {
    double store[COLUMNS][SW_BLOCK];
    sw_present_value v;
} value_columns;

static void point(value_columns *c)
{
    for (int k = 0; k < 3; k++) {
        c->v.benefit[k] = c->store[k];
        c->v.cost[k] = c->store[3 + k];
    }
    c->v.licence = c->store[6];
}

typedef struct run {
    const sw_economics *e;
    const sw_simulated_option *option;
    size_t n_options;
    sw_draw_plan plan;
    sw_draws_store store;
} run;

/* Difference to leaving of one option's view, added to its sums; `leave` is
 * NULL where the option follows leaving. */
static void add_bases(const run *r, const value_columns *stay,
                      const value_columns *leave, size_t option, size_t block,
                      size_t n, int view)
{
    double a[SW_BLOCK], b[SW_BLOCK] = {0};
    sw_headline headline = r->e->pilot->policy.headline;
    double *sums = sw_store_sums(&r->store, option, block);
    for (int basis = 0; basis < 3; basis++) {
        net_column(a, &stay->v, (sw_headline)basis, n);
        if (leave != NULL)
            net_column(b, &leave->v, (sw_headline)basis, n);
        double total = 0.0;
        for (size_t i = 0; i < n; i++)
            total += a[i] - b[i];
        if (view == SW_VIEW_COMMITMENT)
            sums[basis] = total;
        if (view == SW_VIEW_PROGRAMME && basis == (int)headline)
            sums[SW_SUM_PROGRAMME] = total;
    }
    net_column(a, &stay->v, headline, n);
    if (leave != NULL)
        net_column(b, &leave->v, headline, n);
    double *draws = sw_store_draws(&r->store, option, view, block);
    for (size_t i = 0; draws != NULL && i < n; i++)
        draws[i] = a[i] - b[i];
}

/* Adds one stream's value to another's. */
static void add_values(value_columns *to, const value_columns *from, size_t n)
{
    for (int k = 0; k < COLUMNS; k++)
        for (size_t i = 0; i < n; i++)
            to->store[k][i] += from->store[k][i];
}

static void run_option(run *r, const sw_draw_block *b, value_columns *columns,
                       size_t o, size_t block, int view)
{
    const sw_simulated_option *option = &r->option[o];
    value_columns *stay = &columns[0], *leave = &columns[1];
    bool stays = option->view[view] != NULL;
    value_columns *then = stays ? &columns[2] : stay;
    if (stays)
        sw_stream_value(&stay->v, r->e, option->view[view], &b->in);
    if (option->then[view] != NULL)
        sw_stream_value(&then->v, option->model, option->then[view], &b->in);
    if (stays && option->then[view] != NULL)
        add_values(stay, then, b->in.n);
    add_bases(r, stay, stays ? leave : NULL, o, block, b->in.n, view);
    if (view == SW_VIEW_COMMITMENT)
        sw_store_licence(&r->store, o, block, stay->v.licence,
                         stays ? leave->v.licence : NULL, b->in.n);
}

static void run_block(run *r, sw_draw_block *b, value_columns *columns,
                      size_t block)
{
    size_t per = r->store.blocks_per_replicate;
    size_t replicate = block / per, first = (block % per) * SW_BLOCK;
    size_t left = r->plan.points.per_replicate - first;
    size_t n = left < SW_BLOCK ? left : SW_BLOCK;

    sw_draw_block_fill(b, &r->plan, replicate, first, n);
    sw_stream_value(&columns[1].v, r->e, &r->e->leave, &b->in);
    for (size_t o = 0; o < r->n_options; o++)
        for (int view = 0; view < SW_VIEWS; view++)
            run_option(r, b, columns, o, block, view);
    sw_store_moments(&r->store, block, &r->plan, b, n);
}

enum { SERIAL_BLOCKS = 16 };

static sw_status run_blocks(run *r, sw_error *err)
{
    sw_status failed = SW_OK;
    long blocks = (long)r->store.n_blocks;
    /* Waking the threads costs more than a few blocks. */
#pragma omp parallel if (blocks > SERIAL_BLOCKS)
    {
        sw_draw_block b = {0};
        value_columns *columns = calloc(STREAMS, sizeof *columns);
        sw_status st = columns == NULL ? SW_ENOMEM
                                       : sw_draw_block_init(&b, &r->plan, NULL);
        if (st == SW_OK) {
            for (int k = 0; k < STREAMS; k++)
                point(&columns[k]);
        }
#pragma omp for schedule(dynamic)
        for (long k = 0; k < blocks; k++)
            if (st == SW_OK)
                run_block(r, &b, columns, (size_t)k);
        if (st != SW_OK) {
#pragma omp critical
            failed = st;
        }
        sw_draw_block_clear(&b);
        free(columns);
    }
    if (failed != SW_OK)
        return sw_fail(err, failed, "simulation of %zu draws",
                       r->store.n_draws);
    return SW_OK;
}

static bool keeps_segments(const sw_simulated_option *option, size_t n)
{
    for (size_t o = 0; o < n; o++)
        if (option[o].view[SW_VIEW_COMMITMENT] != NULL &&
            option[o].view[SW_VIEW_COMMITMENT]->segment_weight != NULL)
            return true;
    return false;
}

sw_status sw_simulate(sw_simulation **out, const sw_economics *e,
                      const sw_simulated_option *option, size_t n_options,
                      double tolerance, sw_error *err)
{
    run r = {.e = e, .option = option, .n_options = n_options};
    sw_simulation *s = calloc(1, sizeof *s);
    if (s == NULL)
        return sw_fail(err, SW_ENOMEM, "simulation");
    sw_status st =
        sw_draw_plan_init(&r.plan, e, keeps_segments(option, n_options), err);
    if (st == SW_OK)
        st = sw_store_init(&r.store, &r.plan, n_options, err);
    if (st == SW_OK)
        st = run_blocks(&r, err);
    if (st == SW_OK)
        st = sw_summarise(s, e, &r.plan, &r.store, err);
    if (st == SW_OK)
        st = sw_tornado(s, e, &r.plan, err);
    s->net = r.store.draws;
    s->licence = r.store.licence;
    r.store.draws = r.store.licence = NULL;
    if (st == SW_OK)
        sw_simulation_compare(s, tolerance);
    sw_store_clear(&r.store);
    sw_draw_plan_clear(&r.plan);
    if (st != SW_OK) {
        sw_simulation_free(s);
        return st;
    }
    *out = s;
    return SW_OK;
}

void sw_simulation_free(sw_simulation *s)
{
    if (s == NULL)
        return;
    free(s->options);
    free(s->tornado);
    free(s->ceac);
    free(s->histogram);
    free(s->in_set);
    free(s->net);
    free(s->licence);
    free(s);
}
