/* The bootstrap: intervals against boot, resamples against the multinomial
 * distribution, refusals, identities. */
#include <omp.h>

#include "base/random.h"
#include "frozen_case.h"
#include "seatworth/stats_resample.h"
#include "stats/multinomial.h"
#include "stats/tail.h"
#include "sw_test.h"

static accuracy ACCURACY;

static sw_sample sample_of(const frozen *f, const char *name)
{
    const frozen_values *v = frozen_column(f, name);
    return (sw_sample){v->v, v->n};
}

static void check(const frozen *f, const char *key, double got, double want,
                  double floor_)
{
    accuracy_check(&ACCURACY, "bootstrap", f, key, got, want, floor_, 1e-9);
}

static void check_accelerations(const frozen *f)
{
    static const char *const KEY[] = {"mean", "median", "difference",
                                      "correlation"};
    for (int i = 0; i < 4; i++) {
        sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
        o.statistic = (sw_bootstrap_statistic)i;
        o.resamples = 199;
        sw_bootstrap b;
        sw_sample y = i == SW_BOOTSTRAP_MEAN_DIFFERENCE ? sample_of(f, "y")
                                                        : sample_of(f, "z");
        assert_int_equal(
            SW_OK, sw_stats_bootstrap(&b, sample_of(f, "x"), y, &o, NULL));
        const double *want = frozen_ref(f, KEY[i])->v;
        check(f, KEY[i], b.estimate, want[0], 1);
        check(f, "acceleration", b.acceleration, want[1], 1);
    }
}

static void check_data_set(const frozen *f, void *context)
{
    (void)context;
    const frozen_values *t = frozen_column(f, "t");
    const double *want = frozen_ref(f, "interval")->v;
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    o.level = frozen_ref(f, "level")->v[0];
    sw_bootstrap b = {.estimate = frozen_ref(f, "mean")->v[0]};
    assert_int_equal(
        SW_OK, sw_stats_bootstrap_interval(
                   &b, t->v, t->n, frozen_ref(f, "mean")->v[1], &o, NULL));
    check(f, "percentile", b.percentile.lower, want[0], 0);
    check(f, "percentile", b.percentile.upper, want[1], 0);
    check(f, "BCa", b.bca.lower, want[2], 0);
    check(f, "BCa", b.bca.upper, want[3], 0);
    assert_int_equal(!isnan(want[2]), b.has_bca);
    check(f, "z0", b.z0, want[4], 1);
    check(f, "bias", b.bias, want[5], 1);
    check(f, "sd", b.se, want[6], 0);
    check_accelerations(f);
}

static void frozen_data_sets_agree_with_boot(void **state)
{
    (void)state;
    size_t n =
        frozen_each("tests/data/stats/resample.tsv", check_data_set, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "resample");
}

/* Chi-square of how often each count occurs against Binomial(n, 1/n), which
 * every count of a multinomial has; df is below 12, so 45 is 1e-5. */
static void counts_are_multinomial(void **state)
{
    (void)state;
    static const size_t N[] = {2, 7, 60, 127, 128, 130, 1000, 4001};
    enum { TOP = 8 };
    for (size_t i = 0; i < COUNT(N); i++) {
        size_t n = N[i], rounds = 200000 / n;
        int32_t *count = calloc(sw_padded(n), sizeof *count);
        double seen[TOP + 1] = {0}, first = 0, last = 0;
        sw_multinomial m;
        sw_multinomial_init(&m, n, n, NULL);
        for (size_t b = 0; b < rounds; b++) {
            sw_random r;
            sw_random_init(&r, 99, b);
            sw_multinomial_draw(count, &m, &r);
            size_t total = 0;
            for (size_t j = 0; j < n; j++) {
                total += (size_t)count[j];
                seen[count[j] < TOP ? count[j] : TOP]++;
            }
            assert_int_equal(n, total);
            first += count[0];
            last += count[n - 1];
        }
        double all = (double)(rounds * n), chi2 = 0, share = 1.0 / (double)n;
        for (int k = 0; k <= TOP && k <= (int)n; k++) {
            double p = k < TOP ? sw_binomial_lower(k, (double)n, share) -
                                     sw_binomial_lower(k - 1, (double)n, share)
                               : sw_binomial_upper(k, (double)n, share);
            if (all * p > 5)
                chi2 += (seen[k] - all * p) * (seen[k] - all * p) / (all * p);
        }
        if (!(chi2 < 45))
            fail_msg("n = %zu: chi-square %g", n, chi2);
        double sd = sqrt((double)rounds * (1 - share));
        assert_true(fabs(first - (double)rounds) < 4.5 * sd);
        assert_true(fabs(last - (double)rounds) < 4.5 * sd);
        free(count);
    }
}

/* Sums made on the way are those of the counts' distribution: mean and variance
 * of the bootstrap mean of 1 .. n. */
static void sums_have_the_mean_and_variance_of_theory(void **state)
{
    (void)state;
    static const size_t N[] = {20, 128, 500, 4096};
    for (size_t i = 0; i < COUNT(N); i++) {
        double *x = calloc(N[i], sizeof *x);
        for (size_t j = 0; j < N[i]; j++)
            x[j] = (double)j;
        sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
        o.resamples = 40000;
        sw_bootstrap b;
        assert_int_equal(SW_OK,
                         sw_stats_bootstrap(&b, (sw_sample){x, N[i]},
                                            (sw_sample){NULL, 0}, &o, NULL));
        double n = (double)N[i], se = sqrt((n * n - 1) / 12 / n);
        assert_close(b.se, se, 4 / sqrt(2 * 40000.0), 0, "se");
        assert_close(b.bias, 0, 0, 4 * se / 200, "bias");
        free(x);
    }
}

static void binomial_draws_have_the_right_moments(void **state)
{
    (void)state;
    static const struct {
        uint64_t n;
        double p;
    } ROWS[] = {{1, .5},   {30, .1},   {30, .95},       {100, .3},
                {100, .9}, {5000, .5}, {4000000, .002}, {40, .25}};
    enum { DRAWS = 40000 };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_random r;
        sw_random_init(&r, 7, i);
        double n = (double)ROWS[i].n, p = ROWS[i].p, sum = 0, squares = 0;
        for (int k = 0; k < DRAWS; k++) {
            double d = (double)sw_binomial(&r, ROWS[i].n, p) - n * p;
            sum += d;
            squares += d * d;
        }
        double v = n * p * (1 - p), excess = (1 - 6 * p * (1 - p)) / v;
        assert_true(fabs(sum / DRAWS) < 4.5 * sqrt(v / DRAWS));
        assert_close(squares / DRAWS, v, 4.5 * sqrt((2 + excess) / DRAWS), 0,
                     "variance");
    }
    sw_random r;
    sw_random_init(&r, 7, 99);
    assert_int_equal(0, sw_binomial(&r, 50, 0));
    assert_int_equal(50, sw_binomial(&r, 50, 1));
}

/* 1,000 people on a five-point scale are drawn by value, the same data with one
 * harmless digit each singly: both are the same bootstrap. */
static void few_values_and_many_agree(void **state)
{
    (void)state;
    enum { N = 1000 };
    double tied[N], loose[N];
    for (int i = 0; i < N; i++) {
        tied[i] = i * i % 5;
        loose[i] = tied[i] + 1e-9 * i;
    }
    for (int s = 0; s < 2; s++) {
        sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
        o.statistic = (sw_bootstrap_statistic)(2 * s); /* mean, difference */
        o.resamples = 40000;
        sw_bootstrap a, b;
        sw_sample y = {tied, N / 2};
        assert_int_equal(
            SW_OK, sw_stats_bootstrap(&a, (sw_sample){tied, N}, y, &o, NULL));
        y.v = loose;
        assert_int_equal(
            SW_OK, sw_stats_bootstrap(&b, (sw_sample){loose, N}, y, &o, NULL));
        assert_close(a.estimate, b.estimate, 0, 1e-6, "estimate");
        assert_close(a.se, b.se, 0.02, 0, "se");
        assert_close(a.bca.lower, b.bca.lower, 0, 0.06 * a.se, "lower");
        assert_close(a.bca.upper, b.bca.upper, 0, 0.06 * a.se, "upper");
    }
}

static void the_threads_do_not_matter(void **state)
{
    (void)state;
    static double x[8000], y[8000]; /* enough work for threads */
    for (int i = 0; i < 8000; i++) {
        x[i] = i * 37 % 101 + 0.01 * i;
        y[i] = i * 53 % 97 - 0.02 * i;
    }
    for (int s = 0; s < 4; s++) {
        sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
        o.statistic = (sw_bootstrap_statistic)s;
        o.resamples = 1999;
        sw_bootstrap b[2];
        int threads = omp_get_max_threads();
        for (int i = 0; i < 2; i++) {
            omp_set_num_threads(i == 0 ? 1 : 3);
            assert_int_equal(
                SW_OK, sw_stats_bootstrap(&b[i], (sw_sample){x, 8000},
                                          (sw_sample){y, 8000}, &o, NULL));
        }
        omp_set_num_threads(threads);
        assert_close(b[0].se, b[1].se, 0, 0, "se");
        assert_close(b[0].bca.lower, b[1].bca.lower, 0, 0, "lower");
        assert_close(b[0].bca.upper, b[1].bca.upper, 0, 0, "upper");
        o.seed = 2;
        sw_bootstrap other;
        assert_int_equal(SW_OK,
                         sw_stats_bootstrap(&other, (sw_sample){x, 8000},
                                            (sw_sample){y, 8000}, &o, NULL));
        assert_true(fabs(other.se - b[0].se) > 0);
    }
}

/* The same draws must follow a change of unit or of offset. */
static void moving_and_scaling_the_data_moves_and_scales(void **state)
{
    (void)state;
    static const double SHIFT[] = {1e9, 0, 0}, SCALE[] = {1, 1e-150, 1e150};
    double x[40], y[40], a[40], b[40];
    for (int i = 0; i < 40; i++) {
        x[i] = i * 17 % 41;
        y[i] = i * 29 % 43;
    }
    for (size_t k = 0; k < COUNT(SHIFT); k++)
        for (int s = 0; s < 4; s++) {
            for (int i = 0; i < 40; i++) {
                a[i] = x[i] * SCALE[k] + SHIFT[k];
                b[i] = y[i] * SCALE[k] + SHIFT[k];
            }
            sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
            o.statistic = (sw_bootstrap_statistic)s;
            o.resamples = 499;
            sw_bootstrap p, q;
            sw_sample none = {NULL, 0};
            bool two = s >= SW_BOOTSTRAP_MEAN_DIFFERENCE;
            assert_int_equal(SW_OK,
                             sw_stats_bootstrap(&p, (sw_sample){x, 40},
                                                two ? (sw_sample){y, 40} : none,
                                                &o, NULL));
            assert_int_equal(SW_OK,
                             sw_stats_bootstrap(&q, (sw_sample){a, 40},
                                                two ? (sw_sample){b, 40} : none,
                                                &o, NULL));
            double scale = s == SW_BOOTSTRAP_CORRELATION ? 1 : SCALE[k];
            double shift = two ? 0 : SHIFT[k];
            assert_close(q.se / scale, p.se, 1e-6, 0, "se");
            assert_close((q.bca.lower - shift) / scale, p.bca.lower, 1e-6, 1e-6,
                         "lower");
            assert_close((q.bca.upper - shift) / scale, p.bca.upper, 1e-6, 1e-6,
                         "upper");
        }
}

/* scipy #14351: a resample of one pair has no correlation. */
static void resamples_without_variation_are_left_out(void **state)
{
    (void)state;
    const double x[] = {1, 2, 4}, y[] = {2, 1, 7};
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    o.statistic = SW_BOOTSTRAP_CORRELATION;
    o.resamples = 9000;
    sw_bootstrap b;
    assert_int_equal(SW_OK, sw_stats_bootstrap(&b, (sw_sample){x, 3},
                                               (sw_sample){y, 3}, &o, NULL));
    /* 3 of 27 resamples hold one pair only. */
    assert_close((double)b.degenerate, 1000, 0, 4.5 * 30, "degenerate");
    assert_int_equal(9000, b.degenerate + b.resamples);
    assert_true(isfinite(b.se) && isfinite(b.percentile.lower));
}

static void one_sided_intervals_have_an_open_end(void **state)
{
    (void)state;
    double x[30];
    for (int i = 0; i < 30; i++)
        x[i] = i * i % 31;
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    sw_bootstrap two, one;
    sw_sample none = {NULL, 0};
    o.level = 0.9;
    assert_int_equal(
        SW_OK, sw_stats_bootstrap(&two, (sw_sample){x, 30}, none, &o, NULL));
    o.level = 0.95;
    o.alternative = SW_GREATER;
    assert_int_equal(
        SW_OK, sw_stats_bootstrap(&one, (sw_sample){x, 30}, none, &o, NULL));
    assert_close(one.bca.lower, two.bca.lower, 1e-12, 0, "lower");
    assert_close(one.bca.upper, INFINITY, 0, 0, "upper");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    static const double GOOD[] = {1, 2, 4, 5}, FLAT[] = {3, 3, 3, 3},
                        BAD[] = {1, NAN, 2, 3};
    static const struct {
        const char *name;
        const double *x, *y;
        size_t nx, ny;
        double level;
        size_t resamples;
        int statistic;
        sw_status want;
    } ROWS[] = {
        {"level 0", GOOD, NULL, 4, 0, 0, 999, 0, SW_EDOMAIN},
        {"NaN", BAD, NULL, 4, 0, .9, 999, 0, SW_EDOMAIN},
        {"98 resamples", GOOD, NULL, 4, 0, .9, 98, 0, SW_EDOMAIN},
        {"one value", GOOD, NULL, 1, 0, .9, 999, 0, SW_ENODATA},
        {"constant", FLAT, NULL, 4, 0, .9, 999, 0, SW_ENODATA},
        {"constant median", FLAT, NULL, 4, 0, .9, 999, 1, SW_ENODATA},
        {"no control", GOOD, NULL, 4, 0, .9, 999, 2, SW_ENODATA},
        {"both constant", FLAT, FLAT, 4, 3, .9, 999, 2, SW_ENODATA},
        {"constant y", GOOD, FLAT, 4, 4, .9, 999, 3, SW_ENODATA},
        {"lengths differ", GOOD, GOOD, 4, 3, .9, 999, 3, SW_EDOMAIN},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
        o.level = ROWS[i].level;
        o.resamples = ROWS[i].resamples;
        o.statistic = (sw_bootstrap_statistic)ROWS[i].statistic;
        sw_bootstrap b = {.se = -99};
        sw_error err = {0};
        sw_status st =
            sw_stats_bootstrap(&b, (sw_sample){ROWS[i].x, ROWS[i].nx},
                               (sw_sample){ROWS[i].y, ROWS[i].ny}, &o, &err);
        if (st != ROWS[i].want || err.code != st)
            fail_msg("%s: got %s", ROWS[i].name, sw_status_name(st));
        assert_close(b.se, -99, 0, 0, ROWS[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frozen_data_sets_agree_with_boot),
        cmocka_unit_test(counts_are_multinomial),
        cmocka_unit_test(sums_have_the_mean_and_variance_of_theory),
        cmocka_unit_test(binomial_draws_have_the_right_moments),
        cmocka_unit_test(few_values_and_many_agree),
        cmocka_unit_test(the_threads_do_not_matter),
        cmocka_unit_test(moving_and_scaling_the_data_moves_and_scales),
        cmocka_unit_test(resamples_without_variation_are_left_out),
        cmocka_unit_test(one_sided_intervals_have_an_open_end),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/resample", tests, NULL, NULL);
}
