#include <math.h>

#include "decision/option.h"
#include "decision/rule.h"

/* A choice counts as right within this share of a year's spend. */
static const double RIGHT_WITHIN = 0.02;

sw_status sw_decide(sw_decision **out, const sw_economics *e,
                    const sw_economics_result *money, sw_error *err)
{
    const sw_simulated_option renew = {
        {&e->renew[SW_VIEW_COMMITMENT], &e->renew[SW_VIEW_PROGRAMME]}};
    sw_decision *d = g_new0(sw_decision, 1);
    sw_status st = sw_simulate(&d->simulation, e, &renew, 1,
                               RIGHT_WITHIN * money->years_spend, err);
    if (st != SW_OK) {
        sw_decision_free(d);
        return st;
    }
    st = sw_studies_value(d, e, money, err);
    if (st != SW_OK) {
        sw_decision_free(d);
        return st;
    }
    sw_options_list(d, e, money);
    sw_rule_apply(d, e, money);
    sw_verdict_phrase(d, e, money);
    *out = d;
    return SW_OK;
}

sw_status sw_decision_influence(sw_decision *d, const sw_economics *e,
                                sw_error *err)
{
    return e->has_benefit
               ? sw_influence_new(&d->influence, d->simulation, e, err)
               : SW_OK;
}

static void verdict_clear(sw_verdict *v)
{
    for (size_t i = 0; i < v->n_rules; i++) {
        g_free(v->rules[i].rule);
        g_free(v->rules[i].note);
    }
    for (size_t i = 0; i < v->n_reasons; i++)
        g_free(v->reasons[i]);
    g_free(v->rules);
    g_free(v->flips);
    g_free(v->reasons);
    g_free(v->headline);
    g_free(v->order);
    g_free(v->stability_note);
}

void sw_decision_free(sw_decision *d)
{
    if (d == NULL)
        return;
    for (size_t i = 0; i < d->n_options; i++)
        g_free(d->options[i].why_not);
    g_free(d->options);
    sw_influence_free(d->influence);
    sw_studies_free(d->studies, d->n_studies);
    sw_simulation_free(d->simulation);
    verdict_clear(&d->verdict);
    g_free(d);
}
