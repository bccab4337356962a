/* What single clauses cost, a contingency that is a share, and the benefit of
 * planned seats, against sums worked out by hand. */
#include "economics/clause.h"
#include "economics/value.h"
#include "economics_case.h"

#define PEOPLE                                                                 \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"discount_rate\": 0.1}"

/* Discount factor of an invoice at the start of month m. */
static double at(int m)
{
    return pow(1.1, -(m - 1) / 12.0);
}

static double sum_of(int first, int last)
{
    double total = 0;
    for (int m = first; m <= last; m++)
        total += at(m);
    return total;
}

static double clause_of(const money_case *c, sw_clause_kind kind)
{
    sw_clause list[SW_CLAUSES];
    size_t n = sw_clauses_price(list, c->e, 0);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind && list[i].has)
            return list[i].pv;
    return NAN;
}

/* A year of 500 seats at 30 is 180,000, due at the start of month 2. */
#define TERM                                                                   \
    "\"seats_purchased\": 500, \"term_end\": \"2024-07-31\","                  \
    "\"notice_days\": 30, \"auto_renew\": true, \"term_start\": "

static void each_clause_costs_what_it_adds(void **state)
{
    (void)state;
    const struct {
        const char *name, *contract;
        sw_clause_kind kind;
        double want;
    } CASES[] = {
        {"renewal-uplift",
         "\"price\": 30, \"renewal_uplift\": 0.05, " TERM "\"2023-08-01\"",
         SW_CLAUSE_UPLIFT, 9000 * at(2)},
        {"price-lock",
         "\"price\": 30, \"renewal_uplift\": 0.05,"
         "\"price_lock_until\": \"2024-12-31\", " TERM "\"2023-08-01\"",
         SW_CLAUSE_LOCK, -9000 * at(2)},
        {"monthly-billing",
         "\"price\": 30, \"billing\": \"annual-monthly\","
         "\"monthly_billing_surcharge\": 0.05, " TERM "\"2023-08-01\"",
         SW_CLAUSE_SURCHARGE, 750 * sum_of(2, 13)},
        {"paid-in-advance", "\"price\": 30, " TERM "\"2023-08-01\"",
         SW_CLAUSE_ADVANCE, 180000 * at(2) - 15000 * sum_of(2, 13)},
        {"min-seats",
         "\"price\": 30, \"min_seats\": 600, " TERM "\"2023-08-01\"",
         SW_CLAUSE_MIN_SEATS, 36000 * at(2)},
        {"tiers",
         "\"price\": 30, \"tiers\": [{\"from_seats\": 1, \"price\": 30},"
         "{\"from_seats\": 400, \"price\": 27}], " TERM "\"2023-08-01\"",
         SW_CLAUSE_TIERS, -18000 * at(2)},
        /* 153 of the 365 days, to 31 December, at 20 */
        {"promotion",
         "\"price\": 30, \"promotion\": {\"price\": 20,"
         "\"until\": \"2024-12-31\"}, " TERM "\"2023-08-01\"",
         SW_CLAUSE_PROMOTION, -60000 * 153 / 365.0 * at(2)},
        {"multi-year-discount",
         "\"price\": 30, \"multi_year_discount\": 0.1,"
         "\"term_months\": 24, " TERM "\"2022-08-01\"",
         SW_CLAUSE_MULTI_YEAR, -18000 * (at(2) + at(14))},
        {"tax",
         "\"price\": 30, \"vat_irrecoverable\": 0.2, " TERM "\"2023-08-01\"",
         SW_CLAUSE_TAX, 36000 * at(2)},
        {"none of these", "\"price\": 30, " TERM "\"2023-08-01\"",
         SW_CLAUSE_PROMOTION, NAN},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        money_open(&c, CASES[i].contract, PEOPLE, NAN);
        assert_close(clause_of(&c, CASES[i].kind), CASES[i].want, 1e-12, 1e-6,
                     CASES[i].name);
        if (!isnan(CASES[i].want))
            assert_string_equal(sw_clause_name(CASES[i].kind), CASES[i].name);
        money_close(&c);
    }
}

static void seats_that_nobody_has_cost_their_price(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, "\"price\": 30, " TERM "\"2023-08-01\"",
               "\"seats\": {\"count\": 420}, \"assumptions\": "
               "{\"discount_rate\": 0.1}",
               NAN);
    assert_close(clause_of(&c, SW_CLAUSE_UNASSIGNED), 80 * 360 * at(2), 1e-12,
                 0, "80 seats");
    money_close(&c);
}

static double in_month(const money_case *c, const char *id, int m)
{
    return flow_in_month(c, &c->r->renew[SW_VIEW_COMMITMENT], id, m);
}

static void a_contingency_follows_the_other_costs(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT,
               "\"seats\": {\"count\": 500}, \"assumptions\": {"
               "\"wage_growth\": 0.03}, \"costs\": ["
               "{\"id\": \"spare\", \"kind\": \"contingency\", \"share\": 0.1},"
               "{\"id\": \"setup\", \"kind\": \"implementation\","
               "\"amount\": 9000, \"date\": \"2024-10-15\"},"
               "{\"id\": \"staff\", \"kind\": \"support\", \"fte\": 0.5,"
               "\"annual_cost_per_fte\": 120000}]",
               NAN);
    assert_close(in_month(&c, "spare:setup", 4), 900, 1e-12, 0, "its day");
    assert_close(in_month(&c, "spare:setup", 5), 0, 0, 0, "once");
    assert_close(in_month(&c, "spare:staff", 12), 500, 1e-12, 0, "a month");
    assert_close(in_month(&c, "spare:staff", 13), 515, 1e-12, 0,
                 "grows with wages");
    assert_true(isnan(in_month(&c, "spare:licences", 2)));
    money_close(&c);
}

static void a_share_and_an_amount_are_refused(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(&f, SAMPLE_CONTRACT,
                       PEOPLE ", \"costs\": [{\"id\": \"x\", \"kind\":"
                              "\"contingency\", \"share\": 0.1,"
                              "\"amount\": 5}]");
    f.pilot = sw_pilot_load(f.path, NULL, f.d);
    assert_null(f.pilot);
    assert_string_equal(sw_diagnostics_at(f.d, 0)->code, "share-and-amount");
    folder_free(&f);
}

/* Ten seats a month from 1 September on, the second month signed. */
static void planned_seats_save_time_where_transport_is_given(void **state)
{
    (void)state;
    const char *lines = "\"benefits\": [{\"id\": \"time\","
                        "\"kind\": \"time-saved\"}]";
    g_autofree char *given =
        g_strconcat("\"seats\": {\"count\": 500}, \"assumptions\": {"
                    "\"hourly_cost\": 62, \"realisation\": 0.5,"
                    "\"persistence\": 1, \"transport\": 0.8}, ",
                    lines, NULL);
    g_autofree char *not_given =
        g_strconcat("\"seats\": {\"count\": 500}, \"assumptions\": {"
                    "\"hourly_cost\": 62, \"realisation\": 0.5}, ",
                    lines, NULL);
    double seat = 20 * 0.8 * 46 / 12 / 60 * 62 * 0.5;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT ", \"seat_growth\": 10", given, 20);
    assert_close(in_month(&c, "time", 3), 500 * seat, 1e-12, 0, "today's");
    assert_close(in_month(&c, "time:added", 2), 0, 0, 0, "August");
    assert_close(in_month(&c, "time:added", 3), 10 * seat, 1e-12, 0,
                 "September");
    assert_close(in_month(&c, "time:added", 13), 110 * seat, 1e-12, 0,
                 "next July");
    money_close(&c);
    money_open(&c, SAMPLE_CONTRACT ", \"seat_growth\": 10", not_given, 20);
    assert_true(isnan(in_month(&c, "time:added", 3)));
    money_close(&c);
}

/* Two years at 0.9 of the offer's own price of 24: an invoice a year of
 * 500 * 12 * 24 * 0.9 = 129,600, due at the start of months 2 and 14. */
static void a_long_offer_has_the_multi_year_discount(void **state)
{
    (void)state;
    money_case c;
    sw_ledger l;
    double due[3] = {0};
    money_open(&c,
               SAMPLE_CONTRACT ", \"multi_year_discount\": 0.1, \"offers\": "
                               "[{\"term_months\": 24, \"billing\":"
                               "\"annual-upfront\", \"price\": 24}]",
               PEOPLE, NAN);
    sw_option_terms terms = c.e->renew[SW_VIEW_COMMITMENT].terms;
    terms.offer = &c.f.pilot->contracts[0].offers[0];
    sw_ledger_init(&l, c.e, &terms, SW_VIEW_COMMITMENT);
    for (size_t i = 0; i < l.n; i++)
        if (l.entry[i].month > 0)
            due[l.entry[i].month == 2    ? 0
                : l.entry[i].month == 14 ? 1
                                         : 2] +=
                sw_entry_amount(c.e, &l.entry[i]);
    assert_close(due[0], 129600, 1e-12, 0, "August 2024");
    assert_close(due[1], 129600, 1e-12, 0, "August 2025");
    assert_close(due[2], 0, 0, 0, "else nothing");
    assert_day(l.to, "2026-07-31", "two years");
    sw_ledger_clear(&l);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_clause_costs_what_it_adds),
        cmocka_unit_test(seats_that_nobody_has_cost_their_price),
        cmocka_unit_test(a_contingency_follows_the_other_costs),
        cmocka_unit_test(a_share_and_an_amount_are_refused),
        cmocka_unit_test(planned_seats_save_time_where_transport_is_given),
        cmocka_unit_test(a_long_offer_has_the_multi_year_discount),
    };
    return cmocka_run_group_tests_name("economics/clauses", tests, NULL, NULL);
}
