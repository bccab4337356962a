/*
 * unit_costs.c - what an active seat and a saved hour cost, and the
 * risk-adjusted column.
 */
#include <math.h>

#include "economics/flow_value.h"
#include "economics/measures.h"

/* Amount of a flow in month k of a view, less that of leaving. */
static double difference(const sw_economics_result *r, int view, size_t f,
                         size_t k)
{
    const sw_cash_flow *cf = &r->renew[view];
    size_t own = cf->stream->n_months, left = r->leave.stream->n_months;
    double leaving = k < left ? r->leave.amount[f * left + k] : 0.0;
    return cf->amount[f * own + k] - leaving;
}

/* Hours saved and seat-years of service, of renewing less leaving. */
static void served(const sw_economics_result *r, double *hours, double *years)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->pilot->inputs;
    double seats = e->renew[SW_VIEW_COMMITMENT].terms.benefit_seats;
    double per_month = r->minutes / 60.0 *
                       sw_inputs_value(in, SW_IN_WORKING_WEEKS) / 12.0 * seats;
    *hours = *years = 0.0;
    for (int m = 1; m <= e->clock.months_commitment; m++) {
        double share = sw_clock_share(&e->clock, m, e->clock.signed_from,
                                      e->clock.signed_to);
        double decayed =
            pow(1.0 - sw_inputs_value(in, SW_IN_DECAY), (m - 1) / 12.0);
        *hours += share * per_month * decayed;
        *years += share / 12.0 * seats;
    }
}

void sw_unit_costs_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->pilot->inputs;
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;
    double active =
        sw_inputs_value(in, future ? SW_IN_ADOPTION : SW_IN_ADOPTION_PILOT);
    double costs = 0.0, hours, years;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t k = 0; !e->flows[f].is_benefit &&
                           k < r->renew[SW_VIEW_COMMITMENT].stream->n_months;
             k++)
            costs += difference(r, SW_VIEW_COMMITMENT, f, k);
    served(r, &hours, &years);
    r->cost_per_active_seat_year =
        years * active > 0.0 ? costs / (years * active) : NAN;
    r->cost_per_hour_saved = hours > 0.0 ? costs / hours : NAN;
}

/* By the year, as the consulting studies do: what falls at time 0 is not
 * discounted, every other flow at the end of its year. */
static double year_end_value(const sw_economics_result *r, size_t f,
                             double rate)
{
    const sw_flow *flow = &r->model->flows[f];
    double pv = 0.0;
    for (size_t k = 0; k < r->renew[SW_VIEW_PROGRAMME].stream->n_months; k++) {
        int m = (int)k + 1;
        double years = flow->start_dated
                           ? sw_start_exponent(SW_DISCOUNT_YEAR_END, m)
                           : sw_end_exponent(SW_DISCOUNT_YEAR_END, m);
        pv += difference(r, SW_VIEW_PROGRAMME, f, k) * pow(1.0 + rate, -years);
    }
    return pv;
}

void sw_risk_adjusted_set(sw_economics_result *r, double rate)
{
    const sw_economics *e = r->model;
    sw_risk_adjusted *a = &r->risk_adjusted;
    r->risk_adjusted_pv = g_new0(double, e->n_flows);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        double q = flow->line != NULL ? flow->line->risk_adjustment : NAN;
        a->known = a->known || !isnan(q);
        q = isnan(q) ? 0.0 : q;
        double pv =
            year_end_value(r, f, rate) * (flow->is_benefit ? 1.0 - q : 1.0 + q);
        r->risk_adjusted_pv[f] = pv;
        if (sw_class_counts(flow->class_, e->pilot->policy.headline))
            *(flow->is_benefit ? &a->pv_benefits : &a->pv_costs) += pv;
    }
    a->npv = a->pv_benefits - a->pv_costs;
    a->roi = a->pv_costs > 0.0 ? a->npv / a->pv_costs : NAN;
    if (!a->known || !e->has_benefit)
        *a = (sw_risk_adjusted){false, NAN, NAN, NAN, NAN};
}
