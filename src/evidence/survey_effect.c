/*
 * survey_effect.c - effects of survey items: time saved as people report it,
 * time spent before and after, and scores.
 */
#include <math.h>

#include "evidence/panel.h"
#include "evidence/survey.h"

static const double weeks_per_month = 52.1775 / 12; /* Gregorian mean */
static const double level = 0.95;

static double days_per_week(const sw_pilot *pilot)
{
    return sw_inputs_value(&pilot->inputs, SW_IN_DAYS_PER_WEEK);
}

/* Minutes a week of one minute `per`; NaN if the period is unknown. */
static double per_week(const sw_pilot *pilot, sw_period per)
{
    switch (per) {
    case SW_PERIOD_DAY:
        return days_per_week(pilot);
    case SW_PERIOD_WEEK:
        return 1;
    case SW_PERIOD_MONTH:
        return 1 / weeks_per_month;
    case SW_PERIOD_UNKNOWN:
        break;
    }
    return NAN;
}

static const char *unit_of(sw_period per)
{
    switch (per) {
    case SW_PERIOD_DAY:
        return "minutes per day";
    case SW_PERIOD_WEEK:
        return "minutes per week";
    case SW_PERIOD_MONTH:
        return "minutes per month";
    case SW_PERIOD_UNKNOWN:
        break;
    }
    return "minutes";
}

/* Converts to minutes per seat and week and says by what. */
static void convert(sw_effect *effect, const sw_pilot *pilot, sw_period per,
                    double sign)
{
    double factor = per_week(pilot, per);
    sw_effect_minutes(effect, sign * factor);
    effect->is_time = !isnan(factor);
    if (per == SW_PERIOD_DAY)
        sw_effect_note(effect, "times %g working days a week", factor);
    else if (per == SW_PERIOD_MONTH)
        sw_effect_note(effect, "times 12/52.1775 from a month to a week");
    if (isnan(factor))
        sw_effect_note(effect, "no minutes a week: the question does not say "
                               "whether it means a day, a week or a month");
}

static sw_subject subject_of(const sw_pilot *pilot, const sw_item *item,
                             const char *unit)
{
    return (sw_subject){.id = item->id,
                        .label = item->question,
                        .unit = unit,
                        .provenance = SW_SURVEY,
                        .assignment = pilot->assignment};
}

/* What the control group claims to have saved without a copilot. */
static void note_placebo(sw_effect *effect, const sw_responses *responses,
                         const sw_item *item)
{
    g_autoptr(sw_answers) control =
        sw_answers_of(responses, item, responses->after, SW_ARM_CONTROL);
    if (!control->n)
        return;
    double lower = 0;
    for (size_t i = 0; i < control->n; i++)
        lower += control->lower[i] / (double)control->n;
    sw_effect_say(effect,
                  sw_message_of("%zu of the control group answered too, on "
                                "average at least %.1f %s: what people claim "
                                "without the copilot",
                                sw_as_count(control->n), sw_as_real(lower),
                                sw_as_word(unit_of(item->per))));
}

static void note_waves(sw_effect *effect, const sw_responses *responses,
                       const sw_item *item)
{
    g_autoptr(sw_answers) before =
        sw_answers_of(responses, item, SW_WAVE_BEFORE, SW_ARM_PILOT);
    if (before->n)
        sw_effect_note(effect, "%zu answers from before the pilot are not used",
                       before->n);
    if (responses->after > SW_WAVE_AFTER)
        sw_effect_note(effect,
                       "of the waves after the start the last, %d, "
                       "is used",
                       responses->after);
    if (responses->anonymous)
        sw_effect_note(effect, "the answers name nobody on the roster; whose "
                               "group is not said is taken as the pilot's");
}

/* Minutes a `per` of one minute a working day; 1 where it is not known. */
static double per_day(const sw_pilot *pilot, sw_period per)
{
    double scale = days_per_week(pilot) / per_week(pilot, per);
    return isfinite(scale) && scale > 0 ? scale : 1;
}

double sw_minutes_cap(const sw_pilot *pilot, sw_period per)
{
    return SW_CAP_MINUTES_PER_DAY * per_day(pilot, per);
}

/* A fit of the answers, or the posterior of few. */
static void estimate_saved(sw_effect *effect, const sw_answers *answers,
                           const sw_pilot *pilot, sw_period per)
{
    sw_estimate mean;
    sw_message *method = NULL;
    bool few = answers->n < SW_FEW_ANSWERS || sw_answers_share_range(answers);
    if (few && sw_few_answers_effect(effect, answers, per_day(pilot, per)))
        return;
    if (sw_answers_mean(&mean, &method, effect, answers,
                        sw_minutes_cap(pilot, per)))
        sw_effect_take(effect, &mean, method);
    else if (!few)
        (void)sw_few_answers_effect(effect, answers, per_day(pilot, per));
}

static void time_saved(GArray *effects, const sw_responses *responses,
                       const sw_item *item)
{
    const sw_pilot *pilot = responses->pilot;
    sw_subject subject = subject_of(pilot, item, unit_of(item->per));
    sw_effect *effect = sw_effect_add(effects, &subject, SW_DESIGN_SELF_REPORT);
    effect->self_report = true;
    if (responses->after == SW_WAVE_BEFORE) {
        sw_effect_note(effect, "there is no wave after the start");
        convert(effect, pilot, item->per, 1);
        return;
    }
    g_autoptr(sw_answers) answers =
        sw_answers_of(responses, item, responses->after, SW_ARM_PILOT);
    effect->n_pilot = answers->n;
    effect->people_pilot = answers->n_people;
    effect->model =
        sw_answers_binned(answers) ? SW_MODEL_INTERVAL_MEAN : SW_MODEL_MEAN;
    if (answers->clustered)
        effect->clusters_pilot =
            sw_count_clusters(answers->cluster, answers->n);
    estimate_saved(effect, answers, pilot, item->per);
    sw_effect_unread(effect, responses, item, sw_minutes_cap(pilot, item->per));
    convert(effect, pilot, item->per, 1);
    note_placebo(effect, responses, item);
    note_waves(effect, responses, item);
}

/* Score or minutes of response i, turned round where the item is. */
static double value_of(const sw_item *item, size_t i)
{
    bool turn = item->kind == SW_ITEM_LIKERT && item->reverse;
    return turn ? item->points + 1 - item->lower[i] : item->lower[i];
}

sw_panel *sw_survey_panel(const sw_responses *responses, const sw_item *item)
{
    const sw_survey *survey = &responses->pilot->survey;
    const sw_roster *roster = &responses->pilot->roster;
    int wave = responses->after;
    sw_panel *panel = sw_panel_new(responses->pilot, survey->n);
    g_autofree size_t *row = g_new0(size_t, roster->n + 1);
    for (size_t i = 0; i < survey->n; i++) {
        int who = survey->person[i];
        bool is_after = survey->wave[i] == wave && wave > SW_WAVE_BEFORE;
        if ((survey->wave[i] != SW_WAVE_BEFORE && !is_after) ||
            isnan(item->lower[i]) ||
            (who == SW_NOBODY && !responses->anonymous) ||
            (who >= 0 && !sw_person_counts(&roster->people[who])))
            continue;
        double value = value_of(item, i);
        size_t known = who >= 0 ? row[who] : 0;
        if (!known) {
            sw_panel_add(panel, who, NAN, NAN,
                         sw_response_arm(responses, i) == SW_ARM_PILOT);
            known = panel->n;
            if (who >= 0)
                row[who] = known;
        }
        (is_after ? panel->after : panel->before)[known - 1] = value;
    }
    return panel;
}

static void time_spent(GArray *effects, const sw_responses *responses,
                       const sw_item *item)
{
    const sw_pilot *pilot = responses->pilot;
    sw_subject subject = subject_of(pilot, item, unit_of(item->per));
    size_t start = effects->len;
    if (item->binned) {
        sw_binned_spent_effects(effects, responses, item, &subject);
    } else {
        g_autoptr(sw_panel) panel = sw_survey_panel(responses, item);
        sw_panel_effects(effects, panel, &subject);
    }
    for (size_t i = start; i < effects->len; i++)
        convert(&g_array_index(effects, sw_effect, i), pilot, item->per, -1);
}

/* P(a score of the pilot group is above one of the control group's). */
static sw_effect *rank_effect(GArray *effects, const sw_panel *panel,
                              const sw_subject *subject)
{
    g_autoptr(sw_panel) pilot =
        sw_panel_select(panel, false, true, true, false);
    g_autoptr(sw_panel) control =
        sw_panel_select(panel, false, true, false, true);
    if (pilot->n < 2 || control->n < 2)
        return NULL;
    sw_effect *effect = sw_effect_add(
        effects, subject,
        sw_design_of(SW_DESIGN_CROSS_SECTION, subject->assignment));
    effect->n_pilot = pilot->n;
    effect->n_control = control->n;
    sw_estimate estimate;
    sw_error err = {0};
    sw_status status = sw_stats_brunner_munzel(
        &estimate, (sw_sample){pilot->after, pilot->n},
        (sw_sample){control->after, control->n}, level, &err);
    if (status != SW_OK)
        sw_effect_note(effect, "cannot be estimated: %s", err.message);
    else
        sw_effect_take(effect, &estimate, sw_message_word("Brunner-Munzel"));
    if (status == SW_OK && !(estimate.se > 0))
        effect->p = estimate.p; /* a permutation p needs no spread */
    return effect;
}

static bool asked_before(const sw_panel *panel)
{
    for (size_t i = 0; i < panel->n; i++)
        if (!isnan(panel->before[i]))
            return true;
    return false;
}

static void likert(GArray *effects, const sw_responses *responses,
                   const sw_item *item)
{
    const sw_pilot *pilot = responses->pilot;
    g_autoptr(sw_panel) panel = sw_survey_panel(responses, item);
    sw_subject score = subject_of(pilot, item, "score");
    sw_subject rank = subject_of(pilot, item, "probability");
    size_t start = effects->len;
    sw_panel_effects(effects, panel, &score);
    for (size_t i = start; i < effects->len; i++)
        sw_effect_note(&g_array_index(effects, sw_effect, i),
                       "scores are ranks; their mean is a convenience");
    sw_effect *ranks = rank_effect(effects, panel, &rank);
    if (!ranks)
        return;
    /* Without a wave before, the ranks are the better answer. */
    ranks->is_primary = !asked_before(panel) && isfinite(ranks->estimate);
    if (ranks->is_primary)
        g_array_index(effects, sw_effect, start).is_primary = false;
}

void sw_survey_effects(GArray *effects, const sw_responses *responses,
                       const sw_item *item)
{
    switch (item->kind) {
    case SW_ITEM_TIME_SAVED:
        time_saved(effects, responses, item);
        break;
    case SW_ITEM_TIME_SPENT:
        time_spent(effects, responses, item);
        break;
    case SW_ITEM_LIKERT:
        likert(effects, responses, item);
        break;
    case SW_ITEM_REINVESTMENT:
    case SW_ITEM_OTHER:
        break;
    }
}
