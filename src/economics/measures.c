#include "economics/measures.h"

#include <math.h>

bool sw_class_counts(sw_class class_, sw_headline basis)
{
    switch (class_) {
    case SW_CLASS_CASHABLE:
        return true;
    case SW_CLASS_CAPACITY:
        return basis != SW_HEADLINE_CASHABLE;
    case SW_CLASS_SOFT:
        return basis == SW_HEADLINE_ALL;
    }
    return false;
}

double sw_payback(const double *start, const double *end, size_t n,
                  const char **note)
{
    double now = 0.0, before = 0.0, last_negative = 0.0, after = 0.0;
    size_t last = SIZE_MAX;
    for (size_t t = 0; t <= n; t++) {
        before = now;
        now = before + (t > 0 ? end[t - 1] : 0.0) + (t < n ? start[t] : 0.0);
        if (last != SIZE_MAX && t == last + 1)
            after = now;
        if (now < 0.0) {
            last = t;
            last_negative = now;
        }
    }
    *note = last == n          ? "never"
            : last == SIZE_MAX ? "nothing to pay back"
                               : NULL;
    if (*note != NULL)
        return NAN;
    return (double)last - last_negative / (after - last_negative);
}

/* Present values by what they scale with. */
typedef struct parts {
    double cost, licence, wage_cost;    /* PVC and parts of it */
    double benefit, time, wage_benefit; /* PVB and parts of it */
} parts;

/* Proportional to the hourly cost: time saved and staff hours. */
static bool scales_with_wage(const sw_economics *e, const sw_flow *f)
{
    return sw_flow_is_time(e, f) || sw_flow_has_hours(e, f);
}

static parts split(const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    parts p = {0};
    for (size_t i = 0; i < e->n_flows; i++) {
        const sw_flow *f = &e->flows[i];
        double pv = r->flow_pv[i];
        if (!sw_class_counts(f->class_, e->pilot->policy.headline))
            continue;
        if (f->is_benefit) {
            p.benefit += pv;
            p.time += sw_flow_is_time(e, f) ? pv : 0.0;
            p.wage_benefit += scales_with_wage(e, f) ? pv : 0.0;
        } else {
            p.cost += pv;
            p.licence += sw_flow_is_licence(f) ? pv : 0.0;
            p.wage_cost += scales_with_wage(e, f) ? pv : 0.0;
        }
    }
    return p;
}

static double ratio(double numerator, double denominator)
{
    return denominator > 0.0 ? numerator / denominator : NAN;
}

static double share_or_nan(double x)
{
    return x >= 0.0 && x <= 1.0 ? x : NAN;
}

static double positive_or_nan(double x)
{
    return x >= 0.0 ? x : NAN;
}

bool sw_wage_is_separable(const sw_economics *e)
{
    for (size_t i = 0; i < e->n_flows; i++) {
        const sw_line *l = sw_flow_whole(e, &e->flows[i])->line;
        if (sw_flow_has_hours(e, &e->flows[i]) &&
            (l->amount != SIZE_MAX || l->per_seat != SIZE_MAX ||
             l->fte != SIZE_MAX || l->per_hire != SIZE_MAX))
            return false;
    }
    return true;
}

void sw_break_even_set(sw_break_even *out, const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->pilot->inputs;
    parts p = split(r);
    double price = sw_inputs_value(in, SW_IN_PRICE);
    double baseline = e->pilot->contract.bundle
                          ? sw_inputs_value(in, SW_IN_BASELINE_PRICE)
                          : 0.0;
    double months = e->pilot->contract.per_year ? 12.0 : 1.0;
    double k = ratio(p.benefit - (p.cost - p.licence), p.licence);
    double scale = ratio(p.cost - (p.benefit - p.time), p.time);

    out->price_per_seat_month =
        e->has_benefit
            ? positive_or_nan((baseline + k * (price - baseline)) / months)
            : NAN;
    out->minutes_per_seat_week = scale * r->minutes;
    out->realisation =
        share_or_nan(scale * sw_inputs_value(in, SW_IN_REALISATION));
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;
    out->adoption = share_or_nan(
        scale *
        sw_inputs_value(in, future ? SW_IN_ADOPTION : SW_IN_ADOPTION_PILOT));
    double wage = ratio((p.cost - p.wage_cost) - (p.benefit - p.wage_benefit),
                        p.wage_benefit - p.wage_cost);
    out->hourly_cost =
        sw_wage_is_separable(e)
            ? positive_or_nan(wage * sw_inputs_value(in, SW_IN_HOURLY_COST))
            : NAN;
}
