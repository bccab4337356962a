/*
 * unit_costs.c - what an active seat and a saved hour cost, what a segment's
 * seat is worth, and the risk-adjusted column.
 */
#include <math.h>

#include "economics/calendar.h"
#include "economics/measures.h"
#include "economics/spending.h"
#include "base/units.h"
#include "economics/value.h"

/* Person-years of service and hours saved, of renewing less leaving. */
static void add_served(const sw_economics *e, const sw_ledger *l, double sign,
                       double *hours, double *years)
{
    double minutes = sw_ledger_minutes(e, NULL);
    double weeks = e->mean[SW_IN_WORKING_WEEKS];
    for (size_t i = 0; i < l->n; i++) {
        const sw_entry *v = &l->entry[i];
        if (e->flows[e->parts[v->part].flow].kind != SW_FLOW_TIME_SAVED)
            continue;
        double year = sign * v->coef * v->seats / SW_MONTHS_PER_YEAR;
        *years += year;
        *hours += year * minutes * weeks / SW_MINUTES_PER_HOUR *
                  pow(1.0 - e->mean[SW_IN_DECAY],
                      (v->month - 1) / (double)SW_MONTHS_PER_YEAR);
    }
}

/* Seat-years where no time is priced: by the calendar of the commitment. */
static double seat_years(const sw_economics *e)
{
    const sw_ledger *l = &e->renew[SW_VIEW_COMMITMENT];
    double years = 0.0;
    for (int m = 1; m <= l->n_months; m++)
        years += sw_month_share(e->as_of, m, e->clock[0].signed_from, l->to) /
                 SW_MONTHS_PER_YEAR;
    return years * e->mean[SW_IN_SEATS_ASSIGNED];
}

void sw_unit_costs_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->inputs;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_COMMITMENT];
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;
    double active = e->mean[future ? SW_IN_ADOPTION : SW_IN_ADOPTION_PILOT];
    double costs = 0.0, hours = 0.0, years = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t k = 0; !e->flows[f].is_benefit && k < cf->n_months; k++)
            costs += sw_flow_difference(r, cf, f, k);
    add_served(e, cf->ledger, 1.0, &hours, &years);
    add_served(e, &e->leave, -1.0, &hours, &years);
    if (!e->has_time_saved)
        years = seat_years(e);
    r->cost_per_active_seat_year =
        years * active > 0.0 ? costs / (years * active) : NAN;
    r->cost_per_hour_saved = hours > 0.0 ? costs / hours : NAN;
}

/* ---- a segment's seat ---- */

/* The chain at inputs' means, of the segment's own silent. */
static double segment_minutes(const sw_economics *e, size_t segment,
                              double effect)
{
    const sw_silent *silent = &e->evidence->segments[segment].silent;
    const double *column[SW_IN_FIXED];
    double minutes[SW_BLOCK];
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        column[id] = &e->mean[id];
    column[SW_IN_EFFECT] = &effect;
    column[SW_IN_SILENT_SHARE] = &silent->share;
    column[SW_IN_MISSING] = &silent->missing;
    column[SW_IN_MISSING_CONTROL] = &silent->missing_control;
    sw_columns in = {1, column, e->none_varies, NULL, NULL};
    sw_minutes_column(minutes, e, NULL, &in);
    return minutes[0] * sw_segment_mean_room(e, segment);
}

double sw_segment_net_at(const sw_economics *e, size_t segment, double pooled)
{
    const sw_segment *g = &e->evidence->segments[segment];
    if (!e->has_time_saved)
        return NAN;
    double effect = sw_segment_effect(e, segment, e->mean[SW_IN_EFFECT]) +
                    pooled - g->pooled;
    double wage = isfinite(g->hourly_cost)
                      ? g->hourly_cost / e->mean[SW_IN_HOURLY_COST]
                      : 1.0;
    return sw_minutes_worth(e, segment_minutes(e, segment, effect)) * wage -
           sw_seat_year_price(e, 0);
}

double sw_segment_minutes(const sw_economics *e, size_t segment)
{
    return segment_minutes(
        e, segment, sw_segment_effect(e, segment, e->mean[SW_IN_EFFECT]));
}

double sw_segment_net_governed(const sw_economics *e, size_t segment,
                               double realisation)
{
    double now = e->mean[SW_IN_REALISATION], price = sw_seat_year_price(e, 0);
    if (!(now > 0.0))
        return NAN; /* the worth of a minute is not known */
    return (sw_segment_net_per_seat_year(e, segment) + price) * realisation /
               now -
           price;
}

double sw_segment_net_per_seat_year(const sw_economics *e, size_t segment)
{
    return sw_segment_net_at(e, segment, e->evidence->segments[segment].pooled);
}

sw_idle_spend sw_idle_spend_of(const sw_economics *e)
{
    const sw_seat_counts *s = &e->evidence->seats;
    double price = sw_seat_year_price(e, 0);
    double idle = isnan(s->idle) ? 0.0 : s->idle; /* nobody knows of others */
    bool any = !isnan(s->idle) || s->unassigned > 0.0;
    return (sw_idle_spend){.exposed = price * (s->purchased - s->active),
                           .reassignable =
                               any ? price * (s->unassigned + idle) : NAN,
                           .reducible = price * s->reducible_at_renewal};
}

/* ---- the published consulting style ---- */

/* By the year: what falls at time 0 is not discounted, every other flow at the
 * end of its year. */
static double year_end_value(const sw_economics_result *r, size_t f)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    double pv = 0.0;
    for (size_t k = 0; k < cf->n_months; k++) {
        int m = (int)k + 1;
        double years = e->flows[f].start_dated
                           ? sw_start_exponent(SW_DISCOUNT_YEAR_END, m)
                           : sw_end_exponent(SW_DISCOUNT_YEAR_END, m);
        sw_timing t = sw_timing_of(e, e->flows[f].start_dated, m);
        t.discounted = years;
        pv += sw_flow_difference(r, cf, f, k) * sw_discount_factor(e, t);
    }
    return pv;
}

double sw_risk_adjustment(const sw_economics *e, const sw_flow *flow)
{
    const sw_line *line = flow->kind == SW_FLOW_BENEFIT_LOST
                              ? sw_flow_whole(e, flow)->line
                              : flow->line;
    return line != NULL ? line->risk_adjustment : NAN;
}

void sw_risk_adjusted_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    sw_risk_adjusted *a = &r->risk_adjusted;
    r->risk_adjusted_pv = g_new0(double, e->n_flows);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        double q = sw_risk_adjustment(e, flow);
        a->known = a->known || !isnan(q);
        q = isnan(q) ? 0.0 : q;
        double pv =
            year_end_value(r, f) * (flow->is_benefit ? 1.0 - q : 1.0 + q);
        r->risk_adjusted_pv[f] = pv;
        if (sw_class_counts(flow->class_, e->pilot->policy.headline))
            *(flow->is_benefit ? &a->pv_benefits : &a->pv_costs) += pv;
    }
    a->npv = a->pv_benefits - a->pv_costs;
    a->roi = a->pv_costs > 0.0 ? a->npv / a->pv_costs : NAN;
    if (!a->known || !e->has_benefit)
        *a = (sw_risk_adjusted){false, NAN, NAN, NAN, NAN};
}
