/* Every documented refusal of the regressions leaves the output untouched. */
#include "seatworth/stats_regression.h"
#include "sw_test.h"

enum { N = 12 };

static const double Y[N] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
static const double X[N] = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5};
static const double NO_X[N] = {2, 7, 1, NAN, 2, 8, 1, 8, 2, 8, 4, 5};
static const double FLAT[N] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const double BINARY[N] = {0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1};
static const bool TREATED[N] = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
static const size_t TEAM[N] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
static const size_t HALF[N] = {0, 0, 0, 0, 0, 0, 3, 3, 4, 4, 5, 5};
static const size_t ONE[N] = {0};
static const size_t OWN[N] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

static sw_wild_model wild_of(const double *y, const double *x,
                             const size_t *cluster)
{
    sw_wild_model m = SW_WILD_MODEL_INIT;
    m.y = y;
    m.x = x;
    m.k = x != NULL;
    m.treated = TREATED;
    m.cluster = cluster;
    m.n = N;
    return m;
}

static void wild_refuses(void **state)
{
    (void)state;
    static const double step[N] = {1, 1, 1, 1, 1, 1};
    struct {
        const char *name;
        sw_wild_model m;
        sw_status want;
    } rows[] = {
        {"y", wild_of(NO_X, NULL, TEAM), SW_EDOMAIN},
        {"x", wild_of(Y, NO_X, TEAM), SW_EDOMAIN},
        {"one treated cluster", wild_of(Y, NULL, HALF), SW_ENODATA},
        {"constant x", wild_of(Y, FLAT, TEAM), SW_ENODATA},
        {"x is the arm", wild_of(Y, step, TEAM), SW_ENODATA},
        {"exact fit", wild_of(step, NULL, TEAM), SW_ENODATA},
        {"level", wild_of(Y, NULL, TEAM), SW_EDOMAIN},
        {"null", wild_of(Y, NULL, TEAM), SW_EDOMAIN},
        {"resamples", wild_of(Y, NULL, TEAM), SW_EDOMAIN},
    };
    rows[6].m.level = 1;
    rows[7].m.null = NAN;
    rows[8].m.resamples = 98;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_wild out = {.clusters = 42};
        sw_error err = {0};
        sw_status st = sw_stats_wild_bootstrap(&out, &rows[i].m, &err);
        if (st != rows[i].want || out.clusters != 42 || err.code != st)
            fail_msg("%s: %s", rows[i].name, err.message);
    }
}

static sw_regression model_of(const double *y, const double *x, size_t n,
                              const size_t *cluster)
{
    return (sw_regression){
        .y = y, .x = x, .n = n, .k = 1, .cluster = cluster, .level = .95};
}

static void mixed_refuses(void **state)
{
    (void)state;
    static const double team[N] = {0, 0, 5, 5, 3, 3, 7, 7, 4, 4, 9, 9};
    struct {
        const char *name;
        sw_regression m;
        sw_status want;
    } rows[] = {
        {"y", model_of(NO_X, X, N, TEAM), SW_EDOMAIN},
        {"x", model_of(Y, NO_X, N, TEAM), SW_EDOMAIN},
        {"no groups", model_of(Y, X, N, NULL), SW_EDOMAIN},
        {"one group", model_of(Y, X, N, ONE), SW_ENODATA},
        {"groups of one", model_of(Y, X, N, OWN), SW_ENODATA},
        {"few rows", model_of(Y, X, 2, TEAM), SW_ENODATA},
        {"constant", model_of(Y, FLAT, N, TEAM), SW_ENODATA},
        {"exact", model_of(X, X, N, TEAM), SW_ENODATA},
        {"nothing within", model_of(team, X, N, TEAM), SW_ENODATA},
        {"weights", model_of(Y, X, N, TEAM), SW_EDOMAIN},
        {"level", model_of(Y, X, N, TEAM), SW_EDOMAIN},
    };
    rows[9].m.weights = FLAT;
    rows[10].m.level = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_mixed_fit fit = {.groups = 42};
        sw_estimate e[2] = {{.estimate = 42}, {.estimate = 42}};
        sw_error err = {0};
        sw_status st = sw_stats_mixed(e, &fit, &rows[i].m, &err);
        if (st != rows[i].want || fit.groups != 42 || err.code != st)
            fail_msg("%s: %s", rows[i].name, err.message);
        assert_close(e[0].estimate, 42, 0, 0, rows[i].name);
    }
}

/* Group dummies leave nothing between the groups. */
static void mixed_refuses_columns_that_absorb_the_groups(void **state)
{
    (void)state;
    double x[5 * N] = {0};
    for (size_t i = 0; i < N; i++)
        if (TEAM[i] > 0)
            x[5 * i + TEAM[i] - 1] = 1;
    sw_regression m = model_of(Y, x, N, TEAM);
    m.k = 5;
    sw_mixed_fit fit = {.groups = 42};
    sw_estimate e[6];
    sw_error err = {0};
    assert_int_equal(SW_ENODATA, sw_stats_mixed(e, &fit, &m, &err));
    assert_string_equal(err.message, "x absorbs the groups");
    assert_int_equal(fit.groups, 42);
}

static void logit_refuses(void **state)
{
    (void)state;
    struct {
        const char *name;
        sw_regression m;
        sw_status want;
    } rows[] = {
        {"not 0 or 1", model_of(Y, X, N, TEAM), SW_EDOMAIN},
        {"x", model_of(BINARY, NO_X, N, TEAM), SW_EDOMAIN},
        {"constant y", model_of(FLAT, X, N, TEAM), SW_ENODATA},
        {"constant x", model_of(BINARY, FLAT, N, TEAM), SW_ENODATA},
        {"few rows", model_of(BINARY, X, 2, TEAM), SW_ENODATA},
        {"one cluster", model_of(BINARY, X, N, ONE), SW_ENODATA},
        {"no clusters", model_of(BINARY, X, N, NULL), SW_EDOMAIN},
        {"weights", model_of(BINARY, X, N, TEAM), SW_EDOMAIN},
        {"HC2", model_of(BINARY, X, N, TEAM), SW_EDOMAIN},
        {"level", model_of(BINARY, X, N, TEAM), SW_EDOMAIN},
    };
    rows[5].m.vcov = rows[6].m.vcov = SW_VCOV_CR1;
    rows[7].m.weights = FLAT;
    rows[8].m.vcov = SW_VCOV_HC2;
    rows[9].m.level = NAN;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double value = 42;
        sw_estimate e[2] = {{.estimate = 42}, {.estimate = 42}};
        sw_error err = {0};
        sw_status st = sw_stats_logit(e, &value, &rows[i].m, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: %s", rows[i].name, err.message);
        assert_close(value, 42, 0, 0, rows[i].name);
        assert_close(e[0].estimate, 42, 0, 0, rows[i].name);
    }
}

static sw_ordinal_model ordinal_of(const size_t *category, size_t levels,
                                   const double *x, size_t n)
{
    return (sw_ordinal_model){.category = category,
                              .levels = levels,
                              .x = x,
                              .n = n,
                              .k = 1,
                              .level = .95};
}

static void ordinal_refuses(void **state)
{
    (void)state;
    static const size_t three[N] = {0, 1, 2, 0, 1, 2, 2, 1, 0, 1, 2, 0};
    struct {
        const char *name;
        sw_ordinal_model m;
        sw_status want;
    } rows[] = {
        {"one level", ordinal_of(ONE, 1, X, N), SW_EDOMAIN},
        {"out of range", ordinal_of(three, 2, X, N), SW_EDOMAIN},
        {"empty level", ordinal_of(three, 4, X, N), SW_EDOMAIN},
        {"x", ordinal_of(three, 3, NO_X, N), SW_EDOMAIN},
        {"constant x", ordinal_of(three, 3, FLAT, N), SW_ENODATA},
        {"few rows", ordinal_of(three, 3, X, 3), SW_ENODATA},
        {"one cluster", ordinal_of(three, 3, X, N), SW_ENODATA},
        {"level", ordinal_of(three, 3, X, N), SW_EDOMAIN},
    };
    rows[6].m.cluster = ONE;
    rows[7].m.level = 2;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double value = 42;
        sw_estimate t[3] = {{.estimate = 42}}, e = {.estimate = 42};
        sw_error err = {0};
        sw_status st = sw_stats_ordinal(t, &e, &value, &rows[i].m, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: %s", rows[i].name, err.message);
        assert_close(value, 42, 0, 0, rows[i].name);
        assert_close(t[0].estimate, 42, 0, 0, rows[i].name);
        assert_close(e.estimate, 42, 0, 0, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wild_refuses),
        cmocka_unit_test(mixed_refuses),
        cmocka_unit_test(mixed_refuses_columns_that_absorb_the_groups),
        cmocka_unit_test(logit_refuses),
        cmocka_unit_test(ordinal_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
