/* The pool of metered units: fits and months against what was planted. */
#include "stats/usage_pool.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "sw_test.h"

enum { PEOPLE = 4000 };

/* Evenly through the quantiles, so that the sample is its distribution. */
static double *lognormal(double location, double scale)
{
    double *x = calloc(PEOPLE, sizeof *x);
    for (size_t i = 0; x != NULL && i < PEOPLE; i++)
        x[i] = exp(location +
                   scale * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / PEOPLE));
    return x;
}

static double *gamma_quantiles(double shape, double mean)
{
    double *x = calloc(PEOPLE, sizeof *x);
    for (size_t i = 0; x != NULL && i < PEOPLE; i++)
        x[i] =
            gsl_cdf_gamma_Pinv(((double)i + 0.5) / PEOPLE, shape, mean / shape);
    return x;
}

static void finds_the_family_and_its_tail(void **state)
{
    (void)state;
    double *heavy = lognormal(5, 1.2), *light = gamma_quantiles(2, 300);
    sw_pool_fit f;
    assert_int_equal(SW_OK,
                     sw_pool_fit_people(&f, (sw_sample){heavy, PEOPLE}, NULL));
    assert_int_equal(f.family, SW_FAMILY_LOGNORMAL);
    assert_true(f.aic[0] < f.aic[1]);
    assert_close(f.location, 5, 1e-6, 0, "location");
    assert_close(f.scale, 1.2, 2e-3, 0, "scale");
    assert_close(f.mean, exp(5 + 1.2 * 1.2 / 2), 5e-3, 0, "mean");
    assert_close(f.sd, exp(5 + 1.2 * 1.2 / 2) * sqrt(expm1(1.2 * 1.2)), 1e-2, 0,
                 "lognormal sd");
    /* The top twentieth's share: 1 - pnorm(qnorm(.95) - 1.2) = 0.3283. */
    assert_close(f.tail_fitted,
                 gsl_cdf_ugaussian_Q(gsl_cdf_ugaussian_Pinv(0.95) - 1.2), 1e-2,
                 0, "tail");
    assert_close(f.tail_observed, f.tail_fitted, 2e-2, 0, "tail is right");

    assert_int_equal(SW_OK,
                     sw_pool_fit_people(&f, (sw_sample){light, PEOPLE}, NULL));
    assert_int_equal(f.family, SW_FAMILY_GAMMA);
    assert_close(f.mean, 300, 1e-3, 0, "gamma mean");
    assert_close(f.sd, 300 / sqrt(2), 5e-3, 0, "gamma sd");
    free(heavy);
    free(light);
}

static void people_who_use_nothing_count(void **state)
{
    (void)state;
    double *x = lognormal(3, 0.5);
    for (size_t i = 0; i < PEOPLE; i += 4)
        x[i] = 0;
    sw_pool_fit f;
    assert_int_equal(SW_OK,
                     sw_pool_fit_people(&f, (sw_sample){x, PEOPLE}, NULL));
    assert_close(f.zero_share, 0.25, 1e-12, 0, "zeros");
    double mean = exp(3 + 0.125), squares = mean * mean * exp(0.25);
    assert_close(f.mean, 0.75 * mean, 2e-3, 0, "mean of all");
    assert_close(f.sd, sqrt(0.75 * squares - 0.75 * 0.75 * mean * mean), 5e-3,
                 0, "sd of all");
    free(x);
}

static void a_tail_that_does_not_fit_shows(void **state)
{
    (void)state;
    double *x = gamma_quantiles(4, 100);
    for (size_t i = 0; i < PEOPLE / 100; i++) /* one in a hundred: agents */
        x[i * 100] = 20000;
    sw_pool_fit f;
    assert_int_equal(SW_OK,
                     sw_pool_fit_people(&f, (sw_sample){x, PEOPLE}, NULL));
    assert_true(f.tail_observed > 1.25 * f.tail_fitted);
    free(x);
}

static void a_pool_is_exceeded_as_often_as_it_should(void **state)
{
    (void)state;
    sw_pool_fit f = {.family = SW_FAMILY_GAMMA,
                     .location = log(100),
                     .scale = 1, /* exponential */
                     .mean = 100,
                     .sd = 100};
    sw_pool_overage o;
    assert_int_equal(SW_OK, sw_pool_simulate(&o, &f, 400, 0, 7, NULL));
    /* All units are beyond an empty pool; error of 4,000 months of sd 2000. */
    assert_close(o.mean, 40000, 0, 4 * 2000 / sqrt(4000), "empty pool");
    assert_int_equal(SW_OK, sw_pool_simulate(&o, &f, 400, 40000, 7, NULL));
    /* A normal beyond its mean: sd / sqrt(2 pi) */
    assert_close(o.mean, 2000 / sqrt(2 * acos(-1.0)), 0.08, 0,
                 "pool at the mean");
    assert_close(o.p05, 0, 0, 0, "half the months stay within");
    assert_close(o.p95, 2000 * 1.645, 0.1, 0, "one month of twenty");
    sw_pool_overage again;
    assert_int_equal(SW_OK, sw_pool_simulate(&again, &f, 400, 40000, 7, NULL));
    assert_close(again.mean, o.mean, 0, 0, "same seed");
}

static void refuses_what_cannot_be_fitted(void **state)
{
    (void)state;
    const double few[] = {1, 2, 3};
    const double none[12] = {0};
    const double below[12] = {1, 2, 3, -1, 5, 6, 7, 8, 9, 10, 11, 12};
    sw_pool_fit f = {.mean = -99};
    assert_int_equal(SW_ENODATA,
                     sw_pool_fit_people(&f, (sw_sample){few, 3}, NULL));
    assert_int_equal(SW_ENODATA,
                     sw_pool_fit_people(&f, (sw_sample){none, 12}, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_pool_fit_people(&f, (sw_sample){below, 12}, NULL));
    assert_close(f.mean, -99, 0, 0, "left alone");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_family_and_its_tail),
        cmocka_unit_test(people_who_use_nothing_count),
        cmocka_unit_test(a_tail_that_does_not_fit_shows),
        cmocka_unit_test(a_pool_is_exceeded_as_often_as_it_should),
        cmocka_unit_test(refuses_what_cannot_be_fitted),
    };
    return cmocka_run_group_tests_name("stats/usage_pool", tests, NULL, NULL);
}
