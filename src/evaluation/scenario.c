#include "evaluation/scenario.h"

#include <math.h>
#include <stdint.h>

#include "evidence/disclosure.h"
#include "pilot/variant.h"

static const sw_scenario_result UNKNOWN = {.npv = NAN,
                                           .npv_cashable = NAN,
                                           .npv_with_capacity = NAN,
                                           .npv_all = NAN,
                                           .npv_programme = NAN,
                                           .roi = NAN,
                                           .bcr = NAN,
                                           .payback_months = NAN,
                                           .pv_costs = NAN,
                                           .probability_positive = NAN,
                                           .verdict = SW_OPTION_UNDETERMINED};

static void take_measures(sw_scenario_result *out,
                          const sw_economics_result *money)
{
    const sw_measures *m = &money->commitment;
    out->npv = m->npv;
    out->npv_cashable = m->npv_cashable;
    out->npv_with_capacity = m->npv_with_capacity;
    out->npv_all = m->npv_all;
    out->npv_programme = money->programme.npv;
    out->roi = m->roi;
    out->bcr = m->bcr;
    out->payback_months = m->payback_months;
    out->pv_costs = m->pv_costs;
}

static void take_decision(sw_scenario_result *out, const sw_economics *e,
                          const sw_decision *d)
{
    const sw_simulation *s = d->simulation;
    out->decided = true;
    out->draws = s->draws;
    out->verdict = d->verdict.option;
    if (e->has_benefit)
        out->probability_positive = s->options[0].probability_positive;
    out->n_ceac = s->n_ceac;
    out->ceac = g_memdup2(s->ceac, s->n_ceac * sizeof *s->ceac);
}

/* Scenarios may add or drop lines, so inputs are matched by their keys. */
static void take_inputs(sw_scenario_result *out, const sw_inputs *base,
                        const sw_inputs *own)
{
    out->n_inputs = sw_inputs_length(base);
    out->input_value = g_new0(double, out->n_inputs);
    for (size_t i = 0; i < out->n_inputs; i++) {
        size_t id = sw_inputs_find(own, sw_inputs_at(base, i)->key);
        out->input_value[i] = id == SIZE_MAX ? NAN : sw_inputs_value(own, id);
    }
}

/* Prices a pilot on given evidence. What is drawn as in the base keeps the
 * base's tables of quantiles. */
static void price(sw_scenario_result *out, const sw_pilot *pilot,
                  const sw_evidence *evidence, const sw_economics *base)
{
    sw_error err = {0};
    sw_economics *economics = NULL;
    sw_economics_result *money = NULL;
    sw_decision *decision = NULL;
    sw_status st = sw_economics_new(&economics, pilot, evidence, NULL, &err);
    if (st == SW_OK) {
        sw_inputs_share_tables(&economics->inputs, &base->inputs);
        st = sw_economics_evaluate(&money, economics, &err);
    }
    if (st == SW_OK)
        st = sw_decide_verdict(&decision, economics, money, &err);
    if (st == SW_OK) {
        take_measures(out, money);
        take_decision(out, economics, decision);
        take_inputs(out, &base->inputs, &economics->inputs);
    } else {
        out->why_not = g_strdup(err.message);
    }
    sw_decision_free(decision);
    sw_economics_result_free(money);
    sw_economics_free(economics);
}

/* A scenario that touches the evidence: everything is read again. */
static void price_afresh(sw_scenario_result *out, const sw_pilot *pilot,
                         const sw_evaluation *v)
{
    sw_error err = {0};
    sw_evidence *evidence = NULL;
    if (sw_evidence_estimate(&evidence, pilot, &err) != SW_OK)
        out->why_not = g_strdup(err.message);
    else if (!sw_leads_tell(v->evidence, v->pilot, evidence, pilot))
        price(out, pilot, evidence, v->economics);
    else
        out->why_not = g_strdup_printf(
            "withheld: it rests on the answers of fewer than %d people more or "
            "fewer than the base, and the difference would tell them",
            v->pilot->min_group);
    sw_evidence_free(evidence);
}

static char *first_error(const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (sw_diagnostics_at(d, i)->severity == SW_ERROR)
            return sw_diagnostic_line(sw_diagnostics_at(d, i));
    return g_strdup("rejected");
}

/* The base's options once more, then the scenario's keys: they win, as they do
 * in a variant. */
static sw_pilot *load_again(const sw_pilot *base, const sw_scenario *scenario,
                            sw_diagnostics *d)
{
    sw_pilot_opts opts = base->loaded_with;
    g_autoptr(GPtrArray) set = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < opts.n_set; i++)
        g_ptr_array_add(set, g_strdup(opts.set[i]));
    for (size_t i = 0; i < scenario->n; i++)
        g_ptr_array_add(set, g_strdup_printf("%s=%s", scenario->keys[i],
                                             scenario->values[i]));
    opts.set = (const char *const *)set->pdata;
    opts.n_set = set->len;
    return sw_pilot_load(base->path, &opts, d);
}

void sw_scenario_evaluate(sw_scenario_result *out, const sw_evaluation *v,
                          const sw_scenario *scenario, size_t most_draws)
{
    *out = UNKNOWN;
    out->name = g_strdup(scenario->name);
    bool light = sw_variant_suffices(v->pilot, scenario);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = light ? sw_pilot_variant(v->pilot, scenario, d)
                            : load_again(v->pilot, scenario, d);
    if (pilot != NULL && pilot->draws > most_draws)
        pilot->draws = most_draws;
    if (pilot == NULL)
        out->why_not = first_error(d);
    else if (light)
        price(out, pilot, v->evidence, v->economics);
    else
        price_afresh(out, pilot, v);
    sw_pilot_free(pilot);
    sw_diagnostics_free(d);
}

void sw_scenario_reject(sw_scenario_result *out, const char *name,
                        const sw_diagnostics *d)
{
    *out = UNKNOWN;
    out->name = g_strdup(name);
    out->why_not = first_error(d);
}

void sw_scenario_of_base(sw_scenario_result *out, const sw_evaluation *v)
{
    *out = UNKNOWN;
    out->name = g_strdup("Base");
    take_measures(out, v->money);
    take_decision(out, v->economics, v->decision);
    take_inputs(out, &v->economics->inputs, &v->economics->inputs);
}

void sw_scenario_result_clear(sw_scenario_result *r)
{
    g_free(r->name);
    g_free(r->why_not);
    g_free(r->input_value);
    g_free(r->ceac);
    *r = (sw_scenario_result){0};
}

/* Draws of a scenario that stands beside the base: the probability's error is
 * then below 0.4 points, and eight scenarios cost as much as the base. */
enum { BESIDE_THE_BASE = 16384 };

void sw_scenarios_evaluate(sw_evaluation *v)
{
    v->n_scenarios = v->pilot->n_scenarios;
    v->scenarios = g_new0(sw_scenario_result, v->n_scenarios);
    long n = (long)v->n_scenarios;
    /* Each has a pilot of its own; the base is only read. */
#pragma omp parallel for schedule(dynamic) if (n > 1)
    for (long i = 0; i < n; i++)
        sw_scenario_evaluate(&v->scenarios[i], v, &v->pilot->scenarios[i],
                             BESIDE_THE_BASE);
}
