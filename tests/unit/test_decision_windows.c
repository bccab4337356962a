/* What an option is compared with: leaving over the option's own window, with
 * what goes on there whatever is decided. At a rate of 0: sums of invoices. */
#include "decision_case.h"

#define PILOT(as_of, more)                                                     \
    "{\"seatworth\": 1, \"name\": \"Test\", \"currency\": \"USD\","            \
    "\"pilot\": {\"start\": \"2023-06-01\", \"end\": \"2024-01-31\"},"         \
    "\"as_of\": \"" as_of "\", \"seats\": {\"count\": 100},"                   \
    "\"assumptions\": {\"hourly_cost\": 60, \"discount_rate\": 0}," more "}"

#define TERM(months, end)                                                      \
    "\"price\": 10, \"seats_purchased\": 100, \"billing\": "                   \
    "\"annual-upfront\", \"term_months\": " months ", \"term_end\": \"" end    \
    "\""

/* It could be left on the day it was bought alone. */
#define STAYS                                                                  \
    ", \"auto_renew\": true, \"exits\": [{\"action\": \"cancel\", "            \
    "\"anchor\": \"purchase\", \"from_days\": 0, \"to_days\": 0}]"

#define EXTENDED                                                               \
    TERM("12", "2024-03-31")                                                   \
    ", \"end_of_term\": {\"action\": \"extended-service\", \"uplift\": 0}"

#define NO_BENEFIT                                                             \
    "\"benefits\": [{\"id\": \"b\", \"kind\": \"cost-avoided\", "              \
    "\"amount_per_year\": 0}]"

static void open_text(money_case *c, const char *text)
{
    *c = (money_case){.f = folder_new()};
    folder_write(&c->f, "pilot.json", text);
    money_load(c);
    money_price(c);
}

/* One contract goes on, the other ends: that is what leaving is too, in every
 * view. The programme ends with the month in which the window ends. */
static void doing_nothing_that_is_leaving_is_worth_nothing(void **state)
{
    (void)state;
    money_case c;
    open_text(
        &c,
        PILOT(
            "2024-07-31",
            "\"contracts\": [{\"sku\": \"A\", " TERM("18", "2025-05-31") STAYS
            "}, {\"sku\": \"B\", " TERM(
                "37",
                "2025-04-15") "}], "
                              "\"benefits\": [{\"id\": \"b\", \"kind\": "
                              "\"cost-avoided\", \"amount_per_seat\": 120}]"));
    sw_decision *d = decide(&c);
    const sw_option *o = sw_options_find(d, SW_OPTION_DO_NOTHING);
    assert_close(o->draws.mean, 0, 0, 1e-6, "its window");
    assert_close(o->draws.npv_programme, 0, 0, 1e-6, "programme");
    sw_decision_free(d);
    money_close(&c);
}

/* Two years of the offer, 100 seats at 10; the other contract is paid in both,
 * in the second year too. */
static void what_goes_on_costs_an_offer_nothing(void **state)
{
    (void)state;
    money_case c;
    open_text(&c,
              PILOT("2024-06-30",
                    "\"contracts\": [{\"sku\": \"A\", " TERM(
                        "12", "2024-12-31") ", \"offers\": [{\"term_months\": "
                                            "24, \"price\": 10}]"
                                            "}, {\"sku\": \"B\", " TERM(
                                                "12", "2024-12-31") STAYS
                    "}], " NO_BENEFIT));
    sw_decision *d = decide(&c);
    const sw_option *o = &d->options[1];
    assert_int_equal(SW_OPTION_RENEW, o->kind);
    assert_close(sw_option_own_draws(o).mean, -24000, 1e-12, 0, "two years");
    sw_decision_free(d);
    money_close(&c);
}

/* Half a year of 200 seats, a year of 100, and ten more from 1 February on, a
 * month apart: 1200 + 1200 + 10 * (11 + 10 + ... + 1) dollars. */
static void added_seats_cost_theirs_when_another_contract_ends(void **state)
{
    (void)state;
    money_case c;
    open_text(
        &c,
        PILOT("2024-06-30",
              "\"contracts\": [{\"sku\": \"A\", " TERM(
                  "12",
                  "2024-12-31") ", \"auto_renew\": true, \"seat_growth\": 10}, "
                                "{\"sku\": \"B\", " TERM(
                                    "12",
                                    "2024-12-31") "}], "
                                                  "\"costs\": [{\"id\": "
                                                  "\"support\", \"kind\": "
                                                  "\"recurring\", "
                                                  "\"amount_per_seat\": 12}]"));
    assert_close(flow_total(&c, &c.r->idle, "support"), 3060, 1e-12, 0, "");
    money_close(&c);
}

/* Ten more seats on the first of each month from August to June: 66 months of
 * ten. */
static void extended_service_takes_added_seats(void **state)
{
    (void)state;
    money_case c;
    open_text(&c, PILOT("2024-07-01",
                        "\"contract\": {" EXTENDED ", \"seat_growth\": 10}"));
    assert_close(flow_total(&c, &c.r->idle, "licences"), 12000, 1e-12, 0, "");
    assert_close(flow_total(&c, &c.r->idle, "licences:added"), 6600, 1e-12, 0,
                 "");
    money_close(&c);
}

/* It can be left at once, so that the window ends with June; the invoice of
 * January is for the whole year. */
static void the_window_cuts_a_term_that_lapses(void **state)
{
    (void)state;
    money_case c;
    open_text(&c, PILOT("2024-06-30",
                        "\"contract\": {" TERM(
                            "24", "2025-12-31") ", \"exits\": [{\"action\": "
                                                "\"cancel\", \"anchor\": "
                                                "\"month-end\", \"from_days\": "
                                                "null, \"to_days\": 0, "
                                                "\"refund\": \"prorata\"}]}"));
    double want = 12000 * 181 / 365.0;
    assert_close(flow_total(&c, &c.r->idle, "licences"), want, 1e-12, 0, "");
    assert_close(c.r->if_nobody_acts, want, 1e-12, 0, "if nobody acts");
    money_close(&c);
}

/* Extended service runs until the other is there: two months, and a year. */
static void extended_service_bridges_a_switch(void **state)
{
    (void)state;
    money_case c;
    open_text(&c, PILOT("2024-07-01",
                        "\"contract\": {" EXTENDED "}, \"alternatives\": ["
                        "{\"name\": \"Other\", \"contract\": {\"price\": 10, "
                        "\"seats_purchased\": 100, \"billing\": \"monthly\"}, "
                        "\"benefit_factor\": 1, \"available_from\": "
                        "\"2024-09-01\"}], " NO_BENEFIT));
    sw_decision *d = decide(&c);
    const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
    assert_close(sw_option_own_draws(o).mean, -14000, 1e-12, 0, "");
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doing_nothing_that_is_leaving_is_worth_nothing),
        cmocka_unit_test(what_goes_on_costs_an_offer_nothing),
        cmocka_unit_test(added_seats_cost_theirs_when_another_contract_ends),
        cmocka_unit_test(extended_service_takes_added_seats),
        cmocka_unit_test(the_window_cuts_a_term_that_lapses),
        cmocka_unit_test(extended_service_bridges_a_switch),
    };
    return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
