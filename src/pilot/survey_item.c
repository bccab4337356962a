/* survey_item.c - the questions of a survey, as pilot.json describes them */
#include "pilot/survey.h"

#include <math.h>
#include <string.h>

#include "base/units.h"
#include "ingest/header_name.h"

static const char *const KIND[] = {"time-saved", "time-spent", "likert",
                                   "reinvestment"};
static const char *const PERIOD[] = {"", "day", "week", "month"};

static bool mentions(const char *text, const char *const *words, size_t n)
{
    if (text == NULL)
        return false;
    g_autofree char *lower = g_ascii_strdown(text, -1);
    for (size_t i = 0; i < n; i++)
        if (strstr(lower, words[i]) != NULL)
            return true;
    return false;
}

/* What a bare number counts: `unit`, else what the question or the id speaks
 * of, else minutes; a guess is said. */
static double unit_of(const sw_load *load, const sw_json *v)
{
    static const char *const HOURS[] = {"hour", "stunde", "heure", "hora"};
    static const char *const MINUTES[] = {"minut"};
    const char *unit = sw_member_text(v, "unit");
    const char *texts[] = {sw_member_text(v, "question"),
                           sw_member_text(v, "id")};
    if (unit != NULL)
        return g_str_has_prefix(unit, "hour") ? SW_MINUTES_PER_HOUR : 1;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (mentions(texts[i], MINUTES, G_N_ELEMENTS(MINUTES)))
            return 1;
        if (mentions(texts[i], HOURS, G_N_ELEMENTS(HOURS))) {
            sw_load_problem(load, SW_NOTE, "unit-hours", v,
                            "give unit to be sure",
                            "plain numbers are read as hours, because the "
                            "question speaks of hours");
            return SW_MINUTES_PER_HOUR;
        }
    }
    return 1;
}

static bool lower_is_better(const sw_json *v, sw_item_kind kind)
{
    const char *better = sw_member_text(v, "better");
    if (better == NULL)
        return kind == SW_ITEM_TIME_SPENT;
    return strcmp(better, "lower") == 0;
}

/* A scale that counts down (1 is the best) is a reversed one. */
static bool is_reversed(const sw_json *v)
{
    const char *direction = sw_member_text(v, "direction");
    bool down = direction != NULL && strcmp(direction, "descending") == 0;
    return sw_member_flag(v, "reverse", false) != down;
}

sw_item sw_survey_item(const sw_load *load, const sw_json *v)
{
    enum { USUAL_POINTS = 5 };
    sw_item item = {
        .id = sw_keep(load, sw_member_text(v, "id")),
        .question = sw_keep(load, sw_member_text(v, "question")),
        .kind = (sw_item_kind)sw_member_choice(
            v, "kind", KIND, G_N_ELEMENTS(KIND), SW_ITEM_OTHER),
        .per = (sw_period)sw_member_choice(
            v, "per", PERIOD, G_N_ELEMENTS(PERIOD), SW_PERIOD_UNKNOWN),
        .points = sw_member_int(v, "points", USUAL_POINTS),
        .reverse = is_reversed(v),
        .guardrail = sw_member_flag(v, "guardrail", false),
        .margin = sw_member_number(v, "margin"),
        .unit_minutes = 1,
    };
    item.lower_is_better = lower_is_better(v, item.kind);
    if (item.per == SW_PERIOD_UNKNOWN && item.question != NULL) {
        g_autofree char *words = sw_header_fold(item.question);
        item.per = sw_question_period(words);
    }
    if (item.kind == SW_ITEM_TIME_SAVED || item.kind == SW_ITEM_TIME_SPENT)
        item.unit_minutes = unit_of(load, v);
    return item;
}
