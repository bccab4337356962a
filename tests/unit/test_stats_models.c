/* Linear models: frozen answers of R. */
#include "frozen_case.h"
#include "seatworth/stats_models.h"

static accuracy ACCURACY;

/* What the columns of one data set are, as the estimators take them. */
typedef struct model_data {
    const double *y, *before, *weights;
    double *x; /* x1 x2, row-major */
    double *z; /* x1 before */
    bool *treated;
    size_t *cluster;
    size_t n;
} model_data;

static model_data take(const frozen *f)
{
    const frozen_values *y = frozen_column(f, "y");
    const double *x1 = frozen_column(f, "x1")->v,
                 *x2 = frozen_column(f, "x2")->v;
    model_data d = {.y = y->v,
                    .before = frozen_column(f, "before")->v,
                    .weights = frozen_column(f, "w")->v,
                    .x = calloc(2 * y->n, sizeof *d.x),
                    .z = calloc(2 * y->n, sizeof *d.z),
                    .treated = calloc(y->n, sizeof *d.treated),
                    .cluster = calloc(y->n, sizeof *d.cluster),
                    .n = y->n};
    assert_true(d.x && d.z && d.treated && d.cluster);
    for (size_t i = 0; i < d.n; i++) {
        d.x[2 * i] = d.z[2 * i] = x1[i];
        d.x[2 * i + 1] = x2[i];
        d.z[2 * i + 1] = d.before[i];
        d.treated[i] = frozen_column(f, "treated")->v[i] > 0.5;
        d.cluster[i] = (size_t)frozen_column(f, "cluster")->v[i];
    }
    return d;
}

static void drop(model_data *d)
{
    free(d->x);
    free(d->z);
    free(d->treated);
    free(d->cluster);
}

/* estimate, se, df, p */
static void check_row(const char *method, const frozen *f, const char *key,
                      const sw_estimate *e, const double *want,
                      double tolerance, double df_tolerance)
{
    double t = want[0] / want[1];
    accuracy_check(&ACCURACY, method, f, key, e->estimate, want[0], want[1],
                   tolerance);
    accuracy_check(&ACCURACY, method, f, key, e->se, want[1], 0, tolerance);
    accuracy_check(&ACCURACY, method, f, key, e->df, want[2], 0, df_tolerance);
    /* A p-value carries the error of t^2 and of df. */
    accuracy_check(&ACCURACY, method, f, key, e->p, want[3],
                   10 * want[3] * fmax(1, t * t),
                   fmax(tolerance, df_tolerance));
}

static void check_ols(const frozen *f, const model_data *d, bool weighted)
{
    static const char *const names[] = {"classical", "hc0", "hc1", "hc2",
                                        "hc3",       "cr1", "cr2"};
    sw_regression m = {.y = d->y,
                       .x = d->x,
                       .n = d->n,
                       .k = 2,
                       .cluster = d->cluster,
                       .weights = weighted ? d->weights : NULL,
                       .level = 0.95};
    char key[48];
    for (size_t v = 0; v < COUNT(names); v++) {
        sw_estimate e[3];
        sw_fit_summary s;
        m.vcov = (sw_vcov)v;
        assert_int_equal(SW_OK, sw_stats_ols_summary(e, &s, &m, NULL));
        snprintf(key, sizeof key, "%s%s", weighted ? "weighted " : "",
                 names[v]);
        const char *method = v < 1   ? "ols"
                             : v < 5 ? "ols, HC0-HC3"
                             : v < 6 ? "ols, CR1"
                                     : "ols, CR2";
        bool by_cluster = v >= 5;
        for (size_t j = 0; j < 3; j++)
            check_row(method, f, key, &e[j], frozen_ref(f, key)->v + 4 * j,
                      by_cluster ? 1e-8 : 1e-9, by_cluster ? 1e-7 : 1e-15);
        const char *fit = weighted ? "weighted fit" : "fit";
        accuracy_check(&ACCURACY, "ols", f, fit, s.residual_sd,
                       frozen_ref(f, fit)->v[0], 0, 1e-9);
        accuracy_check(&ACCURACY, "ols", f, fit, s.r_squared,
                       frozen_ref(f, fit)->v[1], 0, 1e-9);
    }
}

static void check_origin(const frozen *f, const model_data *d)
{
    sw_regression m = {.y = d->y,
                       .x = d->x,
                       .n = d->n,
                       .k = 2,
                       .no_intercept = true,
                       .vcov = SW_VCOV_HC2,
                       .level = 0.95};
    sw_estimate e[2];
    sw_fit_summary s;
    assert_int_equal(SW_OK, sw_stats_ols_summary(e, &s, &m, NULL));
    for (size_t j = 0; j < 2; j++)
        check_row("ols", f, "origin hc2", &e[j],
                  frozen_ref(f, "origin hc2")->v + 4 * j, 1e-9, 1e-15);
    accuracy_check(&ACCURACY, "ols", f, "origin r2", s.r_squared,
                   frozen_ref(f, "origin fit")->v[1], 0, 1e-9);
}

static void check_adjusted(const frozen *f, const model_data *d)
{
    sw_estimate e[SW_ADJUSTED_COUNT(2, 1)];
    sw_adjusted_model a = {.y = d->y,
                           .x = d->z,
                           .treated = d->treated,
                           .n = d->n,
                           .k = 2,
                           .vcov = SW_VCOV_HC2,
                           .level = 0.95};
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(e, NULL, &a, NULL));
    check_row("ancova", f, "ancova", &e[1], frozen_ref(f, "ancova")->v, 1e-10,
              1e-15);
    a.cluster = d->cluster;
    a.vcov = SW_VCOV_CR2;
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(e, NULL, &a, NULL));
    check_row("ancova, CR2", f, "ancova cr2", &e[1],
              frozen_ref(f, "ancova cr2")->v, 1e-8, 1e-7);
    a = (sw_adjusted_model){.y = d->y,
                            .x = d->before,
                            .treated = d->treated,
                            .n = d->n,
                            .k = 1,
                            .vcov = SW_VCOV_HC2,
                            .interact = true,
                            .level = 0.95};
    assert_int_equal(SW_OK, sw_stats_adjusted_effect(e, NULL, &a, NULL));
    check_row("lin", f, "lin", &e[1], frozen_ref(f, "lin")->v, 1e-10, 1e-15);
}

static void check_did(const frozen *f, const model_data *d)
{
    sw_estimate e;
    assert_int_equal(SW_OK, sw_stats_did(&e, d->before, d->y, d->treated, NULL,
                                         d->n, 0.95, NULL));
    check_row("did", f, "did unit", &e, frozen_ref(f, "did unit")->v, 1e-9,
              1e-7);
    assert_int_equal(SW_OK, sw_stats_did(&e, d->before, d->y, d->treated,
                                         d->cluster, d->n, 0.95, NULL));
    check_row("did", f, "did cluster", &e, frozen_ref(f, "did cluster")->v,
              1e-9, 1e-7);
}

static void check_case(const frozen *f, void *ctx)
{
    (void)ctx;
    model_data d = take(f);
    check_ols(f, &d, false);
    check_ols(f, &d, true);
    check_origin(f, &d);
    check_adjusted(f, &d);
    check_did(f, &d);
    drop(&d);
}

static void agrees_with_r_on_frozen_data(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/models.tsv", check_case, NULL);
    assert_true(n >= 25);
    accuracy_write(&ACCURACY, "models");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_on_frozen_data),
    };
    return cmocka_run_group_tests_name("stats/models", tests, NULL, NULL);
}
