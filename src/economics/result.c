/*
 * result.c - the deterministic case: entries, monthly flows and their measures.
 */
#include <math.h>

#include "base/sum.h"
#include "economics/calendar.h"
#include "economics/flow_measures.h"
#include "economics/measures.h"
#include "economics/spending.h"
#include "base/units.h"
#include "economics/value.h"

static const double ROUNDING = 1e-12;

static void fill_cash_flow(sw_cash_flow *cf, const sw_economics *e,
                           const sw_ledger *l)
{
    size_t months = (size_t)l->n_months;
    *cf = (sw_cash_flow){.ledger = l,
                         .n_months = months,
                         .entry = g_new0(double, l->n + 1),
                         .amount = g_new0(double, e->n_flows *months + 1)};
    for (size_t i = 0; i < l->n; i++) {
        const sw_entry *v = &l->entry[i];
        cf->entry[i] = sw_ledger_amount(e, l, v);
        if (v->month >= 1)
            cf->amount[e->parts[v->part].flow * months + (size_t)v->month -
                       1] += cf->entry[i];
    }
}

static void cash_flow_clear(sw_cash_flow *cf)
{
    g_free(cf->entry);
    g_free(cf->amount);
}

/* Adds the parts' present values of an option, and their size: `sign` is -1 for
 * leaving. */
static void add_present_values(double *pv, double *size, const sw_economics *e,
                               const sw_cash_flow *cf, double sign)
{
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        bool starts = e->flows[e->parts[v->part].flow].start_dated;
        if (v->month < 1)
            continue;
        double x = cf->entry[i] *
                   sw_discount_factor(e, sw_timing_of(e, starts, v->month));
        pv[v->part] += sign * x;
        size[v->part] += fabs(x);
    }
}

/* Leaving as a view of renewing is compared with it. */
static const sw_cash_flow *leaving_of(const sw_economics_result *r,
                                      const sw_cash_flow *cf)
{
    return cf == &r->renew[SW_VIEW_PROGRAMME] ? &r->leave_programme : &r->leave;
}

static double *part_values(const sw_economics_result *r, const sw_cash_flow *cf)
{
    size_t n = r->model->n_parts;
    double *pv = g_new0(double, n + 1);
    g_autofree double *size = g_new0(double, n + 1);
    add_present_values(pv, size, r->model, cf, 1.0);
    add_present_values(pv, size, r->model, leaving_of(r, cf), -1.0);
    for (size_t i = 0; i < n; i++) /* what cancels is 0, not its rounding */
        if (fabs(pv[i]) < ROUNDING * size[i])
            pv[i] = 0.0;
    return pv;
}

static double *flow_values(const sw_economics *e, const double *part_pv)
{
    double *pv = g_new0(double, e->n_flows + 1);
    for (size_t i = 0; i < e->n_parts; i++)
        pv[e->parts[i].flow] += part_pv[i];
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

double sw_flow_difference(const sw_economics_result *r, const sw_cash_flow *cf,
                          size_t flow, size_t month)
{
    const sw_cash_flow *leave = leaving_of(r, cf);
    double leaving = month < leave->n_months
                         ? leave->amount[flow * leave->n_months + month]
                         : 0.0;
    return cf->amount[flow * cf->n_months + month] - leaving;
}

/* Net flows at the start and at the end of each month, as the headline
 * counts. */
typedef struct net_flows {
    size_t n;
    double *start, *end, *start_pv, *end_pv;
} net_flows;

static net_flows net_flows_of(const sw_economics_result *r,
                              const sw_cash_flow *cf)
{
    const sw_economics *e = r->model;
    net_flows f = {.n = cf->n_months};
    double *all = g_new0(double, 4 * f.n);
    f.start = all, f.end = all + f.n;
    f.start_pv = all + 2 * f.n, f.end_pv = all + 3 * f.n;
    for (size_t i = 0; i < e->n_flows; i++) {
        const sw_flow *line = &e->flows[i];
        bool starts = line->start_dated;
        if (!sw_class_counts(line->class_, e->pilot->policy.headline))
            continue;
        for (size_t k = 0; k < f.n; k++) {
            double x = sw_flow_difference(r, cf, i, k) *
                       (line->is_benefit ? 1.0 : -1.0);
            sw_timing t = sw_timing_of(e, starts, (int)k + 1);
            (starts ? f.start : f.end)[k] += x;
            (starts ? f.start_pv : f.end_pv)[k] += x * sw_discount_factor(e, t);
        }
    }
    return f;
}

/* Below it next to nothing is left after a month. */
static const double LEAST_IRR = -0.99;

/* Null unless there is one root: any other rate would be arbitrary. */
static double irr_of(const net_flows *f)
{
    g_autofree double *time = g_new(double, 2 * f->n);
    g_autofree double *amount = g_new(double, 2 * f->n);
    double root[SW_MAX_ROOTS];
    for (size_t k = 0; k < f->n; k++) {
        int m = (int)k + 1;
        time[2 * k] = sw_start_exponent(SW_DISCOUNT_MONTHLY, m);
        time[2 * k + 1] = sw_end_exponent(SW_DISCOUNT_MONTHLY, m);
        amount[2 * k] = f->start[k];
        amount[2 * k + 1] = f->end[k];
    }
    sw_flows flows = {.time = time, .amount = amount, .n = 2 * f->n};
    size_t n = 0, all = sw_flows_irr(root, &flows);
    for (size_t i = 0; i < all; i++)
        if (root[i] > LEAST_IRR)
            root[n++] = root[i];
    return n == 1 ? root[0] : NAN;
}

static void set_timed(sw_measures *m, const sw_economics_result *r,
                      const sw_cash_flow *cf)
{
    const char *ignored;
    net_flows f = net_flows_of(r, cf);
    m->payback_months = sw_payback(f.start, f.end, f.n, &m->payback_note);
    m->discounted_payback_months =
        sw_payback(f.start_pv, f.end_pv, f.n, &ignored);
    m->irr = irr_of(&f);
    g_free(f.start);
}

double sw_economics_npv(const sw_economics *e)
{
    sw_economics_result r = {.model = e};
    sw_cash_flow *renew = &r.renew[SW_VIEW_COMMITMENT];
    fill_cash_flow(renew, e, &e->renew[SW_VIEW_COMMITMENT]);
    fill_cash_flow(&r.leave, e, &e->leave);
    g_autofree double *parts = part_values(&r, renew);
    g_autofree double *pv = flow_values(e, parts);
    cash_flow_clear(renew);
    cash_flow_clear(&r.leave);
    return e->has_benefit ? net_on(e, pv, e->pilot->policy.headline, NULL, NULL)
                          : NAN;
}

/* Without any benefit, NPV and ROI are unknown (options compare on cost). */
static void set_measures(sw_measures *m, const sw_economics_result *r,
                         const sw_cash_flow *cf, const double *pv, bool timed)
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
    m->irr = m->payback_months = m->discounted_payback_months = NAN;
    if (timed)
        set_timed(m, r, cf);
    if (e->has_benefit)
        return;
    m->npv = m->npv_with_capacity = m->npv_all = m->npv_cashable = NAN;
    m->roi = m->bcr = m->irr = m->pv_benefits = NAN;
    m->payback_months = m->discounted_payback_months = NAN;
    m->payback_note = "no benefit was measured or assumed";
}

static void set_years(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->n_months;
    r->n_years = (n + SW_MONTHS_PER_YEAR - 1) / SW_MONTHS_PER_YEAR;
    r->years = g_new0(sw_money_year, r->n_years);
    r->flow_year = g_new0(double, e->n_flows * r->n_years);
    for (size_t y = 0; y < r->n_years; y++)
        r->years[y].year = (int)y + 1;
    for (size_t f = 0; f < e->n_flows; f++) {
        bool counts =
            sw_class_counts(e->flows[f].class_, e->pilot->policy.headline);
        for (size_t k = 0; k < n; k++) {
            double x = cf->amount[f * n + k];
            sw_money_year *year = &r->years[k / SW_MONTHS_PER_YEAR];
            r->flow_year[f * r->n_years + k / SW_MONTHS_PER_YEAR] += x;
            if (counts)
                *(e->flows[f].is_benefit ? &year->benefits : &year->costs) += x;
        }
    }
    for (size_t y = 0; y < r->n_years; y++)
        r->years[y].net = r->years[y].benefits - r->years[y].costs;
}

static sw_economics_result *evaluate(const sw_economics *e, bool timed)
{
    sw_economics_result *r = g_new0(sw_economics_result, 1);
    r->model = e;
    for (int v = 0; v < SW_VIEWS; v++)
        fill_cash_flow(&r->renew[v], e, &e->renew[v]);
    fill_cash_flow(&r->leave, e, &e->leave);
    fill_cash_flow(&r->leave_programme, e, &e->leave_programme);
    fill_cash_flow(&r->idle, e, &e->idle);
    r->part_pv = part_values(r, &r->renew[SW_VIEW_COMMITMENT]);
    r->flow_pv = flow_values(e, r->part_pv);
    g_autofree double *programme = part_values(r, &r->renew[SW_VIEW_PROGRAMME]);
    r->flow_pv_programme = flow_values(e, programme);
    set_measures(&r->commitment, r, &r->renew[SW_VIEW_COMMITMENT], r->flow_pv,
                 timed);
    set_measures(&r->programme, r, &r->renew[SW_VIEW_PROGRAMME],
                 r->flow_pv_programme, timed);
    set_years(r);
    r->minutes = sw_ledger_minutes(e, NULL);
    sw_unit_costs_set(r);
    sw_risk_adjusted_set(r);
    sw_spending_set(r);
    sw_metered_use_set(r);
    sw_break_even_set(&r->break_even, r);
    return r;
}

sw_status sw_economics_evaluate(sw_economics_result **out,
                                const sw_economics *e, sw_error *err)
{
    (void)err;
    *out = evaluate(e, true);
    return SW_OK;
}

sw_status sw_economics_value(sw_economics_result **out, const sw_economics *e,
                             sw_error *err)
{
    (void)err;
    *out = evaluate(e, false);
    return SW_OK;
}

void sw_economics_result_free(sw_economics_result *r)
{
    if (r == NULL)
        return;
    for (int v = 0; v < SW_VIEWS; v++)
        cash_flow_clear(&r->renew[v]);
    cash_flow_clear(&r->leave);
    cash_flow_clear(&r->leave_programme);
    cash_flow_clear(&r->idle);
    g_free(r->part_pv);
    g_free(r->flow_pv);
    g_free(r->flow_pv_programme);
    g_free(r->risk_adjusted_pv);
    g_free(r->years);
    g_free(r->flow_year);
    g_free(r->deadlines);
    g_free(r);
}
