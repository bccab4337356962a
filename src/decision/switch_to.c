#include "decision/switch_to.h"

#include <math.h>
#include <stdint.h>

/* Dates of an alternative. */
typedef struct dates {
    sw_day paid_from, used_from;
    bool bridged; /* today's contract is renewed until it is there */
} dates;

static sw_day latest(sw_day a, sw_day b)
{
    return a > b ? a : b;
}

static dates dates_of(const sw_economics *e, const sw_alternative *a)
{
    sw_day leaves = e->clock.first_exit + 1, now = e->clock.as_of + 1;
    sw_day available = latest(now, a->available_from);
    int overlap = (int)lround(a->overlap_months);
    dates d = {.used_from = latest(leaves, available)};
    sw_day early = sw_date_add_months_clamped(d.used_from, -overlap);
    d.paid_from = latest(available, early);
    d.bridged = d.used_from > leaves;
    return d;
}

/* The alternative's costs, and the copilot's benefits. */
static void take_lines(sw_pilot *own, const sw_pilot *p,
                       const sw_alternative *a)
{
    own->lines = g_new0(sw_line, a->n_lines + p->n_lines);
    own->n_lines = 0;
    for (size_t i = 0; i < a->n_lines; i++)
        own->lines[own->n_lines++] = a->lines[i];
    for (size_t i = 0; i < p->n_lines; i++)
        if (p->lines[i].is_benefit)
            own->lines[own->n_lines++] = p->lines[i];
}

/* A pilot of its own on the same inputs: only contract and lines differ. */
static void set_pilot(sw_pilot *own, const sw_pilot *p, const sw_alternative *a)
{
    *own = *p;
    own->contract = a->contract;
    own->n_more_contracts = 0;
    own->n_risks = 0;
    own->metered_over = SIZE_MAX;
    if (a->contract.units != SW_IN_METERED_UNITS)
        own->metered_sd = SIZE_MAX;
    take_lines(own, p, a);
}

/* The same months and ends as today's contract, its own beginning. */
static void set_clock(sw_economics *own, const sw_economics *e, const dates *d)
{
    own->clock = e->clock;
    own->clock.terms_known = false;
    own->clock.refunds = false;
    own->clock.contract_from = SW_DAY_NONE;
    own->clock.signed_from = d->paid_from;
    own->clock.first_exit = d->paid_from - 1;
}

static double or_else(double x, double otherwise)
{
    return isnan(x) ? otherwise : x;
}

static double seats_of(const sw_economics *e, const sw_alternative *a)
{
    const sw_inputs *in = &e->pilot->inputs;
    double now = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    double seats = sw_inputs_value(in, a->contract.seats_purchased);
    double least = sw_inputs_value(in, a->contract.min_seats);
    return fmax(or_else(seats, now), or_else(least, 0.0));
}

static void init_then(sw_candidate *c, const sw_economics *own, double seats,
                      const dates *d)
{
    sw_option_terms terms = {.seats = seats,
                             .new_seats = seats,
                             .benefit_seats = sw_inputs_value(
                                 &own->pilot->inputs, SW_IN_SEATS_ASSIGNED),
                             .price_factor = 1.0,
                             .service_from = d->used_from,
                             .own_dates = true,
                             .prorated = true};
    c->model = own;
    terms.service_to = own->clock.signed_to;
    sw_stream_init(&c->then[SW_VIEW_COMMITMENT], own, &terms,
                   SW_VIEW_COMMITMENT);
    terms.service_to = own->clock.programme_to;
    sw_stream_init(&c->then[SW_VIEW_PROGRAMME], own, &terms, SW_VIEW_PROGRAMME);
}

/* Today's contract to the end of the term, used until the alternative is
 * there. */
static void init_bridge(sw_candidate *c, const sw_economics *e, const dates *d)
{
    c->leaves = !d->bridged;
    if (c->leaves)
        return;
    sw_option_terms terms = e->renew[SW_VIEW_COMMITMENT].terms;
    terms.used_to = d->used_from - 1;
    for (int view = 0; view < SW_VIEWS; view++)
        sw_stream_init(&c->own[view], e, &terms, view);
}

/* Why the alternative has no figures, or NULL. */
static const char *why_not(const sw_economics *e, const sw_economics *own,
                           const sw_alternative *a, const dates *d)
{
    const sw_inputs *in = &e->pilot->inputs;
    if (d->used_from > e->clock.signed_to)
        return "available only after the term being signed";
    if (e->has_benefit && a->benefit_factor == SIZE_MAX)
        return "its benefit is unknown: benefit_factor is not given";
    if (a->contract.metered && !sw_inputs_at(in, a->contract.units)->known)
        return "how much it would be used is unknown: units_per_month of its "
               "contract.metered is not given";
    if (own->n_flows == 0)
        return "nothing of what it costs is known";
    return NULL;
}

sw_status sw_switch_option(sw_option *out, sw_decision *d,
                           const sw_economics *e, size_t i, sw_error *err)
{
    const sw_alternative *a = &e->pilot->alternatives[i];
    sw_pilot *pilot = &d->alternative_pilot[i];
    dates when = dates_of(e, a);
    set_pilot(pilot, e->pilot, a);
    sw_status st =
        sw_economics_new(&d->alternative[i], pilot, e->evidence, err);
    if (st != SW_OK)
        return st;
    sw_economics *own = d->alternative[i];
    own->benefit_factor = a->benefit_factor;
    set_clock(own, e, &when);
    double seats = seats_of(e, a), now = e->renew[0].terms.seats;
    *out = (sw_option){.kind = SW_OPTION_SWITCH,
                       .alternative = a->name,
                       .seats = seats,
                       .seats_from = now,
                       .direction = seats < now   ? "down"
                                    : seats > now ? "up"
                                                  : "same",
                       .from = when.used_from,
                       .price = sw_option_price(own, seats),
                       .year_spend = NAN,
                       .cost = NAN,
                       .measured = a->measured_by != NULL,
                       .simulated = SW_NO_OPTION};
    const char *why = why_not(e, own, a, &when);
    out->why_not = sw_message_word(why);
    if (why != NULL)
        return SW_OK;
    out->evaluated = out->feasible = true;
    out->streams = g_new0(sw_candidate, 1);
    init_then(out->streams, own, seats, &when);
    init_bridge(out->streams, e, &when);
    return SW_OK;
}
