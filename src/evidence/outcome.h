/*
 * outcome.h - effects of measured outcomes.
 */
#ifndef SW_EVIDENCE_OUTCOME_H
#define SW_EVIDENCE_OUTCOME_H

#include "evidence/panel.h"
#include "evidence/rows.h"

/* True if no row names a person: each then stands for itself. */
bool sw_outcome_is_nameless(const sw_outcome *outcome);
/* Whether row i may be used: its person counts, or no row names a person. */
bool sw_outcome_row_counts(const sw_pilot *pilot, const sw_outcome *outcome,
                           bool nameless, size_t i);
/* The row's value, its logarithm on the log scale; NaN where it has none. */
double sw_outcome_value(const sw_outcome *outcome, size_t i);

/* One row a person, the mean of the periods before and of those after. */
sw_panel *sw_outcome_panel(const sw_pilot *pilot, const sw_outcome *outcome);

/* What all estimates of an outcome are of. */
sw_subject sw_outcome_subject(const sw_pilot *pilot, const sw_outcome *outcome);
/* Appends the effects of one outcome. */
void sw_outcome_effects(GArray *effects, const sw_pilot *pilot,
                        const sw_outcome *outcome);
/* The effect of an outcome with one row a task, and its minutes. */
void sw_task_effect(GArray *effects, const sw_pilot *pilot,
                    const sw_outcome *outcome, const sw_subject *subject);
/* The rows of that effect. */
sw_rows *sw_task_rows(const sw_pilot *pilot, const sw_outcome *outcome);
/* Minutes of an effect on the log scale: saved = W (1 - e^b). */
void sw_log_minutes(sw_effect *effect, const sw_outcome *outcome);

#endif
