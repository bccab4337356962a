/*
 * metered_use.c - the forecast of metered usage, and who depends on whom.
 */
#include <math.h>

#include "economics/metered_bill.h"
#include "economics/spending.h"
#include "base/units.h"
#include "economics/value.h"
#include "stats/lognormal_excess.h"

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

static bool is_usage_of(const sw_economics *e, const sw_entry *v, size_t meter)
{
    const sw_meter_parts *p = &e->meter[meter];
    return v->part == p->usage || v->part == p->scheduled;
}

/* The first month's usage of the meter, its commitment apart. */
static const sw_entry *usage_of(const sw_economics_result *r, size_t meter)
{
    const sw_ledger *l = &r->model->renew[SW_VIEW_PROGRAMME];
    for (size_t i = 0; i < l->n; i++)
        if (is_usage_of(r->model, &l->entry[i], meter))
            return &l->entry[i];
    return NULL;
}

/* The expected bill of an entry's month if its use is `ratio` times what is
 * forecast, with the spread of a month round it or without. */
static double bill_at(const sw_economics_result *r, const sw_meter *m,
                      const sw_entry *v, double ratio, bool spread)
{
    sw_metered_month_terms t = sw_metered_terms(r->model, m, v);
    double most = t.pool + sw_meter_cap_of(m, SW_CAP_ALL) / t.price;
    double own = t.pool + t.commit / t.price, cv = spread ? t.cv : 0.0;
    double over = sw_lognormal_excess(ratio * t.mean, cv, own) -
                  sw_lognormal_excess(ratio * t.mean, cv, most);
    return (t.commit + t.price * over) * v->coef * v->fx *
           (1.0 + r->model->mean[r->model->pilot->contracts[m->contract].vat]);
}

/* The next twelve months', each at its own price, if the use of all of them is
 * `ratio` times what is forecast. */
static double year_at(const sw_economics_result *r, size_t i, double ratio)
{
    const sw_ledger *l = &r->model->renew[SW_VIEW_PROGRAMME];
    double total = 0.0;
    for (size_t k = 0; k < l->n; k++)
        if (is_usage_of(r->model, &l->entry[k], i) &&
            l->entry[k].month <= SW_MONTHS_PER_YEAR)
            total += bill_at(r, &r->model->pilot->meters[i], &l->entry[k],
                             ratio, true);
    return total;
}

/* Units of the next twelve months as forecast. */
static double units_a_year(const sw_usage_forecast *f)
{
    double total = 0.0;
    for (int h = 1; h <= SW_MONTHS_PER_YEAR; h++)
        total += sw_usage_ahead(f->level, f->growth, f->given, h);
    return total;
}

/* How far below and above its expected bill a meter may lie: meters vary
 * independently, so that squares add. */
typedef struct spread {
    double below, above;
} spread;

static void widen(spread *s, double expected, double low, double high)
{
    s->below = hypot(s->below, expected - low);
    s->above = hypot(s->above, high - expected);
}

static void forecast_month(spread *s, const sw_economics_result *r, size_t i)
{
    const sw_meter *m = &r->model->pilot->meters[i];
    const sw_usage_forecast *f = &m->forecast;
    const sw_entry *v = usage_of(r, i);
    sw_interval units;
    int ahead = v == NULL ? 1 : MAX(1, sw_meter_horizon(m, v->due));
    double mean = sw_usage_ahead(f->level, f->growth, f->given, ahead);
    if (v == NULL || f->n == 0 || !(mean > 0.0) ||
        sw_usage_month_interval(&units, f, ahead, LEVEL, NULL) != SW_OK)
        widen(s, NAN, NAN, NAN);
    else
        widen(s, bill_at(r, m, v, 1.0, true),
              bill_at(r, m, v, units.lower / mean, false),
              bill_at(r, m, v, units.upper / mean, false));
}

static void forecast_year(spread *s, const sw_economics_result *r, size_t i)
{
    const sw_usage_forecast *f = &r->model->pilot->meters[i].forecast;
    sw_interval units;
    double mean = f->n > 0 ? units_a_year(f) : 0.0;
    if (!(mean > 0.0) ||
        sw_usage_year_interval(&units, f, LEVEL, NULL) != SW_OK)
        widen(s, NAN, NAN, NAN);
    else
        widen(s, year_at(r, i, 1.0), year_at(r, i, units.lower / mean),
              year_at(r, i, units.upper / mean));
}

/* Of all meters; unknown where one is. */
static void forecast(sw_metered_use *u, const sw_economics_result *r)
{
    spread month = {0.0, 0.0}, year = {0.0, 0.0};
    for (size_t f = 0; f < r->model->n_flows; f++)
        if (r->model->flows[f].kind == SW_FLOW_METERED) {
            forecast_month(&month, r, r->model->flows[f].meter);
            forecast_year(&year, r, r->model->flows[f].meter);
        }
    u->month_low = u->month - month.below;
    u->month_high = u->month + month.above;
    u->year_low = u->year - year.below;
    u->year_high = u->year + year.above;
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

/* People, growth and commitment are the first priced meter's; bills are of all
 * of them. */
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
        forecast(u, r);
        if (e->pilot->meters[i].forecast.basis == SW_USAGE_SLOPE)
            u->trend_per_month = expm1(e->pilot->meters[i].forecast.growth);
        u->commit = sw_metered_advice(e, i);
        set_shares(u, r, &e->pilot->meters[i]);
        set_people(u, r, i);
        return;
    }
}
