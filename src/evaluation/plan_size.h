/*
 * plan_size.h - one size of study: what it needs, shows, costs and is worth.
 */
#ifndef SW_EVALUATION_PLAN_SIZE_H
#define SW_EVALUATION_PLAN_SIZE_H

#include "evaluation/plan.h"

/* Largest number of responses an arm that is looked at. */
static const double SW_PLAN_MOST = 1e7;

/* Persons of a team who answer; 1 without teams. */
double sw_plan_responding_team(const sw_plan_inputs *in);
double sw_plan_design_effect(const sw_plan_inputs *in);
/* Whether V, C and the prior are known. */
bool sw_plan_has_worth(const sw_plan_inputs *in);
/* Value of sampling with `variance` of the estimate, over the whole term. */
double sw_plan_evsi(const sw_plan_inputs *in, double variance);

/* Everything about n responses an arm over `weeks`. */
sw_plan_size sw_plan_size_of(const sw_plan_inputs *in, double n, double weeks);

/* The smallest n an arm with that width or power; NaN where none is. */
double sw_plan_n_for_width(const sw_plan_inputs *in, double weeks);
double sw_plan_n_for_power(const sw_plan_inputs *in, double weeks);
/* The n an arm of the highest net gain; 0 where every study loses. */
double sw_plan_n_for_gain(const sw_plan_inputs *in, double weeks);

#endif
