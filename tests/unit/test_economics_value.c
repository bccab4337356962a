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

    static const double USED[] = {190000, 300000};
    static const double BILL[] = {500, 1100};
    for (size_t i = 0; i < COUNT(USED); i++) {
        sw_input_define(sw_inputs_at(in, units), sw_constant(USED[i]),
                        SW_MEASURED);
        money_price(&c);
        assert_close(
            flow_in_month(&c, &c.r->renew[SW_VIEW_COMMITMENT], "metered", 1),
            BILL[i], 1e-14, 0, "a month's bill");
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

/* ---- shares without a break-even, rates of return ---- */

/* A year's 500 seats are 180,000, due a month from now; benefits end each of
 * the months 2 to 13. */
static double year_of(double a_month, double rate)
{
    double sum = 0;
    for (int m = 2; m <= 13; m++)
        sum += a_month * pow(1 + rate, -m / 12.0);
    return sum;
}

#define WITH(more)                                                             \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1}" more

#define TIME_AND(more)                                                         \
    WITH(", \"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\"}" more  \
         "]")

static const struct {
    const char *name, *more;
    double minutes;
    double other; /* benefits a month besides */
    sw_side minutes_side, realisation_side;
} SIDES[] = {
    {"a share is", TIME_AND(""), 20, 0, SW_SIDE_BETWEEN, SW_SIDE_BETWEEN},
    /* At 5 minutes the whole time saved is half of what is paid. */
    {"no share is", TIME_AND(""), 5, 0, SW_SIDE_BETWEEN, SW_SIDE_NONE},
    {"every share is: the rest pays for it",
     TIME_AND(", {\"id\": \"x\", \"kind\": \"cost-avoided\","
              "\"amount_per_year\": 240000}"),
     20, 20000, SW_SIDE_EVERY, SW_SIDE_EVERY},
    /* Minutes that are lost: the break-even of a saved one stays, and no share
     * of a loss pays for a seat. */
    {"no share of a loss is", TIME_AND(""), -20, 0, SW_SIDE_BETWEEN,
     SW_SIDE_NONE},
    {"every share of a loss is: the rest pays for it",
     TIME_AND(", {\"id\": \"x\", \"kind\": \"cost-avoided\","
              "\"amount_per_year\": 2400000}"),
     -20, 200000, SW_SIDE_EVERY, SW_SIDE_EVERY},
    {"a share of a loss is",
     TIME_AND(", {\"id\": \"x\", \"kind\": \"cost-avoided\","
              "\"amount_per_year\": 240000}"),
     -20, 20000, SW_SIDE_EVERY, SW_SIDE_BETWEEN},
};

static void a_share_that_is_no_break_even_has_its_side(void **state)
{
    (void)state;
    const double cost = 180000 * pow(1.1, -1 / 12.0);
    for (size_t i = 0; i < COUNT(SIDES); i++) {
        const char *row = SIDES[i].name;
        money_case c;
        money_open(&c, SAMPLE_CONTRACT, SIDES[i].more, SIDES[i].minutes);
        const sw_break_even *b = &c.r->break_even;
        double minute = year_of(500 * (46.0 / 12) / 60 * 62 * 0.5, 0.1);
        double left = cost - year_of(SIDES[i].other, 0.1);
        double minutes = left / minute,
               share = 0.5 * minutes / SIDES[i].minutes;
        assert_int_equal(b->minutes_side, SIDES[i].minutes_side);
        assert_int_equal(b->realisation_side, SIDES[i].realisation_side);
        assert_close(b->minutes_per_seat_week, minutes >= 0 ? minutes : NAN,
                     1e-12, 0, row);
        assert_close(b->realisation, share >= 0 && share <= 1 ? share : NAN,
                     1e-12, 0, row);
        money_close(&c);
    }
}

/* A bundle's price is its baseline and the scale of the rest. */
static void a_break_even_price_is_in_the_contracts_unit(void **state)
{
    (void)state;
    money_case c;
    money_open(&c,
               "\"price\": 720, \"per\": \"seat-year\","
               "\"price_basis\": \"bundle\", \"baseline_price\": 360,"
               "\"seats_purchased\": 500, \"term_start\": \"2023-08-01\","
               "\"term_end\": \"2024-07-31\", \"auto_renew\": true",
               TIME_AND(""), 20);
    double k = year_of(500 * 20 * (46.0 / 12) / 60 * 62 * 0.5, 0.1) /
               (180000 * pow(1.1, -1 / 12.0));
    assert_close(c.r->break_even.price, 360 + k * 360, 1e-12, 0, "a year");
    assert_close(c.r->break_even.price_per_seat_month, 30 + k * 30, 1e-12, 0,
                 "a month");
    money_close(&c);
}

/* A year's benefit is 237,667 at 20 minutes, 475,333 at 40. */
static const struct {
    const char *name, *more;
    double minutes;
    bool one;
} RETURNS[] = {
    {"one root", TIME_AND(""), 20, true},
    /* Paid in August 2024 and again in July 2025: worth less than nothing at
     * low and at high rates, more between. */
    {"two roots",
     TIME_AND("], \"costs\": [{\"id\": \"x\", \"kind\": \"implementation\","
              "\"amount\": 290000, \"date\": \"2025-07-20\"}"),
     40, false},
    /* What is gained never makes up for what is paid, at any rate. */
    {"no root",
     TIME_AND("], \"costs\": [{\"id\": \"x\", \"kind\": \"implementation\","
              "\"amount\": 900000, \"date\": \"2025-07-20\"}"),
     40, false},
};

static void a_rate_of_return_is_the_only_root_or_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(RETURNS); i++) {
        money_case c;
        money_open(&c, SAMPLE_CONTRACT, RETURNS[i].more, RETURNS[i].minutes);
        double irr = c.r->commitment.irr;
        assert_int_equal(!isnan(irr), RETURNS[i].one);
        if (RETURNS[i].one)
            assert_close(
                year_of(RETURNS[i].minutes * 500 * (46.0 / 12) / 60 * 62 * 0.5,
                        irr),
                180000 * pow(1 + irr, -1 / 12.0), 1e-9, 0, RETURNS[i].name);
        money_close(&c);
    }
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
        cmocka_unit_test(a_share_that_is_no_break_even_has_its_side),
        cmocka_unit_test(a_break_even_price_is_in_the_contracts_unit),
        cmocka_unit_test(a_rate_of_return_is_the_only_root_or_none),
    };
    return cmocka_run_group_tests_name("economics/value", tests, NULL, NULL);
}
