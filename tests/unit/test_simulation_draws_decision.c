/* What draws decide: small cases by hand, the two-action normal, invariants. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "simulation/draws_decision.h"
#include "sw_test.h"

static double normal(sw_random *r)
{
    return gsl_cdf_ugaussian_Pinv(sw_random_uniform(r));
}

static double *numbers(size_t n)
{
    double *v = calloc(n, sizeof *v);
    assert_non_null(v);
    return v;
}

/* Value of knowing a normal net benefit against 0:
 * s phi(m / s) + m Phi(m / s) - max(0, m). */
static double two_actions(double m, double s)
{
    return s * gsl_ran_ugaussian_pdf(m / s) + m * gsl_cdf_ugaussian_P(m / s) -
           fmax(0, m);
}

/* Option: 0 0 0 0, 4 -2 0 -6, 1 1 -1 3. Best of a draw: 4, 1, 0 (a tie of the
 * first two), 3; means 0, -1, 1; mean of the best 2. */
static void agrees_with_a_case_by_hand(void **state)
{
    (void)state;
    const double net[] = {0, 0, 0, 0, 4, -2, 0, -6, 1, 1, -1, 3};
    sw_option_worth w[3];
    sw_draws_choice c;
    sw_benefit_draws d = {net, 3, 4};
    assert_int_equal(SW_OK, sw_draws_choose(w, &c, &d, NULL));
    assert_int_equal(2, c.best);
    assert_close(c.evpi, 1, 1e-15, 0, "EVPI");
    /* losses of option 2: 3 0 1 0, sd sqrt(2), over sqrt(4) */
    assert_close(c.evpi_se, sqrt(2.0) / 2, 1e-15, 0, "its error");
    const double mean[] = {0, -1, 1}, best[] = {.125, .375, .5};
    const double loss[] = {2, 3, 1};
    const double sd[] = {0, sqrt(52.0 / 3), sqrt(8.0 / 3)};
    for (size_t o = 0; o < 3; o++) {
        assert_close(w[o].mean, mean[o], 1e-15, 0, "mean");
        assert_close(w[o].sd, sd[o], 1e-15, 0, "sd");
        assert_close(w[o].probability_best, best[o], 1e-15, 0, "best");
        assert_close(w[o].expected_loss, loss[o], 1e-15, 0, "loss");
    }
}

static void agrees_with_the_two_action_normal(void **state)
{
    (void)state;
    enum { N = 20000 };
    double *net = numbers(2 * N);
    const double m = -60, s = 180;
    for (size_t i = 0; i < N; i++)
        net[N + i] = m + s * gsl_cdf_ugaussian_Pinv(((double)i + .5) / N);
    sw_option_worth w[2];
    sw_draws_choice c;
    sw_benefit_draws d = {net, 2, N};
    assert_int_equal(SW_OK, sw_draws_choose(w, &c, &d, NULL));
    assert_close(c.evpi, two_actions(m, s), 1e-4, 0, "EVPI");
    assert_close(w[1].mean, m, 1e-12, 0, "mean");
    assert_close(w[1].probability_best, gsl_cdf_ugaussian_P(m / s), 0, 1.0 / N,
                 "chance of being best");
    free(net);
}

/* x (normal) and an irrelevant z; option 1 is m + s x + t e. */
typedef struct sample {
    double *net, *x, *z;
    sw_benefit_draws draws;
} sample;

static const double SHIFT = -60, SLOPE = 180, NOISE = 200;

static sample make_sample(size_t n, uint64_t seed)
{
    sample s = {numbers(3 * n), numbers(n), numbers(n), {0}};
    sw_random r;
    sw_random_init(&r, seed, 0);
    for (size_t i = 0; i < n; i++) {
        s.x[i] = normal(&r);
        s.z[i] = normal(&r);
        s.net[n + i] = SHIFT + SLOPE * s.x[i] + NOISE * normal(&r);
        s.net[2 * n + i] = -200 - 100 * s.x[i] + NOISE * normal(&r);
    }
    s.draws = (sw_benefit_draws){s.net, 2, n};
    return s;
}

static void free_sample(sample *s)
{
    free(s->net);
    free(s->x);
    free(s->z);
}

static double evppi_of(const sw_benefit_draws *d, const double *x, double *se)
{
    sw_partial_information p;
    assert_int_equal(SW_OK, sw_draws_evppi(&p, d, x, 1, NULL));
    if (se != NULL)
        *se = p.se;
    return p.value;
}

/* Within three standard errors, and near: 2 % at 20,000 draws. */
static void finds_the_value_of_a_parameter(void **state)
{
    (void)state;
    double want = two_actions(SHIFT, SLOPE), total = 0;
    enum { RUNS = 5, N = 20000 };
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        sample s = make_sample(N, seed);
        double se, value = evppi_of(&s.draws, s.x, &se);
        assert_close(value, want, 0, 3 * se, "EVPPI");
        assert_true(se > 0.2 && se < 2);
        total += value / RUNS;
        free_sample(&s);
    }
    assert_close(total, want, 0.02, 0, "mean EVPPI");
}

/* What is usual: the mean of each of 25 bins, with no word on their noise. */
static double by_bins(const double *net, const double *x, size_t n)
{
    enum { BINS = 25 };
    double total[BINS] = {0}, all = 0, best = 0;
    for (size_t i = 0; i < n; i++) {
        double u = gsl_cdf_ugaussian_P(x[i]) * BINS;
        total[u < BINS ? (size_t)u : BINS - 1] += net[i];
        all += net[i];
    }
    for (size_t b = 0; b < BINS; b++)
        best += fmax(0, total[b]);
    return (best - fmax(0, all)) / (double)n;
}

/* 1,000 draws, true value 0: the bins find 7.0, the regression 0.25. */
static void finds_nothing_in_an_irrelevant_parameter(void **state)
{
    (void)state;
    enum { RUNS = 20, N = 1000 };
    double total = 0, bins = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        sample s = make_sample(N, seed);
        for (size_t i = 0; i < N; i++)
            s.net[N + i] += 40; /* near a tie, where noise weighs most */
        total += evppi_of(&s.draws, s.z, NULL) / RUNS;
        bins += by_bins(s.net + N, s.z, N) / RUNS;
        free_sample(&s);
    }
    assert_true(bins > 5);
    assert_true(total >= 0 && total < 0.5);
}

static void knows_all_from_a_parameter_that_is_all(void **state)
{
    (void)state;
    enum { N = 4000 };
    sample s = make_sample(N, 3);
    for (size_t i = 0; i < N; i++)
        s.net[N + i] = SHIFT + SLOPE * s.x[i];
    sw_option_worth w[2];
    sw_draws_choice c;
    assert_int_equal(SW_OK, sw_draws_choose(w, &c, &s.draws, NULL));
    assert_close(evppi_of(&s.draws, s.x, NULL), c.evpi, 1e-9, 0, "all");
    free_sample(&s);
}

/* Two values: the means of the two groups are the conditional expectations.
 * x = 0: 3 and -1 alternate, mean 1; x = 1: -4 and -2, mean -3; overall -1.
 * E max = (1 + 0) / 2, max E = 0. */
static void uses_the_means_of_a_parameter_of_few_values(void **state)
{
    (void)state;
    enum { N = 4000 };
    double *net = numbers(2 * N), *x = numbers(N);
    const double cycle[] = {3, -4, -1, -2};
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i % 2);
        net[N + i] = cycle[i % 4];
    }
    sw_benefit_draws d = {net, 2, N};
    double se;
    assert_close(evppi_of(&d, x, &se), 0.5, 1e-6, 0, "two values");
    for (size_t i = 0; i < N; i++)
        x[i] = 7;
    assert_close(evppi_of(&d, x, &se), 0, 0, 0, "a constant");
    free(net);
    free(x);
}

/* Adding the same to all options in a draw changes nothing; neither does the
 * order of the options. */
static void is_invariant(void **state)
{
    (void)state;
    enum { N = 2000 };
    sample s = make_sample(N, 8);
    s.draws.n_options = 3;
    double se, value = evppi_of(&s.draws, s.x, &se);
    double *moved = numbers(3 * N);
    for (size_t i = 0; i < 3 * N; i++)
        moved[i] = s.net[(i + N) % (3 * N)];
    sw_benefit_draws d = {moved, 3, N};
    double se2;
    assert_close(evppi_of(&d, s.x, &se2), value, 1e-10, 0, "permutation");
    assert_close(se2, se, 1e-9, 0, "its error");
    for (size_t i = 0; i < 3 * N; i++)
        moved[i] = s.net[i] + 1000 * s.z[i % N];
    assert_close(evppi_of(&d, s.x, &se2), value, 1e-9, 0, "shift");
    sw_option_worth w[3], w2[3];
    sw_draws_choice c, c2;
    assert_int_equal(SW_OK, sw_draws_choose(w, &c, &s.draws, NULL));
    assert_int_equal(SW_OK, sw_draws_choose(w2, &c2, &d, NULL));
    assert_close(c2.evpi, c.evpi, 1e-12, 0, "EVPI");
    assert_true(value >= 0 && value <= c.evpi);
    for (size_t o = 0; o < 3; o++) {
        assert_true(w[o].expected_loss >= c.evpi);
        assert_close(w2[o].expected_loss, w[o].expected_loss, 1e-12, 0, "loss");
    }
    free(moved);
    free_sample(&s);
}

/* A heavy tail, a lump at one value, two options that are the same. */
static void survives_awkward_parameters(void **state)
{
    (void)state;
    enum { N = 1000 };
    sample s = make_sample(N, 5);
    s.draws.n_options = 3;
    memcpy(s.net + 2 * N, s.net + N, N * sizeof *s.net);
    double plain = evppi_of(&s.draws, s.x, NULL);
    for (size_t i = 0; i < N; i++)
        s.z[i] = exp(3 * s.x[i]);
    double heavy = evppi_of(&s.draws, s.z, NULL);
    assert_close(heavy, plain, 0.15, 0, "a heavy tail");
    for (size_t i = 0; i < N; i++)
        s.z[i] = fmax(s.x[i], -0.5);
    assert_close(evppi_of(&s.draws, s.z, NULL), plain, 0.15, 0, "a lump");
    free_sample(&s);
}

static void makes_net_benefits_of_effects_and_costs(void **state)
{
    (void)state;
    const double effect[] = {2, 3}, cost[] = {5, 1};
    double net[2];
    sw_net_benefit(net, effect, cost, 2, 10);
    assert_close(net[0], 15, 0, 0, "first");
    assert_close(net[1], 29, 0, 0, "second");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    double net[40] = {0}, x[20] = {0};
    sw_option_worth w[2];
    sw_draws_choice c = {.best = 77};
    sw_partial_information p = {.value = -99};
    sw_error err = {0};
    sw_benefit_draws d = {net, 2, 1};
    assert_int_equal(SW_ENODATA, sw_draws_choose(w, &c, &d, &err));
    assert_string_equal(err.message, "1 draw: at least 2 are needed");
    d = (sw_benefit_draws){net, 0, 20};
    assert_int_equal(SW_ENODATA, sw_draws_choose(w, &c, &d, NULL));
    d = (sw_benefit_draws){net, 2, 19};
    assert_int_equal(SW_ENODATA, sw_draws_evppi(&p, &d, x, 1, NULL));
    d.n_draws = 20;
    x[3] = NAN;
    assert_int_equal(SW_EDOMAIN, sw_draws_evppi(&p, &d, x, 1, NULL));
    x[3] = 0;
    net[25] = INFINITY;
    assert_int_equal(SW_EDOMAIN, sw_draws_choose(w, &c, &d, NULL));
    assert_int_equal(SW_EDOMAIN, sw_draws_evppi(&p, &d, x, 1, NULL));
    assert_int_equal(77, c.best);
    assert_close(p.value, -99, 0, 0, "EVPPI");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_case_by_hand),
        cmocka_unit_test(agrees_with_the_two_action_normal),
        cmocka_unit_test(finds_the_value_of_a_parameter),
        cmocka_unit_test(finds_nothing_in_an_irrelevant_parameter),
        cmocka_unit_test(knows_all_from_a_parameter_that_is_all),
        cmocka_unit_test(uses_the_means_of_a_parameter_of_few_values),
        cmocka_unit_test(is_invariant),
        cmocka_unit_test(survives_awkward_parameters),
        cmocka_unit_test(makes_net_benefits_of_effects_and_costs),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    sw_init();
    return cmocka_run_group_tests_name("simulation/draws_decision", tests, NULL,
                                       NULL);
}
