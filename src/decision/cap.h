/*
 * cap.h - the most that a chance can be, and what it hangs on.
 *
 * Where every priced benefit is saved time that people report themselves, no
 * draw with a self-report factor of zero or less pays: no chance exceeds
 * P(factor > 0). With the parts above zero as they are, the chance is
 * proportional to their weight, so that of a chance p under a cap c the bar b
 * is met up to a weight of 1 - b c / p on nothing.
 */
#ifndef SW_DECISION_CAP_H
#define SW_DECISION_CAP_H

#include "decision/decision.h"

/* NaN where there is none. */
double sw_chance_cap(const sw_economics *e);
/* The weight of "nothing, or worse" at which a chance p meets the bar exactly;
 * NaN where no weight does. */
double sw_chance_turns_at(double p, double cap, double bar);

#endif
