/*
 * answer_checks.c - the quality of the survey's answers: each finding counted,
 * with the lead's minutes with and without the people concerned.
 */
#include <math.h>
#include <string.h>

#include "evidence/answer_checks.h"

/* Fewer scores than this in a row and all alike says little. */
enum { LINE_ITEMS = 3 };
static const double minutes_per_hour = 60;

static void duplicates(sw_answer_checks *c)
{
    sw_quality_check check =
        sw_quality_blank("duplicate responses", "responses");
    check.found = c->pilot->survey.n_duplicates;
    check.of = c->pilot->survey.n + check.found;
    check.note =
        sw_message_word("Of several responses of a person in a wave the last "
                        "is kept.");
    sw_quality_add(c, check);
}

/* Whether response i gives one score to every scale, and to enough of them. */
static bool is_straight(const sw_survey *survey, size_t i)
{
    double first = NAN;
    size_t n = 0;
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind != SW_ITEM_LIKERT || isnan(item->lower[i]))
            continue;
        if (n++ == 0)
            first = item->lower[i];
        else if (item->lower[i] < first || item->lower[i] > first)
            return false;
    }
    return n >= LINE_ITEMS;
}

static void straight_lines(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check = sw_quality_blank("straight-lining", "responses");
    g_autofree bool *marked = g_new0(bool, c->pilot->roster.n + 1);
    for (size_t i = 0; i < survey->n; i++) {
        check.of++;
        if (!is_straight(survey, i))
            continue;
        check.found++;
        if (survey->person[i] >= 0)
            marked[survey->person[i]] = true;
    }
    check.note = sw_message_new("The same score on all of %d or more scales.",
                                LINE_ITEMS);
    sw_quality_compare(&check, c, marked);
    sw_quality_add(c, check);
}

/* Minutes of a working day, or as many of another period. */
static double most_minutes(const sw_pilot *pilot, sw_period per)
{
    double week = sw_inputs_value(&pilot->inputs, SW_IN_HOURS_PER_WEEK) *
                  minutes_per_hour;
    double days = sw_inputs_value(&pilot->inputs, SW_IN_DAYS_PER_WEEK);
    switch (per) {
    case SW_PERIOD_DAY:
        return week / days;
    case SW_PERIOD_WEEK:
        return week;
    case SW_PERIOD_MONTH:
        return week * 52.1775 / 12;
    case SW_PERIOD_UNKNOWN:
        break;
    }
    return NAN;
}

/* More saved than there is working time. */
static void impossible(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check = sw_quality_blank("impossible minutes", "answers");
    g_autofree bool *marked = g_new0(bool, c->pilot->roster.n + 1);
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind != SW_ITEM_TIME_SAVED)
            continue;
        double most = most_minutes(c->pilot, item->per);
        for (size_t i = 0; i < survey->n; i++) {
            check.of += isnan(item->lower[i]) ? 0 : 1;
            if (!(item->lower[i] > most))
                continue;
            check.found++;
            if (survey->person[i] >= 0)
                marked[survey->person[i]] = true;
        }
    }
    check.note =
        sw_message_word("More time saved than the working time there is.");
    sw_quality_compare(&check, c, marked);
    sw_quality_add(c, check);
}

/* People of whom the usage file knows no use at all. */
static bool *never_used(const sw_pilot *pilot)
{
    const sw_usage *usage = &pilot->usage;
    bool *never = g_new(bool, pilot->roster.n + 1);
    for (size_t i = 0; i < pilot->roster.n; i++)
        never[i] = true;
    for (size_t i = 0; i < usage->n; i++)
        if (usage->person[i] >= 0 &&
            (usage->active_days[i] > 0 || usage->actions[i] > 0 ||
             usage->minutes[i] > 0))
            never[usage->person[i]] = false;
    return never;
}

static void contradictions(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check = sw_quality_blank("saved without use", "answers");
    if (!c->pilot->usage.n)
        return;
    g_autofree bool *never = never_used(c->pilot);
    g_autofree bool *marked = g_new0(bool, c->pilot->roster.n + 1);
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind != SW_ITEM_TIME_SAVED)
            continue;
        for (size_t i = 0; i < survey->n; i++) {
            int who = survey->person[i];
            if (who < 0 || !(item->upper[i] > 0))
                continue;
            check.of++;
            marked[who] = marked[who] || never[who];
            check.found += never[who];
        }
    }
    check.note = sw_message_word("Time saved, but no use in the usage file.");
    sw_quality_compare(&check, c, marked);
    sw_quality_add(c, check);
}

/* Answered before, and after too? */
static void attrition(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    const sw_roster *roster = &c->pilot->roster;
    sw_quality_check check =
        sw_quality_blank("lost between the waves", "people");
    g_autofree bool *before = g_new0(bool, roster->n + 1);
    g_autofree bool *after = g_new0(bool, roster->n + 1);
    size_t in[2] = {0, 0}, lost[2] = {0, 0};
    for (size_t i = 0; i < survey->n; i++) {
        int who = survey->person[i];
        if (who < 0 || !sw_person_counts(&roster->people[who]))
            continue;
        bool *wave = survey->wave[i] == SW_WAVE_BEFORE ? before : after;
        wave[who] = wave[who] || survey->wave[i] == SW_WAVE_BEFORE ||
                    survey->wave[i] == c->responses.after;
    }
    for (size_t i = 0; i < roster->n; i++) {
        sw_arm arm = roster->people[i].arm;
        in[arm] += before[i];
        lost[arm] += before[i] && !after[i];
    }
    check.found = lost[0] + lost[1];
    check.of = in[0] + in[1];
    if (!check.of)
        return;
    check.note = sw_message_new(
        "Answered before and not after: %zu of %zu of the pilot group, %zu of "
        "%zu of the control group.",
        lost[SW_ARM_PILOT], in[SW_ARM_PILOT], lost[SW_ARM_CONTROL],
        in[SW_ARM_CONTROL]);
    sw_quality_add(c, check);
}

/* "31-60" that a spreadsheet took for a date: months as words or numbers. */
static bool looks_like_a_date(const char *text)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr",
                                         "may", "jun", "jul", "aug",
                                         "sep", "oct", "nov", "dec"};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    size_t digits = strspn(lower, "0123456789");
    if (digits > 0 && strchr("-/. ", lower[digits]) && lower[digits])
        for (size_t m = 0; m < G_N_ELEMENTS(months); m++)
            if (g_str_has_prefix(lower + digits + 1, months[m]))
                return true;
    for (size_t m = 0; m < G_N_ELEMENTS(months); m++)
        if (g_str_has_prefix(lower, months[m]) && strlen(lower) > 3 &&
            strchr("-/. ", lower[3]))
            return true;
    return false;
}

static void damaged_bins(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check =
        sw_quality_blank("ranges turned into dates", "answers");
    size_t unread = 0;
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind != SW_ITEM_TIME_SAVED &&
            item->kind != SW_ITEM_TIME_SPENT)
            continue;
        for (size_t i = 0; i < survey->n; i++)
            check.of += item->text[i] && *item->text[i] != '\0';
        for (size_t j = 0; j < item->n_unread; j++) {
            const sw_unread_answer *a = &item->unread_answer[j];
            check.found += looks_like_a_date(a->text) ? a->count : 0;
            unread += a->count;
        }
    }
    check.of += unread;
    check.note = sw_message_new("A spreadsheet can turn 2-5 into a date; %zu "
                                "answers could not be read.",
                                unread);
    sw_quality_add(c, check);
}

void sw_check_answers(sw_evidence *e, const sw_pilot *pilot)
{
    if (!pilot->survey.n)
        return;
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_rows) rows =
        lead && lead->provenance == SW_SURVEY ? sw_rows_of(lead, pilot) : NULL;
    sw_answer_checks c = {
        .e = e,
        .pilot = pilot,
        .responses = sw_responses_of(pilot),
        .rows = rows,
        .out = g_array_new(FALSE, FALSE, sizeof(sw_quality_check))};
    duplicates(&c);
    straight_lines(&c);
    impossible(&c);
    contradictions(&c);
    attrition(&c);
    damaged_bins(&c);
    sw_check_haste(&c);
    sw_check_contradictions(&c);
    sw_check_scales(&c);
    e->n_checks = c.out->len;
    e->checks = (sw_quality_check *)(void *)g_array_free(c.out, FALSE);
}
