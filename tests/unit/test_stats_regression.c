/* Wild bootstrap, random intercept, logit and proportional odds against R. */
#include <string.h>

#include "seatworth/stats_regression.h"
#include "frozen.h"

static const char SETS[] = "tests/data/stats/model.tsv";
enum { FEWEST_SETS = 25, MAX_COEFFICIENTS = 8 };

/* Every vector of weights was refitted in R, so only rounding differs. */
static void wild_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "y")->n;
    bool *treated = frozen_flags(f, "treated");
    size_t *cluster = frozen_labels(f, "cluster");
    sw_wild_model m = SW_WILD_MODEL_INIT;
    m.y = frozen_v(f, "y");
    m.treated = treated;
    m.x = frozen_v(f, "x");
    m.k = frozen_get(f, "x")->n / n;
    m.cluster = cluster;
    m.n = n;
    sw_wild w;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&w, &m, NULL));
    assert_true(w.enumerated);
    assert_int_equal(w.webb, w.clusters < 8);
    accuracy_take(a, f, w.effect.estimate, frozen_v(f, "estimate")[0]);
    accuracy_take(a, f, w.effect.se, frozen_v(f, "se")[0]);
    accuracy_take(a + 1, f, w.effect.p, frozen_v(f, "p")[0]);
    const double *ci = frozen_v(f, "ci");
    if (!isnan(ci[0])) {
        accuracy_take(a + 2, f, w.effect.ci.lower, ci[0]);
        accuracy_take(a + 2, f, w.effect.ci.upper, ci[1]);
    }
    m.null = 1.5;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&w, &m, NULL));
    accuracy_take(a + 1, f, w.effect.p, frozen_v(f, "p_null")[0]);
    m.null = 0.0;
    m.alternative = SW_GREATER;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&w, &m, NULL));
    accuracy_take(a + 1, f, w.effect.p, frozen_v(f, "p_greater")[0]);
    free(treated);
    free(cluster);
}

static void mixed_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "y")->n;
    size_t *group = frozen_labels(f, "cluster");
    sw_regression m = {.y = frozen_v(f, "y"),
                       .x = frozen_v(f, "x"),
                       .n = n,
                       .k = frozen_get(f, "x")->n / n,
                       .cluster = group,
                       .level = .95};
    sw_estimate e[MAX_COEFFICIENTS];
    sw_mixed_fit fit;
    sw_error err = {0};
    if (sw_stats_mixed(e, &fit, &m, &err) != SW_OK)
        fail_msg("mixed %s: %s", f->name, err.message);
    accuracy_take(a, f, fit.reml_criterion, frozen_v(f, "criterion")[0]);
    accuracy_take(a + 2, f, fit.sd_group, frozen_v(f, "sd")[0]);
    accuracy_take(a + 2, f, fit.sd_residual, frozen_v(f, "sd")[1]);
    for (size_t j = 0; j <= m.k; j++) {
        accuracy_take(a + 1, f, e[j].estimate, frozen_v(f, "b")[j]);
        accuracy_take(a + 3, f, e[j].se, frozen_v(f, "se")[j]);
        accuracy_take(a + 4, f, e[j].df, frozen_v(f, "df")[j]);
    }
    free(group);
}

static void logit_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "y")->n;
    size_t *cluster = frozen_labels(f, "cluster");
    sw_regression m = {.y = frozen_v(f, "y"),
                       .x = frozen_v(f, "x"),
                       .n = n,
                       .k = frozen_get(f, "x")->n / n,
                       .cluster = cluster,
                       .level = .95};
    sw_estimate e[MAX_COEFFICIENTS];
    double value;
    assert_int_equal(SW_OK, sw_stats_logit(e, &value, &m, NULL));
    accuracy_take(a, f, value, frozen_v(f, "log_likelihood")[0]);
    for (size_t j = 0; j <= m.k; j++) {
        accuracy_take(a + 1, f, e[j].estimate, frozen_v(f, "b")[j]);
        accuracy_take(a + 2, f, e[j].se, frozen_v(f, "se")[j]);
    }
    m.vcov = SW_VCOV_CR1;
    assert_int_equal(SW_OK, sw_stats_logit(e, &value, &m, NULL));
    for (size_t j = 0; j <= m.k; j++)
        accuracy_take(a + 2, f, e[j].se, frozen_v(f, "se_cr1")[j]);
    free(cluster);
}

static void ordinal_set(const frozen *f, void *ctx)
{
    accuracy *a = ctx;
    size_t n = frozen_get(f, "category")->n;
    size_t *category = frozen_labels(f, "category");
    sw_ordinal_model m = {.category = category,
                          .levels = frozen_get(f, "theta")->n + 1,
                          .x = frozen_v(f, "x"),
                          .n = n,
                          .k = frozen_get(f, "x")->n / n,
                          .level = .95};
    sw_estimate theta[MAX_COEFFICIENTS], e[MAX_COEFFICIENTS];
    double value;
    assert_int_equal(SW_OK, sw_stats_ordinal(theta, e, &value, &m, NULL));
    accuracy_take(a, f, value, frozen_v(f, "log_likelihood")[0]);
    for (size_t c = 0; c + 1 < m.levels; c++) {
        accuracy_take(a + 1, f, theta[c].estimate, frozen_v(f, "theta")[c]);
        accuracy_take(a + 2, f, theta[c].se, frozen_v(f, "se_theta")[c]);
    }
    for (size_t j = 0; j < m.k; j++) {
        accuracy_take(a + 1, f, e[j].estimate, frozen_v(f, "b")[j]);
        accuracy_take(a + 2, f, e[j].se, frozen_v(f, "se")[j]);
    }
    free(category);
}

static void wild_agrees_with_every_refit_in_r(void **state)
{
    (void)state;
    accuracy a[] = {{"wild-bootstrap estimate, se", 1e-12, 0},
                    {"wild-bootstrap p", 1e-12, 0},
                    {"wild-bootstrap ci", 1e-8, 0}};
    size_t sets = frozen_each(SETS, "wild", wild_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("regression", true, a, COUNT(a), sets);
}

static void mixed_agrees_with_lme4(void **state)
{
    (void)state;
    accuracy a[] = {{"mixed criterion", 1e-9, 0},
                    {"mixed coefficients", 1e-6, 0},
                    {"mixed sd", 1e-5, 0},
                    {"mixed se (Kenward-Roger)", 1e-5, 0},
                    {"mixed df (Kenward-Roger)", 1e-3, 0}};
    size_t sets = frozen_each(SETS, "mixed", mixed_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("regression", false, a, COUNT(a), sets);
}

static void logit_agrees_with_glm(void **state)
{
    (void)state;
    accuracy a[] = {{"logit log-likelihood", 1e-10, 0},
                    {"logit coefficients", 1e-6, 0},
                    {"logit se (also CR1)", 1e-5, 0}};
    size_t sets = frozen_each(SETS, "logit", logit_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("regression", false, a, COUNT(a), sets);
}

static void ordinal_agrees_with_clm(void **state)
{
    (void)state;
    accuracy a[] = {{"ordinal log-likelihood", 1e-10, 0},
                    {"ordinal coefficients", 1e-6, 0},
                    {"ordinal se", 1e-5, 0}};
    size_t sets = frozen_each(SETS, "ordinal", ordinal_set, a);
    assert_true(sets >= FEWEST_SETS);
    accuracy_write("regression", false, a, COUNT(a), sets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wild_agrees_with_every_refit_in_r),
        cmocka_unit_test(mixed_agrees_with_lme4),
        cmocka_unit_test(logit_agrees_with_glm),
        cmocka_unit_test(ordinal_agrees_with_clm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
