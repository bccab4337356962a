#include <string.h>
#include <time.h>

#include "seatworth/stats.h"
#include "sw_test.h"

typedef struct fit_reference {
    const char *name;
    double location, scale, log_likelihood, aic, mean, se, df, restricted_mean;
} fit_reference;

#include "../reference/stats_interval.h"

static const sw_interval_data PLAIN = {
    .lower = LOWER, .upper = UPPER, .n = BINNED, .cap = 50, .level = .95};

static void assert_fit(const sw_interval_fit *f, const fit_reference *r)
{
    assert_string_equal(sw_family_name(f->family), r->name);
    assert_close(f->log_likelihood, r->log_likelihood, 1e-10, 0, r->name);
    assert_close(f->aic, r->aic, 1e-10, 0, r->name);
    assert_close(f->location, r->location, 1e-6, 0, r->name);
    assert_close(f->scale, r->scale, 1e-6, 0, r->name);
    assert_close(f->mean.estimate, r->mean, 1e-6, 0, r->name);
    assert_close(f->mean.se, r->se, 1e-5, 0, r->name);
    assert_close(f->mean.df, r->df, 0, 0, r->name);
    /* Against a mean of nothing. */
    assert_close(f->mean.statistic, f->mean.estimate / f->mean.se, 1e-12, 0,
                 r->name);
    assert_close(f->restricted_mean, r->restricted_mean, 1e-6, 0, r->name);
    assert_close(f->family_mean[f->family], f->mean.estimate, 0, 0, r->name);
    assert_close(f->family_aic[f->family], f->aic, 1e-15, 0, r->name);
}

static void check_table(sw_interval_data d, const fit_reference *want)
{
    for (int i = 0; i < 4; i++) {
        sw_interval_fit f;
        d.family = (sw_family)(SW_FAMILY_LOGNORMAL + i);
        assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
        assert_fit(&f, &want[i]);
    }
}

static void bins_agree_with_survreg(void **state)
{
    (void)state;
    check_table(PLAIN, BINS);
}

static void exact_answers_agree_with_r(void **state)
{
    (void)state;
    sw_interval_data d = PLAIN;
    d.n = COUNT(LOWER);
    check_table(d, WITH_EXACT);
}

static void the_hurdle_and_clusters_agree_with_r(void **state)
{
    (void)state;
    sw_interval_data d = PLAIN;
    d.lower = HURDLE_LOWER;
    d.upper = HURDLE_UPPER;
    d.n = COUNT(HURDLE_LOWER);
    d.hurdle = true;
    check_table(d, HURDLE);
    d.cluster = CLUSTER;
    check_table(d, CLUSTERED);
}

static void auto_takes_the_smallest_aic(void **state)
{
    (void)state;
    sw_interval_data d = PLAIN;
    sw_interval_fit f;
    assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
    assert_fit(&f, &BINS[0]);
    assert_true(isnan(f.family_mean[SW_FAMILY_AUTO]));
    for (int i = 0; i < 4; i++)
        assert_close(f.family_aic[i + 1], BINS[i].aic, 1e-10, 0, BINS[i].name);
    assert_int_equal(f.n_zero, 0);
    d.lower = HURDLE_LOWER;
    d.upper = HURDLE_UPPER;
    d.n = COUNT(HURDLE_LOWER);
    d.hurdle = true;
    assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
    assert_int_equal(f.n_zero, 12);
    assert_close(f.zero_share, 12. / 92, 1e-15, 0, "zeros");
    assert_true(isnan(f.family_mean[SW_FAMILY_GAUSSIAN]));
}

/* Minutes into seconds: means and errors times 60, the choice the same. */
static void units_do_not_matter(void **state)
{
    (void)state;
    double lower[COUNT(LOWER)], upper[COUNT(LOWER)];
    for (size_t i = 0; i < COUNT(LOWER); i++) {
        lower[i] = 60 * LOWER[i];
        upper[i] = 60 * UPPER[i];
    }
    sw_interval_data d = PLAIN;
    for (int i = 1; i <= 4; i++) {
        sw_interval_fit f, g;
        d = PLAIN;
        d.family = (sw_family)i;
        assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
        d.lower = lower;
        d.upper = upper;
        d.cap *= 60;
        assert_int_equal(SW_OK, sw_stats_interval_fit(&g, &d, NULL));
        assert_close(g.mean.estimate, 60 * f.mean.estimate, 1e-9, 0, "mean");
        assert_close(g.mean.se, 60 * f.mean.se, 1e-7, 0, "se");
        assert_close(g.restricted_mean, 60 * f.restricted_mean, 1e-9, 0, "cap");
        assert_close(g.log_likelihood, f.log_likelihood, 1e-11, 0, "log L");
    }
}

static void an_infinite_cap_gives_the_mean(void **state)
{
    (void)state;
    for (int i = 1; i <= 4; i++) {
        sw_interval_data d = PLAIN;
        sw_interval_fit f;
        d.family = (sw_family)i;
        d.cap = 1e9;
        assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
        assert_close(f.restricted_mean, f.mean.estimate, 1e-9, 0, "1e9");
        d.cap = INFINITY;
        assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
        assert_close(f.restricted_mean, f.mean.estimate, 0, 0, "infinite");
    }
}

/* Losses of time: only the gaussian can be chosen. */
static void negative_answers_need_the_gaussian(void **state)
{
    (void)state;
    const double lower[] = {-30, -10, -10, 0, 0, 10, 10, 30, 5};
    const double upper[] = {-10, 0, 0, 10, 10, 30, 30, INFINITY, 5};
    sw_interval_data d = {.lower = lower,
                          .upper = upper,
                          .n = COUNT(lower),
                          .cap = 60,
                          .level = .95};
    sw_interval_fit f;
    assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
    assert_int_equal(f.family, SW_FAMILY_GAUSSIAN);
    assert_true(isnan(f.family_mean[SW_FAMILY_LOGNORMAL]));
    d.family = SW_FAMILY_WEIBULL;
    assert_int_equal(SW_EDOMAIN, sw_stats_interval_fit(&f, &d, NULL));
}

/* Exact answers: the closed form of the normal's likelihood. */
static void exact_gaussian_answers_have_their_mean(void **state)
{
    (void)state;
    const double y[] = {1, 2, 4, 7, 11};
    sw_interval_data d = {.lower = y,
                          .upper = y,
                          .n = 5,
                          .cap = 60,
                          .family = SW_FAMILY_GAUSSIAN,
                          .level = .95};
    sw_interval_fit f;
    assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
    assert_close(f.mean.estimate, 5, 1e-10, 0, "mean");
    assert_close(f.scale, sqrt(66. / 5), 1e-10, 0, "scale");
    assert_close(f.mean.se, sqrt(66. / 25), 1e-7, 0, "se");
}

static void five_hundred_answers_take_milliseconds(void **state)
{
    (void)state;
    enum { ANSWERS = 500, REPEATS = 10 };
    double lower[ANSWERS], upper[ANSWERS];
    for (int i = 0; i < ANSWERS; i++) {
        lower[i] = LOWER[i % BINNED];
        upper[i] = UPPER[i % BINNED];
    }
    sw_interval_data d = {
        .lower = lower, .upper = upper, .n = ANSWERS, .cap = 120, .level = .95};
    sw_interval_fit f;
    clock_t start = clock();
    for (int i = 0; i < REPEATS; i++)
        assert_int_equal(SW_OK, sw_stats_interval_fit(&f, &d, NULL));
    double ms = 1e3 * (double)(clock() - start) / CLOCKS_PER_SEC / REPEATS;
    print_message("# interval fit of 500 answers: %.2f ms\n", ms);
    assert_true(ms < 100); /* about 1 ms; sanitizers and a busy machine */
}

/* clang-format off */
static const struct {
    const char *says;
    double lower[4], upper[4];
    size_t n;
    bool hurdle;
    sw_family family;
    double cap, level;
    sw_status want;
} REFUSES[] = {
    {"every answer is none", {0, 0, 0}, {0, 0, 0}, 3, true, 0, 60, .95, SW_ENODATA},
    {"all answers are in one bin", {10, 10, 10}, {20, 20, 20}, 3, false, 0, 60, .95, SW_ENODATA},
    {"fewer than 2 distinct", {10, 10, 10}, {10, 10, 10}, 3, false, 0, 60, .95, SW_ENODATA},
    {"open bin", {30, 30, 60}, {INFINITY, INFINITY, INFINITY}, 3, false, 0, 60, .95, SW_ENODATA},
    {"do not fix", {0, 0, 10}, {10, 10, 20}, 3, false, 0, 60, .95, SW_ENODATA},
    {"1 answers", {1}, {5}, 1, false, 0, 60, .95, SW_ENODATA},
    {"answer 1: lower", {1, 9, 3}, {5, 8, 5}, 3, false, 0, 60, .95, SW_EDOMAIN},
    {"answer 2 is not", {1, 5, NAN}, {5, 8, 5}, 3, false, 0, 60, .95, SW_EDOMAIN},
    {"answer 0 says nothing", {0, 5, 3}, {INFINITY, 8, 5}, 3, false, 0, 60, .95, SW_EDOMAIN},
    {"answer 0: [0, 0]", {0, 5, 3}, {0, 8, 5}, 3, false, SW_FAMILY_GAMMA, 60, .95, SW_EDOMAIN},
    {"answer 0: [-5, 0]", {-5, 5, 3}, {0, 8, 5}, 3, true, 0, 60, .95, SW_EDOMAIN},
    {"cap", {1, 5, 3}, {2, 8, 5}, 3, false, 0, 0, .95, SW_EDOMAIN},
    {"level", {1, 5, 3}, {2, 8, 5}, 3, false, 0, 60, 1, SW_EDOMAIN},
    {"unknown family", {1, 5, 3}, {2, 8, 5}, 3, false, (sw_family)7, 60, .95, SW_EDOMAIN},
};
/* clang-format on */

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        sw_interval_data d = {.lower = REFUSES[i].lower,
                              .upper = REFUSES[i].upper,
                              .n = REFUSES[i].n,
                              .hurdle = REFUSES[i].hurdle,
                              .family = REFUSES[i].family,
                              .cap = REFUSES[i].cap,
                              .level = REFUSES[i].level};
        sw_interval_fit f = {.scale = -99};
        sw_error err = {0};
        sw_status st = sw_stats_interval_fit(&f, &d, &err);
        if (st != REFUSES[i].want || strstr(err.message, REFUSES[i].says) == 0)
            fail_msg("%s: got %s: %s", REFUSES[i].says, sw_status_name(st),
                     err.message);
        assert_close(f.scale, -99, 0, 0, REFUSES[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bins_agree_with_survreg),
        cmocka_unit_test(exact_answers_agree_with_r),
        cmocka_unit_test(the_hurdle_and_clusters_agree_with_r),
        cmocka_unit_test(auto_takes_the_smallest_aic),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(an_infinite_cap_gives_the_mean),
        cmocka_unit_test(negative_answers_need_the_gaussian),
        cmocka_unit_test(exact_gaussian_answers_have_their_mean),
        cmocka_unit_test(five_hundred_answers_take_milliseconds),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/interval", tests, NULL, NULL);
}
