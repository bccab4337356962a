/*
 * metered_use.c - the forecast of metered usage, and who depends on whom.
 */
#include <math.h>

#include "economics/metered_bill.h"
#include "economics/spending.h"
#include "economics/units.h"
#include "economics/value.h"

static const double LEVEL = 0.90;

/* What metered usage bills in model months first..last. */
static double billed(const sw_economics_result *r, size_t first, size_t last)
{
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    double total = 0.0;
    for (size_t f = 0; f < r->model->n_flows; f++)
        if (r->model->flows[f].kind == SW_FLOW_METERED)
            for (size_t k = first; k < last && k < cf->n_months; k++)
                total += cf->amount[f * cf->n_months + k];
    return total;
}

/* The first whole month's usage of the meter, its commitment apart. */
static const sw_entry *usage_of(const sw_economics_result *r, size_t meter)
{
    const sw_ledger *l = &r->model->renew[SW_VIEW_PROGRAMME];
    const sw_meter_parts *p = &r->model->meter[meter];
    for (size_t i = 0; i < l->n; i++)
        if (l->entry[i].part == p->usage || l->entry[i].part == p->scheduled)
            return &l->entry[i];
    return NULL;
}

/* The bill of a month with exactly this many units, all else as in `v`. */
static double bill_at(const sw_economics_result *r, const sw_meter *m,
                      const sw_entry *v, double units)
{
    sw_metered_month_terms t = sw_metered_terms(r->model, m, v);
    double over = fmax(0.0, units - t.pool) * t.price;
    return fmax(t.commit, over) * v->fx *
           (1.0 + r->model->mean[r->model->pilot->contracts[m->contract].vat]);
}

static void forecast(sw_metered_use *u, const sw_economics_result *r, size_t i)
{
    const sw_meter *m = &r->model->pilot->meters[i];
    const sw_entry *v = usage_of(r, i);
    sw_interval month, year;
    if (v == NULL || m->forecast.n == 0)
        return;
    int ahead = MAX(1, sw_meter_horizon(m, v->due));
    if (sw_usage_month_interval(&month, &m->forecast, ahead, LEVEL, NULL) ==
        SW_OK) {
        u->month_low = bill_at(r, m, v, month.lower);
        u->month_high = bill_at(r, m, v, month.upper);
    }
    if (sw_usage_year_interval(&year, &m->forecast, LEVEL, NULL) == SW_OK) {
        u->year_low = SW_MONTHS_PER_YEAR *
                      bill_at(r, m, v, year.lower / SW_MONTHS_PER_YEAR);
        u->year_high = SW_MONTHS_PER_YEAR *
                       bill_at(r, m, v, year.upper / SW_MONTHS_PER_YEAR);
    }
    if (m->forecast.basis == SW_USAGE_SLOPE)
        u->trend_per_month = expm1(m->forecast.growth);
}

static void set_shares(sw_metered_use *u, const sw_economics_result *r,
                       const sw_meter *m)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    double all = sw_cash_12_months(e, cf), vendor = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t k = 0; sw_flow_is_billed(&e->flows[f]) &&
                           e->flows[f].contract == m->contract &&
                           k < SW_MONTHS_PER_YEAR && k < cf->n_months;
             k++)
            vendor += cf->amount[f * cf->n_months + k];
    u->vendor_share = all > 0.0 ? vendor / all : NAN;
    u->share_of_vendor = u->month / m->vendor_revenue_per_month;
}

static void set_people(sw_metered_use *u, const sw_economics_result *r,
                       size_t i)
{
    const sw_meter *m = &r->model->pilot->meters[i];
    const sw_entry *v = usage_of(r, i);
    sw_sample people = {m->people, m->n_people};
    u->fitted = m->n_people > 0 && v != NULL &&
                sw_pool_fit_people(&u->people, people, NULL) == SW_OK &&
                sw_pool_simulate(&u->overage, &u->people, m->n_people,
                                 sw_metered_terms(r->model, m, v).pool,
                                 r->model->pilot->seed, NULL) == SW_OK;
}

/* Of the first meter that is priced; bills are of all of them. */
void sw_metered_use_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    sw_metered_use *u = &r->metered;
    *u = (sw_metered_use){.month = NAN,
                          .year = NAN,
                          .month_low = NAN,
                          .month_high = NAN,
                          .year_low = NAN,
                          .year_high = NAN,
                          .share_of_vendor = NAN,
                          .vendor_share = NAN,
                          .trend_per_month = NAN,
                          .commit = {NAN, NAN, NAN, NAN}};
    for (size_t f = 0; f < e->n_flows; f++) {
        if (e->flows[f].kind != SW_FLOW_METERED)
            continue;
        size_t i = e->flows[f].meter;
        u->known = true;
        u->month = billed(r, 0, 1);
        u->year = billed(r, 0, SW_MONTHS_PER_YEAR);
        forecast(u, r, i);
        u->commit = sw_metered_advice(e, i);
        set_shares(u, r, &e->pilot->meters[i]);
        set_people(u, r, i);
        return;
    }
}
