/*
 * evaluation.h - what the evaluate command returns: all finished structs.
 */
#ifndef SW_EVALUATION_EVALUATION_H
#define SW_EVALUATION_EVALUATION_H

#include "decision/decision.h"
#include "seatworth/evaluation.h"

typedef struct sw_scenario_result {
    char *name;
    double npv, roi, payback_months; /* NaN unknown */
    char *why_not;                   /* not NULL: the scenario was rejected */
} sw_scenario_result;

struct sw_evaluation {
    sw_pilot *pilot;
    sw_evidence *evidence;
    sw_economics *economics;
    sw_economics_result *money;
    sw_decision *decision;
    sw_scenario_result *scenarios;
    size_t n_scenarios;
    size_t provenance_count[SW_PROVENANCE_N]; /* of the known inputs */
    size_t expired_inputs, ownerless_inputs;
};

#endif
