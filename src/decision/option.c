/*
 * option.c - which options there are, with the figures of each.
 */
#include "decision/option.h"

#include <math.h>

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

static double price_per_month(const sw_pilot *p)
{
    double price = sw_inputs_value(&p->inputs, SW_IN_PRICE);
    return p->contract.per_year ? price / 12.0 : price;
}

static sw_option option_of(const sw_economics *e, sw_option_kind kind,
                           double seats, const sw_option_draws *draws)
{
    double from = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    return (sw_option){.kind = kind,
                       .evaluated = true,
                       .feasible = true,
                       .seats = seats,
                       .seats_from = from,
                       .direction = seats < from ? "down" : "same",
                       .price = seats > 0.0 ? price_per_month(e->pilot) : NAN,
                       .draws = *draws};
}

/* Budget and the limit on the worst tenth, where the policy sets them. */
static void check_feasible(sw_option *o, const sw_economics *e,
                           const sw_economics_result *money)
{
    const sw_policy *policy = &e->pilot->policy;
    if (!isnan(policy->budget_per_year) &&
        money->years_spend > policy->budget_per_year)
        o->why_not = g_strdup("a year's spend exceeds policy.budget_per_year");
    else if (!isnan(policy->max_loss_cvar10) &&
             o->draws.cvar10 < -policy->max_loss_cvar10)
        o->why_not = g_strdup("the mean of the worst tenth exceeds "
                              "policy.max_loss_cvar10");
    o->feasible = o->why_not == NULL;
}

/* Without any benefit the options compare on cost: no net benefit is known. */
static const sw_option_draws UNKNOWN = {
    .mean = NAN, .sd = NAN, .p05 = NAN, .p50 = NAN, .p95 = NAN, .mc_se = NAN,
    .probability_positive = NAN, .cvar10 = NAN, .npv_programme = NAN,
    .npv_cashable = NAN, .npv_with_capacity = NAN, .npv_all = NAN,
    .probability_best = NAN, .expected_loss = NAN, .probability_within = NAN};

void sw_options_list(sw_decision *d, const sw_economics *e,
                     const sw_economics_result *money)
{
    const sw_simulation *s = d->simulation;
    double seats = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    bool renews = e->clock.renews_by_itself;
    d->n_options = 3;
    d->options = g_new0(sw_option, d->n_options);

    d->options[0] = option_of(e, SW_OPTION_RENEW, seats, &s->options[0]);
    d->options[0].cash_12_months = money->cash_12_months;
    check_feasible(&d->options[0], e, money);

    d->options[1] = option_of(e, SW_OPTION_CANCEL, 0.0, &s->leave);
    d->options[1].cash_12_months = money->committed;

    d->options[2] = renews ? d->options[0] : d->options[1];
    d->options[2].kind = SW_OPTION_DO_NOTHING;
    d->options[2].feasible = false;
    d->options[2].why_not = g_strdup(
        renews ? "listed, never chosen: the term renews by itself"
               : "listed, never chosen: the term lapses");
    for (size_t i = 0; !e->has_benefit && i < d->n_options; i++)
        d->options[i].draws = UNKNOWN;
}

sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind == kind)
            return &d->options[i];
    return NULL;
}
