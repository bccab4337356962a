#include "decision/switch_to.h"

#include <math.h>
#include <stdint.h>

#include "decision/option.h"
#include "economics/calendar.h"
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "base/units.h"

/* Dates of an alternative. */
typedef struct dates {
    sw_day paid_from, used_from;
    sw_day to; /* last day of the option's window */
} dates;

static dates dates_of(const sw_economics *e, const sw_alternative *a)
{
    sw_day available = sw_later(e->as_of + 1, a->available_from);
    dates d = {.used_from = sw_later(sw_signed_from(e), available)};
    sw_day early = sw_date_add_part(d.used_from - 1, -a->overlap_months) + 1;
    d.paid_from = sw_later(available, early);
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
static void set_pilot(sw_pilot *own, const sw_pilot *p, sw_alternative *a)
{
    *own = *p;
    own->contracts = &a->contract;
    own->n_contracts = 1;
    own->n_risks = 0;
    own->meters = a->meters;
    own->n_meters = a->n_meters;
    take_lines(own, p, a);
}

static double or_else(double x, double otherwise)
{
    return isnan(x) ? otherwise : x;
}

static double seats_of(const sw_economics *e, const sw_alternative *a)
{
    const sw_inputs *in = &e->inputs;
    double assigned = sw_inputs_value(in, SW_IN_SEATS_ASSIGNED);
    double seats = sw_inputs_value(in, a->contract.seats_purchased);
    double least = sw_inputs_value(in, a->contract.min_seats);
    return fmax(or_else(seats, assigned), or_else(least, 0.0));
}

/* The alternative, and today's contracts to the first ends that are permitted
 * once it is there: a commitment is paid on (src/economics/README.md 2). */
static sw_candidate *ledgers_of(const sw_economics *e, const sw_economics *own,
                                double seats, const dates *d)
{
    sw_candidate *c = g_new0(sw_candidate, 1);
    sw_option_terms then = sw_terms_as_now(own), today = sw_terms_as_now(e);
    then.seats = seats;
    then.seats_from = d->paid_from;
    then.new_seats = seats;
    then.used_from = d->used_from;
    today.leaves = true;
    today.leaves_after = today.used_to = d->used_from - 1;
    c->model = own;
    for (int v = 0; v < SW_VIEWS; v++) {
        then.window = today.window =
            v == SW_VIEW_COMMITMENT
                ? d->to
                : sw_later(d->to, sw_programme_end(own, &then));
        sw_ledger_init(&c->then[v], own, &then, v);
        sw_ledger_init(&c->own[v], e, &today, v);
    }
    return c;
}

/* Why the alternative has no figures, or NULL. */
static const char *why_not(const sw_economics *e, const sw_economics *own,
                           const sw_alternative *a)
{
    const sw_inputs *in = &e->inputs;
    if (e->has_benefit && a->benefit_factor == SIZE_MAX)
        return "its benefit is unknown: benefit_factor is not given";
    if (a->n_meters > 0 && !sw_inputs_at(in, a->meters[0].units)->known)
        return "how much it would be used is unknown: units_per_month of its "
               "contract.metered is not given";
    if (own->n_flows == 0)
        return "nothing of what it costs is known";
    if (!sw_leaving_ends(e))
        return "today's contract gives no day on which it can be left";
    return NULL;
}

/* At least a year of use, and as long as today's contracts are paid on. */
static sw_day window_end(const sw_economics *e, const sw_economics *own,
                         const dates *d)
{
    sw_day to = sw_date_add_months(d->used_from - 1, SW_MONTHS_PER_YEAR);
    to = sw_later(to, own->clock[0].bound_until);
    for (size_t k = 0; k < e->n_contracts; k++) {
        bool refunds;
        to = sw_later(to, sw_leaves_after(e, k, d->used_from - 1, &refunds));
    }
    return to;
}

static const char *direction_of(double seats, double now)
{
    return seats < now ? "down" : seats > now ? "up" : "same";
}

sw_status sw_switch_option(sw_option *out, sw_decision *d,
                           const sw_economics *e, size_t i, sw_error *err)
{
    sw_alternative *a = &e->pilot->alternatives[i];
    dates when = dates_of(e, a);
    const sw_alternative_of of = {when.paid_from, a->benefit_factor};
    set_pilot(&d->alternative_pilot[i], e->pilot, a);
    sw_status st = sw_economics_new(
        &d->alternative[i], &d->alternative_pilot[i], e->evidence, &of, err);
    if (st != SW_OK)
        return st;
    const sw_economics *own = d->alternative[i];
    double seats = seats_of(e, a), now = sw_seats_now(e);
    when.to = window_end(e, own, &when);
    *out = (sw_option){.kind = SW_OPTION_SWITCH,
                       .alternative = a->name,
                       .seats = seats,
                       .seats_from = now,
                       .direction = direction_of(seats, now),
                       .from = when.used_from,
                       .price = sw_option_price(own, seats),
                       .year_spend = NAN,
                       .cost = NAN,
                       .measured = a->measured_by != NULL,
                       .simulated = SW_NO_OPTION};
    sw_option_bind(out, e, own->clock[0].bound_until, when.to);
    const char *why = why_not(e, own, a);
    out->why_not = sw_message_word(why);
    if (why != NULL)
        return SW_OK;
    out->evaluated = out->feasible = true;
    out->ledgers = ledgers_of(e, own, seats, &when);
    return SW_OK;
}
