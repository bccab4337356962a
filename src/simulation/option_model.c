#include "simulation/option_model.h"

#include <stdlib.h>

/* Annuities of an option's streams, of either kind. */
static void add_option(sw_option_model *m, size_t o, const sw_columns *in)
{
    const sw_simulated_option *option = &m->option[o];
    for (size_t view = 0; view < SW_VIEWS; view++) {
        size_t at = o * SW_VIEWS + view;
        if (option->view[view] != NULL)
            m->annuity[at] = sw_annuities_new(m->e, option->view[view], in);
        if (option->then[view] != NULL)
            m->then[at] =
                sw_annuities_new(option->model, option->then[view], in);
    }
}

sw_status sw_option_model_init(sw_option_model *m, const sw_economics *e,
                               const sw_simulated_option *option,
                               size_t n_options, const sw_draw_plan *plan,
                               sw_error *err)
{
    *m = (sw_option_model){.e = e, .option = option, .n_options = n_options};
    const double **column = calloc(plan->n_inputs, sizeof *column);
    m->annuity = calloc(n_options * SW_VIEWS, sizeof(sw_annuities *));
    m->then = calloc(n_options * SW_VIEWS, sizeof(sw_annuities *));
    if (column == NULL || m->annuity == NULL || m->then == NULL) {
        free(column);
        sw_option_model_clear(m);
        return sw_fail(err, SW_ENOMEM, "%zu options", n_options);
    }
    for (size_t id = 0; id < plan->n_inputs; id++)
        column[id] = plan->constant + id * SW_BLOCK;
    sw_columns in = {1, column, plan->varies, NULL};
    m->leave = sw_annuities_new(e, &e->leave, &in);
    for (size_t o = 0; o < n_options; o++)
        add_option(m, o, &in);
    free(column);
    return SW_OK;
}

void sw_option_model_clear(sw_option_model *m)
{
    for (size_t k = 0; m->annuity != NULL && k < m->n_options * SW_VIEWS; k++)
        sw_annuities_free(m->annuity[k]);
    for (size_t k = 0; m->then != NULL && k < m->n_options * SW_VIEWS; k++)
        sw_annuities_free(m->then[k]);
    free(m->annuity);
    free(m->then);
    sw_annuities_free(m->leave);
    *m = (sw_option_model){0};
}

static void point(sw_value_columns *c)
{
    for (int k = 0; k < 3; k++) {
        c->v.benefit[k] = c->store[k];
        c->v.cost[k] = c->store[3 + k];
    }
    c->v.licence = c->store[6];
}

sw_status sw_model_block_new(sw_model_block **out, const sw_option_model *m,
                             sw_error *err)
{
    sw_model_block *b = calloc(1, sizeof *b);
    size_t flows = m->e->n_flows;
    for (size_t o = 0; o < m->n_options; o++)
        if (m->option[o].model != NULL && m->option[o].model->n_flows > flows)
            flows = m->option[o].model->n_flows;
    double *rates = calloc(flows * SW_BLOCK + 1, sizeof *rates);
    if (b == NULL || rates == NULL) {
        free(b);
        free(rates);
        return sw_fail(err, SW_ENOMEM, "a block of draws");
    }
    b->rates = rates;
    point(&b->stay);
    point(&b->leave);
    *out = b;
    return SW_OK;
}

void sw_model_block_free(sw_model_block *b)
{
    if (b != NULL)
        free(b->rates);
    free(b);
}

/* Adds the value of a stream and of those before it. */
static void add(sw_present_value *out, sw_model_block *b, const sw_economics *e,
                const sw_stream *s, const sw_annuities *annuity,
                const sw_columns *in)
{
    for (; s != NULL; s = s->before, annuity = annuity->before) {
        if (b->of == NULL || b->in_model != e ||
            !sw_streams_share_rates(e, b->of, s))
            sw_stream_rates(b->rates, e, s, in);
        b->of = s;
        b->in_model = e;
        sw_stream_add(out, e, s, annuity->flow, b->rates, in);
    }
}

void sw_model_begin(sw_model_block *b, const sw_option_model *m,
                    const sw_columns *in)
{
    b->of = NULL;
    sw_present_value_clear(&b->leave.v, in->n);
    add(&b->leave.v, b, m->e, &m->e->leave, m->leave, in);
}

void sw_model_stay(sw_model_block *b, const sw_option_model *m, size_t option,
                   int view, const sw_columns *in)
{
    const sw_simulated_option *o = &m->option[option];
    size_t at = option * SW_VIEWS + (size_t)view;
    sw_present_value_clear(&b->stay.v, in->n);
    if (o->view[view] != NULL)
        add(&b->stay.v, b, m->e, o->view[view], m->annuity[at], in);
    if (o->then[view] != NULL)
        add(&b->stay.v, b, o->model, o->then[view], m->then[at], in);
    b->against = o->view[view] != NULL ? &b->leave : NULL;
}

static void add_class(double *net, const sw_present_value *v, int k,
                      double sign, size_t n)
{
    for (size_t i = 0; i < n; i++)
        net[i] += sign * (v->benefit[k][i] - v->cost[k][i]);
}

void sw_model_net(double *net, const sw_model_block *b, sw_headline basis,
                  size_t n)
{
    for (size_t i = 0; i < n; i++)
        net[i] = 0.0;
    for (int k = SW_CLASS_CASHABLE; k <= (int)basis; k++) {
        add_class(net, &b->stay.v, k, 1.0, n);
        if (b->against != NULL)
            add_class(net, &b->against->v, k, -1.0, n);
    }
}

void sw_model_values(double *net, size_t stride, sw_model_block *b,
                     const sw_option_model *m, const sw_columns *in)
{
    sw_model_begin(b, m, in);
    for (size_t o = 0; o < m->n_options; o++) {
        sw_model_stay(b, m, o, SW_VIEW_COMMITMENT, in);
        sw_model_net(net + o * stride, b, m->e->pilot->policy.headline, in->n);
    }
}
