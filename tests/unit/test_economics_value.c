/* Closed forms of ECONOMICS 1 to 5, written out here a second time by hand. */
#include "economics/measures.h"
#include "economics_case.h"

static void npv_is_the_closed_form(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    /* Leaving ends July, which both have: months 2 to 13 and one invoice at
     * the start of month 2 remain. */
    double monthly = 500 * 20.0 * (46.0 / 12) / 60 * 62 * 0.5;
    double benefit = 0;
    for (int m = 2; m <= 13; m++)
        benefit += monthly * pow(1.1, -m / 12.0);
    double cost = 500 * 30.0 * 12 * pow(1.1, -1 / 12.0);
    assert_close(c.r->commitment.pv_benefits, benefit, 1e-12, 0, "benefits");
    assert_close(c.r->commitment.pv_costs, cost, 1e-12, 0, "costs");
    assert_close(c.r->commitment.npv, benefit - cost, 1e-12, 0, "npv");
    assert_close(c.r->commitment.npv_cashable, -cost, 1e-12, 0, "cashable");
    assert_close(c.r->commitment.roi, benefit / cost - 1, 1e-12, 0, "roi");
    assert_close(c.r->commitment.bcr, benefit / cost, 1e-12, 0, "bcr");
    money_close(&c);
}

static double npv_with(const char *contract, const char *more, double minutes)
{
    money_case c;
    money_open(&c, contract, more, minutes);
    double npv = c.r->commitment.npv;
    money_close(&c);
    return npv;
}

#define AT(price, wage, realisation)                                           \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": " wage    \
    ", \"realisation\": " realisation ", \"persistence\": 1,"                  \
    "\"discount_rate\": 0.1}, \"benefits\": [{\"id\": \"time\","               \
    "\"kind\": \"time-saved\"}], \"costs\": [{\"id\": \"admin\","              \
    "\"kind\": \"recurring\", \"fte\": 0.5, \"annual_cost_per_fte\": 120000}]"

static void break_evens_bring_the_npv_to_zero(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, AT("30", "62", "0.5"), 40);
    sw_break_even b = c.r->break_even;
    money_close(&c);
    double scale = 500 * 30.0 * 12;

    assert_close(npv_with(SAMPLE_CONTRACT, AT("30", "62", "0.5"),
                          b.minutes_per_seat_week),
                 0, 0, 1e-9 * scale, "minutes");
    char *wage = g_strdup_printf(
        "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": %.17g,"
        "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1},"
        "\"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\"}],"
        "\"costs\": [{\"id\": \"admin\", \"kind\": \"recurring\","
        "\"fte\": 0.5, \"annual_cost_per_fte\": 120000}]",
        b.hourly_cost);
    assert_close(npv_with(SAMPLE_CONTRACT, wage, 40), 0, 0, 1e-9 * scale,
                 "wage");
    g_free(wage);
    char *contract = g_strdup_printf(
        "\"price\": %.17g, \"baseline_price\": 30, \"seats_purchased\": 500,"
        "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","
        "\"notice_days\": 30, \"auto_renew\": true",
        b.price_per_seat_month);
    assert_close(npv_with(contract, AT("30", "62", "0.5"), 40), 0, 0,
                 1e-9 * scale, "price");
    g_free(contract);
}

static void a_bundle_pays_the_difference_to_its_baseline(void **state)
{
    (void)state;
    double add_on = npv_with(SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    double bundle = npv_with(
        "\"price\": 60, \"baseline_price\": 30, \"price_basis\": \"bundle\","
        "\"seats_purchased\": 500, \"billing\": \"annual-upfront\","
        "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","
        "\"notice_days\": 30, \"auto_renew\": true",
        SAMPLE_ASSUMPTIONS, 20);
    assert_close(bundle, add_on, 1e-12, 0, "bundle");
}

static void year_end_and_mid_year_discount_by_the_year(void **state)
{
    (void)state;
    static const struct {
        const char *name, *more;
        double benefit_exponent_1, benefit_exponent_2;
    } ROWS[] = {
        {"year-end",
         "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"
         "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1,"
         "\"discounting\": \"year-end\"}, \"benefits\": [{\"id\": \"time\","
         "\"kind\": \"time-saved\"}]",
         1, 2},
        {"mid-year",
         "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"
         "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1,"
         "\"discounting\": \"mid-year\"}, \"benefits\": [{\"id\": \"time\","
         "\"kind\": \"time-saved\"}]",
         0.5, 1.5},
    };
    double monthly = 500 * 20.0 * (46.0 / 12) / 60 * 62 * 0.5;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        /* Eleven months of year 1 (2 to 12), one of year 2; the annual invoice
         * of year 1 is not discounted. */
        double want = monthly * (11 * pow(1.1, -ROWS[i].benefit_exponent_1) +
                                 pow(1.1, -ROWS[i].benefit_exponent_2)) -
                      500 * 30.0 * 12;
        assert_close(npv_with(SAMPLE_CONTRACT, ROWS[i].more, 20), want, 1e-12,
                     0, ROWS[i].name);
    }
}

static void sunk_committed_and_avoidable_are_the_contract(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    assert_close(c.r->sunk, 180000, 1e-14, 0, "paid in August 2023");
    assert_close(c.r->committed, 0, 0, 0, "nothing due in July");
    assert_close(c.r->avoidable, 180000, 1e-14, 0, "due in August 2024");
    assert_close(c.r->if_nobody_acts, 180000, 1e-14, 0, "renews by itself");
    assert_close(c.r->seats_renewed, 500, 0, 0, "seats");
    assert_close(c.r->years_spend, 180000, 1e-14, 0, "a year's spend");
    money_close(&c);
}

static void monthly_billing_pays_the_surcharge(void **state)
{
    (void)state;
    money_case c;
    money_open(&c,
               "\"price\": 30, \"seats_purchased\": 500,"
               "\"billing\": \"annual-monthly\","
               "\"monthly_billing_surcharge\": 0.05,"
               "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","
               "\"notice_days\": 30, \"auto_renew\": true",
               SAMPLE_ASSUMPTIONS, 20);
    double cost = 0;
    for (int m = 2; m <= 13; m++)
        cost += 500 * 30 * 1.05 * pow(1.1, -(m - 1) / 12.0);
    assert_close(c.r->commitment.pv_costs, cost, 1e-12, 0, "twelve invoices");
    assert_close(c.r->committed, 500 * 30 * 1.05, 1e-14, 0, "July's invoice");
    money_close(&c);
}

static void
metered_bills_beyond_the_pool_and_no_less_than_committed(void **state)
{
    (void)state;
    money_case c;
    money_open(&c,
               "\"price\": 0, \"seats_purchased\": 100, \"metered\": "
               "{\"unit_price\": 0.01, \"included_per_seat_month\": 1900,"
               "\"pooled\": true, \"commit_per_month\": 500}",
               "\"seats\": {\"count\": 100}", NAN);
    size_t units = SW_IN_METERED_UNITS;
    sw_inputs *in = &c.f.pilot->inputs;
    assert_false(sw_inputs_at(in, units)->known);
    assert_int_equal(c.e->n_flows, 0); /* unknown usage is no zero bill */
    sw_economics_result_free(c.r);
    sw_economics_free(c.e);

    static const double USED[] = {190000, 300000};
    static const double BILL[] = {500, 1100};
    for (size_t i = 0; i < COUNT(USED); i++) {
        sw_input_define(sw_inputs_at(in, units), sw_constant(USED[i]),
                        SW_MEASURED);
        assert_int_equal(SW_OK,
                         sw_economics_new(&c.e, c.f.pilot, &c.evidence, NULL));
        assert_int_equal(SW_OK, sw_economics_evaluate(&c.r, c.e, NULL));
        assert_close(c.r->renew[SW_VIEW_COMMITMENT].amount[0], BILL[i], 1e-14,
                     0, "a month's bill");
        if (i + 1 < COUNT(USED)) {
            sw_economics_result_free(c.r);
            sw_economics_free(c.e);
        }
    }
    money_close(&c);
}

static void without_benefit_the_npv_is_unknown(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, "\"seats\": {\"count\": 500}", NAN);
    assert_false(c.e->has_benefit);
    assert_true(isnan(c.r->commitment.npv));
    assert_true(isnan(c.r->commitment.roi));
    assert_close(c.r->commitment.pv_costs, 180000 * pow(1.1, -1 / 12.0), 1e-12,
                 0, "costs stand");
    money_close(&c);
}

/* Payback is permanent: not the first crossing of a saw. */
static const struct {
    const char *name;
    double start[4], end[4];
    double want;
    const char *note;
} PAYBACKS[] = {
    {"interpolated", {-100, 0, 0, 0}, {40, 40, 40, 40}, 2.5, NULL},
    {"a saw", {-100, 0, -90, 0}, {150, 20, 10, 40}, 3.25, NULL},
    {"never", {-100, 0, 0, 0}, {10, 10, 10, 10}, NAN, "never"},
    {"nothing to pay back",
     {0, 0, 0, 0},
     {1, 1, 1, 1},
     NAN,
     "nothing to pay back"},
};

static void payback_is_permanent(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(PAYBACKS); i++) {
        const char *note;
        double got = sw_payback(PAYBACKS[i].start, PAYBACKS[i].end, 4, &note);
        assert_close(got, PAYBACKS[i].want, 1e-14, 0, PAYBACKS[i].name);
        if (PAYBACKS[i].note == NULL)
            assert_null(note);
        else
            assert_string_equal(note, PAYBACKS[i].note);
    }
}

static void event_risks_cost_their_expected_loss(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT,
               SAMPLE_ASSUMPTIONS
               ", \"risks\": [{\"id\": \"suspension\","
               "\"probability_per_year\": 0.02, \"benefit_months_lost\": 2,"
               "\"cost\": 250000}]",
               20);
    double rate = -log(1 - 0.02) / 12, pv = 0, lost = 0;
    double monthly = 500 * 20.0 * (46.0 / 12) / 60 * 62 * 0.5;
    for (int m = 2; m <= 13; m++) {
        pv += rate * 250000 * pow(1.1, -m / 12.0);
        lost += rate * 2 * monthly * pow(1.1, -m / 12.0);
    }
    double plain = npv_with(SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    assert_close(c.r->commitment.npv, plain - pv - lost, 1e-12, 0, "npv");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(npv_is_the_closed_form),
        cmocka_unit_test(break_evens_bring_the_npv_to_zero),
        cmocka_unit_test(a_bundle_pays_the_difference_to_its_baseline),
        cmocka_unit_test(year_end_and_mid_year_discount_by_the_year),
        cmocka_unit_test(sunk_committed_and_avoidable_are_the_contract),
        cmocka_unit_test(monthly_billing_pays_the_surcharge),
        cmocka_unit_test(
            metered_bills_beyond_the_pool_and_no_less_than_committed),
        cmocka_unit_test(without_benefit_the_npv_is_unknown),
        cmocka_unit_test(payback_is_permanent),
        cmocka_unit_test(event_risks_cost_their_expected_loss),
    };
    return cmocka_run_group_tests_name("economics/value", tests, NULL, NULL);
}
