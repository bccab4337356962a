#include "decision/rule.h"

#include <math.h>

#include "base/units.h"
#include "decision/best.h"
#include "decision/extend.h"
#include "decision/option.h"
#include "decision/previous.h"
#include "decision/renegotiate.h"
#include "decision/run.h"
#include "decision/stability.h"
#include "decision/words.h"

static void choose(sw_run *r, sw_option_kind kind, int place)
{
    r->d->verdict.option = kind;
    r->d->verdict.chosen = place;
}

static int place_of(const sw_decision *d, sw_option_kind kind)
{
    const sw_option *o = sw_options_find(d, kind);
    return o == NULL ? SW_NO_OPTION : (int)(o - d->options);
}

static void choose_place(sw_run *r, int place)
{
    choose(r, r->d->options[place].kind, place);
}

/* Or what comes next to it, where no one may cancel. */
static void choose_cancel(sw_run *r)
{
    choose_place(r, sw_options_leaving(r->d));
}

static void on_cost_alone(sw_run *r)
{
    sw_trace_skip(&r->t, 1, "skipped: decided on cost alone");
    int cheapest = sw_best_cheapest(r->d);
    if (cheapest == SW_NO_OPTION)
        choose(r, SW_OPTION_UNDETERMINED, SW_NO_OPTION);
    else
        choose_place(r, cheapest);
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

static void step_1(sw_run *r)
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
    return (double)(e->renew[SW_VIEW_COMMITMENT].to - e->clock[0].signed_from +
                    1) /
           SW_DAYS_PER_YEAR;
}

/* The expected loss gates only where the policy sets a share. */
static bool loss_is_small(sw_run *r, const sw_option *o)
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

/* The share of analyses under which step 2 would take a* as well. */
static double stability_of_best(sw_run *r, sw_message **note)
{
    const sw_analyses *a = r->analyses;
    g_autofree bool *agrees = g_new0(bool, a->n + 1);
    for (size_t i = 0; i < a->n; i++)
        agrees[i] = i == 0 || sw_takes(r, r->d->verdict.best, i);
    return sw_stability_of(a, agrees, note);
}

/* The bar of step 2 on a*; true when it is met and stable. */
static bool step_2(sw_run *r)
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
    bool met = sure && small, stable = false;
    if (met && sw_run_has_analyses(r)) {
        sw_message *note = NULL;
        double share = stability_of_best(r, &note);
        stable = share >= policy->min_stability;
        sw_trace_add(&r->t, sw_trace_step(share, policy->min_stability, stable),
                     "2. Stability over analyses", note);
    } else {
        sw_trace_add(&r->t, (sw_rule){.value = NAN, .threshold = NAN},
                     "2. Stability over analyses",
                     sw_message_word("not reached: the bar is missed"));
    }
    r->d->verdict.refused = !sure     ? SW_REFUSED_CHANCE
                            : !small  ? SW_REFUSED_LOSS
                            : !stable ? SW_REFUSED_STABILITY
                                      : SW_REFUSED_NOT;
    return met && stable;
}

/* Step 3; true where a study is worth waiting for. */
static bool step_3(sw_run *r)
{
    return sw_run_has_study(r) && sw_extend_step(&r->t, r->d, r->e, r->money);
}

/* Step 4; true where some plausible price meets the bar. */
static bool step_4(sw_run *r)
{
    if (!sw_run_has_price(r))
        return false;
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

/* Step 5; what it finds is in r->kept. */
static void step_5(sw_run *r)
{
    sw_message *note = NULL;
    if (!sw_run_has_analyses(r))
        return;
    r->kept.analyses = r->analyses;
    r->kept.least = r->least;
    r->kept.refused = r->d->verdict.best;
    r->failed =
        sw_nested_find(&r->kept, &note, r->d, r->e, r->tolerance, r->err);
    if (r->failed != SW_OK)
        return;
    int place = r->kept.place;
    bool found = place != SW_NO_OPTION;
    double p = found ? r->d->options[place].draws.probability_positive : NAN;
    sw_trace_add(
        &r->t,
        sw_trace_step(p, r->e->pilot->policy.required_probability, found),
        "5. Keep the segments that pay", note);
}

static void lapse(sw_run *r)
{
    sw_trace_add(&r->t, sw_trace_step(NAN, NAN, true), "Otherwise cancel",
                 sw_message_word("a spend that meets no bar lapses: not shown "
                                 "to pay, which is not the same as shown not "
                                 "to pay"));
    choose_cancel(r);
}

/* Whether asking is worth more than what step 5 keeps without asking. */
static bool is_worth_asking(sw_run *r)
{
    const sw_option *ask = sw_options_find(r->d, SW_OPTION_RENEGOTIATE);
    int kept = r->kept.place;
    double refused =
        kept == SW_NO_OPTION ? 0.0 : r->d->options[kept].draws.mean;
    double worth = sw_worth_of_asking(ask, r->e, refused);
    bool asks = worth > 0.0;
    if (isfinite(worth))
        sw_trace_add(&r->t, sw_trace_money(worth, 0.0, asks),
                     "4. Asking against step 5",
                     sw_message_word("what asking is expected to be worth more "
                                     "than what a refusal leaves, by "
                                     "renegotiation.acceptance"));
    return asks;
}

/* Steps 3 to 5, in which a step that passes ends the rule. */
static void steps_3_to_5(sw_run *r)
{
    sw_verdict *v = &r->d->verdict;
    r->studies = step_3(r);
    if (r->studies) {
        sw_trace_skip(&r->t, 4, "not reached: a study comes first");
        choose_place(r, place_of(r->d, SW_OPTION_EXTEND));
        return;
    }
    r->asks = step_4(r);
    step_5(r);
    r->asks = r->asks && is_worth_asking(r);
    if (r->asks) {
        v->fallback = r->kept.place;
        choose_place(r, place_of(r->d, SW_OPTION_RENEGOTIATE));
    } else if (r->kept.place != SW_NO_OPTION) {
        choose_place(r, r->kept.place);
    } else {
        lapse(r);
    }
}

/* 1b: nothing is bought on what there is. A study where the best option would
 * be worth it, else leaving; without a study nobody can tell. Where answers
 * only bound the effect, and some of it would pay, leaving is not shown either.
 */
static void study_or_undetermined(sw_run *r)
{
    sw_verdict *v = &r->d->verdict;
    bool worth = v->best != SW_NO_OPTION;
    sw_trace_add(&r->t,
                 sw_trace_money(worth ? r->d->options[v->best].draws.mean
                                      : best_mean(r->d),
                                0.0, worth),
                 "1b. The best option withheld is worth its cost",
                 worth ? sw_message_of("%s is expected to pay, and is not "
                                       "bought on this evidence",
                                       sw_as_option(r->d, v->best))
                       : sw_message_word("no option that keeps the service is "
                                         "expected to pay"));
    if (!worth && v->bounded != SW_BOUND_BETWEEN) {
        sw_trace_skip(&r->t, 2, "not reached: leaving needs no bar");
        choose_cancel(r);
        return;
    }
    r->studies = step_3(r);
    sw_trace_skip(&r->t, 4,
                  r->studies ? "not reached: a study comes first"
                             : "not reached: no price and no segment is chosen "
                               "on this evidence");
    if (r->studies)
        choose_place(r, place_of(r->d, SW_OPTION_EXTEND));
    else
        choose(r, SW_OPTION_UNDETERMINED, SW_NO_OPTION);
}

/* What is left where another number of seats is refused: renewing all, if that
 * meets the bar as well. */
static int renewing_pays(const sw_run *r)
{
    const sw_option *renew = sw_options_find(r->d, SW_OPTION_RENEW);
    bool pays = renew->in_set && renew->draws.probability_positive >=
                                     r->e->pilot->policy.required_probability;
    return pays ? (int)(renew - r->d->options) : SW_NO_OPTION;
}

static void steps_1_to_5(sw_run *r)
{
    sw_verdict *v = &r->d->verdict;
    step_1(r);
    if (v->best == SW_NO_OPTION) {
        sw_trace_skip(&r->t, 2,
                      "not reached: step 1 chose leaving, and leaving needs no "
                      "bar");
        choose_cancel(r);
        return;
    }
    if (step_2(r)) {
        sw_trace_skip(&r->t, 3, "not reached: the bar is met");
        choose_place(r, v->best);
        v->fallback = renewing_pays(r);
        return;
    }
    steps_3_to_5(r);
}

/* The share of analyses under which the rule ends alike. */
static void set_stability(sw_run *r, sw_open open)
{
    sw_verdict *v = &r->d->verdict;
    const sw_analyses *a = r->analyses;
    if (open == SW_OPEN_NOTHING || open == SW_OPEN_LEAVING || r->guarded) {
        v->stability = NAN;
        v->stability_note = sw_message_word("decided before any analysis");
        return;
    }
    g_autofree bool *agrees = g_new0(bool, a->n + 1);
    for (size_t i = 0; i < a->n; i++)
        agrees[i] = i == 0 || sw_ends_alike(r, i);
    v->stability = sw_stability_of(a, agrees, &v->stability_note);
}

static void priced_steps(sw_run *r, sw_open open)
{
    if (!r->verdict_only && !(sw_run_has_price(r) && sw_run_has_study(r)))
        return;
    if (open == SW_OPEN_ALL)
        steps_1_to_5(r);
    else if (open == SW_OPEN_STUDY)
        study_or_undetermined(r);
}

static sw_status decide(sw_run *r)
{
    sw_decision *d = r->d;
    sw_verdict *v = &d->verdict;
    sw_open open;
    sw_best_set(d, r->e, SW_LEFT_ALL, r->tolerance);
    sw_status st = sw_step_0(&open, r, r->err);
    if (st != SW_OK)
        return st;
    d->withholds = open == SW_OPEN_STUDY;
    v->best = sw_best_find(d);
    r->analyses = sw_stability_list(r->e);
    if (open == SW_OPEN_COST)
        on_cost_alone(r);
    if (open == SW_OPEN_NOTHING)
        sw_trace_skip(&r->t, 1, "not reached: there is nothing to decide on");
    if (open == SW_OPEN_LEAVING) {
        sw_trace_skip(&r->t, 1,
                      "not reached: even the most that was answered does not "
                      "pay");
        choose_cancel(r);
    }
    if (r->e->has_benefit)
        priced_steps(r, open);
    if (r->failed == SW_OK && !r->verdict_only)
        set_stability(r, open);
    if (d->withholds || open == SW_OPEN_LEAVING)
        sw_best_set(d, r->e, SW_LEFT_NOTHING, r->tolerance);
    return r->failed;
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

static void finish(sw_run *r)
{
    static const char *const BASIS[] = {"cashable", "with-capacity", "all"};
    sw_decision *d = r->d;
    sw_verdict *v = &d->verdict;
    bool priced = r->e->has_benefit;
    v->benefit_basis = priced ? BASIS[r->e->pilot->policy.headline] : "cost";
    v->assumption_only = r->e->evidence->assumption_only;
    /* Of a choice among one there is none: it is the rule's, not the money's.
     */
    v->confidence = priced && v->chosen != SW_NO_OPTION && !r->guarded
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
                        bool verdict_only, sw_error *err)
{
    sw_run r = {.d = d,
                .e = e,
                .money = money,
                .tolerance = tolerance,
                .verdict_only = verdict_only,
                .err = err};
    r.t.rows = g_array_new(FALSE, FALSE, sizeof(sw_rule));
    r.kept.place = r.kept.refused = SW_NO_OPTION;
    d->verdict.option = SW_OPTION_UNDETERMINED;
    d->verdict.best = d->verdict.chosen = d->verdict.fallback = SW_NO_OPTION;
    sw_status st = decide(&r);
    finish(&r);
    sw_analyses_free(r.bounds);
    sw_analyses_free(r.kept.own);
    sw_analyses_free(r.analyses);
    return st;
}
