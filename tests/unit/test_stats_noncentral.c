#include "stats/noncentral_t.h"

#include <stdio.h>

#include "stats/tail.h"
#include "sw_test.h"

#include "../reference/stats_noncentral.h"

static void noncentral_t_agrees_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(NONCENTRAL_T); i++) {
        const double *r = NONCENTRAL_T[i];
        char row[80];
        snprintf(row, sizeof row, "t = %g, df = %g, ncp = %g", r[0], r[1],
                 r[2]);
        assert_close(sw_noncentral_t_lower(r[0], r[1], r[2]), r[3], 1e-12, 0,
                     row);
        assert_close(sw_noncentral_t_upper(r[0], r[1], r[2]), r[4], 1e-12, 0,
                     row);
    }
    for (size_t i = 0; i < COUNT(NONCENTRAL_QUANTILE); i++) {
        const double *r = NONCENTRAL_QUANTILE[i];
        /* R searches qt(ncp =) to 1e-11 only. */
        assert_close(sw_quantile_noncentral_t(r[0], r[1], r[2]), r[3], 1e-9, 0,
                     "qt");
    }
}

static void noncentral_quantiles_invert_the_cdf(void **state)
{
    (void)state;
    const double df[] = {.3, 1, 2, 10, 1e3, 1e6, 1e9, 1e12, 1e14, INFINITY};
    const double ncp[] = {-1e3, -37, -3, .01, 5, 60, 1e4};
    const double p[] = {1e-30, 1e-12, .01, .5, .99, 1 - 1e-12};
    for (size_t i = 0; i < COUNT(df); i++)
        for (size_t j = 0; j < COUNT(ncp); j++)
            for (size_t k = 0; k < COUNT(p); k++) {
                double q = sw_quantile_noncentral_t(p[k], df[i], ncp[j]);
                double lower = sw_noncentral_t_lower(q, df[i], ncp[j]);
                double upper = sw_noncentral_t_upper(q, df[i], ncp[j]);
                double miss =
                    p[k] <= .5 ? lower / p[k] - 1 : upper / (1 - p[k]) - 1;
                if (!(fabs(miss) <= 1e-10 && fabs(lower + upper - 1) < 1e-11))
                    fail_msg("df %g, ncp %g, p %g: q %.17g, cdf %.17g + %.17g",
                             df[i], ncp[j], p[k], q, lower, upper);
            }
}

static void noncentral_t_has_its_symmetries(void **state)
{
    (void)state;
    assert_close(sw_noncentral_t_lower(-2, 7, 1.5),
                 sw_noncentral_t_upper(2, 7, -1.5), 1e-14, 0, "mirror");
    /* R: pt(2, 18, 1.7) of R 4.2.2. */
    assert_close(sw_noncentral_t_lower(2, 18, 1.7), 0.601719098881564, 1e-12, 0,
                 "golden");
    assert_close(sw_noncentral_t_upper(1, INFINITY, .4), sw_normal_upper(.6),
                 1e-15, 0, "normal");
    assert_true(isnan(sw_noncentral_t_lower(1, 0, 1)));
    assert_true(isnan(sw_quantile_noncentral_t(.5, 2, NAN)));
    assert_true(isnan(sw_quantile_noncentral_t(1.5, 2, 1)));
    assert_true(isnan(sw_quantile_noncentral_t(-.5, 2, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noncentral_t_agrees_with_r),
        cmocka_unit_test(noncentral_quantiles_invert_the_cdf),
        cmocka_unit_test(noncentral_t_has_its_symmetries),
    };
    return cmocka_run_group_tests_name("stats/noncentral", tests, NULL, NULL);
}
