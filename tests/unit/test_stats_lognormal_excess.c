/* Excess of lognormal use: against integrals of the density (tests/reference),
 * the ends of the range. */
#include "stats/lognormal_excess.h"

#include <stdio.h>

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
}

static void refuses_by_nan(void **state)
{
    (void)state;
    assert_true(isnan(sw_lognormal_excess(-1, 0.3, 1)));
    assert_true(isnan(sw_lognormal_excess(1, -0.3, 1)));
    assert_true(isnan(sw_lognormal_excess(1, 0.3, NAN)));
    assert_true(isnan(sw_lognormal_excess(INFINITY, 0.3, 1)));
    assert_true(isnan(sw_lognormal_exceeds(NAN, 0.3, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(excess_is_its_integral),
        cmocka_unit_test(the_ends_of_the_range),
        cmocka_unit_test(refuses_by_nan),
    };
    return cmocka_run_group_tests_name("stats/lognormal_excess", tests, NULL,
                                       NULL);
}
