#include "decision/rule.h"

#include <math.h>

#include "decision/option.h"
#include "decision/stability.h"

typedef struct trace {
    GArray *rows; /* of sw_rule */
} trace;

static void add_row(trace *t, sw_rule row, const char *rule, const char *fmt,
                    ...) G_GNUC_PRINTF(4, 5);
static void add_row(trace *t, sw_rule row, const char *rule, const char *fmt,
                    ...)
{
    va_list args;
    va_start(args, fmt);
    row.note = g_strdup_vprintf(fmt, args);
    va_end(args);
    row.rule = g_strdup(rule);
    g_array_append_val(t->rows, row);
}

static sw_rule row(double value, double threshold, bool passed)
{
    return (sw_rule){.value = value,
                     .threshold = threshold,
                     .applies = true,
                     .passed = passed};
}

static sw_rule not_reached(void)
{
    return (sw_rule){.value = NAN, .threshold = NAN};
}

/* Steps 1 to 5 where step 0 has already decided. */
static void skip_steps(trace *t, size_t from, const char *why)
{
    static const char *const STEPS[] = {
        "1. Best option in expectation", "2. Probability that it pays",
        "3. Extend with a study", "4. Renegotiate the price",
        "5. Keep the segments that pay"};
    for (size_t k = from; k <= 5; k++)
        add_row(t, not_reached(), STEPS[k - 1], "%s", why);
}

static sw_option_kind on_cost_alone(trace *t, const sw_economics *e,
                                    const sw_decision *d)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    add_row(t, row(NAN, NAN, false), "0. A benefit is measured or assumed",
            "%s: options that keep the service are compared on cost at equal "
            "benefit",
            e->why_no_benefit);
    skip_steps(t, 1, "skipped: decided on cost alone");
    return renew->feasible ? SW_OPTION_RENEW : SW_OPTION_UNDETERMINED;
}

static bool guardrails_hold(trace *t, const sw_evidence *ev)
{
    size_t failed = 0, unknown = 0;
    for (size_t i = 0; i < ev->n_guardrails; i++) {
        failed += ev->guardrails[i].known && !ev->guardrails[i].passed;
        unknown += !ev->guardrails[i].known;
    }
    if (ev->n_guardrails > 0)
        add_row(t, row((double)failed, 0.0, failed == 0),
                "0. Guardrails not worse than their margin",
                "%zu of %zu not shown to hold%s", failed, ev->n_guardrails,
                unknown > 0 ? "; some could not be estimated" : "");
    return failed == 0;
}

/* Step 0; true when the verdict is decided there. */
static bool step_0(trace *t, sw_decision *d, const sw_economics *e,
                   sw_option_kind *chosen)
{
    const sw_evidence *ev = e->evidence;
    if (!e->has_benefit) {
        *chosen = on_cost_alone(t, e, d);
        return true;
    }
    bool unmeasured =
        ev->assumption_only && !e->pilot->policy.allow_assumption_only;
    add_row(t, row(NAN, NAN, !unmeasured), "0. Something was measured",
            unmeasured ? "a benefit is assumed and nothing was measured: no "
                         "verdict is given unless policy.allow_assumption_only"
                       : "the benefit rests on %s",
            ev->lead == SIZE_MAX ? "assumptions"
                                 : ev->effects[ev->lead].design_text);
    if (unmeasured) {
        skip_steps(t, 1, "not reached: nothing was measured");
        *chosen = SW_OPTION_UNDETERMINED;
        return true;
    }
    bool graded = ev->grade != 'D';
    add_row(t, row(NAN, NAN, graded), "0. Evidence grade A, B or C",
            "grade %c: %s", ev->grade,
            ev->grade_reason != NULL ? ev->grade_reason : "no reason given");
    bool safe = guardrails_hold(t, ev);
    if (graded && safe)
        return false;
    skip_steps(t, 1,
               graded ? "not reached: a guardrail failed"
                      : "not reached: grade D leaves extend, rightsize "
                        "by usage, or cancel");
    *chosen = SW_OPTION_CANCEL;
    return true;
}

static const char LATER[] =
    "not evaluated by this version: it does not count for or against";

/* Steps 1 and 2: the best in expectation, and the bar it has to clear. */
static sw_option_kind steps_1_and_2(trace *t, sw_decision *d,
                                    const sw_economics *e)
{
    const sw_policy *policy = &e->pilot->policy;
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    sw_rule best =
        row(renew->draws.mean, 0.0, renew->feasible && renew->draws.mean > 0.0);
    best.is_money = true;
    add_row(t, best, "1. Best option in expectation",
            !renew->feasible ? "renewing is not feasible: %s"
            : best.passed    ? "renewing is worth more than leaving%s"
                             : "leaving is worth more than renewing%s",
            renew->feasible ? "" : renew->why_not);
    if (!best.passed) {
        skip_steps(t, 2, "no bar is asked of leaving");
        return SW_OPTION_CANCEL;
    }
    double p = renew->draws.probability_positive;
    bool sure = p >= policy->required_probability;
    add_row(t, row(p, policy->required_probability, sure),
            "2. Probability that it pays", "P(net benefit > 0)%s",
            sure ? "" : " is below the policy's bar");
    bool stable = d->verdict.stability >= policy->min_stability;
    add_row(t, row(d->verdict.stability, policy->min_stability, stable),
            "2. Stability over analyses", "%s", d->verdict.stability_note);
    if (sure && stable)
        return SW_OPTION_RENEW;
    add_row(t, not_reached(), "3. Extend with a study", "%s", LATER);
    add_row(t, not_reached(), "4. Renegotiate the price", "%s", LATER);
    add_row(t, not_reached(), "5. Keep the segments that pay", "%s", LATER);
    add_row(t, row(NAN, NAN, true), "Otherwise cancel",
            "a spend that meets no bar lapses: not shown to pay, which is not "
            "the same as shown not to pay");
    return SW_OPTION_CANCEL;
}

static double confidence_of(const sw_decision *d, sw_option_kind chosen)
{
    const sw_option *o = sw_options_find(d, chosen);
    return o == NULL ? NAN : o->draws.probability_within;
}

/* What is lost when the date passes: the best option's net benefit less that of
 * what then happens by itself. */
static double cost_of_missing(const sw_decision *d, const sw_economics *e,
                              sw_option_kind chosen)
{
    const sw_option *best = sw_options_find(d, chosen);
    const sw_option *idle = sw_options_find(d, SW_OPTION_DO_NOTHING);
    if (best == NULL || !e->has_benefit || e->clock.act_by == SW_DAY_NONE)
        return NAN;
    return fmax(0.0, best->draws.mean - idle->draws.mean);
}

void sw_rule_apply(sw_decision *d, const sw_economics *e,
                   const sw_economics_result *money)
{
    (void)money;
    static const char *const BASIS[] = {"cashable", "with-capacity", "all"};
    sw_verdict *v = &d->verdict;
    trace t = {g_array_new(FALSE, FALSE, sizeof(sw_rule))};
    v->benefit_basis =
        e->has_benefit ? BASIS[e->pilot->policy.headline] : "cost";
    v->assumption_only = e->evidence->assumption_only;
    v->stability = sw_stability(e, &v->stability_note);
    if (!step_0(&t, d, e, &v->option))
        v->option = steps_1_and_2(&t, d, e);
    v->confidence = e->has_benefit ? confidence_of(d, v->option) : NAN;
    v->cost_of_missing_act_by = cost_of_missing(d, e, v->option);
    v->n_rules = t.rows->len;
    v->rules = (sw_rule *)(void *)g_array_free(t.rows, FALSE);
}
