/*
 * scrutiny_steps.h - the steps that fill scrutiny.h, in any order after the
 * lead is chosen.
 */
#ifndef SW_EVIDENCE_SCRUTINY_STEPS_H
#define SW_EVIDENCE_SCRUTINY_STEPS_H

#include "evidence/assess.h"
#include "evidence/rows.h"

void sw_weigh_nonresponse(sw_evidence *e, const sw_pilot *pilot);
void sw_weigh_control(sw_evidence *e, const sw_pilot *pilot);
void sw_compare_cohorts(sw_evidence *e, const sw_pilot *pilot);
void sw_check_answers(sw_evidence *e, const sw_pilot *pilot);
/* May price the pooled figure, where the policy asks for it. */
void sw_compare_sources(sw_evidence *e, sw_pilot *pilot);
void sw_count_looks(sw_evidence *e, const sw_pilot *pilot);
void sw_describe_habits(sw_evidence *e, const sw_pilot *pilot);
void sw_test_sensitivity(sw_evidence *e, const sw_pilot *pilot);
void sw_look_for_contamination(sw_evidence *e, const sw_pilot *pilot);
/* May replace the assumed self-report factor. */
void sw_calibrate_self_report(sw_evidence *e, sw_pilot *pilot);

void sw_scrutiny_free(sw_evidence *e);

#define SW_MINUTES_UNKNOWN ((sw_minutes){NAN, NAN, NAN, NAN})
/* Minutes of an estimate in the effect's unit; df may be INFINITY. */
sw_minutes sw_minutes_of(const sw_effect *effect, double estimate, double se,
                         double df);
/* The lead's effect of the rows marked `keep`; keep NULL: of all. */
sw_minutes sw_minutes_of_rows(const sw_effect *effect, const sw_rows *rows,
                              const bool *keep);

#endif
