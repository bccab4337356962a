/* Interval-censored regression: frozen answers of R, refusals, identities. */
#include "frozen_case.h"
#include "seatworth/stats_interval.h"

static accuracy ACCURACY;

typedef struct case_data {
    double *lower, *upper, *x;
    size_t *cluster, n;
} case_data;

static case_data take(const frozen *f)
{
    const double *lower = frozen_column(f, "lower")->v;
    const double *upper = frozen_column(f, "upper")->v;
    size_t n = frozen_column(f, "lower")->n;
    case_data d = {.lower = calloc(n, sizeof(double)),
                   .upper = calloc(n, sizeof(double)),
                   .x = calloc(2 * n, sizeof(double)),
                   .cluster = calloc(n, sizeof(size_t)),
                   .n = n};
    assert_true(d.lower && d.upper && d.x && d.cluster);
    for (size_t i = 0; i < n; i++) {
        d.lower[i] = isnan(lower[i]) ? -INFINITY : lower[i];
        d.upper[i] = isnan(upper[i]) ? INFINITY : upper[i];
        d.x[2 * i] = frozen_column(f, "x1")->v[i];
        d.x[2 * i + 1] = frozen_column(f, "x2")->v[i];
        d.cluster[i] = (size_t)frozen_column(f, "cluster")->v[i];
    }
    return d;
}

static void drop(case_data *d)
{
    free(d->lower);
    free(d->upper);
    free(d->x);
    free(d->cluster);
}

static sw_interval_model model_of(const case_data *d, sw_family family)
{
    return (sw_interval_model){.lower = d->lower,
                               .upper = d->upper,
                               .x = d->x,
                               .n = d->n,
                               .k = 2,
                               .family = family,
                               .cap = 120,
                               .level = 0.95};
}

/* b[3] se[3] log scale, its se, log L, robust se[3] */
static void check_survreg(const frozen *f, const case_data *d, const char *name,
                          sw_family family)
{
    const double *want = frozen_ref(f, name)->v;
    sw_interval_model m = model_of(d, family);
    sw_estimate e[3];
    sw_interval_result r;
    assert_int_equal(SW_OK, sw_stats_interval_regression(e, &r, &m, NULL));
    for (size_t j = 0; j < 3; j++) {
        accuracy_check(&ACCURACY, "interval, coefficients", f, name,
                       e[j].estimate, want[j], want[3 + j], 1e-6);
        accuracy_check(&ACCURACY, "interval, standard errors", f, name, e[j].se,
                       want[3 + j], 0, 1e-5);
    }
    accuracy_check(&ACCURACY, "interval, coefficients", f, name,
                   r.log_scale.estimate, want[6], want[7], 1e-6);
    accuracy_check(&ACCURACY, "interval, standard errors", f, name,
                   r.log_scale.se, want[7], 0, 1e-5);
    accuracy_check(&ACCURACY, "interval, log L", f, name, r.log_likelihood,
                   want[8], 1, 1e-10);
    if (family == SW_FAMILY_LOGNORMAL) {
        const double *mean = frozen_ref(f, "mean")->v;
        accuracy_check(&ACCURACY, "interval, coefficients", f, "mean",
                       r.mean.estimate, mean[0], 0, 1e-6);
        accuracy_check(&ACCURACY, "interval, standard errors", f, "mean",
                       r.mean.se, mean[1], 0, 1e-5);
    }
    m.cluster = d->cluster;
    assert_int_equal(SW_OK, sw_stats_interval_regression(e, &r, &m, NULL));
    for (size_t j = 0; j < 3; j++)
        accuracy_check(&ACCURACY, "interval, clustered", f, name, e[j].se,
                       want[9 + j], 0, 1e-5);
}

/* The reference's optimiser has fewer digits than its likelihood. */
static void check_gamma(const frozen *f, const case_data *d)
{
    const double *want = frozen_ref(f, "gamma")->v;
    sw_interval_model m = model_of(d, SW_FAMILY_GAMMA);
    sw_estimate e[3];
    sw_interval_result r;
    assert_int_equal(SW_OK, sw_stats_interval_regression(e, &r, &m, NULL));
    for (size_t j = 0; j < 3; j++)
        accuracy_check(&ACCURACY, "interval, gamma", f, "gamma", e[j].estimate,
                       want[j], 10 * e[j].se, 1e-5);
    accuracy_check(&ACCURACY, "interval, log L", f, "gamma", r.log_likelihood,
                   want[4], 1, 1e-10);
    assert_true(r.log_likelihood >= want[4] - 1e-8);
}

static void check_case(const frozen *f, void *ctx)
{
    (void)ctx;
    case_data d = take(f);
    check_survreg(f, &d, "lognormal", SW_FAMILY_LOGNORMAL);
    check_survreg(f, &d, "weibull", SW_FAMILY_WEIBULL);
    check_survreg(f, &d, "gaussian", SW_FAMILY_GAUSSIAN);
    check_gamma(f, &d);
    drop(&d);
}

static void agrees_with_r_on_frozen_data(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/interval.tsv", check_case, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "interval");
}

/* clang-format off */
static const double LOWER[] = {-INFINITY, 10, 10, 20, 30, 60, 20, 10, 30, 60};
static const double UPPER[] = {10, 20, 20, 30, 60, INFINITY, 30, 20, 60, INFINITY};
static const double X[] = {0, 1, 0, 1, 0, 1, 0, 1, 1, 0};
static const double SAME[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const double BROKEN[] = {0, 1, 0, NAN, 0, 1, 0, 1, 1, 0};
static const double REVERSED[] = {10, 20, 20, 30, 60, 50, 30, 20, 60, 70};
static const double OPEN[] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY,
                              INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
static const double FROM_TEN[] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
static const double TO_TWENTY[] = {20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
static const double NEGATIVE[] = {-5, 10, 10, 20, 30, 40, 20, 10, 30, 40};
static const size_t ONE_TEAM[10] = {0};
/* clang-format on */

static sw_interval_model plain(void)
{
    return (sw_interval_model){.lower = LOWER,
                               .upper = UPPER,
                               .x = X,
                               .n = 10,
                               .k = 1,
                               .family = SW_FAMILY_LOGNORMAL,
                               .cap = 120,
                               .level = 0.95};
}

static void refuse(sw_interval_model m, sw_status want, const char *row)
{
    sw_estimate e[2] = {{.estimate = -99}};
    sw_interval_result r = {.scale = -99};
    sw_error err = {0};
    sw_status st = sw_stats_interval_regression(e, &r, &m, &err);
    if (st != want || err.code != want)
        fail_msg("%s: %s (%s)", row, sw_status_name(st), err.message);
    assert_close(e[0].estimate, -99, 0, 0, row);
    assert_close(r.scale, -99, 0, 0, row);
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    sw_interval_model m = plain();
    m.level = 0;
    refuse(m, SW_EDOMAIN, "level");
    m = plain();
    m.cap = 0;
    refuse(m, SW_EDOMAIN, "cap");
    m = plain();
    m.x = BROKEN;
    refuse(m, SW_EDOMAIN, "x not finite");
    m = plain();
    m.lower = REVERSED;
    m.upper = FROM_TEN;
    refuse(m, SW_EDOMAIN, "reversed");
    m = plain();
    m.lower = NEGATIVE;
    m.upper = REVERSED;
    refuse(m, SW_EDOMAIN, "below 0 in a positive family");
    m = plain();
    m.lower = BROKEN;
    refuse(m, SW_EDOMAIN, "NaN bound");
    m = plain();
    m.x = SAME;
    refuse(m, SW_ENODATA, "constant covariate");
    m = plain();
    m.n = 2;
    refuse(m, SW_ENODATA, "as many answers as coefficients");
    m = plain();
    m.cluster = ONE_TEAM;
    refuse(m, SW_ENODATA, "one cluster");
}

/* survival issue 8 and the flat likelihood of one bin: nothing is fixed. */
static void all_open_or_all_in_one_bin_is_not_estimated(void **state)
{
    (void)state;
    for (int family = SW_FAMILY_AUTO; family <= SW_FAMILY_GAUSSIAN; family++) {
        sw_interval_model m = plain();
        m.family = (sw_family)family;
        m.lower = FROM_TEN;
        m.upper = OPEN;
        refuse(m, SW_ENODATA, "all open");
        m.upper = TO_TWENTY;
        refuse(m, SW_ENODATA, "one bin");
    }
}

/* The arm whose answers are all open has no slope. */
static void separated_arm_is_not_estimated(void **state)
{
    (void)state;
    static const double lower[] = {5, 10, 60, 60, 60, 10};
    static const double upper[] = {10, 20, INFINITY, INFINITY, INFINITY, 30};
    static const double x[] = {0, 0, 1, 1, 1, 0};
    sw_interval_model m = plain();
    m.lower = lower;
    m.upper = upper;
    m.x = x;
    m.n = 6;
    refuse(m, SW_ENODATA, "open arm");
}

/* Without covariates it is sw_stats_interval_fit, hurdle and clusters too. */
static void without_covariates_it_is_the_plain_fit(void **state)
{
    (void)state;
    static const double lower[] = {0, 0, 5, 10, 10, 20, 30, 60, 0, 5, 20, 30};
    static const double upper[] = {0,  5,        10, 20, 20, 30,
                                   60, INFINITY, 0,  10, 30, 60};
    static const size_t team[] = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
    for (int family = SW_FAMILY_LOGNORMAL; family < SW_FAMILY_GAUSSIAN;
         family++)
        for (int clustered = 0; clustered < 2; clustered++) {
            const size_t *cluster = clustered ? team : NULL;
            sw_interval_data d = {lower, upper, 12, cluster, (sw_family)family,
                                  true,  40,    0.9};
            sw_interval_model m = {.lower = lower,
                                   .upper = upper,
                                   .n = 12,
                                   .cluster = cluster,
                                   .family = (sw_family)family,
                                   .hurdle = true,
                                   .cap = 40,
                                   .level = 0.9};
            sw_interval_fit a;
            sw_interval_result b;
            sw_estimate e;
            const char *row = sw_family_name((sw_family)family);
            assert_int_equal(SW_OK, sw_stats_interval_fit(&a, &d, NULL));
            assert_int_equal(SW_OK,
                             sw_stats_interval_regression(&e, &b, &m, NULL));
            assert_close(e.estimate, a.location, 1e-7, 0, row);
            assert_close(b.scale, a.scale, 1e-7, 0, row);
            assert_close(b.log_likelihood, a.log_likelihood, 1e-11, 0, row);
            assert_close(b.aic, a.aic, 1e-11, 0, row);
            assert_close(b.mean.estimate, a.mean.estimate, 1e-7, 0, row);
            assert_close(b.mean.se, a.mean.se, 1e-6, 0, row);
            assert_close(b.mean.df, a.mean.df, 0, 0, row);
            assert_close(b.restricted_mean, a.restricted_mean, 1e-7, 0, row);
            assert_close(b.family_mean[family], a.family_mean[family], 1e-7, 0,
                         row);
        }
}

/* Exact answers of a gaussian are least squares, the scale with divisor n. */
static void exact_gaussian_answers_are_least_squares(void **state)
{
    (void)state;
    static const double y[] = {3, 5, 4, 8, 6, 9, 7, 12, 1, -2};
    sw_interval_model m = plain();
    m.lower = m.upper = y;
    m.family = SW_FAMILY_GAUSSIAN;
    sw_regression r = {.y = y,
                       .x = X,
                       .n = 10,
                       .k = 1,
                       .vcov = SW_VCOV_CLASSICAL,
                       .level = 0.95};
    sw_estimate e[2], ols[2];
    sw_interval_result out;
    assert_int_equal(SW_OK, sw_stats_interval_regression(e, &out, &m, NULL));
    assert_int_equal(SW_OK, sw_stats_ols(ols, &r, NULL));
    for (size_t j = 0; j < 2; j++) {
        assert_close(e[j].estimate, ols[j].estimate, 1e-9, 0, "b");
        assert_close(e[j].se, ols[j].se * sqrt(0.8), 1e-7, 0, "se");
    }
}

/* Minutes to hours: the location moves by log 60, nothing else. */
static void units_move_the_location_only(void **state)
{
    (void)state;
    double lower[10], upper[10], x[10];
    for (size_t i = 0; i < 10; i++) {
        lower[i] = LOWER[i] / 60.0;
        upper[i] = UPPER[i] / 60.0;
        x[i] = 1e6 * X[i];
    }
    for (int family = SW_FAMILY_LOGNORMAL; family < SW_FAMILY_GAUSSIAN;
         family++) {
        sw_interval_model m = plain();
        sw_estimate a[2], b[2];
        sw_interval_result one, two;
        m.family = (sw_family)family;
        assert_int_equal(SW_OK,
                         sw_stats_interval_regression(a, &one, &m, NULL));
        m.lower = lower;
        m.upper = upper;
        m.x = x;
        assert_int_equal(SW_OK,
                         sw_stats_interval_regression(b, &two, &m, NULL));
        const char *row = sw_family_name(m.family);
        assert_close(b[0].estimate, a[0].estimate - log(60.0), 1e-7, 0, row);
        assert_close(b[1].estimate, a[1].estimate / 1e6, 1e-6, 0, row);
        assert_close(two.scale, one.scale, 1e-7, 0, row);
        assert_close(two.mean.estimate, one.mean.estimate / 60, 1e-7, 0, row);
    }
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_on_frozen_data),
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(all_open_or_all_in_one_bin_is_not_estimated),
        cmocka_unit_test(separated_arm_is_not_estimated),
        cmocka_unit_test(without_covariates_it_is_the_plain_fit),
        cmocka_unit_test(exact_gaussian_answers_are_least_squares),
        cmocka_unit_test(units_move_the_location_only),
    };
    return cmocka_run_group_tests_name("stats/interval_model", tests, NULL,
                                       NULL);
}
