/*
 * option.c - which options there are, with the figures of each.
 */
#include "decision/option.h"

#include <math.h>
#include <string.h>

#include "decision/rightsize.h"
#include "decision/switch_to.h"
#include "economics/licence_cost.h"

static const double MONTHS_PER_YEAR = 12.0;

const char *sw_option_name(sw_option_kind kind)
{
    switch (kind) {
    case SW_OPTION_RENEW:
        return "renew";
    case SW_OPTION_RIGHTSIZE:
        return "rightsize";
    case SW_OPTION_RENEGOTIATE:
        return "renegotiate";
    case SW_OPTION_EXTEND:
        return "extend";
    case SW_OPTION_SWITCH:
        return "switch";
    case SW_OPTION_CANCEL:
        return "cancel";
    case SW_OPTION_UNDETERMINED:
        return "undetermined";
    case SW_OPTION_DO_NOTHING:
        return "do-nothing";
    }
    return "undetermined";
}

double sw_option_price(const sw_economics *e, double seats)
{
    const sw_contract *c = &e->pilot->contract;
    double price = sw_inputs_value(&e->pilot->inputs, c->price) * c->fx *
                   sw_tier_multiple(c, seats);
    return c->per_year ? price / MONTHS_PER_YEAR : price;
}

sw_option_draws sw_draws_unknown(void)
{
    return (sw_option_draws){.mean = NAN,
                             .sd = NAN,
                             .p05 = NAN,
                             .p50 = NAN,
                             .p95 = NAN,
                             .mc_se = NAN,
                             .probability_positive = NAN,
                             .cvar10 = NAN,
                             .npv_programme = NAN,
                             .npv_cashable = NAN,
                             .npv_with_capacity = NAN,
                             .npv_all = NAN,
                             .probability_best = NAN,
                             .expected_loss = NAN,
                             .probability_within = NAN};
}

void sw_option_clear(sw_option *o)
{
    for (int v = 0; o->streams != NULL && v < SW_VIEWS; v++) {
        sw_stream_clear(&o->streams->own[v]);
        sw_stream_clear(&o->streams->then[v]);
    }
    g_free(o->streams);
    g_free(o->keep);
    sw_message_free(o->why_not);
    *o = (sw_option){0};
}

static void add(GArray *list, sw_option o)
{
    if (!o.evaluated)
        o.draws = sw_draws_unknown();
    if (!o.evaluated)
        o.cash_12_months = NAN;
    g_array_append_val(list, o);
}

/* Renewing and leaving have their streams in the economics. */
static sw_option plain(const sw_economics *e, sw_option_kind kind, double seats)
{
    double from = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    return (sw_option){.kind = kind,
                       .evaluated = true,
                       .feasible = true,
                       .seats = seats,
                       .seats_from = from,
                       .from = e->clock.signed_from,
                       .direction = seats < from ? "down" : "same",
                       .price = seats > 0.0 ? sw_option_price(e, seats) : NAN,
                       .cost = NAN,
                       .simulated = SW_NO_OPTION};
}

static void add_do_nothing(GArray *list, const sw_economics *e)
{
    bool renews = e->clock.renews_by_itself;
    double seats = renews ? e->renew[SW_VIEW_COMMITMENT].terms.seats : 0.0;
    sw_option idle = plain(e, SW_OPTION_DO_NOTHING, seats);
    idle.feasible = false;
    idle.why_not = sw_message_word(
        renews ? "listed, never chosen: the term renews by itself"
               : "listed, never chosen: the term lapses");
    add(list, idle);
}

static void add_spending(sw_option *o, const sw_economics *e,
                         const sw_stream *s)
{
    sw_stream_spend spend = sw_stream_spending(e, s);
    o->cash_12_months += spend.cash_12_months;
    o->year_spend += spend.year;
}

/* Renewing and leaving have theirs from the economics. */
static void set_spending(sw_option *o, const sw_economics *e)
{
    const sw_candidate *c = o->streams;
    if (c == NULL)
        return;
    o->cash_12_months = o->year_spend = 0.0;
    if (c->model != NULL)
        add_spending(o, c->model, &c->then[SW_VIEW_PROGRAMME]);
    if (c->leaves)
        o->cash_12_months += sw_stream_spending(e, &e->leave).cash_12_months;
    else
        add_spending(o, e, &c->own[SW_VIEW_PROGRAMME]);
}

sw_status sw_options_list(sw_decision *d, const sw_economics *e,
                          const sw_economics_result *money, sw_error *err)
{
    sw_status st = sw_rightsizing_new(&d->rightsizing, e, err);
    if (st != SW_OK)
        return st;
    double seats = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    GArray *list = g_array_new(FALSE, FALSE, sizeof(sw_option));
    sw_option renew = plain(e, SW_OPTION_RENEW, seats), more;
    renew.cash_12_months = money->cash_12_months;
    renew.year_spend = money->years_spend;
    add(list, renew);
    add(list, sw_rightsize_down(d->rightsizing, e));
    if (sw_rightsize_up(&more, e))
        add(list, more);
    d->n_alternatives = e->pilot->n_alternatives;
    d->alternative = g_new0(sw_economics *, d->n_alternatives);
    d->alternative_pilot = g_new0(sw_pilot, d->n_alternatives);
    for (size_t i = 0; st == SW_OK && i < d->n_alternatives; i++) {
        st = sw_switch_option(&more, d, e, i, err);
        if (st == SW_OK)
            add(list, more);
    }
    sw_option leave = plain(e, SW_OPTION_CANCEL, 0.0);
    leave.cash_12_months = money->committed;
    add(list, leave);
    add_do_nothing(list, e);
    d->n_options = list->len;
    d->options = (sw_option *)(void *)g_array_free(list, FALSE);
    for (size_t i = 0; i < d->n_options; i++)
        set_spending(&d->options[i], e);
    return st;
}

static sw_simulated_option simulated(const sw_option *o, const sw_economics *e)
{
    const sw_candidate *c = o->streams;
    sw_simulated_option out = {0};
    for (int v = 0; v < SW_VIEWS; v++) {
        if (c == NULL)
            out.view[v] = &e->renew[v];
        else if (!c->leaves)
            out.view[v] = &c->own[v];
        if (c != NULL && c->model != NULL)
            out.then[v] = &c->then[v];
    }
    out.model = c != NULL ? c->model : NULL;
    return out;
}

sw_status sw_options_simulate(sw_decision *d, const sw_economics *e,
                              double tolerance, sw_error *err)
{
    g_autofree sw_simulated_option *list =
        g_new0(sw_simulated_option, d->n_options);
    size_t n = 0;
    for (size_t i = 0; i < d->n_options; i++) {
        sw_option *o = &d->options[i];
        if (o->kind != SW_OPTION_RENEW && o->streams == NULL)
            continue;
        o->simulated = (int)n;
        list[n++] = simulated(o, e);
    }
    return sw_simulate(&d->simulation, e, list, n, tolerance, err);
}

void sw_option_check(sw_option *o, const sw_economics *e)
{
    const sw_policy *policy = &e->pilot->policy;
    if (!o->evaluated || !o->feasible)
        return;
    if (!isnan(policy->budget_per_year) &&
        o->year_spend > policy->budget_per_year)
        o->why_not =
            sw_message_word("a year's spend exceeds policy.budget_per_year");
    else if (!isnan(policy->max_loss_cvar10) && e->has_benefit &&
             o->draws.cvar10 < -policy->max_loss_cvar10)
        o->why_not = sw_message_word("the mean of the worst tenth exceeds "
                                     "policy.max_loss_cvar10");
    o->feasible = o->why_not == NULL;
}

/* What happens if nobody acts has the figures of what it comes to. */
static void fill_do_nothing(sw_decision *d, const sw_economics *e)
{
    sw_option *idle = sw_options_find(d, SW_OPTION_DO_NOTHING);
    const sw_option *same = sw_options_find(
        d, e->clock.renews_by_itself ? SW_OPTION_RENEW : SW_OPTION_CANCEL);
    idle->draws = same->draws;
    idle->cash_12_months = same->cash_12_months;
    idle->year_spend = same->year_spend;
}

void sw_options_take_draws(sw_decision *d, const sw_economics *e)
{
    const sw_simulation *s = d->simulation;
    for (size_t i = 0; i < d->n_options; i++) {
        sw_option *o = &d->options[i];
        if (o->simulated != SW_NO_OPTION)
            o->draws = s->options[o->simulated];
        else if (o->kind == SW_OPTION_CANCEL)
            o->draws = s->leave;
        if (o->simulated != SW_NO_OPTION && !e->has_benefit)
            o->cost = -o->draws.mean;
    }
    fill_do_nothing(d, e);
}

void sw_options_fill(sw_decision *d, const sw_economics *e)
{
    sw_options_take_draws(d, e);
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind != SW_OPTION_CANCEL)
            sw_option_check(&d->options[i], e);
}

sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind == kind)
            return &d->options[i];
    return NULL;
}

int sw_options_insert(sw_decision *d, sw_option o)
{
    size_t at = (size_t)(sw_options_find(d, SW_OPTION_CANCEL) - d->options);
    size_t after = d->n_options - at;
    d->options = g_renew(sw_option, d->options, d->n_options + 1);
    memmove(&d->options[at + 1], &d->options[at], after * sizeof(sw_option));
    d->options[at] = o;
    d->n_options++;
    return (int)at;
}
