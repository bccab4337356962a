/* The simulation against closed forms, and against itself on more threads. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <omp.h>

#include "economics_case.h"
#include "simulation/event_risk.h"
#include "simulation/marginal.h"
#include "simulation/simulation.h"

#define RISKY                                                                  \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": {\"pert\": [0.25, 0.5, 0.75]}, \"persistence\": 1,"      \
    "\"discount_rate\": 0.1}, \"benefits\": [{\"id\": \"time\","               \
    "\"kind\": \"time-saved\"}]"

static sw_simulation *simulate(const money_case *c)
{
    const sw_simulated_option renew = {
        .view = {&c->e->renew[0], &c->e->renew[1]}, .scale = 1};
    sw_simulation *s = NULL;
    assert_int_equal(SW_OK, sw_simulate(&s, c->e, &renew, 1,
                                        0.02 * c->r->years_spend, NULL));
    return s;
}

/* Realisation fixed, minutes normal: the net benefit is normal with a mean and
 * sd that can be written down, and with it every probability and EVPI. */
static void a_normal_effect_gives_the_normal_loss(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    double per_minute = c.r->commitment.pv_benefits / 20;
    double mean = c.r->commitment.npv, sd = 15 * per_minute;
    sw_input_define(sw_inputs_at(&c.f.pilot->inputs, SW_IN_EFFECT),
                    (sw_distribution){.kind = SW_DIST_NORMAL, .p = {20, 15, 0}},
                    SW_MEASURED);
    money_price(&c);
    sw_simulation *s = simulate(&c);
    double z = mean / sd;
    double loss = sd * gsl_ran_ugaussian_pdf(z) + mean * gsl_cdf_ugaussian_P(z);
    assert_int_equal(s->draws, 131072);
    assert_close(s->options[0].mean, mean, 0, 4 * s->options[0].mc_se + 1,
                 "mean");
    assert_close(s->options[0].sd, sd, 1e-3, 0, "sd");
    assert_close(s->options[0].probability_positive, gsl_cdf_ugaussian_P(z), 0,
                 5e-4, "probability");
    assert_close(s->options[0].p05, mean - 1.6448536269514729 * sd, 2e-3, 0,
                 "5 %");
    assert_close(s->evpi, loss - fmax(mean, 0), 2e-3, 0, "EVPI");
    assert_close(s->options[0].expected_loss, loss - mean, 2e-3, 0, "loss");
    assert_close(s->leave.expected_loss, loss, 2e-3, 0, "loss of leaving");
    assert_close(s->options[0].probability_best + s->leave.probability_best, 1,
                 1e-9, 0, "one is best");
    sw_simulation_free(s);
    money_close(&c);
}

static void the_simulated_mean_is_the_live_figure(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, RISKY, 20);
    sw_simulation *s = simulate(&c);
    assert_true(s->options[0].sd > 0);
    assert_close(s->options[0].mean, c.r->commitment.npv, 0,
                 3 * s->options[0].mc_se + 1e-6, "mean");
    assert_close(s->options[0].npv_programme, c.r->programme.npv, 1e-4, 0,
                 "programme");
    assert_close(s->options[0].npv_cashable, c.r->commitment.npv_cashable,
                 1e-12, 0, "cash does not vary");
    sw_simulation_free(s);
    money_close(&c);
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, RISKY, 20);
    static const sw_draw_method METHODS[] = {SW_DRAW_SOBOL, SW_DRAW_LHS,
                                             SW_DRAW_RANDOM};
    for (size_t m = 0; m < COUNT(METHODS); m++) {
        c.f.pilot->method = METHODS[m];
        omp_set_num_threads(1);
        sw_simulation *one = simulate(&c);
        omp_set_num_threads(4);
        sw_simulation *four = simulate(&c);
        assert_memory_equal(one->net, four->net, one->draws * sizeof(double));
        assert_memory_equal(one->options, four->options,
                            sizeof(sw_option_draws));
        assert_memory_equal(&one->evpi, &four->evpi, sizeof(double));
        sw_simulation_free(one);
        sw_simulation_free(four);
    }
    money_close(&c);
}

static void sobol_beats_random_draws_by_far(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, RISKY, 20);
    sw_simulation *sobol = simulate(&c);
    c.f.pilot->method = SW_DRAW_RANDOM;
    sw_simulation *random = simulate(&c);
    assert_true(sobol->options[0].mc_se * 10 < random->options[0].mc_se);
    assert_close(random->options[0].mean, sobol->options[0].mean, 0,
                 4 * random->options[0].mc_se, "same mean");
    sw_simulation_free(sobol);
    sw_simulation_free(random);
    money_close(&c);
}

static void the_curve_falls_with_the_price(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, RISKY, 20);
    sw_simulation *s = simulate(&c);
    assert_true(s->n_ceac > 2);
    for (size_t i = 1; i < s->n_ceac; i++)
        assert_true(s->ceac[i].y <= s->ceac[i - 1].y);
    assert_close(s->ceac[12].x, 30, 1e-14, 0, "today's price in the middle");
    assert_close(s->ceac[12].y, s->options[0].probability_positive, 0, 1e-12,
                 "the curve passes through the verdict's probability");
    double share = 0;
    for (size_t b = 0; b < s->n_histogram; b++)
        share += s->histogram[b].share;
    assert_close(share, 1, 1e-9, 0, "the histogram holds every draw");
    sw_simulation_free(s);
    money_close(&c);
}

static void few_draws_and_no_uncertainty_are_fine(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    c.f.pilot->draws = 1;
    sw_simulation *s = simulate(&c);
    assert_int_equal(s->draws, 16);
    assert_int_equal(s->n_tornado, 0);
    assert_close(s->options[0].mean, c.r->commitment.npv, 1e-12, 0, "mean");
    assert_true(isnan(s->assumption_variance_share));
    sw_simulation_free(s);
    money_close(&c);
}

static void tabulated_marginals_keep_their_quantiles(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        sw_distribution d;
        double scale;
    } ROWS[] = {
        {"pert", {.kind = SW_DIST_PERT, .p = {0.25, 0.5, 0.75}}, 0.5},
        {"beta", {.kind = SW_DIST_BETA, .p = {14, 6, 0}}, 1},
        {"student t", {.kind = SW_DIST_STUDENT_T, .p = {10, 3, 5}}, 3},
    };
    for (size_t r = 0; r < COUNT(ROWS); r++) {
        sw_marginal m;
        const sw_normal_table *normal = sw_normal_table_get();
        assert_int_equal(SW_OK, sw_marginal_init(&m, &ROWS[r].d, NULL));
        for (int k = 1; k < 2000; k++) {
            double u = k / 2000.0, x;
            sw_marginal_draw(&x, &m, normal, &u, 1);
            assert_close(x, sw_distribution_quantile(&ROWS[r].d, u), 0,
                         1e-6 * ROWS[r].scale, ROWS[r].name);
        }
        sw_marginal_clear(&m);
    }
}

static void events_have_the_mean_of_their_rate(void **state)
{
    (void)state;
    sw_distribution d;
    assert_int_equal(SW_OK, sw_event_risk_distribution(&d, 0.2, 1.5, NULL));
    double rate = 0, weight = 0;
    for (size_t k = 0; k < d.n; k++) {
        weight += d.weight[k];
        rate += d.weight[k] * -log1p(-d.part[k].p[0]);
    }
    assert_close(weight, 1, 1e-14, 0, "weights");
    assert_close(rate, -log(1 - 0.2), 1e-12, 0, "mean rate");
    sw_distribution_clear(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_normal_effect_gives_the_normal_loss),
        cmocka_unit_test(the_simulated_mean_is_the_live_figure),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(sobol_beats_random_draws_by_far),
        cmocka_unit_test(the_curve_falls_with_the_price),
        cmocka_unit_test(few_draws_and_no_uncertainty_are_fine),
        cmocka_unit_test(tabulated_marginals_keep_their_quantiles),
        cmocka_unit_test(events_have_the_mean_of_their_rate),
    };
    return cmocka_run_group_tests_name("simulation", tests, NULL, NULL);
}
