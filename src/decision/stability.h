/*
 * stability.h - would other defensible analyses choose the same?
 *
 * A fixed, printed list of analyses of equal weight: the main one, the effect
 * by the other estimators of the same data, Lee's bounds of it, and
 * realisation at its P10 and P90. Every option is valued under each, all other
 * inputs at their means. Not a probability.
 */
#ifndef SW_DECISION_STABILITY_H
#define SW_DECISION_STABILITY_H

#include "decision/decision.h"

typedef struct sw_analyses {
    size_t n, n_options; /* 0 analyses when no benefit is priced */
    sw_message **name;   /* [n] "realisation at its P10" */
    double *net;         /* [n_options * n] of the decision's options */
    double *licence;     /* [n_options * n] present value, less leaving's */
} sw_analyses;

/* Values the options of step 1 under every analysis. */
sw_analyses *sw_analyses_new(const sw_decision *d, const sw_economics *e);
void sw_analyses_free(sw_analyses *a);

/**
 * The share of analyses whose best of the set and leaving is the main
 * analysis' best.
 *
 * @param best the place of a*, or SW_NO_OPTION for leaving
 * @param[out] note  which analyses, and which differ; freed by the caller
 * @return the share, NaN when no benefit is priced
 */
double sw_stability(const sw_analyses *a, const sw_decision *d, int best,
                    sw_message **note);

#endif
