/* Identities, refusals and the mistakes of others: wild bootstrap, random
 * intercept, logit, proportional odds. */
#include <string.h>

#include "seatworth/stats_regression.h"
#include "sw_test.h"

enum { N = 48, GROUPS = 12 };

typedef struct sample {
    double y[N], x[2 * N], binary[N];
    bool treated[N], other[N];
    size_t cluster[N], category[N];
} sample;

/* A fixed sample: no draws, so that every run sees the same rows. */
static void fill(sample *s)
{
    for (size_t i = 0; i < N; i++) {
        double wave = sin(12.9898 * (double)(i + 1)) * 43758.5453;
        double noise = wave - floor(wave) - .5;
        double other = sin(78.233 * (double)(i + 1)) * 12543.123;
        s->cluster[i] = i % GROUPS + (i % 7 == 0);
        s->treated[i] = s->cluster[i] % 2 == 0;
        s->other[i] = !s->treated[i];
        s->x[2 * i] = s->treated[i];
        s->x[2 * i + 1] = other - floor(other);
        s->y[i] = 3 + 2 * s->treated[i] + s->x[2 * i + 1] + 2 * noise +
                  (double)(s->cluster[i] % 5);
        s->binary[i] = noise + .4 * s->x[2 * i + 1] > .1;
        s->category[i] = (size_t)floor(3 * (noise + .5)) % 3;
    }
}

static sw_wild_model wild_of(const sample *s)
{
    sw_wild_model m = SW_WILD_MODEL_INIT;
    m.y = s->y;
    m.treated = s->treated;
    m.cluster = s->cluster;
    m.n = N;
    return m;
}

static sw_regression model_of(const sample *s, const double *y)
{
    return (sw_regression){
        .y = y, .x = s->x, .n = N, .k = 2, .cluster = s->cluster, .level = .95};
}

static void wild_swaps_sign_with_the_arms(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    sw_wild_model m = wild_of(&s);
    sw_wild a, b;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&a, &m, NULL));
    m.treated = s.other;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&b, &m, NULL));
    assert_close(b.effect.estimate, -a.effect.estimate, 1e-12, 0, "estimate");
    assert_close(b.effect.p, a.effect.p, 0, 0, "p");
    assert_close(b.effect.ci.lower, -a.effect.ci.upper, 1e-9, 0, "ci");
}

/* Hours or days: the unit of the outcome changes neither p nor the draws. */
static void wild_scales_with_the_outcome(void **state)
{
    (void)state;
    static const double UNIT[] = {1e-6, 1.0 / 60, 1e6};
    sample s;
    fill(&s);
    sw_wild_model m = wild_of(&s);
    sw_wild a, b;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&a, &m, NULL));
    for (size_t i = 0; i < COUNT(UNIT); i++) {
        double y[N];
        for (size_t j = 0; j < N; j++)
            y[j] = UNIT[i] * s.y[j];
        m.y = y;
        assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&b, &m, NULL));
        assert_close(b.effect.estimate, UNIT[i] * a.effect.estimate, 1e-11, 0,
                     "estimate");
        assert_close(b.effect.p, a.effect.p, 1e-12, 0, "p");
        assert_close(b.effect.ci.upper, UNIT[i] * a.effect.ci.upper, 1e-8, 0,
                     "upper");
    }
}

/* The interval is the set of nulls that the test does not reject. */
static void wild_p_and_interval_agree(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    sw_wild_model m = wild_of(&s);
    sw_wild a, in, out;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&a, &m, NULL));
    double step = 1e-6 * a.effect.se;
    for (int side = 0; side < 2; side++) {
        double end = side ? a.effect.ci.upper : a.effect.ci.lower;
        m.null = side ? end - step : end + step;
        assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&in, &m, NULL));
        m.null = side ? end + step : end - step;
        assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&out, &m, NULL));
        assert_true(in.effect.p > .05);
        assert_true(out.effect.p <= .05);
    }
}

/* Draws must give what the enumeration gives, up to their own error. */
static void wild_draws_agree_with_all_signs(void **state)
{
    (void)state;
    enum { ROWS = 28 };
    double y[ROWS];
    bool treated[ROWS];
    size_t cluster[ROWS];
    size_t hits = 0, all = (size_t)1 << 14;
    for (size_t i = 0; i < ROWS; i++) {
        double wave = sin(7.77 * (double)(i + 1)) * 9341.7;
        cluster[i] = i / 2;
        treated[i] = cluster[i] < 7;
        y[i] = wave - floor(wave) + (treated[i] ? .3 : 0);
    }
    sw_wild_model m = SW_WILD_MODEL_INIT;
    m.y = y;
    m.treated = treated;
    m.cluster = cluster;
    m.n = ROWS;
    sw_wild w, again;
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&w, &m, NULL));
    assert_int_equal(SW_OK, sw_stats_wild_bootstrap(&again, &m, NULL));
    assert_memory_equal(&w.effect.p, &again.effect.p, sizeof w.effect.p);
    assert_false(w.enumerated);
    /* By hand: equal clusters of 2 in balanced arms, u from the pooled mean. */
    double mean[14], grand = 0;
    for (size_t g = 0; g < 14; g++) {
        mean[g] = (y[2 * g] + y[2 * g + 1]) / 2;
        grand += mean[g] / 14;
    }
    double observed = 0;
    /* Round 0 is the identity, whose t^2 the others are held to. */
    for (size_t code = 0; code <= all; code++) {
        double m1 = 0, m0 = 0, v = 0, u[14];
        size_t bits = code == 0 ? 0 : code - 1;
        for (size_t g = 0; g < 14; g++) {
            u[g] = (mean[g] - grand) * (bits >> g & 1 ? -1 : 1);
            m1 += g < 7 ? u[g] / 7 : 0;
            m0 += g < 7 ? 0 : u[g] / 7;
        }
        for (size_t g = 0; g < 14; g++) {
            double e = u[g] - (g < 7 ? m1 : m0);
            v += e * e;
        }
        double t2 = (m1 - m0) * (m1 - m0) / v;
        if (code == 0)
            observed = t2;
        else
            hits += t2 >= observed * (1 - 1e-9);
    }
    double p = (double)hits / (double)all;
    assert_close(w.effect.p, p, 0, 4 * sqrt(p * (1 - p) / 9999), "p");
}

static void mixed_moves_with_units_and_origin(void **state)
{
    (void)state;
    static const struct {
        double shift, scale, tolerance;
    } rows[] = {{0, 60, 1e-9},
                {0, -1, 1e-9},
                {0, 1e150, 1e-9},
                {0, 1e-150, 1e-9},
                {1e9, 1, 1e-5}};
    sample s;
    fill(&s);
    sw_regression m = model_of(&s, s.y);
    sw_estimate e[3], f[3];
    sw_mixed_fit a, b;
    assert_int_equal(SW_OK, sw_stats_mixed(e, &a, &m, NULL));
    assert_true(a.sd_group > 0);
    for (size_t r = 0; r < COUNT(rows); r++) {
        double y[N], size = fabs(rows[r].scale), tol = rows[r].tolerance;
        for (size_t i = 0; i < N; i++)
            y[i] = rows[r].shift + rows[r].scale * s.y[i];
        m.y = y;
        assert_int_equal(SW_OK, sw_stats_mixed(f, &b, &m, NULL));
        assert_close(b.sd_group / size, a.sd_group, tol, 0, "sd_group");
        assert_close(b.icc, a.icc, tol, 0, "icc");
        assert_close(f[1].estimate / rows[r].scale, e[1].estimate, tol, 0, "b");
        assert_close(f[1].se / size, e[1].se, tol, 0, "se");
        assert_close(f[1].df, e[1].df, tol, 0, "df");
    }
}

/* Balanced one-way layout: REML is the analysis of variance, and the mean's
 * standard error and df are those of the group means. */
static void mixed_is_the_anova_of_a_balanced_layout(void **state)
{
    (void)state;
    enum { G = 6, EACH = 4 };
    double y[G * EACH], mean[G], grand = 0, between = 0, within = 0;
    size_t group[G * EACH];
    for (size_t i = 0; i < G * EACH; i++) {
        double wave = sin(3.3 * (double)(i + 1)) * 777.7;
        group[i] = i / EACH;
        y[i] = wave - floor(wave) + .7 * (double)(group[i] * group[i] % 5);
    }
    for (size_t g = 0; g < G; g++) {
        mean[g] = 0;
        for (size_t i = 0; i < EACH; i++)
            mean[g] += y[g * EACH + i] / EACH;
        grand += mean[g] / G;
    }
    for (size_t i = 0; i < G * EACH; i++)
        within += pow(y[i] - mean[group[i]], 2) / (G * (EACH - 1));
    for (size_t g = 0; g < G; g++)
        between += EACH * pow(mean[g] - grand, 2) / (G - 1);
    sw_regression m = {.y = y, .n = G * EACH, .cluster = group, .level = .95};
    sw_estimate e;
    sw_mixed_fit fit;
    assert_int_equal(SW_OK, sw_stats_mixed(&e, &fit, &m, NULL));
    assert_close(fit.sd_residual, sqrt(within), 1e-10, 0, "residual");
    assert_close(fit.sd_group, sqrt((between - within) / EACH), 1e-10, 0,
                 "group");
    assert_close(e.estimate, grand, 1e-12, 0, "mean");
    assert_close(e.se, sqrt(between / (G * EACH)), 1e-10, 0, "se");
    assert_close(e.df, G - 1, 1e-9, 0, "df");
}

static void mixed_says_boundary(void **state)
{
    (void)state;
    /* Every group has the same mean. */
    static const double y[] = {1, 3, 0, 4, 2, 2.5, 1.5, 2};
    static const size_t group[] = {0, 0, 1, 1, 2, 3, 3, 2};
    sw_regression m = {.y = y, .n = 8, .cluster = group, .level = .95};
    sw_estimate e;
    sw_mixed_fit fit;
    assert_int_equal(SW_OK, sw_stats_mixed(&e, &fit, &m, NULL));
    assert_true(fit.boundary);
    assert_close(fit.sd_group, 0, 0, 0, "sd_group");
    assert_close(fit.icc, 0, 0, 0, "icc");
    assert_true(e.se > 0);
}

/* One binary column: coefficients are log odds in closed form. */
static void logit_is_the_table_of_two_arms(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double n[2][2] = {{0}}, x[N], value;
    for (size_t i = 0; i < N; i++) {
        x[i] = s.treated[i];
        n[s.treated[i]][s.binary[i] > .5] += 1;
    }
    sw_regression m = {.y = s.binary, .x = x, .n = N, .k = 1, .level = .95};
    sw_estimate e[2];
    assert_int_equal(SW_OK, sw_stats_logit(e, &value, &m, NULL));
    assert_close(e[0].estimate, log(n[0][1] / n[0][0]), 1e-12, 1e-12, "b0");
    assert_close(e[1].estimate, log(n[1][1] * n[0][0] / (n[1][0] * n[0][1])),
                 1e-11, 0, "b1");
    assert_close(e[1].se,
                 sqrt(1 / n[0][0] + 1 / n[0][1] + 1 / n[1][0] + 1 / n[1][1]),
                 1e-11, 0, "se");
}

/* With two categories proportional odds is the logit of the upper one. */
static void ordinal_of_two_categories_is_the_logit(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    size_t category[N];
    for (size_t i = 0; i < N; i++)
        category[i] = s.binary[i] > .5;
    sw_regression m = model_of(&s, s.binary);
    sw_ordinal_model o = {.category = category,
                          .levels = 2,
                          .x = s.x,
                          .n = N,
                          .k = 2,
                          .level = .95};
    sw_estimate e[3], theta, f[2];
    double a, b;
    for (int clustered = 0; clustered < 2; clustered++) {
        m.vcov = clustered ? SW_VCOV_CR1 : SW_VCOV_CLASSICAL;
        o.cluster = clustered ? s.cluster : NULL;
        assert_int_equal(SW_OK, sw_stats_logit(e, &a, &m, NULL));
        assert_int_equal(SW_OK, sw_stats_ordinal(&theta, f, &b, &o, NULL));
        assert_close(b, a, 1e-13, 0, "log L");
        assert_close(theta.estimate, -e[0].estimate, 1e-10, 0, "threshold");
        assert_close(theta.se, e[0].se, 1e-10, 0, "threshold se");
        for (int j = 0; j < 2; j++) {
            assert_close(f[j].estimate, e[1 + j].estimate, 1e-10, 0, "b");
            assert_close(f[j].se, e[1 + j].se, 1e-10, 0, "se");
        }
    }
}

/* Turning the scale around turns the signs; thresholds change places. */
static void ordinal_turns_with_its_scale(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    size_t turned[N];
    for (size_t i = 0; i < N; i++)
        turned[i] = 2 - s.category[i];
    sw_ordinal_model o = {.category = s.category,
                          .levels = 3,
                          .x = s.x,
                          .n = N,
                          .k = 2,
                          .level = .95};
    sw_estimate t[2], u[2], e[2], f[2];
    double a, b;
    assert_int_equal(SW_OK, sw_stats_ordinal(t, e, &a, &o, NULL));
    o.category = turned;
    assert_int_equal(SW_OK, sw_stats_ordinal(u, f, &b, &o, NULL));
    assert_close(a, b, 1e-13, 0, "log L");
    assert_close(t[0].estimate, -u[1].estimate, 1e-10, 0, "threshold");
    assert_close(e[1].estimate, -f[1].estimate, 1e-10, 0, "b");
    assert_close(e[1].se, f[1].se, 1e-10, 0, "se");
}

/* No silent penalty, no coefficient of 30 with a standard error of 1e5. */
static void separated_outcomes_are_refused(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double y[N], value = 42;
    size_t category[N];
    sw_error err = {0};
    sw_estimate e[3] = {{.estimate = 42}}, t[2] = {{.estimate = 42}};
    for (int quasi = 0; quasi < 2; quasi++) {
        for (size_t i = 0; i < N; i++) {
            y[i] = s.treated[i];
            /* All of the treated, and some of the others. */
            if (quasi && i % 5 == 0)
                y[i] = 1;
            category[i] = (size_t)y[i] + (s.treated[i] && i % 3 == 0);
        }
        sw_regression m = model_of(&s, y);
        err = (sw_error){0};
        assert_int_equal(SW_ENODATA, sw_stats_logit(e, &value, &m, &err));
        assert_non_null(strstr(err.message, "separated"));
        sw_ordinal_model o = {.category = category,
                              .levels = 3,
                              .x = s.x,
                              .n = N,
                              .k = 2,
                              .level = .95};
        assert_int_equal(SW_ENODATA, sw_stats_ordinal(t, e, &value, &o, NULL));
    }
    assert_close(value, 42, 0, 0, "untouched");
    assert_close(e[0].estimate, 42, 0, 0, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wild_swaps_sign_with_the_arms),
        cmocka_unit_test(wild_scales_with_the_outcome),
        cmocka_unit_test(wild_p_and_interval_agree),
        cmocka_unit_test(wild_draws_agree_with_all_signs),
        cmocka_unit_test(mixed_moves_with_units_and_origin),
        cmocka_unit_test(mixed_is_the_anova_of_a_balanced_layout),
        cmocka_unit_test(mixed_says_boundary),
        cmocka_unit_test(logit_is_the_table_of_two_arms),
        cmocka_unit_test(ordinal_of_two_categories_is_the_logit),
        cmocka_unit_test(ordinal_turns_with_its_scale),
        cmocka_unit_test(separated_outcomes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
