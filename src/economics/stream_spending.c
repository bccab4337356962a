/*
 * stream_spending.c - what one option spends, all inputs at their means.
 */
#include <math.h>

#include "economics/flow_value.h"
#include "economics/mean_columns.h"

enum { MONTHS_PER_YEAR = 12 };

/* Cash that falls due; the expected cost of an event is no bill. */
static bool is_spending(const sw_flow *f)
{
    return !f->is_benefit && f->class_ == SW_CLASS_CASHABLE &&
           f->kind != SW_FLOW_RISK_COST;
}

static bool is_licence(const sw_flow *f)
{
    return f->kind == SW_FLOW_LICENCE || f->kind == SW_FLOW_ADDED_SEATS;
}

/* The share of month k (0-based) of a flow that belongs to the first year of
 * the term: invoices by the month they fall in, usage by days. */
static double in_first_year(const sw_economics *e, const sw_flow *f, size_t k)
{
    sw_day from = e->clock.signed_from;
    sw_day to = sw_date_add_months_clamped(from, MONTHS_PER_YEAR) - 1;
    int first = sw_clock_month_of(&e->clock, from);
    if (f->kind == SW_FLOW_METERED)
        return sw_clock_share(&e->clock, (int)k + 1, from, to);
    bool within = (int)k + 1 >= first && (int)k + 1 < first + MONTHS_PER_YEAR;
    return is_licence(f) && within ? 1.0 : 0.0;
}

static void add_flow(sw_stream_spend *out, const sw_economics *e,
                     const sw_stream *s, size_t flow, const sw_columns *in)
{
    const sw_flow *f = &e->flows[flow];
    int first = sw_clock_month_of(&e->clock, e->clock.signed_from);
    double rate;
    sw_flow_rate(&rate, e, s, flow, in);
    for (size_t k = 0; k < s->n_months; k++) {
        double presence = s->presence[flow * s->n_months + k];
        if (!(fabs(presence) > 0.0))
            continue;
        double amount =
            rate * presence * sw_flow_growth(e, s, flow, (int)k + 1, in, 0);
        double in_year = amount * in_first_year(e, f, k);
        bool signed_for = (int)k + 1 >= first && sw_flow_is_licence(f);
        out->year += in_year;
        out->year_licence += signed_for ? in_year : 0.0;
        if (k >= MONTHS_PER_YEAR)
            continue;
        out->cash_12_months += amount;
        out->cash_licence += signed_for ? amount : 0.0;
    }
}

sw_stream_spend sw_stream_spending(const sw_economics *e, const sw_stream *s)
{
    sw_mean_columns mean;
    sw_mean_columns_init(&mean, &e->pilot->inputs);
    sw_stream_spend out = {0};
    for (size_t f = 0; f < e->n_flows; f++) {
        if (!is_spending(&e->flows[f]))
            continue;
        add_flow(&out, e, s, f, &mean.in);
        if (s->before != NULL)
            add_flow(&out, e, s->before, f, &mean.in);
    }
    sw_mean_columns_clear(&mean);
    return out;
}
