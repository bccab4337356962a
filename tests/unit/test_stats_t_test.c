#include <string.h>

#include "seatworth/stats.h"
#include "stats_reference.h"

#include "../reference/stats_linear.h"

#define SAMPLE(...)                                                            \
    {                                                                          \
        (const double[]){__VA_ARGS__}, COUNT(((double[]){__VA_ARGS__}))        \
    }

enum { N = COUNT(AFTER) };

/* The values of one arm, shifted. */
static sw_sample arm(double *room, const double *v, bool treated, double shift)
{
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        if (TREATED[i] == treated)
            room[n++] = v[i] + shift;
    return (sw_sample){room, n};
}

static void agrees_with_r(void **state)
{
    (void)state;
    double a[N], b[N];
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_welch(&e, arm(a, AFTER, true, 0),
                                           arm(b, AFTER, false, 0), .95, NULL));
    assert_estimate(&e, &T_TEST[0], 1e-12, 1e-12);
    assert_int_equal(SW_OK, sw_stats_mean(&e, (sw_sample){AFTER, N}, .9, NULL));
    assert_estimate(&e, &T_TEST[1], 1e-12, 1e-12);
    assert_int_equal(SW_OK, sw_stats_paired(&e, (sw_sample){BEFORE, N},
                                            (sw_sample){AFTER, N}, .95, NULL));
    assert_estimate(&e, &T_TEST[2], 1e-12, 1e-12);
}

static void brunner_munzel_agrees_with_r(void **state)
{
    (void)state;
    const double treated[] = {3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4};
    const double control[] = {1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1};
    double a[N], b[N];
    sw_estimate e;
    assert_int_equal(
        SW_OK, sw_stats_brunner_munzel(&e, (sw_sample){treated, COUNT(treated)},
                                       (sw_sample){control, COUNT(control)},
                                       .95, NULL));
    assert_estimate(&e, &BRUNNER_MUNZEL[0], 1e-12, 1e-12);
    /* Published: W = 3.1374675, df = 17.682842, p = 0.0057862. */
    assert_close(e.statistic, 3.1374675, 1e-7, 0, "published");
    assert_int_equal(SW_OK, sw_stats_brunner_munzel(&e, arm(a, SCORE, true, 0),
                                                    arm(b, SCORE, false, 0),
                                                    .95, NULL));
    assert_estimate(&e, &BRUNNER_MUNZEL[1], 1e-12, 1e-12);
}

static void shifting_by_1e9_changes_nothing_but_rounding(void **state)
{
    (void)state;
    double a[N], b[N], c[N], d[N];
    /* Values that 1e9 + v keeps exactly. */
    sw_sample x = arm(a, AFTER, true, 0), y = arm(b, AFTER, false, 0);
    for (size_t i = 0; i < x.n; i++)
        c[i] = (a[i] = round(8 * a[i]) / 8) + 1e9;
    for (size_t i = 0; i < y.n; i++)
        d[i] = (b[i] = round(8 * b[i]) / 8) + 1e9;
    sw_estimate e, far;
    assert_int_equal(SW_OK, sw_stats_welch(&e, x, y, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_welch(&far, (sw_sample){c, x.n},
                                           (sw_sample){d, y.n}, .95, NULL));
    assert_close(far.estimate, e.estimate, 1e-7, 0, "difference");
    assert_close(far.se, e.se, 1e-12, 0, "se");
    assert_int_equal(SW_OK, sw_stats_brunner_munzel(&e, x, y, .95, NULL));
    assert_int_equal(SW_OK,
                     sw_stats_brunner_munzel(&far, (sw_sample){c, x.n},
                                             (sw_sample){d, y.n}, .95, NULL));
    assert_close(far.p, e.p, 0, 0, "brunner-munzel");
}

static void swapping_groups_flips_the_sign(void **state)
{
    (void)state;
    double a[N], b[N];
    sw_sample x = arm(a, AFTER, true, 0), y = arm(b, AFTER, false, 0);
    sw_estimate e, f;
    assert_int_equal(SW_OK, sw_stats_welch(&e, x, y, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_welch(&f, y, x, .95, NULL));
    assert_close(e.estimate, -f.estimate, 1e-15, 0, "difference");
    assert_close(e.ci.lower, -f.ci.upper, 1e-15, 0, "ci");
    assert_close(e.effect_size, -f.effect_size, 1e-15, 0, "g");
    assert_close(e.p, f.p, 1e-15, 0, "p");
    assert_int_equal(SW_OK, sw_stats_brunner_munzel(&e, x, y, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_brunner_munzel(&f, y, x, .95, NULL));
    assert_close(e.estimate, 1 - f.estimate, 1e-14, 0, "relative effect");
    assert_close(e.ci.lower, 1 - f.ci.upper, 1e-13, 0, "logit ci");
    assert_close(e.p, f.p, 1e-13, 0, "p");
}

/* R: 2 * pt(-12.645947967629755, 3998) = 5.70374000364612e-36 */
static void a_tiny_p_does_not_underflow(void **state)
{
    (void)state;
    enum { HALF = 2000 };
    double a[HALF], b[HALF];
    for (int i = 0; i < HALF; i++) {
        b[i] = i % 2;
        a[i] = b[i] + 0.2;
    }
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_welch(&e, (sw_sample){a, HALF},
                                           (sw_sample){b, HALF}, .95, NULL));
    assert_close(e.df, 3998, 1e-12, 0, "df");
    assert_close(e.statistic, 12.645947967629755, 1e-12, 0, "t");
    assert_close(e.p, 5.70374000364612e-36, 1e-12, 0, "p");
}

/* One arm constant is a legal comparison. */
static void one_constant_arm_is_allowed(void **state)
{
    (void)state;
    sw_sample x = SAMPLE(1, 1, 1), y = SAMPLE(0, 1, 2, 5);
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_welch(&e, x, y, .95, NULL));
    assert_close(e.df, 3, 1e-15, 0, "df of the other arm");
}

/* clang-format off */
static const struct {
    const char *name;
    sw_sample treated, control;
    double level;
    sw_status welch, paired, ranks;
} REFUSES[] = {
    {"level 0",      SAMPLE(1, 2), SAMPLE(1, 3),   0,   SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
    {"level 1",      SAMPLE(1, 2), SAMPLE(1, 3),   1,   SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
    {"level NaN",    SAMPLE(1, 2), SAMPLE(1, 3),   NAN, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
    {"one treated",  SAMPLE(1),    SAMPLE(1, 3),   .95, SW_ENODATA, SW_ENODATA, SW_ENODATA},
    {"no control",   SAMPLE(1, 2), {NULL, 0},      .95, SW_ENODATA, SW_ENODATA, SW_ENODATA},
    {"NaN",          SAMPLE(1, 2), SAMPLE(1, NAN), .95, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
    {"infinite",     SAMPLE(1, INFINITY), SAMPLE(1, 3), .95, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
    {"all tied",     SAMPLE(7, 7), SAMPLE(7, 7),   .95, SW_ENODATA, SW_ENODATA, SW_ENODATA},
    {"apart",        SAMPLE(8, 8), SAMPLE(7, 7),   .95, SW_ENODATA, SW_ENODATA, SW_ENODATA},
};
/* clang-format on */

static void refuse(const char *name, sw_status got, sw_status want,
                   const sw_estimate *e, const sw_error *err)
{
    if (got != want || err->code != want || err->message[0] == '\0')
        fail_msg("%s: got %s", name, sw_status_name(got));
    assert_close(e->estimate, -99, 0, 0, name);
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        sw_estimate e = {.estimate = -99};
        sw_error err = {0};
        sw_sample x = REFUSES[i].treated, y = REFUSES[i].control;
        double level = REFUSES[i].level;
        sw_status st = sw_stats_welch(&e, x, y, level, &err);
        refuse(REFUSES[i].name, st, REFUSES[i].welch, &e, &err);
        err = (sw_error){0};
        st = sw_stats_paired(&e, y, x, level, &err);
        refuse(REFUSES[i].name, st, REFUSES[i].paired, &e, &err);
        err = (sw_error){0};
        st = sw_stats_brunner_munzel(&e, x, y, level, &err);
        refuse(REFUSES[i].name, st, REFUSES[i].ranks, &e, &err);
    }
}

static void refuses_a_constant_sample_and_unequal_pairs(void **state)
{
    (void)state;
    sw_estimate e = {.estimate = -99};
    sw_error err = {0};
    sw_sample same = SAMPLE(.1, .1, .1), two = SAMPLE(1, 2);
    refuse("constant", sw_stats_mean(&e, same, .95, &err), SW_ENODATA, &e,
           &err);
    err = (sw_error){0};
    refuse("unequal", sw_stats_paired(&e, same, two, .95, &err), SW_EDOMAIN, &e,
           &err);
    sw_sample x = SAMPLE(5, 6), y = SAMPLE(1, 2);
    err = (sw_error){0};
    refuse("separated", sw_stats_brunner_munzel(&e, x, y, .95, &err),
           SW_ENODATA, &e, &err);
    assert_non_null(strstr(err.message, "do not overlap"));
}

/* Squares of 1e200 are out of range. Against 1, 2, 3 the control is nothing:
 * 2e200, its se 1e200 / sqrt 3 (and where both arms are as large, 1e200 times
 * sqrt(2/3) round 1e200), df that of the large arm alone (n - 1 = 2, or 4). */
static void one_arm_may_be_out_of_the_range_of_squares(void **state)
{
    (void)state;
    sw_sample large = SAMPLE(1e200, 2e200, 3e200), small = SAMPLE(1, 2, 3),
              middle = SAMPLE(0, 1e200, 2e200);
    const struct {
        const char *name;
        sw_sample a, b;
        double estimate, se, df;
    } rows[] = {
        {"treated", large, small, 2e200, 1e200 / sqrt(3), 2},
        {"control", small, large, -2e200, 1e200 / sqrt(3), 2},
        {"both", large, middle, 1e200, 1e200 * sqrt(2. / 3), 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_estimate e;
        assert_int_equal(SW_OK,
                         sw_stats_welch(&e, rows[i].a, rows[i].b, .95, NULL));
        assert_close(e.estimate, rows[i].estimate, 1e-14, 0, rows[i].name);
        assert_close(e.se, rows[i].se, 1e-14, 0, rows[i].name);
        assert_close(e.df, rows[i].df, 1e-14, 0, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_arm_may_be_out_of_the_range_of_squares),
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(brunner_munzel_agrees_with_r),
        cmocka_unit_test(shifting_by_1e9_changes_nothing_but_rounding),
        cmocka_unit_test(swapping_groups_flips_the_sign),
        cmocka_unit_test(a_tiny_p_does_not_underflow),
        cmocka_unit_test(one_constant_arm_is_allowed),
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(refuses_a_constant_sample_and_unequal_pairs),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/t_test", tests, NULL, NULL);
}
