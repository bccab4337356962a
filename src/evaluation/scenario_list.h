/*
 * scenario_list.h - the scenarios of one run of the scenario command: the base,
 * the pilot's own, ready ones of the templates, and the points of a grid.
 */
#ifndef SW_EVALUATION_SCENARIO_LIST_H
#define SW_EVALUATION_SCENARIO_LIST_H

#include "evaluation/scenario.h"

enum { SW_GRID_POINTS = 10000 }; /* most of one run: minutes, not hours */

/* One axis: key=from:to:step, both ends included. */
typedef struct sw_grid {
    char *key;
    double from, to, step;
    size_t n; /* points */
} sw_grid;

/* Reads "key=from:to:step"; on failure *why says what is wrong (caller
 * frees). */
bool sw_grid_read(sw_grid *out, const char *text, char **why);
void sw_grid_clear(sw_grid *g);
/* Value i of an axis as --set takes it: "0.3", not 0.30000000000000004. */
char *sw_grid_value(const sw_grid *g, size_t i);

typedef struct sw_scenario_list {
    sw_scenario *scenario; /* [n] what each sets; the first is the base: none */
    sw_scenario_result *result; /* [n] */
    size_t n;
} sw_scenario_list;

/**
 * Evaluates the base, then the points of the grid (every combination, the last
 * axis fastest), or without a grid the pilot's own scenarios, then the ready
 * ones.
 *
 * @param grid    [n_grid]
 * @param ready   [n_ready] names of templates/scenarios without ".json"
 * @return SW_OK
 *         SW_EDOMAIN  a ready scenario is unknown or wrong, or there are more
 *                     than SW_GRID_POINTS points
 */
SW_NODISCARD sw_status sw_scenario_list_new(sw_scenario_list **out,
                                            const sw_evaluation *base,
                                            const sw_grid *grid, size_t n_grid,
                                            const char *const *ready,
                                            size_t n_ready, sw_error *err);
void sw_scenario_list_free(sw_scenario_list *list);

#endif
