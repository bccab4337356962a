/*
 * option.c - which options there are, with the figures of each.
 */
#include "decision/option.h"

#include <math.h>
#include <string.h>

#include "decision/comparator.h"
#include "decision/rightsize.h"
#include "decision/switch_to.h"
#include "decision/words.h"
#include "economics/calendar.h"
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "base/units.h"

/* What two ways of adding up the same may differ by. */
static const double ROUNDING = 1e-9;

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

/* In the contract's own currency. */
double sw_option_price(const sw_economics *e, double seats)
{
    return sw_seat_price(e, 0, sw_seats_for(e, 0, seats),
                         e->clock[0].signed_from);
}

/* src/economics/README.md 5: months of difference to leaving, discounted, in
 * years. */
static double window_annuity(const sw_economics *e, sw_day to)
{
    sw_day from = sw_signed_from(e);
    double years = 0.0, rate = e->mean[SW_IN_DISCOUNT_RATE];
    for (int m = 1; m <= sw_month_of(e->as_of, to); m++)
        years += sw_month_share(e->as_of, m, from, to) / SW_MONTHS_PER_YEAR *
                 pow(1.0 + rate, -m / (double)SW_MONTHS_PER_YEAR);
    return years;
}

void sw_option_bind(sw_option *o, const sw_economics *e, sw_day bound,
                    sw_day to)
{
    o->bound_until = bound;
    o->annuity = window_annuity(e, to);
    o->scale = window_annuity(e, e->renew[SW_VIEW_COMMITMENT].to) / o->annuity;
}

sw_option_draws sw_option_own_draws(const sw_option *o)
{
    sw_option_draws d = o->draws;
    double *all[] = {&d.mean,
                     &d.sd,
                     &d.p05,
                     &d.p50,
                     &d.p95,
                     &d.mc_se,
                     &d.cvar10,
                     &d.npv,
                     &d.npv_cashable,
                     &d.licence,
                     &d.npv_with_capacity,
                     &d.npv_all};
    for (size_t i = 0; o->scale > 0.0 && i < G_N_ELEMENTS(all); i++)
        *all[i] /= o->scale;
    return d;
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
                             .npv = NAN,
                             .npv_programme = NAN,
                             .npv_cashable = NAN,
                             .npv_with_capacity = NAN,
                             .npv_all = NAN,
                             .licence = NAN,
                             .probability_best = NAN,
                             .expected_loss = NAN,
                             .probability_within = NAN};
}

void sw_option_clear(sw_option *o)
{
    for (int v = 0; o->ledgers != NULL && v < SW_VIEWS; v++) {
        sw_ledger_clear(&o->ledgers->own[v]);
        sw_ledger_clear(&o->ledgers->then[v]);
    }
    g_free(o->ledgers);
    g_free(o->keep);
    sw_message_free(o->why_not);
    sw_message_free(o->note);
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

/* Renewing and leaving have their ledgers in the economics. */
static sw_option plain(const sw_economics *e, sw_option_kind kind, double seats)
{
    double from = sw_seats_now(e);
    sw_option o = {.kind = kind,
                   .evaluated = true,
                   .feasible = true,
                   .seats = seats,
                   .seats_from = from,
                   .from = e->clock[0].signed_from,
                   .direction = seats < from ? "down" : "same",
                   .price = seats > 0.0 ? sw_option_price(e, seats) : NAN,
                   .cost = NAN,
                   .simulated = SW_NO_OPTION};
    sw_option_terms now = sw_terms_as_now(e);
    sw_option_bind(&o, e, sw_bound_day(e, &now),
                   e->renew[SW_VIEW_COMMITMENT].to);
    return o;
}

const char *sw_offer_why_not(const sw_economics *e, size_t k,
                             const sw_offer *offer)
{
    if (offer->until != SW_DAY_NONE && offer->until < e->as_of)
        return "it can no longer be taken";
    if (e->clock[k].leaving != SW_LEAVES)
        return "the contract gives no day on which it could be replaced";
    return NULL;
}

/* Renewing on what is offered in place of contract k. */
static sw_option on_offer(const sw_economics *e, size_t k,
                          const sw_offer *offer)
{
    sw_option_terms terms = sw_terms_as_now(e);
    sw_option o = plain(e, SW_OPTION_RENEW, sw_seats_now(e));
    const char *why = sw_offer_why_not(e, k, offer);
    terms.offer = offer;
    terms.offered = k;
    sw_course on = sw_course_on(e, e->as_of);
    on.offer = offer;
    if (e->n_contracts == 1) /* at least what it sells, not the contract */
        o.seats = sw_paid_seats(e, k, &on, e->clock[k].signed_from);
    if (k == 0 && !isnan(offer->price))
        o.price = sw_offer_price(
            e, k, offer, sw_paid_seats(e, k, &on, e->clock[k].signed_from));
    o.from = e->clock[k].signed_from;
    o.alternative = offer->name;
    o.offer = offer;
    o.why_not = sw_message_word(why);
    o.evaluated = o.feasible = why == NULL;
    if (why != NULL)
        return o;
    o.ledgers = g_new0(sw_candidate, 1);
    for (int v = 0; v < SW_VIEWS; v++)
        sw_ledger_init(&o.ledgers->own[v], e, &terms, v);
    sw_option_bind(&o, e, sw_bound_day(e, &terms),
                   o.ledgers->own[SW_VIEW_COMMITMENT].to);
    return o;
}

static void add_offers(GArray *list, const sw_economics *e, size_t k)
{
    const sw_contract *c = &e->pilot->contracts[k];
    for (size_t i = 0; i < c->n_offers; i++)
        add(list, on_offer(e, k, &c->offers[i]));
}

/* Of several contracts: what keeps service the longest. */
static sw_at_end happens_if_idle(const sw_economics *e)
{
    sw_at_end at_end = SW_END_LAPSE;
    for (size_t k = 0; k < e->n_contracts; k++) {
        sw_at_end its = e->pilot->contracts[k].at_end;
        if (e->clock[k].runs && (at_end == SW_END_LAPSE || its == SW_END_RENEW))
            at_end = its;
    }
    return at_end;
}

/* Renewing binds as renewing does; extended service until somebody ends it. */
static void add_do_nothing(GArray *list, const sw_economics *e)
{
    sw_at_end at_end = happens_if_idle(e);
    bool stays = at_end != SW_END_LAPSE;
    sw_option idle =
        plain(e, SW_OPTION_DO_NOTHING, stays ? sw_seats_now(e) : 0.0);
    idle.feasible = false;
    idle.idle = at_end;
    if (at_end != SW_END_RENEW)
        idle.bound_until = SW_DAY_NONE;
    idle.why_not = sw_message_word(
        !stays ? "listed, never chosen: the term lapses"
        : at_end == SW_END_EXTENDED
            ? "listed, never chosen: service is extended by the month"
            : "listed, never chosen: the term renews by itself");
    idle.ledgers = g_new0(sw_candidate, 1);
    sw_option_terms terms = sw_terms_as_now(e);
    terms.idles = true;
    for (int v = 0; v < SW_VIEWS; v++)
        sw_ledger_init(&idle.ledgers->own[v], e, &terms, v);
    add(list, idle);
}

/* The deepest reduction that is permitted, in leaving's place. */
static sw_option reduced(const sw_economics *e, const sw_option *leave)
{
    sw_option o = *leave;
    o.kind = SW_OPTION_RIGHTSIZE;
    o.is_comparator = true;
    o.seats = sw_comparator_seats(e);
    o.price = sw_option_price(e, o.seats);
    o.year_spend = sw_ledger_spending(e, &e->leave_programme).year;
    o.bound_until = sw_comparator_bound(e);
    return o;
}

static void add_leaving(GArray *list, const sw_economics *e)
{
    sw_option leave = plain(e, SW_OPTION_CANCEL, 0.0);
    leave.cash_12_months =
        sw_ledger_spending(e, &e->leave_programme).cash_12_months;
    leave.bound_until = SW_DAY_NONE;
    if (sw_comparator_reduces(e))
        add(list, reduced(e, &leave));
    leave.feasible = sw_leaving_ends(e);
    if (!leave.feasible)
        leave.why_not = sw_why_not_cancel(e);
    add(list, leave);
}

static void add_spending(sw_option *o, const sw_economics *e,
                         const sw_ledger *l)
{
    sw_ledger_spend spend = sw_ledger_spending(e, l);
    o->cash_12_months += spend.cash_12_months;
    o->year_spend += spend.year;
}

/* Renewing and leaving have theirs from the economics. */
static void set_spending(sw_option *o, const sw_economics *e)
{
    const sw_candidate *c = o->ledgers;
    if (c == NULL)
        return;
    o->cash_12_months = o->year_spend = 0.0;
    if (c->model != NULL)
        add_spending(o, c->model, &c->then[SW_VIEW_PROGRAMME]);
    add_spending(o, e, &c->own[SW_VIEW_PROGRAMME]);
}

sw_status sw_options_list(sw_decision *d, const sw_economics *e,
                          const sw_economics_result *money, sw_error *err)
{
    sw_status st = sw_rightsizing_new(&d->rightsizing, e, err);
    if (st != SW_OK)
        return st;
    double seats = sw_seats_now(e);
    GArray *list = g_array_new(FALSE, FALSE, sizeof(sw_option));
    sw_option renew = plain(e, SW_OPTION_RENEW, seats), more;
    renew.cash_12_months = money->cash_12_months;
    renew.year_spend = money->years_spend;
    add(list, renew);
    for (size_t k = 0; k < e->n_contracts; k++)
        add_offers(list, e, k);
    sw_option down = sw_rightsize_down(d->rightsizing, e);
    add(list, down);
    if (!down.evaluated) /* too small a cut: renewing, with its note */
        g_array_index(list, sw_option, 0).note = sw_message_share(down.note);
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
    add_leaving(list, e);
    add_do_nothing(list, e);
    d->n_options = list->len;
    d->options = (sw_option *)(void *)g_array_free(list, FALSE);
    for (size_t i = 0; i < d->n_options; i++)
        set_spending(&d->options[i], e);
    return st;
}

sw_simulated_option sw_option_simulated(const sw_option *o,
                                        const sw_economics *e)
{
    const sw_candidate *c = o->ledgers;
    sw_simulated_option out = {0};
    for (int v = 0; v < SW_VIEWS; v++) {
        out.view[v] = c != NULL ? &c->own[v] : &e->renew[v];
        if (c != NULL && c->model != NULL)
            out.then[v] = &c->then[v];
    }
    out.model = c != NULL ? c->model : NULL;
    out.scale = o->scale;
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
        if (!o->evaluated || (o->kind != SW_OPTION_RENEW && o->ledgers == NULL))
            continue;
        o->simulated = (int)n;
        list[n++] = sw_option_simulated(o, e);
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

void sw_options_take_draws(sw_decision *d, const sw_economics *e)
{
    const sw_simulation *s = d->simulation;
    for (size_t i = 0; i < d->n_options; i++) {
        sw_option *o = &d->options[i];
        if (o->simulated != SW_NO_OPTION)
            o->draws = s->options[o->simulated];
        else if (sw_option_is_leaving(o))
            o->draws = s->leave;
        if (o->simulated != SW_NO_OPTION && !e->has_benefit)
            o->cost = -o->draws.mean;
    }
}

void sw_options_fill(sw_decision *d, const sw_economics *e)
{
    sw_options_take_draws(d, e);
    for (size_t i = 0; i < d->n_options; i++)
        if (!sw_option_is_leaving(&d->options[i]))
            sw_option_check(&d->options[i], e);
}

int sw_options_leaving(const sw_decision *d)
{
    const sw_option *leave = sw_options_find(d, SW_OPTION_CANCEL);
    if (leave->feasible)
        return (int)(leave - d->options);
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].is_comparator)
            return (int)i;
    return 0; /* renewing is what happens */
}

bool sw_option_is_leaving(const sw_option *o)
{
    return o->kind == SW_OPTION_CANCEL || o->is_comparator;
}

bool sw_windows_differ(const sw_decision *d)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].evaluated &&
            fabs(d->options[i].scale - d->options[0].scale) > ROUNDING)
            return true;
    return false;
}

sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind == kind && !d->options[i].is_comparator)
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
