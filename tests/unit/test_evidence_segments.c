/*
 * Effects by department, against tests/reference/evidence_segments.R.
 */
#include "sw_test.h"

#include "evidence/segment.h"
#include "evidence_fixture.h"

enum { GROUPS = 3 };

typedef struct want {
    const char *name;
    bool teams, control, before;
    sw_assignment assignment;
    double minutes[GROUPS], se[GROUPS], df[GROUPS];
} want;

/* clang-format off */
static const want wants[] = {
    {"did, teams", true, true, true, SW_ASSIGN_VOLUNTEERS,
     {171, 148.375, 120.875},
     {22.3511944391601, 45.4767977863962, 43.5735472260079},
     {8.73267326732673, 8.73267326732673, 8.73267326732673}},
    {"ancova, teams", true, true, true, SW_ASSIGN_RANDOMISED,
     {169.011652764995, 158.775585536947, 128.216589790787},
     {17.1747711930564, 37.8059766127233, 42.8549712059483},
     {8.59794467380763, 8.69387147157144, 8.30398043584066}},
    {"ancova, no teams", false, true, true, SW_ASSIGN_RANDOMISED,
     {169.011652764995, 158.775585536947, 128.216589790787},
     {27.4263488917603, 32.9335012928566, 33.7678312912279},
     {12.705795483662, 12.985701560747, 13.1006218232663}},
    {"difference, no teams", false, true, false, SW_ASSIGN_VOLUNTEERS,
     {162.875, 190.875, 150.875},
     {43.228808805174, 48.0359565846253, 55.7986454968731},
     {12.705795483662, 12.985701560747, 13.1006218232663}},
    {"paired, teams", true, false, true, SW_ASSIGN_VOLUNTEERS,
     {208.875, 185.25, 172.25},
     {14.1834022297023, 25.6678068701596, 35.6464116941196},
     {4.36633663366337, 4.36633663366337, 4.36633663366337}},
};
/* clang-format on */

static void blank(sw_item *item, const want *w)
{
    for (size_t i = 0; i < 2 * PEOPLE; i++) {
        bool is_before = i < PEOPLE;
        bool is_control = i % PEOPLE >= PILOT_PEOPLE;
        if ((is_before && !w->before) || (is_control && !w->control))
            item->lower[i] = item->upper[i] = NAN;
    }
}

static void estimates_departments_by_each_design(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wants); i++) {
        const want *w = &wants[i];
        sw_pilot *pilot = fixture_new(w->teams);
        pilot->assignment = w->assignment;
        blank(fixture_time_spent(pilot), w);
        sw_evidence *e = fixture_estimate(pilot);
        assert_int_equal(e->n_segments, GROUPS);
        assert_string_equal(e->segment_by, "department");
        for (size_t g = 0; g < GROUPS; g++) {
            const sw_segment *s = &e->segments[g];
            assert_string_equal(s->name, fixture_departments[g]);
            assert_close(s->minutes, w->minutes[g], 1e-11, 0, w->name);
            assert_close(s->se, w->se[g], 1e-9, 0, w->name);
            assert_close(s->df, w->df[g], 1e-8, 0, w->name);
            assert_close(s->seats, 8, 0, 0, w->name);
            assert_int_equal(s->responses, 8);
            assert_true(s->pooled_sd > 0);
            assert_true(s->lower < s->pooled && s->pooled < s->upper);
        }
        assert_non_null(e->posterior);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* Covariance of the errors of two departments, before it is inflated. */
static void knows_that_teams_span_departments(void **state)
{
    (void)state;
    static const double known[GROUPS] = {-233.401893045367, -440.830212216383,
                                         -984.805853823976};
    sw_pilot *pilot = fixture_new(true);
    fixture_time_spent(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    g_autoptr(sw_rows) rows = sw_rows_of(&e->effects[e->lead], pilot);
    g_autofree size_t *group = g_new(size_t, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        group[i] = (size_t)pilot->roster.people[rows->person[i]].department;
    g_autoptr(sw_group_effects) x = sw_rows_by_group(rows, group, GROUPS);
    assert_close(25 * x->covariance[1], known[0], 1e-9, 0, "1, 2");
    assert_close(25 * x->covariance[2], known[1], 1e-9, 0, "1, 3");
    assert_close(25 * x->covariance[5], known[2], 1e-9, 0, "2, 3");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void converts_departments_on_the_log_scale(void **state)
{
    (void)state;
    static const double minutes[] = {123.914197793332, 71.0400780014691,
                                     120.855229738016};
    static const double se[] = {29.5974515246071, 31.171552027254,
                                30.0663453201656};
    static const double df[] = {14.0085011975188, 13.9996808303539,
                                14.0075134025031};
    sw_pilot *pilot = fixture_new(true);
    sw_outcome *o = fixture_outcome(pilot, "task", TASKS * PEOPLE, 1);
    o->by_task = o->cluster_person = o->log_scale = o->lower_is_better = true;
    o->work_minutes_per_seat_week = 900;
    for (int i = 0; i < PEOPLE; i++)
        for (int k = 0; k < TASKS; k++) {
            int row = TASKS * i + k;
            double forecast = 30 + (i * 11 + k * 7) % 23;
            o->person[row] = i;
            o->after[row] = true;
            o->arm[row] = i < PILOT_PEOPLE ? SW_ARM_PILOT : SW_ARM_CONTROL;
            o->covariate[row] = forecast;
            o->value[row] = forecast * 1.5 + (i * 13) % 17 + (k * 5 + i) % 9 -
                            (i < PILOT_PEOPLE ? 8 : 0);
        }
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_segments, GROUPS);
    for (size_t g = 0; g < GROUPS; g++) {
        const char *name = e->segments[g].name;
        assert_close(e->segments[g].minutes, minutes[g], 1e-10, 0, name);
        assert_close(e->segments[g].se, se[g], 1e-9, 0, name);
        assert_close(e->segments[g].df, df[g], 1e-8, 0, name);
    }
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void adjusts_p_values(void **state)
{
    (void)state;
    static const double p[] = {.01, .04, .03, NAN, .005};
    static const double holm[] = {.03, .06, .06, NAN, .02};
    static const double bh[] = {.02, .04, .04, NAN, .02};
    double got[COUNT(p)];
    sw_holm(got, p, COUNT(p));
    for (size_t i = 0; i < COUNT(p); i++)
        assert_close(got[i], holm[i], 1e-14, 0, "holm");
    sw_benjamini_hochberg(got, p, COUNT(p));
    for (size_t i = 0; i < COUNT(p); i++)
        assert_close(got[i], bh[i], 1e-14, 0, "bh");
}

/* Seats of the departments, the smallest group shown, what stays. */
static void merges_small_departments_into_other(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int seats[GROUPS];
        size_t min_group, n, other;
        int answers[GROUPS]; /* -1: as many as seats */
    } rows[] = {
        {"all large", {9, 8, 7}, 5, 3, 0, {-1, -1, -1}},
        {"one small takes the next", {9, 8, 3}, 5, 2, 11, {-1, -1, -1}},
        {"two small are enough", {9, 3, 3}, 5, 2, 6, {-1, -1, -1}},
        {"all small", {2, 1, 1}, 5, 1, 4, {-1, -1, -1}},
        {"empty ones vanish", {9, 8, 0}, 5, 2, 0, {-1, -1, -1}},
        {"few answers take the next", {9, 8, 7}, 5, 2, 15, {-1, -1, 2}},
        {"few answers of two are enough", {9, 8, 7}, 5, 2, 15, {-1, 3, 2}},
        {"no answers are not few", {9, 8, 7}, 5, 3, 0, {-1, -1, 0}},
        {"few answers in all", {9, 8, 7}, 5, 1, 24, {1, 1, 1}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_person people[32] = {0};
        int label[32];
        bool answered[32];
        sw_roster roster = {.people = people};
        for (int g = 0; g < GROUPS; g++)
            for (int k = 0; k < rows[i].seats[g]; k++) {
                label[roster.n] = g;
                answered[roster.n] =
                    rows[i].answers[g] < 0 || k < rows[i].answers[g];
                people[roster.n++].eligible = true;
            }
        g_autoptr(sw_division) d =
            sw_division_new(&roster, label, fixture_departments, GROUPS,
                            rows[i].min_group, answered);
        if (d->n != rows[i].n)
            print_error("%s\n", rows[i].name);
        assert_int_equal(d->n, rows[i].n);
        size_t seats = 0, last = d->n - 1;
        for (size_t g = 0; g < d->n; g++)
            seats += d->seats[g];
        assert_int_equal(seats, roster.n);
        if (rows[i].other) {
            assert_string_equal(d->name[last], "other");
            assert_int_equal(d->seats[last], rows[i].other);
        }
    }
}

static void keeps_a_silent_segment_with_the_pooled_mean(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    sw_item *item = fixture_time_spent(pilot);
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        if (i % 3 == 1)
            item->lower[i] = item->upper[i] = NAN;
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_segments, GROUPS);
    const sw_segment *s = &e->segments[1];
    assert_string_equal(s->name, fixture_departments[1]);
    assert_true(isnan(s->minutes) && isnan(s->p) && isnan(s->p_holm));
    assert_non_null(s->note);
    assert_close(s->pooled, e->posterior->mu, 1e-9, 0, "pooled");
    assert_true(s->pooled_sd > e->segments[0].pooled_sd);
    assert_close(s->active_share, NAN, 0, 0, "no usage");
    sw_evidence_free(e);
    fixture_free(pilot);
}

static void leaves_the_hand_set_figure_alone(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(true);
    fixture_time_spent(pilot);
    fixture_define(pilot, SW_IN_EFFECT, 12);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_segments, GROUPS);
    assert_null(e->posterior);
    assert_close(e->segments[0].pooled, NAN, 0, 0, "pooled");
    sw_evidence_free(e);
    fixture_free(pilot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_departments_by_each_design),
        cmocka_unit_test(knows_that_teams_span_departments),
        cmocka_unit_test(converts_departments_on_the_log_scale),
        cmocka_unit_test(adjusts_p_values),
        cmocka_unit_test(merges_small_departments_into_other),
        cmocka_unit_test(keeps_a_silent_segment_with_the_pooled_mean),
        cmocka_unit_test(leaves_the_hand_set_figure_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
