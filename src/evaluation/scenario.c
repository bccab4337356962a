#include "evaluation/scenario.h"

#include <math.h>

#include "pilot/variant.h"

/* Prices a pilot on given evidence. */
static void price(sw_scenario_result *out, sw_pilot *pilot,
                  const sw_evidence *evidence)
{
    sw_error err = {0};
    sw_economics *economics = NULL;
    sw_economics_result *money = NULL;
    sw_status st = sw_economics_new(&economics, pilot, evidence, &err);
    if (st == SW_OK)
        st = sw_economics_evaluate(&money, economics, &err);
    if (st == SW_OK) {
        out->npv = money->commitment.npv;
        out->roi = money->commitment.roi;
        out->payback_months = money->commitment.payback_months;
    } else {
        out->why_not = g_strdup(err.message);
    }
    sw_economics_result_free(money);
    sw_economics_free(economics);
}

/* A scenario that touches the evidence: everything is read again. */
static void price_afresh(sw_scenario_result *out, sw_pilot *pilot)
{
    sw_error err = {0};
    sw_evidence *evidence = NULL;
    if (sw_evidence_estimate(&evidence, pilot, &err) == SW_OK)
        price(out, pilot, evidence);
    else
        out->why_not = g_strdup(err.message);
    sw_evidence_free(evidence);
}

static char *first_error(const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (sw_diagnostics_at(d, i)->severity == SW_ERROR)
            return sw_diagnostic_line(sw_diagnostics_at(d, i));
    return g_strdup("rejected");
}

static sw_pilot *load_again(const sw_pilot *base, const char *scenario,
                            sw_diagnostics *d)
{
    sw_pilot_opts opts = base->loaded_with;
    opts.scenario = scenario;
    return sw_pilot_load(base->path, &opts, d);
}

static sw_scenario_result evaluate_one(const sw_evaluation *v,
                                       const sw_scenario *scenario)
{
    sw_scenario_result out = {.name = g_strdup(scenario->name),
                              .npv = NAN,
                              .roi = NAN,
                              .payback_months = NAN};
    bool light = sw_variant_suffices(v->pilot, scenario);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = light ? sw_pilot_variant(v->pilot, scenario, d)
                            : load_again(v->pilot, scenario->name, d);
    if (pilot == NULL)
        out.why_not = first_error(d);
    else if (light)
        price(&out, pilot, v->evidence);
    else
        price_afresh(&out, pilot);
    sw_pilot_free(pilot);
    sw_diagnostics_free(d);
    return out;
}

void sw_scenarios_evaluate(sw_evaluation *v)
{
    v->n_scenarios = v->pilot->n_scenarios;
    v->scenarios = g_new0(sw_scenario_result, v->n_scenarios);
    for (size_t i = 0; i < v->n_scenarios; i++)
        v->scenarios[i] = evaluate_one(v, &v->pilot->scenarios[i]);
}
