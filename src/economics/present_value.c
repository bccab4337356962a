/*
 * present_value.c - present values of a stream on columns of draws.
 */
#include <math.h>
#include <string.h>

#include "economics/flow_value.h"

/* The months in which a flow is present, with their weights: presence, times
 * the discount factor where the rate is the same for all draws. */
typedef struct active_months {
    int *month;     /* [n] 1-based */
    double *weight; /* [n] */
    size_t n;
    bool discounted;
} active_months;

static double discount_at(const sw_economics *e, size_t flow, int m,
                          const sw_columns *in, size_t i)
{
    double base = 1.0 + in->column[SW_IN_DISCOUNT_RATE][i];
    return pow(base, -sw_flow_exponent(e, &e->flows[flow], m));
}

static active_months find_active(const sw_economics *e, const sw_stream *s,
                                 size_t flow, const sw_columns *in)
{
    const double *presence = s->presence + flow * s->n_months;
    active_months a = {.month = g_new(int, s->n_months),
                       .weight = g_new(double, s->n_months),
                       .discounted = !in->varies[SW_IN_DISCOUNT_RATE]};
    for (size_t k = 0; k < s->n_months; k++) {
        if (!(fabs(presence[k]) > 0.0))
            continue;
        int m = (int)k + 1;
        a.month[a.n] = m;
        a.weight[a.n++] =
            presence[k] * (a.discounted ? discount_at(e, flow, m, in, 0) : 1.0);
    }
    return a;
}

/* Sum over months of presence * growth * discount, on draw i. */
static double annuity_at(const sw_economics *e, const sw_stream *s, size_t flow,
                         const active_months *a, const sw_columns *in, size_t i)
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

static void flow_present_value(double *out, const sw_economics *e,
                               const sw_stream *s, size_t flow,
                               const sw_columns *in)
{
    sw_flow_rate(out, e, s, flow, in);
    active_months a = find_active(e, s, flow, in);
    bool varies = annuity_varies(e, flow, in);
    double same = varies ? 0.0 : annuity_at(e, s, flow, &a, in, 0);
    for (size_t i = 0; i < in->n; i++)
        out[i] *= varies ? annuity_at(e, s, flow, &a, in, i) : same;
    g_free(a.month);
    g_free(a.weight);
}

static void add_column(double *total, const double *column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        total[i] += column[i];
}

/* A flow that is present in no month is worth nothing on any draw. */
static bool is_present(const sw_stream *s, size_t flow)
{
    const double *presence = s->presence + flow * s->n_months;
    for (size_t k = 0; k < s->n_months; k++)
        if (fabs(presence[k]) > 0.0)
            return true;
    return false;
}

static void add_stream(sw_present_value *out, const sw_economics *e,
                       const sw_stream *s, const sw_columns *in)
{
    double column[SW_BLOCK];
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        if (!is_present(s, f))
            continue;
        flow_present_value(column, e, s, f, in);
        double **side = flow->is_benefit ? out->benefit : out->cost;
        add_column(side[flow->class_], column, in->n);
        if (sw_flow_is_licence(flow))
            add_column(out->licence, column, in->n);
    }
}

void sw_stream_value(sw_present_value *out, const sw_economics *e,
                     const sw_stream *s, const sw_columns *in)
{
    for (int k = 0; k < 3; k++) {
        memset(out->benefit[k], 0, in->n * sizeof(double));
        memset(out->cost[k], 0, in->n * sizeof(double));
    }
    memset(out->licence, 0, in->n * sizeof(double));
    add_stream(out, e, s, in);
    if (s->before != NULL)
        add_stream(out, e, s->before, in);
}
