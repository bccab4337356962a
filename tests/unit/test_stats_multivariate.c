/* Rectangle probabilities and simultaneous intervals. */
#include "stats/multivariate.h"

#include <omp.h>

#include "seatworth/stats_design.h"
#include "stats/distribution.h"
#include "stats/one_factor.h"
#include "stats/tail.h"
#include "sw_test.h"

enum { MOST = 12 };

static void equal_correlations(double *r, size_t k, double rho)
{
    for (size_t i = 0; i < k * k; i++)
        r[i] = i % (k + 1) == 0 ? 1.0 : rho;
}

/* With all correlations 1/2 every orthant of one sign has 1 / (k + 1), for the
 * normal and, by symmetry of direction, for every t. */
static void orthants_have_their_closed_form(void **state)
{
    (void)state;
    const double df[] = {INFINITY, 3, 40};
    for (size_t k = 1; k <= 8; k += k < 3 ? 1 : 5)
        for (size_t d = 0; d < COUNT(df); d++) {
            double r[MOST * MOST], low[MOST], high[MOST], p, miss;
            equal_correlations(r, k, .5);
            for (size_t i = 0; i < k; i++)
                low[i] = -INFINITY, high[i] = 0;
            sw_rectangle box = {low, high, r, k, df[d], 2e-4, 1};
            assert_int_equal(SW_OK,
                             sw_rectangle_probability(&p, &miss, &box, NULL));
            assert_true(miss <= 2e-4);
            assert_close(p, 1.0 / (double)(k + 1), 0, 2e-4, "orthant");
        }
}

static void independent_sides_multiply(void **state)
{
    (void)state;
    double r[9], low[] = {-1, 0, -INFINITY}, high[] = {2, 1.5, .3}, p;
    equal_correlations(r, 3, 0);
    sw_rectangle box = {low, high, r, 3, INFINITY, 1e-5, 1};
    assert_int_equal(SW_OK, sw_rectangle_probability(&p, NULL, &box, NULL));
    double want = 1;
    for (int i = 0; i < 3; i++)
        want *= sw_normal_lower(high[i]) - sw_normal_lower(low[i]);
    assert_close(p, want, 1e-10, 0, "product");
}

/* X, -X and X again: one dimension in truth. */
static void singular_correlations_are_taken(void **state)
{
    (void)state;
    const double r[] = {1, -1, 1, -1, 1, -1, 1, -1, 1};
    const double low[] = {-1, -.5, -2}, high[] = {2, 3, 1.2};
    double p;
    sw_rectangle box = {low, high, r, 3, INFINITY, 1e-5, 1};
    assert_int_equal(SW_OK, sw_rectangle_probability(&p, NULL, &box, NULL));
    assert_close(p, sw_normal_lower(.5) - sw_normal_lower(-1), 0, 1e-5, "p");
}

/* The quadrature of one common factor against the lattice. */
static void two_ways_agree(void **state)
{
    (void)state;
    const double df[] = {INFINITY, 12};
    double l[4] = {.9, .5, -.3, .7}, r[16], low[4], high[4], p, c = 2.2;
    for (size_t i = 0; i < 16; i++)
        r[i] = i % 5 == 0 ? 1.0 : l[i / 4] * l[i % 4];
    for (size_t i = 0; i < 4; i++)
        low[i] = -c, high[i] = c;
    for (size_t d = 0; d < COUNT(df); d++) {
        sw_rectangle box = {low, high, r, 4, df[d], 1e-4, 3};
        assert_int_equal(SW_OK, sw_rectangle_probability(&p, NULL, &box, NULL));
        double inside = sw_one_factor_inside(c, l, 4, df[d]);
        assert_close(p, inside, 0, 1e-4, "p");
        assert_close(inside + sw_one_factor_outside(c, l, 4, df[d]), 1, 1e-13,
                     0, "both sides");
        double found[4];
        assert_true(sw_one_factor_loadings(found, r, 4));
        assert_close(found[0] * found[2], -.27, 1e-12, 0, "loadings");
        assert_int_equal(SW_OK,
                         sw_rectangle_equal_bound(&c, inside, &box, NULL));
        assert_close(c, 2.2, 0, 1e-3, "c");
        c = 2.2;
    }
}

/* mvtnorm::qmvnorm and qmvt, three correlations of 1/2. */
static void critical_values_agree_with_mvtnorm(void **state)
{
    (void)state;
    const double df[] = {INFINITY, 20}, want[] = {2.348912, 2.540348};
    double v[9];
    equal_correlations(v, 3, .5);
    for (int d = 0; d < 2; d++) {
        sw_estimate e[3] = {{.estimate = 0}, {.estimate = 1}, {.estimate = -4}};
        assert_int_equal(SW_OK,
                         sw_stats_simultaneous(e, v, 3, df[d], .95, NULL));
        assert_close(e[0].ci.upper, want[d], 0, 1e-4, "c");
        assert_close(e[0].p, 1, 1e-12, 0, "p of 0");
        assert_true(e[2].p < .05 && e[2].ci.upper < 0 && e[1].ci.lower < 0);
    }
}

static void one_estimate_is_a_t_test(void **state)
{
    (void)state;
    sw_estimate e = {.estimate = 2.5};
    const double v = 1.44;
    assert_int_equal(SW_OK, sw_stats_simultaneous(&e, &v, 1, 7, .9, NULL));
    double half = -sw_quantile_t(.05, 7) * 1.2;
    assert_close(e.ci.upper, 2.5 + half, 1e-10, 0, "ci");
    assert_close(e.se, 1.2, 1e-15, 0, "se");
    assert_close(e.p, sw_f_upper(2.5 * 2.5 / 1.44, 1, 7), 1e-10, 0, "p");
}

static void units_and_order_do_not_matter(void **state)
{
    (void)state;
    const double v[] = {2, .7, -.4, .7, 1, .3, -.4, .3, 3};
    const double scale[] = {1e-150, 1e150};
    sw_estimate e[3] = {{.estimate = 3}, {.estimate = 1}, {.estimate = -4}};
    assert_int_equal(SW_OK, sw_stats_simultaneous(e, v, 3, 15, .95, NULL));
    for (int s = 0; s < 2; s++) {
        sw_estimate f[3];
        double w[9];
        for (int i = 0; i < 9; i++) /* turned round: 2, 1, 0 */
            w[i] = v[8 - i] * scale[s] * scale[s];
        for (int i = 0; i < 3; i++)
            f[i] = (sw_estimate){.estimate = e[2 - i].estimate * scale[s]};
        assert_int_equal(SW_OK, sw_stats_simultaneous(f, w, 3, 15, .95, NULL));
        for (int i = 0; i < 3; i++)
            assert_close(f[i].p, e[2 - i].p, 1e-9, 3e-4, "p");
        assert_close(f[0].ci.upper / scale[s], e[2].ci.upper, 1e-3, 0, "ci");
    }
}

static void threads_do_not_change_a_digit(void **state)
{
    (void)state;
    const double v[] = {2, .7, -.4, .7, 1, .3, -.4, .3, 3};
    double c[2];
    for (int i = 0; i < 2; i++) {
        sw_estimate e[3] = {{.estimate = 3}, {.estimate = 1}, {.estimate = 2}};
        omp_set_num_threads(i == 0 ? 1 : 3);
        assert_int_equal(SW_OK,
                         sw_stats_simultaneous(e, v, 3, INFINITY, .95, NULL));
        c[i] = e[0].ci.upper;
    }
    assert_close(c[0], c[1], 0, 0, "c");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    const double good[] = {1, .5, .5, 1}, zero[] = {1, 0, 0, 0};
    const double nan[] = {1, NAN, NAN, 1};
    /* Three correlations that cannot be together. */
    const double clash[] = {1, .9, .9, .9, 1, -.9, .9, -.9, 1};
    const struct {
        const char *name;
        const double *v;
        size_t k;
        double df, level;
        sw_status want;
    } rows[] = {
        {"level", good, 2, 9, 1, SW_EDOMAIN},
        {"df", good, 2, 0, .95, SW_EDOMAIN},
        {"none", good, 0, 9, .95, SW_EDOMAIN},
        {"not finite", nan, 2, 9, .95, SW_EDOMAIN},
        {"no variance", zero, 2, 9, .95, SW_ENODATA},
        {"no matrix", clash, 3, 9, .95, SW_EDOMAIN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_estimate e[3] = {
            {.estimate = 1, .se = -99}, {.estimate = 2}, {.estimate = 3}};
        sw_error err = {0};
        sw_status st = sw_stats_simultaneous(e, rows[i].v, rows[i].k,
                                             rows[i].df, rows[i].level, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: got %s", rows[i].name, sw_status_name(st));
        assert_close(e[0].se, -99, 0, 0, rows[i].name);
    }
    double low = 1, high = 0, one = 1, p = -99;
    sw_rectangle box = {&low, &high, &one, 1, 5, 1e-4, 1};
    assert_int_equal(SW_EDOMAIN,
                     sw_rectangle_probability(&p, NULL, &box, NULL));
    assert_close(p, -99, 0, 0, "reversed bounds");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orthants_have_their_closed_form),
        cmocka_unit_test(independent_sides_multiply),
        cmocka_unit_test(singular_correlations_are_taken),
        cmocka_unit_test(two_ways_agree),
        cmocka_unit_test(critical_values_agree_with_mvtnorm),
        cmocka_unit_test(one_estimate_is_a_t_test),
        cmocka_unit_test(units_and_order_do_not_matter),
        cmocka_unit_test(threads_do_not_change_a_digit),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/multivariate", tests, NULL, NULL);
}
