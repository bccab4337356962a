/*
 * result.c - the deterministic case: monthly flows and their measures.
 */
#include <math.h>

#include "base/sum.h"
#include "economics/flow_value.h"
#include "economics/mean_columns.h"
#include "economics/spending.h"
#include "economics/measures.h"

static void fill_cash_flow(sw_cash_flow *cf, const sw_economics *e,
                           const sw_stream *s, const sw_columns *in)
{
    size_t n = e->n_flows * s->n_months;
    *cf = (sw_cash_flow){.stream = s,
                         .rate = g_new0(double, e->n_flows),
                         .growth = g_new0(double, n),
                         .amount = g_new0(double, n)};
    for (size_t f = 0; f < e->n_flows; f++) {
        sw_flow_rate(&cf->rate[f], e, s, f, in);
        for (size_t k = 0; k < s->n_months; k++) {
            size_t at = f * s->n_months + k;
            cf->growth[at] = sw_flow_growth(e, s, f, (int)k + 1, in, 0);
            cf->amount[at] = cf->rate[f] * s->presence[at] * cf->growth[at];
        }
    }
}

static void cash_flow_clear(sw_cash_flow *cf)
{
    g_free(cf->rate);
    g_free(cf->growth);
    g_free(cf->amount);
}

static void fill_factors(sw_economics_result *r, const sw_mean_columns *d)
{
    const sw_economics *e = r->model;
    size_t n = (size_t)e->clock.months_programme;
    double base = 1.0 + d->value[SW_IN_DISCOUNT_RATE];
    r->start_factor = g_new0(double, n);
    r->end_factor = g_new0(double, n);
    r->start_exponent = g_new0(double, n);
    r->end_exponent = g_new0(double, n);
    r->annual_exponent = g_new0(double, n);
    for (size_t k = 0; k < n; k++) {
        sw_discounting how = e->pilot->discounting;
        r->start_exponent[k] = sw_start_exponent(how, (int)k + 1);
        r->end_exponent[k] = sw_end_exponent(how, (int)k + 1);
        r->annual_exponent[k] = sw_annual_exponent(how, (int)k + 1);
        r->start_factor[k] = pow(base, -r->start_exponent[k]);
        r->end_factor[k] = pow(base, -r->end_exponent[k]);
    }
}

static double factor_of(const sw_economics *e, size_t f, size_t k,
                        const sw_mean_columns *d)
{
    return pow(1.0 + d->value[SW_IN_DISCOUNT_RATE],
               -sw_flow_exponent(e, &e->flows[f], (int)k + 1));
}

/* Amount of a flow in month k (0-based) less that of leaving. */
static double difference(const sw_economics_result *r, const sw_cash_flow *cf,
                         size_t f, size_t k)
{
    double leaving = k < r->leave.stream->n_months
                         ? r->leave.amount[f * r->leave.stream->n_months + k]
                         : 0.0;
    return cf->amount[f * cf->stream->n_months + k] - leaving;
}

static double *present_values(const sw_economics_result *r,
                              const sw_cash_flow *cf, const sw_mean_columns *d)
{
    const sw_economics *e = r->model;
    double *pv = g_new0(double, e->n_flows);
    for (size_t f = 0; f < e->n_flows; f++) {
        sw_sum sum = {0};
        for (size_t k = 0; k < cf->stream->n_months; k++)
            sw_sum_add(&sum, difference(r, cf, f, k) * factor_of(e, f, k, d));
        pv[f] = sw_sum_value(&sum);
    }
    return pv;
}

static double net_on(const sw_economics *e, const double *pv, sw_headline basis,
                     double *benefits, double *costs)
{
    sw_sum b = {0}, c = {0};
    for (size_t f = 0; f < e->n_flows; f++)
        if (sw_class_counts(e->flows[f].class_, basis))
            sw_sum_add(e->flows[f].is_benefit ? &b : &c, pv[f]);
    if (benefits != NULL) {
        *benefits = sw_sum_value(&b);
        *costs = sw_sum_value(&c);
    }
    return sw_sum_value(&b) - sw_sum_value(&c);
}

static void set_payback(sw_measures *m, const sw_economics_result *r,
                        const sw_cash_flow *cf, const sw_mean_columns *d)
{
    const sw_economics *e = r->model;
    size_t n = cf->stream->n_months;
    g_autofree double *flow = g_new0(double, 4 * n);
    double *start = flow, *end = flow + n;
    double *start_pv = flow + 2 * n, *end_pv = flow + 3 * n;
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *line = &e->flows[f];
        if (!sw_class_counts(line->class_, e->pilot->policy.headline))
            continue;
        for (size_t k = 0; k < n; k++) {
            double x = difference(r, cf, f, k) * (line->is_benefit ? 1 : -1);
            (line->start_dated ? start : end)[k] += x;
            (line->start_dated ? start_pv : end_pv)[k] +=
                x * factor_of(e, f, k, d);
        }
    }
    const char *ignored;
    m->payback_months = sw_payback(start, end, n, &m->payback_note);
    m->discounted_payback_months = sw_payback(start_pv, end_pv, n, &ignored);
}

/* Without any benefit, NPV and ROI are unknown (options compare on cost). */
static void set_measures(sw_measures *m, const sw_economics_result *r,
                         const sw_cash_flow *cf, const double *pv,
                         const sw_mean_columns *d)
{
    const sw_economics *e = r->model;
    double npv =
        net_on(e, pv, e->pilot->policy.headline, &m->pv_benefits, &m->pv_costs);
    m->npv_cashable = net_on(e, pv, SW_HEADLINE_CASHABLE, NULL, NULL);
    m->npv_with_capacity = net_on(e, pv, SW_HEADLINE_WITH_CAPACITY, NULL, NULL);
    m->npv_all = net_on(e, pv, SW_HEADLINE_ALL, NULL, NULL);
    m->npv = npv;
    m->roi = m->pv_costs > 0.0 ? npv / m->pv_costs : NAN;
    m->bcr = m->pv_costs > 0.0 ? m->pv_benefits / m->pv_costs : NAN;
    set_payback(m, r, cf, d);
    if (e->has_benefit)
        return;
    m->npv = m->npv_with_capacity = m->npv_all = m->npv_cashable = NAN;
    m->roi = m->bcr = m->pv_benefits = NAN;
    m->payback_months = m->discounted_payback_months = NAN;
    m->payback_note = "no benefit was measured or assumed";
}

static void set_years(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->stream->n_months;
    r->n_years = (n + 11) / 12;
    r->years = g_new0(sw_money_year, r->n_years);
    r->flow_year = g_new0(double, e->n_flows * r->n_years);
    for (size_t y = 0; y < r->n_years; y++)
        r->years[y].year = (int)y + 1;
    for (size_t f = 0; f < e->n_flows; f++) {
        bool counts =
            sw_class_counts(e->flows[f].class_, e->pilot->policy.headline);
        for (size_t k = 0; k < n; k++) {
            double x = cf->amount[f * n + k];
            sw_money_year *year = &r->years[k / 12];
            r->flow_year[f * r->n_years + k / 12] += x;
            if (counts)
                *(e->flows[f].is_benefit ? &year->benefits : &year->costs) += x;
        }
    }
    for (size_t y = 0; y < r->n_years; y++)
        r->years[y].net = r->years[y].benefits - r->years[y].costs;
}

sw_status sw_economics_evaluate(sw_economics_result **out,
                                const sw_economics *e, sw_error *err)
{
    (void)err;
    sw_economics_result *r = g_new0(sw_economics_result, 1);
    sw_mean_columns d;
    sw_mean_columns_init(&d, &e->pilot->inputs);
    r->model = e;
    for (int v = 0; v < SW_VIEWS; v++)
        fill_cash_flow(&r->renew[v], e, &e->renew[v], &d.in);
    fill_cash_flow(&r->leave, e, &e->leave, &d.in);
    fill_factors(r, &d);
    r->flow_pv = present_values(r, &r->renew[SW_VIEW_COMMITMENT], &d);
    r->flow_pv_programme = present_values(r, &r->renew[SW_VIEW_PROGRAMME], &d);
    set_measures(&r->commitment, r, &r->renew[SW_VIEW_COMMITMENT], r->flow_pv,
                 &d);
    set_measures(&r->programme, r, &r->renew[SW_VIEW_PROGRAMME],
                 r->flow_pv_programme, &d);
    set_years(r);
    r->minutes = NAN;
    if (e->has_time_saved)
        sw_minutes_column(&r->minutes, e, &e->renew[SW_VIEW_COMMITMENT], &d.in);
    sw_unit_costs_set(r);
    sw_risk_adjusted_set(r, d.value[SW_IN_DISCOUNT_RATE]);
    sw_spending_set(r);
    sw_metered_use_set(r);
    sw_break_even_set(&r->break_even, r);
    sw_mean_columns_clear(&d);
    *out = r;
    return SW_OK;
}

void sw_economics_result_free(sw_economics_result *r)
{
    if (r == NULL)
        return;
    for (int v = 0; v < SW_VIEWS; v++)
        cash_flow_clear(&r->renew[v]);
    cash_flow_clear(&r->leave);
    g_free(r->start_factor);
    g_free(r->end_factor);
    g_free(r->start_exponent);
    g_free(r->end_exponent);
    g_free(r->annual_exponent);
    g_free(r->flow_pv);
    g_free(r->flow_pv_programme);
    g_free(r->risk_adjusted_pv);
    g_free(r->years);
    g_free(r->flow_year);
    g_free(r);
}
