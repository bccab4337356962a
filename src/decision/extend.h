/*
 * extend.h - step 3: is the best study worth its cost and its delay?
 */
#ifndef SW_DECISION_EXTEND_H
#define SW_DECISION_EXTEND_H

#include "decision/trace.h"

/* The option of extending with the best study; one that says why not where no
 * study could be made. */
sw_option sw_extend_option(const sw_decision *d, const sw_economics *e);

/**
 * The rows of step 3: the study's net benefit less two Monte-Carlo errors
 * against the policy's share of a year's spend, the chance that it changes the
 * action, and whether the pilot can be extended at all.
 *
 * @return true where all pass
 */
bool sw_extend_step(sw_trace *t, const sw_decision *d, const sw_economics *e,
                    const sw_economics_result *money);

/* Last day of a study that begins on the day of decision. */
sw_day sw_study_end(const sw_study *study, const sw_economics *e);

#endif
