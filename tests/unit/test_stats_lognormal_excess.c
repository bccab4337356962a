/* Excess and bill of lognormal use: against integrals of the density
 * (tests/reference), bounds that hold for every use, the ends of the range. */
#include "stats/lognormal_excess.h"

#include <stdio.h>

#include "base/random.h"
#include "sw_test.h"

#include "../reference/lognormal_excess.h"

/* A deep tail is what two equal terms differ by: relative to the mean it is
 * exact, relative to itself it keeps nine digits. */
static void excess_is_its_integral(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(EXCESS); i++) {
        const double *r = EXCESS[i];
        char row[80];
        snprintf(row, sizeof row, "mean %g cv %g beyond %g", r[0], r[1], r[2]);
        double got = sw_lognormal_excess(r[0], r[1], r[2]);
        assert_close(got, r[3], 1e-13, 1e-14 * r[0], row);
        assert_close(got, r[3], 1e-9, 0, row);
        assert_close(sw_lognormal_exceeds(r[0], r[1], r[2]), r[4], 1e-10, 0,
                     row);
    }
}

static void bill_is_its_integral(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BILL); i++) {
        const double *r = BILL[i];
        sw_usage_bill b = {r[2], r[3], r[4], r[5]};
        char row[80];
        snprintf(row, sizeof row, "bill %zu", i);
        assert_close(sw_expected_bill(r[0], r[1], &b), r[6], 1e-12, 0, row);
        assert_close(sw_blocked_share(r[0], r[1], &b), r[7], 1e-12, 0, row);
    }
}

static void quantiles_invert_the_tail(void **state)
{
    (void)state;
    const double tails[] = {1e-9, 0.01, 0.2, 0.5, 0.9, 0.9999};
    const double cvs[] = {0.01, 0.4, 2, 30};
    for (size_t i = 0; i < COUNT(tails); i++)
        for (size_t k = 0; k < COUNT(cvs); k++) {
            double x = sw_lognormal_quantile_upper(500, cvs[k], tails[i]);
            assert_close(sw_lognormal_exceeds(500, cvs[k], x), tails[i], 1e-9,
                         0, "tail");
        }
    assert_close(sw_lognormal_quantile_upper(500, 0, 0.3), 500, 1e-15, 0,
                 "a constant");
}

static double uniform(sw_random *r, double low, double high)
{
    return low + (high - low) * sw_random_uniform(r);
}

/* A bill is convex in use up to its cap: the bill of the mean is too low, that
 * of all use at the price too high. */
static void the_bill_of_the_mean_is_the_least(void **state)
{
    (void)state;
    sw_random r;
    sw_random_init(&r, 11, 0);
    for (int i = 0; i < 20000; i++) {
        double mean = exp(uniform(&r, -5, 20)), cv = exp(uniform(&r, -9, 3));
        sw_usage_bill b = {.pool = mean * exp(uniform(&r, -4, 2)) * (i % 3 > 0),
                           .price = exp(uniform(&r, -12, 3)),
                           .cap = INFINITY};
        b.commit = b.price * mean * exp(uniform(&r, -4, 2)) * (i % 5 > 1);
        double of_mean = fmax(b.commit, b.price * fmax(0, mean - b.pool));
        double bill = sw_expected_bill(mean, cv, &b);
        assert_true(bill >= of_mean * (1 - 1e-14));
        assert_true(bill <= (b.commit + b.price * mean) * (1 + 1e-14));
        b.cap = b.commit + b.price * mean * uniform(&r, 0, 2);
        double capped = sw_expected_bill(mean, cv, &b);
        double blocked = sw_blocked_share(mean, cv, &b);
        assert_true(capped <= fmin(bill, b.cap) * (1 + 1e-14));
        assert_true(capped >= b.commit && blocked >= 0 && blocked <= 1);
        /* What is not billed is what is blocked. */
        assert_close(bill - capped, b.price * blocked * mean, 1e-9,
                     1e-12 * bill, "blocked");
    }
}

static void more_spread_costs_more(void **state)
{
    (void)state;
    sw_usage_bill b = {.pool = 900, .price = 2, .commit = 300, .cap = INFINITY};
    double last = 0;
    for (double cv = 0; cv < 5; cv += 0.01) {
        double bill = sw_expected_bill(1000, cv, &b);
        assert_true(bill >= last);
        last = bill;
    }
}

static void the_ends_of_the_range(void **state)
{
    (void)state;
    assert_close(sw_lognormal_excess(100, 0.3, 0), 100, 0, 0, "no pool");
    assert_close(sw_lognormal_excess(100, 0.3, -20), 120, 0, 0, "less");
    assert_close(sw_lognormal_excess(100, 0, 60), 40, 0, 0, "constant");
    assert_close(sw_lognormal_excess(100, 0, 130), 0, 0, 0, "constant within");
    assert_close(sw_lognormal_excess(100, 1e-12, 60), 40, 1e-15, 0, "nearly");
    assert_close(sw_lognormal_excess(0, 0.3, 60), 0, 0, 0, "no use");
    assert_close(sw_lognormal_excess(100, 0.3, INFINITY), 0, 0, 0, "no end");
    assert_close(sw_lognormal_excess(100, 0.3, 1e300), 0, 0, 0, "huge");
    assert_close(sw_lognormal_excess(100, 0.3, 1e-300), 100, 0, 0, "tiny");
    assert_close(sw_lognormal_excess(1e300, 0.3, 1e-300), 1e300, 0, 0, "both");
    assert_close(sw_lognormal_excess(100, 1e200, 60), 100, 1e-12, 0, "wild");
    assert_close(sw_lognormal_exceeds(100, 0, 60), 1, 0, 0, "always");
    assert_close(sw_lognormal_exceeds(100, 0, 100), 0, 0, 0, "never");
    assert_close(sw_lognormal_exceeds(100, 2, 0), 1, 0, 0, "above nothing");
    sw_usage_bill free_units = {.pool = 1, .commit = 7, .cap = 3};
    assert_close(sw_expected_bill(100, 1, &free_units), 7, 0, 0, "no price");
    assert_close(sw_blocked_share(100, 1, &free_units), 0, 0, 0, "no price");
}

static void refuses_by_nan(void **state)
{
    (void)state;
    assert_true(isnan(sw_lognormal_excess(-1, 0.3, 1)));
    assert_true(isnan(sw_lognormal_excess(1, -0.3, 1)));
    assert_true(isnan(sw_lognormal_excess(1, 0.3, NAN)));
    assert_true(isnan(sw_lognormal_excess(INFINITY, 0.3, 1)));
    assert_true(isnan(sw_lognormal_exceeds(NAN, 0.3, 1)));
    assert_true(isnan(sw_lognormal_quantile_upper(1, 0.3, 1)));
    const sw_usage_bill bad[] = {{.price = -1, .cap = INFINITY},
                                 {.price = 1, .commit = -1, .cap = 2},
                                 {.price = 1, .pool = NAN, .cap = 2},
                                 {.price = 1, .cap = NAN}};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_true(isnan(sw_expected_bill(1, 0.3, &bad[i])));
    assert_true(isnan(sw_expected_bill(-1, 0.3, &(sw_usage_bill){.cap = 1})));
    assert_true(isnan(sw_blocked_share(1, 0.3, &bad[3])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(excess_is_its_integral),
        cmocka_unit_test(bill_is_its_integral),
        cmocka_unit_test(quantiles_invert_the_tail),
        cmocka_unit_test(the_bill_of_the_mean_is_the_least),
        cmocka_unit_test(more_spread_costs_more),
        cmocka_unit_test(the_ends_of_the_range),
        cmocka_unit_test(refuses_by_nan),
    };
    return cmocka_run_group_tests_name("stats/lognormal_excess", tests, NULL,
                                       NULL);
}
