#include "stats/tail.h"

#include <stdio.h>

#include "stats/distribution.h"
#include "sw_test.h"

#include "../reference/stats_tail.h"

static void gamma_and_f_tails_agree_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(GAMMA_TAIL); i++) {
        const double *r = GAMMA_TAIL[i];
        char row[80];
        snprintf(row, sizeof row, "x = %.17g, shape = %g", r[0], r[1]);
        /* One rounding of x moves the tail by x * density, sqrt(shape). */
        double tolerance = 1e-12 + 1e-15 * sqrt(r[1]);
        assert_close(sw_gamma_lower(r[0], r[1]), r[2], tolerance, 0, row);
        assert_close(sw_gamma_upper(r[0], r[1]), r[3], tolerance, 0, row);
        assert_close(sw_chi2_upper(2 * r[0], 2 * r[1]), r[3], tolerance, 0,
                     row);
    }
    for (size_t i = 0; i < COUNT(F_TAIL); i++) {
        const double *r = F_TAIL[i];
        char row[80];
        snprintf(row, sizeof row, "F = %g, %g and %g df", r[0], r[1], r[2]);
        assert_close(sw_f_lower(r[0], r[1], r[2]), r[3], 2e-12, 0, row);
        assert_close(sw_f_upper(r[0], r[1], r[2]), r[4], 2e-12, 0, row);
    }
}

static void quantiles_agree_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(GAMMA_QUANTILE); i++) {
        const double *r = GAMMA_QUANTILE[i];
        char row[80];
        snprintf(row, sizeof row, "p = %g, shape = %g", r[0], r[1]);
        assert_close(sw_quantile_gamma(r[0], r[1]), r[2], 1e-12, 0, row);
        assert_close(sw_quantile_chi2(r[0], 2 * r[1]), 2 * r[2], 1e-12, 0, row);
    }
    for (size_t i = 0; i < COUNT(F_QUANTILE); i++) {
        const double *r = F_QUANTILE[i];
        char row[80];
        snprintf(row, sizeof row, "p = %g, %g and %g df", r[0], r[1], r[2]);
        assert_close(sw_quantile_f(r[0], r[1], r[2]), r[3], 1e-11, 0, row);
    }
}

static void binomial_agrees_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BINOMIAL); i++) {
        const double *r = BINOMIAL[i];
        char row[80];
        snprintf(row, sizeof row, "%g of %g at %g", r[0], r[1], r[2]);
        assert_close(sw_binomial_lower(r[0], r[1], r[2]), r[3], 1e-12, 0, row);
        assert_close(sw_binomial_upper(r[0], r[1], r[2]), r[4], 1e-12, 0, row);
        assert_close(sw_quantile_binomial(0.9, r[1], r[2]), r[5], 0, 0, row);
    }
}

static const double LEVELS[] = {1e-300, 1e-30, 1e-12, 1e-9, 1e-5,
                                .01,    .3,    .4999, .5};

/* |cdf(q) - p| <= 1e-10 p, or q's neighbours lie on either side of p. */
static bool inverts(double q, double p, double at, double before, double after)
{
    return q >= 0.0 && (fabs(at - p) <= 1e-10 * p ||
                        (fmin(before, after) <= p && fmax(before, after) >= p));
}

static void gamma_quantiles_invert_the_cdf(void **state)
{
    (void)state;
    const double shape[] = {1e-5, .01, .05, .1,  .26, .9,  1,   2.5,
                            30,   1e3, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12};
    for (size_t i = 0; i < COUNT(shape); i++)
        for (size_t k = 0; k < COUNT(LEVELS); k++) {
            double a = shape[i], p = LEVELS[k];
            double q = sw_quantile_gamma(p, a);
            double r = sw_quantile_gamma_upper(p, a);
            if (!inverts(q, p, sw_gamma_lower(q, a),
                         sw_gamma_lower(nextafter(q, -1), a),
                         sw_gamma_lower(nextafter(q, 1e300), a)))
                fail_msg("shape %g: lower %g gives %.17g, cdf %.17g", a, p, q,
                         sw_gamma_lower(q, a));
            if (!inverts(r, p, sw_gamma_upper(r, a),
                         sw_gamma_upper(nextafter(r, -1), a),
                         sw_gamma_upper(nextafter(r, 1e300), a)))
                fail_msg("shape %g: upper %g gives %.17g, cdf %.17g", a, p, r,
                         sw_gamma_upper(r, a));
        }
}

static void f_quantiles_invert_the_cdf(void **state)
{
    (void)state;
    const double df[] = {.3, 1, 2.5, 10, 300, 1e4, 1e6, 1e8, INFINITY};
    for (size_t i = 0; i + 1 < COUNT(df); i++)
        for (size_t j = 0; j < COUNT(df); j++)
            for (size_t k = 0; k < COUNT(LEVELS); k++) {
                double p = LEVELS[k];
                double q = sw_quantile_f_upper(p, df[i], df[j]);
                if (isinf(q)) { /* beyond the doubles: so must its tail be */
                    assert_true(sw_f_upper(1e308, df[i], df[j]) >= p);
                    continue;
                }
                double at = sw_f_upper(q, df[i], df[j]);
                double before = sw_f_upper(nextafter(q, -1), df[i], df[j]);
                double after = sw_f_upper(nextafter(q, 1e300), df[i], df[j]);
                if (!inverts(q, p, at, before, after))
                    fail_msg("F(%g, %g): upper %g gives %.17g, cdf %.17g",
                             df[i], df[j], p, q, at);
            }
}

static void normal_logarithm_reaches_far(void **state)
{
    (void)state;
    assert_close(sw_log_normal_lower(-40), -804.608442013754, 1e-14, 0, "-40");
    assert_close(sw_log_normal_lower(-5), log(sw_normal_lower(-5)), 1e-14, 0,
                 "-5");
    /* R: pnorm(8, log.p = TRUE) */
    assert_close(sw_log_normal_lower(8), -6.2209605742717841e-16, 1e-12, 0,
                 "8");
    assert_true(isfinite(sw_log_normal_lower(-1e100)));
}

static void ends_and_bad_parameters_are_said(void **state)
{
    (void)state;
    assert_close(sw_quantile_gamma(0, 2), 0, 0, 0, "0");
    assert_close(sw_quantile_gamma(1, 2), INFINITY, 0, 0, "1");
    assert_close(sw_quantile_f(1, 2, 3), INFINITY, 0, 0, "F 1");
    assert_close(sw_quantile_normal(0), -INFINITY, 0, 0, "normal 0");
    assert_close(sw_quantile_t(1, 3), INFINITY, 0, 0, "t 1");
    assert_close(sw_quantile_beta(0, 3, 2), 0, 0, 0, "beta 0");
    assert_true(isnan(sw_quantile_gamma(.5, 0)));
    assert_true(isnan(sw_quantile_gamma(NAN, 1)));
    assert_true(isnan(sw_f_upper(1, -1, 2)));
    assert_true(isnan(sw_binomial_lower(1, 2, 1.5)));
    assert_close(sw_gamma_lower(-1, 2), 0, 0, 0, "below 0");
    assert_close(sw_gamma_upper(INFINITY, 2), 0, 0, 0, "infinity");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gamma_and_f_tails_agree_with_r),
        cmocka_unit_test(quantiles_agree_with_r),
        cmocka_unit_test(binomial_agrees_with_r),
        cmocka_unit_test(gamma_quantiles_invert_the_cdf),
        cmocka_unit_test(f_quantiles_invert_the_cdf),
        cmocka_unit_test(normal_logarithm_reaches_far),
        cmocka_unit_test(ends_and_bad_parameters_are_said),
    };
    return cmocka_run_group_tests_name("stats/tail", tests, NULL, NULL);
}
