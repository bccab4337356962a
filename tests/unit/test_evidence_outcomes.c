/*
 * Effects of measured outcomes, against tests/reference/evidence.R.
 */
#include "sw_test.h"

#include "evidence_fixture.h"
#include "said.h"

/* Two periods before and two after a person, whose means are the survey's. */
static sw_outcome *person_outcome(sw_pilot *pilot)
{
    sw_outcome *o = fixture_outcome(pilot, "documents", 4 * PEOPLE, 0);
    for (int i = 0; i < PEOPLE; i++)
        for (int k = 0; k < 4; k++) {
            int row = 4 * i + k;
            double mean = k < 2 ? before_minutes(i) : after_minutes(i);
            o->person[row] = i;
            o->after[row] = k >= 2;
            o->arm[row] = i < PILOT_PEOPLE ? SW_ARM_PILOT : SW_ARM_CONTROL;
            o->value[row] = mean + (k % 2 ? 3 : -3);
        }
    return o;
}

static void averages_periods_and_converts_units(void **state)
{
    (void)state;
    const struct {
        const char *name;
        bool lower_is_better;
        double minutes;
    } rows[] = {{"higher", false, -29.35 * 18}, {"lower", true, 29.35 * 18}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(true);
        sw_outcome *o = person_outcome(pilot);
        o->minutes_per_unit = 18;
        o->lower_is_better = rows[i].lower_is_better;
        sw_evidence *e = fixture_estimate(pilot);
        const sw_effect *x = &e->effects[0];
        assert_close(x->estimate, -29.35, 1e-11, 0, rows[i].name);
        assert_close(x->se, 2.95287680399076, 1e-9, 0, rows[i].name);
        assert_close(x->minutes, rows[i].minutes, 1e-11, 0, rows[i].name);
        assert_int_equal(x->people_pilot, 24);
        assert_int_equal(x->provenance, SW_MEASURED);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void leaves_out_minutes_without_a_conversion(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    person_outcome(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_false(e->effects[0].is_time);
    assert_true(isnan(e->effects[0].minutes));
    assert_int_equal(e->lead, SIZE_MAX);
    assert_int_equal(e->grade, '-');
    sw_evidence_free(e);
    fixture_free(pilot);
}

static sw_outcome *task_outcome(sw_pilot *pilot, size_t covariates)
{
    sw_outcome *o =
        fixture_outcome(pilot, "task_minutes", TASKS * PEOPLE, covariates);
    o->by_task = o->cluster_person = o->lower_is_better = true;
    o->work_minutes_per_seat_week = 900;
    for (int row = 0; row < TASKS * PEOPLE; row++) {
        int i = row / TASKS, k = row % TASKS;
        bool treated = i < PILOT_PEOPLE;
        double forecast = 30 + (i * 11 + k * 7) % 23;
        o->person[row] = i;
        o->after[row] = true;
        o->arm[row] = treated ? SW_ARM_PILOT : SW_ARM_CONTROL;
        o->value[row] = forecast * 1.5 + (i * 13) % 17 + (k * 5 + i) % 9 -
                        (treated ? 8 : 0);
        if (covariates)
            o->covariate[row] = forecast;
    }
    return o;
}

static void regresses_tasks_on_the_log_scale(void **state)
{
    (void)state;
    const double b = -0.124850611953025, se = 0.0215268729387273;
    for (int higher = 0; higher <= 1; higher++) {
        sw_pilot *pilot = fixture_new(true);
        sw_outcome *o = task_outcome(pilot, 1);
        o->log_scale = true;
        o->lower_is_better = !higher;
        sw_evidence *e = fixture_estimate(pilot);
        const sw_effect *x = &e->effects[0];
        double ratio = exp(higher ? -b : b);
        assert_close(x->estimate, b, 1e-10, 0, "b");
        assert_close(x->se, se, 1e-9, 0, "se");
        assert_close(x->df, 45.9973927503964, 1e-7, 0, "df");
        assert_close(x->minutes, 900 * (1 - ratio), 1e-9, 0, "minutes");
        assert_close(x->minutes_se, 900 * ratio * se, 1e-9, 0, "minutes se");
        assert_int_equal(x->clusters_pilot, 24);
        assert_string_equal(said(x->method),
                            "regression of logarithms with covariates, CR2 by "
                            "person");
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void converts_linear_tasks_by_the_mean_of_the_others(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    task_outcome(pilot, 1);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *x = &e->effects[0];
    assert_close(x->estimate, -8.45900015840833, 1e-10, 0, "b");
    assert_close(x->se, 1.43603230837353, 1e-9, 0, "se");
    assert_close(x->minutes, 103.403737080713, 1e-10, 0, "minutes");
    assert_close(x->minutes_se, 16.643843732783, 1e-9, 0, "minutes se");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Adding a constant to both arms before the start leaves the difference in
 * differences of tasks equal to the difference of the rest. */
static void compares_tasks_before_and_after_in_both_arms(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_outcome *o = task_outcome(pilot, 0);
    for (size_t row = 0; row < o->n; row++)
        if (row % TASKS < TASKS / 2) {
            o->after[row] = false;
            o->value[row] = 80 + (double)(row % TASKS);
        }
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *x = &e->effects[0];
    double sum[2] = {0, 0};
    for (size_t row = 0; row < o->n; row++)
        if (o->after[row])
            sum[o->arm[row]] += o->value[row] / (PILOT_PEOPLE * TASKS / 2.0);
    assert_int_equal(x->design, SW_DESIGN_CONTROLLED);
    assert_close(x->estimate, sum[1] - sum[0], 1e-11, 0, "difference");
    /* The mean without the copilot is the control group's, as both began
     * alike. */
    assert_close(x->minutes, 900 * (sum[0] - sum[1]) / sum[0], 1e-10, 0,
                 "minutes");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void rejects_values_without_a_logarithm(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_outcome *o = task_outcome(pilot, 0);
    o->log_scale = true;
    o->value[0] = 0;
    o->value[1] = -4;
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *x = &e->effects[0];
    assert_int_equal(x->n_pilot, TASKS * PILOT_PEOPLE - 2);
    assert_true(any_says(x->notes, "2 values are not above zero"));
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(averages_periods_and_converts_units),
        cmocka_unit_test(leaves_out_minutes_without_a_conversion),
        cmocka_unit_test(regresses_tasks_on_the_log_scale),
        cmocka_unit_test(converts_linear_tasks_by_the_mean_of_the_others),
        cmocka_unit_test(compares_tasks_before_and_after_in_both_arms),
        cmocka_unit_test(rejects_values_without_a_logarithm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
