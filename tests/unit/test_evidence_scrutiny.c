/*
 * What stands beside the priced figure, against tests/reference/
 * evidence_scrutiny.R and closed forms.
 */
#include "sw_test.h"

#include <glib/gstdio.h>

#include "evidence_fixture.h"
#include "pilot/previous.h"
#include "said.h"

/* Both waves of both arms, difference in differences: 146.75 minutes. */
static sw_pilot *controlled(bool teams)
{
    sw_pilot *pilot = fixture_new(teams);
    fixture_time_spent(pilot);
    return pilot;
}

static void weighs_answers_to_the_roster(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    sw_item *item = fixture_time_saved(pilot);
    for (int i = 2; i < PILOT_PEOPLE; i += 5)
        item->lower[PEOPLE + i] = item->upper[PEOPLE + i] = NAN;
    sw_evidence *e = fixture_estimate(pilot);
    const sw_nonresponse *n = e->nonresponse;
    assert_close(n->raked.minutes, 89.1666666666667, 1e-12, 0, "raked");
    assert_true(n->deff >= 1 && n->ess <= 19);
    assert_close(n->manski_lower, 75.2083333333333, 1e-12, 0, "low");
    assert_close(n->manski_upper, 105.416666666667, 1e-12, 0, "high");
    assert_close(n->rate_pilot, 19.0 / 24, 1e-14, 0, "rate");
    size_t answered = 0;
    for (size_t g = 0; g < n->n_segments; g++) {
        assert_int_equal(n->segments[g].invited, 8);
        answered += n->segments[g].answered;
    }
    assert_int_equal(answered, 19);
    /* If the silent are at the tipping point, all are at the threshold. */
    double silent = sw_tipping_point(n, 40);
    assert_close(19.0 / 24 * n->as_answered.minutes + 5.0 / 24 * silent, 40,
                 1e-12, 0, "tipping point");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* 18 of 24 answer 10 to 20, 20 to 30 or 30 to 40 minutes a day, six each: the
 * silent quarter at 10 or at 40, in minutes of five days. */
static void bounds_of_ranges_are_their_ends(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_undivide(pilot);
    sw_item *item = fixture_time_saved(pilot);
    item->binned = true;
    for (int i = 0; i < PILOT_PEOPLE; i++) {
        item->lower[PEOPLE + i] = i < 6 ? NAN : 10. + 10 * (i % 3);
        item->upper[PEOPLE + i] = i < 6 ? NAN : 20. + 10 * (i % 3);
    }
    sw_evidence *e = fixture_estimate(pilot);
    const sw_nonresponse *n = e->nonresponse;
    assert_close(n->manski_low, 10, 1e-14, 0, "least");
    assert_close(n->manski_high, 40, 1e-14, 0, "most");
    assert_close(n->manski_lower, 5 * (.75 * 20 + .25 * 10), 1e-12, 0, "low");
    assert_close(n->manski_upper, 5 * (.75 * 30 + .25 * 40), 1e-12, 0, "high");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void bounds_hold_the_estimate(void **state)
{
    (void)state;
    for (int silent = 0; silent <= 1; silent++) {
        sw_pilot *pilot = controlled(false);
        sw_item *item = &pilot->survey.items[0];
        for (int i = 2; silent && i < PILOT_PEOPLE; i += 3)
            item->lower[PEOPLE + i] = item->upper[PEOPLE + i] = NAN;
        sw_evidence *e = fixture_estimate(pilot);
        const sw_nonresponse *n = e->nonresponse;
        double at = n->as_answered.minutes;
        assert_true(n->manski_lower <= at + 1e-9);
        assert_true(n->manski_upper >= at - 1e-9);
        assert_true(n->lee.lower <= n->lee_lower);
        assert_true(n->lee.upper >= n->lee_upper);
        if (silent) {
            assert_true(n->lee_lower < at && at < n->lee_upper);
        } else {
            assert_close(n->lee_lower, at, 1e-12, 0, "nobody silent");
            assert_close(n->lee_upper, at, 1e-12, 0, "nobody silent");
            assert_true(isnan(sw_tipping_point(n, 0)));
        }
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void leaves_each_team_out(void **state)
{
    (void)state;
    sw_pilot *pilot = controlled(true);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_sensitivity *s = e->sensitivity;
    assert_int_equal(s->n_left_out, 12);
    assert_close(s->lowest.minutes, 139.491666666667, 1e-12, 0, "lowest");
    assert_close(s->highest.minutes, 153.441666666667, 1e-12, 0, "highest");
    assert_int_equal(s->lowest.people, 4);
    assert_true(s->sign_holds);
    assert_close(s->e_value, 15.0665651568408, 1e-9, 0, "E");
    assert_close(s->e_value_limit, 9.8688886513046, 1e-9, 0, "E limit");
    assert_true(s->robustness_limit < s->robustness);
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void weights_the_control_group(void **state)
{
    (void)state;
    sw_pilot *pilot = controlled(false);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_weighted_control *w = e->weighted;
    assert_int_equal(w->n_rows, 4);
    assert_string_equal(said(w->rows[0].name), "value before");
    assert_close(w->propensity.minutes, 154.679285516219, 1e-7, 0, "effect");
    assert_close(w->ess_propensity, 22.6401004038115, 1e-6, 0, "ess");
    assert_close(w->rows[0].mean_weighted, 334.539236718112, 1e-8, 0, "mean");
    assert_close(w->rows[0].smd_before, -0.226145177962657, 1e-10, 0, "smd");
    for (size_t k = 0; k < w->n_rows; k++)
        assert_true(fabs(w->rows[k].smd_after) <
                    fabs(w->rows[k].smd_before) + 0.1);
    assert_true(w->entropy.se > 0);
    assert_true(w->overlap_low < w->overlap_high);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* The plan of four looks, with as many behind it as `earlier` says. */
static sw_evidence *look(sw_pilot *pilot, int earlier, char **file)
{
    static const char plan[] =
        "{\"pilot\": {\"looks\": [0.25, 0.5, 0.75, 1]}, \"previous\": "
        "{\"result\": \"%s\"}}";
    GError *failure = NULL;
    int handle = g_file_open_tmp("resultXXXXXX", file, &failure);
    assert_true(handle >= 0);
    g_autofree char *result = g_strdup_printf(
        "{\"evidence\": [{\"id\": \"other\", \"look\": 9}, {\"id\": "
        "\"time_spent\", \"look\": %d}]}",
        earlier);
    assert_true(g_file_set_contents(*file, result, -1, NULL));
    g_close(handle, NULL);
    g_autofree char *text = g_strdup_printf(plan, *file);
    sw_diagnostics *d = sw_diagnostics_new();
    pilot->resolved = sw_json_parse(text, strlen(text), "plan", false, d);
    sw_diagnostics_free(d);
    assert_non_null(pilot->resolved);
    d = sw_diagnostics_new();
    pilot->previous = sw_json_read(*file, false, d);
    sw_diagnostics_free(d);
    assert_non_null(pilot->previous);
    return fixture_estimate(pilot);
}

static void spends_alpha_look_by_look(void **state)
{
    (void)state;
    /* O'Brien and Fleming by Lan and DeMets, alpha / 2 a side. */
    static const double bound[] = {NAN, 4.33263, 2.96313, 2.35904, 2.01409};
    static const double information[] = {NAN, .25, .5, .75, 1};
    for (int earlier = 0; earlier <= 4; earlier++) {
        char *file = NULL;
        sw_pilot *pilot = controlled(true);
        sw_evidence *e = look(pilot, earlier, &file);
        const sw_looks *l = e->looks;
        assert_int_equal(l->look, earlier + 1);
        if (earlier < 4) {
            assert_close(l->bound, bound[l->look], 5e-6, 0, "bound");
            assert_close(l->information, information[l->look], 0, 0, "time");
            assert_true(l->crossed);
            assert_true(l->repeated.lower < 146.75);
            assert_true(l->repeated.upper - l->repeated.lower >
                        2 * l->bound * l->repeated.se);
        } else {
            assert_true(isnan(l->bound) && !l->crossed);
            assert_non_null(strstr(said(l->note), "nothing is left"));
        }
        sw_evidence_free(e);
        sw_json_free(pilot->resolved);
        sw_json_free(pilot->previous);
        fixture_free(pilot);
        g_remove(file);
        g_free(file);
    }
}

static void says_when_the_previous_result_cannot_be_read(void **state)
{
    (void)state;
    static const char plan[] =
        "{\"previous\": {\"result\": \"/nowhere.json\"}}";
    sw_pilot *pilot = controlled(true);
    sw_diagnostics *d = sw_diagnostics_new();
    pilot->resolved = sw_json_parse(plan, strlen(plan), "plan", false, d);
    sw_evidence *e = fixture_estimate(pilot);
    assert_non_null(strstr(said(e->looks->note), "could not be read"));
    sw_evidence_free(e);
    sw_json_free(pilot->resolved);
    sw_diagnostics_free(d);
    fixture_free(pilot);
}

/* Reported and measured minutes of the same 24 people. */
static sw_pilot *both_reported_and_measured(void)
{
    sw_pilot *pilot = controlled(false);
    fixture_time_saved(pilot);
    return pilot;
}

static void calibrates_what_people_say(void **state)
{
    (void)state;
    sw_pilot *pilot = both_reported_and_measured();
    sw_evidence *e = fixture_estimate(pilot);
    const sw_calibration *c = e->calibration;
    assert_int_equal(c->n, 24);
    assert_close(c->reported, 98.125, 1e-12, 0, "reported");
    assert_close(c->measured, 146.75, 1e-12, 0, "measured");
    assert_close(c->factor, 1.49554140127389, 1e-12, 0, "factor");
    assert_close(c->factor_se, 0.247373776831361, 1e-10, 0, "se");
    assert_close(c->slope, -0.104494724644752, 1e-10, 0, "slope");
    assert_close(c->lower, 1.03725202967642, 1e-9, 0, "lower");
    assert_close(c->upper, 2.09153606143858, 1e-9, 0, "upper");
    assert_false(fabs(sw_factor_with_effect(e)) > 0);
    assert_false(c->used); /* the measurement leads, it needs no factor */
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void calibration_replaces_the_factor_of_a_named_report(void **state)
{
    (void)state;
    sw_pilot *pilot = both_reported_and_measured();
    sw_line line = {.is_benefit = true,
                    .kind = SW_LINE_TIME_SAVED,
                    .evidence = (char *)"time_saved"};
    pilot->lines = &line;
    pilot->n_lines = 1;
    sw_evidence *e = fixture_estimate(pilot);
    assert_true(e->self_report_lead);
    assert_true(e->calibration->used);
    assert_close(sw_inputs_value(&e->inputs, SW_IN_SELF_REPORT),
                 1.49554140127389, 1e-12, 0, "factor");
    /* The same 24 answers give both: cor = (slope - F) se(reported) / (reported
     * se(F)), se(reported) by what Fieller's ends have in the middle. */
    double q = 2.0686576104190406, r = 98.125, m = 146.75;
    double factor = 1.49554140127389, slope = -0.104494724644752;
    double middle = (1.03725202967642 + 2.09153606143858) / 2;
    double v = (r * m - middle * r * r) / (q * q * (slope - middle));
    double want = (slope - factor) * sqrt(v) / (r * 0.247373776831361);
    assert_true(want < -0.5 && want > -0.8);
    assert_close(sw_factor_with_effect(e), want, 1e-7, 0, "drawn together");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void sets_sources_side_by_side(void **state)
{
    (void)state;
    for (int pooled = 0; pooled <= 1; pooled++) {
        sw_pilot *pilot = both_reported_and_measured();
        fixture_undivide(pilot);
        pilot->policy.pooled_evidence = pooled;
        pilot->policy.same_person_correlation = 0.5;
        sw_evidence *e = fixture_estimate(pilot);
        const sw_sources *s = e->sources;
        assert_int_equal(s->n_sources, 2);
        double a = s->sources[0].adjusted_sd, b = s->sources[1].adjusted_sd;
        double gap = s->sources[0].adjusted - s->sources[1].adjusted;
        /* Two sources: the squared gap over its variance. */
        assert_close(s->q, gap * gap / (a * a + b * b - a * b), 1e-10, 0, "q");
        assert_close(s->q_p, erfc(sqrt(s->q / 2)), 1e-10, 0, "p");
        assert_true(s->pooled_sd > 0);
        assert_int_equal(s->used, pooled);
        double priced = sw_inputs_value(&e->inputs, SW_IN_EFFECT);
        assert_close(priced, pooled ? s->pooled : 146.75, 1e-12, 0, "priced");
        if (pooled) {
            assert_null(e->posterior);
            assert_close(sw_inputs_value(&e->inputs, SW_IN_BIAS), 0, 0, 0,
                         "bias");
            assert_close(sw_inputs_value(&e->inputs, SW_IN_SELF_REPORT), 1, 0,
                         0, "factor");
        }
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* What the user set stays, whatever the sources say together. */
static void pooling_leaves_an_effect_set_by_hand(void **state)
{
    (void)state;
    sw_pilot *pilot = both_reported_and_measured();
    fixture_undivide(pilot);
    pilot->policy.pooled_evidence = true;
    pilot->policy.same_person_correlation = 0.5;
    fixture_define(pilot, SW_IN_EFFECT, 60);
    sw_evidence *e = fixture_estimate(pilot);
    assert_true(e->sources->pooled_sd > 0);
    assert_false(e->sources->used);
    assert_close(sw_inputs_value(&e->inputs, SW_IN_EFFECT), 60, 0, 0, "effect");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* 22 of the pilot group and 6 of the control group used it. */
static void sees_use_in_the_control_group(void **state)
{
    (void)state;
    sw_pilot *pilot = controlled(true);
    pilot->policy.contamination = 0.05;
    sw_usage *usage = &pilot->usage;
    usage->n = 28;
    usage->period_days = 7;
    usage->person = g_new(int, usage->n);
    usage->day = g_new(sw_day, usage->n);
    usage->active_days = g_new(double, usage->n);
    usage->actions = g_new(double, usage->n);
    usage->minutes = g_new(double, usage->n);
    for (int i = 0; i < 28; i++) {
        usage->person[i] = i < 22 ? i : PILOT_PEOPLE + i - 22;
        usage->day[i] = pilot->start + 7;
        usage->active_days[i] = 1;
        usage->actions[i] = usage->minutes[i] = NAN;
    }
    sw_evidence *e = fixture_estimate(pilot);
    const sw_contamination *c = e->contamination;
    assert_close(c->uptake_pilot, 22.0 / 24, 1e-14, 0, "pilot");
    assert_close(c->uptake_control, 0.25, 1e-14, 0, "control");
    assert_true(c->diluted);
    assert_close(c->scaled.minutes, 220.125, 1e-11, 0, "scaled");
    assert_close(c->scaled.lower, 155.463930108048, 1e-9, 0, "lower");
    assert_close(c->scaled.upper, 331.019558829912, 1e-9, 0, "upper");
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs_answers_to_the_roster),
        cmocka_unit_test(bounds_of_ranges_are_their_ends),
        cmocka_unit_test(bounds_hold_the_estimate),
        cmocka_unit_test(leaves_each_team_out),
        cmocka_unit_test(weights_the_control_group),
        cmocka_unit_test(spends_alpha_look_by_look),
        cmocka_unit_test(says_when_the_previous_result_cannot_be_read),
        cmocka_unit_test(calibrates_what_people_say),
        cmocka_unit_test(calibration_replaces_the_factor_of_a_named_report),
        cmocka_unit_test(sets_sources_side_by_side),
        cmocka_unit_test(pooling_leaves_an_effect_set_by_hand),
        cmocka_unit_test(sees_use_in_the_control_group),
    };
    sw_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
