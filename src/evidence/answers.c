/*
 * answers.c - collecting the answers of one item, and their mean.
 */
#include "evidence/survey.h"

#include <math.h>

static const double level = 0.95;

sw_responses sw_responses_of(const sw_pilot *pilot)
{
    sw_responses out = {pilot, true, SW_WAVE_BEFORE};
    for (size_t i = 0; i < pilot->survey.n; i++) {
        out.anonymous = out.anonymous && pilot->survey.person[i] == SW_NOBODY;
        out.after = MAX(out.after, pilot->survey.wave[i]);
    }
    return out;
}

const sw_item *sw_item_named(const sw_pilot *pilot, const char *id)
{
    for (size_t i = 0; i < pilot->survey.n_items; i++)
        if (g_str_equal(pilot->survey.items[i].id, id))
            return &pilot->survey.items[i];
    return NULL;
}

sw_arm sw_response_arm(const sw_responses *responses, size_t i)
{
    const sw_survey *survey = &responses->pilot->survey;
    if (survey->person[i] != SW_NOBODY)
        return responses->pilot->roster.people[survey->person[i]].arm;
    return survey->arm != NULL ? survey->arm[i] : SW_ARM_PILOT;
}

bool sw_response_counts(const sw_responses *responses, size_t i, int wave,
                        sw_arm arm)
{
    const sw_survey *survey = &responses->pilot->survey;
    if (survey->wave[i] != wave)
        return false;
    int who = survey->person[i];
    if (who == SW_NOBODY)
        return responses->anonymous && arm == sw_response_arm(responses, i);
    const sw_person *person = &responses->pilot->roster.people[who];
    return person->arm == arm && sw_person_counts(person);
}

sw_answers *sw_answers_of(const sw_responses *responses, const sw_item *item,
                          int wave, sw_arm arm)
{
    const sw_survey *survey = &responses->pilot->survey;
    const sw_roster *roster = &responses->pilot->roster;
    sw_answers *answers = g_new0(sw_answers, 1);
    answers->lower = g_new(double, survey->n);
    answers->upper = g_new(double, survey->n);
    answers->cluster = g_new(size_t, survey->n);
    int *people = answers->person = g_new(int, survey->n);
    for (size_t i = 0; i < survey->n; i++) {
        if (isnan(item->lower[i]) ||
            !sw_response_counts(responses, i, wave, arm))
            continue;
        size_t k = answers->n++;
        people[k] = survey->person[i];
        answers->lower[k] = item->lower[i];
        answers->upper[k] = item->upper[i];
        answers->n_people += people[k] >= 0;
        answers->cluster[k] =
            people[k] >= 0 ? sw_cluster_of(roster, people[k]) : k;
    }
    answers->clustered =
        sw_teams_are_clusters(responses->pilot, people, answers->n);
    return answers;
}

void sw_answers_free(sw_answers *answers)
{
    if (!answers)
        return;
    g_free(answers->lower);
    g_free(answers->upper);
    g_free(answers->cluster);
    g_free(answers->person);
    g_free(answers);
}

bool sw_answers_binned(const sw_answers *answers)
{
    for (size_t i = 0; i < answers->n; i++)
        if (answers->upper[i] > answers->lower[i])
            return true;
    return false;
}

static bool all_same(const sw_answers *a)
{
    for (size_t i = 1; i < a->n; i++)
        if (a->lower[i] < a->lower[0] || a->lower[i] > a->lower[0] ||
            a->upper[i] < a->upper[0] || a->upper[i] > a->upper[0])
            return false;
    return true;
}

static sw_status exact_mean(sw_estimate *out, sw_message **method,
                            const sw_answers *a, sw_error *err)
{
    if (!a->clustered) {
        *method = sw_message_word("mean");
        return sw_stats_mean(out, (sw_sample){a->lower, a->n}, level, err);
    }
    *method = sw_message_word("mean, CR2 by team");
    sw_regression model = {.y = a->lower,
                           .n = a->n,
                           .cluster = a->cluster,
                           .vcov = SW_VCOV_CR2,
                           .level = level};
    return sw_stats_ols(out, &model, err);
}

/* What the choice of family does to the mean, which the open top bin decides */
static void note_families(sw_effect *effect, const sw_interval_fit *fit,
                          double cap)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t f = 0; f < sizeof fit->family_mean / sizeof(double); f++) {
        low = fmin(low, fit->family_mean[f]);
        high = fmax(high, fit->family_mean[f]);
    }
    if (high >= low)
        sw_effect_say(
            effect,
            sw_message_of("by family the mean goes from %.1f to %.1f minutes; "
                          "%s fits best; counting no answer above %.0f it is "
                          "%.1f",
                          sw_as_real(low), sw_as_real(high),
                          sw_as_word(sw_family_name(fit->family)),
                          sw_as_real(cap), sw_as_real(fit->restricted_mean)));
    for (int f = 0; f < (int)G_N_ELEMENTS(fit->family_failed); f++)
        if (fit->family_failed[f])
            sw_effect_say(
                effect,
                sw_message_of("the %s family has no maximum on these "
                              "answers: it is not compared",
                              sw_as_word(sw_family_name((sw_family)f))));
    if (fit->n_open)
        sw_effect_note(effect, "%zu of %zu answers are in the open top range",
                       fit->n_open, fit->n);
}

static sw_status binned_mean(sw_estimate *out, sw_message **method,
                             sw_effect *effect, const sw_answers *a, double cap)
{
    bool zeros = false, losses = false;
    for (size_t i = 0; i < a->n; i++) {
        zeros = zeros || !(a->upper[i] > 0);
        losses = losses || a->lower[i] < 0;
    }
    sw_interval_data data = {.lower = a->lower,
                             .upper = a->upper,
                             .n = a->n,
                             .cluster = a->clustered ? a->cluster : NULL,
                             .family =
                                 losses ? SW_FAMILY_GAUSSIAN : SW_FAMILY_AUTO,
                             .hurdle = zeros && !losses,
                             .cap = cap,
                             .level = level};
    sw_interval_fit fit;
    sw_error err = {0};
    sw_status status = sw_stats_interval_fit(&fit, &data, &err);
    if (status != SW_OK) {
        sw_effect_note(effect, "cannot be estimated: %s", err.message);
        return status;
    }
    *out = fit.mean;
    *method = sw_message_of("interval regression (%s%s)%s",
                            sw_as_word(sw_family_name(fit.family)),
                            sw_as_word(zeros ? ", zeros apart" : ""),
                            sw_as_word(a->clustered ? ", errors by team" : ""));
    note_families(effect, &fit, cap);
    return SW_OK;
}

/* Everyone gave the same answer: a value without a spread, or a range. */
static bool same_answer(sw_estimate *out, sw_message **method,
                        sw_effect *effect, const sw_answers *a)
{
    if (a->upper[0] > a->lower[0]) {
        sw_effect_note(effect,
                       "everyone chose the same range: the mean lies between "
                       "%g and %g minutes, no more is known",
                       a->lower[0], a->upper[0]);
        return false;
    }
    *out = (sw_estimate){.estimate = a->lower[0]};
    *method = sw_message_word("the one answer given");
    return true;
}

bool sw_answers_mean(sw_estimate *out, sw_message **method, sw_effect *effect,
                     const sw_answers *answers, double cap)
{
    if (answers->n < 2) {
        sw_effect_note(effect, answers->n
                                   ? "one person answered; a spread needs two"
                                   : "nobody answered");
        return false;
    }
    if (all_same(answers))
        return same_answer(out, method, effect, answers);
    if (sw_answers_binned(answers))
        return binned_mean(out, method, effect, answers, cap) == SW_OK;
    sw_error err = {0};
    sw_status status = exact_mean(out, method, answers, &err);
    if (status != SW_OK) {
        g_clear_pointer(method, sw_message_free);
        sw_effect_note(effect, "cannot be estimated: %s", err.message);
    }
    return status == SW_OK;
}
