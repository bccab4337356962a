/* Dates worked out by hand from the contract clauses of ECONOMICS 1 and 2. */
#include "economics/clock.h"
#include "economics_case.h"
#include "economics/licence_cost.h"

#define AS_OF(date) "\"seats\": {\"count\": 500}, \"as_of\": \"" date "\""

static void assert_day(sw_day got, const char *want, const char *row)
{
    char text[SW_DATE_TEXT];
    if (strcmp(sw_date_format(got, text), want) != 0)
        fail_msg("%s: %s, want %s", row, text, want);
}

#define TERM                                                                   \
    "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12,"            \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","

static const struct {
    const char *name, *contract, *as_of;
    const char *first_exit, *act_by, *internal, *next_exit, *signed_to;
} CLOCKS[] = {
    {"the sample contract", TERM "\"notice_days\": 30, \"auto_renew\": true",
     "2024-06-30", "2024-07-31", "2024-07-01", "2024-06-30", "2025-07-31",
     "2025-07-31"},
    {"notice missed by a day", TERM "\"notice_days\": 30, \"auto_renew\": true",
     "2024-07-02", "2025-07-31", "2025-07-01", "2025-06-01", "2026-07-31",
     "2026-07-31"},
    {"lapses by itself", TERM "\"notice_days\": 30, \"auto_renew\": false",
     "2024-06-30", "2024-07-31", "2024-07-31", "2024-07-01", "", "2025-07-31"},
    {"any month end",
     "\"price\": 19, \"seats_purchased\": 120, \"term_months\": 1,"
     "\"term_start\": \"2024-01-01\", \"term_end\": \"2024-01-31\","
     "\"billing\": \"monthly\", \"auto_renew\": true, \"exits\": "
     "[{\"action\": \"cancel\", \"anchor\": \"month-end\","
     "\"from_days\": null, \"to_days\": 0, \"refund\": \"none\"}]",
     "2024-06-15", "2024-06-30", "2024-06-30", "2024-06-15", "2024-07-31",
     "2024-07-31"},
    {"no terms", "\"price\": 30, \"seats_purchased\": 500", "2024-06-30",
     "2024-06-30", "", "", "", "2025-06-30"},
};

static void dates_are_right_to_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CLOCKS); i++) {
        money_case c;
        char *more = g_strdup_printf("\"seats\": {\"count\": 500}");
        c.f = folder_new();
        char *text = g_strdup_printf(
            "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
            "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-01\"},"
            "\"as_of\": \"%s\", \"contract\": {%s}, %s}",
            CLOCKS[i].as_of, CLOCKS[i].contract, more);
        folder_write(&c.f, "pilot.json", text);
        c.f.pilot = sw_pilot_load(c.f.path, NULL, c.f.d);
        assert_non_null(c.f.pilot);
        sw_clock clock;
        sw_clock_set(&clock, c.f.pilot);
        const char *row = CLOCKS[i].name;
        assert_day(clock.first_exit, CLOCKS[i].first_exit, row);
        assert_day(clock.act_by, CLOCKS[i].act_by, row);
        assert_day(clock.internal_act_by, CLOCKS[i].internal, row);
        assert_day(clock.next_exit, CLOCKS[i].next_exit, row);
        assert_day(clock.signed_to, CLOCKS[i].signed_to, row);
        g_free(text);
        g_free(more);
        folder_free(&c.f);
    }
}

static void sample_has_thirteen_months(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, SAMPLE_ASSUMPTIONS, 20);
    assert_int_equal(c.e->clock.months_commitment, 13);
    assert_int_equal(c.e->clock.months_programme, 37);
    assert_day(c.e->clock.programme_to, "2027-07-31", "programme");
    assert_close(sw_clock_share(&c.e->clock, 1, c.e->clock.as_of + 1,
                                c.e->clock.first_exit),
                 1, 0, 0, "July lies in the running term");
    assert_close(sw_clock_share(&c.e->clock, 2, sw_date_from_ymd(2024, 8, 16),
                                SW_DAY_NONE),
                 16.0 / 31.0, 1e-15, 0, "days of August");
    money_close(&c);
}

static void months_end_where_months_end(void **state)
{
    (void)state;
    sw_clock clock = {.as_of = sw_date_from_ymd(2024, 2, 29)};
    assert_day(sw_clock_month_end(&clock, 1), "2024-03-31", "month end");
    assert_day(sw_clock_month_end(&clock, 12), "2025-02-28", "a year on");
    assert_int_equal(sw_clock_month_of(&clock, clock.as_of), 1);
    assert_int_equal(sw_clock_month_of(&clock, clock.as_of - 1), 0);
    assert_int_equal(sw_clock_month_of(&clock, sw_date_from_ymd(2024, 4, 1)),
                     2);
}

static void invoices_follow_the_billing(void **state)
{
    (void)state;
    sw_clock clock = {.as_of = sw_date_from_ymd(2024, 6, 30),
                      .terms_known = true,
                      .contract_from = sw_date_from_ymd(2023, 8, 1)};
    sw_contract contract = {.term_months = 18,
                            .billing = SW_BILL_ANNUAL_UPFRONT,
                            .price_lock_until = SW_DAY_NONE};
    sw_invoices list;
    sw_invoices_list(&list, &clock, &contract, sw_date_from_ymd(2025, 7, 31));
    assert_int_equal(list.n, 3);
    assert_day(list.item[1].day, "2024-08-01", "second term-year");
    assert_int_equal(list.item[1].months, 6);
    assert_int_equal(list.item[1].renewals, 0);
    assert_day(list.item[2].day, "2025-02-01", "second term");
    assert_int_equal(list.item[2].months, 12);
    assert_int_equal(list.item[2].renewals, 1);
    g_free(list.item);
}

static void a_price_lock_stops_the_uplift(void **state)
{
    (void)state;
    sw_clock clock = {.as_of = sw_date_from_ymd(2024, 6, 30),
                      .terms_known = true,
                      .contract_from = sw_date_from_ymd(2023, 8, 1)};
    sw_contract contract = {.term_months = 12,
                            .billing = SW_BILL_ANNUAL_UPFRONT,
                            .price_lock_until = sw_date_from_ymd(2024, 12, 31)};
    sw_invoices list;
    sw_invoices_list(&list, &clock, &contract, sw_date_from_ymd(2026, 7, 31));
    assert_int_equal(list.n, 3);
    assert_int_equal(list.item[1].renewals, 0);
    assert_int_equal(list.item[2].renewals, 1);
    g_free(list.item);
}

static void tiers_price_whole_volume_or_margin(void **state)
{
    (void)state;
    sw_tier tiers[] = {{1, 30}, {1000, 27}};
    sw_contract c = {.tiers = tiers, .n_tiers = 2};
    assert_close(sw_tier_multiple(&c, 999), 1, 0, 0, "below");
    assert_close(sw_tier_multiple(&c, 1000), 0.9, 1e-15, 0, "volume");
    c.marginal_tiers = true;
    /* 999 seats at 30 and 501 at 27. */
    assert_close(sw_tier_multiple(&c, 1500) * 30 * 1500,
                 999 * 30.0 + 501 * 27.0, 1e-14, 0, "marginal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_right_to_the_day),
        cmocka_unit_test(sample_has_thirteen_months),
        cmocka_unit_test(months_end_where_months_end),
        cmocka_unit_test(invoices_follow_the_billing),
        cmocka_unit_test(a_price_lock_stops_the_uplift),
        cmocka_unit_test(tiers_price_whole_volume_or_margin),
    };
    return cmocka_run_group_tests_name("economics/clock", tests, NULL, NULL);
}
