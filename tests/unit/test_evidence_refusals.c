/*
 * What cannot be estimated is NaN, with a note that says why.
 */
#include "sw_test.h"

#include "evidence_fixture.h"
#include "said.h"

/* True if a note of any effect contains the text. */
static bool is_said(const sw_evidence *e, const char *text)
{
    for (size_t k = 0; k < e->n_effects; k++)
        for (guint i = 0; i < e->effects[k].notes->len; i++)
            if (strstr(said(g_ptr_array_index(e->effects[k].notes, i)), text))
                return true;
    return false;
}

static void keep_one_control(sw_item *item)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        if (i % PEOPLE > PILOT_PEOPLE)
            item->lower[i] = item->upper[i] = NAN;
}

static void leave_waves_without_a_person_in_common(sw_item *item)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        if (i % PEOPLE >= PILOT_PEOPLE || (i % 2 == 0) == (i < PEOPLE))
            item->lower[i] = item->upper[i] = NAN;
}

static void only_after_the_pilot(sw_item *item)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        if (i < PEOPLE || i % PEOPLE >= PILOT_PEOPLE)
            item->lower[i] = item->upper[i] = NAN;
}

static void no_answer(sw_item *item)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        item->lower[i] = item->upper[i] = NAN;
}

static void refuses_with_a_reason(void **state)
{
    (void)state;
    const struct {
        void (*spoil)(sw_item *);
        bool saved;
        const char *said;
    } rows[] = {
        {keep_one_control, false, "the control group has one person"},
        {leave_waves_without_a_person_in_common, false,
         "nobody of the pilot group has values both before and after"},
        {only_after_the_pilot, false,
         "nothing before the start and no control group"},
        {no_answer, false, "nothing before the start and no control group"},
        {no_answer, true, "nobody answered"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(true);
        rows[i].spoil(rows[i].saved ? fixture_time_saved(pilot)
                                    : fixture_time_spent(pilot));
        sw_evidence *e = fixture_estimate(pilot);
        if (!is_said(e, rows[i].said))
            fail_msg("row %zu: nobody says \"%s\"", i, rows[i].said);
        assert_true(isnan(e->effects[0].estimate));
        assert_true(isnan(e->effects[0].se));
        /* One control person: before and after of the pilot group is left. */
        assert_int_equal(e->lead, i == 0 ? 1 : SIZE_MAX);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void leaves_no_figure_without_a_lead(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_line line = {
        .id = (char *)"time", .kind = SW_LINE_TIME_SAVED, .is_benefit = true};
    pilot->lines = &line;
    pilot->n_lines = 1;
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_effects, 0);
    assert_int_equal(e->lead, SIZE_MAX);
    assert_int_equal(e->n_chain, 0);
    assert_true(isnan(e->minutes));
    assert_int_equal(e->grade, '-');
    assert_true(e->assumption_only);
    assert_true(isnan(e->response_rate) && isnan(e->join_rate));
    assert_false(sw_inputs_at(&e->inputs, SW_IN_EFFECT)->known);
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void equal_changes_have_no_spread(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_item *item = fixture_time_spent(pilot);
    for (size_t i = 0; i < PEOPLE; i++) {
        bool control = i >= PILOT_PEOPLE;
        fixture_answer(item, i, control ? NAN : before_minutes((int)i));
        fixture_answer(item, PEOPLE + i,
                       control ? NAN : before_minutes((int)i) - 8);
    }
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->effects[0].estimate, -8, 0, 0, "change");
    assert_true(isnan(e->effects[0].se));
    /* No spread is not certainty: nothing is priced. */
    assert_int_equal(e->lead, SIZE_MAX);
    assert_false(sw_inputs_at(&e->inputs, SW_IN_EFFECT)->known);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Everyone in two teams, one an arm: the team cannot be told from the copilot,
 * and the prior of the teams' variance is all there is: evidence_teams.R. */
static void does_not_cluster_by_one_team_an_arm(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    for (int i = 0; i < PEOPLE; i++)
        pilot->roster.people[i].team = i >= PILOT_PEOPLE;
    fixture_time_spent(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->effects[0].se, 8.88683252180052, 1e-12, 0, "did: se");
    assert_close(e->effects[1].se, 8.35101675246212, 1e-12, 0, "ancova: se");
    assert_close(e->effects[0].df, 3, 0, 0, "df");
    assert_close(e->effects[0].upper, -1.06813267532084, 1e-9, 0, "upper");
    assert_int_equal(e->effects[0].clusters_pilot, 0);
    assert_true(is_said(e, "an arm is a single team"));
    assert_int_equal(e->grade, 'D');
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void takes_nameless_answers_as_the_pilot_group(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    fixture_time_saved(pilot);
    for (size_t i = 0; i < pilot->survey.n; i++)
        pilot->survey.person[i] = SW_NOBODY;
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->effects[0].estimate, 19.625, 1e-13, 0, "mean");
    assert_close(e->effects[0].se, 1.92693766586155, 1e-12, 0, "se");
    assert_int_equal(e->effects[0].people_pilot, 0);
    assert_true(is_said(e, "name nobody on the roster"));
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void leaves_out_people_who_do_not_count(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_time_saved(pilot);
    pilot->roster.people[0].eligible = false;     /* answered 5 */
    pilot->survey.person[PEOPLE + 1] = SW_NOBODY; /* answered 12 */
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->effects[0].n_pilot, 22);
    assert_close(e->effects[0].estimate, (24 * 19.625 - 5 - 12) / 22, 1e-13, 0,
                 "mean");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* `seats` in place of a roster: nobody is known, so nothing can be joined. */
static void serves_a_pilot_that_is_a_number_of_seats(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_time_saved(pilot);
    for (size_t i = 0; i < pilot->survey.n; i++)
        pilot->survey.person[i] = SW_NOBODY;
    sw_roster counted = {
        .count_only = true, .assigned = 500, .held = 500};
    sw_person *people = pilot->roster.people;
    pilot->roster = counted;
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->effects[0].estimate, 19.625, 1e-13, 0, "mean");
    assert_close(e->response_rate, PEOPLE / 500.0, 1e-15, 0, "response");
    assert_close(e->seats.assigned, 500, 0, 0, "seats");
    assert_int_equal(e->grade, 'D'); /* fewer than 30 % of the seats */
    assert_int_equal(e->grade_at_kappa_zero, 'C');
    sw_evidence_free(e);
    pilot->roster.people = people;
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_with_a_reason),
        cmocka_unit_test(leaves_no_figure_without_a_lead),
        cmocka_unit_test(equal_changes_have_no_spread),
        cmocka_unit_test(does_not_cluster_by_one_team_an_arm),
        cmocka_unit_test(takes_nameless_answers_as_the_pilot_group),
        cmocka_unit_test(leaves_out_people_who_do_not_count),
        cmocka_unit_test(serves_a_pilot_that_is_a_number_of_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
