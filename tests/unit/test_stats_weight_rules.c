/* Identities, refusals and the mistakes of others: raking and balancing. */
#include <string.h>

#include "seatworth/stats_weight.h"
#include "sw_test.h"

enum { N = 40, LEVELS = 3 };

typedef struct sample {
    double y[N], base[N], x[2 * N];
    size_t dept[N], grade[N], cluster[N];
    bool treated[N];
} sample;

static double noise(size_t i, double seed)
{
    double wave = sin(seed * (double)(i + 1)) * 43758.5453;
    return wave - floor(wave);
}

static void fill(sample *s)
{
    for (size_t i = 0; i < N; i++) {
        s->dept[i] = i % LEVELS;
        s->grade[i] = (i / 5) % 2;
        s->cluster[i] = i % 8;
        s->treated[i] = i % 2 == 0;
        s->base[i] = 1 + 9 * noise(i, 3.7);
        s->x[2 * i] = noise(i, 12.9898) + .3 * s->treated[i];
        s->x[2 * i + 1] = noise(i, 78.233);
        s->y[i] = floor(20 * (noise(i, 5.1) + s->x[2 * i]));
    }
}

static const double DEPT[LEVELS] = {500, 300, 200}, GRADE[2] = {350, 650};

static sw_rake_data rake_of(const sample *s, sw_rake_variable *v)
{
    v[0] = (sw_rake_variable){s->dept, LEVELS, DEPT};
    v[1] = (sw_rake_variable){s->grade, 2, GRADE};
    return (sw_rake_data){.y = s->y,
                          .base = s->base,
                          .n = N,
                          .variable = v,
                          .variables = 2,
                          .cap = INFINITY,
                          .level = .95};
}

static double margin(const double *w, const size_t *level, size_t l)
{
    double sum = 0;
    for (size_t i = 0; i < N; i++)
        sum += level[i] == l ? w[i] : 0;
    return sum;
}

static void assert_margins(const sample *s, const double *w, const char *row)
{
    for (size_t l = 0; l < LEVELS; l++)
        assert_close(margin(w, s->dept, l), DEPT[l], 1e-11, 0, row);
    for (size_t l = 0; l < 2; l++)
        assert_close(margin(w, s->grade, l), GRADE[l], 1e-11, 0, row);
}

/* Two rows of one cell keep the ratio of their design weights: raking that
 * drops them meets the margins too, but not this. */
static void raking_keeps_design_weights(void **state)
{
    (void)state;
    sample s;
    sw_rake_variable v[2];
    double w[N];
    sw_rake_fit fit;
    fill(&s);
    sw_rake_data d = rake_of(&s, v);
    assert_int_equal(SW_OK, sw_stats_rake(&fit, w, &d, NULL));
    assert_margins(&s, w, "design");
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < i; j++)
            if (s.dept[i] == s.dept[j] && s.grade[i] == s.grade[j])
                assert_close(w[i] / w[j], s.base[i] / s.base[j], 1e-11, 0,
                             "ratio");
}

/* A cap binds, the margins hold all the same. */
static void trimming_is_done_inside(void **state)
{
    (void)state;
    sample s;
    sw_rake_variable v[2];
    double free[N], w[N], mean = 1000.0 / N;
    sw_rake_fit plain, capped;
    fill(&s);
    sw_rake_data d = rake_of(&s, v);
    assert_int_equal(SW_OK, sw_stats_rake(&plain, free, &d, NULL));
    d.cap = 1.8;
    assert_true(plain.max_weight > 2.0 * mean);
    assert_int_equal(SW_OK, sw_stats_rake(&capped, w, &d, NULL));
    assert_close(capped.max_weight, 1.8 * mean, 1e-12, 0, "cap");
    assert_margins(&s, w, "capped");
    assert_true(capped.deff < plain.deff);
    d.cap = 1.01;
    assert_int_equal(SW_ENODATA, sw_stats_rake(&capped, w, &d, NULL));
}

static void raking_to_the_sample_changes_nothing(void **state)
{
    (void)state;
    sample s;
    double w[N], total[LEVELS] = {0};
    sw_rake_fit fit;
    fill(&s);
    for (size_t i = 0; i < N; i++)
        total[s.dept[i]] += s.base[i];
    sw_rake_variable v = {s.dept, LEVELS, total}, unused[2];
    sw_rake_data d = rake_of(&s, unused);
    d.variable = &v;
    d.variables = 1;
    assert_int_equal(SW_OK, sw_stats_rake(&fit, w, &d, NULL));
    for (size_t i = 0; i < N; i++)
        assert_close(w[i], s.base[i], 1e-12, 0, "weight");
}

/* The same margin twice is redundant; with another total it is impossible. */
static void margins_that_follow_from_others(void **state)
{
    (void)state;
    sample s;
    double w[N];
    static const double other[LEVELS] = {400, 400, 200};
    sw_rake_fit fit;
    fill(&s);
    sw_rake_variable v[2] = {{s.dept, LEVELS, DEPT}, {s.dept, LEVELS, DEPT}};
    sw_rake_variable pair[2];
    sw_rake_data d = rake_of(&s, pair);
    d.variable = v;
    assert_int_equal(SW_OK, sw_stats_rake(&fit, w, &d, NULL));
    v[1].total = other;
    assert_int_equal(SW_ENODATA, sw_stats_rake(&fit, w, &d, NULL));
}

static void raking_refuses(void **state)
{
    (void)state;
    static const double bad_sum[2] = {350, 651}, negative[2] = {-1, 1001};
    static const double empty[LEVELS + 1] = {500, 300, 150, 50};
    static const double none[LEVELS] = {500, 500, 0};
    sample s;
    fill(&s);
    double bad_y[N], bad_base[N];
    memcpy(bad_y, s.y, sizeof bad_y);
    memcpy(bad_base, s.base, sizeof bad_base);
    bad_y[3] = NAN;
    bad_base[3] = 0;
    sw_rake_variable plain[2];
    sw_rake_data d = rake_of(&s, plain);
    sw_rake_variable sums[2] = {plain[0], {s.grade, 2, bad_sum}};
    sw_rake_variable sign[2] = {plain[0], {s.grade, 2, negative}};
    sw_rake_variable no_row[1] = {{s.dept, LEVELS + 1, empty}};
    sw_rake_variable no_total[1] = {{s.dept, LEVELS, none}};
    sw_rake_variable range[1] = {{s.dept, 2, GRADE}};
    struct {
        const char *name;
        sw_rake_data d;
        sw_status want;
    } rows[] = {
        {"level", d, SW_EDOMAIN},
        {"cap", d, SW_EDOMAIN},
        {"no margins", d, SW_EDOMAIN},
        {"y", d, SW_EDOMAIN},
        {"base", d, SW_EDOMAIN},
        {"sums differ", d, SW_EDOMAIN},
        {"negative", d, SW_EDOMAIN},
        {"a level without row", d, SW_ENODATA},
        {"a row without total", d, SW_ENODATA},
        {"an unmatched level", d, SW_EDOMAIN},
    };
    rows[0].d.level = 0;
    rows[1].d.cap = 1;
    rows[2].d.variables = 0;
    rows[3].d.y = bad_y;
    rows[4].d.base = bad_base;
    rows[5].d.variable = sums;
    rows[6].d.variable = sign;
    rows[7].d.variable = no_row;
    rows[8].d.variable = no_total;
    rows[9].d.variable = range;
    rows[7].d.variables = rows[8].d.variables = rows[9].d.variables = 1;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_rake_fit fit = {.deff = 42};
        double w[N] = {42};
        sw_error err = {0};
        sw_status st = sw_stats_rake(&fit, w, &rows[i].d, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: %d %s", rows[i].name, (int)st, err.message);
        assert_close(fit.deff, 42, 0, 0, rows[i].name);
        assert_close(w[0], 42, 0, 0, rows[i].name);
    }
}

static sw_balance_data balance_of(const sample *s)
{
    return (sw_balance_data){.y = s->y,
                             .x = s->x,
                             .treated = s->treated,
                             .n = N,
                             .k = 2,
                             .level = .95};
}

/* x far from 0 or in other units gives the same weights and effect. */
static void balance_does_not_depend_on_units(void **state)
{
    (void)state;
    static const double shift[] = {0, 1e6, 0, 0},
                        scale[] = {60, 1, 1e150, 1e-150};
    sample s;
    fill(&s);
    sw_balance_data d = balance_of(&s);
    sw_balance_fit a, b;
    double before[2], after[2], other[2], w[N], u[N], x[2 * N];
    assert_int_equal(SW_OK, sw_stats_balance(&a, before, after, w, &d, NULL));
    assert_close(after[0], 0, 0, 1e-14, "balanced");
    for (size_t r = 0; r < COUNT(scale); r++) {
        for (size_t i = 0; i < 2 * N; i++)
            x[i] = shift[r] + scale[r] * s.x[i];
        d.x = x;
        double tol = shift[r] > 0 ? 1e-8 : 1e-11;
        assert_int_equal(SW_OK,
                         sw_stats_balance(&b, other, after, u, &d, NULL));
        assert_close(b.effect.estimate, a.effect.estimate, tol, 0, "effect");
        assert_close(b.effect.se, a.effect.se, tol, 0, "se");
        assert_close(b.ess, a.ess, tol, 0, "ess");
        if (scale[r] < 1e100 && scale[r] > 1e-100)
            assert_close(other[0], before[0], tol, 0, "smd");
    }
}

/* A column that repeats others adds nothing, and is no error. */
static void balance_takes_redundant_columns(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double x[4 * N], smd[8];
    for (size_t i = 0; i < N; i++) {
        x[4 * i] = s.x[2 * i];
        x[4 * i + 1] = s.x[2 * i + 1];
        x[4 * i + 2] = s.x[2 * i] - 2 * s.x[2 * i + 1];
        x[4 * i + 3] = 7;
    }
    sw_balance_data d = balance_of(&s);
    sw_balance_fit a, b;
    assert_int_equal(SW_OK, sw_stats_balance(&a, smd, smd + 4, NULL, &d, NULL));
    d.x = x;
    d.k = 4;
    assert_int_equal(SW_OK, sw_stats_balance(&b, smd, smd + 4, NULL, &d, NULL));
    assert_close(b.effect.estimate, a.effect.estimate, 1e-11, 0, "effect");
    assert_close(b.effect.se, a.effect.se, 1e-10, 0, "se");
    assert_close(smd[6], 0, 0, 1e-13, "smd of the combination");
    assert_true(isnan(smd[3]));
}

static void balance_refuses(void **state)
{
    (void)state;
    sample s;
    fill(&s);
    double bad[2 * N], apart[2 * N], shifted[2 * N];
    size_t one[N] = {0};
    bool all[N];
    for (size_t i = 0; i < N; i++) {
        all[i] = true;
        bad[2 * i] = i == 5 ? NAN : 1;
        bad[2 * i + 1] = 0;
        apart[2 * i] = s.treated[i] ? 5 + s.x[2 * i] : s.x[2 * i];
        apart[2 * i + 1] = s.x[2 * i + 1];
        shifted[2 * i] = s.treated[i];
        shifted[2 * i + 1] = s.x[2 * i + 1];
    }
    sw_balance_data d = balance_of(&s);
    struct {
        const char *name;
        sw_balance_data d;
        sw_status want;
    } rows[] = {
        {"level", d, SW_EDOMAIN},      {"no columns", d, SW_EDOMAIN},
        {"y", d, SW_EDOMAIN},          {"x", d, SW_EDOMAIN},
        {"one arm", d, SW_ENODATA},    {"one cluster", d, SW_ENODATA},
        {"no overlap", d, SW_ENODATA}, {"the arm as x", d, SW_ENODATA},
    };
    rows[0].d.level = 1;
    rows[1].d.k = 0;
    rows[2].d.y = bad;
    rows[3].d.x = bad;
    rows[4].d.treated = all;
    rows[5].d.cluster = one;
    rows[6].d.x = apart;
    rows[7].d.x = shifted;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_balance_fit fit = {.ess = 42};
        double before[2] = {42}, after[2] = {42}, w[N] = {42};
        sw_error err = {0};
        sw_status st =
            sw_stats_balance(&fit, before, after, w, &rows[i].d, &err);
        if (st != rows[i].want || err.code != st)
            fail_msg("%s: %d %s", rows[i].name, (int)st, err.message);
        assert_close(fit.ess + before[0] + after[0] + w[0], 168, 0, 0,
                     rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raking_keeps_design_weights),
        cmocka_unit_test(trimming_is_done_inside),
        cmocka_unit_test(raking_to_the_sample_changes_nothing),
        cmocka_unit_test(margins_that_follow_from_others),
        cmocka_unit_test(raking_refuses),
        cmocka_unit_test(balance_does_not_depend_on_units),
        cmocka_unit_test(balance_takes_redundant_columns),
        cmocka_unit_test(balance_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
