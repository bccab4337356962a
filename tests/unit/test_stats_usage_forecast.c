/* The forecast of use: against 40-digit matrices (tests/reference), laws that
 * hold for any months, refusals. */
#include "stats/usage_forecast.h"

#include <stdio.h>

#include "sw_test.h"

#include "../reference/usage_forecast.h"

static sw_usage_forecast fit(const int *month, const double *units, size_t n,
                             double growth)
{
    sw_usage_forecast f;
    assert_int_equal(SW_OK,
                     sw_usage_forecast_fit(&f, month, units, n, growth, NULL));
    return f;
}

static double ahead(const sw_usage_forecast *f, int h)
{
    return sw_usage_ahead(f->level, f->growth, f->given, h);
}

/* A slope that is nothing is 0 to the size of rounding. */
static void agrees_with_forty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(USAGE); i++) {
        const char *row = USAGE[i].name;
        sw_usage_forecast f =
            fit(USAGE[i].month, USAGE[i].units, USAGE[i].n, USAGE[i].given);
        assert_int_equal(f.fitted, USAGE[i].fitted);
        assert_close(f.level, USAGE[i].level, 1e-12, 0, row);
        assert_close(f.level_se, USAGE[i].level_se, 1e-11, 0, row);
        assert_close(f.growth, USAGE[i].growth, 1e-11, 0, row);
        assert_close(f.slope, USAGE[i].slope, 1e-11, 0, row);
        assert_close(f.se, USAGE[i].se, 1e-11, 0, row);
        assert_close(f.t, USAGE[i].t, 1e-11, 0, row);
        assert_close(f.cv, USAGE[i].cv, 1e-11, 0, row);
        assert_close(ahead(&f, 1), USAGE[i].at1, 1e-12, 0, row);
        assert_close(ahead(&f, 12), USAGE[i].at12, 1e-11, 0, row);
        assert_close(ahead(&f, 30), USAGE[i].at30, 1e-11, 0, row);
    }
}

static void intervals_agree_with_forty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(USAGE); i++) {
        const char *row = USAGE[i].name;
        sw_usage_forecast f =
            fit(USAGE[i].month, USAGE[i].units, USAGE[i].n, USAGE[i].given);
        sw_interval month, year;
        if (USAGE[i].n < 2)
            continue;
        assert_int_equal(SW_OK,
                         sw_usage_month_interval(&month, &f, 5, 0.9, NULL));
        assert_int_equal(SW_OK, sw_usage_year_interval(&year, &f, 0.9, NULL));
        /* Guarded quantiles are good to 1e-10. */
        assert_close(month.lower, USAGE[i].low5, 1e-9, 1e-9, row);
        assert_close(month.upper, USAGE[i].high5, 1e-9, 0, row);
        assert_close(year.lower, USAGE[i].low_year, 1e-9, 1e-9, row);
        assert_close(year.upper, USAGE[i].high_year, 1e-9, 0, row);
    }
}

static void says_what_the_months_show(void **state)
{
    (void)state;
    const int month[] = {1, 2, 3, 4, 5};
    const double grows[] = {100, 121, 139, 170, 203};
    const double flat[] = {100, 90, 108, 95, 102}, zero[] = {0, 1, 2, 4, 8};
    const double same[] = {3, 3, 3, 3, 3};
    assert_int_equal(fit(month, grows, 5, NAN).basis, SW_USAGE_SLOPE);
    assert_int_equal(fit(month, flat, 5, NAN).basis, SW_USAGE_FLAT);
    assert_int_equal(fit(month, same, 5, NAN).basis, SW_USAGE_FLAT);
    assert_int_equal(fit(month, zero, 5, NAN).basis, SW_USAGE_ZERO);
    assert_int_equal(fit(month, grows, 3, NAN).basis, SW_USAGE_SHORT);
    assert_false(fit(month, flat, 5, NAN).given);
    assert_true(fit(month, flat, 5, 0.1).given);
    assert_close(fit(month, flat, 5, NAN).growth, 0, 0, 0, "flat is 0");
}

/* Use that has no noise goes on with its own growth, damped. */
static void goes_on_where_the_line_ends(void **state)
{
    (void)state;
    const int month[] = {10, 11, 12, 13, 14, 15};
    double units[6];
    for (int i = 0; i < 6; i++)
        units[i] = 400 * exp(0.05 * i);
    sw_usage_forecast f = fit(month, units, 6, NAN);
    assert_close(f.level, units[5], 1e-12, 0, "the last month");
    assert_close(f.growth, 0.05, 1e-12, 0, "growth");
    assert_close(f.cv, 0, 0, 1e-12, "no noise");
    double exponent = 0.05 * (0.9 + 0.81 + 0.729);
    assert_close(ahead(&f, 3), units[5] * exp(exponent), 1e-12, 0, "damped");
    /* Damping lets growth end: nine months' worth in all. */
    assert_close(ahead(&f, 2000), units[5] * exp(0.05 * 9), 1e-12, 0, "end");
    f = fit(month, units, 6, 0.02);
    assert_close(ahead(&f, 3), units[5] * exp(0.06), 1e-12, 0,
                 "a growth that is given is undamped");
    assert_close(ahead(&f, 0), units[5], 1e-12, 0, "now");
    assert_close(ahead(&f, -4), units[5], 1e-12, 0, "before");
    assert_close(sw_usage_ahead(10, -1.2, true, 3), 10 * exp(-3.6), 1e-15, 0,
                 "a wild draw");
}

static void units_and_months_can_be_counted_otherwise(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(USAGE); i++) {
        double units[24];
        int month[24];
        for (size_t k = 0; k < USAGE[i].n; k++) {
            units[k] = USAGE[i].units[k] / 1000;
            month[k] = USAGE[i].month[k] + 24000;
        }
        sw_usage_forecast a =
            fit(USAGE[i].month, USAGE[i].units, USAGE[i].n, USAGE[i].given);
        sw_usage_forecast b = fit(month, units, USAGE[i].n, USAGE[i].given);
        const char *row = USAGE[i].name;
        assert_close(1000 * b.level, a.level, 1e-12, 0, row);
        assert_close(b.growth, a.growth, 1e-11, 0, row);
        assert_close(b.se, a.se, 1e-10, 0, row);
        assert_close(b.cv, a.cv, 1e-11, 0, row);
        sw_interval x, y;
        if (USAGE[i].n < 2)
            continue;
        assert_int_equal(SW_OK, sw_usage_year_interval(&x, &a, 0.8, NULL));
        assert_int_equal(SW_OK, sw_usage_year_interval(&y, &b, 0.8, NULL));
        assert_close(1000 * y.upper, x.upper, 1e-11, 0, row);
        assert_true(x.lower <= x.upper);
    }
}

/* A gap is no neighbour: with lag 1 only months side by side are paired. */
static void months_apart_are_not_paired(void **state)
{
    (void)state;
    const double units[] = {10, 12, 11, 15, 14, 18};
    const int spread[] = {1, 3, 5, 7, 9, 11};
    double y[6], rest[6], sum = 0, slope = 0;
    for (int i = 0; i < 6; i++)
        slope += (spread[i] - 6) * (y[i] = log(units[i])) / 70.0;
    double mean = 0;
    for (int i = 0; i < 6; i++)
        mean += y[i] / 6;
    for (int i = 0; i < 6; i++) {
        rest[i] = y[i] - mean - slope * (spread[i] - 6);
        sum += (spread[i] - 6) * (spread[i] - 6) * rest[i] * rest[i];
    }
    sw_usage_forecast f = fit(spread, units, 6, NAN);
    assert_close(f.slope, slope, 1e-12, 0, "slope");
    assert_close(f.se, sqrt(sum) / 70, 1e-12, 0, "White's error");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    const int month[] = {1, 2, 3}, same[] = {1, 2, 2};
    const double units[] = {1, 2, 3}, below[] = {1, -2, 3};
    const double missing[] = {1, 2, NAN};
    const struct {
        const int *month;
        const double *units;
        size_t n;
        double growth;
        sw_status want;
    } rows[] = {
        {month, units, 0, NAN, SW_ENODATA},
        {month, below, 3, NAN, SW_EDOMAIN},
        {month, missing, 3, NAN, SW_EDOMAIN},
        {same, units, 3, NAN, SW_EDOMAIN},
        {month, units, 3, INFINITY, SW_EDOMAIN},
    };
    sw_usage_forecast f = {.level = -99};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_error err = {0};
        assert_int_equal(rows[i].want, sw_usage_forecast_fit(
                                           &f, rows[i].month, rows[i].units,
                                           rows[i].n, rows[i].growth, &err));
        assert_true(err.message[0] != '\0');
        assert_close(f.level, -99, 0, 0, "left alone");
    }
    sw_interval x = {.lower = -99};
    f = fit(month, units, 1, NAN);
    assert_int_equal(SW_ENODATA, sw_usage_month_interval(&x, &f, 1, 0.9, NULL));
    assert_int_equal(SW_ENODATA, sw_usage_year_interval(&x, &f, 0.9, NULL));
    f = fit(month, units, 3, NAN);
    assert_int_equal(SW_EDOMAIN, sw_usage_month_interval(&x, &f, 0, 0.9, NULL));
    assert_int_equal(SW_EDOMAIN, sw_usage_year_interval(&x, &f, 1, NULL));
    assert_close(x.lower, -99, 0, 0, "left alone");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_forty_digits),
        cmocka_unit_test(intervals_agree_with_forty_digits),
        cmocka_unit_test(says_what_the_months_show),
        cmocka_unit_test(goes_on_where_the_line_ends),
        cmocka_unit_test(units_and_months_can_be_counted_otherwise),
        cmocka_unit_test(months_apart_are_not_paired),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/usage_forecast", tests, NULL,
                                       NULL);
}
