#include "stats/distribution.h"

#include <stdio.h>

#include "stats/beta_tail.h"
#include "seatworth/error.h"
#include "sw_test.h"

#include "../reference/stats_distribution.h"

static void tails_agree_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(T_TAIL); i++) {
        const double *r = T_TAIL[i];
        char row[80];
        snprintf(row, sizeof row, "t = %g, df = %g", r[0], r[1]);
        /* A tail of exp(-t^2 / 2) carries t^2 rounding errors. */
        assert_close(sw_t_two_sided(r[0], r[1]), r[2],
                     1e-12 + 1e-15 * r[0] * r[0], 0, row);
    }
    for (size_t i = 0; i < COUNT(BETA_TAIL); i++) {
        const double *r = BETA_TAIL[i];
        sw_distribution d = {.kind = SW_DIST_BETA, .p = {r[1], r[2]}};
        char row[80];
        snprintf(row, sizeof row, "x = %g, a = %g, b = %g", r[0], r[1], r[2]);
        assert_close(sw_distribution_cdf(&d, r[0]), r[3], 1e-12, 0, row);
    }
}

static void t_quantiles_agree_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(T_QUANTILE); i++) {
        const double *r = T_QUANTILE[i];
        assert_close(sw_quantile_t(r[0], r[1]), r[2], 1e-12, 1e-300, "qt");
    }
}

static const double LEVELS[] = {1e-12,    1e-9,     1e-5,     .01, .3,
                                .4999999, .5,       .5000001, .7,  .975,
                                1 - 1e-5, 1 - 1e-9, 1 - 1e-12};

/* Where q is so near 0 or 1 that doubles are too coarse for cdf(q) = p, its
 * neighbours must lie on either side of p. */
static bool is_beta_quantile(double q, double p, double a, double b)
{
    sw_distribution d = {.kind = SW_DIST_BETA, .p = {a, b}};
    if (!(q >= 0.0 && q <= 1.0))
        return false;
    if (fabs(sw_distribution_cdf(&d, q) - p) <= 1e-10)
        return true;
    return sw_distribution_cdf(&d, nextafter(q, -1)) <= p &&
           sw_distribution_cdf(&d, nextafter(q, 2)) >= p;
}

static void beta_quantiles_invert_the_cdf(void **state)
{
    (void)state;
    const double shape[] = {.01, .1, .5, 1, 2.5, 30, 1e3, 5e3, 1e5, 1e6};
    for (size_t i = 0; i < COUNT(shape); i++)
        for (size_t j = 0; j < COUNT(shape); j++)
            for (size_t k = 0; k < COUNT(LEVELS); k++) {
                double q = sw_quantile_beta(LEVELS[k], shape[i], shape[j]);
                if (!is_beta_quantile(q, LEVELS[k], shape[i], shape[j]))
                    fail_msg("beta(%g, %g): quantile of %.17g is %.17g",
                             shape[i], shape[j], LEVELS[k], q);
            }
}

static void t_quantiles_invert_the_cdf(void **state)
{
    (void)state;
    const double dfs[] = {.3, .5, 1, 2.1, 5, 29.9, 30.1, 1e3, 1e5, 1e8, 1e12};
    for (size_t i = 0; i < COUNT(dfs); i++)
        for (size_t k = 0; k < COUNT(LEVELS); k++) {
            double p = LEVELS[k], small = fmin(p, 1.0 - p);
            double q = sw_quantile_t(p, dfs[i]);
            assert_true(isfinite(q));
            assert_true(p < 0.5 ? q < 0 : q >= 0);
            assert_close(sw_t_two_sided(q, dfs[i]), 2 * small, 1e-10, 0, "t");
        }
}

/* R: qnorm(c(1e-12, 1e-300, .975)) */
static void normal_quantiles_agree_with_r(void **state)
{
    (void)state;
    assert_close(sw_quantile_normal(1e-12), -7.0344838253011313, 1e-13, 0, "");
    assert_close(sw_quantile_normal(1e-300), -37.047096299361201, 1e-12, 0, "");
    assert_close(sw_quantile_normal(.975), 1.9599639845400536, 1e-13, 0, "");
}

/* Moments in closed form. */
static const struct {
    const char *name;
    sw_distribution d;
    double mean, sd;
} MOMENTS[] = {
    {"constant", {.kind = SW_DIST_CONSTANT, .p = {3}}, 3, 0},
    {"normal", {.kind = SW_DIST_NORMAL, .p = {-2, 5}}, -2, 5},
    {"lognormal",
     {.kind = SW_DIST_LOGNORMAL, .p = {10, 2.718281828459045}},
     16.487212707001281,
     21.611974158950876},
    {"triangular",
     {.kind = SW_DIST_TRIANGULAR, .p = {0, 1, 5}},
     2,
     1.0801234497346435},
    {"pert",
     {.kind = SW_DIST_PERT, .p = {0, 2, 6}},
     14.0 / 6,
     1.1055415967851333},
    {"beta", {.kind = SW_DIST_BETA, .p = {2, 3}}, .4, .2},
    {"uniform", {.kind = SW_DIST_UNIFORM, .p = {2, 8}}, 5, 1.7320508075688772},
    {"t", {.kind = SW_DIST_STUDENT_T, .p = {1, 2, 6}}, 1, 2.4494897427831779},
};

static void moments_are_those_of_the_closed_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(MOMENTS); i++) {
        const sw_distribution *d = &MOMENTS[i].d;
        assert_int_equal(SW_OK, sw_distribution_check(d, NULL));
        assert_close(sw_distribution_mean(d), MOMENTS[i].mean, 1e-12, 0,
                     MOMENTS[i].name);
        assert_close(sw_distribution_sd(d), MOMENTS[i].sd, 1e-12, 0,
                     MOMENTS[i].name);
    }
}

/* The midpoint rule on the quantile function: a second way to the mean. */
static void draws_have_the_mean_and_the_cdf(void **state)
{
    (void)state;
    enum { N = 4000 };
    for (size_t i = 0; i < COUNT(MOMENTS); i++) {
        const sw_distribution *d = &MOMENTS[i].d;
        double sum = 0;
        for (int k = 0; k < N; k++) {
            double u = (k + .5) / N, x = sw_distribution_draw(d, u);
            sum += x;
            if (d->kind != SW_DIST_CONSTANT)
                assert_close(sw_distribution_cdf(d, x), u, 0, 1e-10,
                             MOMENTS[i].name);
        }
        assert_close(sum / N, MOMENTS[i].mean, 0,
                     2e-3 * (1 + sw_distribution_sd(d)), MOMENTS[i].name);
    }
}

static void a_discrete_mixture_has_steps(void **state)
{
    (void)state;
    double weight[] = {.2, .3, .5};
    sw_distribution part[] = {sw_constant(1), sw_constant(4), sw_constant(10)};
    sw_distribution d = {SW_DIST_MIXTURE, {0}, 3, weight, part}, copy;
    assert_int_equal(SW_OK, sw_distribution_check(&d, NULL));
    assert_close(sw_distribution_mean(&d), 6.4, 1e-14, 0, "mean");
    assert_close(sw_distribution_sd(&d), 3.7469987990390385, 1e-13, 0, "sd");
    const double want[][2] = {{.1, 1}, {.2, 1},   {.21, 4},
                              {.5, 4}, {.51, 10}, {.999, 10}};
    assert_int_equal(SW_OK, sw_distribution_copy(&copy, &d));
    for (size_t i = 0; i < COUNT(want); i++)
        assert_close(sw_distribution_quantile(&copy, want[i][0]), want[i][1], 0,
                     0, "quantile");
    assert_close(sw_distribution_draw(&copy, .19), 1, 0, 0, "draw");
    assert_close(sw_distribution_draw(&copy, .2), 4, 0, 0, "draw");
    assert_close(sw_distribution_draw(&copy, 1 - 1e-16), 10, 0, 0, "draw");
    assert_false(sw_distribution_is_constant(&copy));
    sw_distribution_clear(&copy);
    assert_true(sw_distribution_is_constant(&copy));
}

/* A loss of 5 %, nothing 10 %, PERT(.3, .6, 1) for the rest; the expected
 * quantiles are those of the PERT alone, R: .3 + .7 * qbeta(p, 19/7, 23/7). */
static void what_is_above_zero_of_a_factor(void **state)
{
    (void)state;
    double weight[] = {.05, .10, .85};
    sw_distribution part[] = {{.kind = SW_DIST_UNIFORM, .p = {-1, 0}},
                              sw_constant(0),
                              {.kind = SW_DIST_PERT, .p = {.3, .6, 1}}};
    sw_distribution d = {SW_DIST_MIXTURE, {0}, 3, weight, part};
    assert_int_equal(SW_OK, sw_distribution_check(&d, NULL));
    assert_close(sw_distribution_mean(&d), -.025 + .85 * 3.7 / 6, 1e-14, 0,
                 "mean");
    assert_close(sw_distribution_positive_share(&d), .85, 1e-14, 0, "share");
    for (double p = .05; p < 1; p += .05)
        assert_close(sw_distribution_positive_quantile(&d, p),
                     sw_distribution_quantile(&part[2], p), 1e-9, 0, "inside");
    sw_distribution never = {.kind = SW_DIST_UNIFORM, .p = {-1, 0}};
    assert_close(sw_distribution_positive_share(&never), 0, 0, 0, "never");
    assert_true(isnan(sw_distribution_positive_quantile(&never, .5)));
    sw_distribution normal = {.kind = SW_DIST_NORMAL, .p = {0, 2}};
    assert_close(sw_distribution_positive_quantile(&normal, .5),
                 2 * sw_quantile_normal(.75), 1e-12, 0, "half-normal");
}

static void a_mixture_of_normals_inverts(void **state)
{
    (void)state;
    double weight[] = {.25, .75};
    sw_distribution part[] = {{.kind = SW_DIST_NORMAL, .p = {-5, 1}},
                              {.kind = SW_DIST_NORMAL, .p = {5, 2}}};
    sw_distribution d = {SW_DIST_MIXTURE, {0}, 2, weight, part};
    for (size_t i = 0; i < COUNT(LEVELS); i++)
        assert_close(
            sw_distribution_cdf(&d, sw_distribution_quantile(&d, LEVELS[i])),
            LEVELS[i], 0, 1e-10, "mixture");
}

static const struct {
    const char *name;
    sw_distribution d;
} REFUSED[] = {
    {"sd 0", {.kind = SW_DIST_NORMAL, .p = {0, 0}}},
    {"NaN", {.kind = SW_DIST_CONSTANT, .p = {NAN}}},
    {"gsd 1", {.kind = SW_DIST_LOGNORMAL, .p = {1, 1}}},
    {"median 0", {.kind = SW_DIST_LOGNORMAL, .p = {0, 2}}},
    {"mode above high", {.kind = SW_DIST_TRIANGULAR, .p = {0, 3, 2}}},
    {"a point", {.kind = SW_DIST_PERT, .p = {2, 2, 2}}},
    {"a 0", {.kind = SW_DIST_BETA, .p = {0, 1}}},
    {"low = high", {.kind = SW_DIST_UNIFORM, .p = {1, 1}}},
    {"df 0", {.kind = SW_DIST_STUDENT_T, .p = {0, 1, 0}}},
    {"no quantiles", {.kind = SW_DIST_TABLE, .p = {0, 1}}},
    {"no parts", {.kind = SW_DIST_MIXTURE}},
    {"no such kind", {.kind = (sw_distribution_kind)99}},
};

static void refuses_bad_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        sw_error err = {0};
        if (sw_distribution_check(&REFUSED[i].d, &err) != SW_EDOMAIN)
            fail_msg("%s: accepted", REFUSED[i].name);
        assert_true(err.message[0] != '\0');
    }
    double bad[] = {.5, .6}, good[] = {.5, .5};
    sw_distribution two[] = {sw_constant(0), sw_constant(1)};
    sw_distribution d = {SW_DIST_MIXTURE, {0}, 2, bad, two};
    assert_int_equal(SW_EDOMAIN, sw_distribution_check(&d, NULL));
    d.weight = good;
    assert_int_equal(SW_OK, sw_distribution_check(&d, NULL));
    sw_distribution one = {SW_DIST_MIXTURE, {0}, 1, (double[]){1}, two};
    assert_int_equal(SW_OK, sw_distribution_check(&one, NULL));
    two[1].kind = SW_DIST_MIXTURE;
    assert_int_equal(SW_EDOMAIN, sw_distribution_check(&d, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_agree_with_r),
        cmocka_unit_test(t_quantiles_agree_with_r),
        cmocka_unit_test(beta_quantiles_invert_the_cdf),
        cmocka_unit_test(t_quantiles_invert_the_cdf),
        cmocka_unit_test(normal_quantiles_agree_with_r),
        cmocka_unit_test(moments_are_those_of_the_closed_forms),
        cmocka_unit_test(draws_have_the_mean_and_the_cdf),
        cmocka_unit_test(a_discrete_mixture_has_steps),
        cmocka_unit_test(what_is_above_zero_of_a_factor),
        cmocka_unit_test(a_mixture_of_normals_inverts),
        cmocka_unit_test(refuses_bad_parameters),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/distribution", tests, NULL, NULL);
}
