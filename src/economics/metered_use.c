/*
 * metered_use.c - the forecast of metered usage, and who depends on whom.
 */
#include <math.h>

#include "base/sum.h"
#include "economics/spending.h"
#include "stats/distribution.h"

/* 90 %, two-sided */
static const double UPPER = 0.95;

static size_t metered_flow(const sw_economics *e)
{
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_METERED)
            return f;
    return SIZE_MAX;
}

/* The bill of a month with this many units, all else as it is. */
static double bill_at(const sw_economics_result *r, double units)
{
    const sw_pilot *p = r->model->pilot;
    const sw_inputs *in = &p->inputs;
    double included = sw_inputs_value(in, SW_IN_METERED_INCLUDED);
    double pool = (isnan(included) ? 0.0 : included) *
                  r->renew[SW_VIEW_COMMITMENT].stream->terms.seats;
    double commit = sw_inputs_value(in, SW_IN_METERED_COMMIT);
    double price =
        sw_inputs_value(in, SW_IN_METERED_PRICE) * p->contract.unit_multiple;
    double over = fmax(0.0, units - pool);
    return fmax(isnan(commit) ? 0.0 : commit, over * price) *
           (1.0 + sw_inputs_value(in, SW_IN_VAT));
}

/* Units of the full months, in order. */
static double *full_months(const sw_pilot *p, size_t *n)
{
    double *units = g_new0(double, p->n_metered + 1);
    *n = 0;
    for (size_t i = p->metered_first; i < p->metered_last; i++)
        if (!isnan(p->metered[i].units))
            units[(*n)++] = p->metered[i].units;
    return units;
}

/* t of a straight line's slope on n months, and the slope as a share of the
 * mean. */
static double slope_t(const double *y, size_t n, double mean, double *slope)
{
    double centre = ((double)n - 1.0) / 2.0;
    sw_sum xx = {0}, xy = {0}, rss = {0};
    for (size_t i = 0; i < n; i++) {
        sw_sum_add(&xx, ((double)i - centre) * ((double)i - centre));
        sw_sum_add(&xy, ((double)i - centre) * (y[i] - mean));
    }
    double b = sw_sum_value(&xy) / sw_sum_value(&xx);
    for (size_t i = 0; i < n; i++) {
        double rest = y[i] - mean - b * ((double)i - centre);
        sw_sum_add(&rss, rest * rest);
    }
    double se =
        sqrt(sw_sum_value(&rss) / ((double)n - 2.0) / sw_sum_value(&xx));
    *slope = b / mean;
    return b / se;
}

/* Months are taken as independent draws round their mean; a mean of n months
 * is itself uncertain. */
static void forecast(sw_metered_use *u, const sw_economics_result *r,
                     const double *units, size_t n)
{
    enum { ENOUGH = 3, ENOUGH_FOR_TREND = 6 };
    u->month_low = u->month_high = u->year_low = u->year_high = NAN;
    if (n < ENOUGH)
        return;
    double count = (double)n, mean = sw_mean(units, n);
    double sd = sqrt(sw_variance(units, n, mean));
    double t = sw_quantile_t(UPPER, count - 1.0);
    double one = t * sd * sqrt(1.0 + 1.0 / count);
    double twelve = t * sd * sqrt(1.0 / 12.0 + 1.0 / count);
    u->month_low = bill_at(r, mean - one);
    u->month_high = bill_at(r, mean + one);
    u->year_low = 12.0 * bill_at(r, mean - twelve);
    u->year_high = 12.0 * bill_at(r, mean + twelve);
    double slope;
    if (n >= ENOUGH_FOR_TREND && fabs(slope_t(units, n, mean, &slope)) >
                                     sw_quantile_t(0.975, count - 2.0))
        u->trend_per_month = slope;
}

static void set_shares(sw_metered_use *u, const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->stream->n_months;
    double all = sw_cash_12_months(e, cf), billed = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        bool vendor = sw_flow_is_licence(&e->flows[f]) ||
                      e->flows[f].kind == SW_FLOW_METERED;
        for (size_t k = 0; vendor && k < 12 && k < n; k++)
            billed += cf->amount[f * n + k];
    }
    u->vendor_share = all > 0.0 ? billed / all : NAN;
    u->share_of_vendor = u->month / e->pilot->contract.vendor_revenue_per_month;
}

static void set_people(sw_metered_use *u, const sw_economics_result *r)
{
    const sw_pilot *p = r->model->pilot;
    const sw_inputs *in = &p->inputs;
    sw_sample people = {p->metered_people, p->n_metered_people};
    double included = sw_inputs_value(in, SW_IN_METERED_INCLUDED);
    double pool = (isnan(included) ? 0.0 : included) *
                  r->renew[SW_VIEW_COMMITMENT].stream->terms.seats;
    u->fitted = p->n_metered_people > 0 &&
                sw_pool_fit_people(&u->people, people, NULL) == SW_OK &&
                sw_pool_simulate(&u->overage, &u->people, p->n_metered_people,
                                 pool, p->seed, NULL) == SW_OK;
}

void sw_metered_use_set(sw_economics_result *r)
{
    sw_metered_use *u = &r->metered;
    size_t f = metered_flow(r->model);
    *u = (sw_metered_use){.month = NAN,
                          .year = NAN,
                          .month_low = NAN,
                          .month_high = NAN,
                          .year_low = NAN,
                          .year_high = NAN,
                          .share_of_vendor = NAN,
                          .vendor_share = NAN,
                          .trend_per_month = NAN};
    if (f == SIZE_MAX)
        return;
    u->known = true;
    u->month = r->renew[SW_VIEW_COMMITMENT].rate[f];
    u->year = 12.0 * u->month;
    size_t n;
    g_autofree double *units = full_months(r->model->pilot, &n);
    if (n > 0)
        forecast(u, r, units, n);
    set_shares(u, r);
    set_people(u, r);
}
