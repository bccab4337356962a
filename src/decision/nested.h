/*
 * nested.h - step 5: the segments that pay by themselves, best first.
 *
 * Segments are ordered by P(worth > 0); those that reach the policy's share
 * (segment_keep_probability for one that the previous result recommended,
 * segment_probability for any other) form nested sets, from the surest alone to
 * all of them. Of the sets that meet the bar the one of highest expected net
 * benefit is taken. Sets are screened by the sum of their segments' worth; the
 * one taken is simulated with its own tiers and minimum, and has to meet the
 * bar there.
 *
 * Source: README.md, step 5.
 */
#ifndef SW_DECISION_NESTED_H
#define SW_DECISION_NESTED_H

#include "decision/decision.h"

/**
 * @param[out] place of the option found, inserted where it is not listed yet,
 *                   or SW_NO_OPTION
 * @param[out] note  what was found, or why nothing was; the caller frees it
 */
SW_NODISCARD sw_status sw_nested_find(int *place, sw_message **note,
                                      sw_decision *d, const sw_economics *e,
                                      double tolerance, sw_error *err);

#endif
