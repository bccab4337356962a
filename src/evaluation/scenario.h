/*
 * scenario.h - the pilot's own scenarios, each evaluated like the base.
 */
#ifndef SW_EVALUATION_SCENARIO_H
#define SW_EVALUATION_SCENARIO_H

#include "evaluation/evaluation.h"

/* Fills v->scenarios: deterministic figures of each scenario of the pilot. A
 * scenario that is rejected says why and leaves its figures unknown. */
void sw_scenarios_evaluate(sw_evaluation *v);

#endif
