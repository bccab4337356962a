/*
 * scrutiny_steps.h - the steps that fill scrutiny.h, in any order after the
 * lead is chosen.
 */
#ifndef SW_EVIDENCE_SCRUTINY_STEPS_H
#define SW_EVIDENCE_SCRUTINY_STEPS_H

#include "evidence/assess.h"
#include "evidence/rows.h"

void sw_weigh_nonresponse(sw_evidence *e, const sw_pilot *pilot);
/* Prices the raked figure where there are no segments to weigh by and its
 * weights leave at least half of the answers. */
void sw_lead_by_raking(sw_evidence *e, const sw_pilot *pilot);
void sw_repeat_with_baseline_error(sw_evidence *e, const sw_pilot *pilot);
void sw_weigh_control(sw_evidence *e, const sw_pilot *pilot);
void sw_compare_cohorts(sw_evidence *e, const sw_pilot *pilot);
void sw_check_answers(sw_evidence *e, const sw_pilot *pilot);
/* May price the pooled figure, where the policy asks for it. */
void sw_compare_sources(sw_evidence *e, const sw_pilot *pilot);
void sw_set_beside(sw_evidence *e, const sw_pilot *pilot);
void sw_count_looks(sw_evidence *e, const sw_pilot *pilot);
void sw_describe_habits(sw_evidence *e, const sw_pilot *pilot);
void sw_test_sensitivity(sw_evidence *e, const sw_pilot *pilot);
/* Says it, once it is settled which figures are withheld. */
void sw_describe_sensitivity(sw_sensitivity *s);
void sw_look_for_contamination(sw_evidence *e, const sw_pilot *pilot);
/* May replace the assumed self-report factor. */
void sw_calibrate_self_report(sw_evidence *e, const sw_pilot *pilot);

/* What the primary effects are made of. */
void sw_derive_effects(sw_evidence *e, const sw_pilot *pilot);

/* The cohorts of an outcome; NULL where seats were given at one date, or it
 * cannot be known. The caller frees it. */
sw_staggered *sw_cohorts_of(const sw_pilot *pilot, const sw_outcome *o);
/* The rows behind them: periods by number, no seat_from_period without a seat
 * in the data. The caller frees it. */
char *sw_cohort_rows_csv(const sw_pilot *pilot, const sw_outcome *o);
/* Appends them as an effect, after the outcome's others from `start` on, which
 * it displaces unless they are of a better design. */
void sw_staggered_effect(GArray *effects, size_t start,
                         const sw_subject *subject, const sw_staggered *s);

void sw_scrutiny_free(sw_evidence *e);
void sw_derivations_free(sw_evidence *e);

#define SW_MINUTES_UNKNOWN ((sw_minutes){NAN, NAN, NAN, NAN})
/* Minutes of an estimate in the effect's unit; df may be INFINITY. */
sw_minutes sw_minutes_of(const sw_effect *effect, double estimate, double se,
                         double df);
/* The lead's effect of the rows marked `keep`; keep NULL: of all. */
sw_minutes sw_minutes_of_rows(const sw_effect *effect, const sw_rows *rows,
                              const bool *keep);

#endif
