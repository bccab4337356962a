/* test_evidence_few_answers.c - few answers, or answers that are all the same:
 * a posterior, and bounds where no more than a range is known. */
#include <math.h>

#include "evidence_fixture.h"
#include "said.h"
#include "sw_test.h"

static const double DAYS = 5;

/* The first `n` of the 24 seat holders answer; the first `none` of them none.
 */
static sw_evidence *estimate(sw_pilot **pilot, size_t n, size_t none,
                             double lower, double upper)
{
    *pilot = fixture_new(true);
    fixture_waves(*pilot, PEOPLE);
    sw_item *item = fixture_item(*pilot, "time_saved", SW_ITEM_TIME_SAVED);
    item->binned = lower < upper;
    for (size_t i = 0; i < n; i++) {
        item->lower[PEOPLE + i] = i < none ? 0 : lower;
        item->upper[PEOPLE + i] = i < none ? 0 : upper;
    }
    return fixture_estimate(*pilot);
}

/* Means as in test_stats_small_sample.c: an integration on a grid in NumPy, of
 * the same numbers of answers. */
static void few_answers_have_a_posterior(void **state)
{
    (void)state;
    const struct {
        size_t n;
        double minutes, mean, low, high;
    } rows[] = {{1, 30, 28.182308, 2.7949, 71.2043},
                {2, 30, 32.300786, 8.29901, 67.9864}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot;
        sw_evidence *e =
            estimate(&pilot, rows[i].n, 0, rows[i].minutes, rows[i].minutes);
        assert_int_equal(e->lead, 0);
        const sw_effect *x = &e->effects[0];
        assert_close(x->estimate, rows[i].mean, 1e-5, 0, "a day");
        assert_close(x->lower, rows[i].low, 1e-3, 0, "lower");
        assert_close(x->upper, rows[i].high, 1e-3, 0, "upper");
        assert_true(isnan(x->df) && isnan(x->p));
        const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
        assert_close(effect->value, DAYS * rows[i].mean, 1e-5, 0, "a week");
        /* The printed interval is the drawn one. */
        assert_close(sw_distribution_quantile(&effect->distribution, 0.025),
                     DAYS * x->lower, 1e-12, 0, "P2.5");
        assert_close(sw_distribution_quantile(&effect->distribution, 0.975),
                     DAYS * x->upper, 1e-12, 0, "P97.5");
        assert_true(any_says(x->notes, "fewer than 20"));
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Of the 24 seats, with those who are silent at none and at 1.2 times the
 * others. */
static void a_shared_range_is_bounded(void **state)
{
    (void)state;
    const struct {
        const char *name;
        size_t n, none;
        double lower, upper, least, most;
        const char *said;
    } rows[] = {
        {"one of 30", 1, 0, 30, 30, 150 / 24.0, 150 * (1 + 1.2 * 23) / 24,
         "One person answered: 30 minutes per day."},
        {"all of one range", 24, 0, 15, 30, 75, 150,
         "All answers, 24, are the same: 15 to 30 minutes per day."},
        {"none but one", 24, 23, 1, 5, 5 / 24.0, 25 / 24.0,
         "23 of 24 answers are none, the others all 1 to 5 minutes per day."},
        {"all none", 24, 24, 0, 0, 0, 0, "All answers, 24, are none."},
        {"above the cap of 120 a day", 24, 0, 600, 600, 600, 600,
         "All answers, 24, are the same: 600 minutes per day."},
        {"open at the top", 12, 0, 60, INFINITY, 150, 600 * 1.1,
         "All answers, 12, are the same: 60 or more minutes per day."},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pilot *pilot;
        sw_evidence *e = estimate(&pilot, rows[i].n, rows[i].none,
                                  rows[i].lower, rows[i].upper);
        assert_true(e->bounds.any);
        assert_close(e->bounds.least, rows[i].least, 1e-12, 1e-12,
                     rows[i].name);
        assert_close(e->bounds.most, rows[i].most, 1e-12, 1e-12, rows[i].name);
        assert_string_equal(said(e->bounds.answered), rows[i].said);
        /* It is estimated all the same, and never a constant. */
        const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
        assert_true(effect->known);
        assert_true(sw_distribution_sd(&effect->distribution) > 0);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Two read answers of none, and `unread` of the 24 seats' that nobody can read:
 * they may be none as well, or 120 minutes a day. */
static void unread_answers_are_no_answers_of_none(void **state)
{
    (void)state;
    for (size_t unread = 1; unread <= 22; unread += 7) {
        sw_pilot *pilot = fixture_new(true);
        sw_item *item = fixture_time_saved(pilot);
        item->n_unread = 1;
        sw_unread_answer depends = {"it depends", unread};
        bool lost_answers[2 * PEOPLE] = {false};
        item->unread_answer = &depends;
        item->unread = lost_answers;
        for (size_t i = 0; i < PEOPLE; i++) {
            bool read = i < 2, lost = !read && i < 2 + unread;
            item->lower[PEOPLE + i] = item->upper[PEOPLE + i] = read ? 0 : NAN;
            item->unread[PEOPLE + i] = lost;
        }
        sw_evidence *e = fixture_estimate(pilot);
        double u = (double)unread, f = (u + 2) / 24;
        double most = DAYS * 120 * u / (u + 2) * (f + (1 - f) * 1.2);
        assert_true(e->bounds.any);
        assert_close(e->bounds.least, 0, 0, 0, "least");
        assert_close(e->bounds.most, most, 0, 1e-12, "most");
        assert_non_null(strstr(said(e->bounds.answered), "cannot be read"));
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

static void answers_that_differ_have_no_bounds(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    fixture_time_saved(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    assert_false(e->bounds.any);
    assert_null(e->effects[0].posterior);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* A lognormal has no lost time: its few answers have a mean and a t. */
static void lost_time_is_no_lognormal(void **state)
{
    (void)state;
    const double minutes[] = {-10, 5, 20};
    sw_pilot *pilot = fixture_new(false);
    fixture_waves(pilot, PEOPLE);
    sw_item *item = fixture_item(pilot, "time_saved", SW_ITEM_TIME_SAVED);
    for (size_t i = 0; i < COUNT(minutes); i++)
        fixture_answer(item, PEOPLE + i, minutes[i]);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
    assert_int_equal(effect->distribution.kind, SW_DIST_STUDENT_T);
    assert_close(effect->value, DAYS * 5, 1e-12, 0, "mean");
    assert_close(effect->distribution.p[1], DAYS * 15 / sqrt(3), 1e-12, 0,
                 "standard error");
    assert_close(effect->distribution.p[2], 2, 0, 0, "own df");
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_answers_have_a_posterior),
        cmocka_unit_test(a_shared_range_is_bounded),
        cmocka_unit_test(unread_answers_are_no_answers_of_none),
        cmocka_unit_test(answers_that_differ_have_no_bounds),
        cmocka_unit_test(lost_time_is_no_lognormal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
