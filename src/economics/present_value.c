/*
 * present_value.c - present values of a stream on columns of draws.
 */
#include <math.h>
#include <string.h>

#include "economics/annuity.h"
#include "economics/flow_value.h"

static double discount_at(const sw_economics *e, size_t flow, int m,
                          const sw_columns *in, size_t i)
{
    double base = 1.0 + in->column[SW_IN_DISCOUNT_RATE][i];
    return pow(base, -sw_flow_exponent(e, &e->flows[flow], m));
}

static void find_active(sw_annuity *a, const sw_economics *e,
                        const sw_stream *s, size_t flow, const sw_columns *in)
{
    const double *presence = s->presence + flow * s->n_months;
    a->month = g_new(int, s->n_months);
    a->weight = g_new(double, s->n_months);
    a->discounted = !in->varies[SW_IN_DISCOUNT_RATE];
    for (size_t k = 0; k < s->n_months; k++) {
        if (!(fabs(presence[k]) > 0.0))
            continue;
        int m = (int)k + 1;
        a->month[a->n] = m;
        a->weight[a->n++] =
            presence[k] *
            (a->discounted ? discount_at(e, flow, m, in, 0) : 1.0);
    }
}

/* Sum over months of presence * growth * discount, on draw i. */
static double annuity_at(const sw_economics *e, const sw_stream *s, size_t flow,
                         const sw_annuity *a, const sw_columns *in, size_t i)
{
    double total = 0.0;
    for (size_t k = 0; k < a->n; k++) {
        double x =
            a->weight[k] * sw_flow_growth(e, s, flow, a->month[k], in, i);
        total +=
            a->discounted ? x : x * discount_at(e, flow, a->month[k], in, i);
    }
    return total;
}

/* The deflator of a real basis is the only other thing that a licence's months
 * differ by from draw to draw. */
static void set_powers(sw_annuity *a, const sw_economics *e, const sw_stream *s,
                       size_t flow, const sw_columns *in)
{
    const sw_flow *f = &e->flows[flow];
    bool licence = f->kind == SW_FLOW_LICENCE || f->kind == SW_FLOW_ADDED_SEATS;
    if (!a->varies || !a->discounted || !licence ||
        (e->pilot->real_basis && in->varies[SW_IN_INFLATION]))
        return;
    const double *renewals = s->renewals + f->contract * s->n_months;
    double still =
        1.0 + in->column[sw_economics_contract(e, f->contract)->uplift][0];
    for (size_t k = 0; k < a->n; k++)
        a->n_powers = MAX(a->n_powers, (size_t)renewals[a->month[k] - 1] + 1);
    a->power = g_new0(double, a->n_powers);
    for (size_t k = 0; k < a->n; k++) {
        int m = a->month[k];
        double rest =
            sw_flow_growth(e, s, flow, m, in, 0) / pow(still, renewals[m - 1]);
        a->power[(size_t)renewals[m - 1]] += a->weight[k] * rest;
    }
}

static double polynomial(const double *c, size_t n, double x)
{
    double y = 0.0;
    for (size_t k = n; k-- > 0;)
        y = y * x + c[k];
    return y;
}

/* Inputs that growth and discounting of a flow depend on. */
static bool annuity_varies(const sw_economics *e, size_t flow,
                           const sw_columns *in)
{
    const bool *v = in->varies;
    if (v[SW_IN_DISCOUNT_RATE])
        return true;
    const sw_flow *f = sw_flow_whole(e, &e->flows[flow]);
    switch (f->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        return v[sw_economics_contract(e, f->contract)->uplift] ||
               (e->pilot->real_basis && v[SW_IN_INFLATION]);
    case SW_FLOW_METERED:
        return e->pilot->real_basis && v[SW_IN_INFLATION];
    case SW_FLOW_TIME_SAVED:
    case SW_FLOW_ADDED_TIME:
        return v[SW_IN_WAGE_GROWTH] || v[SW_IN_DECAY];
    case SW_FLOW_ONE_OFF:
    case SW_FLOW_RECURRING:
    case SW_FLOW_OTHER_BENEFIT:
        return f->wage_linked && v[SW_IN_WAGE_GROWTH];
    case SW_FLOW_RISK_COST:
        return false;
    case SW_FLOW_CONTINGENCY: /* what it is a share of is neither */
    case SW_FLOW_BENEFIT_LOST:
        break;
    }
    return true;
}

sw_annuities *sw_annuities_new(const sw_economics *e, const sw_stream *s,
                               const sw_columns *in)
{
    sw_annuities *list = g_new0(sw_annuities, 1);
    list->flow = g_new0(sw_annuity, e->n_flows);
    list->n = e->n_flows;
    for (size_t f = 0; f < e->n_flows; f++) {
        sw_annuity *a = &list->flow[f];
        find_active(a, e, s, f, in);
        a->varies = annuity_varies(e, f, in);
        set_powers(a, e, s, f, in);
        a->same = a->varies ? 0.0 : annuity_at(e, s, f, a, in, 0);
    }
    if (s->before != NULL)
        list->before = sw_annuities_new(e, s->before, in);
    return list;
}

void sw_annuities_free(sw_annuities *list)
{
    if (list == NULL)
        return;
    for (size_t f = 0; f < list->n; f++) {
        g_free(list->flow[f].month);
        g_free(list->flow[f].weight);
        g_free(list->flow[f].power);
    }
    sw_annuities_free(list->before);
    g_free(list->flow);
    g_free(list);
}

void sw_stream_rates(double *rates, const sw_economics *e, const sw_stream *s,
                     const sw_columns *in)
{
    for (size_t f = 0; f < e->n_flows; f++)
        sw_flow_rate(rates + f * SW_BLOCK, e, s, f, in);
}

static bool same(double a, double b)
{
    return !(a < b) && !(a > b);
}

/* Rates read seats and the price factor, and the effect of the segments. */
bool sw_streams_share_rates(const sw_economics *e, const sw_stream *a,
                            const sw_stream *b)
{
    const sw_option_terms *s = &a->terms, *t = &b->terms;
    if (a->segment_weight != NULL || b->segment_weight != NULL)
        return false;
    bool equal = same(s->seats, t->seats) &&
                 same(s->benefit_seats, t->benefit_seats) &&
                 same(s->new_seats, t->new_seats) &&
                 same(s->price_factor, t->price_factor);
    for (size_t k = 0; k < e->n_contracts; k++)
        equal = equal && same(a->seats[k], b->seats[k]);
    return equal;
}

static void add_product(double *total, const double *rate, double factor,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        total[i] += rate[i] * factor;
}

static void discount_flow(double *column, const sw_economics *e,
                          const sw_stream *s, size_t flow, const sw_annuity *a,
                          const double *rate, const sw_columns *in)
{
    if (a->power == NULL) {
        for (size_t i = 0; i < in->n; i++)
            column[i] = rate[i] * annuity_at(e, s, flow, a, in, i);
        return;
    }
    size_t id = sw_economics_contract(e, e->flows[flow].contract)->uplift;
    const double *uplift = in->column[id];
    for (size_t i = 0; i < in->n; i++)
        column[i] =
            rate[i] * polynomial(a->power, a->n_powers, 1.0 + uplift[i]);
}

void sw_present_value_clear(sw_present_value *out, size_t n)
{
    for (int k = 0; k < 3; k++) {
        memset(out->benefit[k], 0, n * sizeof(double));
        memset(out->cost[k], 0, n * sizeof(double));
    }
    memset(out->licence, 0, n * sizeof(double));
}

void sw_stream_add(sw_present_value *out, const sw_economics *e,
                   const sw_stream *s, const sw_annuity *annuity,
                   const double *rates, const sw_columns *in)
{
    double column[SW_BLOCK];
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        const double *rate = rates + f * SW_BLOCK;
        double factor = annuity[f].same;
        /* A flow that is present in no month is worth nothing on any draw. */
        if (annuity[f].n == 0)
            continue;
        if (annuity[f].varies) {
            discount_flow(column, e, s, f, &annuity[f], rate, in);
            rate = column;
            factor = 1.0;
        }
        double **side = flow->is_benefit ? out->benefit : out->cost;
        add_product(side[flow->class_], rate, factor, in->n);
        if (sw_flow_is_licence(flow))
            add_product(out->licence, rate, factor, in->n);
    }
}

void sw_stream_value(sw_present_value *out, const sw_economics *e,
                     const sw_stream *s, const sw_columns *in)
{
    sw_annuities *list = sw_annuities_new(e, s, in);
    double *rates = g_new(double, e->n_flows *SW_BLOCK);
    sw_present_value_clear(out, in->n);
    const sw_annuities *of = list;
    for (; s != NULL; s = s->before, of = of->before) {
        sw_stream_rates(rates, e, s, in);
        sw_stream_add(out, e, s, of->flow, rates, in);
    }
    g_free(rates);
    sw_annuities_free(list);
}
