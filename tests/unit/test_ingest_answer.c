/* Survey answers: durations and rating scales (FORMATS 8). */
#include "ingest/answer.h"

#include <glib.h>

#include "sw_test.h"

#define BAD (-1.0)
#define MISSING (-2.0)
#define NO SW_PERIOD_UNKNOWN
#define DAY SW_PERIOD_DAY
#define WEEK SW_PERIOD_WEEK
#define MONTH SW_PERIOD_MONTH

typedef struct answer {
    const char *text;
    double lower, upper;
    sw_period period;
} answer;

/* Bare numbers are minutes. */
static const answer answers[] = {
    {"45", 45, 45, NO},
    {"0", 0, 0, NO},
    {"15 minutes", 15, 15, NO},
    {"About 15 minutes per day", 15, 15, DAY},
    {"About 1 hour or more per day", 60, INFINITY, DAY},
    {"No time saved (0 minutes)", 0, 0, NO},
    {"None", 0, 0, NO},
    {"nothing", 0, 0, NO},
    {"15-30 minutes", 15, 30, NO},
    {"15 – 30 min", 15, 30, NO},
    {"15 to 30 minutes", 15, 30, NO},
    {"between 15 and 30 minutes per week", 15, 30, WEEK},
    {"from 1 to 2 hours", 60, 120, NO},
    {"31-60 minutes", 31, 60, NO},
    {"0-15 minutes", 0, 15, NO},
    {"30 min - 1 hour", 30, 60, NO},
    {"30 minutes to 1 hour", 30, 60, NO},
    {"15 to under 30 minutes", 15, 30, NO},
    {"1–2 hours", 60, 120, NO},
    {"1–2 hours per week", 60, 120, WEEK},
    {"2-4 hours a month", 120, 240, MONTH},
    {"Less than 15 minutes", 0, 15, NO},
    {"less than 1 hour per week", 0, 60, WEEK},
    {"<5 min", 0, 5, NO},
    {"< 5", 0, 5, NO},
    {"≤ 10 min", 0, 10, NO},
    {"up to half an hour", 0, 30, NO},
    {"More than 1 hour", 60, INFINITY, NO},
    {"> 2 h", 120, INFINITY, NO},
    {"over an hour", 60, INFINITY, NO},
    {"30+", 30, INFINITY, NO},
    {"30+ minutes", 30, INFINITY, NO},
    {"2+ hours", 120, INFINITY, NO},
    {"60 minutes or more", 60, INFINITY, NO},
    {"10 minutes or less", 0, 10, NO},
    {"half an hour", 30, 30, NO},
    {"an hour and a half", 90, 90, NO},
    {"1h30", 90, 90, NO},
    {"1:30", 90, 90, NO},
    {"1 hour 30 minutes", 90, 90, NO},
    {"1 hour and 15 min daily", 75, 75, DAY},
    {"1.5 hours", 90, 90, NO},
    {"1 1/2 hours", 90, 90, NO},
    {"1½ hours", 90, 90, NO},
    {"½ day per week", 240, 240, WEEK},
    {"~20 min/day", 20, 20, DAY},
    {"15 minutes saved per day", 15, 15, DAY},
    {"b) Less than 15 minutes", 0, 15, NO},
    {"1,5 Std.", 90, 90, NO},
    {"ca. 20 Minuten pro Tag", 20, 20, DAY},
    {"Weniger als 15 Minuten", 0, 15, NO},
    {"bis zu 2 Stunden pro Woche", 0, 120, WEEK},
    {"Mehr als 1 Stunde", 60, INFINITY, NO},
    {"15 bis 30 Minuten", 15, 30, NO},
    {"eine halbe Stunde", 30, 30, NO},
    {"zwischen 1 und 2 Stunden", 60, 120, NO},
    {"keine", 0, 0, NO},
    {"minder dan 15 minuten per dag", 0, 15, DAY},
    {"meer dan 2 uur per week", 120, INFINITY, WEEK},
    {"een half uur", 30, 30, NO},
    {"moins de 15 minutes par jour", 0, 15, DAY},
    {"plus d'une heure", 60, INFINITY, NO},
    {"de 15 à 30 minutes", 15, 30, NO},
    {"2 heures par semaine", 120, 120, WEEK},
    {"menos de 15 minutos al día", 0, 15, DAY},
    {"más de 1 hora", 60, INFINITY, NO},
    {"entre 1 y 2 horas por semana", 60, 120, WEEK},
    {"media hora", 30, 30, NO},
    {"ninguno", 0, 0, NO},
    {"10-May", BAD, 0, NO},
    {"15. Okt", BAD, 0, NO},
    {"May 10", BAD, 0, NO},
    {"2026-10-05", BAD, 0, NO},
    {"5/10/2026", BAD, 0, NO},
    {"1/2/2026", BAD, 0, NO},
    {"05.10.2026", BAD, 0, NO},
    {"46300", BAD, 0, NO},
    {"30-15 minutes", BAD, 0, NO},
    {"15-15 minutes", BAD, 0, NO},
    {"less than 0", BAD, 0, NO},
    {"-15", BAD, 0, NO},
    {"a lot", BAD, 0, NO},
    {"20 %", BAD, 0, NO},
    {"15 minutes per day per week", BAD, 0, NO},
    {"15 minutes or 30", BAD, 0, NO},
    {"", MISSING, 0, NO},
    {"n/a", MISSING, 0, NO},
    {"Don’t know", MISSING, 0, NO},
    {"kann ich nicht beurteilen", MISSING, 0, NO},
    {"Prefer not to say", MISSING, 0, NO}};

static void durations_become_intervals(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(answers); i++) {
        const answer *a = &answers[i];
        sw_duration d = {0};
        sw_cell_status got = sw_answer_duration(&d, a->text, 1.0);
        sw_cell_status want = a->lower > BAD       ? SW_CELL_OK
                              : a->lower > MISSING ? SW_CELL_BAD
                                                   : SW_CELL_MISSING;
        if (got != want)
            fail_msg("%s: status %d, want %d", a->text, got, want);
        if (want != SW_CELL_OK)
            continue;
        assert_close(d.lower, a->lower, 0, 1e-12, a->text);
        assert_close(d.upper, a->upper, 0, 1e-12, a->text);
        if (d.period != a->period)
            fail_msg("%s: period %d", a->text, d.period);
    }
}

static void neighbouring_bins_meet(void **state)
{
    (void)state;
    static const char *const bins[] = {"Less than 15 minutes", "15-30 minutes",
                                       "30-60 minutes", "1-2 hours",
                                       "2 hours or more"};
    double end = 0.0;
    for (size_t i = 0; i < COUNT(bins); i++) {
        sw_duration d;
        assert_int_equal(sw_answer_duration(&d, bins[i], 1.0), SW_CELL_OK);
        assert_close(d.lower, end, 0, 0, bins[i]);
        end = d.upper;
    }
}

static void bare_numbers_take_the_unit_of_the_item(void **state)
{
    (void)state;
    sw_duration d;
    assert_int_equal(sw_answer_duration(&d, "1-2", 60.0), SW_CELL_OK);
    assert_close(d.lower, 60, 0, 0, "1-2");
    assert_close(d.upper, 120, 0, 0, "1-2");
    assert_int_equal(sw_answer_duration(&d, "30 min", 60.0), SW_CELL_OK);
    assert_close(d.lower, 30, 0, 0, "30 min");
}

typedef struct rating {
    const char *text;
    int points;
    double want;
} rating;

static const rating ratings[] = {{"4", 5, 4},
                                 {"4.0", 5, 4},
                                 {"0", 5, BAD},
                                 {"6", 5, BAD},
                                 {"3.5", 5, BAD},
                                 {"6", 7, 6},
                                 {"4 - Agree", 5, 4},
                                 {"1 – Strongly disagree", 5, 1},
                                 {"1 - Strongly agree", 5, BAD},
                                 {"Strongly Agree", 5, 5},
                                 {"agree", 5, 4},
                                 {"agree", 7, 6},
                                 {"Somewhat agree", 5, 4},
                                 {"Somewhat agree", 7, 5},
                                 {"Slightly disagree", 7, 3},
                                 {"Slightly disagree", 5, BAD},
                                 {"Neither agree nor disagree", 5, 3},
                                 {"Neutral", 7, 4},
                                 {"Agree (4)", 5, 4},
                                 {"d. Agree", 5, 4},
                                 {"Very satisfied", 5, 5},
                                 {"Dissatisfied", 5, 2},
                                 {"Never", 5, 1},
                                 {"Always", 5, 5},
                                 {"very good", 5, 4},
                                 {"agree", 4, BAD},
                                 {"purple", 5, BAD},
                                 {"Don't know", 5, MISSING},
                                 {"N/A", 5, MISSING},
                                 {"", 5, MISSING}};

static void labels_become_points(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ratings); i++) {
        const rating *r = &ratings[i];
        double x = 0.0;
        sw_cell_status got = sw_answer_likert(&x, r->text, r->points);
        double value = got == SW_CELL_OK    ? x
                       : got == SW_CELL_BAD ? BAD
                                            : MISSING;
        assert_close(value, r->want, 0, 0, r->text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_become_intervals),
        cmocka_unit_test(neighbouring_bins_meet),
        cmocka_unit_test(bare_numbers_take_the_unit_of_the_item),
        cmocka_unit_test(labels_become_points)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
