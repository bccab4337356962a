/* Metered usage: pooled or each seat's own, tokens by kind, tiers of what is
 * committed, dated rates; against sums worked out by hand. */
#include "economics/clause.h"
#include "economics_case.h"

static const char PEOPLE[] =
    "period,person,units\n"
    "2024-04,a@x,10\n2024-04,b@x,40\n2024-04,b@x,50\n2024-04,c@x,200\n"
    "2024-05,a@x,30\n2024-05,c@x,250\n"
    "2024-06,a@x,20\n2024-06,b@x,120\n2024-06,c@x,300\n";

static const char TOKENS[] = "period,model,kind,units\n"
                             "2024-04,large,input,100\n"
                             "2024-04,large,output,20\n"
                             "2024-04,small,cached,80\n";

#define METERED(more)                                                          \
    "\"price\": 0, \"seats_purchased\": 3, \"metered\": {"                     \
    "\"usage\": {\"file\": \"credits.csv\"}, " more "}"
#define SEATS "\"seats\": {\"count\": 3}"

static void metered_open(money_case *c, const char *csv, const char *contract)
{
    *c = (money_case){.f = folder_new()};
    folder_write(&c->f, "credits.csv", csv);
    folder_write_pilot(&c->f, contract, SEATS);
    money_load(c);
    money_price(c);
}

static double bill(const money_case *c)
{
    return flow_in_month(c, &c->r->renew[SW_VIEW_COMMITMENT], "metered", 1);
}

/* m Phi(d1) - k Phi(d2) */
static double excess(double m, double cv, double k)
{
    double sigma = sqrt(log(1 + cv * cv)), d = log(m / k) / sigma + sigma / 2;
    return m * erfc(-d / sqrt(2)) / 2 - k * erfc(-(d - sigma) / sqrt(2)) / 2;
}

static void each_seat_has_its_own_allowance(void **state)
{
    (void)state;
    money_case c;
    metered_open(&c, PEOPLE,
                 METERED("\"unit_price\": 2, \"pooled\": false,"
                         "\"included_per_seat_month\": 100"));
    /* Beyond 100 of each: c 100, 150, 200; b 20 in June. */
    assert_close(bill(&c), 2 * (100 + 150 + 220) / 3.0, 1e-12, 0, "own");
    assert_int_equal(c.f.pilot->meters[0].n_people, 3);
    assert_close(c.f.pilot->meters[0].people[1], 210 / 3.0, 1e-12, 0, "b");
    money_close(&c);
    metered_open(&c, PEOPLE,
                 METERED("\"unit_price\": 2, \"pooled\": true,"
                         "\"included_per_seat_month\": 100"));
    /* 300, 280, 440 in the months: 340 on average against a pool of 300. */
    assert_close(bill(&c), 2 * excess(340, sqrt(7600) / 340, 300), 1e-12, 0,
                 "pooled");
    money_close(&c);
}

/* 200 buys 100 units beyond the 100 that come with a seat: of the means 20, 70
 * and 250 fifty stop, and their share of the benefit with them. */
static void a_limit_of_each_user_stops_use_and_its_benefit(void **state)
{
    (void)state;
    static const char *const POOLED[] = {"true", "false"};
    const double units[] = {excess(290, sqrt(7600) / 340, 300), 470 / 3.0 - 50};
    for (int i = 0; i < 2; i++) {
        money_case c = {.f = folder_new()};
        folder_write(&c.f, "credits.csv", PEOPLE);
        g_autofree char *contract = g_strdup_printf(
            METERED("\"unit_price\": 2, \"pooled\": %s, "
                    "\"included_per_seat_month\": 100, "
                    "\"caps\": [{\"scope\": \"user\", \"amount\": 200}]"),
            POOLED[i]);
        folder_write_pilot(&c.f, contract,
                           SEATS ", \"benefits\": [{\"id\": \"agency\", "
                                 "\"kind\": \"cost-avoided\", "
                                 "\"amount_per_year\": 12000}]");
        money_load(&c);
        money_price(&c);
        assert_close(bill(&c), 2 * units[i], 1e-12, 0, "bill");
        assert_close(
            flow_in_month(&c, &c.r->renew[SW_VIEW_COMMITMENT], "agency", 1),
            1000 * (1 - 50 / 340.0), 1e-12, 0, "benefit");
        money_close(&c);
    }
}

/* Prices of 2, and 1.5 from 300 a month: what the best commitment costs is no
 * more than any other of a grid, by the bill's own formula. */
static void the_best_commitment_stands_beside_todays(void **state)
{
    (void)state;
    money_case c;
    metered_open(&c, PEOPLE,
                 METERED("\"unit_price\": 2, \"commit_per_month\": 100, "
                         "\"tiers\": [{\"from_commit_per_month\": 0, "
                         "\"unit_price\": 2}, {\"from_commit_per_month\": "
                         "300, \"unit_price\": 1.5}]"));
    const sw_commit_advice *a = &c.r->metered.commit;
    double cv = sqrt(7600) / 340;
    assert_close(a->today, 100, 1e-12, 0, "today");
    assert_close(a->bill_today, 100 + 2 * excess(340, cv, 50), 1e-12, 0,
                 "its bill");
    assert_close(a->best, 300, 1e-12, 0, "the tier's start");
    assert_close(a->bill_best, 300 + 1.5 * excess(340, cv, 200), 1e-12, 0,
                 "its bill");
    money_close(&c);
}

static void a_pool_that_varies_is_exceeded_on_average(void **state)
{
    (void)state;
    GString *csv = g_string_new("period,person,units\n");
    for (int m = 4; m <= 6; m++)
        for (int i = 0; i < 60; i++)
            g_string_append_printf(
                csv, "2024-0%d,p%d@x,%d\n", m, i,
                (m - 3) * (20 + 13 * i % 160 + (i % 20 == 0) * 600) / 2);
    money_case c;
    metered_open(&c, csv->str,
                 METERED("\"unit_price\": 0.5, \"commit_per_month\": 100,"
                         "\"included_per_seat_month\": 2200"));
    const sw_pilot *p = c.f.pilot;
    /* A half, one and a half more of the same: their sd is half their mean. */
    assert_close(sw_inputs_value(&p->inputs, p->meters[0].cv), 0.5, 1e-2, 0,
                 "variation");
    double cv = p->meters[0].forecast.cv;
    double units = sw_inputs_value(&p->inputs, SW_IN_METERED_UNITS);
    double k = 3 * 2200 + 100 / 0.5;
    double want = 100 + 0.5 * excess(units, cv, k);
    assert_close(bill(&c), want, 1e-12, 0, "mean of a month");
    assert_true(bill(&c) > fmax(100, (units - 6600) * 0.5));
    assert_true(c.r->metered.fitted);
    assert_true(c.r->metered.people.tail_observed > 0.1);
    /* Months of people who vary by themselves: close to a normal sum. */
    double sd = c.r->metered.people.sd * sqrt(60), z = (units - 6600) / sd;
    double over = (units - 6600) * erfc(-z / sqrt(2)) / 2 +
                  sd * exp(-z * z / 2) / sqrt(2 * acos(-1.0));
    assert_close(c.r->metered.overage.mean, over, 0.35, 60, "simulated");
    money_close(&c);
    g_string_free(csv, TRUE);
}

#define PRICES                                                                 \
    "\"token_prices\": [{\"model\": \"large\", \"input\": 2.5,"                \
    "\"output\": 10}, {\"model\": \"small\", \"cached\": 0.25}]"

static void tokens_cost_what_their_kind_costs(void **state)
{
    (void)state;
    money_case c;
    metered_open(&c, TOKENS, METERED(PRICES));
    assert_close(bill(&c), 100 * 2.5 + 20 * 10 + 80 * 0.25, 1e-12, 0, "mix");
    money_close(&c);
    metered_open(&c, TOKENS, METERED("\"unit_price\": 1, " PRICES));
    assert_close(bill(&c), 200, 1e-12, 0, "a given unit price wins");
    money_close(&c);
}

static void units_bought_in_advance_have_their_tier(void **state)
{
    (void)state;
    static const struct {
        const char *commit;
        double want;
    } rows[] = {{"0", 470 * 2.0}, {"500", 470 * 1.5}, {"900", 900}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        g_autofree char *contract = g_strdup_printf(
            METERED("\"commit_per_month\": %s, \"tiers\": ["
                    "{\"from_commit_per_month\": 0, \"unit_price\": 2},"
                    "{\"from_commit_per_month\": 500, \"unit_price\": 1.5}]"),
            rows[i].commit);
        money_case c;
        metered_open(&c, "period,units\n2024-05,470\n2024-06,470\n", contract);
        assert_close(bill(&c), rows[i].want, 1e-12, 0, rows[i].commit);
        money_close(&c);
    }
}

static void the_forecast_has_its_interval(void **state)
{
    (void)state;
    money_case c;
    metered_open(&c,
                 "period,units\n2024-03,90\n2024-04,110\n2024-05,95\n"
                 "2024-06,105\n",
                 METERED("\"unit_price\": 3,"
                         "\"vendor_revenue_per_month\": 1200"));
    const sw_metered_use *u = &c.r->metered;
    /* mean 100, sd sqrt(250/3); qt(.95, 3) = 2.353363434801823 (R 4.2.2) */
    double half = 2.353363434801823 * sqrt(250 / 3.0);
    assert_close(u->month, 300, 1e-12, 0, "month");
    assert_close(u->month_high, 3 * (100 + half * sqrt(1.25)), 1e-9, 0, "high");
    assert_close(u->year_low, 36 * (100 - half * sqrt(1 / 12.0 + 0.25)), 1e-9,
                 0, "a year");
    assert_close(u->share_of_vendor, 0.25, 1e-12, 0, "of the vendor");
    assert_close(u->vendor_share, 1, 1e-12, 0, "of the spending");
    assert_true(isnan(u->trend_per_month));
    money_close(&c);
}

/* The bill of twelve months is in the middle of its interval where the price
 * rises within them: one unit price is each month's own. Renewed in month 2 at
 * 10 % more; sd/mean 10 %, so that no month falls below 0. */
static void the_interval_has_each_months_price(void **state)
{
    (void)state;
    static const char *const VAT[] = {"0", "0.2"};
    for (int i = 0; i < 2; i++) {
        money_case c;
        g_autofree char *contract = g_strdup_printf(
            METERED("\"unit_price\": 3") ", \"term_start\": \"2023-08-01\", "
                                         "\"term_end\": \"2024-07-31\", "
                                         "\"auto_renew\": true, "
                                         "\"renewal_uplift\": 0.1, "
                                         "\"vat_irrecoverable\": %s",
            VAT[i]);
        metered_open(&c,
                     "period,units\n2024-03,90\n2024-04,110\n2024-05,95\n"
                     "2024-06,105\n",
                     contract);
        const sw_metered_use *u = &c.r->metered;
        double half =
            2.353363434801823 * sqrt(250 / 3.0) * sqrt(1 / 12.0 + 0.25);
        double priced = (3 + 11 * 3.3) * (1 + 0.2 * i);
        assert_close(u->year, 100 * priced, 1e-12, 0, "expected");
        assert_close(u->year_low, (100 - half) * priced, 1e-9, 0, "low");
        assert_close(u->year_high, (100 + half) * priced, 1e-9, 0, "high");
        money_close(&c);
    }
}

/* A pack is paid once, units times their price, when it is bought. */
static void a_pack_is_paid_when_it_is_bought(void **state)
{
    (void)state;
    money_case c;
    metered_open(&c, "period,units\n2024-05,100\n2024-06,100\n",
                 METERED("\"unit_price\": 2, \"sources\": [{\"kind\": "
                         "\"prepaid\", \"units\": 500, \"price\": 0.8, "
                         "\"from\": \"2024-09-01\"}]"));
    const sw_cash_flow *renew = &c.r->renew[SW_VIEW_COMMITMENT];
    assert_close(flow_total(&c, renew, "metered:prepaid"), 400, 1e-12, 0,
                 "pack");
    money_close(&c);
}

/* A rise is one of units where seats cost nothing: 100 units at 0.30 more, at
 * the ends of months 2 to 13. */
static void a_rise_is_priced_without_seats(void **state)
{
    (void)state;
    money_case c;
    metered_open(
        &c, "period,units\n2024-05,100\n2024-06,100\n",
        METERED(
            "\"unit_price\": 3, \"commit_per_month\": 10") ", \"term_start\": "
                                                           "\"2023-08-01\", "
                                                           "\"term_end\": "
                                                           "\"2024-07-31\", "
                                                           "\"auto_renew\": "
                                                           "true, "
                                                           "\"renewal_uplift\":"
                                                           " 0.1");
    sw_clause list[SW_CLAUSES];
    size_t n = sw_clauses_price(list, c.e, 0), found = 0;
    double want = 0;
    for (int m = 2; m <= 13; m++)
        want += 30 * pow(1.1, -m / 12.0);
    for (size_t i = 0; i < n; i++) {
        bool lock = list[i].kind == SW_CLAUSE_LOCK;
        found += lock || list[i].kind == SW_CLAUSE_COMMIT;
        if (list[i].kind == SW_CLAUSE_UPLIFT)
            assert_close(list[i].pv, want, 1e-12, 0, "the rise");
        if (lock)
            assert_null(list[i].why_not);
    }
    assert_int_equal(found, 2);
    money_close(&c);
}

/* ---- what is refused, and money in other currencies ---- */

static const struct {
    const char *name, *csv, *more, *code, *says;
} REFUSED[] = {
    {"thousands in a unit column",
     "period,units,unit\n2024-05,12,1K Messages\n", "\"unit_price\": 1",
     "units-in-thousands", "1K Messages"},
    {"thousands in a cell", "period,units\n2024-05,12K\n", "\"unit_price\": 1",
     "units-in-thousands", "12K"},
    {"thousands in the header", "period,Credits (1K)\n2024-05,12\n",
     "\"unit_price\": 1", "units-in-thousands", "Credits (1K)"},
    {"amounts of another currency without a rate",
     "period,units,amount,currency\n2024-05,12,5,EUR\n", "\"unit_price\": 1",
     "other-currency", "an amount in EUR"},
    {"tiers without a first one", "period,units\n2024-05,12\n",
     "\"tiers\": [{\"from_commit_per_month\": 5, \"unit_price\": 1}]",
     "tier-hole", "without a commitment"},
};

static void refuses_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        folder f = folder_new();
        g_autofree char *contract =
            g_strdup_printf(METERED("%s"), REFUSED[i].more);
        folder_write(&f, "credits.csv", REFUSED[i].csv);
        folder_write_pilot(&f, contract, SEATS);
        folder_load(&f, NULL);
        assert_null(f.pilot);
        folder_expect(&f, SW_ERROR, REFUSED[i].code, REFUSED[i].says);
        folder_free(&f);
    }
}

#define RATES                                                                  \
    ", \"assumptions\": {\"currency_rates\": {\"file\": \"rates.csv\"}}"

static void other_money_needs_dated_rates(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "rates.csv",
                 "date,currency,rate\n2024-01-01,EUR,1.10\n"
                 "2024-06-01,EUR,1.20\n2024-07-15,EUR,9\n");
    folder_write(&f, "credits.csv",
                 "period,units,amount,currency\n2024-05,12,100,EUR\n"
                 "2024-06,12,100,EUR\n");
    folder_write_pilot(&f,
                       "\"price\": 25, \"seats_purchased\": 3,"
                       "\"billing\": \"monthly\", \"metered\": {"
                       "\"unit_price\": 1,"
                       "\"usage\": {\"file\": \"credits.csv\"}}",
                       SEATS RATES);
    const sw_pilot *p = folder_must_load(&f);
    assert_close(p->meters[0].months[0].amount, 110, 1e-12, 0,
                 "May at January's rate");
    assert_close(p->meters[0].months[1].amount, 120, 1e-12, 0,
                 "June at its own");

    folder_write_pilot(&f,
                       "\"price\": 25, \"seats_purchased\": 3,"
                       "\"currency\": \"EUR\", \"billing\": \"monthly\"",
                       SEATS RATES);
    money_case c = {.f = f};
    money_load(&c);
    money_price(&c);
    /* A signature on 1 July, billed by the month, each at the last rate known
     * on the day that it is due: June's, then that of 15 July. */
    const sw_cash_flow *cf = &c.r->renew[SW_VIEW_COMMITMENT];
    assert_close(flow_in_month(&c, cf, "licences", 1), 3 * 25 * 1.2, 1e-12, 0,
                 "1 July");
    assert_close(flow_in_month(&c, cf, "licences", 2), 3 * 25 * 9.0, 1e-12, 0,
                 "1 August");
    money_close(&c);

    f = folder_new();
    folder_write_pilot(&f, "\"price\": 25, \"currency\": \"GBP\"", SEATS);
    folder_load(&f, NULL);
    assert_null(f.pilot);
    folder_expect(&f, SW_ERROR, "no-rate", "prices in GBP");
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_seat_has_its_own_allowance),
        cmocka_unit_test(a_limit_of_each_user_stops_use_and_its_benefit),
        cmocka_unit_test(the_best_commitment_stands_beside_todays),
        cmocka_unit_test(a_pool_that_varies_is_exceeded_on_average),
        cmocka_unit_test(tokens_cost_what_their_kind_costs),
        cmocka_unit_test(units_bought_in_advance_have_their_tier),
        cmocka_unit_test(the_forecast_has_its_interval),
        cmocka_unit_test(the_interval_has_each_months_price),
        cmocka_unit_test(a_pack_is_paid_when_it_is_bought),
        cmocka_unit_test(a_rise_is_priced_without_seats),
        cmocka_unit_test(refuses_in_words),
        cmocka_unit_test(other_money_needs_dated_rates),
    };
    return cmocka_run_group_tests_name("economics/metered", tests, NULL, NULL);
}
