/* test_stats_small_sample.c - the mean of few answers as a posterior. */
#include "stats/small_sample.h"

#include <math.h>

#include "sw_test.h"

enum { MOST = 60 };
static const double CAP = 120;

/* n answers of the same range, then more of another. */
typedef struct answers {
    double lower, upper;
    size_t n;
} answers;

/* From a grid of 2,801 log means and 641 spreads in NumPy, Beta's distribution
 * by SciPy: an integration by other means. */
static const struct {
    const char *name;
    answers a, b;
    double mean, sd;
    double p025, p10, p50, p90, p975;
} CASES[] = {
    {"one answer of 30",
     {30, 30, 1},
     {0},
     28.182308,
     18.350376,
     2.7949,
     7.16192,
     24.6585,
     54.8099,
     71.2043},
    {"two of 30",
     {30, 30, 2},
     {0},
     32.300786,
     15.403586,
     8.29901,
     14.2809,
     29.991,
     53.947,
     67.9864},
    {"20 and 40",
     {20, 20, 1},
     {40, 40, 1},
     31.356821,
     15.415407,
     7.70865,
     13.3695,
     28.959,
     53.1176,
     67.0212},
    {"59 none, one of 1 to 5",
     {0, 0, 59},
     {1, 5, 1},
     0.15345214,
     0.28411087,
     0.0032075,
     0.00986478,
     0.0632641,
     0.365265,
     0.902465},
    {"all 1 to 5",
     {1, 5, 60},
     {0},
     2.3551848,
     0.3372666,
     1.73755,
     1.93114,
     2.34013,
     2.7974,
     3.0572},
    {"open at the top, one none",
     {60, INFINITY, 3},
     {0, 0, 1},
     56.328279,
     19.071802,
     19.7526,
     30.8391,
     56.5154,
     81.4392,
     92.1412},
};

static sw_distribution posterior(const answers *a, const answers *b)
{
    double lower[2 * MOST], upper[2 * MOST];
    size_t n = 0;
    for (const answers *x = a; x != NULL; x = x == a ? b : NULL)
        for (size_t i = 0; i < x->n; i++, n++) {
            lower[n] = x->lower;
            upper[n] = x->upper;
        }
    sw_distribution d;
    sw_error err = {0};
    if (sw_small_sample_mean(&d, lower, upper, n, CAP, &err) != SW_OK)
        fail_msg("%s", err.message);
    assert_int_equal(SW_OK, sw_distribution_check(&d, NULL));
    return d;
}

static void agrees_with_an_integration_on_a_grid(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        sw_distribution d = posterior(&CASES[i].a, &CASES[i].b);
        const char *name = CASES[i].name;
        assert_close(sw_distribution_mean(&d), CASES[i].mean, 5e-6, 0, name);
        assert_close(sw_distribution_sd(&d), CASES[i].sd, 5e-6, 0, name);
        const double at[] = {.025, .1, .5, .9, .975};
        const double want[] = {CASES[i].p025, CASES[i].p10, CASES[i].p50,
                               CASES[i].p90, CASES[i].p975};
        for (size_t k = 0; k < COUNT(at); k++)
            assert_close(sw_distribution_quantile(&d, at[k]), want[k], 1e-3, 0,
                         name);
        sw_distribution_clear(&d);
    }
}

/* METHODS' figure, made on a coarser grid. */
static void one_answer_of_30_has_the_published_mean(void **state)
{
    (void)state;
    sw_distribution d = posterior(&(answers){30, 30, 1}, &(answers){0});
    assert_close(sw_distribution_mean(&d), 28.4, 1e-2, 0, "mean");
    sw_distribution_clear(&d);
}

/* Draws at equally spaced probabilities have the moments that it states, and
 * the distribution is that of the draws. */
static void the_table_is_drawn_as_it_says(void **state)
{
    (void)state;
    enum { DRAWS = 200000 };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        sw_distribution d = posterior(&CASES[i].a, &CASES[i].b);
        double sum = 0, squares = 0, last = -INFINITY;
        for (size_t k = 0; k < DRAWS; k++) {
            double x = sw_distribution_draw(&d, ((double)k + 0.5) / DRAWS);
            assert_true(x >= last && x >= 0 && x <= CAP);
            last = x;
            sum += x / DRAWS;
            squares += x * x / DRAWS;
        }
        assert_close(sum, sw_distribution_mean(&d), 1e-4, 0, CASES[i].name);
        assert_close(sqrt(squares - sum * sum), sw_distribution_sd(&d), 2e-3, 0,
                     CASES[i].name);
        double q = sw_distribution_quantile(&d, 0.3);
        assert_close(sw_distribution_cdf(&d, q), 0.3, 1e-9, 0, CASES[i].name);
        sw_distribution_clear(&d);
    }
}

static void more_answers_of_a_kind_narrow_it(void **state)
{
    (void)state;
    double sd = INFINITY;
    for (size_t n = 1; n <= 32; n *= 2) {
        sw_distribution d = posterior(&(answers){30, 30, n}, &(answers){0});
        assert_true(sw_distribution_sd(&d) < sd);
        sd = sw_distribution_sd(&d);
        assert_true(sd > 0);
        sw_distribution_clear(&d);
    }
}

static void refuses_what_is_no_answer(void **state)
{
    (void)state;
    const struct {
        double lower, upper, cap;
        size_t n;
        sw_status want;
    } bad[] = {{0, 5, CAP, 0, SW_ENODATA},
               {-1, 5, CAP, 1, SW_EDOMAIN},
               {5, 1, CAP, 1, SW_EDOMAIN},
               {NAN, 1, CAP, 1, SW_EDOMAIN},
               {INFINITY, INFINITY, CAP, 1, SW_EDOMAIN},
               {1, 5, 0, 1, SW_EDOMAIN}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        sw_distribution d = sw_constant(7);
        assert_int_equal(bad[i].want,
                         sw_small_sample_mean(&d, &bad[i].lower, &bad[i].upper,
                                              bad[i].n, bad[i].cap, NULL));
        assert_int_equal(d.kind, SW_DIST_CONSTANT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_an_integration_on_a_grid),
        cmocka_unit_test(one_answer_of_30_has_the_published_mean),
        cmocka_unit_test(the_table_is_drawn_as_it_says),
        cmocka_unit_test(more_answers_of_a_kind_narrow_it),
        cmocka_unit_test(refuses_what_is_no_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
