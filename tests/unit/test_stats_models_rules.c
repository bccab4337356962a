/* Linear models: refusals and identities. */
#include "seatworth/stats_models.h"
#include "sw_test.h"

/* clang-format off */
static const double Y[] = {3, 5, 4, 8, 6, 9.5, 7, 12};
static const double X[] = {1, 2, 2, 5, 3, 6, 4, 7};
static const bool T[] = {false, true, false, true, false, true, false, true};
static const size_t TEAM[] = {1, 2, 3, 4, 1, 2, 3, 4};
static const size_t BY_ARM[] = {1, 2, 1, 2, 1, 2, 1, 2};
static const double BROKEN[] = {1, 2, NAN, 5, 3, 6, 4, 7};
static const double SAME[] = {4, 4, 4, 4, 4, 4, 4, 4};
/* clang-format on */

static sw_adjusted_model plain(void)
{
    return (sw_adjusted_model){.y = Y,
                               .x = X,
                               .treated = T,
                               .n = 8,
                               .k = 1,
                               .vcov = SW_VCOV_HC2,
                               .level = 0.95};
}

static void refuse(sw_adjusted_model a, sw_status want, const char *row)
{
    sw_estimate e[4] = {{.estimate = -99}};
    sw_fit_summary s = {.df = -99};
    sw_error err = {0};
    sw_status st = sw_stats_adjusted_effect(e, &s, &a, &err);
    if (st != want || err.code != want)
        fail_msg("%s: %s", row, sw_status_name(st));
    assert_close(e[0].estimate, -99, 0, 0, row);
    assert_close(s.df, -99, 0, 0, row);
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    sw_adjusted_model a = plain();
    a.level = 1.0;
    refuse(a, SW_EDOMAIN, "level");
    a = plain();
    a.x = BROKEN;
    refuse(a, SW_EDOMAIN, "x not finite");
    a = plain();
    a.y = BROKEN;
    refuse(a, SW_EDOMAIN, "y not finite");
    a = plain();
    a.x = SAME;
    refuse(a, SW_ENODATA, "constant covariate");
    a = plain();
    a.n = 3;
    refuse(a, SW_ENODATA, "one treated unit");
    a = plain();
    a.n = 4;
    a.interact = true;
    refuse(a, SW_ENODATA, "as many rows as coefficients");
    a = plain();
    a.vcov = SW_VCOV_CR2;
    refuse(a, SW_EDOMAIN, "CR2 without clusters");
    a.cluster = BY_ARM;
    refuse(a, SW_ENODATA, "an arm in one cluster");
}

static void exact_fit_has_no_standard_error(void **state)
{
    (void)state;
    double y[8];
    for (size_t i = 0; i < 8; i++)
        y[i] = 1.0 + 2.0 * X[i] + (T[i] ? 3.0 : 0.0);
    sw_adjusted_model a = plain();
    a.y = y;
    sw_estimate e[3];
    sw_fit_summary s;
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(e, &s, &a, NULL));
    assert_close(e[1].estimate, 3.0, 1e-13, 0, "effect");
    assert_close(e[1].se, 0.0, 0, 0, "se");
    assert_true(isnan(e[1].p) && isnan(e[1].ci.lower));
    assert_close(s.residual_sd, 0.0, 0, 0, "residual sd");
    assert_close(s.r_squared, 1.0, 1e-15, 0, "r2");
}

/* Each cluster a unit of its own: CR2 is HC2 (Pustejovsky & Tipton 2018). */
static void singleton_clusters_give_hc2(void **state)
{
    (void)state;
    static const size_t own[] = {0, 1, 2, 3, 4, 5, 6, 7};
    sw_adjusted_model a = plain();
    sw_estimate hc2[3], cr2[3];
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(hc2, NULL, &a, NULL));
    a.vcov = SW_VCOV_CR2;
    a.cluster = own;
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(cr2, NULL, &a, NULL));
    for (size_t j = 0; j < 3; j++)
        assert_close(cr2[j].se, hc2[j].se, 1e-12, 0, "se");
}

static void swapping_arms_flips_the_sign(void **state)
{
    (void)state;
    bool other[8];
    for (size_t i = 0; i < 8; i++)
        other[i] = !T[i];
    sw_adjusted_model a = plain();
    for (int interact = 0; interact < 2; interact++) {
        sw_estimate one[4], two[4];
        a.interact = interact != 0;
        a.treated = T;
        assert_int_equal(SW_OK, sw_stats_adjusted_effect(one, NULL, &a, NULL));
        a.treated = other;
        assert_int_equal(SW_OK, sw_stats_adjusted_effect(two, NULL, &a, NULL));
        assert_close(one[1].estimate, -two[1].estimate, 1e-12, 0, "effect");
        assert_close(one[1].se, two[1].se, 1e-12, 0, "se");
    }
}

/* A balanced covariate: Lin's effect is the difference of the means. */
static void lin_is_the_plain_difference_for_a_balanced_covariate(void **state)
{
    (void)state;
    static const double x[] = {1, 1, 2, 2, 3, 3, 4, 4};
    sw_adjusted_model a = plain();
    a.x = x;
    a.interact = true;
    sw_estimate e[4];
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(e, NULL, &a, NULL));
    assert_close(e[1].estimate, 34.5 / 4 - 20.0 / 4, 1e-13, 0, "difference");
}

static void rows_may_come_in_any_order(void **state)
{
    (void)state;
    static const size_t order[] = {5, 2, 7, 0, 3, 6, 1, 4};
    double y[8], x[8];
    bool t[8];
    size_t team[8];
    for (size_t i = 0; i < 8; i++) {
        y[i] = Y[order[i]];
        x[i] = X[order[i]];
        t[i] = T[order[i]];
        team[i] = TEAM[order[i]];
    }
    sw_adjusted_model a = plain(), b = plain();
    a.cluster = TEAM;
    a.vcov = b.vcov = SW_VCOV_CR2;
    b.y = y;
    b.x = x;
    b.treated = t;
    b.cluster = team;
    sw_estimate one[3], two[3];
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(one, NULL, &a, NULL));
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(two, NULL, &b, NULL));
    assert_close(one[1].estimate, two[1].estimate, 1e-12, 0, "effect");
    assert_close(one[1].se, two[1].se, 1e-12, 0, "se");
    assert_close(one[1].df, two[1].df, 1e-11, 0, "df");
}

static void shifts_and_scales_follow(void **state)
{
    (void)state;
    sw_adjusted_model a = plain();
    sw_estimate one[3], two[3];
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(one, NULL, &a, NULL));
    double y[8], x[8];
    for (size_t i = 0; i < 8; i++) {
        y[i] = 1e9 + Y[i];
        x[i] = X[i] * 1e300;
    }
    a.y = y;
    a.x = x;
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(two, NULL, &a, NULL));
    assert_close(two[1].estimate, one[1].estimate, 1e-12, 0, "effect");
    assert_close(two[1].se, one[1].se, 1e-12, 0, "se");
    assert_close(two[2].estimate, one[2].estimate / 1e300, 1e-12, 0, "slope");
    for (int exponent = -300; exponent <= 300; exponent += 150) {
        for (size_t i = 0; i < 8; i++)
            y[i] = Y[i] * pow(10.0, exponent);
        assert_int_equal(SW_OK, sw_stats_adjusted_effect(two, NULL, &a, NULL));
        assert_close(two[1].se, one[1].se * pow(10.0, exponent), 1e-12, 0,
                     "scaled se");
        assert_close(two[1].p, one[1].p, 1e-11, 0, "scaled p");
    }
}

/* Data-set weights of 2 are two rows each: the same coefficients and, with the
 * degrees of freedom of the sum, the same explained share. */
static void whole_weights_replicate_rows(void **state)
{
    (void)state;
    static const double weights[] = {1, 2, 3, 1, 2, 1, 3, 2};
    double y[15], x[15];
    size_t n = 0;
    for (size_t i = 0; i < 8; i++)
        for (int k = 0; k < (int)weights[i]; k++, n++) {
            y[n] = Y[i];
            x[n] = X[i];
        }
    assert_int_equal(15, n);
    sw_regression one = {.y = Y,
                         .x = X,
                         .n = 8,
                         .k = 1,
                         .weights = weights,
                         .vcov = SW_VCOV_CLASSICAL,
                         .level = 0.95};
    sw_regression two = one;
    two.y = y;
    two.x = x;
    two.n = n;
    two.weights = NULL;
    sw_estimate a[2], b[2];
    sw_fit_summary s, t;
    assert_int_equal(SW_OK, sw_stats_ols_summary(a, &s, &one, NULL));
    assert_int_equal(SW_OK, sw_stats_ols_summary(b, &t, &two, NULL));
    assert_close(a[0].estimate, b[0].estimate, 1e-13, 0, "intercept");
    assert_close(a[1].estimate, b[1].estimate, 1e-13, 0, "slope");
    assert_close(s.r_squared, t.r_squared, 1e-13, 0, "r2");
    /* 6 and 13 degrees of freedom for the same sum of squares */
    assert_close(a[1].se, b[1].se * sqrt(13.0 / 6.0), 1e-12, 0, "se");
}

/* R: clubSandwich 0.5.8, coef_test(lm(y ~ 1), vcovCR(., cl, "CR2")). */
static void intercept_alone_has_its_own_df(void **state)
{
    (void)state;
    static const double y[] = {3, 5, 4, 8, 6, 9.5, 7, 12, 1, 2};
    static const size_t cluster[] = {1, 1, 1, 2, 2, 3, 3, 3, 3, 4};
    sw_regression m = {.y = y,
                       .n = 10,
                       .cluster = cluster,
                       .vcov = SW_VCOV_CR2,
                       .level = 0.95};
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_ols(&e, &m, NULL));
    assert_close(e.estimate, 5.75, 1e-14, 0, "estimate");
    assert_close(e.se, 1.154249395350357421, 1e-12, 0, "se");
    assert_close(e.df, 2.392405063291139555, 1e-11, 0, "df");
    assert_close(e.p, 0.026061166576309448, 1e-11, 0, "p");
}

static void negating_the_outcome_negates_the_effect_only(void **state)
{
    (void)state;
    double y[8];
    for (size_t i = 0; i < 8; i++)
        y[i] = -Y[i];
    sw_adjusted_model a = plain();
    sw_estimate one[3], two[3];
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(one, NULL, &a, NULL));
    a.y = y;
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(two, NULL, &a, NULL));
    assert_close(one[1].estimate, -two[1].estimate, 1e-15, 0, "effect");
    assert_close(one[1].p, two[1].p, 1e-14, 0, "p");
    assert_close(one[1].ci.lower, -two[1].ci.upper, 1e-14, 0, "ci");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(exact_fit_has_no_standard_error),
        cmocka_unit_test(singleton_clusters_give_hc2),
        cmocka_unit_test(swapping_arms_flips_the_sign),
        cmocka_unit_test(lin_is_the_plain_difference_for_a_balanced_covariate),
        cmocka_unit_test(rows_may_come_in_any_order),
        cmocka_unit_test(shifts_and_scales_follow),
        cmocka_unit_test(whole_weights_replicate_rows),
        cmocka_unit_test(intercept_alone_has_its_own_df),
        cmocka_unit_test(negating_the_outcome_negates_the_effect_only),
    };
    return cmocka_run_group_tests_name("stats/models_rules", tests, NULL, NULL);
}
