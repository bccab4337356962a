/* extension.c - what learning more would take */
#include "pilot/load.h"

#include <math.h>

static const char *const KIND[] = {"survey", "control", "realisation"};

static sw_planned_study read_study(const sw_load *load, const sw_json *v)
{
    return (sw_planned_study){
        .name = sw_keep(load, sw_member_text(v, "name")),
        .is_word = !sw_is_given(v),
        .kind = (sw_study_kind)sw_member_choice(
            v, "kind", KIND, G_N_ELEMENTS(KIND), SW_STUDY_SURVEY),
        .responses = sw_member_number(v, "responses"),
        .weeks = sw_member_number(v, "weeks"),
        .cost = sw_member_mean(load, v, "cost"),
        .cost_per_response = sw_member_mean(load, v, "cost_per_response")};
}

void sw_load_extension(const sw_load *load)
{
    sw_extension *x = &load->pilot->extension;
    const sw_json *v = sw_json_member(load->root, "extension");
    const sw_json *studies = sw_json_member(v, "studies");
    *x = (sw_extension){
        .fixed_cost = sw_member_mean(load, v, "fixed_cost"),
        .cost_per_response = sw_member_mean(load, v, "cost_per_response"),
        .minutes_per_response = sw_member_number(v, "minutes_per_response"),
        .max_responses = sw_member_number(v, "max_responses"),
        .max_weeks = sw_member_number(v, "max_weeks"),
        .n_studies = sw_json_length(studies)};
    sw_check_distinct(load, studies, "name");
    x->studies = g_new0(sw_planned_study, x->n_studies);
    for (size_t i = 0; i < x->n_studies; i++)
        x->studies[i] = read_study(load, studies->items[i]);
}
