/*
 * evidence_fixture.h - pilots made in memory, of the same integer formulas as
 * tests/reference/evidence.R.
 */
#ifndef SW_EVIDENCE_FIXTURE_H
#define SW_EVIDENCE_FIXTURE_H

#include "evidence/evidence.h"

enum { PEOPLE = 48, PILOT_PEOPLE = 24, TEAM_SIZE = 4, TASKS = 6 };

static inline double before_minutes(int i)
{
    return 300 + (i * 37) % 61 + 5 * ((i / TEAM_SIZE) % 4);
}

static inline double after_minutes(int i)
{
    double saved = i < PILOT_PEOPLE ? 25 + (i * 17) % 13 : 0;
    return before_minutes(i) * 0.8 + 40 + (i * 53) % 41 - saved;
}

static inline double saved_minutes(int i)
{
    return 5 + (i * 7) % 31;
}

static char *const fixture_departments[] = {"Chemistry", "Finance", "Legal"};

/* 24 people with seats in teams 0-5, 24 without in teams 6-11. */
static inline void fixture_people(sw_pilot *pilot, bool teams)
{
    sw_roster *roster = &pilot->roster;
    roster->n = PEOPLE;
    roster->has_arm = true;
    roster->people = g_new0(sw_person, PEOPLE);
    roster->n_departments = 3;
    roster->departments = (char **)fixture_departments;
    roster->n_teams = teams ? PEOPLE / TEAM_SIZE : 0;
    roster->assigned = roster->held = PILOT_PEOPLE;
    for (int i = 0; i < PEOPLE; i++)
        roster->people[i] = (sw_person){
            .arm = i < PILOT_PEOPLE ? SW_ARM_PILOT : SW_ARM_CONTROL,
            .department = i % 3,
            .team = teams ? i / TEAM_SIZE : -1,
            .hourly_cost = 40 + (i * i * 5) % 11,
            .seat_from = SW_DAY_NONE,
            .status = SW_PERSON_ACTIVE,
            .fte = 1,
            .holds_seat = i < PILOT_PEOPLE,
            .eligible = i < PILOT_PEOPLE,
            .last_activity = SW_DAY_NONE,
        };
}

static inline void fixture_define(sw_pilot *pilot, size_t id, double value)
{
    sw_input_define(sw_inputs_at(&pilot->inputs, id), sw_constant(value),
                    SW_ASSUMPTION);
}

/* Nobody's department is known: the pilot is one segment. */
static inline void fixture_undivide(sw_pilot *pilot)
{
    for (size_t i = 0; i < pilot->roster.n; i++)
        pilot->roster.people[i].department = -1;
}

static inline sw_pilot *fixture_new(bool teams)
{
    sw_pilot *pilot = g_new0(sw_pilot, 1);
    sw_inputs_init(&pilot->inputs);
    fixture_people(pilot, teams);
    pilot->start = sw_date_from_ymd(2024, 1, 1);
    pilot->end = sw_date_from_ymd(2024, 6, 30);
    pilot->assignment = SW_ASSIGN_VOLUNTEERS;
    pilot->expected_split_pilot = pilot->expected_split_control = NAN;
    pilot->policy.effect_scale = 30;
    pilot->policy.idle_days = 28;
    pilot->policy.bias_b_sd = 0.25;
    pilot->policy.bias_c_mean = -0.3;
    pilot->policy.bias_c_sd = 0.4;
    fixture_define(pilot, SW_IN_DAYS_PER_WEEK, 5);
    fixture_define(pilot, SW_IN_SELF_REPORT, 0.5);
    fixture_define(pilot, SW_IN_REWORK, 0.1);
    fixture_define(pilot, SW_IN_TRANSPORT, 1);
    fixture_define(pilot, SW_IN_PERSISTENCE, 0.8);
    fixture_define(pilot, SW_IN_REALISATION, 0.5);
    fixture_define(pilot, SW_IN_KAPPA, 0.6);
    fixture_define(pilot, SW_IN_R_MISS, 0.1);
    fixture_define(pilot, SW_IN_R_MISS_CONTROL, 0);
    return pilot;
}

/* Room for responses of `people` in two waves, before first, no item yet. */
static inline void fixture_waves(sw_pilot *pilot, int people)
{
    sw_survey *survey = &pilot->survey;
    survey->n = 2 * (size_t)people;
    survey->person = g_new(int, survey->n);
    survey->wave = g_new(int, survey->n);
    for (int i = 0; i < people; i++) {
        survey->person[i] = survey->person[people + i] = i;
        survey->wave[i] = SW_WAVE_BEFORE;
        survey->wave[people + i] = SW_WAVE_AFTER;
    }
}

/* Appends an item nobody answered. */
static inline sw_item *fixture_item(sw_pilot *pilot, const char *id,
                                    sw_item_kind kind)
{
    sw_survey *survey = &pilot->survey;
    survey->items = g_renew(sw_item, survey->items, survey->n_items + 1);
    sw_item *item = &survey->items[survey->n_items++];
    *item = (sw_item){.id = g_strdup(id),
                      .question = g_strdup(id),
                      .kind = kind,
                      .per = SW_PERIOD_DAY,
                      .unit_minutes = 1,
                      .points = 5,
                      .lower_is_better = kind == SW_ITEM_TIME_SPENT,
                      .margin = NAN,
                      .lower = g_new(double, survey->n),
                      .upper = g_new(double, survey->n),
                      .text = g_new(const char *, survey->n)};
    for (size_t i = 0; i < survey->n; i++) {
        item->lower[i] = item->upper[i] = NAN;
        item->text[i] = "";
    }
    return item;
}

static inline void fixture_answer(sw_item *item, size_t i, double value)
{
    item->lower[i] = item->upper[i] = value;
}

/* An outcome with room for n rows and q covariates. */
static inline sw_outcome *fixture_outcome(sw_pilot *pilot, const char *metric,
                                          size_t n, size_t q)
{
    pilot->outcomes =
        g_renew(sw_outcome, pilot->outcomes, pilot->n_outcomes + 1);
    sw_outcome *outcome = &pilot->outcomes[pilot->n_outcomes++];
    *outcome = (sw_outcome){.metric = g_strdup(metric),
                            .minutes_per_unit = NAN,
                            .work_minutes_per_seat_week = NAN,
                            .margin = NAN,
                            .n = n,
                            .n_covariates = q,
                            .person = g_new0(int, n),
                            .day = g_new0(sw_day, n),
                            .after = g_new0(bool, n),
                            .arm = g_new0(sw_arm, n),
                            .value = g_new0(double, n),
                            .covariate = g_new0(double, n *q + 1),
                            .covariate_names = g_new0(char *, q + 1)};
    for (size_t c = 0; c < q; c++)
        outcome->covariate_names[c] = (char *)(uintptr_t) "covariate";
    return outcome;
}

static inline void fixture_free(sw_pilot *pilot)
{
    for (size_t i = 0; i < pilot->survey.n_items; i++) {
        sw_item *item = &pilot->survey.items[i];
        g_free(item->id);
        g_free(item->question);
        g_free(item->lower);
        g_free(item->upper);
        g_free(item->text);
    }
    g_free(pilot->survey.items);
    g_free(pilot->survey.person);
    g_free(pilot->survey.wave);
    for (size_t i = 0; i < pilot->n_outcomes; i++) {
        sw_outcome *outcome = &pilot->outcomes[i];
        g_free(outcome->metric);
        g_free(outcome->person);
        g_free(outcome->day);
        g_free(outcome->after);
        g_free(outcome->arm);
        g_free(outcome->value);
        g_free(outcome->covariate);
        g_free(outcome->covariate_names);
    }
    g_free(pilot->outcomes);
    g_free(pilot->usage.person);
    g_free(pilot->usage.day);
    g_free(pilot->usage.active_days);
    g_free(pilot->usage.actions);
    g_free(pilot->usage.minutes);
    g_free(pilot->roster.people);
    sw_inputs_clear(&pilot->inputs);
    g_free(pilot);
}

/* Both waves of both arms, time spent a day. */
static inline sw_item *fixture_time_spent(sw_pilot *pilot)
{
    if (!pilot->survey.n)
        fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "time_spent", SW_ITEM_TIME_SPENT);
    for (int i = 0; i < PEOPLE; i++) {
        fixture_answer(item, (size_t)i, before_minutes(i));
        fixture_answer(item, (size_t)(PEOPLE + i), after_minutes(i));
    }
    return item;
}

/* What the pilot group says it saves a day. */
static inline sw_item *fixture_time_saved(sw_pilot *pilot)
{
    if (!pilot->survey.n)
        fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "time_saved", SW_ITEM_TIME_SAVED);
    for (int i = 0; i < PILOT_PEOPLE; i++)
        fixture_answer(item, (size_t)(PEOPLE + i), saved_minutes(i));
    return item;
}

static inline sw_evidence *fixture_estimate(sw_pilot *pilot)
{
    sw_evidence *e = NULL;
    sw_error err = {0};
    if (sw_evidence_estimate(&e, pilot, &err) != SW_OK)
        return NULL;
    return e;
}

#endif
