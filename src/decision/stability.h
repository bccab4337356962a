/*
 * stability.h - would other defensible analyses give the same verdict?
 *
 * A printed list of analyses of equal weight: the main one, other outcomes that
 * measured time, other estimators of the same data, the answers weighted to
 * known margins, Lee's bounds, and the assumptions that the verdict may lean on
 * at their P10 and P90 (of the self-report factor those of its part above
 * zero). What gives the main analysis' figures again is left out. The rule is
 * run under each (rule.c), its bar and later steps included. Not a probability.
 */
#ifndef SW_DECISION_STABILITY_H
#define SW_DECISION_STABILITY_H

#include "decision/analysis.h"

/* The list; value it before it is read. */
sw_analyses *sw_stability_list(const sw_economics *e);

/**
 * The share of analyses that agree; NaN when no benefit is priced.
 *
 * @param agrees    [a->n] whether the verdict is the same under each
 * @param[out] note "robust: ...", with which analyses, and which differ; freed
 *                  by the caller
 */
double sw_stability_of(const sw_analyses *a, const bool *agrees,
                       sw_message **note);

#endif
