/* Pooling against metafor and R's integrate(), and its identities. */
#include "seatworth/stats_pool.h"
#include "frozen.h"

static const char SETS[] = "tests/data/stats/pool.tsv";
enum { FEWEST_SETS = 25, MAX_ITEMS = 32 };

/* tau2 mu se hksj p lower upper q i2, and the items. */
static void one_method(const frozen *f, const sw_pool_data *d, const char *name,
                       accuracy *a)
{
    char pooled[32], sd[32];
    snprintf(pooled, sizeof pooled, "%s_pooled", name);
    snprintf(sd, sizeof sd, "%s_sd", name);
    const double *want = frozen_v(f, name);
    sw_pool_fit fit;
    sw_pool_item item[MAX_ITEMS];
    assert_int_equal(SW_OK, sw_stats_pool(&fit, item, d, NULL));
    const double got[] = {fit.tau2,        fit.mu.estimate, fit.mu.se,
                          fit.se_hksj,     fit.mu.p,        fit.mu.ci.lower,
                          fit.mu.ci.upper, fit.q,           fit.i2};
    for (size_t i = 0; i < COUNT(got); i++)
        accuracy_take(a, f, got[i], want[i]);
    for (size_t i = 0; i < d->k; i++) {
        accuracy_take(a, f, item[i].pooled, frozen_v(f, pooled)[i]);
        accuracy_take(a, f, item[i].sd, frozen_v(f, sd)[i]);
    }
}

static void by_quadrature(const frozen *f, sw_pool_data *d, accuracy *a)
{
    const double *want = frozen_v(f, "bayes");
    sw_pool_fit fit;
    sw_pool_item item[MAX_ITEMS];
    d->method = SW_POOL_BAYES;
    assert_int_equal(SW_OK, sw_stats_pool(&fit, item, d, NULL));
    const double got[] = {fit.mu.estimate, fit.mu.se,       fit.tau,
                          fit.tau2,        fit.mu.ci.lower, fit.mu.ci.upper};
    for (size_t i = 0; i < COUNT(got); i++)
        accuracy_take(a, f, got[i], want[i]);
    for (size_t i = 0; i < d->k; i++) {
        accuracy_take(a, f, item[i].pooled, frozen_v(f, "bayes_pooled")[i]);
        accuracy_take(a, f, item[i].sd, frozen_v(f, "bayes_sd")[i]);
    }
}

static void pool_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    sw_pool_data d = {.estimate = frozen_v(f, "estimate"),
                      .se = frozen_v(f, "se"),
                      .k = frozen_get(f, "estimate")->n,
                      .tau_scale = frozen_v(f, "tau_scale")[0],
                      .level = .95};
    d.method = SW_POOL_DERSIMONIAN_LAIRD;
    one_method(f, &d, "DL", a);
    d.method = SW_POOL_PAULE_MANDEL;
    one_method(f, &d, "PM", a + 1);
    d.method = SW_POOL_REML;
    one_method(f, &d, "REML", a + 2);
    by_quadrature(f, &d, a + 3);
}

static void agrees_with_metafor_and_integrate(void **state)
{
    (void)state;
    accuracy a[] = {{"pool dersimonian-laird", 1e-10, 0},
                    {"pool paule-mandel", 1e-7, 0},
                    {"pool reml", 1e-7, 0},
                    {"pool bayes", 1e-9, 0}};
    size_t sets = frozen_each(SETS, "pool", pool_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("pool", true, a, COUNT(a), sets);
}

static const double Y[] = {-14.8, -8.7, -7.3, -24.7, 1.5, -13.7};
static const double SE[] = {5.5, 6.4, 5.5, 7.2, 4.6, 5.0};
enum { K = COUNT(Y) };

static sw_pool_data example(const double *y, const double *se,
                            sw_pool_method method, double scale)
{
    return (sw_pool_data){.estimate = y,
                          .se = se,
                          .k = K,
                          .method = method,
                          .tau_scale = 15 * scale,
                          .level = .95};
}

/* y -> shift + scale y: every prior and every figure moves along. */
static void units_and_origin_do_not_matter(void **state)
{
    (void)state;
    static const struct {
        double shift, scale, tolerance;
    } rows[] = {{0, 60, 1e-11}, {0, 1e-150, 1e-11}, {0, 1e100, 1e-11},
                {0, -1, 1e-11}, {1e9, 1, 1e-6},     {-1e9, -1, 1e-6}};
    for (int method = 0; method <= SW_POOL_BAYES; method++)
        for (size_t r = 0; r < COUNT(rows); r++) {
            double y[K], se[K], size = fabs(rows[r].scale);
            for (size_t i = 0; i < K; i++) {
                y[i] = rows[r].shift + rows[r].scale * Y[i];
                se[i] = size * SE[i];
            }
            sw_pool_data a = example(Y, SE, (sw_pool_method)method, 1);
            sw_pool_data b = example(y, se, (sw_pool_method)method, size);
            sw_pool_fit p, q;
            sw_pool_item s[K], t[K];
            assert_int_equal(SW_OK, sw_stats_pool(&p, s, &a, NULL));
            assert_int_equal(SW_OK, sw_stats_pool(&q, t, &b, NULL));
            double tol = rows[r].tolerance, moved = q.mu.estimate;
            assert_close((moved - rows[r].shift) / rows[r].scale, p.mu.estimate,
                         tol, 0, "mu");
            assert_close(q.tau / size, p.tau, tol, 0, "tau");
            assert_close(q.mu.se / size, p.mu.se, tol, 0, "se");
            assert_close((q.mu.ci.upper - q.mu.ci.lower) / size,
                         p.mu.ci.upper - p.mu.ci.lower, tol, 0, "ci");
            for (size_t i = 0; i < K; i++)
                assert_close(t[i].sd / size, s[i].sd, tol, 0, "item");
        }
}

/* A half-normal with a tiny scale holds tau at 0, where mu is known. */
static void a_sharp_prior_gives_the_fixed_effect(void **state)
{
    (void)state;
    double weight = 0, sum = 0;
    for (size_t i = 0; i < K; i++) {
        weight += 1 / (SE[i] * SE[i]);
        sum += Y[i] / (SE[i] * SE[i]);
    }
    sw_pool_data d = example(Y, SE, SW_POOL_BAYES, 1e-7);
    sw_pool_fit fit;
    assert_int_equal(SW_OK, sw_stats_pool(&fit, NULL, &d, NULL));
    assert_close(fit.mu.estimate, sum / weight, 1e-9, 0, "mu");
    assert_close(fit.mu.se, 1 / sqrt(weight), 1e-9, 0, "sd");
    /* E|N(0, s)| = s sqrt(2 / pi) */
    assert_close(fit.tau, 15e-7 * sqrt(2 / acos(-1)), 1e-9, 0, "tau");
}

static void no_spread_is_a_boundary(void **state)
{
    (void)state;
    static const double same[K] = {3, 3, 3, 3, 3, 3};
    for (int method = 0; method < SW_POOL_BAYES; method++) {
        sw_pool_data d = example(same, SE, (sw_pool_method)method, 1);
        sw_pool_fit fit;
        assert_int_equal(SW_OK, sw_stats_pool(&fit, NULL, &d, NULL));
        assert_true(fit.boundary);
        assert_close(fit.tau2, 0, 0, 0, "tau2");
        /* The factor is at least 1, or the interval would collapse. */
        assert_close(fit.se_hksj, fit.mu.se, 1e-15, 0, "hksj");
    }
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    static const double zero[K] = {5, 0, 5, 5, 5, 5};
    static const double nan_y[K] = {1, NAN, 1, 1, 1, 1};
    const struct {
        const char *name;
        sw_pool_data d;
        sw_status want;
    } rows[] = {
        {"level", {Y, SE, K, SW_POOL_REML, 0, 1}, SW_EDOMAIN},
        {"estimate", {nan_y, SE, K, SW_POOL_REML, 0, .95}, SW_EDOMAIN},
        {"se", {Y, zero, K, SW_POOL_REML, 0, .95}, SW_EDOMAIN},
        {"method", {Y, SE, K, (sw_pool_method)9, 0, .95}, SW_EDOMAIN},
        {"no scale", {Y, SE, K, SW_POOL_BAYES, 0, .95}, SW_EDOMAIN},
        {"one", {Y, SE, 1, SW_POOL_REML, 0, .95}, SW_ENODATA},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_pool_fit fit = {.tau = 42};
        sw_pool_item item = {42, 42};
        sw_error err = {0};
        assert_int_equal(rows[i].want,
                         sw_stats_pool(&fit, &item, &rows[i].d, &err));
        assert_int_equal(rows[i].want, err.code);
        assert_close(fit.tau, 42, 0, 0, rows[i].name);
        assert_close(item.pooled, 42, 0, 0, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_metafor_and_integrate),
        cmocka_unit_test(units_and_origin_do_not_matter),
        cmocka_unit_test(a_sharp_prior_gives_the_fixed_effect),
        cmocka_unit_test(no_spread_is_a_boundary),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
