/* A ledger on columns of draws is, draw by draw, the ledger on one draw; and
 * the draws' closed form. */
#include "economics/value.h"
#include "economics_case.h"

/* Everything that can vary: a renewal's rise against its cap, a bundle's
 * baseline, real rates, wages that grow and benefits that decay. */
#define CONTRACT                                                               \
    "\"price\": 60, \"price_basis\": \"bundle\", \"baseline_price\": 30,"      \
    "\"seats_purchased\": 500, \"renewal_uplift\": 0.05,"                      \
    "\"renewal_cap\": 0.07, \"baseline_uplift\": 0.02,"                        \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","            \
    "\"notice_days\": 30, \"auto_renew\": true"
#define MORE                                                                   \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1,"        \
    "\"basis\": \"real\", \"inflation\": 0.03, \"wage_growth\": 0.02,"         \
    "\"decay_per_year\": 0.1}, \"benefits\": [{\"id\": \"time\","              \
    "\"kind\": \"time-saved\"}], \"costs\": [{\"id\": \"staff\","              \
    "\"kind\": \"support\", \"fte\": 0.5, \"annual_cost_per_fte\": 120000}]"

enum { DRAWS = 7 };

typedef struct sums {
    double benefit[3][DRAWS], cost[3][DRAWS], licence[DRAWS];
} sums;

static sw_present_value columns_of(sums *s)
{
    sw_present_value v = {.licence = s->licence};
    for (int k = 0; k < 3; k++) {
        v.benefit[k] = s->benefit[k];
        v.cost[k] = s->cost[k];
    }
    return v;
}

/* Columns of which the listed inputs vary round their means. */
typedef struct draws {
    size_t n_inputs;
    const double **column;
    bool *varies;
    double *value; /* [n_inputs * DRAWS] */
} draws;

static double *values_of(const draws *d, size_t id)
{
    return d->value + id * DRAWS;
}

static void draws_init(draws *d, const sw_economics *e, const size_t *id,
                       size_t n)
{
    d->n_inputs = sw_inputs_length(&e->inputs);
    d->column = g_new0(const double *, d->n_inputs);
    d->varies = g_new0(bool, d->n_inputs);
    d->value = g_new0(double, d->n_inputs *DRAWS);
    for (size_t i = 0; i < d->n_inputs; i++) {
        d->column[i] = values_of(d, i);
        for (size_t k = 0; k < DRAWS; k++)
            values_of(d, i)[k] = e->mean[i];
    }
    for (size_t i = 0; i < n; i++) {
        d->varies[id[i]] = true;
        for (size_t k = 0; k < DRAWS; k++)
            values_of(d, id[i])[k] *= 0.7 + 0.1 * (double)((k + i * 3) % DRAWS);
    }
}

static void draws_clear(draws *d)
{
    g_free(d->column);
    g_free(d->varies);
    g_free(d->value);
}

/* Draw k of them alone, in which nothing varies. */
static void value_one(sums *s, const money_case *c, const draws *d, size_t k)
{
    g_autofree const double **one = g_new0(const double *, d->n_inputs);
    for (size_t i = 0; i < d->n_inputs; i++)
        one[i] = d->column[i] + k;
    sw_columns in = {1, one, c->e->none_varies, NULL, NULL};
    sw_present_value out = columns_of(s);
    sw_ledger_value(&out, c->e, &c->e->renew[SW_VIEW_PROGRAMME], &in);
}

static const struct {
    const char *name;
    size_t id[6], n;
} SETS[] = {
    {"the price", {SW_IN_PRICE}, 1},
    {"the rise", {SW_IN_UPLIFT}, 1},
    {"the discount rate", {SW_IN_DISCOUNT_RATE}, 1},
    {"inflation", {SW_IN_INFLATION}, 1},
    {"minutes", {SW_IN_EFFECT}, 1},
    {"wages", {SW_IN_HOURLY_COST, SW_IN_WAGE_GROWTH, SW_IN_DECAY}, 3},
    {"all of them",
     {SW_IN_PRICE, SW_IN_UPLIFT, SW_IN_DISCOUNT_RATE, SW_IN_INFLATION,
      SW_IN_EFFECT, SW_IN_WAGE_GROWTH},
     6},
};

static void columns_are_their_draws(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, CONTRACT, MORE, 20);
    for (size_t s = 0; s < COUNT(SETS); s++) {
        draws d = {0};
        sums all, one;
        draws_init(&d, c.e, SETS[s].id, SETS[s].n);
        sw_columns in = {DRAWS, d.column, d.varies, NULL, NULL};
        sw_present_value out = columns_of(&all);
        sw_ledger_value(&out, c.e, &c.e->renew[SW_VIEW_PROGRAMME], &in);
        for (size_t k = 0; k < DRAWS; k++) {
            value_one(&one, &c, &d, k);
            for (int x = 0; x < 3; x++) {
                assert_close(all.benefit[x][k], one.benefit[x][0], 1e-12, 0,
                             SETS[s].name);
                assert_close(all.cost[x][k], one.cost[x][0], 1e-12, 0,
                             SETS[s].name);
            }
            assert_close(all.licence[k], one.licence[0], 1e-12, 0,
                         SETS[s].name);
        }
        draws_clear(&d);
    }
    money_close(&c);
}

/* Of the two years from August 2024 one has risen once, one twice; the cap of
 * 7 % holds draw by draw. Real: 3 % of inflation come on top of the 10 %. */
static void a_rise_and_two_rates_have_their_closed_form(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, CONTRACT,
               "\"seats\": {\"count\": 500}, \"assumptions\": {"
               "\"discount_rate\": 0.1, \"basis\": \"real\","
               "\"inflation\": 0.03, \"horizon_years\": 2}",
               NAN);
    static const size_t ID[] = {SW_IN_UPLIFT, SW_IN_DISCOUNT_RATE,
                                SW_IN_INFLATION};
    draws d = {0};
    sums s;
    draws_init(&d, c.e, ID, 3);
    for (size_t k = 0; k < DRAWS; k++)
        values_of(&d, SW_IN_UPLIFT)[k] = 0.02 * (double)k; /* 0 to 12 % */
    sw_columns in = {DRAWS, d.column, d.varies, NULL, NULL};
    sw_present_value out = columns_of(&s);
    sw_ledger_value(&out, c.e, &c.e->renew[SW_VIEW_PROGRAMME], &in);
    for (size_t k = 0; k < DRAWS; k++) {
        double rise = 1 + fmin(d.column[SW_IN_UPLIFT][k], 0.07), want = 0;
        double rate = (1 + d.column[SW_IN_DISCOUNT_RATE][k]) *
                      (1 + d.column[SW_IN_INFLATION][k]);
        for (int year = 1; year <= 2; year++)
            want += 500 * 12 * (60 * pow(rise, year) - 30 * pow(1.02, year)) *
                    pow(rate, -(12 * (year - 1) + 1) / 12.0);
        assert_close(s.licence[k], want, 1e-12, 0, "licences");
    }
    draws_clear(&d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_their_draws),
        cmocka_unit_test(a_rise_and_two_rates_have_their_closed_form),
    };
    return cmocka_run_group_tests_name("economics/columns", tests, NULL, NULL);
}
