#include "evaluation/flip.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "evaluation/lever.h"
#include "pilot/variant.h"

enum { INTERVALS = 24, STEPS = 60, VERDICT_HALVINGS = 12, DRAWS = 2048 };

/* Of the current value: on so many draws a verdict's turn is known no better.
 */
static const double VERDICT_PRECISION = 0.005, ZERO_PRECISION = 1e-9;

typedef struct probe {
    const sw_evaluation *v;
    sw_pilot *pilot;      /* of the base, without its files */
    sw_evidence evidence; /* of the base, with inputs and segments of its own */
    sw_lever at;
    sw_option_kind verdict; /* of the base */
} probe;

/* In the pilot, and where evidence gives the input in what it gives. */
static void hold(probe *p, size_t id, sw_distribution d)
{
    sw_distribution copy;
    if (id < SW_IN_FIXED && sw_distribution_copy(&copy, &d) == SW_OK)
        sw_input_define(sw_inputs_at(&p->evidence.inputs, id), copy,
                        SW_ASSUMPTION);
    sw_input_define(sw_inputs_at(&p->pilot->inputs, id), d, SW_ASSUMPTION);
}

static double base_value(const probe *p, size_t id)
{
    return sw_inputs_value(&p->v->economics->inputs, id);
}

/* Minutes are an outcome of the chain, which its transport scales whole; fewer
 * seats than people leave people without one. */
static void set_value(probe *p, double x)
{
    const sw_lever *l = &p->at;
    if (l->kind == SW_LEVER_SCEPTICAL) {
        hold(p, l->id, sw_sceptical_factor(l->base));
        return;
    }
    if (l->kind == SW_LEVER_NOTHING) {
        hold(p, l->id, sw_weight_on_nothing(l->base, x));
        return;
    }
    if (l->kind == SW_LEVER_SCALES) {
        hold(p, l->scales,
             sw_constant(base_value(p, l->scales) * x / l->current));
        return;
    }
    hold(p, l->id, sw_constant(x));
    if (l->id == SW_IN_SEATS_PURCHASED)
        hold(p, SW_IN_SEATS_ASSIGNED,
             sw_constant(fmin(x, base_value(p, SW_IN_SEATS_ASSIGNED))));
}

/* The model with the input at x; NULL where x makes no sense. */
static sw_economics *model_at(probe *p, double x)
{
    sw_economics *e = NULL;
    set_value(p, x);
    return sw_economics_new(&e, p->pilot, &p->evidence, NULL, NULL) == SW_OK
               ? e
               : NULL;
}

static double npv_at(probe *p, double x)
{
    sw_economics *e = model_at(p, x);
    double npv = e != NULL ? sw_economics_npv(e) : NAN;
    sw_economics_free(e);
    return npv;
}

static sw_option_kind verdict_at(probe *p, double x)
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
static double crossing(probe *p, point a, point b)
{
    double x = a.x - a.npv * (b.x - a.x) / (b.npv - a.npv);
    double nudge = 0.4 * ZERO_PRECISION * p->at.unit;
    double out = x + (fabs(a.npv) < fabs(b.npv) ? 1.0 : -1.0) *
                         copysign(nudge, b.x - a.x);
    bool inside = (out > a.x) == (out < b.x);
    return inside ? out : 0.5 * (a.x + b.x);
}

/* Narrows the bracket [a, b] of a sign change: by the straight line, and by
 * halving wherever that does not halve it, as at a tier's jump. */
static double zero_between(probe *p, point a, point b)
{
    bool halve = false;
    for (int i = 0; i < STEPS; i++) {
        double width = fabs(b.x - a.x);
        if (width <= ZERO_PRECISION * p->at.unit)
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
static double zero_towards(probe *p, double end)
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

/* Between two values of a verdict: by factors upwards, where both are above 0.
 */
static double halfway(double same, double other)
{
    return same < other && same > 0.0 ? sqrt(same * other)
                                      : 0.5 * (same + other);
}

static double precision_of(const sw_lever *l, double same, double other)
{
    double least = fmin(same, other);
    return VERDICT_PRECISION *
           (least > 0.0 || l->least >= 0.0 ? least : l->unit);
}

/* Where the verdict changes on the way from a value that has it to one that has
 * another, *to. */
static double change_between(probe *p, double same, double other,
                             sw_option_kind *to)
{
    for (int i = 0; i < VERDICT_HALVINGS; i++) {
        if (fabs(other - same) <= precision_of(&p->at, same, other))
            break;
        double middle = halfway(same, other);
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

/* The change between the current value and an end that has another verdict. */
static double change_towards(probe *p, double end, sw_option_kind *to)
{
    *to = verdict_at(p, end);
    return *to == p->verdict ? NAN : change_between(p, p->at.current, end, to);
}

/* Where only an input's uncertainty makes the verdict, it is another one as
 * soon as the input is known to be what it is: the change between an end that
 * has the verdict and the current value. */
static double known_towards(probe *p, double end, sw_option_kind now,
                            sw_option_kind *to)
{
    *to = now;
    return verdict_at(p, end) != p->verdict
               ? NAN
               : change_between(p, end, p->at.current, to);
}

/* The chance that the input is beyond the value, by its own distribution. */
static double chance_beyond(const sw_lever *l, double at, bool once_known)
{
    if (isnan(at) || l->base == NULL || l->kind != SW_LEVER_HOLDS ||
        sw_distribution_is_constant(l->base))
        return NAN;
    double below = sw_distribution_cdf(l->base, at);
    bool is_below = (at < l->current) != once_known;
    return is_below ? below : 1.0 - below;
}

/* The nearer of the changes on either side; the current value where the
 * verdict is that of no value at all. */
static void set_change(sw_flip *f, probe *p)
{
    const sw_lever *l = &p->at;
    sw_option_kind now =
        l->kind == SW_LEVER_HOLDS ? verdict_at(p, l->current) : p->verdict;
    sw_option_kind down, up;
    f->once_known = now != p->verdict;
    double below = f->once_known ? known_towards(p, l->least, now, &down)
                                 : change_towards(p, l->least, &down);
    double above = f->once_known ? known_towards(p, l->most, now, &up)
                                 : change_towards(p, l->most, &up);
    f->flips_at = nearer(l->current, below, above);
    if (f->once_known && isnan(f->flips_at))
        f->flips_at = l->current;
    if (!isnan(f->flips_at))
        f->to = f->flips_at < l->current   ? down
                : f->flips_at > l->current ? up
                                           : now;
}

/* The one other weight turns the verdict, or does not. */
static void try_sceptic(sw_flip *f, probe *p)
{
    sw_option_kind to = verdict_at(p, p->at.most);
    bool turns = to != p->verdict;
    f->npv_zero_at = NAN;
    f->flips_at = turns ? p->at.most : NAN;
    f->to = to;
}

static sw_flip find(probe *p)
{
    const sw_lever *l = &p->at;
    sw_flip f = {.input = l->key,
                 .name = l->name,
                 .input_id = l->id,
                 .is_share = l->kind == SW_LEVER_NOTHING ||
                             l->kind == SW_LEVER_SCEPTICAL,
                 .is_assumed = l->is_assumed,
                 .current = l->current,
                 .unit = l->unit,
                 .to = p->verdict};
    if (l->kind == SW_LEVER_SCEPTICAL) {
        try_sceptic(&f, p);
        f.beyond = NAN;
        return f;
    }
    f.npv_zero_at =
        nearer(l->current, zero_towards(p, l->least), zero_towards(p, l->most));
    set_change(&f, p);
    f.beyond = chance_beyond(l, f.flips_at, f.once_known);
    return f;
}

/* How far a flip is, as a share of its unit (mostly the current value); none is
 * farthest. */
static double distance(const sw_flip *f)
{
    return isnan(f->flips_at) ? INFINITY
                              : fabs(f->flips_at - f->current) / f->unit;
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

/* The mean effect of all seats, which wages weigh. */
static double mean_of_seats(const sw_evidence *ev)
{
    double mean = 0.0;
    for (size_t g = 0; ev->posterior != NULL && g < ev->n_segments; g++)
        mean += sw_segment_share(ev, g) * ev->segments[g].pooled;
    return mean;
}

/* Inputs and segments of a probe's own; a wage that is set is everyone's:
 * segments have none of their own then. */
static void own_evidence(probe *p)
{
    const sw_evidence *base = p->v->evidence;
    size_t n = base->n_segments;
    p->evidence = *base;
    sw_inputs_copy(&p->evidence.inputs, &base->inputs);
    p->evidence.segments =
        (sw_segment *)g_memdup2(base->segments, n * sizeof *base->segments);
    if (p->at.id != SW_IN_HOURLY_COST)
        return;
    double before = mean_of_seats(&p->evidence);
    for (size_t g = 0; g < n; g++)
        p->evidence.segments[g].hourly_cost = NAN;
    if (n > 0)
        sw_inputs_at(&p->evidence.inputs, SW_IN_EFFECT)->value +=
            mean_of_seats(&p->evidence) - before;
}

static sw_flip flip_of(probe *p)
{
    own_evidence(p);
    sw_flip out = find(p);
    g_free(p->evidence.segments);
    sw_inputs_clear(&p->evidence.inputs);
    return out;
}

/* Below it an assumption's own spread does not reach so far. */
static const double LEAST_BEYOND = 0.01;

/* Whether the verdict leans more on a than on b: what turns it by its value
 * before what turns it by being known at all. */
static bool leans_more(const sw_flip *a, const sw_flip *b)
{
    if (a->once_known != b->once_known)
        return !a->once_known;
    return a->beyond > b->beyond;
}

/* The assumption that is likeliest to be where the verdict is another. */
static size_t leans_on(const sw_verdict *v)
{
    size_t most = SIZE_MAX;
    for (size_t i = 0; i < v->n_flips; i++) {
        const sw_flip *f = &v->flips[i];
        if (f->is_assumed && !isnan(f->flips_at) && f->beyond >= LEAST_BEYOND &&
            (most == SIZE_MAX || leans_more(f, &v->flips[most])))
            most = i;
    }
    return most;
}

void sw_flips_find(sw_evaluation *v)
{
    sw_lever list[SW_LEVERS];
    sw_verdict *out = &v->decision->verdict;
    out->leans_on = SIZE_MAX;
    if (!v->economics->has_benefit)
        return;
    long n = (long)sw_levers_list(list, v);
    out->flips = g_new0(sw_flip, SW_LEVERS + 1);
    bool found[SW_LEVERS] = {false};
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
    out->leans_on = leans_on(out);
}
