/* Uniforms, normals and correlated draws. */
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "base/sort.h"
#include "decision_case.h"
#include "simulation/draw_plan.h"

static void the_normal_table_keeps_nine_digits(void **state)
{
    (void)state;
    const sw_normal_table *t = sw_normal_table_get();
    for (int k = 1; k < 200000; k++) {
        double u = k / 200000.0, z;
        sw_normal_table_quantiles(&z, t, &u, 1);
        assert_close(z, gsl_cdf_ugaussian_Pinv(u), 0, 3e-10, "middle");
    }
    for (double u = 0.3; u > 1e-17; u *= 0.93) {
        double pair[] = {u, 1 - u}, z[2];
        sw_normal_table_quantiles(z, t, pair, 2);
        assert_close(z[0], gsl_cdf_ugaussian_Pinv(u), 0, 3e-10, "lower tail");
        if (pair[1] < 1)
            assert_close(z[1], gsl_cdf_ugaussian_Pinv(pair[1]), 0, 3e-10,
                         "upper tail");
    }
}

static void sorts_as_qsort_does(void **state)
{
    (void)state;
    enum { N = 5000 };
    static double x[N], scratch[N];
    for (size_t n = 0; n <= N; n = n < 70 ? n + 1 : n * 3) {
        for (size_t i = 0; i < n; i++)
            x[i] = (i % 7 == 0 ? -1e300 : 1e-3) *
                   (double)((i * 7919 + 13) % 104729);
        sw_sort_many(x, scratch, n);
        for (size_t i = 1; i < n; i++)
            assert_true(x[i - 1] <= x[i]);
    }
}

#define TOGETHER                                                               \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": "         \
    "{\"triangular\": [40, 60, 90]}, \"realisation\": {\"pert\": [0.25, 0.5, " \
    "0.75]}, \"persistence\": {\"uniform\": [0.5, 1]}}, \"benefits\": "        \
    "[{\"id\": \"time\", \"kind\": \"time-saved\"}], \"correlations\": ["      \
    "{\"a\": \"assumptions.realisation\", \"b\": \"effect\", \"rank\": -0.3}," \
    "{\"a\": \"assumptions.hourly_cost\", \"b\": "                             \
    "\"assumptions.realisation\", \"rank\": 0.6}]"

typedef struct ranked {
    double x;
    size_t at;
} ranked;

static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return (x->x > y->x) - (x->x < y->x);
}

static double spearman(const double *x, const double *y, size_t n)
{
    double *rank[2] = {calloc(n, sizeof(double)), calloc(n, sizeof(double))};
    ranked *r = calloc(n, sizeof *r);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < n; i++)
            r[i] = (ranked){k == 0 ? x[i] : y[i], i};
        qsort(r, n, sizeof *r, by_value);
        for (size_t i = 0; i < n; i++)
            rank[k][r[i].at] = (double)i - ((double)n - 1) / 2;
    }
    double xy = 0, xx = 0;
    for (size_t i = 0; i < n; i++) {
        xy += rank[0][i] * rank[1][i];
        xx += rank[0][i] * rank[0][i];
    }
    free(rank[0]);
    free(rank[1]);
    free(r);
    return xy / xx;
}

enum { BLOCKS = 32, DRAWS = BLOCKS * SW_BLOCK };

/* One replicate's draws of an input. */
static double *column_of(const sw_draw_plan *plan, size_t id)
{
    double *x = calloc(DRAWS, sizeof *x);
    sw_draw_block b;
    assert_int_equal(SW_OK, sw_draw_block_init(&b, plan, NULL));
    for (size_t k = 0; k < BLOCKS; k++) {
        sw_draw_block_fill(&b, plan, 0, k * SW_BLOCK, SW_BLOCK);
        memcpy(x + k * SW_BLOCK, b.column[id], SW_BLOCK * sizeof *x);
    }
    sw_draw_block_clear(&b);
    return x;
}

static void draws_have_the_rank_correlations_asked_for(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, TOGETHER, 20);
    sw_input_define(
        sw_inputs_at(&c.e->inputs, SW_IN_EFFECT),
        (sw_distribution){.kind = SW_DIST_STUDENT_T, .p = {20, 5, 12}},
        SW_MEASURED);
    c.f.pilot->draws = DRAWS * SW_REPLICATES;
    sw_draw_plan plan;
    assert_int_equal(SW_OK, sw_draw_plan_init(&plan, c.e, NULL));
    assert_int_equal(plan.n_together, 3);
    double *effect = column_of(&plan, SW_IN_EFFECT);
    double *wage = column_of(&plan, SW_IN_HOURLY_COST);
    double *realised = column_of(&plan, SW_IN_REALISATION);
    double *lasting = column_of(&plan, SW_IN_PERSISTENCE);
    assert_close(spearman(realised, effect, DRAWS), -0.3, 0, 2e-3, "asked");
    assert_close(spearman(wage, realised, DRAWS), 0.6, 0, 2e-3, "asked");
    assert_close(spearman(wage, effect, DRAWS), 0, 0, 2e-3, "not asked");
    assert_close(spearman(lasting, effect, DRAWS), 0, 0, 2e-3, "apart");
    double mean = 0;
    for (size_t i = 0; i < DRAWS; i++)
        mean += wage[i] / DRAWS;
    assert_close(mean, (40 + 60 + 90) / 3.0, 1e-4, 0, "margin kept");
    free(effect);
    free(wage);
    free(realised);
    free(lasting);
    sw_draw_plan_clear(&plan);
    money_close(&c);
}

/* A block of the segments' draws, and the effect of all seats. */
static void draw_segments(double theta[2][SW_BLOCK], double *effect,
                          const sw_economics *e)
{
    sw_draw_plan plan;
    sw_draw_block b;
    assert_int_equal(SW_OK, sw_draw_plan_init(&plan, e, NULL));
    assert_int_equal(SW_OK, sw_draw_block_init(&b, &plan, NULL));
    sw_draw_block_fill(&b, &plan, 3, 0, SW_BLOCK);
    for (size_t g = 0; g < 2; g++)
        memcpy(theta[g], b.segment[g], SW_BLOCK * sizeof(double));
    memcpy(effect, b.column[SW_IN_EFFECT], SW_BLOCK * sizeof(double));
    sw_draw_block_clear(&b);
    sw_draw_plan_clear(&plan);
}

/* The seats of one segment, times ten, move no segment's draws: all seats'
 * effect follows the segments', and not the other way round. */
static void seats_of_a_segment_move_no_segment(void **state)
{
    (void)state;
    static double theta[2][2][SW_BLOCK], effect[2][SW_BLOCK];
    money_case c;
    two_segments t;
    open_case(&c, SAMPLE_CONTRACT, CASE, 25, 12);
    split_with(&t, &c.evidence, 32, 18, 3, 5);
    draw_segments(theta[0], effect[0], c.e);
    t.segment[1].seats *= 10;
    draw_segments(theta[1], effect[1], c.e);
    assert_memory_equal(theta[0], theta[1], sizeof theta[0]);
    for (size_t i = 0; i < SW_BLOCK; i++) {
        double first = theta[0][0][i], second = theta[0][1][i];
        assert_close(effect[0][i], (first + second) / 2, 1e-12, 1e-12, "even");
        assert_close(effect[1][i], (first + 10 * second) / 11, 1e-12, 1e-12,
                     "by seats");
    }
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_normal_table_keeps_nine_digits),
        cmocka_unit_test(sorts_as_qsort_does),
        cmocka_unit_test(draws_have_the_rank_correlations_asked_for),
        cmocka_unit_test(seats_of_a_segment_move_no_segment),
    };
    return cmocka_run_group_tests_name("draws", tests, NULL, NULL);
}
