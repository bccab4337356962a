/* What knowing an input is worth, against closed forms; Sobol indices against
 * Ishigami's and Sobol's functions. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>

#include "economics_case.h"
#include "simulation/influence.h"
#include "simulation/information.h"

/* Value of knowing a net benefit that is normal: the loss integral. */
static double normal_value(double mean, double sd)
{
    double z = mean / sd;
    return sd * gsl_ran_ugaussian_pdf(z) + mean * gsl_cdf_ugaussian_P(z) -
           fmax(0.0, mean);
}

#define UNSURE(realisation, more)                                              \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": " realisation ", \"persistence\": 1,"                    \
    "\"discount_rate\": 0.1}, \"benefits\": [{\"id\": \"time\","               \
    "\"kind\": \"time-saved\"}]" more

static void set_normal(money_case *c, size_t id, double mean, double sd)
{
    sw_input_define(
        sw_inputs_at(&c->f.pilot->inputs, id),
        (sw_distribution){.kind = SW_DIST_NORMAL, .p = {mean, sd, 0}},
        SW_MEASURED);
    money_price(c);
}

static sw_simulation *simulate(const money_case *c)
{
    const sw_simulated_option renew = {
        .view = {&c->e->renew[0], &c->e->renew[1]}, .scale = 1};
    sw_simulation *s = NULL;
    assert_int_equal(SW_OK, sw_simulate(&s, c->e, &renew, 1,
                                        0.02 * c->r->years_spend, NULL));
    return s;
}

static const sw_evppi *evppi_of(const sw_influence *x, size_t input)
{
    for (size_t i = 0; i < x->n_inputs; i++)
        if (x->input[i].input == input)
            return &x->input[i];
    fail();
    return NULL;
}

/* Effect and bias normal and independent: each alone, both, and nothing. */
static void normal_inputs_have_the_closed_form(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, UNSURE("0.5", ""), 17);
    set_normal(&c, SW_IN_EFFECT, 17, 8);
    set_normal(&c, SW_IN_BIAS, 0, 5);
    double slope = c.r->commitment.pv_benefits / 17, mean = c.r->commitment.npv;
    sw_simulation *s = simulate(&c);
    sw_influence *x = NULL;
    assert_int_equal(SW_OK, sw_influence_new(&x, s, c.e, NULL));
    assert_int_equal(x->n_inputs, 2);
    const sw_evppi *effect = evppi_of(x, SW_IN_EFFECT);
    const sw_evppi *bias = evppi_of(x, SW_IN_BIAS);
    assert_int_equal(effect->method, SW_EVPPI_EXACT);
    assert_close(effect->value, normal_value(mean, 8 * slope), 2e-3, 0,
                 "effect");
    assert_close(bias->value, normal_value(mean, 5 * slope), 3e-3, 0, "bias");
    assert_close(x->group[SW_GROUP_EFFECT].value,
                 normal_value(mean, sqrt(89.0) * slope), 5e-3, 0, "both");
    assert_close(s->evpi, normal_value(mean, sqrt(89.0) * slope), 2e-3, 0,
                 "EVPI");
    assert_true(bias->value <= effect->value && effect->value <= s->evpi);
    assert_int_equal(x->group[SW_GROUP_MONEY].n_inputs, 0);
    assert_close(x->sobol[0].first.value, 64.0 / 89, 0, 0.01, "first");
    assert_close(x->sobol[0].total.value, 64.0 / 89, 0, 0.01, "total");
    sw_influence_free(x);
    sw_simulation_free(s);
    money_close(&c);
}

/* 1 / adoption_pilot is no straight line: it is held at its harmonic mean. */
static void a_ratio_is_still_exact(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, UNSURE("0.5", ""), 17);
    set_normal(&c, SW_IN_EFFECT, 17, 8);
    sw_inputs *in = &c.e->inputs;
    sw_input_define(
        sw_inputs_at(in, SW_IN_ADOPTION_PILOT),
        (sw_distribution){.kind = SW_DIST_UNIFORM, .p = {0.2, 0.8, 0}},
        SW_MEASURED);
    sw_input_define(sw_inputs_at(in, SW_IN_ADOPTION), sw_constant(0.4),
                    SW_MEASURED);
    sw_simulation *s = simulate(&c);
    sw_influence *x = NULL;
    assert_int_equal(SW_OK, sw_influence_new(&x, s, c.e, NULL));
    double slope = c.r->commitment.pv_benefits / 17;
    double ratio = 0.4 * log(0.8 / 0.2) / 0.6;
    double mean = s->options[0].mean;
    const sw_evppi *effect = evppi_of(x, SW_IN_EFFECT);
    assert_int_equal(effect->method, SW_EVPPI_EXACT);
    assert_close(effect->value, normal_value(mean, 8 * slope * ratio), 3e-3, 0,
                 "effect");
    sw_influence_free(x);
    sw_simulation_free(s);
    money_close(&c);
}

/* Correlated inputs have no such form: the draws are regressed. Effect and bias
 * are jointly normal, so E[NB | effect] is linear and the value known. */
static void correlated_inputs_are_regressed(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT,
               UNSURE("0.5", ", \"correlations\": [{\"a\": \"effect.bias\", "
                             "\"b\": \"effect\", \"rank\": 0.6}]"),
               17);
    if (c.f.pilot->copula.n == 0) { /* bias was still a constant when read */
        sw_copula *k = &c.f.pilot->copula;
        k->n = 2;
        g_free(k->input);
        g_free(k->normal);
        k->input = g_new0(size_t, 2);
        k->normal = g_new0(double, 4);
        k->input[0] = SW_IN_EFFECT;
        k->input[1] = SW_IN_BIAS;
        k->normal[0] = k->normal[3] = 1;
        k->normal[1] = k->normal[2] = 0.6;
    }
    set_normal(&c, SW_IN_EFFECT, 17, 8);
    set_normal(&c, SW_IN_BIAS, 0, 5);
    double slope = c.r->commitment.pv_benefits / 17, mean = c.r->commitment.npv;
    sw_simulation *s = simulate(&c);
    sw_influence *x = NULL;
    assert_int_equal(SW_OK, sw_influence_new(&x, s, c.e, NULL));
    const sw_evppi *effect = evppi_of(x, SW_IN_EFFECT);
    assert_int_equal(effect->method, SW_EVPPI_REGRESSION);
    assert_true(x->correlated);
    assert_close(effect->value, normal_value(mean, (8 + 0.6 * 5) * slope), 0.02,
                 3 * effect->se, "effect and what it says of the bias");
    assert_int_equal(x->group[SW_GROUP_EFFECT].method, SW_EVPPI_EXACT);
    assert_close(x->group[SW_GROUP_EFFECT].value, s->evpi, 5e-3, 0, "all");
    sw_influence_free(x);
    sw_simulation_free(s);
    money_close(&c);
}

static void the_invariants_hold(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, UNSURE("{\"pert\": [0.1, 0.5, 0.9]}", ""),
               17);
    set_normal(&c, SW_IN_EFFECT, 17, 8);
    sw_simulation *s = simulate(&c);
    sw_influence *x = NULL;
    sw_information *k = NULL;
    assert_int_equal(SW_OK, sw_influence_new(&x, s, c.e, NULL));
    assert_int_equal(SW_OK, sw_information_new(&k, s, c.e, 512, NULL));
    for (size_t i = 0; i < x->n_inputs; i++) {
        assert_true(x->input[i].value >= -3 * x->input[i].se);
        assert_true(x->input[i].value <= s->evpi + 3 * x->input[i].se);
    }
    bool *known = calloc(sw_information_plan(k)->n_inputs, sizeof *known);
    sw_information_value none, all;
    assert_int_equal(SW_OK,
                     sw_information_worth(&none, k, known, NULL, NULL, NULL));
    assert_close(none.value, 0, 0, 1e-9 * s->options[0].sd, "nothing known");
    assert_close(none.changes_action, 0, 0, 0, "nothing changes");
    known[SW_IN_EFFECT] = known[SW_IN_REALISATION] = true;
    assert_int_equal(SW_OK,
                     sw_information_worth(&all, k, known, NULL, NULL, NULL));
    assert_close(all.value, s->evpi, 0, 3 * all.se + 1e-3 * s->evpi,
                 "knowing everything is the EVPI");
    free(known);
    sw_information_free(k);
    sw_influence_free(x);
    sw_simulation_free(s);
    money_close(&c);
}

/* ---- Sobol indices ---- */

enum { ROWS = 512, TOTAL = ROWS * SW_REPLICATES, MOST = 8 };
typedef double test_function(const double *u);

static void fill_rows(double *f, test_function *model, const sw_points *p,
                      size_t k, size_t mixed, bool all)
{
    static double u[MOST][ROWS];
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        for (size_t j = 0; j < k; j++)
            sw_points_fill(u[j], p, r, 0, ROWS, all || j == mixed ? k + j : j);
        for (size_t i = 0; i < ROWS; i++) {
            double x[MOST];
            for (size_t j = 0; j < k; j++)
                x[j] = u[j][i];
            f[r * ROWS + i] = model(x);
        }
    }
}

static void check_indices(test_function *model, size_t k, const double *first,
                          const double *total)
{
    static double a[TOTAL], b[TOTAL], ab[TOTAL];
    sw_points p;
    assert_int_equal(
        SW_OK, sw_points_init(&p, SW_DRAW_SOBOL, TOTAL, 2 * k, 20240630, NULL));
    fill_rows(a, model, &p, k, SIZE_MAX, false);
    fill_rows(b, model, &p, k, SIZE_MAX, true);
    sw_sobol_values v = {a, b, ab, ROWS, 0, 0};
    sw_sobol_level(&v);
    for (size_t j = 0; j < k; j++) {
        sw_sobol_index s;
        fill_rows(ab, model, &p, k, j, false);
        sw_sobol_estimate(&s, &v);
        assert_close(s.first.value, first[j], 0, 0.01, "first");
        assert_close(s.total.value, total[j], 0, 0.01, "total");
        double wide = 2; /* 95 % intervals, widened against a bad draw */
        assert_true(fabs(s.first.value - first[j]) <=
                    wide * (s.first.upper - s.first.lower) / 2 + 1e-6);
        assert_true(s.total.lower <= s.total.value);
    }
    sw_points_clear(&p);
}

static double ishigami(const double *u)
{
    double x[3];
    for (int j = 0; j < 3; j++)
        x[j] = M_PI * (2 * u[j] - 1);
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) +
           0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0]);
}

/* Sobol's g with a = 0, 1, 4.5, 9: V_j = 1 / (3 (1 + a_j)^2). */
static const double G_A[] = {0, 1, 4.5, 9};
static double sobol_g(const double *u)
{
    double y = 1;
    for (int j = 0; j < 4; j++)
        y *= (fabs(4 * u[j] - 2) + G_A[j]) / (1 + G_A[j]);
    return y;
}

static void known_functions_have_their_indices(void **state)
{
    (void)state;
    /* Ishigami & Homma (1990), a = 7, b = 0.1, in closed form. */
    static const double FIRST[] = {0.31390519, 0.44241114, 0};
    static const double ALL[] = {0.55758886, 0.44241114, 0.24368366};
    check_indices(ishigami, 3, FIRST, ALL);
    double part[4], product = 1, first[4], total[4];
    for (int j = 0; j < 4; j++) {
        part[j] = 1 / (3 * (1 + G_A[j]) * (1 + G_A[j]));
        product *= 1 + part[j];
    }
    for (int j = 0; j < 4; j++) {
        first[j] = part[j] / (product - 1);
        total[j] = part[j] * product / (1 + part[j]) / (product - 1);
    }
    check_indices(sobol_g, 4, first, total);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_inputs_have_the_closed_form),
        cmocka_unit_test(a_ratio_is_still_exact),
        cmocka_unit_test(correlated_inputs_are_regressed),
        cmocka_unit_test(the_invariants_hold),
        cmocka_unit_test(known_functions_have_their_indices),
    };
    return cmocka_run_group_tests_name("information", tests, NULL, NULL);
}
