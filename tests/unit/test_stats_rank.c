/* Rank and permutation tests: frozen answers of R, published and degenerate
 * examples, refusals, identities. */
#include <omp.h>

#include "frozen_case.h"
#include "seatworth/stats_rank.h"
#include "seatworth/stats_resample.h"
#include "sw_test.h"

#define SAMPLE(...)                                                            \
    (sw_sample)                                                                \
    {                                                                          \
        (const double[]){__VA_ARGS__}, COUNT(((double[]){__VA_ARGS__}))        \
    }

static accuracy ACCURACY;

static const sw_hypothesis SIDE[] = {SW_TWO_SIDED, SW_LESS, SW_GREATER};

/* The groups of one frozen data set. */
typedef struct groups {
    sw_sample treated, control, before;
    double level;
} groups;

static sw_sample sample_of(const frozen *f, const char *name)
{
    const frozen_values *v = frozen_column(f, name);
    return (sw_sample){v->v, v->n};
}

static void check(const char *method, const frozen *f, const char *key,
                  double got, double want)
{
    accuracy_check(&ACCURACY, method, f, key, got, want, 1e-300, 1e-10);
}

static void check_mann_whitney(const frozen *f, const groups *g)
{
    const double *want = frozen_ref(f, "mann-whitney")->v;
    for (int i = 0; i < 3; i++) {
        sw_rank_options o = SW_RANK_OPTIONS_INIT;
        o.alternative = SIDE[i];
        sw_rank_test r;
        assert_int_equal(
            SW_OK, sw_stats_mann_whitney(&r, g->treated, g->control, &o, NULL));
        check("mann-whitney", f, "U", r.result.statistic, want[0]);
        assert_int_equal(want[1] > 0.5, r.exact);
        check("mann-whitney", f, "p", r.result.p, want[2 + i]);
    }
}

static sw_rank_test brunner_munzel(const groups *g, sw_hypothesis side)
{
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    o.alternative = side;
    o.level = g->level;
    sw_rank_test r;
    assert_int_equal(SW_OK, sw_stats_brunner_munzel_test(&r, g->treated,
                                                         g->control, &o, NULL));
    return r;
}

static void check_brunner_munzel(const frozen *f, const groups *g)
{
    const char *name = "brunner-munzel";
    const double *want = frozen_ref(f, name)->v;
    sw_rank_test r = brunner_munzel(g, SW_TWO_SIDED);
    check(name, f, "p-hat", r.result.estimate, want[0]);
    check(name, f, "se", r.result.se, want[1]);
    check(name, f, "df", r.result.df, want[2]);
    accuracy_check(&ACCURACY, name, f, "W", r.result.statistic, want[3], 1,
                   1e-10);
    check(name, f, "lower", r.result.ci.lower, want[4]);
    check(name, f, "upper", r.result.ci.upper, want[5]);
    const frozen_values *exact = frozen_ref(f, "brunner-munzel-exact");
    const frozen_values *by_t = frozen_ref(f, "brunner-munzel-t");
    size_t n1 = g->treated.n, n0 = g->control.n;
    bool small = (n1 < n0 ? n1 : n0) < 10;
    for (int i = 0; i < 3; i++) {
        r = brunner_munzel(g, SIDE[i]);
        if (small && exact != NULL && r.exact)
            check("brunner-munzel exact", f, "p", r.result.p, exact->v[i]);
        if (by_t != NULL && r.result.se > 0)
            check(name, f, "p", r.result.p, by_t->v[i]);
    }
}

static void check_permutation(const frozen *f, const groups *g, const char *key,
                              bool studentised)
{
    const frozen_values *want = frozen_ref(f, key);
    for (int i = 0; want != NULL && i < 3; i++) {
        sw_permutation_options o = SW_PERMUTATION_OPTIONS_INIT;
        o.alternative = SIDE[i];
        o.studentised = studentised;
        sw_permutation r;
        assert_int_equal(
            SW_OK, sw_stats_permutation(&r, g->treated, g->control, &o, NULL));
        assert_true(r.exact);
        check(studentised ? "permutation studentised" : "permutation", f, key,
              r.p, want->v[i]);
    }
}

static void check_wilcoxon(const frozen *f, const groups *g)
{
    const double *want = frozen_ref(f, "wilcoxon")->v;
    const char *name = "wilcoxon";
    for (int i = 0; i < 3; i++) {
        sw_rank_options o = SW_RANK_OPTIONS_INIT;
        o.alternative = SIDE[i];
        o.level = g->level;
        sw_rank_test r;
        assert_int_equal(
            SW_OK, sw_stats_wilcoxon(&r, g->before, g->treated, &o, NULL));
        check(name, f, "p", r.result.p, want[2 + i]);
        if (SIDE[i] != SW_TWO_SIDED)
            continue;
        accuracy_check(&ACCURACY, name, f, "estimate", r.result.estimate,
                       want[0], 1e-9, 1e-10);
        check(name, f, "V", r.result.statistic, want[1]);
        /* qsignrank answers with at least the extreme average. */
        if (!isnan(r.result.ci.lower)) {
            check(name, f, "lower", r.result.ci.lower, want[5]);
            check(name, f, "upper", r.result.ci.upper, want[6]);
        } else {
            assert_true(r.n_used < 9);
        }
        accuracy_check(&ACCURACY, name, f, "rank-biserial",
                       r.result.effect_size, want[7], 1, 1e-12);
        assert_int_equal((size_t)want[8], r.n_used);
    }
}

static void check_data_set(const frozen *f, void *context)
{
    (void)context;
    groups g = {sample_of(f, "treated"), sample_of(f, "control"),
                sample_of(f, "before"), frozen_ref(f, "level")->v[0]};
    check_mann_whitney(f, &g);
    check_brunner_munzel(f, &g);
    check_permutation(f, &g, "permutation", false);
    check_permutation(f, &g, "studentised", true);
    check_wilcoxon(f, &g);
}

static void frozen_data_sets_agree_with_r(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/rank.tsv", check_data_set, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "rank");
}

/* Brunner & Munzel (2000), pain scores. */
static void the_published_example_comes_out(void **state)
{
    (void)state;
    sw_sample x = SAMPLE(3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4);
    sw_sample y = SAMPLE(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1);
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    sw_rank_test r;
    assert_int_equal(SW_OK, sw_stats_brunner_munzel_test(&r, x, y, &o, NULL));
    assert_close(r.result.statistic, 3.1374674823029505, 1e-12, 0, "W");
    assert_close(r.result.df, 17.682841979481548, 1e-12, 0, "df");
    assert_close(r.result.p, 0.0057862086661515, 1e-12, 0, "p");
    assert_close(r.result.estimate, 0.78896103896103897, 1e-12, 0, "p-hat");
}

/* scipy #15843 and #22664: infinite and NaN answers without overlap. */
static void groups_without_overlap_have_an_exact_p(void **state)
{
    (void)state;
    static const double LOW[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    static const double HIGH[] = {21, 22, 23, 24, 25, 26,
                                  27, 28, 29, 30, 31, 31};
    /* Ways to choose n1 of N: 70, 792, 2704156. Of unequal sizes with ties over
     * the mirrored boundary only one assignment is as extreme. */
    static const struct {
        const char *name;
        size_t n1, n0;
        double two_sided;
    } ROWS[] = {{"equal sizes", 4, 4, 2.0 / 70},
                {"unequal sizes", 5, 7, 2.0 / 792},
                {"twelve each", 12, 12, 2.0 / 2704156}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_sample x = {HIGH, ROWS[i].n1}, y = {LOW, ROWS[i].n0};
        sw_rank_options o = SW_RANK_OPTIONS_INIT;
        sw_rank_test r;
        assert_int_equal(SW_OK,
                         sw_stats_brunner_munzel_test(&r, x, y, &o, NULL));
        assert_close(r.result.p, ROWS[i].two_sided, 1e-12, 0, ROWS[i].name);
        assert_close(r.result.estimate, 1, 0, 0, ROWS[i].name);
        assert_close(r.result.statistic, NAN, 0, 0, ROWS[i].name);
        assert_close(r.result.ci.lower, NAN, 0, 0, ROWS[i].name);
        o.alternative = SW_GREATER;
        assert_int_equal(SW_OK,
                         sw_stats_brunner_munzel_test(&r, x, y, &o, NULL));
        assert_close(r.result.p, ROWS[i].two_sided / 2, 1e-12, 0, ROWS[i].name);
        o.alternative = SW_LESS;
        assert_int_equal(SW_OK,
                         sw_stats_brunner_munzel_test(&r, x, y, &o, NULL));
        assert_close(r.result.p, 1, 0, 0, ROWS[i].name);
    }
    /* {7, 7} against {9, 10, 11}: the mirror would need 9 < 7. */
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    sw_rank_test r;
    assert_int_equal(SW_OK,
                     sw_stats_brunner_munzel_test(&r, SAMPLE(11, 11, 12),
                                                  SAMPLE(7, 7), &o, NULL));
    assert_close(r.result.p, 1.0 / 10, 1e-12, 0, "tied across the mirror");
}

static void all_values_tied_has_p_one(void **state)
{
    (void)state;
    sw_sample x = SAMPLE(4, 4, 4), y = SAMPLE(4, 4, 4, 4);
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    sw_rank_test r;
    assert_int_equal(SW_OK, sw_stats_brunner_munzel_test(&r, x, y, &o, NULL));
    assert_close(r.result.p, 1, 0, 0, "Brunner-Munzel");
    assert_close(r.result.estimate, 0.5, 0, 0, "p-hat");
    assert_int_equal(SW_OK, sw_stats_mann_whitney(&r, x, y, &o, NULL));
    assert_close(r.result.p, 1, 1e-12, 0, "Mann-Whitney");
    double many[120];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = 7;
    assert_int_equal(SW_OK, sw_stats_mann_whitney(&r, (sw_sample){many, 60},
                                                  (sw_sample){many + 60, 60},
                                                  &o, NULL));
    assert_false(r.exact);
    assert_close(r.result.p, 1, 0, 0, "Mann-Whitney, large");
    sw_permutation_options po = SW_PERMUTATION_OPTIONS_INIT;
    sw_permutation p;
    assert_int_equal(SW_OK, sw_stats_permutation(&p, x, y, &po, NULL));
    assert_close(p.p, 1, 1e-12, 0, "permutation");
}

/* Draws of assignments must agree with all of them within their error. */
static void random_assignments_agree_with_all_of_them(void **state)
{
    (void)state;
    double x[40], y[60];
    sw_permutation_options o = SW_PERMUTATION_OPTIONS_INIT;
    for (size_t i = 0; i < COUNT(x); i++)
        x[i] = (double)(i * 7 % 23);
    for (size_t i = 0; i < COUNT(y); i++)
        y[i] = (double)(i * 11 % 29) - 0.5 * (double)(i % 3);
    sw_sample sx = {x, COUNT(x)}, sy = {y, COUNT(y)};
    sw_permutation exact, drawn;
    o.resamples = 20000;
    assert_int_equal(SW_OK, sw_stats_permutation(&exact, sx, sy, &o, NULL));
    assert_true(exact.exact);
    x[0] += 1e-7; /* no longer a whole number: drawn */
    assert_int_equal(SW_OK, sw_stats_permutation(&drawn, sx, sy, &o, NULL));
    assert_false(drawn.exact);
    double error = sqrt(exact.p * (1 - exact.p) / 20000);
    assert_close(drawn.p, exact.p, 0, 4 * error, "p");
    sw_permutation again;
    int threads = omp_get_max_threads();
    o.resamples = 40000; /* enough work for threads */
    omp_set_num_threads(1);
    assert_int_equal(SW_OK, sw_stats_permutation(&drawn, sx, sy, &o, NULL));
    omp_set_num_threads(3);
    assert_int_equal(SW_OK, sw_stats_permutation(&again, sx, sy, &o, NULL));
    omp_set_num_threads(threads);
    assert_close(again.p, drawn.p, 0, 0, "the same seed, other threads");
}

static void swapping_and_moving_the_groups_changes_nothing_else(void **state)
{
    (void)state;
    static const double SHIFT[] = {0, 1e9, -1e9}, SCALE[] = {1, 1e-150, 1e150};
    double x[] = {27, 26, 30, 29, 25, 31, 31}, y[] = {31, 28, 33, 30, 29, 33};
    double p0 = NAN, permuted = NAN;
    for (size_t i = 0; i < COUNT(SHIFT); i++)
        for (size_t j = 0; j < COUNT(SCALE); j++) {
            if (i > 0 && j > 0)
                continue;
            double a[COUNT(x)], b[COUNT(y)];
            for (size_t k = 0; k < COUNT(x); k++)
                a[k] = (x[k] + SHIFT[i]) * SCALE[j];
            for (size_t k = 0; k < COUNT(y); k++)
                b[k] = (y[k] + SHIFT[i]) * SCALE[j];
            sw_sample sa = {a, COUNT(a)}, sb = {b, COUNT(b)};
            sw_rank_options o = SW_RANK_OPTIONS_INIT;
            sw_permutation_options po = SW_PERMUTATION_OPTIONS_INIT;
            sw_rank_test r, s;
            sw_permutation p, q;
            assert_int_equal(SW_OK,
                             sw_stats_mann_whitney(&r, sa, sb, &o, NULL));
            assert_int_equal(SW_OK,
                             sw_stats_mann_whitney(&s, sb, sa, &o, NULL));
            assert_int_equal(SW_OK,
                             sw_stats_permutation(&p, sa, sb, &po, NULL));
            assert_int_equal(SW_OK,
                             sw_stats_permutation(&q, sb, sa, &po, NULL));
            if (i + j == 0) {
                p0 = r.result.p;
                permuted = p.p;
            }
            assert_close(r.result.p, p0, 1e-13, 0, "p");
            assert_close(s.result.p, p0, 1e-13, 0, "p swapped");
            assert_close(r.result.estimate + s.result.estimate, 1, 1e-14, 0,
                         "effects");
            assert_close(r.result.ci.lower, 1 - s.result.ci.upper, 1e-12, 0,
                         "interval");
            assert_close(p.p, permuted, 1e-12, 0, "permutation");
            assert_close(q.p, permuted, 1e-12, 0, "permutation swapped");
        }
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    /* clang-format off */
    const struct {
        const char *name;
        sw_sample x, y;
        double level;
        size_t resamples;
        sw_status two_groups, munzel, wilcoxon, permutation;
    } ROWS[] = {
        {"level 1", SAMPLE(1, 2), SAMPLE(3, 4), 1, 999, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN, SW_OK},
        {"NaN", SAMPLE(1, NAN), SAMPLE(3, 4), .9, 999, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
        {"infinite", SAMPLE(1, 2), SAMPLE(3, INFINITY), .9, 999, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN, SW_EDOMAIN},
        {"one value", SAMPLE(1), SAMPLE(3, 4), .9, 999, SW_ENODATA, SW_ENODATA, SW_EDOMAIN, SW_OK},
        {"98 resamples", SAMPLE(1, 2), SAMPLE(3, 4), .9, 98, SW_OK, SW_EDOMAIN, SW_OK, SW_EDOMAIN},
        {"no change", SAMPLE(1, 2), SAMPLE(1, 2), .9, 999, SW_OK, SW_OK, SW_ENODATA, SW_OK},
        {"nothing", {NULL, 0}, {NULL, 0}, .9, 999, SW_ENODATA, SW_ENODATA, SW_ENODATA, SW_ENODATA},
    };
    /* clang-format on */
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_rank_options o = SW_RANK_OPTIONS_INIT;
        sw_permutation_options po = SW_PERMUTATION_OPTIONS_INIT;
        o.level = ROWS[i].level;
        o.resamples = po.resamples = ROWS[i].resamples;
        sw_rank_test r = {.result = {.p = -99}};
        sw_permutation p = {.p = -99};
        sw_error e[4] = {{0}};
        sw_sample x = ROWS[i].x, y = ROWS[i].y;
        sw_status got[4];
        got[0] = sw_stats_mann_whitney(&r, x, y, &o, &e[0]);
        got[1] = sw_stats_brunner_munzel_test(&r, x, y, &o, &e[1]);
        got[2] = sw_stats_wilcoxon(&r, x, y, &o, &e[2]);
        got[3] = sw_stats_permutation(&p, x, y, &po, &e[3]);
        sw_status want[4] = {ROWS[i].two_groups, ROWS[i].munzel,
                             ROWS[i].wilcoxon, ROWS[i].permutation};
        bool any_ok = false;
        for (int j = 0; j < 4; j++) {
            if (got[j] != want[j] || e[j].code != got[j])
                fail_msg("%s, %d: got %s", ROWS[i].name, j,
                         sw_status_name(got[j]));
            any_ok |= j < 3 && got[j] == SW_OK;
        }
        if (!any_ok)
            assert_close(r.result.p, -99, 0, 0, ROWS[i].name);
        if (got[3] != SW_OK)
            assert_close(p.p, -99, 0, 0, ROWS[i].name);
    }
}

static void small_samples_have_no_interval(void **state)
{
    (void)state;
    /* Five signs: 2 / 2^5 = .0625 is the smallest two-sided p. */
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    sw_rank_test r;
    assert_int_equal(SW_OK, sw_stats_wilcoxon(&r, SAMPLE(0, 0, 0, 0, 0),
                                              SAMPLE(1, 2, 3, 4, 5), &o, NULL));
    assert_close(r.result.p, 0.0625, 1e-15, 0, "p");
    assert_close(r.result.ci.lower, NAN, 0, 0, "lower");
    o.level = 0.9;
    assert_int_equal(SW_OK, sw_stats_wilcoxon(&r, SAMPLE(0, 0, 0, 0, 0),
                                              SAMPLE(1, 2, 3, 4, 5), &o, NULL));
    assert_close(r.result.ci.lower, 1, 0, 0, "lower at 90 %");
    assert_close(r.result.ci.upper, 5, 0, 0, "upper at 90 %");
}

/* The estimate and its interval are those of the shift itself, whatever shift
 * the p is about (a null that is a difference drops it). By hand: of 1, 2, 3, 4
 * the Walsh averages are 1, 1.5, 2, 2, 2.5, 2.5, 3, 3, 3.5, 4, their
 * median 2.5; at 80 % P(V <= 0) = 1/16 < .1 and P(V <= 1) = 2/16 >= .1, so the
 * ends are the first and the last. */
static void the_null_does_not_move_the_interval(void **state)
{
    (void)state;
    for (double null = -1; null < 1; null += .25) {
        sw_rank_options o = SW_RANK_OPTIONS_INIT;
        sw_rank_test r;
        o.level = .8;
        o.null = null;
        assert_int_equal(SW_OK,
                         sw_stats_wilcoxon(&r, SAMPLE(0, 0, 0, 0),
                                           SAMPLE(1, 2, 3, 4), &o, NULL));
        assert_close(r.result.estimate, 2.5, 1e-15, 0, "median");
        assert_close(r.result.ci.lower, 1, 1e-15, 0, "lower");
        assert_close(r.result.ci.upper, 4, 1e-15, 0, "upper");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_null_does_not_move_the_interval),
        cmocka_unit_test(frozen_data_sets_agree_with_r),
        cmocka_unit_test(the_published_example_comes_out),
        cmocka_unit_test(groups_without_overlap_have_an_exact_p),
        cmocka_unit_test(all_values_tied_has_p_one),
        cmocka_unit_test(random_assignments_agree_with_all_of_them),
        cmocka_unit_test(swapping_and_moving_the_groups_changes_nothing_else),
        cmocka_unit_test(small_samples_have_no_interval),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/rank", tests, NULL, NULL);
}
