/* Tests of counts: frozen answers of R, empty cells, refusals, identities. */
#include "frozen_case.h"
#include "seatworth/stats_counts.h"
#include "sw_test.h"

static accuracy ACCURACY;

static const sw_hypothesis SIDE[] = {SW_TWO_SIDED, SW_LESS, SW_GREATER};

static void check(const char *method, const frozen *f, const char *key,
                  double got, double want, double floor_, double tolerance)
{
    accuracy_check(&ACCURACY, method, f, key, got, want, floor_, tolerance);
}

static void check_proportions(const frozen *f, double level)
{
    const double *c = frozen_column(f, "table")->v;
    const double *want = frozen_ref(f, "proportions")->v;
    const double *fisher = frozen_ref(f, "fisher")->v;
    const frozen_values *boschloo = frozen_ref(f, "boschloo");
    sw_count treated = {(size_t)c[0], (size_t)c[1]};
    sw_count control = {(size_t)c[2], (size_t)c[3]};
    for (int i = 0; i < 3; i++) {
        sw_proportions r;
        assert_int_equal(SW_OK, sw_stats_proportions(&r, treated, control,
                                                     level, SIDE[i], NULL));
        check("fisher", f, "p", r.fisher_p, fisher[i], 0, 1e-10);
        if (boschloo != NULL)
            check("boschloo", f, "p", r.boschloo_p, boschloo->v[i], 0, 1e-8);
        assert_true(r.boschloo_p <= r.fisher_p * (1 + 1e-12));
        if (SIDE[i] != SW_TWO_SIDED)
            continue;
        const char *name = "proportions";
        check(name, f, "difference", r.difference.estimate, want[0], 1, 1e-12);
        check(name, f, "z", r.difference.statistic, want[1], 1, 1e-11);
        check(name, f, "p", r.difference.p, want[2], 0, 1e-9);
        check(name, f, "lower", r.difference.ci.lower, want[3], 1, 1e-12);
        check(name, f, "upper", r.difference.ci.upper, want[4], 1, 1e-12);
    }
}

static void check_mcnemar(const frozen *f, double level)
{
    const double *c = frozen_column(f, "pairs")->v;
    const double *want = frozen_ref(f, "mcnemar")->v;
    sw_pairs pairs = {
        {{(size_t)c[0], (size_t)c[1]}, {(size_t)c[2], (size_t)c[3]}}};
    for (int i = 0; i < 3; i++) {
        sw_mcnemar r;
        assert_int_equal(SW_OK,
                         sw_stats_mcnemar(&r, &pairs, level, SIDE[i], NULL));
        check("mcnemar", f, "exact p", r.exact_p, want[3 + i], 0, 1e-11);
        if (SIDE[i] != SW_TWO_SIDED)
            continue;
        check("mcnemar", f, "difference", r.difference.estimate, want[0], 1,
              1e-12);
        check("mcnemar", f, "chi-square", r.difference.statistic, want[1], 1,
              1e-12);
        check("mcnemar", f, "p", r.difference.p, want[2], 0, 1e-11);
        check("mcnemar", f, "lower", r.difference.ci.lower, want[6], 1, 1e-12);
        check("mcnemar", f, "upper", r.difference.ci.upper, want[7], 1, 1e-12);
    }
}

static void check_trend(const frozen *f, double level)
{
    const frozen_values *yes = frozen_column(f, "yes");
    const frozen_values *n = frozen_column(f, "n");
    const double *want = frozen_ref(f, "trend")->v;
    sw_count group[8];
    for (size_t i = 0; i < yes->n; i++)
        group[i] = (sw_count){(size_t)yes->v[i], (size_t)n->v[i]};
    sw_estimate e;
    assert_int_equal(SW_OK,
                     sw_stats_trend(&e, group, frozen_column(f, "score")->v,
                                    yes->n, level, SW_TWO_SIDED, NULL));
    /* Scores near 1e6 leave the slope, and prop.trend.test, nine digits. */
    check("trend", f, "chi-square", e.statistic * e.statistic, want[0], 1,
          1e-7);
    check("trend", f, "p", e.p, want[1], 0, 1e-6);
    check("trend", f, "slope", e.estimate, want[2], want[3], 1e-8);
    check("trend", f, "se", e.se, want[3], 0, 1e-9);
    check("trend", f, "lower", e.ci.lower, want[4], want[3], 1e-8);
    check("trend", f, "upper", e.ci.upper, want[5], want[3], 1e-8);
}

static void check_data_set(const frozen *f, void *context)
{
    (void)context;
    double level = frozen_ref(f, "level")->v[0];
    check_proportions(f, level);
    check_mcnemar(f, level);
    check_trend(f, level);
}

static void frozen_data_sets_agree_with_r(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/counts.tsv", check_data_set, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "counts");
}

/* statsmodels #2742: limits that were NaN, below 0 or above 1. */
static void empty_cells_keep_an_interval(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        sw_count treated, control;
        double z, risk_ratio, odds_ratio;
    } ROWS[] = {
        /* z: prop.test(correct = FALSE) of R 4.2.2 */
        {"nobody", {0, 5}, {0, 9}, NAN, NAN, NAN},
        {"everybody", {5, 5}, {9, 9}, NAN, 1, NAN},
        {"no control says yes", {3, 5}, {0, 9}, 2.6215886925159091, NAN, NAN},
        {"no treated says yes", {0, 5}, {3, 9}, -1.4564381625088383, 0, 0},
        {"all against none", {5, 5}, {0, 9}, 3.7416573867739413, NAN, NAN},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_proportions r;
        assert_int_equal(SW_OK, sw_stats_proportions(&r, ROWS[i].treated,
                                                     ROWS[i].control, .95,
                                                     SW_TWO_SIDED, NULL));
        assert_close(r.difference.statistic, ROWS[i].z, 1e-12, 0, ROWS[i].name);
        assert_close(r.risk_ratio, ROWS[i].risk_ratio, 0, 0, ROWS[i].name);
        assert_close(r.odds_ratio, ROWS[i].odds_ratio, 0, 0, ROWS[i].name);
        double low = r.difference.ci.lower, high = r.difference.ci.upper;
        assert_true(low >= -1 && high <= 1 && low < high);
        assert_true(low <= r.difference.estimate + 1e-15 &&
                    high >= r.difference.estimate - 1e-15);
        assert_true(r.fisher_p <= 1 && r.boschloo_p <= r.fisher_p + 1e-12);
    }
    sw_mcnemar m;
    sw_pairs same = {{{4, 0}, {0, 3}}};
    assert_int_equal(SW_OK,
                     sw_stats_mcnemar(&m, &same, .95, SW_TWO_SIDED, NULL));
    assert_close(m.difference.statistic, NAN, 0, 0, "no change");
    assert_close(m.exact_p, 1, 0, 0, "no change");
}

static void swapping_groups_or_answers_flips_the_sign(void **state)
{
    (void)state;
    static const sw_count TABLE[][2] = {
        {{7, 12}, {3, 15}}, {{40, 90}, {44, 70}}, {{1, 3}, {5, 6}}};
    for (size_t i = 0; i < COUNT(TABLE); i++) {
        sw_count a = TABLE[i][0], b = TABLE[i][1];
        sw_count not_a = {a.n - a.yes, a.n}, not_b = {b.n - b.yes, b.n};
        sw_proportions r, s, t;
        assert_int_equal(SW_OK,
                         sw_stats_proportions(&r, a, b, .9, SW_GREATER, NULL));
        assert_int_equal(SW_OK,
                         sw_stats_proportions(&s, b, a, .9, SW_LESS, NULL));
        assert_int_equal(
            SW_OK, sw_stats_proportions(&t, not_a, not_b, .9, SW_LESS, NULL));
        assert_close(s.difference.estimate, -r.difference.estimate, 1e-14, 0,
                     "estimate");
        assert_close(s.difference.ci.upper, -r.difference.ci.lower, 1e-13, 0,
                     "interval");
        assert_close(s.fisher_p, r.fisher_p, 1e-13, 0, "Fisher");
        assert_close(t.fisher_p, r.fisher_p, 1e-13, 0, "Fisher, answers");
        assert_close(s.boschloo_p, r.boschloo_p, 1e-10, 0, "Boschloo");
        assert_close(t.boschloo_p, r.boschloo_p, 1e-10, 0, "Boschloo, answers");
        assert_close(s.difference.p, r.difference.p, 1e-13, 0, "p");
        assert_close(t.difference.p, r.difference.p, 1e-13, 0, "p, answers");
    }
}

/* Two scores 0 and 1 are the score test of two proportions. */
static void a_trend_over_two_groups_is_the_difference(void **state)
{
    (void)state;
    sw_count group[] = {{3, 15}, {7, 12}};
    const double score[] = {0, 1}, far[] = {1e9, 1e9 + 1};
    sw_proportions r;
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_proportions(&r, group[1], group[0], .95,
                                                 SW_TWO_SIDED, NULL));
    assert_int_equal(
        SW_OK, sw_stats_trend(&e, group, score, 2, .95, SW_TWO_SIDED, NULL));
    assert_close(e.estimate, r.difference.estimate, 1e-13, 0, "slope");
    assert_close(e.statistic, r.difference.statistic, 1e-13, 0, "z");
    assert_close(e.p, r.difference.p, 1e-13, 0, "p");
    assert_int_equal(
        SW_OK, sw_stats_trend(&e, group, far, 2, .95, SW_TWO_SIDED, NULL));
    assert_close(e.statistic, r.difference.statistic, 1e-6, 0, "far z");
}

static void large_tables_stay_finite(void **state)
{
    (void)state;
    sw_proportions r;
    sw_count a = {2400, 5000}, b = {2600, 5000};
    assert_int_equal(SW_OK,
                     sw_stats_proportions(&r, a, b, .95, SW_TWO_SIDED, NULL));
    assert_true(r.boschloo_p > 0 && r.boschloo_p <= r.fisher_p);
    assert_close(r.boschloo_p, r.difference.p, 0.05, 0, "Boschloo");
    a = (sw_count){400000, 1000000};
    b = (sw_count){401500, 1000000};
    assert_int_equal(SW_OK,
                     sw_stats_proportions(&r, a, b, .95, SW_TWO_SIDED, NULL));
    assert_close(r.boschloo_p, NAN, 0, 0, "too many for Boschloo");
    assert_close(r.fisher_p, r.difference.p, 0.02, 0, "Fisher");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        sw_count a, b;
        double level, second;
        sw_status proportions, trend;
    } ROWS[] = {
        {"level NaN", {1, 3}, {2, 3}, NAN, 1, SW_EDOMAIN, SW_EDOMAIN},
        {"more yes than units", {4, 3}, {2, 3}, .9, 1, SW_EDOMAIN, SW_EDOMAIN},
        {"an empty group", {0, 0}, {2, 3}, .9, 1, SW_ENODATA, SW_ENODATA},
        {"all say yes", {3, 3}, {3, 3}, .9, 1, SW_OK, SW_ENODATA},
        {"none says yes", {0, 3}, {0, 3}, .9, 1, SW_OK, SW_ENODATA},
        {"one score", {1, 3}, {2, 3}, .9, 0, SW_OK, SW_ENODATA},
        {"score NaN", {1, 3}, {2, 3}, .9, NAN, SW_OK, SW_EDOMAIN},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_proportions r = {.fisher_p = -99};
        sw_estimate e = {.p = -99};
        sw_count group[] = {ROWS[i].a, ROWS[i].b};
        const double score[] = {0, ROWS[i].second};
        sw_status st = sw_stats_proportions(&r, ROWS[i].a, ROWS[i].b,
                                            ROWS[i].level, SW_TWO_SIDED, NULL);
        sw_error err = {0};
        if (st != ROWS[i].proportions)
            fail_msg("%s: got %s", ROWS[i].name, sw_status_name(st));
        if (st != SW_OK)
            assert_close(r.fisher_p, -99, 0, 0, ROWS[i].name);
        st = sw_stats_trend(&e, group, score, 2, ROWS[i].level, SW_TWO_SIDED,
                            &err);
        if (st != ROWS[i].trend || err.code != st)
            fail_msg("%s: trend got %s", ROWS[i].name, sw_status_name(st));
        assert_close(e.p, -99, 0, 0, ROWS[i].name);
    }
    sw_mcnemar m = {.exact_p = -99};
    sw_pairs none = {{{0, 0}, {0, 0}}}, some = {{{1, 0}, {2, 0}}};
    assert_int_equal(SW_ENODATA,
                     sw_stats_mcnemar(&m, &none, .9, SW_TWO_SIDED, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_mcnemar(&m, &some, 1, SW_TWO_SIDED, NULL));
    assert_close(m.exact_p, -99, 0, 0, "McNemar");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frozen_data_sets_agree_with_r),
        cmocka_unit_test(empty_cells_keep_an_interval),
        cmocka_unit_test(swapping_groups_or_answers_flips_the_sign),
        cmocka_unit_test(a_trend_over_two_groups_is_the_difference),
        cmocka_unit_test(large_tables_stay_finite),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/counts", tests, NULL, NULL);
}
