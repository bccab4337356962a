/*
 * nested.h - step 5: the segments that pay by themselves, best first.
 *
 * Segments are ordered by P(worth > 0); those that reach the policy's share
 * (segment_keep_probability for one that the previous result recommended,
 * segment_probability for any other) form nested sets, from the surest alone to
 * all of them. Of the sets that meet the bar the one of highest expected net
 * benefit is taken. Sets are screened by the sum of their segments' worth; the
 * one taken is simulated with its own tiers and minimum, and has to meet the
 * bar there, in the main analysis and in as many others as stability asks for.
 *
 * Source: README.md, step 5.
 */
#ifndef SW_DECISION_NESTED_H
#define SW_DECISION_NESTED_H

#include "decision/analysis.h"

/* A search for such a set. */
typedef struct sw_nested {
    const sw_analyses *analyses; /* for the share that stability asks for */
    const sw_analyses *least;    /* bounds, where the least counts; NULL */
    int refused; /* by step 2: it is not asked again; SW_NO_OPTION */
    int place;   /* of what was found, inserted where it is not listed yet, or
                    SW_NO_OPTION */
    sw_analyses *own; /* of what was found; freed by the caller */
} sw_nested;

/**
 * @param s          with what step 2 left
 * @param[out] note  what was found, or why nothing was; the caller frees it
 */
SW_NODISCARD sw_status sw_nested_find(sw_nested *s, sw_message **note,
                                      sw_decision *d, const sw_economics *e,
                                      double tolerance, sw_error *err);

#endif
