/*
 * switch_to.h - leaving for something else.
 *
 * An alternative begins when today's contract can be left, or when it is
 * available, whichever is later; its licences begin overlap_months earlier
 * where that is possible, and are paid by days to the end of the term being
 * signed, so that options compare over the same time. Where it is available
 * only after the first exit, today's contract is renewed for the term, and what
 * accrues with use moves over on that day. Its benefit is the copilot's times
 * `benefit_factor`, on the same draws; event risks are today's provider's and
 * do not follow. Nobody has measured an alternative's benefit unless
 * `measured_by` says what did: without it the alternative is listed and cannot
 * be chosen.
 *
 * Source: src/economics/README.md 5; README.md, step 1.
 */
#ifndef SW_DECISION_SWITCH_TO_H
#define SW_DECISION_SWITCH_TO_H

#include "decision/option.h"

/* The i-th alternative as an option; its model is kept in d->alternative. */
SW_NODISCARD sw_status sw_switch_option(sw_option *out, sw_decision *d,
                                        const sw_economics *e, size_t i,
                                        sw_error *err);

#endif
