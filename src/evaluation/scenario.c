#include "evaluation/scenario.h"

#include <math.h>

static void price_scenario(sw_scenario_result *out, sw_pilot *pilot)
{
    sw_error err = {0};
    sw_evidence *evidence = NULL;
    sw_economics *economics = NULL;
    sw_economics_result *money = NULL;
    sw_status st = sw_evidence_estimate(&evidence, pilot, &err);
    if (st == SW_OK)
        st = sw_economics_new(&economics, pilot, evidence, &err);
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
    sw_evidence_free(evidence);
}

static char *first_error(const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (sw_diagnostics_at(d, i)->severity == SW_ERROR)
            return sw_diagnostic_line(sw_diagnostics_at(d, i));
    return g_strdup("rejected");
}

static sw_scenario_result evaluate_one(const sw_pilot *base,
                                       const sw_scenario *scenario)
{
    sw_scenario_result out = {.name = g_strdup(scenario->name),
                              .npv = NAN,
                              .roi = NAN,
                              .payback_months = NAN};
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.scenario = scenario->name;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(base->path, &opts, d);
    if (pilot == NULL)
        out.why_not = first_error(d);
    else
        price_scenario(&out, pilot);
    sw_pilot_free(pilot);
    sw_diagnostics_free(d);
    return out;
}

void sw_scenarios_evaluate(sw_evaluation *v)
{
    v->n_scenarios = v->pilot->n_scenarios;
    v->scenarios = g_new0(sw_scenario_result, v->n_scenarios);
    for (size_t i = 0; i < v->n_scenarios; i++)
        v->scenarios[i] = evaluate_one(v->pilot, &v->pilot->scenarios[i]);
}
