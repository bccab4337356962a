/* Describing and comparing means: frozen answers of R, refusals, identities. */
#include "frozen_case.h"
#include "seatworth/stats_means.h"
#include "sw_test.h"

static accuracy ACCURACY;

typedef sw_status two_samples(sw_estimate *out, sw_sample treated,
                              sw_sample control, double level, sw_error *err);

static void split(sw_sample *treated, sw_sample *control, double *room,
                  const frozen *f)
{
    const frozen_values *y = frozen_column(f, "y");
    const frozen_values *group = frozen_column(f, "group");
    size_t n1 = 0, n0 = 0;
    for (size_t i = 0; i < y->n; i++)
        n1 += group->v[i] > 0.5;
    *treated = (sw_sample){room, n1};
    *control = (sw_sample){room + n1, y->n - n1};
    for (size_t i = 0, k = 0; i < y->n; i++) {
        if (group->v[i] > 0.5)
            room[k++] = y->v[i];
        else
            room[n1 + n0++] = y->v[i];
    }
}

/* estimate se df statistic p ci effect_size, as the R script writes them; what
 * may be 0 is measured in standard errors. */
static void check_estimate(const char *method, const frozen *f, const char *key,
                           const sw_estimate *e, double tolerance)
{
    const double *want = frozen_ref(f, key)->v;
    double se = want[1];
    accuracy_check(&ACCURACY, method, f, "estimate", e->estimate, want[0], se,
                   tolerance);
    accuracy_check(&ACCURACY, method, f, "se", e->se, want[1], 0, tolerance);
    accuracy_check(&ACCURACY, method, f, "df", e->df, want[2], 0, tolerance);
    accuracy_check(&ACCURACY, method, f, "t", e->statistic, want[3], 1,
                   tolerance);
    accuracy_check(&ACCURACY, method, f, "p", e->p, want[4],
                   10 * want[4] * fmax(1.0, want[3] * want[3]), tolerance);
    accuracy_check(&ACCURACY, method, f, "lower", e->ci.lower, want[5], 10 * se,
                   tolerance);
    accuracy_check(&ACCURACY, method, f, "upper", e->ci.upper, want[6], 10 * se,
                   tolerance);
    accuracy_check(&ACCURACY, method, f, "g", e->effect_size, want[7], 1,
                   tolerance);
}

static void check_lift(const frozen *f, sw_sample treated, sw_sample control,
                       double level)
{
    const double *want = frozen_ref(f, "lift")->v;
    sw_lift l;
    assert_int_equal(SW_OK, sw_stats_lift(&l, treated, control, SW_LIFT_FIELLER,
                                          SW_TWO_SIDED, level, NULL));
    accuracy_check(&ACCURACY, "lift", f, "lift", l.lift.estimate, want[0],
                   want[1], 1e-11);
    accuracy_check(&ACCURACY, "lift", f, "se", l.lift.se, want[1], 0, 1e-11);
    accuracy_check(&ACCURACY, "lift", f, "lower", l.lift.ci.lower, want[5],
                   want[1], 1e-9);
    accuracy_check(&ACCURACY, "lift", f, "upper", l.lift.ci.upper, want[6],
                   want[1], 1e-9);
    assert_int_equal(isnan(want[5]), l.unbounded);
    assert_int_equal(SW_OK, sw_stats_lift(&l, treated, control, SW_LIFT_DELTA,
                                          SW_TWO_SIDED, level, NULL));
    accuracy_check(&ACCURACY, "lift", f, "delta lower", l.lift.ci.lower,
                   want[7], want[1], 1e-11);
    accuracy_check(&ACCURACY, "lift", f, "delta upper", l.lift.ci.upper,
                   want[8], want[1], 1e-11);
}

static void check_two_groups(const frozen *f, double level)
{
    const frozen_values *y = frozen_column(f, "y");
    double *room = calloc(y->n, sizeof *room);
    assert_non_null(room);
    sw_sample treated, control;
    split(&treated, &control, room, f);
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_welch(&e, treated, control, level, NULL));
    check_estimate("t-test", f, "t-test", &e, 1e-12);
    sw_stats_direct(&e, 0.0, SW_LESS, level);
    check_estimate("t-test", f, "less", &e, 1e-12);
    assert_int_equal(SW_OK,
                     sw_stats_pooled_t(&e, treated, control, level, NULL));
    check_estimate("t-test, pooled", f, "pooled", &e, 1e-12);
    check_lift(f, treated, control, level);
    free(room);
}

static void check_groups(const frozen *f)
{
    const frozen_values *y = frozen_column(f, "y");
    const frozen_values *labels = frozen_column(f, "several");
    const double *want = frozen_ref(f, "anova")->v;
    size_t *group = calloc(y->n, sizeof *group), groups = 0;
    assert_non_null(group);
    for (size_t i = 0; i < y->n; i++) {
        group[i] = (size_t)labels->v[i];
        groups = group[i] + 1 > groups ? group[i] + 1 : groups;
    }
    sw_anova a;
    assert_int_equal(SW_OK,
                     sw_stats_anova(&a, y->v, group, y->n, groups, NULL));
    /* lm() itself loses some digits of data far from 0. */
    double total = want[0] + want[1];
    const char *method = "anova";
    accuracy_check(&ACCURACY, method, f, "between", a.ss_between, want[0],
                   total, 1e-9);
    accuracy_check(&ACCURACY, method, f, "within", a.ss_within, want[1], total,
                   1e-9);
    accuracy_check(&ACCURACY, method, f, "df", a.df_within, want[3], 0, 0);
    accuracy_check(&ACCURACY, method, f, "F", a.f, want[4], 1, 1e-9);
    accuracy_check(&ACCURACY, method, f, "p", a.p, want[5], 0, 1e-8);
    sw_kruskal k;
    const double *h = frozen_ref(f, "kruskal")->v;
    assert_int_equal(SW_OK,
                     sw_stats_kruskal(&k, y->v, group, y->n, groups, NULL));
    accuracy_check(&ACCURACY, "kruskal", f, "H", k.h, h[0], 1, 1e-11);
    accuracy_check(&ACCURACY, "kruskal", f, "df", k.df, h[1], 0, 0);
    accuracy_check(&ACCURACY, "kruskal", f, "p", k.p, h[2], 0, 1e-11);
    free(group);
}

static void check_description(const frozen *f)
{
    static const char *const name[] = {
        "mean", "sd", "min", "q1", "median", "q3", "max", "skewness", "lag 1"};
    const frozen_values *y = frozen_column(f, "y");
    sw_description d;
    assert_int_equal(SW_OK,
                     sw_stats_describe(&d, (sw_sample){y->v, y->n}, NULL));
    const double got[] = {d.mean, d.sd,  d.min,      d.q1,  d.median,
                          d.q3,   d.max, d.skewness, d.lag1};
    const double *want = frozen_ref(f, "describe")->v;
    for (size_t i = 0; i < COUNT(got); i++)
        accuracy_check(&ACCURACY, "describe", f, name[i], got[i], want[i],
                       i < 7 ? want[1] : 1.0, 1e-11);
}

static void check_case(const frozen *f, void *ctx)
{
    (void)ctx;
    const frozen_values *y = frozen_column(f, "y");
    const frozen_values *before = frozen_column(f, "before");
    double level = frozen_ref(f, "level")->v[0];
    sw_estimate e;
    check_description(f);
    check_two_groups(f, level);
    check_groups(f);
    assert_int_equal(SW_OK,
                     sw_stats_paired(&e, (sw_sample){before->v, before->n},
                                     (sw_sample){y->v, y->n}, level, NULL));
    check_estimate("paired-t", f, "paired", &e, 1e-12);
}

static void agrees_with_r_on_frozen_data(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/means.tsv", check_case, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "means");
}

#define SAMPLE(...)                                                            \
    {                                                                          \
        (const double[]){__VA_ARGS__}, COUNT(((double[]){__VA_ARGS__}))        \
    }

/* clang-format off */
static const struct {
    const char *name;
    sw_sample treated, control;
    double level;
    sw_status pooled, lift;
} REFUSES[] = {
    {"level 0", SAMPLE(1, 2), SAMPLE(1, 3), 0.0, SW_EDOMAIN, SW_EDOMAIN},
    {"level NaN", SAMPLE(1, 2), SAMPLE(1, 3), NAN, SW_EDOMAIN, SW_EDOMAIN},
    {"one treated", SAMPLE(1), SAMPLE(1, 3), .95, SW_ENODATA, SW_ENODATA},
    {"no control", SAMPLE(1, 2), {NULL, 0}, .95, SW_ENODATA, SW_ENODATA},
    {"infinite", SAMPLE(1, INFINITY), SAMPLE(1, 3), .95, SW_EDOMAIN, SW_EDOMAIN},
    {"both constant", SAMPLE(7, 7), SAMPLE(7, 7), .95, SW_ENODATA, SW_ENODATA},
    {"baseline 0", SAMPLE(1, 2), SAMPLE(-1, 1), .95, SW_OK, SW_ENODATA},
};
/* clang-format on */

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        sw_estimate e = {.estimate = -99};
        sw_lift l = {.ratio = -99};
        assert_int_equal(REFUSES[i].pooled,
                         sw_stats_pooled_t(&e, REFUSES[i].treated,
                                           REFUSES[i].control, REFUSES[i].level,
                                           NULL));
        if (REFUSES[i].pooled != SW_OK)
            assert_close(e.estimate, -99, 0, 0, REFUSES[i].name);
        assert_int_equal(REFUSES[i].lift,
                         sw_stats_lift(&l, REFUSES[i].treated,
                                       REFUSES[i].control, SW_LIFT_FIELLER,
                                       SW_TWO_SIDED, REFUSES[i].level, NULL));
        assert_close(l.ratio, -99, 0, 0, REFUSES[i].name);
    }
}

static void refuses_what_has_no_groups(void **state)
{
    (void)state;
    const double y[] = {1, 2, 3, 4}, same[] = {5, 5, 5, 5};
    const double broken[] = {1, NAN, 3, 4};
    const size_t one[] = {0, 0, 0, 0}, two[] = {0, 0, 1, 1};
    const size_t four[] = {0, 1, 2, 3};
    sw_anova a = {.f = -99};
    sw_kruskal k = {.h = -99};
    sw_description d = {.mean = -99};
    assert_int_equal(SW_ENODATA, sw_stats_anova(&a, y, one, 4, 1, NULL));
    assert_int_equal(SW_ENODATA, sw_stats_anova(&a, y, four, 4, 4, NULL));
    assert_int_equal(SW_EDOMAIN, sw_stats_anova(&a, y, two, 4, 1, NULL));
    const size_t first[] = {2, 0, 1, 1};
    assert_int_equal(SW_EDOMAIN, sw_stats_anova(&a, y, first, 4, 2, NULL));
    assert_int_equal(SW_EDOMAIN, sw_stats_anova(&a, broken, two, 4, 2, NULL));
    assert_int_equal(SW_ENODATA, sw_stats_kruskal(&k, y, one, 4, 1, NULL));
    assert_int_equal(SW_ENODATA, sw_stats_kruskal(&k, same, two, 4, 2, NULL));
    assert_int_equal(SW_EDOMAIN, sw_stats_kruskal(&k, broken, two, 4, 2, NULL));
    assert_int_equal(SW_ENODATA,
                     sw_stats_describe(&d, (sw_sample){NULL, 0}, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_describe(&d, (sw_sample){broken, 4}, NULL));
    assert_close(a.f, -99, 0, 0, "anova");
    assert_close(k.h, -99, 0, 0, "kruskal");
    assert_close(d.mean, -99, 0, 0, "describe");
}

static void what_cannot_be_known_is_nan(void **state)
{
    (void)state;
    const double same[] = {5, 5, 5, 5}, steps[] = {1, 1, 2, 2};
    const size_t two[] = {0, 0, 1, 1};
    sw_description d;
    sw_anova a;
    assert_int_equal(SW_OK, sw_stats_describe(&d, (sw_sample){same, 1}, NULL));
    assert_true(isnan(d.sd) && isnan(d.skewness) && isnan(d.lag1));
    assert_int_equal(SW_OK, sw_stats_describe(&d, (sw_sample){same, 4}, NULL));
    assert_close(d.sd, 0, 0, 0, "constant");
    assert_true(isnan(d.skewness) && isnan(d.lag1));
    assert_int_equal(SW_OK, sw_stats_anova(&a, steps, two, 4, 2, NULL));
    assert_true(isnan(a.f) && isnan(a.p));
    assert_close(a.r_squared, 1, 0, 0, "exact groups");
    assert_int_equal(SW_OK, sw_stats_anova(&a, same, two, 4, 2, NULL));
    assert_true(isnan(a.r_squared));
}

/* Fieller's set is everything, or two rays, where the baseline may be 0. */
static void noisy_baseline_has_no_interval(void **state)
{
    (void)state;
    const double treated[] = {4, 6, 5, 7}, control[] = {-3, 4, 1, -1};
    sw_lift l;
    assert_int_equal(SW_OK,
                     sw_stats_lift(&l, (sw_sample){treated, 4},
                                   (sw_sample){control, 4}, SW_LIFT_FIELLER,
                                   SW_TWO_SIDED, 0.95, NULL));
    assert_true(l.unbounded);
    assert_true(isnan(l.lift.ci.lower) && isnan(l.lift.ci.upper));
    assert_true(isfinite(l.lift.estimate));
}

/* Dividing by a negative baseline must not turn a rise into a fall. */
static void negative_baseline_keeps_the_direction(void **state)
{
    (void)state;
    const double low[] = {-10, -11, -9, -10.5}, high[] = {-5, -6, -4, -5.5};
    sw_lift l;
    assert_int_equal(SW_OK, sw_stats_lift(&l, (sw_sample){high, 4},
                                          (sw_sample){low, 4}, SW_LIFT_FIELLER,
                                          SW_TWO_SIDED, 0.95, NULL));
    assert_close(l.lift.estimate, 5.0 / 10.125, 1e-14, 0, "lift");
    assert_true(l.lift.statistic > 0.0);
    assert_true(l.lift.ci.lower < l.lift.estimate &&
                l.lift.estimate < l.lift.ci.upper);
}

static void one_sided_interval_is_one_end_of_a_wider_level(void **state)
{
    (void)state;
    const double a[] = {3, 5, 4, 8, 6}, b[] = {2, 3, 5, 1};
    sw_sample treated = {a, 5}, control = {b, 4};
    sw_lift one, two;
    assert_int_equal(SW_OK,
                     sw_stats_lift(&one, treated, control, SW_LIFT_FIELLER,
                                   SW_GREATER, 0.95, NULL));
    assert_int_equal(SW_OK,
                     sw_stats_lift(&two, treated, control, SW_LIFT_FIELLER,
                                   SW_TWO_SIDED, 0.90, NULL));
    assert_close(one.lift.ci.lower, two.lift.ci.lower, 1e-14, 0, "lower");
    assert_close(one.lift.ci.upper, INFINITY, 0, 0, "upper");
    assert_close(one.lift.p, two.lift.p / 2, 1e-14, 0, "p");
}

static void check_scaled(sw_sample a, sw_sample b, sw_sample a0, sw_sample b0,
                         double factor)
{
    sw_estimate e, plain;
    sw_lift l, plain_lift;
    sw_description d, plain_d;
    two_samples *const tests[] = {sw_stats_welch, sw_stats_pooled_t};
    for (size_t i = 0; i < COUNT(tests); i++) {
        assert_int_equal(SW_OK, tests[i](&plain, a0, b0, 0.95, NULL));
        assert_int_equal(SW_OK, tests[i](&e, a, b, 0.95, NULL));
        assert_close(e.estimate, plain.estimate * factor, 1e-12, 0, "scaled");
        assert_close(e.ci.upper, plain.ci.upper * factor, 1e-12, 0, "ci");
        assert_close(e.df, plain.df, 1e-12, 0, "df");
        assert_close(e.p, plain.p, 1e-11, 0, "p");
        assert_close(e.effect_size, plain.effect_size, 1e-12, 0, "g");
    }
    assert_int_equal(SW_OK, sw_stats_lift(&plain_lift, a0, b0, SW_LIFT_FIELLER,
                                          SW_TWO_SIDED, 0.6, NULL));
    assert_int_equal(SW_OK, sw_stats_lift(&l, a, b, SW_LIFT_FIELLER,
                                          SW_TWO_SIDED, 0.6, NULL));
    assert_close(l.lift.ci.lower, plain_lift.lift.ci.lower, 1e-11, 0, "lift");
    assert_int_equal(SW_OK, sw_stats_describe(&plain_d, a0, NULL));
    assert_int_equal(SW_OK, sw_stats_describe(&d, a, NULL));
    assert_close(d.sd, plain_d.sd * factor, 1e-12, 0, "sd");
    assert_close(d.skewness, plain_d.skewness, 1e-12, 0, "skewness");
    assert_close(d.q1, plain_d.q1 * factor, 1e-12, 0, "q1");
}

/* The square of 1e300 is beyond the range of a double. */
static void scaling_scales_and_keeps_the_test(void **state)
{
    (void)state;
    const double a[] = {3, 5, 4, 8, 6}, b[] = {2, 3, 5, 1, 1};
    const size_t group[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    for (int exponent = -300; exponent <= 300; exponent += 75) {
        double factor = pow(10.0, exponent), v[10], plain[10];
        for (size_t i = 0; i < 10; i++) {
            plain[i] = i < 5 ? a[i] : b[i - 5];
            v[i] = plain[i] * factor;
        }
        check_scaled((sw_sample){v, 5}, (sw_sample){v + 5, 5},
                     (sw_sample){a, 5}, (sw_sample){b, 5}, factor);
        sw_anova one, two;
        assert_int_equal(SW_OK,
                         sw_stats_anova(&one, plain, group, 10, 2, NULL));
        assert_int_equal(SW_OK, sw_stats_anova(&two, v, group, 10, 2, NULL));
        assert_close(two.f, one.f, 1e-12, 0, "F");
        assert_close(two.residual_sd, one.residual_sd * factor, 1e-12, 0, "sd");
        sw_estimate e, f;
        assert_int_equal(SW_OK,
                         sw_stats_paired(&e, (sw_sample){plain, 5},
                                         (sw_sample){plain + 5, 5}, 0.9, NULL));
        assert_int_equal(SW_OK,
                         sw_stats_paired(&f, (sw_sample){v, 5},
                                         (sw_sample){v + 5, 5}, 0.9, NULL));
        assert_close(f.se, e.se * factor, 1e-12, 0, "paired");
        assert_close(f.p, e.p, 1e-11, 0, "paired p");
    }
}

static void kruskal_sees_only_the_order(void **state)
{
    (void)state;
    const double y[] = {1, 4, 2, 8, 5, 7, 3, 3};
    const size_t group[] = {0, 1, 2, 0, 1, 2, 0, 1};
    double other[8];
    for (size_t i = 0; i < 8; i++)
        other[i] = exp(y[i]) - 1e6;
    sw_kruskal a, b;
    assert_int_equal(SW_OK, sw_stats_kruskal(&a, y, group, 8, 3, NULL));
    assert_int_equal(SW_OK, sw_stats_kruskal(&b, other, group, 8, 3, NULL));
    assert_close(a.h, b.h, 1e-14, 0, "H");
}

/* Sums of squares gave a variance of -328 here. */
static void offset_of_1e9_keeps_the_variance(void **state)
{
    (void)state;
    const double base[] = {3, 5, 4, 8, 6, 2, 7};
    double v[7];
    for (size_t i = 0; i < 7; i++)
        v[i] = 1e9 + base[i];
    sw_description a, b;
    assert_int_equal(SW_OK, sw_stats_describe(&a, (sw_sample){base, 7}, NULL));
    assert_int_equal(SW_OK, sw_stats_describe(&b, (sw_sample){v, 7}, NULL));
    assert_close(b.sd, a.sd, 1e-15, 0, "sd");
    assert_close(b.skewness, a.skewness, 1e-14, 1e-15, "skewness");
    assert_close(b.lag1, a.lag1, 1e-14, 0, "lag 1");
    assert_close(b.mean - 1e9, a.mean, 1e-7, 0, "mean");
}

/* 1 - cdf gave 0. R: 2 * pt(-t, df), 2 * pnorm(-37). */
static void far_tail_p_is_not_zero(void **state)
{
    (void)state;
    static const struct {
        double t, df, p;
    } rows[] = {{-12.645947967629755, 3998, 5.7037400036461224e-36},
                {40, 30, 1.3726045194406362e-27},
                {37, INFINITY, 1.1451142445049154e-299}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_estimate e = {.estimate = rows[i].t, .se = 1, .df = rows[i].df};
        sw_stats_direct(&e, 0.0, SW_TWO_SIDED, 0.95);
        assert_close(e.p, rows[i].p, 1e-11, 0, "p");
    }
}

/* Both one-sided p-values are 1 in sum, and their intervals meet. */
static void sides_complete_each_other(void **state)
{
    (void)state;
    sw_estimate less = {.estimate = 1.3, .se = 0.7, .df = 8.5}, greater = less;
    sw_stats_direct(&less, 0.5, SW_LESS, 0.9);
    sw_stats_direct(&greater, 0.5, SW_GREATER, 0.9);
    assert_close(less.statistic, 0.8 / 0.7, 1e-15, 0, "statistic");
    assert_close(less.p + greater.p, 1.0, 1e-15, 0, "p");
    assert_close(less.ci.upper - 1.3, 1.3 - greater.ci.lower, 1e-14, 0, "ci");
    assert_true(isinf(less.ci.lower) && isinf(greater.ci.upper));
    sw_estimate none = {.estimate = 1.3, .se = 0.0, .df = 8.5};
    sw_stats_direct(&none, 0.0, SW_TWO_SIDED, 0.9);
    assert_true(isnan(none.p) && isnan(none.ci.lower));
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_on_frozen_data),
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(refuses_what_has_no_groups),
        cmocka_unit_test(what_cannot_be_known_is_nan),
        cmocka_unit_test(noisy_baseline_has_no_interval),
        cmocka_unit_test(negative_baseline_keeps_the_direction),
        cmocka_unit_test(one_sided_interval_is_one_end_of_a_wider_level),
        cmocka_unit_test(scaling_scales_and_keeps_the_test),
        cmocka_unit_test(kruskal_sees_only_the_order),
        cmocka_unit_test(offset_of_1e9_keeps_the_variance),
        cmocka_unit_test(far_tail_p_is_not_zero),
        cmocka_unit_test(sides_complete_each_other),
    };
    return cmocka_run_group_tests_name("stats/means", tests, NULL, NULL);
}
