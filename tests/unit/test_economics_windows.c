/* Windows to leave that have closed, and what the next one costs. */
#include "economics_case.h"
#include "sw_test.h"

#define FROM(end)                                                              \
    "\"price\": 30, \"seats_purchased\": 500, \"billing\": "                   \
    "\"annual-upfront\", \"term_months\": 12, \"auto_renew\": true, "          \
    "\"notice_days\": 30, \"term_end\": \"" end "\""

static void assert_date(sw_day day, const char *want)
{
    char text[SW_DATE_TEXT];
    assert_string_equal(sw_date_format(day, text), want);
}

/* A year of 500 seats is 180,000: that is what one more year costs. */
static void the_next_window_costs_a_year(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, FROM("2024-07-31"), SAMPLE_ASSUMPTIONS, NAN);
    const sw_clock *k = &c.e->clock[0];
    assert_date(k->act_by, "2024-07-01");
    assert_date(k->next_exit, "2025-07-31");
    assert_close(k->next_cost, 180000, 1e-12, 0, "one more year");
    assert_int_equal(k->missed_exit, SW_DAY_NONE);
    money_close(&c);
}

/* On 30 June notice for 25 July is five days late: the term that then begins
 * is paid for. */
static void a_window_that_closed_is_known_with_its_cost(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, FROM("2024-07-25"), SAMPLE_ASSUMPTIONS, NAN);
    const sw_clock *k = &c.e->clock[0];
    assert_date(k->leaves_on, "2025-07-25");
    assert_date(k->missed_exit, "2024-07-25");
    assert_date(k->missed_act_by, "2024-06-25");
    assert_close(k->missed_cost, 180000, 1e-12, 0, "the year it costs");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_window_costs_a_year),
        cmocka_unit_test(a_window_that_closed_is_known_with_its_cost),
    };
    return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
