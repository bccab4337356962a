/*
 * The hierarchy with correlated errors, against tests/reference/
 * stats_hierarchy.R, and against the published departments' figures.
 */
#include "sw_test.h"

#include "stats/hierarchy.h"

enum { GROUPS = 5, SEEN = 4 };

typedef struct want {
    const char *name;
    double mean, sd;
} want;

/* Minutes saved by six departments and their variances: the mean, its sd and
 * the mean of tau are known to eleven digits from R's quadrature. */
static const double six_estimates[] = {14.7648491153954,  8.74856240539475,
                                       7.31170986476266,  24.7446611261925,
                                       -1.48698835664148, 13.7070662760498};
static const double six_variances[] = {30.7039928562334, 40.9016794631202,
                                       30.7030773233614, 51.8646752345652,
                                       20.9887037258045, 24.6804676318891};

static void reproduces_the_departments(void **state)
{
    (void)state;
    double covariance[36] = {0};
    bool observed[6];
    for (size_t i = 0; i < 6; i++) {
        covariance[i * 7] = six_variances[i];
        observed[i] = true;
    }
    sw_hierarchy_data d = {six_estimates, covariance, observed, 6, 15};
    sw_hierarchy h;
    assert_int_equal(sw_stats_hierarchy(&h, &d, NULL), SW_OK);
    assert_close(h.mu, 10.5416672594, 1e-11, 0, "mu");
    assert_close(h.mu_sd, 4.3439425930, 1e-10, 0, "sd of mu");
    assert_close(h.tau_mean, 7.7509578088, 1e-11, 0, "tau");
    sw_hierarchy_clear(&h);
}

static void fill(double *estimate, double *covariance, bool *observed)
{
    static const double y[] = {12, 31, -4, 22, NAN};
    static const double se[] = {6, 9, 7.5, 11, NAN};
    for (size_t i = 0; i < GROUPS; i++) {
        estimate[i] = y[i];
        observed[i] = i < SEEN;
        for (size_t j = 0; j < GROUPS; j++) {
            double r = i == j ? 1 : i + j == 1 ? -0.2 : 0.3;
            covariance[i * GROUPS + j] = r * se[i] * se[j];
        }
    }
}

/* E of the product of two groups, from the mixture. */
static double product(const sw_hierarchy *h, size_t a, size_t b)
{
    double sum = 0;
    for (size_t n = 0; n < h->n_nodes; n++) {
        const double *l = h->rest + n * h->k * h->k;
        const double *lean = h->lean + n * h->k;
        double cell = h->mean[n * h->k + a] * h->mean[n * h->k + b];
        cell += lean[a] * lean[b];
        for (size_t c = 0; c < h->k; c++)
            cell += l[a * h->k + c] * l[b * h->k + c];
        sum += h->probability[n] * cell;
    }
    return sum;
}

static void takes_the_whole_covariance(void **state)
{
    (void)state;
    static const want groups[] = {
        {"1", 13.56020305220861, 5.6703486584102167},
        {"2", 26.451016710915091, 8.4473713832459172},
        {"3", -0.61323172700344752, 7.6475066607987356},
        {"4", 19.240621595961315, 9.7278133814159489},
        {"not observed", 14.65965240802039, 20.679615529772452}};
    double estimate[GROUPS], covariance[GROUPS * GROUPS];
    bool observed[GROUPS];
    fill(estimate, covariance, observed);
    sw_hierarchy_data d = {estimate, covariance, observed, GROUPS, 20};
    sw_hierarchy h;
    assert_int_equal(sw_stats_hierarchy(&h, &d, NULL), SW_OK);
    assert_close(h.mu, 14.65965240802039, 1e-10, 0, "mu");
    assert_close(h.mu_sd, 10.389235532679182, 1e-10, 0, "sd of mu");
    assert_close(h.tau_mean, 16.078544006985709, 1e-10, 0, "tau");
    for (size_t i = 0; i < GROUPS; i++) {
        assert_close(h.pooled[i], groups[i].mean, 1e-9, 0, groups[i].name);
        assert_close(h.sd[i], groups[i].sd, 1e-9, 0, groups[i].name);
    }
    assert_close(product(&h, 0, 1), 354.16157610575016, 1e-9, 0, "product");
    assert_close(sw_hierarchy_quantile(&h, 1, 0.975), 43.45907087126141, 1e-8,
                 0, "quantile");
    sw_hierarchy_clear(&h);
}

static void scales_with_the_unit(void **state)
{
    (void)state;
    static const double units[] = {1e-150, 1.0 / 60, 1e6, 1e140};
    double estimate[GROUPS], covariance[GROUPS * GROUPS];
    bool observed[GROUPS];
    fill(estimate, covariance, observed);
    for (size_t u = 0; u < COUNT(units); u++) {
        double e[GROUPS], v[GROUPS * GROUPS];
        for (size_t i = 0; i < GROUPS; i++)
            e[i] = estimate[i] * units[u];
        for (size_t i = 0; i < GROUPS * GROUPS; i++)
            v[i] = covariance[i] * units[u] * units[u];
        sw_hierarchy_data d = {e, v, observed, GROUPS, 20 * units[u]};
        sw_hierarchy h;
        assert_int_equal(sw_stats_hierarchy(&h, &d, NULL), SW_OK);
        assert_close(h.pooled[1] / units[u], 26.451016710915091, 1e-9, 0,
                     "unit");
        sw_hierarchy_clear(&h);
    }
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double scale, first;
        bool one_only;
        double variance; /* of the first; its covariances stay */
        sw_status status;
    } rows[] = {
        {"no scale", 0, 12, false, 36, SW_EDOMAIN},
        {"scale not finite", INFINITY, 12, false, 36, SW_EDOMAIN},
        {"an estimate not finite", 20, NAN, false, 36, SW_EDOMAIN},
        {"one group", 20, 12, true, 36, SW_ENODATA},
        {"no covariance matrix", 20, 12, false, 1e-3, SW_ENUMERIC},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double estimate[GROUPS], covariance[GROUPS * GROUPS];
        bool observed[GROUPS];
        fill(estimate, covariance, observed);
        estimate[0] = rows[i].first;
        covariance[0] = rows[i].variance;
        for (size_t g = 1; rows[i].one_only && g < GROUPS; g++)
            observed[g] = false;
        sw_hierarchy_data d = {estimate, covariance, observed, GROUPS,
                               rows[i].scale};
        sw_hierarchy h = {.k = 77};
        sw_error err = {0};
        sw_status status = sw_stats_hierarchy(&h, &d, &err);
        if (status != rows[i].status)
            print_error("%s: %s\n", rows[i].name, err.message);
        assert_int_equal(status, rows[i].status);
        assert_int_equal(h.k, 77);
        assert_true(err.message[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reproduces_the_departments),
        cmocka_unit_test(takes_the_whole_covariance),
        cmocka_unit_test(scales_with_the_unit),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
