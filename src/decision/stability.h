/*
 * stability.h - would other defensible analyses choose the same?
 */
#ifndef SW_DECISION_STABILITY_H
#define SW_DECISION_STABILITY_H

#include "decision/decision.h"

/**
 * The equal-weight share of a fixed, printed list of analyses in which renewing
 * beats leaving in expectation exactly where it does in the main analysis: the
 * effect by the other estimators of the same data, and realisation at its P10
 * and P90. Not a probability.
 *
 * @param[out] note  which analyses, and which differ; freed with g_free
 * @return the share, NaN when no benefit is priced
 */
double sw_stability(const sw_economics *e, char **note);

#endif
