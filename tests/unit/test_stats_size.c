/*
 * A fit is the same at every size: answers repeated k times have the same
 * estimates, standard errors smaller by sqrt(k), and the same kind of result.
 */
#include <stdlib.h>
#include <string.h>

#include "seatworth/stats_interval.h"
#include "seatworth/stats_regression.h"
#include "sw_test.h"

enum { BASE = 1000, LARGEST = 1000000, FAMILIES = 5 };

/* A thousand answers in six bins. */
static const double EDGE[] = {0, 5, 15, 30, 60, 120, INFINITY};
static const size_t COUNT_OF[] = {90, 310, 270, 210, 95, 25};

/* R 4.2.2, survival 3.5-3: survreg(Surv(lower, upper, type = "interval2") ~ 1,
 * weights = count, control = list(rel.tolerance = 1e-16)); "none" below 5 as
 * (NA, 5): location, scale, log L, se of location and of log scale. */
static const struct survreg {
    sw_family family;
    double location, scale, log_likelihood, se, se_log_scale;
} SURVREG[] = {
    {SW_FAMILY_LOGNORMAL, 2.94697196940762, 0.97795596678188945,
     -1577.8816679634965, 0.032132787079101693, 0.025633980545564389},
    {SW_FAMILY_WEIBULL, 3.407208684220163, 0.92802710160603796,
     -1604.1319396076751, 0.0320085093501093, 0.026609543341422997},
    {SW_FAMILY_GAUSSIAN, 27.588650104151668, 28.111975320271071,
     -1846.0673519357788, 0.92000559612905708, 0.026602265995117239},
};

typedef struct answers {
    double *lower, *upper, *x;
    size_t *cluster, n;
} answers;

static size_t bin_of(size_t answer)
{
    size_t bin = 0;
    for (size_t below = COUNT_OF[0]; answer >= below; below += COUNT_OF[bin])
        bin++;
    return bin;
}

/* Answer i is answer 7 i mod 1000 of the thousand, so that kinds are mixed; x
 * is 0 or 1, clusters are 20 at every size. */
static answers repeat(size_t n)
{
    answers a = {.lower = calloc(n, sizeof(double)),
                 .upper = calloc(n, sizeof(double)),
                 .x = calloc(n, sizeof(double)),
                 .cluster = calloc(n, sizeof(size_t)),
                 .n = n};
    assert_true(a.lower && a.upper && a.x && a.cluster);
    for (size_t i = 0; i < n; i++) {
        size_t kind = 7 * i % BASE, bin = bin_of(kind);
        a.lower[i] = EDGE[bin];
        a.upper[i] = EDGE[bin + 1];
        a.x[i] = (double)(kind * kind / 3 % 2);
        a.cluster[i] = kind % 20;
    }
    return a;
}

static void drop(answers *a)
{
    free(a->lower);
    free(a->upper);
    free(a->x);
    free(a->cluster);
}

static sw_interval_model model_of(const answers *a)
{
    return (sw_interval_model){.lower = a->lower,
                               .upper = a->upper,
                               .n = a->n,
                               .cap = 120,
                               .level = 0.95};
}

static void six_answers_agree_with_survreg_at_every_size(void **state)
{
    (void)state;
    for (size_t n = BASE; n <= LARGEST; n *= 10) {
        answers a = repeat(n);
        sw_interval_model m = model_of(&a);
        double root = sqrt((double)n / BASE);
        for (size_t i = 0; i < COUNT(SURVREG); i++) {
            const struct survreg *want = &SURVREG[i];
            const char *row = sw_family_name(want->family);
            sw_estimate location;
            sw_interval_result r;
            m.family = want->family;
            assert_int_equal(
                SW_OK, sw_stats_interval_regression(&location, &r, &m, NULL));
            assert_close(location.estimate, want->location, 1e-8, 0, row);
            assert_close(r.scale, want->scale, 1e-8, 0, row);
            assert_close(r.log_likelihood * BASE / (double)n,
                         want->log_likelihood, 1e-11, 0, row);
            assert_close(location.se * root, want->se, 1e-6, 0, row);
            assert_close(r.log_scale.se * root, want->se_log_scale, 1e-6, 0,
                         row);
        }
        drop(&a);
    }
}

/* With zeros apart, covariates and clusters in every mixture. */
static sw_interval_model variant(const answers *a, int which)
{
    sw_interval_model m = model_of(a);
    if (which & 1) {
        m.x = a->x;
        m.k = 1;
    }
    if (which & 2)
        m.cluster = a->cluster;
    if (which & 4) {
        m.hurdle = true;
        for (size_t i = 0; i < a->n; i++)
            if (7 * i % BASE < COUNT_OF[0])
                a->lower[i] = a->upper[i] = 0.0;
    }
    return m;
}

static void compare(const sw_interval_result *one, const sw_estimate *first,
                    const sw_interval_result *r, const sw_estimate *e,
                    const sw_interval_model *m)
{
    double root = m->cluster ? 1.0 : sqrt((double)m->n / BASE);
    assert_int_equal(r->family, one->family);
    for (size_t j = 0; j <= m->k; j++) {
        assert_close(e[j].estimate, first[j].estimate, 1e-9, 1e-12, "b");
        assert_close(e[j].se * root, first[j].se, 1e-7, 0, "se");
    }
    assert_close(r->mean.estimate, one->mean.estimate, 1e-9, 0, "mean");
    assert_close(r->mean.se * root, one->mean.se, 1e-7, 0, "se of the mean");
    assert_close(r->restricted_mean, one->restricted_mean, 1e-9, 0, "cap");
    assert_close(r->scale, one->scale, 1e-9, 0, "scale");
    for (int f = 0; f < FAMILIES; f++) {
        assert_int_equal(r->family_failed[f], one->family_failed[f]);
        assert_int_equal(isnan(r->family_mean[f]), isnan(one->family_mean[f]));
        if (!isnan(one->family_mean[f]))
            assert_close(r->family_mean[f], one->family_mean[f], 1e-9, 0,
                         sw_family_name((sw_family)f));
    }
}

static void a_result_does_not_change_with_the_size(void **state)
{
    (void)state;
    for (int which = 0; which < 8; which++) {
        sw_interval_result one;
        sw_estimate first[2];
        for (size_t n = BASE; n <= (which % 3 ? LARGEST / 10 : LARGEST);
             n *= 10) {
            answers a = repeat(n);
            sw_interval_model m = variant(&a, which);
            sw_interval_result r;
            sw_estimate e[2];
            assert_int_equal(SW_OK,
                             sw_stats_interval_regression(e, &r, &m, NULL));
            if (n == BASE) {
                one = r;
                memcpy(first, e, sizeof e);
                for (int f = SW_FAMILY_LOGNORMAL; f < SW_FAMILY_GAUSSIAN; f++)
                    assert_false(r.family_failed[f]);
            }
            compare(&one, first, &r, e, &m);
            drop(&a);
        }
    }
}

/* Nothing to collapse: every answer is another one. */
static void distinct_answers_are_fitted_at_every_size(void **state)
{
    (void)state;
    for (size_t n = BASE; n <= LARGEST / 10; n *= 10) {
        answers a = repeat(n);
        for (size_t i = 0; i < n; i++) {
            /* Quantiles of a Weibull of scale 1/2, in no order. */
            double u = ((double)(i * 7919 % n) + 0.5) / (double)n;
            a.lower[i] = exp(3.0 + 0.5 * log(-log1p(-u)));
            a.upper[i] = i % 2 ? a.lower[i] : 1.5 * a.lower[i];
            a.x[i] = (double)(i * 104729 % n) / (double)n;
        }
        sw_interval_model m = model_of(&a);
        m.x = a.x;
        m.k = 1;
        m.family = SW_FAMILY_WEIBULL;
        sw_interval_result r;
        sw_estimate e[2];
        assert_int_equal(SW_OK, sw_stats_interval_regression(e, &r, &m, NULL));
        for (int f = SW_FAMILY_LOGNORMAL; f < FAMILIES; f++)
            assert_false(r.family_failed[f]);
        drop(&a);
    }
}

/* Every family that can take the answers is fitted or named; the gaussian has
 * no digits for the narrow range of every fifth set. */
static void a_family_that_fails_is_named(void **state)
{
    (void)state;
    size_t named = 0, sets = 0;
    for (unsigned set = 0; set < 400; set++) {
        double lower[5], upper[5];
        unsigned bits = set * 2654435761u;
        for (size_t i = 0; i < 5; i++, bits = bits * 1664525u + 1013904223u) {
            size_t bin = (bits >> 16) % 6;
            bool exact = (bits >> 24) % 4 == 0;
            lower[i] = exact ? EDGE[bin] + 1e-3 : EDGE[bin];
            upper[i] = exact ? lower[i] : EDGE[bin + 1];
        }
        if (set % 5 == 0) {
            lower[0] = 1e-18;
            upper[0] = 2e-18;
        }
        sw_interval_data d = {
            .lower = lower, .upper = upper, .n = 5, .cap = 120, .level = .95};
        sw_interval_fit f;
        if (sw_stats_interval_fit(&f, &d, NULL) != SW_OK)
            continue;
        sets++;
        for (int k = SW_FAMILY_LOGNORMAL; k < FAMILIES; k++) {
            assert_int_equal(f.family_failed[k], isnan(f.family_aic[k]));
            named += f.family_failed[k];
        }
    }
    assert_true(sets > 100 && named > 0);
}

/* R 4.2.2: ordinal 2022.11-16, clm(category ~ x, weights = count); glm(cbind(
 * upper half, lower half) ~ x, binomial). */
static const size_t CELL[2][4] = {{120, 180, 150, 50}, {60, 140, 190, 110}};
static const double CLM[] = {-1.15177984066560812, 0.41892399024276339,
                             2.13682637678745069, 0.84245209443160796};
static const double CLM_SE[] = {0.095746662733256979, 0.086789566343779920,
                                0.111698088951006594, 0.117297725753177512};
static const double CLM_LOG_LIKELIHOOD = -1306.9474062245279;

static void ordinal_agrees_with_clm_at_every_size(void **state)
{
    (void)state;
    for (size_t n = BASE; n <= LARGEST; n *= 10) {
        size_t *category = calloc(n, sizeof *category), at = 0;
        double *x = calloc(n, sizeof *x), root = sqrt((double)n / BASE);
        assert_true(category && x);
        for (size_t arm = 0; arm < 2; arm++)
            for (size_t c = 0; c < 4; c++)
                for (size_t i = 0; i < CELL[arm][c] * n / BASE; i++, at++) {
                    category[at] = c;
                    x[at] = (double)arm;
                }
        sw_ordinal_model m = {category, 4, x, n, 1, NULL, 0.95};
        sw_estimate e[4];
        double value;
        assert_int_equal(SW_OK, sw_stats_ordinal(e, e + 3, &value, &m, NULL));
        for (size_t j = 0; j < 4; j++) {
            assert_close(e[j].estimate, CLM[j], 1e-9, 0, "b");
            assert_close(e[j].se * root, CLM_SE[j], 1e-8, 0, "se");
        }
        assert_close(value * BASE / (double)n, CLM_LOG_LIKELIHOOD, 1e-12, 0,
                     "log L");
        free(category);
        free(x);
    }
}

/* Two arms: the closed form, log odds and their difference. */
static void logit_is_the_log_odds_at_every_size(void **state)
{
    (void)state;
    for (size_t n = BASE; n <= LARGEST; n *= 10) {
        double *y = calloc(n, sizeof *y), *x = calloc(n, sizeof *x);
        assert_true(y && x);
        for (size_t i = 0; i < n; i++) {
            x[i] = i % 2 ? 1.0 : 0.0;
            y[i] = i / 2 % 500 < (i % 2 ? 300 : 1) ? 1.0 : 0.0;
        }
        sw_regression m = {.y = y, .x = x, .n = n, .k = 1, .level = 0.95};
        sw_estimate e[2];
        double value, times = (double)n / BASE;
        assert_int_equal(SW_OK, sw_stats_logit(e, &value, &m, NULL));
        double odds = log(1.0 / 499.0);
        assert_close(e[0].estimate, odds, 1e-10, 0, "control");
        assert_close(e[1].estimate, log(1.5) - odds, 1e-10, 0, "difference");
        double inverse = 1.0 / 300 + 1.0 / 200 + 1.0 + 1.0 / 499;
        assert_close(e[1].se, sqrt(inverse / times), 1e-8, 0, "se");
        free(y);
        free(x);
    }
}

/* Groups without a spread of their own: the boundary at every size, also where
 * the variance makes the criterion about 0. */
static void mixed_finds_the_boundary_at_every_size(void **state)
{
    (void)state;
    static const double SCALE[] = {1.0, 0.24197072451914337, 1e-6};
    for (size_t n = BASE; n <= LARGEST / 10; n *= 10)
        for (size_t s = 0; s < COUNT(SCALE); s++) {
            double *y = calloc(n, sizeof *y);
            size_t *group = calloc(n, sizeof *group);
            assert_true(y && group);
            for (size_t i = 0; i < n; i++) {
                y[i] = SCALE[s] * (i / 50 % 2 ? 1.0 : -1.0);
                group[i] = i % 50;
            }
            sw_regression m = {.y = y, .n = n, .cluster = group, .level = .95};
            sw_estimate e;
            sw_mixed_fit fit;
            assert_int_equal(SW_OK, sw_stats_mixed(&e, &fit, &m, NULL));
            assert_true(fit.boundary);
            double sd = SCALE[s] * sqrt((double)n / ((double)n - 1.0));
            assert_close(fit.sd_residual, sd, 1e-10, 0, "sd");
            free(y);
            free(group);
        }
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_answers_agree_with_survreg_at_every_size),
        cmocka_unit_test(a_result_does_not_change_with_the_size),
        cmocka_unit_test(distinct_answers_are_fitted_at_every_size),
        cmocka_unit_test(a_family_that_fails_is_named),
        cmocka_unit_test(ordinal_agrees_with_clm_at_every_size),
        cmocka_unit_test(logit_is_the_log_odds_at_every_size),
        cmocka_unit_test(mixed_finds_the_boundary_at_every_size),
    };
    return cmocka_run_group_tests_name("stats/size", tests, NULL, NULL);
}
