/*
 * evidence.c - the order of things: effects, lead, grade, inputs, chain.
 */
#include "evidence/evidence.h"

#include "evidence/assess.h"
#include "evidence/disclosure.h"
#include "evidence/outcome.h"
#include "evidence/scrutiny_steps.h"
#include "evidence/segment.h"
#include "evidence/silent.h"
#include "evidence/survey.h"

/* The first outcome whose people got their seats at different dates stands for
 * them. */
static void outcome_effects(sw_evidence *e, GArray *effects,
                            const sw_pilot *pilot, const sw_outcome *outcome)
{
    size_t start = effects->len;
    sw_outcome_effects(effects, pilot, outcome);
    if (e->staggered || start >= effects->len)
        return;
    e->staggered = sw_cohorts_of(pilot, outcome);
    if (!e->staggered)
        return;
    sw_subject subject = sw_outcome_subject(pilot, outcome);
    sw_staggered_effect(effects, start, &subject, e->staggered);
}

static void estimate_all(sw_evidence *e, const sw_pilot *pilot)
{
    GArray *effects = g_array_new(FALSE, FALSE, sizeof(sw_effect));
    sw_responses responses = sw_responses_of(pilot);
    for (size_t i = 0; i < pilot->survey.n_items; i++)
        sw_survey_effects(effects, &responses, &pilot->survey.items[i]);
    for (size_t i = 0; i < pilot->n_outcomes; i++)
        outcome_effects(e, effects, pilot, &pilot->outcomes[i]);
    e->n_effects = effects->len;
    e->effects = (sw_effect *)(void *)g_array_free(effects, FALSE);
    for (size_t i = 0; i < e->n_effects; i++) {
        sw_settle_clusters(&e->effects[i], pilot);
        sw_test_pre_trend(&e->effects[i], pilot);
    }
    sw_adjust_p(e->effects, e->n_effects);
}

void sw_price_evidence(sw_evidence *e, const sw_pilot *pilot)
{
    sw_inputs_copy(&e->inputs, &pilot->inputs);
    estimate_all(e, pilot);
    sw_assess_quality(e, pilot);
    sw_count_answers(e, pilot);
    sw_count_seats(e, pilot);
    sw_test_guardrails(e, pilot);
    sw_choose_lead(e, pilot);
    sw_bound_answers(e, pilot);
    sw_grade_lead(e, pilot);
    sw_look_for_contamination(e, pilot);
    sw_define_inputs(e, pilot);
    sw_calibrate_self_report(e, pilot);
    sw_compare_sources(e, pilot);
    sw_estimate_segments(e, pilot);
    sw_post_stratify(e, pilot);
    sw_weigh_nonresponse(e, pilot);
    sw_lead_by_raking(e, pilot);
    sw_price_silent(e, pilot);
    sw_describe_habits(e, pilot);
    sw_give_adoption(e, pilot);
    if (sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known)
        sw_tabulate_use(e->segments, e->n_segments);
    sw_repeat_with_baseline_error(e, pilot);
    sw_build_chain(e, pilot);
}

/* What is printed beside the priced figure, and changes nothing of it. */
static void scrutinise(sw_evidence *e, const sw_pilot *pilot)
{
    sw_derive_effects(e, pilot);
    sw_report_groupings(e, pilot);
    sw_weigh_control(e, pilot);
    sw_compare_cohorts(e, pilot);
    sw_count_looks(e, pilot);
    sw_check_answers(e, pilot);
    sw_test_sensitivity(e, pilot);
    sw_set_beside(e, pilot);
    sw_limit_disclosure(e, pilot);
}

sw_status sw_evidence_estimate(sw_evidence **out, const sw_pilot *pilot,
                               sw_error *err)
{
    (void)err; /* GLib ends the process where memory is out */
    sw_evidence *e = g_new0(sw_evidence, 1);
    e->warnings = sw_messages_new();
    sw_price_evidence(e, pilot);
    scrutinise(e, pilot);
    sw_warn_of_evidence(e, pilot);
    *out = e;
    return SW_OK;
}
