#include "simulation/option_model.h"

#include <stdlib.h>
#include <string.h>

static bool same_entry(const sw_entry *a, const sw_entry *b)
{
    bool same = a->part == b->part && a->month == b->month;
    const double x[] = {a->seats, a->coef, a->fx},
                 y[] = {b->seats, b->coef, b->fx};
    return same && memcmp(x, y, sizeof x) == 0 &&
           memcmp(a->param, b->param, sizeof a->param) == 0;
}

static bool same_worth(const sw_ledger *a, const sw_ledger *b)
{
    for (size_t i = 0; a->n == b->n && i < a->n; i++)
        if (!same_entry(&a->entry[i], &b->entry[i]))
            return false;
    return a->n == b->n;
}

/* Leaving in the window that ends on a day; each kind is valued once. */
static size_t left_to(sw_option_model *m, sw_day window, const sw_columns *in)
{
    sw_option_terms terms = sw_terms_as_now(m->e);
    sw_ledger ledger;
    terms.leaves = true;
    terms.window = window;
    for (size_t i = 0; i < m->n_left; i++)
        if (m->left[i].ledger.to == window)
            return i;
    sw_ledger_init(&ledger, m->e, &terms, SW_VIEW_COMMITMENT);
    for (size_t i = 0; i < m->n_left; i++)
        if (same_worth(&m->left[i].ledger, &ledger)) {
            sw_ledger_clear(&ledger);
            return i;
        }
    m->left[m->n_left].ledger = ledger;
    m->left[m->n_left].worth =
        sw_worth_new(m->e, &m->left[m->n_left].ledger, in);
    return m->n_left++;
}

/* What an option's ledgers are worth, of either kind. */
static void add_option(sw_option_model *m, size_t o, const sw_columns *in)
{
    const sw_simulated_option *option = &m->option[o];
    for (size_t view = 0; view < SW_VIEWS; view++) {
        size_t at = o * SW_VIEWS + view;
        m->own[at] = sw_worth_new(m->e, option->view[view], in);
        m->against[at] = left_to(m, option->view[view]->to, in);
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
    m->against = calloc(n_options * SW_VIEWS, sizeof *m->against);
    m->left = calloc(n_options * SW_VIEWS, sizeof *m->left);
    if (column == NULL || m->own == NULL || m->then == NULL ||
        m->against == NULL || m->left == NULL) {
        free(column);
        sw_option_model_clear(m);
        return sw_fail(err, SW_ENOMEM, "%zu options", n_options);
    }
    for (size_t id = 0; id < plan->n_inputs; id++)
        column[id] = plan->constant + id * SW_BLOCK;
    sw_columns in = {1, column, plan->varies, NULL, NULL};
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
    for (size_t i = 0; i < m->n_left; i++) {
        sw_worth_free(m->left[i].worth);
        sw_ledger_clear(&m->left[i].ledger);
    }
    free(m->own);
    free(m->then);
    free(m->against);
    free(m->left);
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
    sw_value_columns *left = calloc(m->n_left + 1, sizeof *left);
    if (b == NULL || others == NULL || left == NULL) {
        free(b);
        free(others);
        free(left);
        return sw_fail(err, SW_ENOMEM, "a block of draws");
    }
    b->others = others;
    b->left = left;
    b->n_options = m->n_options;
    b->rates = sw_rates_new(m->e->n_parts);
    for (size_t o = 0; o < m->n_options; o++)
        if (m->option[o].model != NULL)
            b->others[o] = sw_rates_new(m->option[o].model->n_parts);
    point(&b->stay);
    for (size_t i = 0; i < m->n_left; i++)
        point(&b->left[i]);
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
    free(b->left);
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
    for (size_t i = 0; i < m->n_left; i++) {
        sw_present_value_clear(&b->left[i].v, in->n);
        sw_worth_add(&b->left[i].v, m->left[i].worth, b->rates, in);
    }
}

void sw_model_stay(sw_model_block *b, const sw_option_model *m, size_t option,
                   int view, const sw_columns *in)
{
    size_t at = option * SW_VIEWS + (size_t)view;
    b->against = &b->left[m->against[at]];
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
