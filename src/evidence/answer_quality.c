/*
 * answer_quality.c - speeders, contradictions, and how reliable the scales are.
 */
#include <math.h>

#include "evidence/answer_checks.h"
#include "seatworth/stats_design.h"

static const double level = 0.95;

sw_quality_check sw_quality_blank(const char *name, const char *unit)
{
    return (sw_quality_check){.name = name,
                              .unit = unit,
                              .with = SW_MINUTES_UNKNOWN,
                              .without = SW_MINUTES_UNKNOWN,
                              .statistic = NAN,
                              .lower = NAN,
                              .upper = NAN};
}

void sw_quality_compare(sw_quality_check *check, const sw_answer_checks *c,
                        const bool *marked)
{
    const sw_effect *lead = sw_evidence_lead(c->e);
    if (!c->rows || !lead || !check->found)
        return;
    g_autofree bool *keep = g_new(bool, c->rows->n + 1);
    for (size_t i = 0; i < c->rows->n; i++)
        keep[i] = c->rows->person[i] < 0 || !marked[c->rows->person[i]];
    check->with = sw_minutes_of_rows(lead, c->rows, NULL);
    check->without = sw_minutes_of_rows(lead, c->rows, keep);
    check->marked = g_memdup2(marked, c->pilot->roster.n * sizeof *marked);
}

void sw_quality_add(sw_answer_checks *c, sw_quality_check check)
{
    g_array_append_val(c->out, check);
}

/* Counts response i as found, and marks its person. */
static void find(sw_quality_check *check, bool *marked, const sw_survey *survey,
                 size_t i)
{
    check->found++;
    if (survey->person[i] >= 0)
        marked[survey->person[i]] = true;
}

void sw_check_haste(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check = sw_quality_blank("speeders", "responses");
    g_autofree bool *hasty = sw_survey_hasty(survey);
    g_autofree bool *marked = g_new0(bool, c->pilot->roster.n + 1);
    for (size_t i = 0; i < survey->n; i++) {
        check.of += survey->seconds && !isnan(survey->seconds[i]);
        if (hasty[i])
            find(&check, marked, survey, i);
    }
    check.note =
        sw_message_word(check.of ? "Answered in less than a third of their "
                                   "wave's median time."
                                 : "The files do not say how long an answer "
                                   "took (a column \"duration\", or start "
                                   "and end).");
    sw_quality_compare(&check, c, marked);
    sw_quality_add(c, check);
}

/* The end of the scale that was chosen: -1 lowest, 1 highest, else 0. */
static int end_of(const sw_item *item, size_t i)
{
    double x = item->lower[i];
    return x <= 1 ? -1 : x >= item->points ? 1 : 0;
}

/* The same end on a statement and on one that is turned round. */
static bool agrees_with_both(const sw_survey *survey, size_t i)
{
    bool plain[2] = {false, false}, turned[2] = {false, false};
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind != SW_ITEM_LIKERT || isnan(item->lower[i]))
            continue;
        int end = end_of(item, i);
        if (end != 0)
            (item->reverse ? turned : plain)[end > 0] = true;
    }
    return (plain[0] && turned[0]) || (plain[1] && turned[1]);
}

static bool has_turned_items(const sw_survey *survey)
{
    bool plain = false, turned = false;
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        bool scale = item->kind == SW_ITEM_LIKERT;
        turned = turned || (scale && item->reverse);
        plain = plain || (scale && !item->reverse);
    }
    return plain && turned;
}

/* No time saved, and yet it went somewhere. */
static bool spends_what_was_not_saved(const sw_survey *survey, size_t i)
{
    bool none = false, spent = false;
    for (size_t k = 0; k < survey->n_items; k++) {
        const sw_item *item = &survey->items[k];
        if (item->kind == SW_ITEM_TIME_SAVED && !isnan(item->lower[i]))
            none = none || !(item->upper[i] > 0);
        if (item->kind == SW_ITEM_REINVESTMENT && item->text)
            spent = spent || (item->text[i] && *item->text[i] != '\0');
    }
    return none && spent;
}

typedef bool (*contradiction)(const sw_survey *survey, size_t i);

static void check_each(sw_answer_checks *c, const char *name, const char *note,
                       contradiction holds)
{
    const sw_survey *survey = &c->pilot->survey;
    sw_quality_check check = sw_quality_blank(name, "responses");
    g_autofree bool *marked = g_new0(bool, c->pilot->roster.n + 1);
    check.of = survey->n;
    for (size_t i = 0; i < survey->n; i++)
        if (holds(survey, i))
            find(&check, marked, survey, i);
    check.note = sw_message_word(note);
    sw_quality_compare(&check, c, marked);
    sw_quality_add(c, check);
}

static bool has_kind(const sw_survey *survey, sw_item_kind kind)
{
    for (size_t k = 0; k < survey->n_items; k++)
        if (survey->items[k].kind == kind)
            return true;
    return false;
}

void sw_check_contradictions(sw_answer_checks *c)
{
    const sw_survey *survey = &c->pilot->survey;
    if (has_turned_items(survey))
        check_each(c, "agrees with both",
                   "The same end of the scale on a statement and on one that "
                   "is turned round.",
                   agrees_with_both);
    if (has_kind(survey, SW_ITEM_REINVESTMENT) &&
        has_kind(survey, SW_ITEM_TIME_SAVED))
        check_each(c, "spends what was not saved",
                   "No time saved, and yet an answer to where it went.",
                   spends_what_was_not_saved);
}

/* Statements of so many points, [n_items] their numbers; returns how many. */
static size_t statements(size_t *item, const sw_survey *survey, int points)
{
    size_t n = 0;
    for (size_t k = 0; k < survey->n_items; k++)
        if (survey->items[k].kind == SW_ITEM_LIKERT &&
            survey->items[k].points == points)
            item[n++] = k;
    return n;
}

/* Scores of the responses of the last wave that answered all of them. */
static size_t complete_scores(double *x, const sw_answer_checks *c,
                              const size_t *item, size_t k)
{
    const sw_survey *survey = &c->pilot->survey;
    size_t n = 0;
    for (size_t i = 0; i < survey->n; i++) {
        bool complete = survey->wave[i] == c->responses.after;
        for (size_t j = 0; j < k && complete; j++) {
            const sw_item *s = &survey->items[item[j]];
            double score = s->lower[i];
            complete = !isnan(score);
            x[n * k + j] = s->reverse ? s->points + 1 - score : score;
        }
        n += complete;
    }
    return n;
}

static void check_scale(sw_answer_checks *c, const size_t *item, size_t k,
                        int points)
{
    sw_quality_check check = sw_quality_blank("scale", "responses");
    g_autofree double *x = g_new(double, (c->pilot->survey.n + 1) * k);
    sw_reliability alpha;
    check.of = complete_scores(x, c, item, k);
    if (check.of < (size_t)MAX(c->pilot->min_group, 2) ||
        sw_stats_alpha(&alpha, x, check.of, k, level, NULL) != SW_OK)
        return;
    check.statistic = alpha.estimate;
    check.lower = alpha.ci.lower;
    check.upper = alpha.ci.upper;
    check.note = sw_message_new("Cronbach's alpha of the %zu statements with "
                                "%d points, turned the same way; the pilot "
                                "does not say that they are one scale.",
                                k, points);
    sw_quality_add(c, check);
}

void sw_check_scales(sw_answer_checks *c)
{
    enum { POINTS_MOST = 11 };
    const sw_survey *survey = &c->pilot->survey;
    g_autofree size_t *item = g_new(size_t, survey->n_items + 1);
    for (int points = 2; points <= POINTS_MOST; points++) {
        size_t k = statements(item, survey, points);
        if (k >= 2)
            check_scale(c, item, k, points);
    }
}
