#include "decision/rule.h"

#include <math.h>

#include "decision/best.h"
#include "decision/extend.h"
#include "decision/nested.h"
#include "decision/option.h"
#include "decision/previous.h"
#include "decision/renegotiate.h"
#include "decision/trace.h"
#include "decision/words.h"

/* A run through the rule. */
typedef struct run {
    sw_decision *d;
    const sw_economics *e;
    const sw_economics_result *money;
    double tolerance;
    sw_trace t;
    sw_analyses *analyses;
} run;

static void choose(run *r, sw_option_kind kind, int place)
{
    r->d->verdict.option = kind;
    r->d->verdict.chosen = place;
}

static int place_of(const sw_decision *d, sw_option_kind kind)
{
    const sw_option *o = sw_options_find(d, kind);
    return o == NULL ? SW_NO_OPTION : (int)(o - d->options);
}

static void choose_place(run *r, int place)
{
    choose(r, r->d->options[place].kind, place);
}

/* Or what comes next to it, where no one may cancel. */
static void choose_cancel(run *r)
{
    choose_place(r, sw_options_leaving(r->d));
}

static void on_cost_alone(run *r)
{
    sw_trace_add(&r->t, sw_trace_step(NAN, NAN, false),
                 "0. A benefit is measured or assumed",
                 sw_message_of("%s: options that keep the service are compared "
                               "on cost at equal benefit",
                               sw_as_word(r->e->why_no_benefit)));
    sw_trace_skip(&r->t, 1, "skipped: decided on cost alone");
    int cheapest = sw_best_cheapest(r->d);
    if (cheapest == SW_NO_OPTION)
        choose(r, SW_OPTION_UNDETERMINED, SW_NO_OPTION);
    else
        choose_place(r, cheapest);
}

static bool guardrails_hold(sw_trace *t, const sw_evidence *ev)
{
    size_t failed = 0, unknown = 0;
    for (size_t i = 0; i < ev->n_guardrails; i++) {
        failed += ev->guardrails[i].known && !ev->guardrails[i].passed;
        unknown += !ev->guardrails[i].known;
    }
    if (ev->n_guardrails > 0)
        sw_trace_add(
            t, sw_trace_step((double)failed, 0.0, failed == 0),
            "0. Guardrails not worse than their margin",
            sw_message_of("%zu of %zu not shown to hold%s", sw_as_count(failed),
                          sw_as_count(ev->n_guardrails),
                          sw_as_word(unknown > 0
                                         ? "; some could not be estimated"
                                         : "")));
    return failed == 0;
}

static bool is_measured(run *r)
{
    const sw_evidence *ev = r->e->evidence;
    bool unmeasured =
        ev->assumption_only && !r->e->pilot->policy.allow_assumption_only;
    const char *rests_on = ev->lead == SIZE_MAX
                               ? "assumptions"
                               : ev->effects[ev->lead].design_text;
    sw_trace_add(
        &r->t, sw_trace_step(NAN, NAN, !unmeasured),
        "0. Something was measured",
        unmeasured
            ? sw_message_word("a benefit is assumed and nothing was "
                              "measured: no verdict is given unless "
                              "policy.allow_assumption_only")
            : sw_message_of("the benefit rests on %s", sw_as_word(rests_on)));
    return !unmeasured;
}

/* Step 0; true when the verdict is decided there. Else the options that are
 * left over are marked and compared. */
static bool step_0(run *r)
{
    const sw_evidence *ev = r->e->evidence;
    if (!r->e->has_benefit) {
        on_cost_alone(r);
        return true;
    }
    if (!is_measured(r)) {
        sw_trace_skip(&r->t, 1, "not reached: nothing was measured");
        choose(r, SW_OPTION_UNDETERMINED, SW_NO_OPTION);
        return true;
    }
    bool graded = ev->grade != 'D';
    sw_value reason = ev->grade_reason != NULL
                          ? sw_as_message(sw_message_share(ev->grade_reason))
                          : sw_as_word("no reason given");
    sw_trace_add(
        &r->t, sw_trace_step(NAN, NAN, graded), "0. Evidence grade A, B or C",
        sw_message_of(
            "grade %c: %s%s", sw_as_letter(ev->grade), reason,
            sw_as_word(graded ? ""
                              : "; extend, rightsize by usage and cancel "
                                "remain")));
    bool safe = guardrails_hold(&r->t, ev);
    if (!graded || !safe)
        sw_best_set(r->d, r->e, safe ? SW_LEFT_BY_USAGE : SW_LEFT_NOTHING,
                    r->tolerance);
    return false;
}

/* The highest mean of those that are not chosen for their mean. */
static double best_mean(const sw_decision *d)
{
    double most = NAN;
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].in_set && !(d->options[i].draws.mean <= most))
            most = d->options[i].draws.mean;
    return most;
}

static void step_1(run *r)
{
    sw_decision *d = r->d;
    int best = d->verdict.best;
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double mean =
        best == SW_NO_OPTION ? best_mean(d) : d->options[best].draws.mean;
    sw_rule row = sw_trace_money(mean, 0.0, best != SW_NO_OPTION);
    sw_message *note;
    if (best == SW_NO_OPTION && isnan(mean) && renew->feasible)
        note = sw_message_word("no option that keeps the service is open");
    else if (best == SW_NO_OPTION && isnan(mean))
        note = sw_message_of("no option that keeps the service is open: "
                             "renewing is not feasible, %s",
                             sw_as_message(sw_message_share(renew->why_not)));
    else if (best == SW_NO_OPTION)
        note = sw_message_word("leaving is worth more than every other option "
                               "that is open, or as much within Monte-Carlo "
                               "error");
    else
        note = sw_message_of(
            "%s is worth more than leaving and than every other option that is "
            "open%s",
            sw_as_option(d, best),
            sw_as_word(renew->feasible ? "" : "; renewing is not feasible"));
    sw_trace_add(&r->t, row, "1. Best option in expectation", note);
}

static double years_committed(const sw_economics *e)
{
    static const double DAYS_PER_YEAR = 365.25;
    return (double)(e->renew[SW_VIEW_COMMITMENT].to - e->clock[0].signed_from +
                    1) /
           DAYS_PER_YEAR;
}

/* The expected loss gates only where the policy sets a share. */
static bool loss_is_small(run *r, const sw_option *o)
{
    double share = r->e->pilot->policy.max_expected_loss_share;
    double yearly = o->draws.expected_loss / years_committed(r->e);
    if (isnan(share))
        return true;
    bool small = yearly <= share * r->money->years_spend;
    sw_trace_add(&r->t,
                 sw_trace_money(yearly, share * r->money->years_spend, small),
                 "2. Expected loss a year",
                 sw_message_word("against the policy's share of a year's "
                                 "spend"));
    return small;
}

/* The bar of step 2 on a*; true when it is met and stable. */
static bool step_2(run *r)
{
    const sw_policy *policy = &r->e->pilot->policy;
    const sw_option *o = &r->d->options[r->d->verdict.best];
    double p = o->draws.probability_positive;
    bool sure = p >= policy->required_probability;
    sw_trace_add(&r->t, sw_trace_step(p, policy->required_probability, sure),
                 "2. Probability that it pays",
                 sw_message_word(sure ? "P(net benefit > 0)"
                                      : "P(net benefit > 0) is below the "
                                        "policy's bar"));
    bool small = loss_is_small(r, o);
    bool stable = r->d->verdict.stability >= policy->min_stability;
    sw_trace_add(
        &r->t,
        sw_trace_step(r->d->verdict.stability, policy->min_stability, stable),
        "2. Stability over analyses",
        sw_message_share(r->d->verdict.stability_note));
    return sure && small && stable;
}

/* Step 4; true where some plausible price meets the bar. */
static bool step_4(run *r)
{
    const sw_walk_away *w = &r->d->walk_away;
    const sw_option *o = sw_options_find(r->d, SW_OPTION_RENEGOTIATE);
    double least = (1.0 - r->e->pilot->policy.plausible_discount) * w->from;
    if (w->option == SW_NO_OPTION || isnan(w->price)) {
        sw_trace_add(&r->t, sw_trace_step(NAN, NAN, false),
                     "4. Renegotiate the price", sw_message_share(o->why_not));
        return false;
    }
    sw_trace_add(&r->t, sw_trace_price(w->price, least, o->feasible),
                 "4. Renegotiate the price",
                 o->feasible ? sw_message_word("the most that may be paid a "
                                               "seat and month for the bar to "
                                               "be met, against the lowest "
                                               "price that is plausible")
                             : sw_message_share(o->why_not));
    return o->feasible;
}

/* Step 5; the place of the segments' option, or SW_NO_OPTION. */
static sw_status step_5(run *r, int *place, sw_error *err)
{
    sw_message *note = NULL;
    *place = SW_NO_OPTION;
    if (r->e->evidence->grade == 'D') {
        sw_trace_add(&r->t, sw_trace_step(NAN, NAN, false),
                     "5. Keep the segments that pay",
                     sw_message_word("grade D leaves no choice among "
                                     "segments"));
        return SW_OK;
    }
    sw_status st = sw_nested_find(place, &note, r->d, r->e, r->tolerance, err);
    if (st != SW_OK)
        return st;
    bool found = *place != SW_NO_OPTION;
    double p = found ? r->d->options[*place].draws.probability_positive : NAN;
    sw_trace_add(
        &r->t,
        sw_trace_step(p, r->e->pilot->policy.required_probability, found),
        "5. Keep the segments that pay", note);
    return SW_OK;
}

static void lapse(run *r)
{
    sw_trace_add(&r->t, sw_trace_step(NAN, NAN, true), "Otherwise cancel",
                 sw_message_word("a spend that meets no bar lapses: not shown "
                                 "to pay, which is not the same as shown not "
                                 "to pay"));
    choose_cancel(r);
}

/* Steps 3 to 5, in which a step that passes ends the rule. */
static sw_status steps_3_to_5(run *r, sw_error *err)
{
    sw_verdict *v = &r->d->verdict;
    if (sw_extend_step(&r->t, r->d, r->e, r->money)) {
        sw_trace_skip(&r->t, 4, "not reached: a study comes first");
        choose_place(r, place_of(r->d, SW_OPTION_EXTEND));
        return SW_OK;
    }
    bool graded = r->e->evidence->grade != 'D';
    if (!graded)
        sw_trace_add(&r->t, sw_trace_step(NAN, NAN, false),
                     "4. Renegotiate the price",
                     sw_message_word("grade D leaves no price to ask for"));
    bool price = graded && step_4(r);
    int kept;
    sw_status st = step_5(r, &kept, err);
    if (st != SW_OK)
        return st;
    if (price) {
        v->fallback = kept;
        choose_place(r, place_of(r->d, SW_OPTION_RENEGOTIATE));
    } else if (kept != SW_NO_OPTION) {
        choose_place(r, kept);
    } else {
        lapse(r);
    }
    return SW_OK;
}

/* The options that the rule adds: a price to ask for, and a study. */
static sw_status add_options(run *r, sw_error *err)
{
    sw_decision *d = r->d;
    int best = d->verdict.best;
    bool has_price =
        best != SW_NO_OPTION && d->options[best].kind != SW_OPTION_SWITCH;
    int priced = has_price ? best : place_of(d, SW_OPTION_RENEW);
    sw_option o;
    sw_status st = sw_walk_away_set(d, r->e, r->analyses, priced, err);
    if (st == SW_OK)
        st = sw_renegotiate(&o, d, r->e, r->tolerance, err);
    if (st != SW_OK)
        return st;
    sw_options_insert(d, o);
    if (d->studies == NULL) /* else somebody has valued them */
        st = sw_studies_value(d, r->e, r->money, err);
    if (st == SW_OK)
        sw_options_insert(d, sw_extend_option(d, r->e));
    return st;
}

/* What is left where another number of seats is refused: renewing all, if that
 * meets the bar as well. */
static int renewing_pays(const run *r)
{
    const sw_option *renew = sw_options_find(r->d, SW_OPTION_RENEW);
    bool pays = renew->in_set && renew->draws.probability_positive >=
                                     r->e->pilot->policy.required_probability;
    return pays ? (int)(renew - r->d->options) : SW_NO_OPTION;
}

static sw_status steps_1_to_5(run *r, sw_error *err)
{
    sw_verdict *v = &r->d->verdict;
    step_1(r);
    if (v->best == SW_NO_OPTION) {
        sw_trace_skip(&r->t, 2,
                      "not reached: step 1 chose leaving, and leaving needs no "
                      "bar");
        choose_cancel(r);
        return SW_OK;
    }
    if (step_2(r)) {
        sw_trace_skip(&r->t, 3, "not reached: the bar is met");
        choose_place(r, v->best);
        v->fallback = renewing_pays(r);
        return SW_OK;
    }
    return steps_3_to_5(r, err);
}

static sw_status decide(run *r, sw_error *err)
{
    sw_decision *d = r->d;
    sw_verdict *v = &d->verdict;
    sw_best_set(d, r->e, SW_LEFT_ALL, r->tolerance);
    bool done = step_0(r);
    v->best = sw_best_find(d);
    r->analyses = sw_analyses_new(d, r->e);
    v->stability = sw_stability(r->analyses, d, v->best, &v->stability_note);
    sw_status st = r->e->has_benefit ? add_options(r, err) : SW_OK;
    if (st == SW_OK && !done)
        st = steps_1_to_5(r, err);
    return st;
}

/* What is lost when the date passes: the verdict's net benefit less that of
 * what then happens by itself. */
static double cost_of_missing(const sw_decision *d, const sw_economics *e)
{
    const sw_option *idle = sw_options_find(d, SW_OPTION_DO_NOTHING);
    if (d->verdict.chosen == SW_NO_OPTION || !e->has_benefit ||
        sw_first_clock(e)->act_by == SW_DAY_NONE)
        return NAN;
    return fmax(0.0,
                d->options[d->verdict.chosen].draws.mean - idle->draws.mean);
}

static void finish(run *r)
{
    static const char *const BASIS[] = {"cashable", "with-capacity", "all"};
    sw_decision *d = r->d;
    sw_verdict *v = &d->verdict;
    bool priced = r->e->has_benefit;
    v->benefit_basis = priced ? BASIS[r->e->pilot->policy.headline] : "cost";
    v->assumption_only = r->e->evidence->assumption_only;
    v->confidence = priced && v->chosen != SW_NO_OPTION
                        ? d->options[v->chosen].draws.probability_within
                        : NAN;
    v->cost_of_missing_act_by = cost_of_missing(d, r->e);
    v->extensions_used =
        sw_previous_extensions(r->e) + (v->option == SW_OPTION_EXTEND);
    for (size_t i = 0; !priced && i < d->n_options; i++)
        d->options[i].draws = sw_draws_unknown();
    v->n_rules = r->t.rows->len;
    v->rules = (sw_rule *)(void *)g_array_free(r->t.rows, FALSE);
}

sw_status sw_rule_apply(sw_decision *d, const sw_economics *e,
                        const sw_economics_result *money, double tolerance,
                        sw_error *err)
{
    run r = {.d = d, .e = e, .money = money, .tolerance = tolerance};
    r.t.rows = g_array_new(FALSE, FALSE, sizeof(sw_rule));
    d->verdict.best = d->verdict.chosen = d->verdict.fallback = SW_NO_OPTION;
    sw_status st = decide(&r, err);
    finish(&r);
    sw_analyses_free(r.analyses);
    return st;
}
