/* Fits of many rows: the same figures as from few, by another way. */
#include <stdlib.h>

#include "seatworth/stats_regression.h"
#include "sw_test.h"

enum { PIECE = 500, COPIES = 48, N = PIECE * COPIES, K = 3, GROUPS = 25 };

typedef struct sample {
    double *x, *y, *weights;
    size_t *cluster;
} sample;

static double noise(size_t i, double seed)
{
    double wave = sin(seed * (double)(i + 1)) * 43758.5453;
    return wave - floor(wave);
}

/* COPIES copies of the same rows; clusters of their own in each copy, or not.
 */
static int setup(void **state)
{
    sample *s = calloc(1, sizeof *s);
    s->x = calloc(N * K, sizeof *s->x);
    s->y = calloc(N, sizeof *s->y);
    s->weights = calloc(N, sizeof *s->weights);
    s->cluster = calloc(N, sizeof *s->cluster);
    for (size_t i = 0; i < N; i++) {
        size_t r = i % PIECE;
        s->cluster[i] = r * 7 % GROUPS;
        s->x[K * i] = s->cluster[i] % 2 == 0;
        s->x[K * i + 1] = 1000 + noise(r, 12.9898);
        s->x[K * i + 2] = noise(r, 78.233) + .5 * s->x[K * i + 1];
        s->y[i] = 2 * s->x[K * i] + s->x[K * i + 2] + noise(r, 3.7) +
                  .1 * (double)(s->cluster[i] % 4);
        s->weights[i] = .5 + noise(r, 5.1);
    }
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    sample *s = *state;
    free(s->x);
    free(s->y);
    free(s->weights);
    free(s->cluster);
    free(s);
    return 0;
}

static sw_regression model_of(const sample *s, size_t n, sw_vcov vcov)
{
    return (sw_regression){.y = s->y,
                           .x = s->x,
                           .n = n,
                           .k = K,
                           .cluster = s->cluster,
                           .vcov = vcov,
                           .level = .95};
}

/* Copies leave the coefficients alone; errors by cluster too, as X'X and the
 * scores grow alike; the others fall by a known factor. */
static void copies_change_what_they_must(void **state)
{
    const sample *s = *state;
    static const sw_vcov kinds[] = {SW_VCOV_CLASSICAL, SW_VCOV_HC0, SW_VCOV_HC2,
                                    SW_VCOV_CR1, SW_VCOV_CR2};
    for (int weighted = 0; weighted < 2; weighted++)
        for (size_t v = 0; v < COUNT(kinds); v++) {
            sw_regression few = model_of(s, PIECE, kinds[v]);
            sw_regression many = model_of(s, N, kinds[v]);
            /* Weighted CR2 takes matrices as large as the clusters. */
            if (weighted && kinds[v] == SW_VCOV_CR2)
                continue;
            few.weights = many.weights = weighted ? s->weights : NULL;
            sw_estimate a[K + 1], b[K + 1];
            assert_int_equal(SW_OK, sw_stats_ols(a, &few, NULL));
            assert_int_equal(SW_OK, sw_stats_ols(b, &many, NULL));
            double p = K + 1, factor = 1;
            if (kinds[v] == SW_VCOV_CLASSICAL)
                factor = sqrt((PIECE - p) / (N - p));
            if (kinds[v] == SW_VCOV_HC0)
                factor = sqrt(1.0 / COPIES);
            if (kinds[v] == SW_VCOV_CR1)
                factor =
                    sqrt((N - 1.0) / (N - p) * (PIECE - p) / (PIECE - 1.0));
            for (size_t j = 0; j <= K; j++) {
                assert_close(b[j].estimate, a[j].estimate, 1e-9, 0, "b");
                if (kinds[v] == SW_VCOV_HC2)
                    assert_true(b[j].se < a[j].se / 6.5);
                else
                    assert_close(b[j].se, factor * a[j].se, 1e-9, 0, "se");
                if (kinds[v] == SW_VCOV_CR2)
                    assert_close(b[j].df, a[j].df, 1e-8, 0, "df");
            }
        }
}

/* Labels too large to count by are sorted, into the same clusters. */
static void labels_do_not_matter(void **state)
{
    const sample *s = *state;
    size_t *far = calloc(N, sizeof *far);
    for (size_t i = 0; i < N; i++)
        far[i] = ((size_t)1 << 40) - s->cluster[i] * 999;
    sw_estimate a[K + 1], b[K + 1];
    sw_regression m = model_of(s, N, SW_VCOV_CR2);
    assert_int_equal(SW_OK, sw_stats_ols(a, &m, NULL));
    m.cluster = far;
    assert_int_equal(SW_OK, sw_stats_ols(b, &m, NULL));
    for (size_t j = 0; j <= K; j++) {
        assert_close(b[j].se, a[j].se, 1e-10, 0, "se");
        assert_close(b[j].df, a[j].df, 1e-9, 0, "df");
    }
    free(far);
}

/* Columns that products cannot tell apart keep the slow way's answers. */
static void ill_conditioned_columns_are_told_apart(void **state)
{
    const sample *s = *state;
    double *x = calloc(2 * N, sizeof *x), *y = calloc(N, sizeof *y);
    for (size_t i = 0; i < N; i++) {
        x[2 * i] = noise(i, 1.7);
        x[2 * i + 1] = x[2 * i] + 1e-6 * noise(i, 2.3);
        y[i] = 3 * x[2 * i] - 2 * x[2 * i + 1] + 1e-9 * noise(i, 4.1);
    }
    sw_regression m = model_of(s, N, SW_VCOV_CR1);
    sw_estimate e[3];
    m.x = x;
    m.y = y;
    m.k = 2;
    assert_int_equal(SW_OK, sw_stats_ols(e, &m, NULL));
    assert_close(e[1].estimate, 3, 1e-3, 0, "b1");
    assert_close(e[2].estimate, -2, 1e-3, 0, "b2");
    for (size_t i = 0; i < N; i++)
        x[2 * i + 1] = 2 * x[2 * i];
    assert_int_equal(SW_ENODATA, sw_stats_ols(e, &m, NULL));
    free(x);
    free(y);
}

static void one_cluster_is_refused(void **state)
{
    const sample *s = *state;
    size_t *one = calloc(N, sizeof *one);
    sw_regression m = model_of(s, N, SW_VCOV_CR1);
    sw_estimate e[K + 1] = {{.estimate = 42}};
    m.cluster = one;
    assert_int_equal(SW_ENODATA, sw_stats_ols(e, &m, NULL));
    assert_close(e[0].estimate, 42, 0, 0, "untouched");
    free(one);
}

/* With the intercept alone and equal clusters, CR2 is the variance of the
 * cluster means with G - 1 degrees of freedom. */
static void cr2_of_a_mean_is_that_of_cluster_means(void **state)
{
    const sample *s = *state;
    static const size_t rows[] = {PIECE, N};
    for (size_t r = 0; r < COUNT(rows); r++) {
        double mean[GROUPS] = {0}, grand = 0, squares = 0;
        size_t n = rows[r];
        for (size_t i = 0; i < n; i++)
            mean[s->cluster[i]] += s->y[i] * GROUPS / (double)n;
        for (size_t g = 0; g < GROUPS; g++)
            grand += mean[g] / GROUPS;
        for (size_t g = 0; g < GROUPS; g++)
            squares += (mean[g] - grand) * (mean[g] - grand);
        sw_regression m = model_of(s, n, SW_VCOV_CR2);
        sw_estimate e;
        m.k = 0;
        assert_int_equal(SW_OK, sw_stats_ols(&e, &m, NULL));
        assert_close(e.se, sqrt(squares / GROUPS / (GROUPS - 1)), 1e-10, 0,
                     "se");
        assert_close(e.df, GROUPS - 1, 1e-10, 0, "df");
    }
}

/* Groups of copies: the profile likelihood of many rows is exact as well. */
static void mixed_of_many_rows_agrees_with_its_limit(void **state)
{
    const sample *s = *state;
    sw_regression m = model_of(s, N, SW_VCOV_CLASSICAL);
    sw_estimate e[K + 1];
    sw_mixed_fit fit;
    assert_int_equal(SW_OK, sw_stats_mixed(e, &fit, &m, NULL));
    assert_int_equal(fit.groups, GROUPS);
    assert_true(fit.sd_group > 0);
    /* Large groups: the within slope, which group dummies give as well. */
    double *x = calloc(N * (GROUPS + 1), sizeof *x);
    for (size_t i = 0; i < N; i++) {
        double *row = x + i * (GROUPS + 1);
        row[0] = s->x[K * i + 1];
        row[1] = s->x[K * i + 2];
        if (s->cluster[i] > 0)
            row[1 + s->cluster[i]] = 1;
    }
    sw_estimate f[GROUPS + 2];
    sw_regression within = model_of(s, N, SW_VCOV_CLASSICAL);
    within.x = x;
    within.k = GROUPS + 1;
    assert_int_equal(SW_OK, sw_stats_ols(f, &within, NULL));
    assert_close(e[3].estimate, f[2].estimate, 1e-4, 0, "slope");
    assert_close(e[3].se, f[2].se, 1e-2, 0, "se");
    free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_change_what_they_must),
        cmocka_unit_test(labels_do_not_matter),
        cmocka_unit_test(ill_conditioned_columns_are_told_apart),
        cmocka_unit_test(one_cluster_is_refused),
        cmocka_unit_test(cr2_of_a_mean_is_that_of_cluster_means),
        cmocka_unit_test(mixed_of_many_rows_agrees_with_its_limit),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
