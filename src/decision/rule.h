/*
 * rule.h - the decision rule, step by step, each step a printed row.
 *
 * Source: README.md; why not p < .05: Claxton (1999), J Health Econ 18,
 * 341-364.
 */
#ifndef SW_DECISION_RULE_H
#define SW_DECISION_RULE_H

#include "decision/decision.h"

/* Sets verdict.option, rules, confidence, stability and cost of missing the
 * date from the options in d, and adds the options that the rule finds:
 * renegotiate, extend, and the segments of step 5.
 * @param verdict_only what the verdict does not need is left out: stability,
 * the price and the studies of steps that are not reached */
SW_NODISCARD sw_status sw_rule_apply(sw_decision *d, const sw_economics *e,
                                     const sw_economics_result *money,
                                     double tolerance, bool verdict_only,
                                     sw_error *err);

/* Sets verdict.headline, order and reasons from the rest of the verdict. */
void sw_verdict_phrase(sw_decision *d, const sw_economics *e,
                       const sw_economics_result *money);
/* The verdict's sentence (headline.c). */
sw_message *sw_headline_phrase(const sw_decision *d, const sw_economics *e);
/* The order-form sentence (order.c). */
sw_message *sw_order_phrase(const sw_decision *d, const sw_economics *e);

#endif
