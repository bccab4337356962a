/* Identities and refusals of Lee's and Manski's bounds. */
#include "seatworth/stats_weight.h"
#include "sw_test.h"

enum { N = 40 };

typedef struct sample {
    double y[N], missing[N];
    bool treated[N], other[N];
} sample;

static double noise(size_t i, double seed)
{
    double wave = sin(seed * (double)(i + 1)) * 43758.5453;
    return wave - floor(wave);
}

static void fill(sample *s)
{
    for (size_t i = 0; i < N; i++) {
        s->treated[i] = i % 2 == 0;
        s->other[i] = !s->treated[i];
        s->y[i] = floor(20 * (noise(i, 5.1) + noise(i, 12.9898)));
        s->missing[i] =
            noise(i, 91.7) < (s->treated[i] ? .2 : .45) ? NAN : s->y[i];
    }
}

static sw_bounds_data bounds_of(const sample *s, const double *y)
{
    sw_bounds_data d = SW_BOUNDS_DATA_INIT;
    d.y = y;
    d.treated = s->treated;
    d.n = N;
    d.low = 0;
    d.high = 60;
    return d;
}

/* Lee trims nothing where both arms answer alike; Manski still widens. */
static void equal_rates_collapse_lee_and_not_manski(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double y[N];
    for (size_t i = 0; i < N; i++)
        y[i] = i < 10 ? NAN : s.y[i];
    sw_bounds_data d = bounds_of(&s, y);
    sw_bounds b;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    assert_close(b.lower, b.point, 1e-14, 0, "lower");
    assert_close(b.upper, b.point, 1e-14, 0, "upper");
    /* Nothing between the ends: the two-sided interval. */
    d.resamples = 9999;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    assert_close(b.ci.lower, b.lower - 1.959963984540054 * b.se_lower, 1e-9, 0,
                 "ci");
    d.kind = SW_BOUNDS_MANSKI;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    assert_true(b.lower < b.point && b.point < b.upper);
    /* Each arm lacks a quarter of its answers of 0 to 60. */
    assert_close(b.upper - b.lower, 2 * .25 * 60, 1e-12, 0, "width");
}

static void bounds_turn_with_the_arms_and_the_scale(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double negative[N];
    for (size_t i = 0; i < N; i++)
        negative[i] = -s.missing[i];
    for (int kind = 0; kind < 2; kind++) {
        sw_bounds_data d = bounds_of(&s, s.missing);
        d.kind = (sw_bounds_kind)kind;
        sw_bounds a, b;
        assert_int_equal(SW_OK, sw_stats_bounds(&a, &d, NULL));
        d.treated = s.other;
        assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
        assert_close(b.lower, -a.upper, 1e-12, 0, "swapped");
        d.treated = s.treated;
        d.y = negative;
        d.low = -60;
        d.high = 0;
        assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
        assert_close(b.upper, -a.lower, 1e-12, 0, "negated");
    }
}

/* The bootstrap of Manski's ends is that of a mean, whose error is known. */
static void bootstrap_errors_are_those_of_a_mean(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    sw_bounds_data d = bounds_of(&s, s.missing);
    d.kind = SW_BOUNDS_MANSKI;
    d.resamples = 20000;
    sw_bounds b;
    double variance = 0;
    assert_int_equal(SW_OK, sw_stats_bounds(&b, &d, NULL));
    for (int arm = 0; arm < 2; arm++) {
        double mean = 0, squares = 0, n = N / 2;
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < N; i++) {
                double end = arm ? d.low : d.high;
                double v = isnan(s.missing[i]) ? end : s.missing[i];
                if (s.treated[i] != arm)
                    continue;
                if (pass == 0)
                    mean += v / n;
                else
                    squares += (v - mean) * (v - mean);
            }
        variance += squares / n / n;
    }
    assert_close(b.se_lower, sqrt(variance), 4 / sqrt(2.0 * 20000), 0, "se");
}

static void bounds_refuse(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double infinite[N], silent[N];
    size_t one[N] = {0}, lone[N] = {0};
    lone[7] = 1;
    for (size_t i = 0; i < N; i++) {
        infinite[i] = i == 4 ? INFINITY : s.missing[i];
        silent[i] = s.treated[i] ? s.y[i] : NAN;
    }
    sw_bounds_data d = bounds_of(&s, s.missing), manski = d;
    manski.kind = SW_BOUNDS_MANSKI;
    struct {
        const char *name;
        sw_bounds_data d;
        sw_status want;
    } rows[] = {
        {"level", d, SW_EDOMAIN},        {"resamples", d, SW_EDOMAIN},
        {"infinite", d, SW_EDOMAIN},     {"range", manski, SW_EDOMAIN},
        {"outside", manski, SW_EDOMAIN}, {"nobody answered", d, SW_ENODATA},
        {"one cluster", d, SW_ENODATA},  {"a lone stratum", d, SW_ENODATA},
    };
    rows[0].d.level = 0;
    rows[1].d.resamples = 10;
    rows[2].d.y = infinite;
    rows[3].d.high = rows[3].d.low;
    rows[4].d.high = 3;
    rows[5].d.y = silent;
    rows[6].d.cluster = one;
    rows[7].d.stratum = lone;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_bounds b = {.lower = 42};
        sw_error err = {0};
        sw_status st = sw_stats_bounds(&b, &rows[i].d, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: %d %s", rows[i].name, (int)st, err.message);
        assert_close(b.lower, 42, 0, 0, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_rates_collapse_lee_and_not_manski),
        cmocka_unit_test(bounds_turn_with_the_arms_and_the_scale),
        cmocka_unit_test(bootstrap_errors_are_those_of_a_mean),
        cmocka_unit_test(bounds_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
