/*
 * stream.c - the calendar of one option in one view.
 */
#include <math.h>
#include <stdint.h>

#include "economics/economics.h"
#include "economics/licence_cost.h"

/* What a flow's contract asks on a day: its price and its seats then. */
typedef struct pricing {
    const sw_contract *contract;
    const sw_clock *clock;
    double price, baseline, growth;
    double *presence, *renewals, *multiple; /* [n_months] */
} pricing;

static pricing pricing_of(const sw_stream *s, const sw_economics *e, size_t k,
                          double *presence)
{
    const sw_inputs *in = &e->pilot->inputs;
    const sw_contract *c = sw_economics_contract(e, k);
    double growth =
        c->seat_growth == SIZE_MAX ? 0.0 : sw_inputs_value(in, c->seat_growth);
    return (pricing){.contract = c,
                     .clock = sw_economics_clock(e, k),
                     .price = sw_inputs_value(in, c->price),
                     .baseline = sw_inputs_value(in, c->baseline_price),
                     .growth = growth,
                     .presence = presence,
                     .renewals = s->renewals + k * s->n_months,
                     .multiple = s->price_multiple + k * s->n_months};
}

/* Seats planned to be added by a day, from the second month signed on. */
static double added_by(const pricing *p, sw_day day)
{
    int months = 0;
    while (p->growth > 0.0 &&
           sw_date_add_months_clamped(p->clock->signed_from, months + 1) <= day)
        months++;
    return p->growth * months;
}

/* The other contracts are left and renewed by their own dates. */
static sw_day service_end(const sw_stream *s, const sw_economics *e, size_t k)
{
    if (k == 0)
        return s->terms.service_to;
    const sw_clock *own = sw_economics_clock(e, k);
    if (s->terms.service_to == e->clock.first_exit)
        return own->first_exit;
    return s->terms.service_to == e->clock.programme_to ? own->programme_to
                                                        : own->signed_to;
}

/* Seats of an invoice against those of the rate: fewer may apply only later. */
static double seats_share(const sw_stream *s, size_t k, sw_day day)
{
    const sw_option_terms *t = &s->terms;
    bool before = k == 0 && t->seats_before > 0.0 && day < t->seats_from;
    return before && t->seats > 0.0 ? t->seats_before / t->seats : 1.0;
}

/* An offer that is bought replaces price and billing from the day it starts. */
static double offer_multiple(const sw_stream *s, const sw_economics *e,
                             const pricing *p, size_t k, sw_day day)
{
    const sw_offer *offer = s->terms.offer;
    double base = p->contract->bundle ? p->baseline : 0.0;
    if (k > 0 || offer == NULL || day < p->clock->signed_from)
        return NAN;
    double surcharge =
        sw_inputs_value(&e->pilot->inputs, p->contract->surcharge);
    double asked = isnan(offer->price) ? p->price : offer->price;
    double now = p->contract->billing == SW_BILL_ANNUAL_MONTHLY;
    double then = offer->billing == SW_BILL_ANNUAL_MONTHLY;
    if (offer->term_months > 12)
        asked *= 1.0 - p->contract->multi_year_discount;
    return p->contract->fx * (asked - base) / (p->price - base) *
           (1.0 + then * surcharge) / (1.0 + now * surcharge);
}

static void place_invoice(sw_stream *s, const sw_economics *e, const pricing *p,
                          size_t k, const sw_invoice *v, bool is_offer)
{
    int m = sw_clock_month_of(&e->clock, v->day);
    if (m < 1 || (size_t)m > s->n_months)
        return;
    double share = seats_share(s, k, v->day);
    double seats = s->seats[k] * share + added_by(p, v->day);
    p->presence[m - 1] += v->months * share;
    p->renewals[m - 1] = is_offer ? 0.0 : v->renewals;
    p->multiple[m - 1] =
        is_offer ? offer_multiple(s, e, p, k, v->day)
                 : sw_invoice_multiple(p->clock, p->contract, p->price,
                                       p->baseline, seats, v);
}

/* What is paid back of invoices that reach beyond the last day of service. */
static void place_refunds(const sw_stream *s, const sw_economics *e,
                          const pricing *p, size_t k, const sw_invoices *list,
                          sw_day last)
{
    int m = sw_clock_month_of(&e->clock, last);
    bool leaves = p->clock->refunds && last == p->clock->first_exit;
    if (!(leaves || (k == 0 && s->terms.prorated)) || m < 1 ||
        (size_t)m > s->n_months)
        return;
    for (size_t i = 0; i < list->n; i++) {
        const sw_invoice *v = &list->item[i];
        double months = sw_refunded_months(v, last);
        if (!(months > 0.0))
            continue;
        p->presence[m - 1] -= months;
        p->renewals[m - 1] = v->renewals;
        p->multiple[m - 1] = sw_invoice_multiple(
            p->clock, p->contract, p->price, p->baseline, s->terms.seats, v);
    }
}

static void place_invoices(sw_stream *s, const sw_economics *e, size_t k,
                           double *presence)
{
    pricing p = pricing_of(s, e, k, presence);
    sw_day last = service_end(s, e, k);
    const sw_offer *offer = k == 0 ? s->terms.offer : NULL;
    sw_invoices list;
    sw_invoices_list(&list, p.clock, p.contract, last);
    for (size_t i = 0; i < list.n; i++)
        if (offer == NULL || list.item[i].day < p.clock->signed_from)
            place_invoice(s, e, &p, k, &list.item[i], false);
    place_refunds(s, e, &p, k, &list, last);
    g_free(list.item);
    if (offer == NULL)
        return;
    sw_contract bought = *p.contract;
    bought.term_months = offer->term_months;
    bought.billing = offer->billing;
    sw_clock from = {.signed_from = p.clock->signed_from, .as_of = last};
    sw_invoices_list(&list, &from, &bought, last);
    for (size_t i = 0; i < list.n; i++)
        place_invoice(s, e, &p, k, &list.item[i], true);
    g_free(list.item);
}

static void place_added(sw_stream *s, const sw_economics *e, size_t k,
                        double *presence)
{
    pricing p = pricing_of(s, e, k, presence);
    size_t n;
    sw_added_seats *list =
        sw_added_seats_list(&n, p.clock, p.contract, service_end(s, e, k));
    for (size_t i = 0; i < n; i++) {
        int m = sw_clock_month_of(&e->clock, list[i].day);
        if (m < 1 || (size_t)m > s->n_months)
            continue;
        presence[m - 1] += list[i].seat_months;
        p.renewals[m - 1] = list[i].renewals;
        p.multiple[m - 1] = sw_price_multiple(
            p.clock, p.contract, p.price, p.baseline,
            s->seats[k] + p.growth * list[i].added, list[i].day);
    }
    g_free(list);
}

static void place_one_off(const sw_stream *s, const sw_economics *e,
                          const sw_line *line, double *presence)
{
    sw_day day = line->date != SW_DAY_NONE ? line->date : e->clock.signed_from;
    if (line->at_exit)
        day = s->terms.service_to;
    int m = sw_clock_month_of(&e->clock, day);
    bool early = !s->terms.own_dates && day < s->terms.service_from;
    if (early || (line->at_exit && s->terms.goes_on))
        return;
    if (m >= 1 && (size_t)m <= s->n_months && day <= s->terms.service_to)
        presence[m - 1] = 1.0;
}

static sw_day later(sw_day a, sw_day b)
{
    return b == SW_DAY_NONE || a > b ? a : b;
}

static sw_day earlier(sw_day a, sw_day b)
{
    return b == SW_DAY_NONE || a < b ? a : b;
}

/* Mean of a straight rise over `ramp` months, in the month that begins `t`
 * months after the line does. */
static double ramp_share(double t, double ramp)
{
    if (!(ramp > 0.0) || t >= ramp)
        return 1.0;
    if (t + 1.0 <= ramp)
        return (t + 0.5) / ramp;
    return (ramp * ramp - t * t) / (2.0 * ramp) + t + 1.0 - ramp;
}

/* First day on which a line can accrue, its own dates apart. */
static sw_day accrues_from(const sw_stream *s, const sw_economics *e,
                           const sw_line *line)
{
    sw_day from = e->clock.as_of + 1;
    const sw_option_terms *t = &s->terms;
    if (t->own_dates && line != NULL && !line->is_benefit)
        return line->from != SW_DAY_NONE ? from : e->clock.signed_from;
    return t->service_from > from ? t->service_from : from;
}

/* A line's dates, and what the assumptions say of every benefit. */
static void place_share(const sw_stream *s, const sw_economics *e,
                        const sw_line *line, double *presence)
{
    const sw_pilot *p = e->pilot;
    sw_day from = accrues_from(s, e, line), to = s->terms.service_to;
    double ramp = 0.0;
    if (s->terms.used_to != 0)
        to = earlier(to, s->terms.used_to);
    if (line != NULL) {
        from = later(from, line->from);
        to = earlier(to, line->to);
        ramp = line->ramp_months;
    }
    if (line != NULL && line->is_benefit) {
        from = later(
            from,
            sw_date_add_months(e->clock.as_of, p->benefit_delay_months) + 1);
        ramp = fmax(ramp, p->benefit_ramp_months);
    }
    int first = sw_clock_month_of(&e->clock, from);
    for (size_t m = 0; m < s->n_months; m++) {
        presence[m] = sw_clock_share(&e->clock, (int)m + 1, from, to);
        if ((int)m + 1 >= first)
            presence[m] *= ramp_share((double)((int)m + 1 - first), ramp);
    }
}

/* Months in use of one seat added on the first day of each month signed, as
 * present as a seat of today. */
static void place_added_time(const sw_stream *s, const sw_economics *e,
                             const sw_line *line, double *presence)
{
    sw_day to = s->terms.service_to;
    place_share(s, e, line, presence);
    for (size_t m = 0; m < s->n_months; m++) {
        double in_use = 0.0;
        for (int j = 1;; j++) {
            sw_day from = sw_date_add_months_clamped(e->clock.signed_from, j);
            if (from > to || from > sw_clock_month_end(&e->clock, (int)m + 1))
                break;
            in_use += sw_clock_share(&e->clock, (int)m + 1, from, SW_DAY_NONE);
        }
        presence[m] *= in_use;
    }
}

/* Mean hourly cost of the segments' people, where it is known. */
static double mean_wage(const sw_evidence *ev)
{
    double total = 0.0, seats = 0.0;
    for (size_t g = 0; g < ev->n_segments; g++)
        if (isfinite(ev->segments[g].hourly_cost)) {
            total += ev->segments[g].seats * ev->segments[g].hourly_cost;
            seats += ev->segments[g].seats;
        }
    return total / seats;
}

double sw_segment_seats(const sw_economics *e, size_t g)
{
    const sw_segment *segment = &e->evidence->segments[g];
    double relative = segment->hourly_cost / mean_wage(e->evidence);
    return segment->seats * (isfinite(relative) ? relative : 1.0);
}

double sw_segment_coverage(const sw_economics *e)
{
    double all = 0.0;
    for (size_t g = 0; g < e->evidence->n_segments; g++)
        all += e->evidence->segments[g].seats;
    double assigned = sw_inputs_value(&e->pilot->inputs, SW_IN_SEATS_ASSIGNED);
    return assigned < all ? assigned / all : 1.0;
}

/* Shares of the kept segments; their seats carry the benefit. */
static void weigh_segments(sw_stream *s, const sw_economics *e)
{
    size_t n = e->evidence->n_segments;
    double total = 0.0;
    s->segment_weight = g_new0(double, n);
    for (size_t g = 0; g < n; g++)
        if (s->terms.keep[g])
            total += s->segment_weight[g] = sw_segment_seats(e, g);
    for (size_t g = 0; total > 0.0 && g < n; g++)
        s->segment_weight[g] /= total;
    s->terms.benefit_seats = total * sw_segment_coverage(e);
    s->terms.keep = NULL; /* borrowed: the weights say it from here on */
}

static void set_seats(sw_stream *s, const sw_economics *e)
{
    const sw_inputs *in = &e->pilot->inputs;
    s->seats = g_new0(double, e->n_contracts);
    s->seats[0] = s->terms.seats;
    for (size_t k = 1; k < e->n_contracts; k++) {
        const sw_contract *c = sw_economics_contract(e, k);
        s->seats[k] = fmax(sw_inputs_value(in, c->min_seats),
                           sw_inputs_value(in, c->seats_purchased));
    }
}

/* Everyone keeps the seat until the seats change. */
static void init_before(sw_stream *s, const sw_economics *e, int view)
{
    sw_option_terms before = s->terms;
    if (!(s->terms.seats_before > 0.0) || s->terms.seats_from <= e->clock.as_of)
        return;
    before.seats = s->terms.seats_before;
    before.benefit_seats =
        sw_inputs_value(&e->pilot->inputs, SW_IN_SEATS_ASSIGNED);
    before.new_seats = before.seats_before = 0.0;
    before.service_to = s->terms.seats_from - 1;
    before.keep = NULL;
    before.goes_on = true;
    s->before = g_new0(sw_stream, 1);
    sw_stream_init(s->before, e, &before, view);
    s->terms.service_from = s->terms.seats_from;
}

static bool is_licence(const sw_flow *flow)
{
    return flow->kind == SW_FLOW_LICENCE || flow->kind == SW_FLOW_ADDED_SEATS;
}

void sw_stream_init(sw_stream *s, const sw_economics *e,
                    const sw_option_terms *terms, int view)
{
    int months = view == SW_VIEW_PROGRAMME ? e->clock.months_programme
                                           : e->clock.months_commitment;
    *s = (sw_stream){.terms = *terms, .n_months = (size_t)months};
    s->presence = g_new0(double, e->n_flows * s->n_months);
    s->renewals = g_new0(double, e->n_contracts * s->n_months);
    s->price_multiple = g_new0(double, e->n_contracts * s->n_months);
    for (size_t m = 0; m < e->n_contracts * s->n_months; m++)
        s->price_multiple[m] = 1.0;
    set_seats(s, e);
    init_before(s, e, view);

    if (terms->keep != NULL)
        weigh_segments(s, e);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = sw_flow_whole(e, &e->flows[f]);
        double *presence = s->presence + f * s->n_months;
        if (terms->goes_on && is_licence(flow))
            continue;
        if (flow->kind == SW_FLOW_LICENCE)
            place_invoices(s, e, flow->contract, presence);
        else if (flow->kind == SW_FLOW_ADDED_SEATS)
            place_added(s, e, flow->contract, presence);
        else if (flow->kind == SW_FLOW_ONE_OFF)
            place_one_off(s, e, flow->line, presence);
        else if (flow->kind == SW_FLOW_ADDED_TIME)
            place_added_time(s, e, flow->line, presence);
        else
            place_share(s, e, flow->line, presence);
    }
}

void sw_stream_clear(sw_stream *s)
{
    g_clear_pointer(&s->presence, g_free);
    g_clear_pointer(&s->renewals, g_free);
    g_clear_pointer(&s->price_multiple, g_free);
    g_clear_pointer(&s->seats, g_free);
    g_clear_pointer(&s->segment_weight, g_free);
    if (s->before != NULL)
        sw_stream_clear(s->before);
    g_clear_pointer(&s->before, g_free);
}
