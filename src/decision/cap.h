/*
 * cap.h - the most that a chance can be, and what it hangs on.
 *
 * Where every priced benefit is saved time that people report themselves, no
 * draw with a self-report factor of zero or less pays: no chance exceeds
 * P(factor > 0). With the parts above zero as they are, the chance is
 * proportional to their weight, so that of a chance p under a cap c the bar b
 * is met up to a weight of 1 - b c / p on nothing.
 *
 * What is claimed, C of those who answered, is worth C F (f + (1 - f) k) of all
 * seats, F the factor, f the share that answered, k kappa. For that to exceed
 * what pays with the chance b, C is 1 / q times it, q the quantile 1 - b of
 * F (f + (1 - f) k).
 */
#ifndef SW_DECISION_CAP_H
#define SW_DECISION_CAP_H

#include "decision/decision.h"

/* NaN where there is none. */
double sw_chance_cap(const sw_economics *e);
/* How many times what pays must be claimed for the chance b; INFINITY where no
 * claim is enough, NaN where not all of the benefit is claimed time. */
double sw_chance_claim(const sw_economics *e, double bar);
/* How many times what pays is claimed now; NaN where it is not known. */
double sw_claim_now(const sw_economics *e, const sw_economics_result *money);

#endif
