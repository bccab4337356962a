/*
 * best.h - step 1: the option of highest expected net benefit.
 */
#ifndef SW_DECISION_BEST_H
#define SW_DECISION_BEST_H

#include "decision/decision.h"

/* What may be chosen, by what step 0 left over. */
typedef enum sw_left_over {
    SW_LEFT_ALL,
    SW_LEFT_BY_USAGE, /* grade D: rightsize by usage, or leave */
    SW_LEFT_NOTHING   /* a guardrail failed: leave */
} sw_left_over;

/* Marks the options of step 1, and compares them and leaving on the draws. */
void sw_best_set(sw_decision *d, const sw_economics *e, sw_left_over left,
                 double tolerance);
/* a*: the highest mean; of those within two Monte-Carlo errors of it the one of
 * fewer seats, of lower cost, first in the list.
 * @return its place, SW_NO_OPTION for leaving */
int sw_best_find(const sw_decision *d);
/* The cheapest feasible option that keeps the service, on cost alone;
 * SW_NO_OPTION: none is feasible. */
int sw_best_cheapest(const sw_decision *d);

#endif
