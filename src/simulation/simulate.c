/*
 * simulate.c - all options on the same draws, block by block.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulation/draw_plan.h"
#include "simulation/live.h"
#include "simulation/option_model.h"
#include "simulation/draws_store.h"
#include "simulation/summarise.h"

typedef struct run {
    const sw_economics *e;
    sw_option_model model;
    sw_draw_plan plan;
    sw_draws_store store;
} run;

/* Values an option's view, and keeps what it is worth more than leaving. */
static void run_view(run *r, sw_model_block *work, size_t option, int view,
                     size_t block, const sw_columns *in)
{
    double net[SW_BLOCK];
    sw_model_stay(work, &r->model, option, view, in);
    sw_model_net(net, work, r->e->pilot->policy.headline, in->n);
    sw_store_draws(&r->store, option, view, block, net, in->n);
}

static void run_block(run *r, sw_draw_block *b, sw_model_block *work,
                      size_t block)
{
    size_t per = r->store.blocks_per_replicate;
    size_t replicate = block / per, first = (block % per) * SW_BLOCK;
    size_t left = r->plan.points.per_replicate - first;
    size_t n = left < SW_BLOCK ? left : SW_BLOCK;

    sw_draw_block_fill(b, &r->plan, replicate, first, n);
    sw_model_begin(work, &r->model, &b->in);
    for (size_t o = 0; o < r->model.n_options; o++) {
        run_view(r, work, o, SW_VIEW_COMMITMENT, block, &b->in);
        sw_store_licence(&r->store, o, block, work, n);
    }
    run_view(r, work, 0, SW_VIEW_PROGRAMME, block, &b->in);
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
        sw_model_block *work = NULL;
        sw_status st = sw_model_block_new(&work, &r->model, NULL);
        if (st == SW_OK)
            st = sw_draw_block_init(&b, &r->plan, NULL);
#pragma omp for schedule(dynamic)
        for (long k = 0; k < blocks; k++)
            if (st == SW_OK)
                run_block(r, &b, work, (size_t)k);
        if (st != SW_OK) {
#pragma omp critical
            failed = st;
        }
        sw_draw_block_clear(&b);
        sw_model_block_free(work);
    }
    if (failed != SW_OK)
        return sw_fail(err, failed, "simulation of %zu draws",
                       r->store.n_draws);
    return SW_OK;
}

sw_status sw_simulate(sw_simulation **out, const sw_economics *e,
                      const sw_simulated_option *option, size_t n_options,
                      double tolerance, sw_error *err)
{
    run r = {.e = e};
    sw_simulation *s = calloc(1, sizeof *s);
    if (s == NULL)
        return sw_fail(err, SW_ENOMEM, "simulation");
    sw_status st = sw_draw_plan_init(&r.plan, e, err);
    if (st == SW_OK)
        st = sw_store_init(&r.store, &r.plan, n_options, err);
    if (st == SW_OK)
        st = sw_option_model_init(&r.model, e, option, n_options, &r.plan, err);
    if (st == SW_OK)
        st = run_blocks(&r, err);
    if (st == SW_OK)
        st = sw_summarise(s, e, &r.plan, &r.store, err);
    if (st == SW_OK)
        st = sw_live_set(s->options, &r.model, err);
    if (st == SW_OK)
        st = sw_tornado(s, e, &r.plan, err);
    sw_option_model_clear(&r.model);
    s->given = calloc(n_options, sizeof *s->given);
    if (s->given == NULL)
        st = sw_fail(err, SW_ENOMEM, "%zu options", n_options);
    else
        memcpy(s->given, option, n_options * sizeof *s->given);
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
    free(s->given);
    free(s->tornado);
    free(s->ceac);
    free(s->histogram);
    free(s->in_set);
    free(s->net);
    free(s->licence);
    free(s);
}
