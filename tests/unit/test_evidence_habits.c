/*
 * Seats at different dates, habits, the checks of the answers, and pilots that
 * can hardly be estimated.
 */
#include "sw_test.h"

#include "evidence_fixture.h"
#include "said.h"

enum { COHORT_PEOPLE = 30, PERIODS = 6, WEEKS = 16 };

/* 8 people with a seat from the third period on, 10 from the fifth, 12
 * without, as in tests/reference/evidence_scrutiny.R. */
static sw_pilot *seats_at_two_dates(void)
{
    sw_pilot *pilot = fixture_new(false);
    pilot->roster.n = COHORT_PEOPLE;
    sw_outcome *o = fixture_outcome(pilot, "cases", COHORT_PEOPLE * PERIODS, 0);
    o->minutes_per_unit = 10;
    for (int i = 0; i < COHORT_PEOPLE; i++) {
        sw_person *person = &pilot->roster.people[i];
        int first = i < 8 ? 3 : i < 18 ? 5 : 99;
        person->arm = first < 99 ? SW_ARM_PILOT : SW_ARM_CONTROL;
        person->eligible = first < 99;
        person->seat_from =
            first < 99 ? pilot->start + 7 * (first - 3) : SW_DAY_NONE;
        for (int t = 1; t <= PERIODS; t++) {
            int row = i * PERIODS + t - 1, k = i + 1;
            o->person[row] = i;
            o->day[row] = pilot->start + 7 * (t - 3);
            o->after[row] = t >= 3;
            o->arm[row] = person->arm;
            o->value[row] = (k * 7) % 11 + 2 * t + (k * t * 5) % 7 +
                            (t >= first ? 4 + t - first : 0);
        }
    }
    return pilot;
}

static void compares_cohorts_with_those_without_a_seat(void **state)
{
    (void)state;
    sw_pilot *pilot = seats_at_two_dates();
    sw_evidence *e = fixture_estimate(pilot);
    const sw_staggered *s = e->staggered;
    assert_int_equal(s->n_cohorts, 2);
    assert_int_equal(s->cohorts[0].people, 8);
    assert_int_equal(s->cohorts[1].people, 10);
    assert_int_equal(s->never, 12);
    assert_close(s->cohorts[0].estimate, 5.58806818181818, 1e-11, 0, "third");
    assert_close(s->cohorts[0].se, 0.937701561261153, 1e-11, 0, "third se");
    assert_close(s->cohorts[1].estimate, 4.25, 1e-11, 0, "fifth");
    assert_close(s->cohorts[1].se, 1.02395939792365, 1e-11, 0, "fifth se");
    assert_close(s->cohorts[0].before, -0.386363636363636, 1e-11, 0, "placebo");
    assert_close(s->cohorts[0].before_se, 0.907957446352374, 1e-11, 0,
                 "placebo se");
    assert_close(s->estimate, 4.84469696969697, 1e-11, 0, "overall");
    assert_close(s->se, 0.760548915104767, 1e-11, 0, "overall se");
    assert_close(s->df, 29, 0, 0, "df");
    assert_close(s->effect.minutes, 48.4469696969697, 1e-11, 0, "minutes");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* People in teams of `size`, whole cohorts apart: sizes divide 8, 10 and 12. */
static void put_in_teams(sw_pilot *pilot, int size)
{
    pilot->roster.n_teams = COHORT_PEOPLE;
    for (int i = 0; i < COHORT_PEOPLE; i++)
        pilot->roster.people[i].team = i / size;
}

static void leaves_each_team_out_of_the_cohorts(void **state)
{
    (void)state;
    sw_pilot *pilot = seats_at_two_dates();
    put_in_teams(pilot, 2);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_staggered *s = e->staggered;
    assert_true(s->by_team);
    assert_close(s->cohorts[0].se, 0.701867248616243, 1e-11, 0, "third se");
    assert_close(s->cohorts[1].se, 1.14017542509914, 1e-11, 0, "fifth se");
    assert_close(s->cohorts[0].before_se, 0.558617822893141, 1e-11, 0,
                 "placebo se");
    assert_close(s->se, 0.77874643633156, 1e-11, 0, "overall se");
    assert_close(s->df, 14, 0, 0, "teams less one");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* A cohort of one team is left out and said; where every one is, nothing of the
 * outcome is estimated, and no comparison of the arms stands for it. */
static void cohorts_of_one_team_are_not_estimated(void **state)
{
    (void)state;
    for (int all = 0; all <= 1; all++) {
        sw_pilot *pilot = seats_at_two_dates();
        put_in_teams(pilot, 2);
        for (int i = 0; i < (all ? 18 : 8); i++)
            pilot->roster.people[i].team = i < 8 ? 0 : 1;
        sw_evidence *e = fixture_estimate(pilot);
        const sw_staggered *s = e->staggered;
        assert_int_equal(s->n_cohorts, !all);
        if (all) {
            assert_true(isnan(s->estimate));
            assert_non_null(strstr(said(s->note), "not estimable"));
            assert_int_equal(e->lead, SIZE_MAX);
        } else {
            assert_close(s->estimate, 4.25, 1e-11, 0, "the fifth alone");
            assert_close(s->se, 1.14017542509914, 1e-11, 0, "its error");
            assert_close(s->df, 10, 0, 0, "its teams less one");
            assert_non_null(strstr(said(s->note), "1 are left out"));
        }
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* One of the arms has a seat from the third period, some of the other from the
 * fifth: the control group that got seats halfway. */
static void counts_late_seats_of_the_control_group_as_a_cohort(void **state)
{
    (void)state;
    sw_pilot *pilot = seats_at_two_dates();
    for (int i = 8; i < 18; i++) {
        pilot->roster.people[i].arm = SW_ARM_CONTROL;
        pilot->roster.people[i].eligible = false;
        for (int t = 0; t < PERIODS; t++)
            pilot->outcomes[0].arm[i * PERIODS + t] = SW_ARM_CONTROL;
    }
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->staggered->estimate, 4.84469696969697, 1e-11, 0, "overall");
    assert_true(e->contamination->diluted);
    assert_close(e->contamination->uptake_control, 10.0 / 22, 1e-14, 0,
                 "uptake");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static bool warns_of_ceiling(const sw_evidence *e)
{
    for (guint i = 0; i < e->warnings->len; i++)
        if (strstr(said(g_ptr_array_index(e->warnings, i)), "heads for"))
            return true;
    return false;
}

/* Person i uses it in week w from week i on: 24 people over 16 weeks; the last
 * four never do, the first two stop in the fifth week. */
static bool uses(int i, int w)
{
    if (i >= PILOT_PEOPLE - 4)
        return false;
    return w >= i % 8 && (i >= 2 || w < 5);
}

static void add_weeks(sw_pilot *pilot)
{
    sw_usage *usage = &pilot->usage;
    usage->n = PILOT_PEOPLE * WEEKS;
    usage->period_days = 7;
    usage->person = g_new(int, usage->n);
    usage->day = g_new(sw_day, usage->n);
    usage->active_days = g_new(double, usage->n);
    usage->actions = g_new(double, usage->n);
    usage->minutes = g_new(double, usage->n);
    for (int i = 0; i < PILOT_PEOPLE; i++)
        for (int w = 0; w < WEEKS; w++) {
            int row = i * WEEKS + w;
            usage->person[row] = i;
            usage->day[row] = pilot->start + 7 * w;
            usage->active_days[row] = uses(i, w) ? 1 + i % 5 : 0;
            usage->actions[row] = usage->minutes[row] = NAN;
        }
}

static void turns_use_into_people(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    for (int i = 0; i < PEOPLE; i++)
        pilot->roster.people[i].seat_from = SW_DAY_NONE;
    add_weeks(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_habits *h = e->habits;
    assert_int_equal(h->seats, 24);
    assert_int_equal(h->ever, 20);
    assert_int_equal(h->never, 4);
    assert_int_equal(h->lapsed, 2);
    assert_int_equal(h->active, 18);
    assert_int_equal(h->active + h->lapsed + h->never, h->seats);
    /* In 9 of the last 12 weeks: those who began by the seventh week and stay:
     * i % 8 <= 7 is the week of the first use, 16 - 12 = 4, so all 18. */
    assert_int_equal(h->habitual, 18);
    /* At least 36 days of the last 84: those with 3 to 5 a week, but for the
     * ones who began too late. */
    size_t power = 0;
    for (int i = 2; i < PILOT_PEOPLE - 4; i++)
        power += (1 + i % 5) * (WEEKS - MAX(4, i % 8)) >= 36;
    assert_int_equal(h->power, power);
    assert_close(h->first_use_share, 20.0 / 24, 1e-12, 0, "share");
    /* Half have used it after the fourth week, the others not before the next:
     * the middle of the two. */
    assert_close(h->first_use_median, 3.5, 1e-12, 0, "median");
    /* Three began in the first week, three in the second: Kaplan-Meier's 18 of
     * 24 without, log S +- z sqrt(sum d / (r (r - d))). */
    const sw_habit_point *second = &h->first_use[1];
    double reach = 1.959963984540054 * sqrt(3. / (24 * 21) + 3. / (21 * 18));
    assert_close(second->week, 1, 1e-14, 0, "second week");
    assert_close(second->share, 0.25, 1e-14, 0, "begun");
    assert_close(second->lower, 1 - 0.75 * exp(reach), 1e-12, 0, "at least");
    assert_close(second->upper, 1 - 0.75 * exp(-reach), 1e-12, 0, "at most");
    assert_int_equal(h->n_adoption, WEEKS);
    assert_close(h->adoption[WEEKS - 1].share, 18.0 / 24, 1e-14, 0, "last");
    assert_close(h->adoption[0].share, 3.0 / 24, 1e-14, 0, "first");
    assert_close(h->retention[0].share, 1, 1e-14, 0, "a week later");
    /* Twelve weeks on all of five cohorts are seen: 13 people, two stopped. */
    assert_true(h->retention[4].share < 1);
    assert_non_null(h->curve);
    assert_true(h->ceiling_lower <= 0.75 && h->ceiling_upper >= 0.75);
    assert_false(warns_of_ceiling(e));
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Three quarters are active in the last week: the share of four weeks is taken
 * to grow like the curve of the weeks. */
static void adoption_is_priced_at_what_it_heads_for(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    for (int i = 0; i < PEOPLE; i++)
        pilot->roster.people[i].seat_from = SW_DAY_NONE;
    add_weeks(pilot);
    fixture_define(pilot, SW_IN_ADOPTION_PILOT, 0.6);
    sw_evidence *e = fixture_estimate(pilot);
    assert_false(e->gives[SW_IN_ADOPTION]); /* unasked */
    sw_evidence_free(e);

    pilot->adoption_from_usage = true;
    e = fixture_estimate(pilot);
    const sw_habits *h = e->habits;
    double last = h->adoption[WEEKS - 1].fitted, growth = h->ceiling / last;
    assert_close(last, 0.75, 0.02, 0, "the curve has reached");
    assert_true(growth >= 1 && growth < 1.1);
    assert_true(warns_of_ceiling(e));
    assert_close(sw_inputs_value(&e->inputs, SW_IN_ADOPTION), 0.6 * growth,
                 1e-12, 0, "later");
    assert_close(sw_inputs_value(&e->inputs, SW_IN_ADOPTION_PILOT), 0.6, 1e-12,
                 0, "now");
    assert_close(sw_distribution_sd(
                     &sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->distribution),
                 0.6 / last * h->ceiling_se, 1e-9, 0, "the curve's own spread");
    sw_evidence_free(e);

    fixture_define(pilot, SW_IN_ADOPTION, 0.9); /* by hand: it stands */
    e = fixture_estimate(pilot);
    assert_false(e->gives[SW_IN_ADOPTION] || warns_of_ceiling(e));
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Where nobody counts the last four weeks there is nothing to scale. */
static void a_ceiling_alone_prices_nothing(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    for (int i = 0; i < PEOPLE; i++)
        pilot->roster.people[i].seat_from = SW_DAY_NONE;
    add_weeks(pilot);
    pilot->adoption_from_usage = true;
    sw_evidence *e = fixture_estimate(pilot);
    assert_false(e->gives[SW_IN_ADOPTION]);
    assert_true(warns_of_ceiling(e));
    sw_evidence_free(e);
    fixture_free(pilot);
}

static const sw_quality_check *check_named(const sw_evidence *e,
                                           const char *name)
{
    for (size_t i = 0; i < e->n_checks; i++)
        if (g_str_equal(e->checks[i].name, name))
            return &e->checks[i];
    return NULL;
}

static void counts_what_is_wrong_with_answers(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    fixture_define(pilot, SW_IN_HOURS_PER_WEEK, 40);
    sw_item *saved = fixture_time_saved(pilot);
    bool unread[2 * PEOPLE] = {[PEOPLE] = true};
    sw_unread_answer as_date = {"2-May", 1};
    saved->unread = unread;
    saved->unread_answer = &as_date;
    saved->n_unread = 1;
    saved->lower[PEOPLE] = saved->upper[PEOPLE] = NAN;
    saved->text[PEOPLE + 1] = "15 to 30";
    fixture_answer(saved, PEOPLE + 3, 600); /* of a day of 480 */
    for (int k = 0; k < 3; k++) {
        g_autofree char *id = g_strdup_printf("score %d", k);
        sw_item *item = fixture_item(pilot, id, SW_ITEM_LIKERT);
        for (int i = 0; i < PILOT_PEOPLE; i++)
            fixture_answer(item, (size_t)(PEOPLE + i),
                           i < 5 ? 4 : 1 + (i + k) % 5);
    }
    pilot->survey.n_duplicates = 2;
    sw_evidence *e = fixture_estimate(pilot);
    const sw_quality_check *line = check_named(e, "straight-lining");
    assert_int_equal(line->found, 5);
    assert_true(isfinite(line->with.minutes));
    assert_true(fabs(line->with.minutes - line->without.minutes) > 1);
    assert_int_equal(check_named(e, "duplicate responses")->found, 2);
    assert_int_equal(check_named(e, "impossible minutes")->found, 1);
    assert_int_equal(check_named(e, "ranges turned into dates")->found, 1);
    /* Without the unread and the impossible answer the mean is that of the
     * other 22; with the unread one as none it has 24. */
    double sum = 0;
    for (int i = 1; i < PILOT_PEOPLE; i++)
        sum += i == 3 ? 0 : saved_minutes(i);
    assert_close(check_named(e, "impossible minutes")->without.minutes,
                 5 * sum / 22, 1e-12, 0, "without");
    assert_close(e->effects[0].unread_as_none, (sum + 600) / 24, 1e-12, 0,
                 "unread as none");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Every pilot is estimated with its caveat or not at all, never a crash. */
static void survives_pilots_that_say_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"one person in the control",
                                        "every answer the same",
                                        "no wave in common",
                                        "nobody answered",
                                        "a group of one",
                                        "no departments known"};
    for (size_t c = 0; c < COUNT(names); c++) {
        sw_pilot *pilot = fixture_new(true);
        fixture_time_spent(pilot);
        fixture_time_saved(pilot);
        sw_item *item = &pilot->survey.items[0];
        for (size_t i = 0; i < 2 * PEOPLE; i++) {
            size_t who = i % PEOPLE;
            if ((c == 0 && who > PILOT_PEOPLE) ||
                (c == 2 && (who % 2 == 0) == (i < PEOPLE)) || c == 3)
                item->lower[i] = item->upper[i] = NAN;
            else if (c == 1)
                item->lower[i] = item->upper[i] = 300;
            if (c == 3)
                pilot->survey.items[1].lower[i] = NAN;
        }
        for (int i = 0; i < PEOPLE; i++) {
            int *d = &pilot->roster.people[i].department;
            *d = c == 4 ? (i == 7 ? 1 : 0) : c == 5 ? -1 : *d;
        }
        pilot->min_group = 5;
        sw_evidence *e = fixture_estimate(pilot);
        assert_non_null(e);
        for (size_t g = 0; g < e->n_segments; g++) {
            assert_true(e->segments[g].seats >= 5);
            assert_true(isfinite(e->segments[g].minutes) ||
                        e->segments[g].note || e->lead == SIZE_MAX);
        }
        if (c >= 4)
            assert_int_equal(e->n_segments, 0);
        if (c == 3)
            assert_int_equal(e->lead, SIZE_MAX);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_cohorts_with_those_without_a_seat),
        cmocka_unit_test(leaves_each_team_out_of_the_cohorts),
        cmocka_unit_test(cohorts_of_one_team_are_not_estimated),
        cmocka_unit_test(counts_late_seats_of_the_control_group_as_a_cohort),
        cmocka_unit_test(turns_use_into_people),
        cmocka_unit_test(adoption_is_priced_at_what_it_heads_for),
        cmocka_unit_test(a_ceiling_alone_prices_nothing),
        cmocka_unit_test(counts_what_is_wrong_with_answers),
        cmocka_unit_test(survives_pilots_that_say_nothing),
    };
    sw_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
