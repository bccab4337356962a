/*
 * outcome_effect.c - effects of measured outcomes with one value a person and
 * period, and the conversion of outcomes to minutes.
 */
#include <math.h>

#include "evidence/outcome.h"
#include "evidence/panel.h"

bool sw_outcome_is_nameless(const sw_outcome *outcome)
{
    for (size_t i = 0; i < outcome->n; i++)
        if (outcome->person[i] != SW_NOBODY)
            return false;
    return true;
}

bool sw_outcome_row_counts(const sw_pilot *pilot, const sw_outcome *outcome,
                           bool nameless, size_t i)
{
    int who = outcome->person[i];
    if (who == SW_NOBODY)
        return nameless;
    return sw_person_counts(&pilot->roster.people[who]);
}

double sw_outcome_value(const sw_outcome *outcome, size_t i)
{
    double value = outcome->value[i];
    if (!outcome->log_scale)
        return value;
    return value > 0 ? log(value) : NAN;
}

/* Sums of a panel's cells, so that several periods become their mean. */
typedef struct running {
    double sum[2];
    size_t n[2];
    bool treated;
} running;

static double mean_of(const running *r, int after)
{
    return r->n[after] ? r->sum[after] / (double)r->n[after] : NAN;
}

sw_panel *sw_outcome_panel(const sw_pilot *pilot, const sw_outcome *outcome)
{
    bool nameless = sw_outcome_is_nameless(outcome);
    size_t people = pilot->roster.n;
    g_autofree running *sums = g_new0(running, people + 1);
    sw_panel *panel = sw_panel_new(pilot, people + outcome->n);
    for (size_t i = 0; i < outcome->n; i++) {
        double value = sw_outcome_value(outcome, i);
        bool treated = outcome->arm[i] == SW_ARM_PILOT;
        if (isnan(value) || !sw_outcome_row_counts(pilot, outcome, nameless, i))
            continue;
        if (nameless) {
            sw_panel_add(panel, SW_NOBODY, outcome->after[i] ? NAN : value,
                         outcome->after[i] ? value : NAN, treated);
            continue;
        }
        running *r = &sums[outcome->person[i]];
        r->sum[outcome->after[i]] += value;
        r->n[outcome->after[i]]++;
        r->treated = treated;
    }
    for (size_t p = 0; p < people; p++)
        if (sums[p].n[0] + sums[p].n[1] > 0)
            sw_panel_add(panel, (int)p, mean_of(&sums[p], 0),
                         mean_of(&sums[p], 1), sums[p].treated);
    return panel;
}

void sw_log_minutes(sw_effect *effect, const sw_outcome *outcome)
{
    double sign = outcome->lower_is_better ? 1 : -1;
    double week = outcome->work_minutes_per_seat_week;
    double ratio = exp(sign * effect->estimate);
    effect->is_time = true;
    effect->log_week = week;
    effect->log_sign = sign;
    effect->minutes = week * (1 - ratio);
    effect->minutes_se = week * ratio * effect->se;
    effect->minutes_df = effect->df;
    sw_effect_note(effect,
                   "%g minutes of such work a week, times one minus the "
                   "ratio; standard error by the delta method",
                   week);
}

static void convert(sw_effect *effect, const sw_outcome *outcome)
{
    double sign = outcome->lower_is_better ? -1 : 1;
    if (outcome->log_scale && !isnan(outcome->work_minutes_per_seat_week))
        sw_log_minutes(effect, outcome);
    else if (outcome->log_scale)
        sw_effect_note(effect, "no minutes: work_minutes_per_seat_week is "
                               "not given");
    else if (!isnan(outcome->minutes_per_unit))
        sw_effect_minutes(effect, sign * outcome->minutes_per_unit);
    else
        sw_effect_note(effect, "no minutes: minutes_per_unit is not given");
}

/* Rows that could not be used, in words. */
static void note_rows(sw_effect *effect, const sw_pilot *pilot,
                      const sw_outcome *outcome)
{
    bool nameless = sw_outcome_is_nameless(outcome);
    size_t strangers = 0, not_positive = 0;
    for (size_t i = 0; i < outcome->n; i++) {
        strangers += !sw_outcome_row_counts(pilot, outcome, nameless, i);
        not_positive += outcome->log_scale && !(outcome->value[i] > 0);
    }
    if (strangers)
        sw_effect_note(effect,
                       "%zu of %zu rows are of people who are not on the "
                       "roster or do not count",
                       strangers, outcome->n);
    if (not_positive)
        sw_effect_note(effect,
                       "%zu values are not above zero and have no logarithm",
                       not_positive);
    if (nameless && outcome->n)
        sw_effect_note(effect, "no row names a person: every row stands for "
                               "itself");
}

sw_subject sw_outcome_subject(const sw_pilot *pilot, const sw_outcome *outcome)
{
    return (sw_subject){.id = outcome->metric,
                        .label = outcome->metric,
                        .unit = outcome->log_scale ? "log ratio"
                                                   : "units of the metric",
                        .provenance = SW_MEASURED,
                        .assignment = pilot->assignment};
}

void sw_outcome_effects(GArray *effects, const sw_pilot *pilot,
                        const sw_outcome *outcome)
{
    sw_subject subject = sw_outcome_subject(pilot, outcome);
    size_t start = effects->len;
    if (outcome->by_task) {
        sw_task_effect(effects, pilot, outcome, &subject);
    } else {
        g_autoptr(sw_panel) panel = sw_outcome_panel(pilot, outcome);
        sw_panel_effects(effects, panel, &subject);
        for (size_t i = start; i < effects->len; i++)
            convert(&g_array_index(effects, sw_effect, i), outcome);
    }
    for (size_t i = start; i < effects->len; i++)
        note_rows(&g_array_index(effects, sw_effect, i), pilot, outcome);
}
