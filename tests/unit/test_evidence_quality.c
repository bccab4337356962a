/*
 * Sample ratio, robustness, adjusted p, guardrails, seats and answer counts.
 */
#include "sw_test.h"

#include "evidence/assess.h"
#include "evidence/panel.h"
#include "evidence_fixture.h"
#include "said.h"

static void tests_the_sample_ratio(void **state)
{
    (void)state;
    /* R: chisq.test and binom.test, tests/reference/evidence.R */
    const struct {
        const char *name;
        double pilot, control, split_pilot, split_control, p;
    } rows[] = {{"260:240", 260, 240, 1, 1, 0.371093369522698},
                {"300:200", 300, 200, .5, .5, 7.74421643104409e-06},
                {"150:60 at 2:1", 150, 60, 2, 1, 0.14323490752467},
                {"7:1 exact", 7, 1, 1, 1, 0.0703125},
                {"1:8 exact at 3:1", 1, 8, 3, 1, 0.0001068115234375},
                {"nobody", 0, 0, 1, 1, NAN},
                {"no split", 10, 10, NAN, NAN, NAN}};
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_close(sw_sample_ratio_p(rows[i].pilot, rows[i].control,
                                       rows[i].split_pilot,
                                       rows[i].split_control),
                     rows[i].p, 1e-11, 0, rows[i].name);
}

static void values_robustness_like_its_authors(void **state)
{
    (void)state;
    /* Cinelli and Hazlett's Darfur example: 0.138776 */
    assert_close(sw_robustness_value(4.18445, 783), 0.138776354359853, 1e-12, 0,
                 "Darfur");
    assert_close(sw_robustness_value(-4.18445, 783), 0.138776354359853, 1e-12,
                 0, "sign");
    assert_true(isnan(sw_robustness_value(NAN, 5)));
    sw_pilot *pilot = fixture_new(true);
    fixture_time_spent(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->effects[0].benchmark, 0.00787183077408748, 1e-9, 0,
                 "benchmark");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void adjusts_p_of_primary_effects_by_holm(void **state)
{
    (void)state;
    /* R: p.adjust(c(.01, .04, .03), "holm") */
    const double p[] = {.01, NAN, .04, .001, .03};
    const double want[] = {.03, NAN, .06, NAN, .06};
    sw_effect effects[COUNT(p)] = {0};
    for (size_t i = 0; i < COUNT(p); i++) {
        effects[i].p = p[i];
        effects[i].p_adjusted = NAN;
        effects[i].is_primary = i != 3; /* the smallest is a second method */
    }
    sw_adjust_p(effects, COUNT(p));
    for (size_t i = 0; i < COUNT(p); i++)
        assert_close(effects[i].p_adjusted, want[i], 1e-15, 0, "holm");
}

static void fill_scores(sw_item *item)
{
    for (int i = 0; i < PEOPLE; i++) {
        int extra = i < PILOT_PEOPLE ? i % 3 : 0;
        fixture_answer(item, (size_t)i, 1 + (i * 2) % 5);
        fixture_answer(item, (size_t)(PEOPLE + i), 1 + (i * 3 + extra) % 5);
    }
}

static void tests_guardrails_for_being_no_worse(void **state)
{
    (void)state;
    const struct {
        const char *name;
        double margin, p;
        bool reverse, lower_is_better, known, passed;
    } rows[] = {
        {"wide", 1.5, 0.000543012364815749, false, false, true, true},
        {"narrow", 0.3, 0.117256620726252, false, false, true, false},
        {"reversed", 1.5, 0.0157288060309182, true, false, true, true},
        {"lower is better", 1.5, 0.0157288060309182, false, true, true, true},
        {"reversed, said twice", 1.5, 0.0157288060309182, true, true, true,
         true},
        {"no margin", NAN, NAN, false, false, false, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(false);
        fixture_waves(pilot, PEOPLE);
        sw_item *item = fixture_item(pilot, "quality", SW_ITEM_LIKERT);
        fill_scores(item);
        item->guardrail = true;
        item->margin = rows[i].margin;
        item->reverse = rows[i].reverse;
        item->lower_is_better = rows[i].lower_is_better;
        sw_evidence *e = fixture_estimate(pilot);
        assert_int_equal(e->n_guardrails, 1);
        assert_close(e->guardrails[0].p, rows[i].p, 1e-10, 0, rows[i].name);
        assert_int_equal(e->guardrails[0].known, rows[i].known);
        assert_int_equal(e->guardrails[0].passed, rows[i].passed);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void a_guardrail_without_data_is_unknown(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "quality", SW_ITEM_LIKERT);
    item->guardrail = true;
    item->margin = .3;
    sw_evidence *e = fixture_estimate(pilot);
    assert_false(e->guardrails[0].known);
    assert_false(e->guardrails[0].passed);
    assert_true(strlen(said(e->guardrails[0].note)) > 10);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Person i works with the copilot in the last `weeks` of 13 weeks of usage. */
static void add_usage(sw_pilot *pilot, int weeks_in_file, const int *active,
                      size_t people)
{
    sw_usage *usage = &pilot->usage;
    usage->n = people * (size_t)weeks_in_file;
    usage->period_days = 7;
    usage->person = g_new(int, usage->n);
    usage->day = g_new(sw_day, usage->n);
    usage->active_days = g_new(double, usage->n);
    usage->actions = g_new(double, usage->n);
    usage->minutes = g_new(double, usage->n);
    for (size_t row = 0; row < usage->n; row++) {
        int who = (int)row / weeks_in_file, week = (int)row % weeks_in_file;
        usage->person[row] = who;
        usage->day[row] = pilot->start + 7 * week;
        usage->active_days[row] = week >= weeks_in_file - active[who] ? 2 : 0;
        usage->actions[row] = usage->minutes[row] = NAN;
    }
}

static void counts_seats_from_bought_to_used(void **state)
{
    (void)state;
    /* Weeks of use; the last two are no eligible seats. */
    static const int active[] = {0, 1, 4, 8, 9, 12, 13, 13};
    sw_pilot *pilot = fixture_new(false);
    for (size_t i = 6; i < COUNT(active); i++)
        pilot->roster.people[i].holds_seat = pilot->roster.people[i].eligible =
            false;
    pilot->roster.assigned = pilot->roster.held = 22;
    fixture_define(pilot, SW_IN_SEATS_PURCHASED, 30);
    fixture_define(pilot, SW_IN_MIN_SEATS, 3);
    add_usage(pilot, 13, active, COUNT(active));
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->seats.purchased, 30, 0, 0, "purchased");
    assert_close(e->seats.assigned, 22, 0, 0, "assigned");
    assert_close(e->seats.ever_active, 5, 0, 0, "ever");
    assert_close(e->seats.active, 5, 0, 0, "active");
    assert_close(e->seats.habitual, 2, 0, 0, "habitual");
    assert_close(e->seats.reclaimable, 17, 0, 0, "reclaimable");
    assert_close(e->seats.reducible_at_renewal, 25, 0, 0, "reducible");
    /* Four weeks before the end nobody counts as active any more. */
    pilot->usage.day[pilot->usage.n - 1] += 28;
    sw_evidence *later = fixture_estimate(pilot);
    assert_close(later->seats.active, 0, 0, 0, "active later");
    assert_close(later->seats.reducible_at_renewal, 27, 0, 0, "floor");
    sw_evidence_free(later);
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void scales_the_habit_to_a_short_file(void **state)
{
    (void)state;
    static const int active[] = {2, 3, 4};
    sw_pilot *pilot = fixture_new(false);
    add_usage(pilot, 4, active, COUNT(active));
    sw_evidence *e = fixture_estimate(pilot);
    assert_close(e->seats.habitual, 2, 0, 0, "3 of 4 weeks");
    assert_true(isnan(e->seats.reducible_at_renewal));
    pilot->usage.period_days = 30;
    sw_evidence *monthly = fixture_estimate(pilot);
    assert_true(isnan(monthly->seats.habitual));
    sw_evidence_free(monthly);
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void leaves_use_unknown_without_a_file(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    sw_evidence *e = fixture_estimate(pilot);
    assert_true(isnan(e->seats.ever_active) && isnan(e->seats.active));
    assert_true(isnan(e->seats.habitual) && isnan(e->seats.reclaimable));
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void counts_answers_by_wave_and_arm(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "quality", SW_ITEM_LIKERT);
    fixture_answer(item, 0, 5);
    fixture_answer(item, PEOPLE, 4);
    fixture_answer(item, PEOPLE + 1, 5);
    fixture_answer(item, PEOPLE + 2, 5);
    fixture_answer(item, PEOPLE + PILOT_PEOPLE, 1);
    sw_item *free_text = fixture_item(pilot, "use", SW_ITEM_REINVESTMENT);
    free_text->text[PEOPLE] = "Learning";
    free_text->text[PEOPLE + 1] = " learning";
    free_text->text[PEOPLE + 2] = "Clients";
    sw_evidence *e = fixture_estimate(pilot);
    const sw_item_summary *s = &e->items[0];
    assert_int_equal(s->n_answers, 3);
    assert_string_equal(s->answers[0].answer, "1");
    assert_int_equal(s->answers[0].after_control, 1);
    assert_int_equal(s->answers[1].after_pilot, 1);
    assert_int_equal(s->answers[2].before, 1);
    assert_int_equal(s->answers[2].after_pilot, 2);
    assert_int_equal(s->answered_before, 1);
    assert_int_equal(s->answered_after, 4);
    assert_close(s->mean_before, 5, 0, 0, "before");
    assert_close(s->mean_after, 14.0 / 3, 1e-15, 0, "after, pilot group");
    s = &e->items[1];
    assert_int_equal(s->n_answers, 2);
    assert_string_equal(s->answers[0].answer, "Clients");
    assert_int_equal(s->answers[1].after_pilot, 2);
    assert_true(isnan(s->mean_after));
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void rates_response_by_wave_and_the_worst_join(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_waves(pilot, PEOPLE);
    pilot->survey.n = PEOPLE + 6; /* six answered after, all in the pilot */
    sw_join joins[] = {{.source = (char *)"a.csv", .keys = 48, .matched = 48},
                       {.source = (char *)"b.csv", .keys = 20, .matched = 15}};
    pilot->joins = joins;
    pilot->n_joins = COUNT(joins);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_waves, 2);
    assert_int_equal(e->waves[0].invited, 24);
    assert_int_equal(e->waves[0].answered, 24);
    assert_int_equal(e->waves[1].answered, 6);
    assert_close(e->response_rate, .25, 0, 0, "response");
    assert_close(e->join_rate, .75, 0, 0, "join");
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tests_the_sample_ratio),
        cmocka_unit_test(values_robustness_like_its_authors),
        cmocka_unit_test(adjusts_p_of_primary_effects_by_holm),
        cmocka_unit_test(tests_guardrails_for_being_no_worse),
        cmocka_unit_test(a_guardrail_without_data_is_unknown),
        cmocka_unit_test(counts_seats_from_bought_to_used),
        cmocka_unit_test(scales_the_habit_to_a_short_file),
        cmocka_unit_test(leaves_use_unknown_without_a_file),
        cmocka_unit_test(counts_answers_by_wave_and_arm),
        cmocka_unit_test(rates_response_by_wave_and_the_worst_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
