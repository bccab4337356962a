/*
 * scenario.h - the pilot's own scenarios, each evaluated like the base.
 */
#ifndef SW_EVALUATION_SCENARIO_H
#define SW_EVALUATION_SCENARIO_H

#include "evaluation/evaluation.h"

/* Fills v->scenarios with each scenario of the pilot. A scenario that is
 * rejected says why and leaves its figures unknown. */
void sw_scenarios_evaluate(sw_evaluation *v);

/* One scenario against the base: where its keys are of money alone, the base's
 * evidence holds; else the files are read again with the keys set. It is
 * simulated with simulation.draws, or `most_draws` where those are fewer. */
void sw_scenario_evaluate(sw_scenario_result *out, const sw_evaluation *base,
                          const sw_scenario *scenario, size_t most_draws);
/* A scenario that is rejected, for the first error in `d`. */
void sw_scenario_reject(sw_scenario_result *out, const char *name,
                        const sw_diagnostics *d);
/* The base itself, in the same form. */
void sw_scenario_of_base(sw_scenario_result *out, const sw_evaluation *base);
void sw_scenario_result_clear(sw_scenario_result *r);

#endif
