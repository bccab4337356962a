#include "simulation/option_model.h"

#include <stdlib.h>

/* What an option's ledgers are worth, of either kind. */
static void add_option(sw_option_model *m, size_t o, const sw_columns *in)
{
    const sw_simulated_option *option = &m->option[o];
    for (size_t view = 0; view < SW_VIEWS; view++) {
        size_t at = o * SW_VIEWS + view;
        m->own[at] = sw_worth_new(m->e, option->view[view], in);
        if (option->then[view] != NULL)
            m->then[at] = sw_worth_new(option->model, option->then[view], in);
    }
}

sw_status sw_option_model_init(sw_option_model *m, const sw_economics *e,
                               const sw_simulated_option *option,
                               size_t n_options, const sw_draw_plan *plan,
                               sw_error *err)
{
    *m = (sw_option_model){.e = e, .option = option, .n_options = n_options};
    const double **column = calloc(plan->n_inputs, sizeof *column);
    m->own = calloc(n_options * SW_VIEWS, sizeof(sw_worth *));
    m->then = calloc(n_options * SW_VIEWS, sizeof(sw_worth *));
    if (column == NULL || m->own == NULL || m->then == NULL) {
        free(column);
        sw_option_model_clear(m);
        return sw_fail(err, SW_ENOMEM, "%zu options", n_options);
    }
    for (size_t id = 0; id < plan->n_inputs; id++)
        column[id] = plan->constant + id * SW_BLOCK;
    sw_columns in = {1, column, plan->varies, NULL};
    m->leave = sw_worth_new(e, &e->leave, &in);
    if (e->leave_programme.n != e->leave.n)
        m->leave_programme = sw_worth_new(e, &e->leave_programme, &in);
    for (size_t o = 0; o < n_options; o++)
        add_option(m, o, &in);
    free(column);
    return SW_OK;
}

void sw_option_model_clear(sw_option_model *m)
{
    for (size_t k = 0; m->own != NULL && k < m->n_options * SW_VIEWS; k++)
        sw_worth_free(m->own[k]);
    for (size_t k = 0; m->then != NULL && k < m->n_options * SW_VIEWS; k++)
        sw_worth_free(m->then[k]);
    free(m->own);
    free(m->then);
    sw_worth_free(m->leave);
    sw_worth_free(m->leave_programme);
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
    sw_rates **others = calloc(m->n_options + 1, sizeof *others);
    if (b == NULL || others == NULL) {
        free(b);
        free(others);
        return sw_fail(err, SW_ENOMEM, "a block of draws");
    }
    b->others = others;
    b->n_options = m->n_options;
    b->rates = sw_rates_new(m->e->n_parts);
    for (size_t o = 0; o < m->n_options; o++)
        if (m->option[o].model != NULL)
            b->others[o] = sw_rates_new(m->option[o].model->n_parts);
    point(&b->stay);
    point(&b->leave);
    point(&b->leave_programme);
    *out = b;
    return SW_OK;
}

void sw_model_block_free(sw_model_block *b)
{
    if (b == NULL)
        return;
    for (size_t o = 0; o < b->n_options; o++)
        sw_rates_free(b->others[o]);
    free(b->others);
    sw_rates_free(b->rates);
    free(b);
}

void sw_model_begin(sw_model_block *b, const sw_option_model *m,
                    const sw_columns *in)
{
    sw_rates_fill(b->rates, m->e, in);
    for (size_t o = 0; o < m->n_options; o++)
        if (b->others[o] != NULL)
            sw_rates_fill(b->others[o], m->option[o].model, in);
    sw_present_value_clear(&b->leave.v, in->n);
    sw_worth_add(&b->leave.v, m->leave, b->rates, in);
    if (m->leave_programme == NULL)
        return;
    sw_present_value_clear(&b->leave_programme.v, in->n);
    sw_worth_add(&b->leave_programme.v, m->leave_programme, b->rates, in);
}

void sw_model_stay(sw_model_block *b, const sw_option_model *m, size_t option,
                   int view, const sw_columns *in)
{
    size_t at = option * SW_VIEWS + (size_t)view;
    bool goes_on = view == SW_VIEW_PROGRAMME && m->leave_programme != NULL;
    b->against = goes_on ? &b->leave_programme : &b->leave;
    b->scale = view == SW_VIEW_COMMITMENT ? m->option[option].scale : 1.0;
    sw_present_value_clear(&b->stay.v, in->n);
    sw_worth_add(&b->stay.v, m->own[at], b->rates, in);
    if (m->then[at] != NULL)
        sw_worth_add(&b->stay.v, m->then[at], b->others[option], in);
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
        add_class(net, &b->against->v, k, -1.0, n);
    }
    for (size_t i = 0; i < n; i++)
        net[i] *= b->scale;
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
