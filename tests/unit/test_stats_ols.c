#include <string.h>

#include "seatworth/stats.h"
#include "stats_reference.h"

#include "../reference/stats_linear.h"

enum { N = COUNT(AFTER) };

/* treated, before and (for k = 3) their product. */
static void design(double *x, size_t k, double scale, double shift)
{
    for (size_t i = 0; i < N; i++) {
        double b = BEFORE[i] * scale + shift;
        x[i * k] = TREATED[i];
        x[i * k + 1] = b;
        if (k == 3)
            x[i * k + 2] = TREATED[i] ? b : 0;
    }
}

static sw_regression model(const double *x, size_t k, sw_vcov vcov)
{
    return (sw_regression){.y = AFTER,
                           .x = x,
                           .n = N,
                           .k = k,
                           .cluster = TEAM,
                           .vcov = vcov,
                           .level = .95};
}

static const struct {
    sw_vcov vcov;
    const reference *plain, *weighted;
    double tolerance, df_tolerance;
} TABLES[] = {
    {SW_VCOV_CLASSICAL, PLAIN_CLASSICAL, WEIGHTED_CLASSICAL, 1e-9, 1e-15},
    {SW_VCOV_HC0, PLAIN_HC0, WEIGHTED_HC0, 1e-9, 1e-15},
    {SW_VCOV_HC1, PLAIN_HC1, WEIGHTED_HC1, 1e-9, 1e-15},
    {SW_VCOV_HC2, PLAIN_HC2, WEIGHTED_HC2, 1e-9, 1e-15},
    {SW_VCOV_HC3, PLAIN_HC3, WEIGHTED_HC3, 1e-9, 1e-15},
    {SW_VCOV_CR1, PLAIN_CR1, WEIGHTED_CR1, 1e-9, 1e-15},
    {SW_VCOV_CR2, PLAIN_CR2, WEIGHTED_CR2, 1e-8, 1e-7},
};

static void agrees_with_r(void **state)
{
    (void)state;
    double x[2 * N];
    design(x, 2, 1, 0);
    for (size_t i = 0; i < COUNT(TABLES); i++) {
        sw_estimate e[3];
        sw_regression m = model(x, 2, TABLES[i].vcov);
        assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
        for (int j = 0; j < 3; j++)
            assert_estimate(&e[j], &TABLES[i].plain[j], TABLES[i].tolerance,
                            TABLES[i].df_tolerance);
        m.weights = WEIGHT;
        assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
        for (int j = 0; j < 3; j++)
            assert_estimate(&e[j], &TABLES[i].weighted[j], TABLES[i].tolerance,
                            TABLES[i].df_tolerance);
    }
}

static void other_designs_agree_with_clubsandwich(void **state)
{
    (void)state;
    double x[3 * N], dummies[10 * N] = {0};
    sw_estimate e[11];
    design(x, 3, 1, 0);
    sw_regression m = model(x, 3, SW_VCOV_CR2);
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    for (int j = 0; j < 4; j++)
        assert_estimate(&e[j], &INTERACTION_CR2[j], 1e-8, 1e-7);

    design(x, 2, 1, 0);
    m = model(x, 2, SW_VCOV_CR2);
    m.no_intercept = true;
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    /* R names the rows of a fit without an intercept one too early. */
    assert_estimate(&e[0], &NO_INTERCEPT_CR2[0], 1e-8, 1e-7);
    assert_estimate(&e[1], &NO_INTERCEPT_CR2[1], 1e-8, 1e-7);

    for (size_t i = 0; i < N; i++) {
        dummies[10 * i] = BEFORE[i];
        if (TEAM[i] > 1)
            dummies[10 * i + TEAM[i] - 1] = 1;
    }
    m = model(dummies, 10, SW_VCOV_CR2);
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    assert_estimate(&e[1], &TEAM_DUMMIES[0], 1e-8, 1e-7);
}

static void equal_weights_are_no_weights(void **state)
{
    (void)state;
    double x[2 * N], weights[N];
    design(x, 2, 1, 0);
    for (size_t i = 0; i < N; i++)
        weights[i] = 3.7;
    for (size_t i = 0; i < COUNT(TABLES); i++) {
        sw_estimate e[3], f[3];
        sw_regression m = model(x, 2, TABLES[i].vcov);
        assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
        m.weights = weights;
        assert_int_equal(SW_OK, sw_stats_ols(f, &m, NULL));
        for (int j = 0; j < 3; j++) {
            assert_close(f[j].se, e[j].se, 1e-12, 0, "se");
            assert_close(f[j].df, e[j].df, 1e-11, 0, "df");
        }
    }
}

static void clusters_of_one_row_give_hc2(void **state)
{
    (void)state;
    double x[2 * N];
    size_t row[N];
    design(x, 2, 1, 0);
    for (size_t i = 0; i < N; i++)
        row[i] = 1000 - i;
    sw_estimate e[3], f[3];
    sw_regression m = model(x, 2, SW_VCOV_CR2);
    m.cluster = row;
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    m.vcov = SW_VCOV_HC2;
    assert_int_equal(SW_OK, sw_stats_ols(f, &m, NULL));
    for (int j = 0; j < 3; j++)
        assert_close(e[j].se, f[j].se, 1e-12, 0, "se");
}

/* Slopes do not care where a covariate starts, or in what unit it comes. */
/* A row with a column of its own is as if it were not there, for all but that
 * column, which has no variance: any data, by HC2, HC3 and CR2. */
static void a_row_with_its_own_column_is_left_out(void **state)
{
    (void)state;
    static const sw_vcov KINDS[] = {SW_VCOV_HC2, SW_VCOV_HC3, SW_VCOV_CR2};
    for (size_t own = 0; own < N; own += 3)
        for (size_t i = 0; i < COUNT(KINDS); i++) {
            double x[3 * N], rest[2 * N], y[N];
            size_t team[N], n = 0;
            for (size_t r = 0; r < N; r++) {
                x[3 * r] = TREATED[r];
                x[3 * r + 1] = BEFORE[r];
                x[3 * r + 2] = r == own ? 1 : 0;
                if (r == own)
                    continue;
                rest[2 * n] = TREATED[r];
                rest[2 * n + 1] = BEFORE[r];
                y[n] = AFTER[r];
                team[n++] = TEAM[r];
            }
            sw_estimate with[4], without[3];
            sw_regression m = model(x, 3, KINDS[i]), less = m;
            less.y = y;
            less.x = rest;
            less.n = n;
            less.k = 2;
            less.cluster = team;
            assert_int_equal(SW_OK, sw_stats_ols(with, &m, NULL));
            assert_int_equal(SW_OK, sw_stats_ols(without, &less, NULL));
            for (size_t j = 0; j < 3; j++) {
                assert_close(with[j].estimate, without[j].estimate, 1e-9, 0,
                             "b");
                assert_close(with[j].se, without[j].se, 1e-9, 0, "se");
                assert_close(with[j].df, without[j].df, 1e-8, 0, "df");
            }
            assert_true(isfinite(with[3].estimate) && isnan(with[3].se));
            assert_true(isnan(with[3].df) && isnan(with[3].p));
            assert_true(isnan(with[3].ci.lower) && isnan(with[3].ci.upper));
            m.vcov = SW_VCOV_HC1;
            assert_int_equal(SW_OK, sw_stats_ols(with, &m, NULL));
            assert_true(with[3].se > 0);
        }
}

/* A column that is 1 in one cluster alone fits that cluster's sum exactly, with
 * weights too. */
static void a_cluster_with_its_own_column_has_no_variance(void **state)
{
    (void)state;
    for (size_t c = 0; c < N; c += 5)
        for (int weighted = 0; weighted < 2; weighted++) {
            double x[2 * N];
            for (size_t r = 0; r < N; r++) {
                x[2 * r] = TEAM[r] == TEAM[c] ? 1 : 0;
                x[2 * r + 1] = BEFORE[r];
            }
            sw_estimate e[3];
            sw_regression m = model(x, 2, SW_VCOV_CR2);
            m.weights = weighted ? WEIGHT : NULL;
            assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
            assert_true(isfinite(e[1].estimate) && isnan(e[1].se));
            assert_true(isnan(e[1].p) && e[2].se > 0 && e[2].df > 0);
        }
}

static void shifts_and_scales_of_x_cancel(void **state)
{
    (void)state;
    double x[2 * N], far[2 * N];
    design(x, 2, 1, 0);
    design(far, 2, 1e-4, 1e4);
    for (size_t i = 0; i < COUNT(TABLES); i++) {
        sw_estimate e[3], f[3];
        sw_regression m = model(x, 2, TABLES[i].vcov);
        assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
        m.x = far;
        assert_int_equal(SW_OK, sw_stats_ols(f, &m, NULL));
        assert_close(f[1].estimate, e[1].estimate, 1e-8, 0, "treated");
        assert_close(f[1].se, e[1].se, 1e-8, 0, "treated");
        assert_close(f[2].estimate * 1e-4, e[2].estimate, 1e-8, 0, "before");
        assert_close(f[1].df, e[1].df, 1e-8, 0, "df");
    }
}

/* NIST StRD Longley (gsl's `longley` data): certified to 15 digits. */
static void agrees_with_nist_longley(void **state)
{
    (void)state;
    const double y[] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                        66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    const double x[] = {
        83.0,  234289, 2356, 1590,  107608, 1947, 88.5,  259426, 2325,
        1456,  108632, 1948, 88.2,  258054, 3682, 1616,  109773, 1949,
        89.5,  284599, 3351, 1650,  110929, 1950, 96.2,  328975, 2099,
        3099,  112075, 1951, 98.1,  346999, 1932, 3594,  113270, 1952,
        99.0,  365385, 1870, 3547,  115094, 1953, 100.0, 363112, 3578,
        3350,  116219, 1954, 101.2, 397469, 2904, 3048,  117388, 1955,
        104.6, 419180, 2822, 2857,  118734, 1956, 108.4, 442769, 2936,
        2798,  120445, 1957, 110.8, 444546, 4681, 2637,  121950, 1958,
        112.6, 482704, 3813, 2552,  123366, 1959, 114.2, 502601, 3931,
        2514,  125368, 1960, 115.7, 518173, 4806, 2572,  127852, 1961,
        116.9, 554894, 4007, 2827,  130081, 1962};
    const double want[][2] = {{-3482258.63459582, 890420.383607373},
                              {15.0618722713733, 84.9149257747669},
                              {-0.358191792925910e-01, 0.334910077722432e-01},
                              {-2.02022980381683, 0.488399681651699},
                              {-1.03322686717359, 0.214274163161675},
                              {-0.511041056535807e-01, 0.226073200069370},
                              {1829.15146461355, 455.478499142212}};
    sw_estimate e[7];
    sw_regression m = {.y = y, .x = x, .n = 16, .k = 6, .level = .95};
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    for (int j = 0; j < 7; j++) {
        assert_close(e[j].estimate, want[j][0], 1e-9, 0, "coefficient");
        assert_close(e[j].se, want[j][1], 1e-9, 0, "se");
    }
}

static void a_perfect_fit_has_no_p(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4, 5}, y[] = {3, 5, 7, 9, 11};
    sw_estimate e[2];
    sw_regression m = {.y = y, .x = x, .n = 5, .k = 1, .level = .95};
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    assert_close(e[1].estimate, 2, 1e-14, 0, "slope");
    assert_close(e[1].se, 0, 0, 0, "se");
    assert_true(isnan(e[1].p));
}

/* What one field changed to; the rest is a good model of 6 rows. */
static const struct {
    const char *name, *says;
    double bad_x, bad_y, bad_weight, level;
    size_t n;
    bool one_cluster, no_cluster;
    sw_status want;
} REFUSES[] = {
    {"NaN in x", "x[2]", NAN, 1, 1, .95, 6, 0, 0, SW_EDOMAIN},
    {"NaN in y", "y[1]", 1, NAN, 1, .95, 6, 0, 0, SW_EDOMAIN},
    {"weight 0", "weights[3]", 1, 1, 0, .95, 6, 0, 0, SW_EDOMAIN},
    {"level", "level", 1, 1, 1, 1, 6, 0, 0, SW_EDOMAIN},
    {"no clusters", "need clusters", 1, 1, 1, .95, 6, 0, 1, SW_EDOMAIN},
    {"one cluster", "1 cluster", 1, 1, 1, .95, 6, 1, 0, SW_ENODATA},
    {"few rows", "3 rows", 1, 1, 1, .95, 3, 0, 0, SW_ENODATA},
    {"dependent", "combination", 4, 1, 1, .95, 6, 0, 0, SW_ENODATA},
};

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        double x[] = {1, 2, 2, 4, 5, 10, 3, 6, 7, 14, 9, 18};
        double y[] = {1, 5, 2, 8, 3, 7}, w[] = {1, 1, 1, 1, 1, 1};
        size_t cluster[] = {1, 1, 2, 2, 3, 3};
        x[2] = REFUSES[i].bad_x - (i == 7 ? 2 : 0);
        y[1] = REFUSES[i].bad_y;
        w[3] = REFUSES[i].bad_weight;
        for (int j = 0; REFUSES[i].one_cluster && j < 6; j++)
            cluster[j] = 9;
        sw_regression m = {.y = y,
                           .x = x,
                           .n = REFUSES[i].n,
                           .k = 2,
                           .weights = w,
                           .vcov = SW_VCOV_CR2,
                           .level = REFUSES[i].level,
                           .cluster = REFUSES[i].no_cluster ? NULL : cluster};
        sw_estimate e[3] = {{.estimate = -99}};
        sw_error err = {0};
        sw_status st = sw_stats_ols(e, &m, &err);
        if (st != REFUSES[i].want || strstr(err.message, REFUSES[i].says) == 0)
            fail_msg("%s: got %s: %s", REFUSES[i].name, sw_status_name(st),
                     err.message);
        assert_close(e[0].estimate, -99, 0, 0, REFUSES[i].name);
    }
}

static void names_a_constant_column(void **state)
{
    (void)state;
    const double x[] = {1, .1, 2, .1, 3, .1, 5, .1}, y[] = {1, 5, 2, 8};
    sw_estimate e[3];
    sw_error err = {0};
    sw_regression m = {.y = y, .x = x, .n = 4, .k = 2, .level = .95};
    assert_int_equal(SW_ENODATA, sw_stats_ols(e, &m, &err));
    assert_string_equal(err.message, "column 1 of x is constant");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(other_designs_agree_with_clubsandwich),
        cmocka_unit_test(equal_weights_are_no_weights),
        cmocka_unit_test(clusters_of_one_row_give_hc2),
        cmocka_unit_test(a_row_with_its_own_column_is_left_out),
        cmocka_unit_test(a_cluster_with_its_own_column_has_no_variance),
        cmocka_unit_test(shifts_and_scales_of_x_cancel),
        cmocka_unit_test(agrees_with_nist_longley),
        cmocka_unit_test(a_perfect_fit_has_no_p),
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(names_a_constant_column),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/ols", tests, NULL, NULL);
}
