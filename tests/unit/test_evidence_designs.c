/*
 * Designs from a survey, against tests/reference/evidence.R; of teams, whose
 * variance has a prior, against evidence_teams.R.
 */
#include "sw_test.h"

#include "evidence_fixture.h"
#include "said.h"

typedef struct want {
    const char *name;
    bool teams, control, before;
    sw_assignment assignment;
    size_t index; /* of the effect */
    sw_design design;
    int grade;
    double estimate, se, df;
    bool primary;
} want;

/* clang-format off */
static const want wants[] = {
    {"did", true, true, true, SW_ASSIGN_VOLUNTEERS, 0, SW_DESIGN_CONTROLLED, 3,
     -29.3500000000001, 2.95287680399076, 13, true},
    {"ancova", true, true, true, SW_ASSIGN_VOLUNTEERS, 1, SW_DESIGN_CONTROLLED, 3,
     -30.4052698079558, 2.58779185347062, 12.8493005106982, false},
    {"ancova, randomised", true, true, true, SW_ASSIGN_RANDOMISED, 0, SW_DESIGN_RANDOMISED, 5,
     -30.4052698079558, 2.58779185347062, 12.8493005106982, true},
    {"did, matched", true, true, true, SW_ASSIGN_MATCHED, 0, SW_DESIGN_ADJUSTED_CONTROL, 4,
     -29.3500000000001, 2.95287680399076, 13, true},
    {"did, no teams", false, true, true, SW_ASSIGN_VOLUNTEERS, 0, SW_DESIGN_CONTROLLED, 3,
     -29.35, 3.75537215842973, 46, true},
    {"ancova, no teams", false, true, true, SW_ASSIGN_RANDOMISED, 0, SW_DESIGN_RANDOMISED, 5,
     -30.4052698079558, 3.52683074858303, 45, true},
    {"before/after", true, false, true, SW_ASSIGN_VOLUNTEERS, 0, SW_DESIGN_BEFORE_AFTER, 2,
     -37.7583333333333, 2.16138666504197, 8, true},
    {"before/after, randomised in name", true, false, true, SW_ASSIGN_RANDOMISED, 0, SW_DESIGN_BEFORE_AFTER, 2,
     -37.7583333333333, 2.16138666504197, 8, true},
    {"before/after, no teams", false, false, true, SW_ASSIGN_VOLUNTEERS, 0, SW_DESIGN_BEFORE_AFTER, 2,
     -37.7583333333333, 2.59268701662649, 23, true},
    {"cross-section", true, true, false, SW_ASSIGN_MATCHED, 0, SW_DESIGN_CROSS_SECTION, 2,
     -33.6416666666667, 5.74633681158151, 13, true},
    {"cross-section, no teams", false, true, false, SW_ASSIGN_VOLUNTEERS, 0, SW_DESIGN_CROSS_SECTION, 2,
     -33.6416666666667, 5.49932445346194, 45.896030995048, true},
    {"cross-section, randomised", false, true, false, SW_ASSIGN_RANDOMISED, 0, SW_DESIGN_RANDOMISED, 5,
     -33.6416666666667, 5.49932445346194, 45.896030995048, true},
};
/* clang-format on */

/* Blanks the answers that the row has not. */
static void blank(sw_item *item, const want *w)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++) {
        bool is_before = i < PEOPLE;
        bool is_control = i % PEOPLE >= PILOT_PEOPLE;
        if ((is_before && !w->before) || (is_control && !w->control))
            item->lower[i] = item->upper[i] = NAN;
    }
}

static void estimates_time_spent_by_each_design(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wants); i++) {
        const want *w = &wants[i];
        sw_pilot *pilot = fixture_new(w->teams);
        pilot->assignment = w->assignment;
        blank(fixture_time_spent(pilot), w);
        sw_evidence *e = fixture_estimate(pilot);
        assert_true(w->index < e->n_effects);
        const sw_effect *x = &e->effects[w->index];
        assert_close(x->estimate, w->estimate, 1e-11, 0, w->name);
        assert_close(x->se, w->se, 1e-9, 0, w->name);
        assert_close(x->df, w->df, 1e-8, 0, w->name);
        /* A day's less of 5 days is a week's saving. */
        assert_close(x->minutes, -5 * w->estimate, 1e-11, 0, w->name);
        assert_close(x->minutes_se, 5 * w->se, 1e-9, 0, w->name);
        assert_int_equal(x->design, w->design);
        assert_int_equal(x->grade, w->grade);
        assert_int_equal(x->is_primary, w->primary);
        assert_false(x->self_report);
        assert_int_equal(x->provenance, SW_SURVEY);
        assert_int_equal(x->clusters_pilot, w->teams ? 6 : 0);
        assert_int_equal(x->n_pilot, 24);
        assert_int_equal(x->n_control, w->control ? 24 : 0);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Whose teams are whole or volunteer are clusters, those who are mixed by lot
 * are not: HC2 and its df are those of people without teams. */
static void people_drawn_one_by_one_are_their_own_clusters(void **state)
{
    (void)state;
    const struct {
        bool randomised, mixed;
        size_t clusters;
        double se, df;
        const char *said;
    } rows[] = {
        {true, true, 0, 3.52683074858303, 45, "ANCOVA, HC2, each person"},
        {true, false, 6, 2.58779185347062, 12.8493005106982, "CR2 by team"},
        {false, true, 12, NAN, NAN, "CR2 by team"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(true);
        pilot->assignment =
            rows[i].randomised ? SW_ASSIGN_RANDOMISED : SW_ASSIGN_VOLUNTEERS;
        for (int k = 0; rows[i].mixed && k < PEOPLE; k++)
            pilot->roster.people[k].team = k % 12;
        fixture_time_spent(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        const sw_effect *x = &e->effects[0];
        assert_int_equal(x->clusters_pilot, rows[i].clusters);
        if (!isnan(rows[i].se)) {
            assert_close(x->se, rows[i].se, 1e-9, 0, rows[i].said);
            assert_close(x->df, rows[i].df, 1e-8, 0, rows[i].said);
        }
        if (!strstr(said(x->method), rows[i].said))
            fail_msg("%s: not %s", said(x->method), rows[i].said);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void estimates_reported_savings_with_and_without_teams(void **state)
{
    (void)state;
    const double se[] = {1.92693766586155, 1.23953956505363};
    for (int teams = 0; teams <= 1; teams++) {
        sw_pilot *pilot = fixture_new(teams);
        fixture_time_saved(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        assert_int_equal(e->n_effects, 1);
        const sw_effect *x = &e->effects[0];
        assert_close(x->estimate, 19.625, 1e-13, 0, "mean");
        assert_close(x->se, se[teams], 1e-12, 0, "se");
        assert_close(x->df, teams ? 5 : 23, 1e-9, 0, "df");
        assert_close(x->minutes, 98.125, 1e-13, 0, "minutes");
        assert_true(x->self_report);
        assert_int_equal(x->grade, 1);
        assert_close(e->response_rate, 1, 0, 0, "response");
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void converts_each_period_to_a_week(void **state)
{
    (void)state;
    const struct {
        const char *name;
        sw_period per;
        double factor;
    } rows[] = {{"day", SW_PERIOD_DAY, 5},
                {"week", SW_PERIOD_WEEK, 1},
                {"month", SW_PERIOD_MONTH, 12 / 52.1775},
                {"unknown", SW_PERIOD_UNKNOWN, NAN}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(false);
        fixture_time_saved(pilot)->per = rows[i].per;
        sw_evidence *e = fixture_estimate(pilot);
        assert_close(e->effects[0].minutes, 19.625 * rows[i].factor, 1e-13, 0,
                     rows[i].name);
        assert_int_equal(e->lead, isnan(rows[i].factor) ? SIZE_MAX : 0);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* The bins of evidence.R: none, (0,15), [15,30), [30,60), 60 and more. */
static void bin_answers(sw_item *item)
{
    static const double edge[] = {0, 15, 30, 60, INFINITY};
    item->binned = true;
    for (int i = 0; i < PILOT_PEOPLE; i++) {
        int bin = (i * 5) % 7;
        bin = bin > 3 ? bin - 4 : bin;
        bool zero = i % 6 == 5;
        item->lower[PEOPLE + i] = zero ? 0 : edge[bin];
        item->upper[PEOPLE + i] = zero ? 0 : edge[bin + 1];
    }
}

static void estimates_binned_savings_with_zeros_apart(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    bin_answers(fixture_time_saved(pilot));
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *x = &e->effects[0];
    /* The lognormal has the highest likelihood of the three families. */
    assert_close(x->estimate, 29.5747885736426, 1e-6, 0, "mean");
    assert_close(x->minutes, 5 * 29.5747885736426, 1e-6, 0, "minutes");
    assert_true(x->se > 0);
    assert_string_equal(said(x->method),
                        "interval regression (lognormal, zeros apart)");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void compares_binned_time_spent_without_pairs(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    sw_item *item = fixture_time_spent(pilot);
    item->binned = true;
    for (size_t i = 0; i < 2 * PEOPLE; i++) {
        item->lower[i] = 30 * floor(item->lower[i] / 30);
        item->upper[i] = item->lower[i] + 30;
    }
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_effects, 1);
    const sw_effect *x = &e->effects[0];
    assert_int_equal(x->design, SW_DESIGN_CONTROLLED);
    /* Bins of 30 minutes lose little: within a quarter of the exact figure's
     * standard error, and less precise for want of the pairs. */
    assert_close(x->estimate, -29.35, 0, 2.5, "difference");
    assert_true(x->se > 3.7553721);
    assert_close(x->minutes, -5 * x->estimate, 1e-14, 0, "minutes");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static double score(int i)
{
    return 1 + (i * 3 + (i < PILOT_PEOPLE ? i % 3 : 0)) % 5;
}

static void compares_scores_of_two_waves_and_ranks(void **state)
{
    (void)state;
    for (int reverse = 0; reverse <= 1; reverse++) {
        sw_pilot *pilot = fixture_new(false);
        fixture_waves(pilot, PEOPLE);
        sw_item *item = fixture_item(pilot, "quality", SW_ITEM_LIKERT);
        item->reverse = reverse;
        for (int i = 0; i < PEOPLE; i++) {
            fixture_answer(item, (size_t)i, 1 + (i * 2) % 5);
            fixture_answer(item, (size_t)(PEOPLE + i), score(i));
        }
        sw_evidence *e = fixture_estimate(pilot);
        double sign = reverse ? -1 : 1;
        assert_int_equal(e->n_effects, 3); /* did, ANCOVA, ranks */
        assert_close(e->effects[0].estimate, sign / 3, 1e-12, 0, "did");
        assert_close(e->effects[0].se, 0.525755724767314, 1e-12, 0, "se");
        assert_string_equal(e->effects[2].unit, "probability");
        assert_false(e->effects[2].is_primary);
        assert_false(e->effects[0].is_time);
        assert_int_equal(e->lead, SIZE_MAX);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Brunner and Munzel (2000): pain scores after surgery. */
static void ranks_scores_asked_only_after(void **state)
{
    (void)state;
    static const double y[] = {3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4};
    static const double x[] = {1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1};
    sw_pilot *pilot = fixture_new(false);
    fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "pain", SW_ITEM_LIKERT);
    for (size_t i = 0; i < COUNT(y); i++)
        fixture_answer(item, PEOPLE + i, y[i]);
    for (size_t i = 0; i < COUNT(x); i++)
        fixture_answer(item, PEOPLE + PILOT_PEOPLE + i, x[i]);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_effects, 2);
    assert_false(e->effects[0].is_primary); /* Welch on scores */
    const sw_effect *ranks = &e->effects[1];
    assert_true(ranks->is_primary);
    assert_close(ranks->estimate, .788961, 0, 5e-7, "relative effect");
    assert_close(ranks->df, 17.682842, 0, 5e-7, "df");
    assert_close(ranks->p, .0057862, 0, 5e-8, "p");
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_time_spent_by_each_design),
        cmocka_unit_test(people_drawn_one_by_one_are_their_own_clusters),
        cmocka_unit_test(estimates_reported_savings_with_and_without_teams),
        cmocka_unit_test(converts_each_period_to_a_week),
        cmocka_unit_test(estimates_binned_savings_with_zeros_apart),
        cmocka_unit_test(compares_binned_time_spent_without_pairs),
        cmocka_unit_test(compares_scores_of_two_waves_and_ranks),
        cmocka_unit_test(ranks_scores_asked_only_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
