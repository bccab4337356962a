/*
 * NIST Statistical Reference Datasets: univariate, analysis of variance, linear
 * regression. The tolerance of each is 10^-LRE, the digits that its difficulty
 * leaves: NIST, https://www.itl.nist.gov/div898/strd/.
 */
#include "frozen_case.h"
#include "seatworth/stats_means.h"
#include "seatworth/stats_models.h"

static accuracy ACCURACY;

/* Powers of x, or x1 to xk as they are. */
static double *design_of(size_t *k, const frozen *f, size_t n)
{
    const frozen_values *degree = frozen_ref(f, "polynomial");
    *k = degree != NULL ? (size_t)degree->v[0] : f->columns - 1;
    double *x = calloc(n * *k, sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < *k; j++)
            x[i * *k + j] = degree == NULL
                                ? f->column[j + 1].v[i]
                                : (j == 0 ? 1.0 : x[i * *k + j - 1]) *
                                      frozen_column(f, "x")->v[i];
    return x;
}

static void check_linear(const frozen *f, void *ctx)
{
    (void)ctx;
    const frozen_values *y = frozen_column(f, "y");
    bool no_intercept = frozen_ref(f, "no_intercept") != NULL;
    double tolerance = pow(10.0, -frozen_ref(f, "lre")->v[0]);
    const char *method =
        tolerance > 1e-8 ? "ols, NIST Filip" : "ols, NIST linear";
    size_t k;
    double *x = design_of(&k, f, y->n);
    sw_regression m = {.y = y->v,
                       .x = x,
                       .n = y->n,
                       .k = k,
                       .no_intercept = no_intercept,
                       .vcov = SW_VCOV_CLASSICAL,
                       .level = 0.95};
    sw_estimate e[12];
    sw_fit_summary s;
    sw_error err = {0};
    if (sw_stats_ols_summary(e, &s, &m, &err) != SW_OK)
        fail_msg("%s: %s", f->name, err.message);
    size_t p = k + !no_intercept;
    for (size_t j = 0; j < p; j++) {
        accuracy_check(&ACCURACY, method, f, "b", e[j].estimate,
                       frozen_ref(f, "b")->v[j], 0.0, tolerance);
        /* An exact fit has standard errors of 0: rounding, on the scale of b.
         */
        accuracy_check(&ACCURACY, method, f, "se", e[j].se,
                       frozen_ref(f, "se")->v[j],
                       fabs(e[j].estimate) * tolerance, tolerance);
    }
    accuracy_check(&ACCURACY, method, f, "residual sd", s.residual_sd,
                   frozen_ref(f, "sd")->v[0], tolerance, tolerance);
    accuracy_check(&ACCURACY, method, f, "r2", s.r_squared,
                   frozen_ref(f, "r2")->v[0], 0.0, tolerance);
    free(x);
}

static void certifies_linear_regression(void **state)
{
    (void)state;
    size_t n =
        frozen_each("tests/data/stats/nist_linear.tsv", check_linear, NULL);
    assert_int_equal(11, n);
}

/* Simon and Lesage's data: in each of 9 groups the middle, then pairs about it;
 * data[0] is read as text so that it is the double nearest to the decimals. */
static double simon_lesage(const char *whole, int tenth)
{
    char text[32];
    snprintf(text, sizeof text, "%s.%d", whole, tenth);
    return strtod(text, NULL);
}

static void check_simon_lesage(const char *name, const char *whole,
                               size_t replicates, double tolerance)
{
    static const int middle[] = {4, 3, 5, 3, 5, 3, 5, 3, 5};
    static double y[18009];
    static size_t group[18009];
    size_t n = 0;
    for (size_t g = 0; g < 9; g++)
        for (size_t i = 0; i < replicates; i++, n++) {
            int step = i == 0 ? 0 : i % 2 == 1 ? -1 : 1;
            group[n] = g;
            y[n] = simon_lesage(whole, middle[g] + step);
        }
    sw_anova a;
    frozen f = {0};
    snprintf(f.name, sizeof f.name, "%s", name);
    assert_int_equal(SW_OK, sw_stats_anova(&a, y, group, n, 9, NULL));
    /* Between: 0.08 r; within: 9 (r - 1) / 100. */
    double r = (double)replicates, between = 0.08 * r, within = 0.09 * (r - 1);
    double wanted = (between / 8.0) / (within / (9.0 * (r - 1.0)));
    const char *method = "anova, NIST";
    accuracy_check(&ACCURACY, method, &f, "F", a.f, wanted, 0.0, tolerance);
    accuracy_check(&ACCURACY, method, &f, "between", a.ss_between, between, 0.0,
                   tolerance);
    accuracy_check(&ACCURACY, method, &f, "within", a.ss_within, within, 0.0,
                   tolerance);
    accuracy_check(&ACCURACY, method, &f, "sd", a.residual_sd, 0.1, 0.0,
                   tolerance);
    accuracy_check(&ACCURACY, method, &f, "r2", a.r_squared,
                   between / (between + within), 0.0, tolerance);
}

/* Of 1e12 + 0.4 a double keeps three digits behind the point: two digits of F
 * are what the data hold (R gives the same ones). */
static void certifies_anova_of_constant_digits(void **state)
{
    (void)state;
    static const struct {
        const char *whole;
        double tolerance;
    } rows[] = {{"1", 1e-12}, {"1000000", 1e-8}, {"1000000000000", 5e-2}};
    static const size_t replicates[] = {21, 201, 2001};
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t j = 0; j < COUNT(replicates); j++) {
            char name[24];
            snprintf(name, sizeof name, "SmLs%02zu", 3 * i + j + 1);
            check_simon_lesage(name, rows[i].whole, replicates[j],
                               rows[i].tolerance);
        }
}

/* clang-format off */
static const double SIRSTV[] = {
    196.3052, 196.1240, 196.1890, 196.2569, 196.3403, 196.3042, 196.3825,
    196.1669, 196.3257, 196.0422, 196.1303, 196.2005, 196.2889, 196.0343,
    196.1811, 196.2795, 196.1748, 196.1494, 196.1485, 195.9885, 196.2119,
    196.1051, 196.1850, 196.0052, 196.2090};
static const double ATMWTAG[] = {
    107.8681568, 107.8681465, 107.8681572, 107.8681785, 107.8681446,
    107.8681903, 107.8681526, 107.8681494, 107.8681616, 107.8681587,
    107.8681519, 107.8681486, 107.8681419, 107.8681569, 107.8681508,
    107.8681672, 107.8681385, 107.8681518, 107.8681662, 107.8681424,
    107.8681360, 107.8681333, 107.8681610, 107.8681477, 107.8681079,
    107.8681344, 107.8681513, 107.8681197, 107.8681604, 107.8681385,
    107.8681642, 107.8681365, 107.8681151, 107.8681082, 107.8681517,
    107.8681448, 107.8681198, 107.8681482, 107.8681334, 107.8681609,
    107.8681101, 107.8681512, 107.8681469, 107.8681360, 107.8681254,
    107.8681261, 107.8681450, 107.8681368};
/* clang-format on */

static void check_measured(const char *name, const double *y, size_t n,
                           size_t groups, double f_, double sd, double r2,
                           double tolerance)
{
    size_t group[64];
    for (size_t i = 0; i < n; i++)
        group[i] = i / (n / groups);
    sw_anova a;
    frozen f = {0};
    snprintf(f.name, sizeof f.name, "%s", name);
    assert_int_equal(SW_OK, sw_stats_anova(&a, y, group, n, groups, NULL));
    accuracy_check(&ACCURACY, "anova, NIST", &f, "F", a.f, f_, 0.0, tolerance);
    accuracy_check(&ACCURACY, "anova, NIST", &f, "sd", a.residual_sd, sd, 0.0,
                   tolerance);
    accuracy_check(&ACCURACY, "anova, NIST", &f, "r2", a.r_squared, r2, 0.0,
                   tolerance);
}

static void certifies_anova_of_measurements(void **state)
{
    (void)state;
    check_measured("SiRstv", SIRSTV, COUNT(SIRSTV), 5, 1.18046237440255,
                   0.104076068334656, 0.190999039051129, 1e-11);
    /* 7 of its 10 digits are constant. */
    check_measured("AtmWtAg", ATMWTAG, COUNT(ATMWTAG), 2, 15.9467335677930,
                   1.51048314446410e-5, 0.257426544538321, 1e-8);
}

static void check_sample(const char *name, const double *v, size_t n,
                         double mean, double sd, double lag1, double sd_error)
{
    sw_description d;
    frozen f = {0};
    snprintf(f.name, sizeof f.name, "%s", name);
    const char *method = "describe, NIST univariate";
    assert_int_equal(SW_OK, sw_stats_describe(&d, (sw_sample){v, n}, NULL));
    accuracy_check(&ACCURACY, method, &f, "mean", d.mean, mean, 0.0, 1e-14);
    accuracy_check(&ACCURACY, method, &f, "sd", d.sd, sd, 0.0, sd_error);
    if (!isnan(lag1))
        accuracy_check(&ACCURACY, method, &f, "lag 1", d.lag1, lag1, 0.0,
                       sd_error);
}

/* NumAcc4's values lose 9 of 17 digits to their constant part: what is left of
 * the standard deviation is exact to 1e-8 (R gives the same). */
static void certifies_constant_leading_digits(void **state)
{
    (void)state;
    static const char *const name[] = {"NumAcc2", "NumAcc3", "NumAcc4"};
    static const char *const whole[] = {"1", "1000000", "10000000"};
    static const double tolerance[] = {1e-13, 1e-8, 1e-7};
    static double v[1001];
    const double three[] = {10000001, 10000003, 10000002};
    check_sample("NumAcc1", three, 3, 10000002, 1.0, -0.5, 1e-15);
    for (size_t i = 0; i < COUNT(whole); i++) {
        for (size_t j = 0; j < COUNT(v); j++)
            v[j] = simon_lesage(whole[i], j == 0 ? 2 : j % 2 == 1 ? 1 : 3);
        check_sample(name[i], v, COUNT(v), simon_lesage(whole[i], 2), 0.1,
                     -0.999, tolerance[i]);
    }
}

static void writes_accuracy(void **state)
{
    (void)state;
    assert_true(ACCURACY.n > 0);
    accuracy_write(&ACCURACY, "nist");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certifies_linear_regression),
        cmocka_unit_test(certifies_anova_of_constant_digits),
        cmocka_unit_test(certifies_anova_of_measurements),
        cmocka_unit_test(certifies_constant_leading_digits),
        cmocka_unit_test(writes_accuracy),
    };
    return cmocka_run_group_tests_name("stats/nist", tests, NULL, NULL);
}
