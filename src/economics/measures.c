#include "economics/measures.h"

#include <math.h>

#include "economics/invoice.h"
#include "base/units.h"

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
    double cost, benefit, licence; /* PVC, PVB, part of PVC */
    /* Benefits less costs that are proportional to an input. */
    double minutes, realisation, wage;
} parts;

static parts split(const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    parts p = {0};
    for (size_t i = 0; i < e->n_parts; i++) {
        const sw_flow *f = &e->flows[e->parts[i].flow];
        const sw_expr *rate = e->parts[i].rate;
        double pv = r->part_pv[i], net = f->is_benefit ? pv : -pv;
        if (!sw_class_counts(f->class_, e->pilot->policy.headline))
            continue;
        *(f->is_benefit ? &p.benefit : &p.cost) += pv;
        p.licence += sw_flow_is_licence(f) ? pv : 0.0;
        if (sw_expr_reads(rate, SW_X_MINUTES, 0))
            p.minutes += net;
        if (sw_expr_reads(rate, SW_X_INPUT, SW_IN_REALISATION))
            p.realisation += net;
        if (sw_expr_reads(rate, SW_X_INPUT, SW_IN_HOURLY_COST))
            p.wage += net;
    }
    return p;
}

static double ratio(double numerator, double denominator)
{
    return denominator > 0.0 ? numerator / denominator : NAN;
}

/* By what an input is multiplied for the net present value to be 0, where
 * `part` of it is proportional to the input. */
static double scale_to(double net, double part)
{
    return fabs(part) > 0.0 ? 1.0 - net / part : NAN;
}

double sw_npv_at_targets(const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_evidence *ev = e->evidence;
    double now = e->mean[SW_IN_REALISATION], all = 0.0, more = 0.0;
    size_t n = 0;
    for (size_t g = 0; e->has_time_saved && g < ev->n_segments; g++) {
        double own = sw_segment_share(ev, g) * sw_segment_minutes(e, g);
        double target =
            sw_realisation_target_of(e->pilot, ev->segments[g].name);
        all += own;
        more += isnan(target) ? 0.0 : own * (target / now - 1.0);
        n += isnan(target) ? 0 : 1;
    }
    return n > 0 && now > 0.0 && fabs(all) > 0.0
               ? r->commitment.npv + split(r).minutes * more / all
               : NAN;
}

static double positive_or_nan(double x)
{
    return x >= 0.0 ? x : NAN;
}

/* The share of `now` at which the net present value is 0. Outside 0 ... 1 it is
 * no answer, but says on which side it lies: where `part` is a loss, more of it
 * pays less. */
static double share_of(double net, double part, double now, sw_side *side)
{
    double x = scale_to(net, part) * now;
    bool pays_less = part < 0.0;
    *side = x < 0.0   ? pays_less ? SW_SIDE_NONE : SW_SIDE_EVERY
            : x > 1.0 ? pays_less ? SW_SIDE_EVERY : SW_SIDE_NONE
                      : SW_SIDE_BETWEEN;
    return x >= 0.0 && x <= 1.0 ? x : NAN;
}

/* The minutes at which the net present value is 0, lost ones included: what is
 * priced is the same value a minute. */
static double minutes_of(double net, double part, double now, sw_side *side)
{
    double x = part * now > 0.0 ? scale_to(net, part) * now : NAN;
    *side = x < 0.0 ? SW_SIDE_EVERY : SW_SIDE_BETWEEN;
    return positive_or_nan(x);
}

/* The price of the first contract that the licences' scale k gives, in its own
 * unit and currency. */
static double scaled_price(const sw_economics *e, double k)
{
    const sw_contract *c = &e->pilot->contracts[0];
    double price = e->mean[c->price];
    double base = c->bundle ? e->mean[c->baseline_price] : 0.0;
    return positive_or_nan(base + k * (price - base));
}

void sw_break_even_set(sw_break_even *out, const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->inputs;
    parts p = split(r);
    double net = p.benefit - p.cost;
    double k = ratio(p.benefit - (p.cost - p.licence), p.licence);
    double months = sw_months_per_unit(&e->pilot->contracts[0]);
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;

    out->price = e->has_benefit ? scaled_price(e, k) : NAN;
    out->price_per_seat_month = out->price / months;
    out->minutes_per_seat_week =
        minutes_of(net, p.minutes, r->minutes, &out->minutes_side);
    out->realisation = share_of(net, p.realisation, e->mean[SW_IN_REALISATION],
                                &out->realisation_side);
    out->adoption = share_of(
        net, p.minutes, e->mean[future ? SW_IN_ADOPTION : SW_IN_ADOPTION_PILOT],
        &out->adoption_side);
    out->hourly_cost =
        positive_or_nan(scale_to(net, p.wage) * e->mean[SW_IN_HOURLY_COST]);
}
