/*
 * Which effect leads, its letter, its inputs and its chain.
 */
#include "sw_test.h"

#include "evidence_fixture.h"
#include "said.h"

static sw_line time_line(const char *evidence)
{
    return (sw_line){.id = (char *)"time",
                     .kind = SW_LINE_TIME_SAVED,
                     .is_benefit = true,
                     .evidence = (char *)evidence};
}

static bool is_warned(const sw_evidence *e, const char *text)
{
    for (guint i = 0; i < e->warnings->len; i++)
        if (strstr(said(g_ptr_array_index(e->warnings, i)), text))
            return true;
    return false;
}

/* Reported savings of 98 minutes a week beside a measured 147 by difference in
 * differences; whichever is larger, the design decides. */
static void the_best_design_leads_unless_another_is_named(void **state)
{
    (void)state;
    const struct {
        const char *name, *id;
        double scale; /* of the reported saving */
        bool self_report;
        const char *warning;
    } rows[] = {
        {NULL, "time_spent", 1, false, NULL},
        {NULL, "time_spent", 100, false, NULL},
        {"time_spent", "time_spent", 1, false, NULL},
        {"time_saved", "time_saved", 1, true, "has a better design"},
        {"misspelt", "time_spent", 1, false, "gives no minutes"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(true);
        sw_line line = time_line(rows[i].name);
        pilot->lines = &line;
        pilot->n_lines = 1;
        sw_item *saved = fixture_time_saved(pilot);
        for (size_t k = 0; k < pilot->survey.n; k++)
            fixture_answer(saved, k, saved->lower[k] * rows[i].scale);
        fixture_time_spent(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        assert_string_equal(e->effects[e->lead].id, rows[i].id);
        assert_true(e->effects[e->lead].is_primary);
        assert_int_equal(e->self_report_lead, rows[i].self_report);
        if (rows[i].warning)
            assert_true(is_warned(e, rows[i].warning));
        assert_false(e->assumption_only);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void ties_go_to_the_smaller_standard_error(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_item *noisy = fixture_time_saved(pilot);
    for (size_t k = 0; k < pilot->survey.n; k++)
        fixture_answer(noisy, k, noisy->lower[k] * 3);
    fixture_time_saved(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->lead, 1);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Lord's paradox: groups that start apart and regress to one line. */
static void methods_that_disagree_cost_a_grade(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_item *item = fixture_time_spent(pilot);
    for (int i = 0; i < PEOPLE; i++) {
        bool treated = i < PILOT_PEOPLE;
        double before = before_minutes(i) + (treated ? 100 : 0);
        fixture_answer(item, (size_t)i, before);
        fixture_answer(item, (size_t)(PEOPLE + i),
                       before / 2 + (i * 53) % 7 + (treated ? 20 : 0));
    }
    sw_evidence *e = fixture_estimate(pilot);
    assert_true(e->effects[0].estimate < 0); /* difference in differences */
    assert_true(e->effects[1].estimate > 0); /* ANCOVA */
    assert_int_equal(e->grade, 'C');
    assert_non_null(strstr(said(e->grade_reason), "one grade less"));
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Bias of METHODS 4: sd c max(|m|, 30), mean -0.3 max(m, 0) at C. */
static void defines_effect_and_bias_by_grade(void **state)
{
    (void)state;
    const double minutes = 29.35 * 5, se = 2.95287680399076 * 5;
    const struct {
        const char *name;
        double mean_share, sd_share; /* policy.bias_prior.B */
        double mean, sd;
    } rows[] = {{"default", 0, .25, 0, .25 * minutes},
                {"policy", -.1, .5, -.1 * minutes, .5 * minutes},
                {"none", 0, 0, 0, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot = fixture_new(true);
        fixture_undivide(pilot); /* else the segments' posterior is drawn */
        pilot->policy.bias_b_mean = rows[i].mean_share;
        pilot->policy.bias_b_sd = rows[i].sd_share;
        fixture_time_spent(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
        const sw_input *bias = sw_inputs_at(&e->inputs, SW_IN_BIAS);
        assert_int_equal(e->grade, 'B');
        assert_int_equal(effect->distribution.kind, SW_DIST_STUDENT_T);
        assert_close(effect->distribution.p[0], minutes, 1e-11, 0, "location");
        assert_close(effect->distribution.p[1], se, 1e-9, 0, "scale");
        assert_close(effect->distribution.p[2], 13, 1e-8, 0, "df");
        assert_int_equal(effect->provenance, SW_SURVEY);
        assert_close(bias->value, rows[i].mean, 1e-10, 0, rows[i].name);
        assert_close(sw_distribution_sd(&bias->distribution), rows[i].sd, 1e-10,
                     0, rows[i].name);
        assert_close(sw_inputs_value(&e->inputs, SW_IN_SELF_REPORT), 1, 0, 0,
                     "factor");
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Before and after alone, with others measured before only: what regresses to
 * everyone's mean and the design's share of 0.3 charge the same bias. */
static void the_larger_charge_for_regression_applies(void **state)
{
    (void)state;
    const double higher[] = {0, 400};
    for (size_t k = 0; k < COUNT(higher); k++) {
        sw_pilot *pilot = fixture_new(true);
        sw_item *item = fixture_time_spent(pilot);
        double x = 0, y = 0, all = 0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < PEOPLE; i++) {
            bool control = i >= PILOT_PEOPLE;
            double before = before_minutes(i) + (control ? 0 : higher[k]);
            double after =
                before / 10 + 0.9 * (330 + higher[k]) - 60 + (i * 53) % 41;
            fixture_answer(item, (size_t)i, before);
            fixture_answer(item, (size_t)(PEOPLE + i), control ? NAN : after);
            all += before / PEOPLE;
            x += control ? 0 : before / PILOT_PEOPLE;
            y += control ? 0 : after / PILOT_PEOPLE;
        }
        for (size_t i = 0; i < PILOT_PEOPLE; i++) {
            double dx = item->lower[i] - x, dy = item->lower[PEOPLE + i] - y;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        double regressed = 5 * (1 - xy / sqrt(xx * yy)) * (x - all);
        double charged = .3 * 5 * (x - y);
        sw_evidence *e = fixture_estimate(pilot);
        const sw_effect *lead = &e->effects[e->lead];
        const sw_input *bias = sw_inputs_at(&e->inputs, SW_IN_BIAS);
        assert_int_equal(lead->model, SW_MODEL_PAIRED);
        assert_int_equal(regressed > charged, k == 1);
        assert_close(bias->value, -fmax(regressed, charged), 1e-10, 0, "bias");
        assert_true(any_says(lead->notes, "and the larger applies"));
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void before_and_after_is_graded_down_and_drawn_with_its_df(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_item *item = fixture_time_spent(pilot);
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        if (i % PEOPLE >= 3 * TEAM_SIZE) /* three teams: 2 df or fewer */
            item->lower[i] = item->upper[i] = NAN;
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *lead = &e->effects[e->lead];
    const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
    const sw_input *bias = sw_inputs_at(&e->inputs, SW_IN_BIAS);
    /* tests/reference/evidence_teams.R */
    assert_close(lead->rows_df, 2, 1e-9, 0, "df of the rows");
    assert_close(effect->distribution.p[1], 5 * 3.34670892162145, 1e-9, 0,
                 "scale");
    assert_close(effect->distribution.p[2], 5, 1e-9, 0, "df");
    assert_close(lead->lower, -47.3029891630821, 1e-9, 0, "lower");
    assert_close(lead->upper, -30.0970108369179, 1e-9, 0, "upper");
    assert_int_equal(e->grade, 'D'); /* 12 of 24 seats */
    assert_close(bias->value, -.3 * lead->minutes, 1e-12, 0, "bias mean");
    assert_close(bias->distribution.p[1], .4 * lead->minutes, 1e-12, 0, "sd");
    assert_true(is_warned(e, "regression to the mean"));
    assert_true(is_warned(e, "no control group"));
    sw_evidence_free(e);
    fixture_free(pilot);
}

static const char *const steps[] = {"gross answer",
                                    "eligible seats",
                                    "non-response",
                                    "measurement",
                                    "design bias",
                                    "active share",
                                    "verification and rework",
                                    "transport",
                                    "persistence",
                                    "realisation"};

static void the_chain_of_a_self_report_multiplies_up(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_undivide(pilot);
    fixture_time_saved(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_chain, COUNT(steps));
    double minutes = 0;
    for (size_t i = 0; i < COUNT(steps); i++) {
        const sw_link *link = &e->chain[i];
        assert_string_equal(link->step, steps[i]);
        assert_non_null(link->note);
        minutes = link->added ? minutes + link->value : minutes * link->value;
        assert_close(link->minutes_after, minutes, 1e-14, 0, steps[i]);
        assert_true(link->lower <= link->value && link->value <= link->upper);
        if (i == 8)
            assert_close(e->minutes, minutes, 0, 0, "up to realisation");
    }
    /* 98.125 x 0.5 x 0.9 x 0.8 */
    assert_close(e->minutes, 35.325, 1e-13, 0, "minutes");
    assert_close(minutes, 17.6625, 1e-13, 0, "realised");
    /* R: 98.125 + 5 * qt(.025, 23) * 1.92693766586155 */
    assert_close(e->chain[0].lower, 78.1941286635619, 1e-12, 0, "lower");
    assert_int_equal(e->chain[0].provenance, SW_SURVEY);
    assert_int_equal(e->chain[2].provenance, SW_MEASURED); /* all answered */
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void columns_follow_the_same_chain(void **state)
{
    (void)state;
    enum { N = 3 };
    double data[SW_IN_FIXED][N];
    const double *column[SW_IN_FIXED];
    for (size_t id = 0; id < SW_IN_FIXED; id++) {
        column[id] = data[id];
        for (int i = 0; i < N; i++)
            data[id][i] = NAN; /* inputs that the chain does not use */
    }
    const struct {
        size_t id;
        double v[N];
    } rows[] = {
        {SW_IN_EFFECT, {100, -20, 0}}, {SW_IN_SELF_REPORT, {.5, 1, 1}},
        {SW_IN_BIAS, {-10, 5, 8}},     {SW_IN_REWORK, {.25, 0, .5}},
        {SW_IN_TRANSPORT, {1, .5, 1}}, {SW_IN_PERSISTENCE, {.8, 1, .5}}};
    for (size_t k = 0; k < COUNT(rows); k++)
        memcpy(data[rows[k].id], rows[k].v, sizeof rows[k].v);
    double minutes[N];
    sw_evidence_chain(minutes, column, N);
    assert_close(minutes[0], 40 * .75 * .8, 1e-15, 0, "first");
    assert_close(minutes[1], -7.5, 1e-15, 0, "harmful");
    assert_close(minutes[2], 2, 1e-15, 0, "bias alone");
}

/* A second run over the same pilot finds its own inputs and replaces them. */
static void running_twice_gives_the_same(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    fixture_time_spent(pilot);
    sw_evidence *first = fixture_estimate(pilot);
    sw_evidence *second = fixture_estimate(pilot);
    assert_close(second->minutes, first->minutes, 0, 0, "minutes");
    assert_int_equal(second->warnings->len, first->warnings->len);
    sw_evidence_free(first);
    sw_evidence_free(second);
    fixture_free(pilot);
}

static void minutes_set_by_hand_are_kept_and_said(void **state)
{
    (void)state;
    for (int measured = 0; measured <= 1; measured++) {
        sw_pilot *pilot = fixture_new(true);
        fixture_define(pilot, SW_IN_EFFECT, 40);
        if (measured)
            fixture_time_spent(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        assert_close(e->chain[0].value, 40, 0, 0, "gross");
        assert_int_equal(e->assumption_only, !measured);
        assert_int_equal(is_warned(e, "set by hand"), measured);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_design_leads_unless_another_is_named),
        cmocka_unit_test(ties_go_to_the_smaller_standard_error),
        cmocka_unit_test(methods_that_disagree_cost_a_grade),
        cmocka_unit_test(defines_effect_and_bias_by_grade),
        cmocka_unit_test(the_larger_charge_for_regression_applies),
        cmocka_unit_test(before_and_after_is_graded_down_and_drawn_with_its_df),
        cmocka_unit_test(the_chain_of_a_self_report_multiplies_up),
        cmocka_unit_test(columns_follow_the_same_chain),
        cmocka_unit_test(running_twice_gives_the_same),
        cmocka_unit_test(minutes_set_by_hand_are_kept_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
