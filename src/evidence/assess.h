/*
 * assess.h - the steps of sw_evidence_estimate after the effects are made.
 */
#ifndef SW_EVIDENCE_ASSESS_H
#define SW_EVIDENCE_ASSESS_H

#include "evidence/effect.h"

/* The lead's effect, or NULL. */
static inline const sw_effect *sw_evidence_lead(const sw_evidence *e)
{
    return e->lead < e->n_effects ? &e->effects[e->lead] : NULL;
}

/* The steps up to the priced minutes, in their order, on an evidence that has
 * its list of warnings and nothing else. */
void sw_price_evidence(sw_evidence *e, const sw_pilot *pilot);

/* A warning whose texts, as %s prints them, are the user's. */
void sw_warn(sw_evidence *e, const char *fmt, ...) SW_PRINTF(2, 3);
/* A warning of any values; takes it over. */
void sw_warn_say(sw_evidence *e, sw_message *warning);

/* Response rates by wave, join rate and sample ratio. */
void sw_assess_quality(sw_evidence *e, const sw_pilot *pilot);
/* Chi-square, or exact where a count below 5 is expected; NaN if unknown. */
double sw_sample_ratio_p(double pilot, double control, double split_pilot,
                         double split_control);
void sw_count_answers(sw_evidence *e, const sw_pilot *pilot);
void sw_count_seats(sw_evidence *e, const sw_pilot *pilot);
void sw_test_guardrails(sw_evidence *e, const sw_pilot *pilot);
/* The error of a comparison of teams gets a prior of its variance; where
 * people were randomised one by one the method says so. */
void sw_settle_clusters(sw_effect *effect, const sw_pilot *pilot);
/* Whether the groups of a comparison were on the same path before. */
void sw_test_pre_trend(sw_effect *effect, const sw_pilot *pilot);
/* Holm's adjusted p over the primary effects. */
void sw_adjust_p(sw_effect *effects, size_t n);

void sw_choose_lead(sw_evidence *e, const sw_pilot *pilot);
/* Letter, reason and robustness value of the lead. */
void sw_grade_lead(sw_evidence *e, const sw_pilot *pilot);
/* Whether the user gave the minutes or the bias, which no estimate replaces. */
bool sw_set_by_hand(const sw_pilot *pilot, sw_input_id id);
/* Gives an input; takes `source`, "estimated from ...", over (NULL: as it was).
 */
void sw_give_input(sw_evidence *e, sw_input_id id, sw_distribution d,
                   sw_provenance provenance, sw_message *source);
/* Gives an input as unknown: nothing rests on it. */
void sw_give_unknown(sw_evidence *e, sw_input_id id);
/* Gives the inputs that evidence owns. */
void sw_define_inputs(sw_evidence *e, const sw_pilot *pilot);
/* Gives later adoption where it is to come from usage and a curve shows where
 * it ends. After the habits. */
void sw_give_adoption(sw_evidence *e, const sw_pilot *pilot);
/* Minutes a week to take off a before/after for regression to the mean: the
 * larger of what the waves tell and `charge`, which is for the same; a note
 * says both. */
double sw_regression_charge(sw_effect *x, const sw_pilot *pilot, double charge);
/* Mean and sd of an effect's bias as shares of policy.bias_prior: they follow
 * the level of its design, whatever the letter. */
void sw_bias_shares(double *mean, double *sd, const sw_evidence *e,
                    const sw_effect *effect, const sw_policy *policy);
/* Fills e->bounds where the lead's answers fix no more. */
void sw_bound_answers(sw_evidence *e, const sw_pilot *pilot);
/* Fills minutes_lower and minutes_upper. */
void sw_draw_chain(sw_evidence *e);
void sw_build_chain(sw_evidence *e, const sw_pilot *pilot);
/* What the first page must say of the evidence. */
void sw_warn_of_evidence(sw_evidence *e, const sw_pilot *pilot);

#endif
