/*
 * evaluate.c - the main job: evidence, economics, simulation, decision.
 */
#include <math.h>
#include <string.h>

#include "evaluation/evaluation.h"
#include "evaluation/flip.h"
#include "evaluation/scenario.h"
#include "evidence/disclosure.h"

static void count_provenance(sw_evaluation *v)
{
    const sw_inputs *in = &v->economics->inputs;
    char today[SW_DATE_TEXT];
    sw_date_format(v->pilot->as_of, today);
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        const sw_input *input = sw_inputs_at(in, i);
        if (!input->known)
            continue;
        v->provenance_count[input->provenance]++;
        v->expired_inputs +=
            input->expires != NULL && strcmp(input->expires, today) < 0;
        v->ownerless_inputs +=
            input->provenance == SW_ASSUMPTION && input->owner == NULL;
    }
}

static void price_clauses(sw_evaluation *v)
{
    size_t contracts = v->economics->n_contracts;
    v->clauses = g_new0(sw_clause, SW_CLAUSES * contracts);
    for (size_t k = 0; k < contracts; k++)
        v->n_clauses +=
            sw_clauses_price(v->clauses + v->n_clauses, v->economics, k);
}

static sw_status fill_verdict(sw_evaluation *v, sw_error *err)
{
    sw_status st = sw_evidence_estimate(&v->evidence, v->pilot, err);
    if (st == SW_OK)
        st = sw_check_differences(v->evidence, v->pilot, err);
    if (st == SW_OK)
        st = sw_economics_new(&v->economics, v->pilot, v->evidence, NULL, err);
    if (st == SW_OK)
        st = sw_economics_evaluate(&v->money, v->economics, err);
    if (st == SW_OK)
        st = sw_decide(&v->decision, v->economics, v->money, err);
    return st;
}

static sw_status fill(sw_evaluation *v, sw_error *err)
{
    sw_status st = fill_verdict(v, err);
    if (st == SW_OK)
        sw_decision_converge(v->decision, v->economics, v->money);
    if (st == SW_OK)
        st = sw_decision_influence(v->decision, v->economics, err);
    if (st == SW_OK)
        st = sw_decision_value_segments(v->decision, v->economics, err);
    if (st == SW_OK) {
        price_clauses(v);
        sw_scenarios_evaluate(v);
        sw_flips_find(v);
    }
    return st;
}

static sw_status evaluate(sw_evaluation **out, sw_pilot *pilot,
                          sw_status (*fill_in)(sw_evaluation *, sw_error *),
                          sw_error *err)
{
    sw_evaluation *v = g_new0(sw_evaluation, 1);
    v->pilot = pilot;
    unsigned failed = sw_failed_allocations();
    sw_status st = fill_in(v, err);
    if (st == SW_OK && sw_failed_allocations() != failed)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st != SW_OK) {
        sw_evaluation_free(v);
        return st;
    }
    count_provenance(v);
    *out = v;
    return SW_OK;
}

sw_status sw_evaluate(sw_evaluation **out, sw_pilot *pilot, sw_error *err)
{
    return evaluate(out, pilot, fill, err);
}

sw_status sw_evaluate_verdict(sw_evaluation **out, sw_pilot *pilot,
                              sw_error *err)
{
    return evaluate(out, pilot, fill_verdict, err);
}

void sw_evaluation_free(sw_evaluation *v)
{
    if (v == NULL)
        return;
    for (size_t i = 0; i < v->n_scenarios; i++)
        sw_scenario_result_clear(&v->scenarios[i]);
    g_free(v->scenarios);
    sw_decision_free(v->decision);
    sw_economics_result_free(v->money);
    sw_economics_free(v->economics);
    g_free(v->clauses);
    sw_evidence_free(v->evidence);
    sw_pilot_free(v->pilot);
    g_free(v);
}

const char *sw_evaluation_verdict(const sw_evaluation *v)
{
    return sw_option_name(v->decision->verdict.option);
}
