#include "evaluation/flip.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "pilot/variant.h"

enum { INTERVALS = 24, STEPS = 60, VERDICT_HALVINGS = 12, DRAWS = 2048 };

/* Of the current value: on so many draws a verdict's turn is known no better.
 */
static const double VERDICT_PRECISION = 0.005, ZERO_PRECISION = 1e-9;

/* An input that can turn the decision, and how far it may go. */
typedef struct lever {
    const char *key, *name;
    size_t id;      /* whose unit and current value it has */
    double current; /* NaN: there is nothing to vary */
    double most;    /* of the range from 0 */
    size_t scales;  /* set this input to current value times x / current */
} lever;

typedef struct probe {
    const sw_evaluation *v;
    sw_pilot *pilot;      /* of the base, without its files */
    sw_evidence evidence; /* of the base; see forget_wages */
    lever at;
    sw_option_kind verdict; /* of the base */
} probe;

static void hold(sw_pilot *p, size_t id, double x)
{
    sw_input_define(sw_inputs_at(&p->inputs, id), sw_constant(x),
                    SW_ASSUMPTION);
}

static double base_value(const probe *p, size_t id)
{
    return sw_inputs_value(&p->v->economics->inputs, id);
}

/* Minutes are an outcome of the chain, which its transport scales whole; fewer
 * seats than people leave people without one. */
static void set_value(const probe *p, double x)
{
    if (p->at.scales != SIZE_MAX) {
        hold(p->pilot, p->at.scales,
             base_value(p, p->at.scales) * x / p->at.current);
        return;
    }
    hold(p->pilot, p->at.id, x);
    if (p->at.id == SW_IN_SEATS_PURCHASED)
        hold(p->pilot, SW_IN_SEATS_ASSIGNED,
             fmin(x, base_value(p, SW_IN_SEATS_ASSIGNED)));
}

/* The model with the input at x; NULL where x makes no sense. */
static sw_economics *model_at(const probe *p, double x)
{
    sw_economics *e = NULL;
    set_value(p, x);
    return sw_economics_new(&e, p->pilot, &p->evidence, NULL, NULL) == SW_OK
               ? e
               : NULL;
}

static double npv_at(const probe *p, double x)
{
    sw_economics *e = model_at(p, x);
    double npv = e != NULL ? sw_economics_npv(e) : NAN;
    sw_economics_free(e);
    return npv;
}

static sw_option_kind verdict_at(const probe *p, double x)
{
    sw_economics *e = model_at(p, x);
    sw_economics_result *money = NULL;
    sw_decision *d = NULL;
    sw_option_kind verdict = p->verdict;
    if (e != NULL)
        sw_inputs_share_tables(&e->inputs, &p->v->economics->inputs);
    if (e != NULL && sw_economics_value(&money, e, NULL) == SW_OK &&
        sw_decide_verdict(&d, e, money, NULL) == SW_OK)
        verdict = d->verdict.option;
    sw_decision_free(d);
    sw_economics_result_free(money);
    sw_economics_free(e);
    return verdict;
}

typedef struct point {
    double x, npv;
} point;

/* Where a straight line through both ends crosses zero: exact where the model
 * is linear. Nudged from a by half the precision, so that the next bracket is
 * narrow on both sides. */
static double crossing(const probe *p, point a, point b)
{
    double x = a.x - a.npv * (b.x - a.x) / (b.npv - a.npv);
    double nudge = 0.4 * ZERO_PRECISION * p->at.current;
    double out = x + (fabs(a.npv) < fabs(b.npv) ? 1.0 : -1.0) *
                         copysign(nudge, b.x - a.x);
    bool inside = (out > a.x) == (out < b.x);
    return inside ? out : 0.5 * (a.x + b.x);
}

/* Narrows the bracket [a, b] of a sign change: by the straight line, and by
 * halving wherever that does not halve it, as at a tier's jump. */
static double zero_between(const probe *p, point a, point b)
{
    bool halve = false;
    for (int i = 0; i < STEPS; i++) {
        double width = fabs(b.x - a.x);
        if (width <= ZERO_PRECISION * p->at.current)
            break;
        double x = halve ? 0.5 * (a.x + b.x) : crossing(p, a, b);
        point middle = {x, npv_at(p, x)};
        *((middle.npv > 0.0) == (a.npv > 0.0) ? &a : &b) = middle;
        halve = fabs(b.x - a.x) > 0.5 * width;
    }
    return 0.5 * (a.x + b.x);
}

/* A point on the way from a to b: by factors upwards, where the range is wide,
 * evenly downwards, where it ends at 0. */
static double between(double a, double b, double share)
{
    return b > a && a > 0.0 ? a * pow(b / a, share) : a + (b - a) * share;
}

/* The zero in the first interval from the current value towards `end` that has
 * one. */
static double zero_towards(const probe *p, double end)
{
    point from = {p->at.current, npv_at(p, p->at.current)};
    for (int i = 1; i <= INTERVALS; i++) {
        double x = between(p->at.current, end, (double)i / INTERVALS);
        point to = {x, npv_at(p, x)};
        if (isfinite(from.npv) && isfinite(to.npv) &&
            (from.npv > 0.0) != (to.npv > 0.0))
            return zero_between(p, from, to);
        from = to;
    }
    return NAN;
}

static double nearer(double to, double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) ? b : a;
    return fabs(a - to) <= fabs(b - to) ? a : b;
}

/* Where the verdict changes between the current value and an end that has
 * another one. */
static double change_towards(const probe *p, double end, sw_option_kind *to)
{
    double same = p->at.current, other = end;
    *to = verdict_at(p, end);
    if (*to == p->verdict)
        return NAN;
    for (int i = 0; i < VERDICT_HALVINGS; i++) {
        if (fabs(other - same) <= VERDICT_PRECISION * fmin(same, other))
            break;
        double middle =
            same < other ? sqrt(same * other) : 0.5 * (same + other);
        sw_option_kind there = verdict_at(p, middle);
        if (there == p->verdict) {
            same = middle;
        } else {
            other = middle;
            *to = there;
        }
    }
    return other;
}

/* The least value of a range: nothing is bought of no seats. */
static double least(const lever *l)
{
    return l->id == SW_IN_SEATS_PURCHASED ? 1.0 : 0.0;
}

static sw_flip find(const probe *p)
{
    const lever *l = &p->at;
    sw_flip f = {.input = l->key,
                 .name = l->name,
                 .input_id = l->id,
                 .current = l->current,
                 .to = p->verdict};
    f.npv_zero_at =
        nearer(l->current, zero_towards(p, least(l)), zero_towards(p, l->most));
    sw_option_kind down, up;
    double below = change_towards(p, least(l), &down);
    double above = change_towards(p, l->most, &up);
    f.flips_at = nearer(l->current, below, above);
    if (!isnan(f.flips_at))
        f.to = f.flips_at < l->current ? down : up;
    return f;
}

/* How far to go with what has no natural end. */
static const double FAR = 1000.0;

static lever plain(const sw_evaluation *v, const char *key, const char *name,
                   size_t id, double most)
{
    double now = sw_inputs_value(&v->economics->inputs, id);
    return (lever){key,     name, id, now, isnan(most) ? FAR * now : most,
                   SIZE_MAX};
}

/* A metered contract without a price of seats turns on the price of a unit. */
static lever price_lever(const sw_evaluation *v)
{
    lever seat = plain(v, "price", "the price of a seat", SW_IN_PRICE, NAN);
    if (seat.current > 0.0)
        return seat;
    return plain(v, "unit_price", "the price of a metered unit",
                 SW_IN_METERED_PRICE, NAN);
}

static lever minutes_lever(const sw_evaluation *v)
{
    double now = v->economics->has_time_saved ? v->money->minutes : NAN;
    return (lever){"minutes",    "the minutes saved a seat and week",
                   SW_IN_EFFECT, now,
                   FAR * now,    SW_IN_TRANSPORT};
}

static lever adoption_lever(const sw_evaluation *v)
{
    const sw_inputs *in = &v->economics->inputs;
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;
    lever l =
        plain(v, "adoption", "the share of seats in use", SW_IN_ADOPTION, 1.0);
    if (!future)
        l.current = sw_inputs_value(in, SW_IN_ADOPTION_PILOT);
    if (!v->economics->has_time_saved ||
        !(sw_inputs_value(in, SW_IN_ADOPTION_PILOT) > 0.0))
        l.current = NAN;
    return l;
}

static size_t list_levers(lever list[6], const sw_evaluation *v)
{
    const lever all[] = {
        price_lever(v),
        minutes_lever(v),
        adoption_lever(v),
        plain(v, "realisation", "the share of saved time that becomes value",
              SW_IN_REALISATION, 1.0),
        plain(v, "seats", "the seats purchased", SW_IN_SEATS_PURCHASED, NAN),
        plain(v, "hourly_cost", "the cost of an hour", SW_IN_HOURLY_COST, NAN),
    };
    /* A verdict that sets the seats is not turned by their number. */
    bool sets_seats = v->decision->verdict.option == SW_OPTION_RIGHTSIZE;
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i].current > 0.0 && isfinite(all[i].most) &&
            !(sets_seats && all[i].id == SW_IN_SEATS_PURCHASED))
            list[n++] = all[i];
    return n;
}

/* How far a flip is, as a share of the current value; none is farthest. */
static double distance(const sw_flip *f)
{
    return isnan(f->flips_at) ? INFINITY
                              : fabs(f->flips_at - f->current) / f->current;
}

static int by_distance(const void *a, const void *b)
{
    double x = distance(a), y = distance(b);
    return (x > y) - (x < y);
}

/* The inputs are put back, so that levers do not add up. */
static sw_pilot *fresh(const sw_evaluation *v)
{
    const sw_scenario none = {.name = (char *)"", .n = 0};
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *p = sw_pilot_variant(v->pilot, &none, d);
    sw_diagnostics_free(d);
    if (p != NULL && p->draws > DRAWS)
        p->draws = DRAWS;
    return p;
}

/* A wage that is set is everyone's: segments have none of their own, in a copy
 * of theirs. */
static void forget_wages(sw_evidence *evidence)
{
    size_t n = evidence->n_segments;
    evidence->segments = (sw_segment *)g_memdup2(
        evidence->segments, n * sizeof *evidence->segments);
    for (size_t g = 0; g < n; g++)
        evidence->segments[g].hourly_cost = NAN;
}

static sw_flip flip_of(probe *p)
{
    p->evidence = *p->v->evidence;
    bool wage = p->at.id == SW_IN_HOURLY_COST;
    if (wage)
        forget_wages(&p->evidence);
    sw_flip out = find(p);
    if (wage)
        g_free(p->evidence.segments);
    return out;
}

void sw_flips_find(sw_evaluation *v)
{
    lever list[6];
    sw_verdict *out = &v->decision->verdict;
    if (!v->economics->has_benefit)
        return;
    long n = (long)list_levers(list, v);
    out->flips = g_new0(sw_flip, 6 + 1);
    bool found[6] = {false};
    /* Each lever has a pilot of its own; the base is only read. */
#pragma omp parallel for schedule(dynamic)
    for (long i = 0; i < n; i++) {
        probe p = {
            .v = v, .pilot = fresh(v), .at = list[i], .verdict = out->option};
        found[i] = p.pilot != NULL;
        if (found[i])
            out->flips[i] = flip_of(&p);
        sw_pilot_free(p.pilot);
    }
    for (long i = 0; i < n; i++)
        if (found[i])
            out->flips[out->n_flips++] = out->flips[i];
    qsort(out->flips, out->n_flips, sizeof *out->flips, by_distance);
}
