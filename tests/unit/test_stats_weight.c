/* Raking, entropy balancing and bounds against R and brute force. */
#include "seatworth/stats_weight.h"
#include "frozen.h"

static const char SETS[] = "tests/data/stats/weight.tsv";
enum { FEWEST_SETS = 25, MAX_VARIABLES = 3, MAX_COLUMNS = 4 };

static void rake_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "y")->n, *level = frozen_labels(f, "level");
    const double *total = frozen_v(f, "total"), *levels = frozen_v(f, "levels");
    sw_rake_variable v[MAX_VARIABLES];
    sw_rake_data d = {.y = frozen_v(f, "y"),
                      .base = frozen_v(f, "base"),
                      .n = n,
                      .variable = v,
                      .variables = frozen_get(f, "levels")->n,
                      .cap = INFINITY,
                      .level = .95};
    for (size_t j = 0, at = 0; j < d.variables; j++) {
        v[j] = (sw_rake_variable){level + j * n, (size_t)levels[j], total + at};
        at += v[j].levels;
    }
    double *weight = calloc(n, sizeof *weight);
    sw_rake_fit fit;
    assert_int_equal(SW_OK, sw_stats_rake(&fit, weight, &d, NULL));
    for (size_t i = 0; i < n; i++)
        accuracy_take(a, f, weight[i], frozen_v(f, "weight")[i]);
    accuracy_take(a + 1, f, fit.mean.estimate, frozen_v(f, "mean")[0]);
    accuracy_take(a + 2, f, fit.mean.se, frozen_v(f, "mean")[1]);
    accuracy_take(a + 1, f, fit.deff, frozen_v(f, "deff")[0]);
    free(level);
    free(weight);
}

static void balance_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "y")->n, *cluster = frozen_labels(f, "cluster");
    bool *treated = frozen_flags(f, "treated");
    double *weight = calloc(n, sizeof *weight);
    double before[MAX_COLUMNS], after[MAX_COLUMNS];
    sw_balance_data d = {.y = frozen_v(f, "y"),
                         .x = frozen_v(f, "x"),
                         .treated = treated,
                         .n = n,
                         .k = frozen_get(f, "x")->n / n,
                         .level = .95};
    sw_balance_fit fit;
    assert_int_equal(SW_OK,
                     sw_stats_balance(&fit, before, after, weight, &d, NULL));
    accuracy_take(a, f, fit.effect.estimate, frozen_v(f, "effect")[0]);
    accuracy_take(a + 1, f, fit.effect.se, frozen_v(f, "se")[0]);
    accuracy_take(a, f, fit.ess, frozen_v(f, "ess")[0]);
    for (size_t j = 0; j < d.k; j++) {
        accuracy_take(a, f, before[j], frozen_v(f, "smd_before")[j]);
        accuracy_take(a, f, after[j], 0);
    }
    for (size_t i = 0, at = 0; i < n; i++)
        if (!treated[i])
            accuracy_take(a, f, weight[i], frozen_v(f, "weight")[at++]);
    d.cluster = cluster;
    assert_int_equal(SW_OK,
                     sw_stats_balance(&fit, before, after, NULL, &d, NULL));
    accuracy_take(a + 1, f, fit.effect.se, frozen_v(f, "se_cluster")[0]);
    free(cluster);
    free(treated);
    free(weight);
}

static void bounds_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t *stratum = frozen_labels(f, "stratum");
    bool *treated = frozen_flags(f, "treated");
    sw_bounds_data d = SW_BOUNDS_DATA_INIT;
    d.y = frozen_v(f, "y");
    d.treated = treated;
    d.n = frozen_get(f, "y")->n;
    d.resamples = 99;
    sw_bounds b;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    accuracy_take(a, f, b.lower, frozen_v(f, "lee")[0]);
    accuracy_take(a, f, b.upper, frozen_v(f, "lee")[1]);
    accuracy_take(a, f, b.point, frozen_v(f, "point")[0]);
    assert_true(b.lower <= b.point + 1e-12 && b.point <= b.upper + 1e-12);
    assert_true(b.ci.lower <= b.lower && b.upper <= b.ci.upper);
    d.stratum = stratum;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    accuracy_take(a, f, b.lower, frozen_v(f, "lee_strata")[0]);
    accuracy_take(a, f, b.upper, frozen_v(f, "lee_strata")[1]);
    d.kind = SW_BOUNDS_MANSKI;
    d.low = -50;
    d.high = 50;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    accuracy_take(a + 1, f, b.lower, frozen_v(f, "manski")[0]);
    accuracy_take(a + 1, f, b.upper, frozen_v(f, "manski")[1]);
    assert_true(b.lower <= b.point && b.point <= b.upper);
    free(stratum);
    free(treated);
}

static void rake_agrees_with_survey(void **state)
{
    (void)state;
    accuracy a[] = {{"rake weights", 1e-8, 0},
                    {"rake mean, deff", 1e-10, 0},
                    {"rake se", 1e-8, 0}};
    size_t sets = frozen_each(SETS, "rake", rake_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("weight", true, a, COUNT(a), sets);
}

static void balance_agrees_with_calibrate_and_the_jackknife(void **state)
{
    (void)state;
    accuracy a[] = {{"balance", 1e-8, 0}, {"balance se", 1e-7, 0}};
    size_t sets = frozen_each(SETS, "balance", balance_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("weight", false, a, COUNT(a), sets);
}

static void bounds_agree_with_brute_force(void **state)
{
    (void)state;
    accuracy a[] = {{"bounds lee", 1e-12, 0}, {"bounds manski", 1e-12, 0}};
    size_t sets = frozen_each(SETS, "bounds", bounds_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("weight", false, a, COUNT(a), sets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rake_agrees_with_survey),
        cmocka_unit_test(balance_agrees_with_calibrate_and_the_jackknife),
        cmocka_unit_test(bounds_agree_with_brute_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
