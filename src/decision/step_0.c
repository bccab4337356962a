/*
 * step_0.c - what there is to decide on: no estimate is not no benefit.
 */
#include <math.h>

#include "decision/best.h"
#include "decision/option.h"
#include "decision/run.h"

/* A benefit that is declared; saved time that is asked for or measured is, too
 * (src/pilot/lines.c). */
static bool is_declared(const sw_pilot *p)
{
    for (size_t i = 0; i < p->n_lines; i++)
        if (p->lines[i].is_benefit)
            return true;
    return false;
}

/* Without a price of any benefit: on cost alone where there is nothing that
 * could be one. */
static sw_open unpriced(sw_run *r)
{
    const char *why = r->e->why_no_benefit;
    bool declared = is_declared(r->e->pilot) || r->e->evidence->bounds.any;
    sw_trace_add(
        &r->t, sw_trace_step(NAN, NAN, false),
        "0. A benefit is measured or assumed",
        sw_message_of(declared
                          ? "%s: no estimate is not no benefit, so nothing is "
                            "decided on cost"
                          : "%s: options that keep the service are compared "
                            "on cost at equal benefit",
                      sw_as_word(why)));
    if (!declared)
        return SW_OPEN_COST;
    r->d->verdict.why = sw_message_word(why);
    return SW_OPEN_NOTHING;
}

static bool guardrails_hold(sw_run *r)
{
    const sw_evidence *ev = r->e->evidence;
    size_t failed = 0, unknown = 0;
    for (size_t i = 0; i < ev->n_guardrails; i++) {
        failed += ev->guardrails[i].known && !ev->guardrails[i].passed;
        unknown += !ev->guardrails[i].known;
    }
    bool hold = failed + unknown == 0;
    if (ev->n_guardrails > 0)
        sw_trace_add(
            &r->t, sw_trace_step((double)(failed + unknown), 0.0, hold),
            "0. Guardrails not worse than their margin",
            sw_message_of(
                "%zu of %zu not shown to hold%s", sw_as_count(failed + unknown),
                sw_as_count(ev->n_guardrails),
                sw_as_word(unknown > 0 ? "; what could not be estimated is "
                                         "not shown to hold"
                                       : "")));
    if (hold)
        return true;
    sw_message_free(r->d->verdict.why);
    r->d->verdict.why = sw_message_word(
        failed > 0 ? "a guardrail does not hold"
                   : "a guardrail could not be estimated, so it is not "
                     "shown to hold");
    return false;
}

static bool is_measured(sw_run *r)
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
    if (unmeasured)
        r->d->verdict.why = sw_message_word("nothing was measured");
    return !unmeasured;
}

/* The most that any option is worth under an analysis. */
static double best_under(const sw_analyses *a, const sw_decision *d, size_t i)
{
    double most = -INFINITY;
    for (size_t o = 0; o < d->n_options; o++)
        if (d->options[o].in_set)
            most = fmax(most, sw_analyses_mean(a, (int)o, i));
    return most;
}

/* Net benefits of the best option at the least and the most that the answers
 * allow, all else as it is. */
static sw_status price_bounds(double *least, double *most, sw_run *r,
                              sw_error *err)
{
    const sw_evidence_bounds *b = &r->e->evidence->bounds;
    r->bounds = sw_analyses_new(r->e);
    sw_analyses_bound(r->bounds, b->least);
    sw_analyses_bound(r->bounds, b->most);
    sw_status st = sw_analyses_value(r->bounds, r->d, err);
    if (st != SW_OK)
        return st;
    *least = best_under(r->bounds, r->d, SW_BOUND_OF_LEAST);
    *most = best_under(r->bounds, r->d, SW_BOUND_OF_MOST);
    return SW_OK;
}

/* Where even the least that was answered pays, the rule goes on with the least:
 * its chance is the option's, wherever it is told. */
static void go_on_with_least(sw_run *r)
{
    sw_decision *d = r->d;
    r->least = r->bounds;
    for (size_t i = 0; i < d->n_options; i++) {
        sw_option *o = &d->options[i];
        if (o->simulated == SW_NO_OPTION)
            continue;
        sw_analyses_take_least(&o->draws, r->least, (int)i);
        d->simulation->options[o->simulated].probability_positive =
            o->draws.probability_positive;
    }
}

/* Where answers only bound the effect. */
static sw_status by_bounds(sw_open *out, sw_run *r, sw_error *err)
{
    double least = NAN, most = NAN;
    sw_status st = price_bounds(&least, &most, r, err);
    if (st != SW_OK)
        return st;
    bool pays = most > 0.0, always = least > 0.0;
    sw_trace_add(&r->t, sw_trace_money(most, 0.0, pays),
                 "0. The most that was answered pays",
                 sw_message_word("the highest mean that the answers allow, "
                                 "other inputs as they are"));
    if (pays)
        sw_trace_add(&r->t, sw_trace_money(least, 0.0, always),
                     "0. The least that was answered pays",
                     sw_message_word("the lowest mean that the answers allow, "
                                     "the silent counted as none"));
    r->d->verdict.bounded = !pays    ? SW_BOUND_MOST_FAILS
                            : always ? SW_BOUND_LEAST_PAYS
                                     : SW_BOUND_BETWEEN;
    if (always)
        go_on_with_least(r);
    *out = !pays ? SW_OPEN_LEAVING : always ? SW_OPEN_ALL : SW_OPEN_STUDY;
    if (pays && !always)
        r->d->verdict.why =
            sw_message_word("the answers do not tell how much: the most that "
                            "they allow pays, and the least does not");
    return SW_OK;
}

static bool is_graded(sw_run *r)
{
    const sw_evidence *ev = r->e->evidence;
    bool graded = ev->grade != 'D';
    sw_value reason = ev->grade_reason != NULL
                          ? sw_as_message(sw_message_share(ev->grade_reason))
                          : sw_as_word("no reason given");
    sw_trace_add(
        &r->t, sw_trace_step(NAN, NAN, graded), "0. Evidence grade A, B or C",
        sw_message_of("grade %c: %s%s", sw_as_letter(ev->grade), reason,
                      sw_as_word(graded ? ""
                                        : "; nothing is bought on it: extend, "
                                          "give back idle seats, cancel or "
                                          "undetermined remain")));
    if (!graded && r->d->verdict.why == NULL)
        r->d->verdict.why = sw_message_word("the evidence is of grade D");
    return graded;
}

sw_status sw_step_0(sw_open *out, sw_run *r, sw_error *err)
{
    *out = SW_OPEN_NOTHING;
    if (!r->e->has_benefit) {
        *out = unpriced(r);
        return SW_OK;
    }
    if (!is_measured(r))
        return SW_OK;
    *out = SW_OPEN_ALL;
    if (r->e->evidence->bounds.any) {
        sw_status st = by_bounds(out, r, err);
        if (st != SW_OK || *out == SW_OPEN_LEAVING)
            return st;
    }
    bool graded = is_graded(r);
    r->guarded = !guardrails_hold(r);
    if (r->guarded) {
        sw_best_set(r->d, r->e, SW_LEFT_NOTHING, r->tolerance);
        *out = SW_OPEN_ALL; /* step 1 then finds leaving alone */
    } else if (!graded) {
        *out = SW_OPEN_STUDY; /* also where even the least pays */
    }
    return SW_OK;
}
