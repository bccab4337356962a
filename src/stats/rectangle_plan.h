/*
 * rectangle_plan.h - a rectangle made ready for integration: its variables in
 * the order that makes the integrand flattest, and the Cholesky factor.
 */
#ifndef SW_STATS_RECTANGLE_PLAN_H
#define SW_STATS_RECTANGLE_PLAN_H

#include "stats/multivariate.h"

typedef struct sw_rectangle_plan {
    size_t k;
    double *lower, *upper; /* [k], in the order of the plan */
    double *factor;        /* [k * k]; a diagonal of 0: fixed by the others */
} sw_rectangle_plan;

/* The next variable is the one least likely to lie within its bounds, given
 * the means of those before it. SW_EDOMAIN: no correlation matrix, or bounds
 * that are reversed; SW_ENOMEM. */
SW_NODISCARD sw_status sw_rectangle_plan_init(sw_rectangle_plan *plan,
                                              const sw_rectangle *r,
                                              sw_error *err);
void sw_rectangle_plan_clear(sw_rectangle_plan *plan);

#endif
