#include <math.h>

#include "decision/option.h"
#include "decision/rightsize.h"
#include "decision/rule.h"

/* A choice counts as right within this share of a year's spend. */
static const double RIGHT_WITHIN = 0.02;

static sw_status decide(sw_decision **out, const sw_economics *e,
                        const sw_economics_result *money, bool verdict_only,
                        sw_error *err)
{
    double tolerance = RIGHT_WITHIN * money->years_spend;
    sw_decision *d = g_new0(sw_decision, 1);
    d->walk_away.option = SW_NO_OPTION;
    sw_status st = sw_options_list(d, e, money, err);
    if (st == SW_OK)
        st = sw_options_simulate(d, e, tolerance, err);
    if (st == SW_OK) {
        sw_options_fill(d, e);
        st = sw_rule_apply(d, e, money, tolerance, verdict_only, err);
    }
    if (st != SW_OK) {
        sw_decision_free(d);
        return st;
    }
    *out = d;
    return SW_OK;
}

sw_status sw_decide(sw_decision **out, const sw_economics *e,
                    const sw_economics_result *money, sw_error *err)
{
    sw_status st = decide(out, e, money, false, err);
    if (st == SW_OK)
        sw_verdict_phrase(*out, e, money);
    return st;
}

sw_status sw_decide_verdict(sw_decision **out, const sw_economics *e,
                            const sw_economics_result *money, sw_error *err)
{
    return decide(out, e, money, true, err);
}

sw_status sw_decision_influence(sw_decision *d, const sw_economics *e,
                                sw_error *err)
{
    return e->has_benefit
               ? sw_influence_new(&d->influence, d->simulation, e, err)
               : SW_OK;
}

sw_status sw_decision_value_segments(sw_decision *d, const sw_economics *e,
                                     sw_error *err)
{
    sw_rightsizing *r = d->rightsizing;
    if (r->worth == NULL || r->worth->probability != NULL)
        return SW_OK;
    return sw_segment_worth_draw(r->worth, e, &r->terms, err);
}

double sw_decision_segment_seats(const sw_decision *d, const sw_economics *e,
                                 size_t segment)
{
    const sw_segment *g = &e->evidence->segments[segment];
    const sw_segment_worth *w = d->rightsizing->worth;
    const sw_option *o = d->verdict.chosen == SW_NO_OPTION
                             ? NULL
                             : &d->options[d->verdict.chosen];
    if (o == NULL || o->kind == SW_OPTION_EXTEND || o->is_comparator)
        return NAN;
    if (o->kind == SW_OPTION_CANCEL || o->kind == SW_OPTION_SWITCH)
        return 0.0;
    if (o->keep != NULL)
        return o->keep[segment] ? w->paid[segment] : 0.0;
    if (o->by_usage)
        return w != NULL ? w->paid[segment] : g->active_seats;
    return g->seats;
}

static void alternatives_clear(sw_decision *d)
{
    for (size_t i = 0; i < d->n_alternatives; i++) {
        sw_economics_free(d->alternative[i]);
        g_free(d->alternative_pilot[i].lines);
    }
    g_free(d->alternative);
    g_free(d->alternative_pilot);
}

static void verdict_clear(sw_verdict *v)
{
    for (size_t i = 0; i < v->n_rules; i++)
        sw_message_free(v->rules[i].note);
    if (v->reasons != NULL)
        g_ptr_array_unref(v->reasons);
    g_free(v->rules);
    g_free(v->flips);
    sw_message_free(v->headline);
    sw_message_free(v->order);
    sw_message_free(v->stability_note);
    sw_message_free(v->why);
}

void sw_decision_free(sw_decision *d)
{
    if (d == NULL)
        return;
    for (size_t i = 0; i < d->n_options; i++)
        sw_option_clear(&d->options[i]);
    g_free(d->options);
    sw_influence_free(d->influence);
    if (d->warnings != NULL)
        g_ptr_array_unref(d->warnings);
    sw_studies_free(d->studies, d->n_studies);
    sw_rightsizing_free(d->rightsizing);
    alternatives_clear(d);
    sw_simulation_free(d->simulation);
    verdict_clear(&d->verdict);
    g_free(d);
}
