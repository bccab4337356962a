#include "evaluation/lever.h"

#include <math.h>
#include <stdint.h>

#include "decision/cap.h"

/* How far to go with what has no natural end. */
static const double FAR = 1000.0;
static const double MOST_FACTOR = 10.0, MOST_KAPPA = 2.0, MOST_WEIGHT = 0.999;
/* A design's bias, in units of the effect (policy.effect_scale at least). */
static const double MOST_BIAS = 3.0;

static sw_lever holds(const sw_evaluation *v, const char *key, const char *name,
                      size_t id, double most)
{
    const sw_input *in = sw_inputs_at(&v->economics->inputs, id);
    double now = sw_inputs_value(&v->economics->inputs, id);
    return (sw_lever){.kind = SW_LEVER_HOLDS,
                      .key = key,
                      .name = name,
                      .id = id,
                      .current = now,
                      .most = isnan(most) ? FAR * now : most,
                      .unit = now,
                      .base = in->known ? &in->distribution : NULL,
                      .is_assumed = in->provenance == SW_ASSUMPTION ||
                                    in->provenance == SW_BENCHMARK};
}

/* A metered contract without a price of seats turns on the price of a unit. */
static sw_lever price_lever(const sw_evaluation *v)
{
    sw_lever seat = holds(v, "price", "the price of a seat", SW_IN_PRICE, NAN);
    if (!(seat.current > 0.0))
        seat = holds(v, "unit_price", "the price of a metered unit",
                     SW_IN_METERED_PRICE, NAN);
    seat.is_assumed = false;
    return seat;
}

static sw_lever minutes_lever(const sw_evaluation *v)
{
    double now = v->economics->has_time_saved ? v->money->minutes : NAN;
    return (sw_lever){.kind = SW_LEVER_SCALES,
                      .key = "minutes",
                      .name = "the minutes saved a seat and week",
                      .id = SW_IN_EFFECT,
                      .scales = SW_IN_TRANSPORT,
                      .current = now,
                      .most = FAR * now,
                      .unit = now};
}

static sw_lever adoption_lever(const sw_evaluation *v)
{
    const sw_inputs *in = &v->economics->inputs;
    bool future = sw_inputs_at(in, SW_IN_ADOPTION)->known;
    sw_lever l =
        holds(v, "adoption", "the share of seats in use", SW_IN_ADOPTION, 1.0);
    if (!future)
        l.current = l.unit = sw_inputs_value(in, SW_IN_ADOPTION_PILOT);
    if (!v->economics->has_time_saved ||
        !(sw_inputs_value(in, SW_IN_ADOPTION_PILOT) > 0.0))
        l.current = NAN;
    return l;
}

/* A verdict that sets the seats is not turned by their number. */
static sw_lever seats_lever(const sw_evaluation *v)
{
    sw_lever l =
        holds(v, "seats", "the seats purchased", SW_IN_SEATS_PURCHASED, NAN);
    l.least = 1.0; /* nothing is bought of no seats */
    l.is_assumed = false;
    if (v->decision->verdict.option == SW_OPTION_RIGHTSIZE)
        l.current = NAN;
    return l;
}

static sw_lever factor_lever(const sw_evaluation *v)
{
    sw_lever l = holds(v, "self_report_factor",
                       "what a minute that people report is worth",
                       SW_IN_SELF_REPORT, MOST_FACTOR);
    if (!v->evidence->self_report_lead)
        l.current = NAN;
    return l;
}

static bool is_below_zero(const sw_distribution *d)
{
    return sw_distribution_is_constant(d) ? sw_distribution_mean(d) <= 0.0
                                          : sw_distribution_cdf(d, 0.0) >= 1.0;
}

sw_distribution sw_weight_on_nothing(const sw_distribution *mixture,
                                     double weight)
{
    sw_distribution out;
    if (sw_distribution_copy(&out, mixture) != SW_OK)
        return sw_constant(NAN);
    double nothing = 0.0;
    for (size_t i = 0; i < out.n; i++)
        nothing += is_below_zero(&out.part[i]) ? out.weight[i] : 0.0;
    for (size_t i = 0; i < out.n; i++)
        out.weight[i] *= is_below_zero(&out.part[i])
                             ? weight / nothing
                             : (1.0 - weight) / (1.0 - nothing);
    return out;
}

/* Of a factor that leaves it possible that nothing is saved. */
static sw_lever nothing_lever(const sw_evaluation *v)
{
    double cap = sw_chance_cap(v->economics);
    sw_lever l = holds(v, "factor_nothing",
                       "the weight of no saving, or a loss, behind what people "
                       "report",
                       SW_IN_SELF_REPORT, MOST_WEIGHT);
    l.kind = SW_LEVER_NOTHING;
    l.current = 1.0 - cap;
    l.unit = cap;
    if (l.base == NULL || l.base->kind != SW_DIST_MIXTURE)
        l.current = NAN;
    return l;
}

/* Parts below, at and above 0, with their weights for a sceptic. */
enum { BELOW, AT, ABOVE, SIDES };
static const double SCEPTIC[SIDES] = {0.05, 0.30, 0.65};

static int side_of(const sw_distribution *d)
{
    if (!is_below_zero(d))
        return ABOVE;
    return sw_distribution_mean(d) < 0.0 ? BELOW : AT;
}

/* A side without a part leaves its weight to the other at or below 0. */
sw_distribution sw_sceptical_factor(const sw_distribution *mixture)
{
    sw_distribution out;
    double now[SIDES] = {0.0},
           weight[SIDES] = {SCEPTIC[BELOW], SCEPTIC[AT], SCEPTIC[ABOVE]};
    if (sw_distribution_copy(&out, mixture) != SW_OK)
        return sw_constant(NAN);
    for (size_t i = 0; i < out.n; i++)
        now[side_of(&out.part[i])] += out.weight[i];
    for (int k = BELOW; k <= AT; k++)
        if (!(now[k] > 0.0))
            weight[AT - k] = SCEPTIC[BELOW] + SCEPTIC[AT];
    for (size_t i = 0; i < out.n; i++) {
        int k = side_of(&out.part[i]);
        out.weight[i] *= weight[k] / now[k];
    }
    return out;
}

static sw_lever sceptical_lever(const sw_evaluation *v)
{
    sw_lever l = nothing_lever(v);
    l.kind = SW_LEVER_SCEPTICAL;
    l.key = "sceptical_factor";
    l.name = "the weight that a sceptic leaves to no saving, or a loss";
    l.most = SCEPTIC[BELOW] + SCEPTIC[AT];
    return l;
}

/* How much is silent of a segment, by the input that says it of all. */
static double silent_of(const sw_silent *s, size_t id)
{
    switch (id) {
    case SW_IN_SILENT_SHARE:
        return s->share;
    case SW_IN_MISSING:
        return s->missing;
    default:
        return s->missing_control;
    }
}

/* Whether anybody is: of one arm (kappa), or of either of two (r_miss). */
static bool has_silent(const sw_evaluation *v, size_t id)
{
    const sw_evidence *ev = v->evidence;
    bool any = sw_inputs_value(&v->economics->inputs, id) > 0.0;
    for (size_t g = 0; g < ev->n_segments; g++)
        any |= silent_of(&ev->segments[g].silent, id) > 0.0;
    return any;
}

static sw_lever kappa_lever(const sw_evaluation *v)
{
    sw_lever l =
        holds(v, "kappa", "what the silent save, of what those who answered do",
              SW_IN_KAPPA, MOST_KAPPA);
    if (!has_silent(v, SW_IN_SILENT_SHARE))
        l.current = NAN;
    return l;
}

/* A correlation; of either arm, as far as somebody is missing from it. */
static sw_lever missing_lever(const sw_evaluation *v, const char *key,
                              const char *name, size_t id, size_t missing)
{
    sw_lever l = holds(v, key, name, id, 1.0);
    l.least = -1.0;
    l.unit = 1.0;
    if (!has_silent(v, missing))
        l.current = NAN;
    return l;
}

static sw_lever bias_lever(const sw_evaluation *v)
{
    const sw_evidence *ev = v->evidence;
    sw_lever l =
        holds(v, "bias", "what the design may be wrong by", SW_IN_BIAS, NAN);
    if (ev->lead == SIZE_MAX || ev->self_report_lead)
        l.current = NAN;
    else
        l.unit = fmax(fabs(ev->effects[ev->lead].minutes),
                      v->pilot->policy.effect_scale);
    l.most = MOST_BIAS * l.unit;
    l.least = -l.most;
    return l;
}

size_t sw_levers_list(sw_lever list[SW_LEVERS], const sw_evaluation *v)
{
    const sw_lever all[SW_LEVERS] = {
        price_lever(v),
        minutes_lever(v),
        adoption_lever(v),
        holds(v, "realisation", "the share of saved time that becomes value",
              SW_IN_REALISATION, 1.0),
        seats_lever(v),
        holds(v, "hourly_cost", "the cost of an hour", SW_IN_HOURLY_COST, NAN),
        factor_lever(v),
        nothing_lever(v),
        sceptical_lever(v),
        kappa_lever(v),
        missing_lever(v, "r_miss",
                      "how far being in the data goes with the gain",
                      SW_IN_R_MISS, SW_IN_MISSING),
        missing_lever(v, "r_miss_control",
                      "how far being in the control group's data goes with "
                      "the gain",
                      SW_IN_R_MISS_CONTROL, SW_IN_MISSING_CONTROL),
        bias_lever(v),
        holds(v, "minutes_per_unit", "the minutes of a unit of the outcome",
              SW_IN_UNIT_MINUTES, NAN),
    };
    size_t n = 0;
    for (size_t i = 0; i < SW_LEVERS; i++)
        if ((all[i].current > 0.0 || all[i].least < 0.0) &&
            isfinite(all[i].current) && isfinite(all[i].most))
            list[n++] = all[i];
    return n;
}
