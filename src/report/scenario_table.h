/*
 * scenario_table.h - the scenario command's results as JSON, CSV and a table.
 */
#ifndef SW_REPORT_SCENARIO_TABLE_H
#define SW_REPORT_SCENARIO_TABLE_H

#include "evaluation/scenario_list.h"

/* Each returns a string that the caller frees with g_free. */
char *sw_scenarios_json(const sw_evaluation *base, const sw_scenario_list *list,
                        size_t *length);
/* A column for each key that a scenario sets, then the figures; an unknown
 * figure is an empty cell. */
char *sw_scenarios_csv(const sw_evaluation *base, const sw_scenario_list *list);
/* For the terminal: money in whole units, the verdict and its chance. */
char *sw_scenarios_table(const sw_evaluation *base,
                         const sw_scenario_list *list);

#endif
