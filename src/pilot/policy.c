/* policy.c - the thresholds of the decision rule (src/decision/README.md) */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

static const char *const HEADLINE[] = {"cashable", "with-capacity", "all"};

static const char *const SEGMENT_BY[] = {"department", "role", "region",
                                         "seniority", "use"};

/* What is assumed of people who are not in the data. */
static void load_nonresponse(const sw_load *load)
{
    static const sw_input_id ID[] = {SW_IN_KAPPA, SW_IN_R_MISS,
                                     SW_IN_R_MISS_CONTROL};
    for (size_t i = 0; i < G_N_ELEMENTS(ID); i++) {
        const char *key = sw_inputs_at(&load->pilot->inputs, ID[i])->key;
        sw_bind_input(load, ID[i], sw_json_at(load->root, key), SW_ASSUMPTION);
    }
}

void sw_load_policy(const sw_load *load)
{
    const sw_json *v = sw_json_member(load->root, "policy");
    const sw_json *bias = sw_json_member(v, "bias_prior");
    const sw_json *change = sw_json_member(v, "min_change");
    const char *evidence = sw_member_text(v, "evidence");
    load->pilot->policy = (sw_policy){
        .headline = (sw_headline)sw_member_choice(v, "headline", HEADLINE,
                                                  G_N_ELEMENTS(HEADLINE),
                                                  SW_HEADLINE_WITH_CAPACITY),
        .segment_by = (sw_segment_by)sw_member_choice(
            v, "segment_by", SEGMENT_BY, G_N_ELEMENTS(SEGMENT_BY),
            SW_BY_DEPARTMENT),
        .required_probability = sw_member_number(v, "required_probability"),
        .max_expected_loss_share =
            sw_member_number(v, "max_expected_loss_share"),
        .max_loss_cvar10 = sw_member_number(v, "max_loss_cvar10"),
        .effect_scale = sw_member_number(v, "effect_scale"),
        .same_person_correlation =
            sw_member_number(v, "same_person_correlation"),
        .contamination = sw_member_number(v, "contamination"),
        .plausible_discount = sw_member_number(v, "plausible_discount"),
        .budget_per_year = sw_member_number(v, "budget_per_year"),
        .min_study_value_share = sw_member_number(v, "min_study_value_share"),
        .min_stability = sw_member_number(v, "min_stability"),
        .study_changes_action = sw_member_number(v, "study_changes_action"),
        .segment_probability = sw_member_number(v, "segment_probability"),
        .segment_keep_probability =
            sw_member_number(v, "segment_keep_probability"),
        .min_change_seats = sw_member_number(change, "seats"),
        .min_change_seats_share = sw_member_number(change, "seats_share"),
        .min_change_spend_share = sw_member_number(change, "spend_share"),
        .max_extensions = sw_member_int(v, "max_extensions", 0),
        .idle_days = sw_member_int(v, "idle_days", 0),
        .pooled_evidence = evidence && strcmp(evidence, "pooled") == 0,
        .allow_assumption_only =
            sw_member_flag(v, "allow_assumption_only", false),
        .bias_b_mean = sw_member_number(sw_json_member(bias, "B"), "mean"),
        .bias_b_sd = sw_member_number(sw_json_member(bias, "B"), "sd"),
        .bias_c_mean = sw_member_number(sw_json_member(bias, "C"), "mean"),
        .bias_c_sd = sw_member_number(sw_json_member(bias, "C"), "sd"),
    };
    load_nonresponse(load);
}
