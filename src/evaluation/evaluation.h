/*
 * evaluation.h - what the evaluate command returns: all finished structs.
 */
#ifndef SW_EVALUATION_EVALUATION_H
#define SW_EVALUATION_EVALUATION_H

#include "decision/decision.h"
#include "economics/clause.h"
#include "seatworth/evaluation.h"

/* One scenario, evaluated like the base on the same random numbers. All figures
 * are NaN where unknown, and of renewing all in the commitment view (the
 * programme's is named so). */
typedef struct sw_scenario_result {
    char *name;
    char *why_not; /* not NULL: the scenario was rejected, nothing is known */
    double npv;    /* as policy.headline counts */
    double npv_cashable, npv_with_capacity, npv_all, npv_programme;
    double roi, bcr, payback_months;
    double pv_costs;             /* known also where no benefit is */
    double probability_positive; /* that renewing pays, simulated */
    bool decided;                /* verdict and probability are known */
    size_t draws;                /* that they rest on */
    sw_option_kind verdict;
    double *input_value; /* [n_inputs] in the order of the base's inputs: what
                            the scenario reads; NaN unknown */
    size_t n_inputs;
    sw_curve_point *ceac; /* [n_ceac] price, P(net benefit > 0) */
    size_t n_ceac;
} sw_scenario_result;

struct sw_evaluation {
    sw_pilot *pilot;
    sw_evidence *evidence;
    sw_economics *economics;
    sw_economics_result *money;
    sw_decision *decision;
    sw_scenario_result *scenarios;
    size_t n_scenarios;
    sw_clause *clauses; /* [n_clauses] of every contract */
    size_t n_clauses;
    size_t provenance_count[SW_PROVENANCE_N]; /* of the known inputs */
    size_t expired_inputs, ownerless_inputs;
};

/* The same as sw_evaluate up to the verdict: without what inputs are worth,
 * scenarios, clauses and flips. For those who evaluate many. */
SW_NODISCARD sw_status sw_evaluate_verdict(sw_evaluation **out, sw_pilot *pilot,
                                           sw_error *err);

#endif
