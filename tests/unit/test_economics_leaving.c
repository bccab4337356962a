/* The cheapest exit, what renewing binds, and the clocks of contracts
 * (ECONOMICS 1, Leaving), by hand. */
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 500}"
#define YEAR                                                                   \
    "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12,"            \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","
#define EXIT(action, anchor, from, to, refund)                                 \
    "{\"action\": \"" action "\", \"anchor\": \"" anchor                       \
    "\", \"from_days\": " from ", \"to_days\": " to ", \"refund\": \"" refund  \
    "\"}"
#define EXITS(list) YEAR "\"auto_renew\": true, \"exits\": [" list "]"
#define MONTHLY                                                                \
    "\"price\": 19, \"seats_purchased\": 500, \"term_months\": 1,"             \
    "\"term_start\": \"2024-01-01\", \"term_end\": \"2024-01-31\","            \
    "\"billing\": \"monthly\", \"auto_renew\": true, \"exits\": [" EXIT(       \
        "cancel", "month-end", "null", "0", "none") "]"

static const struct {
    const char *name, *contract, *as_of;
    const char *leaves_on, *act_by, *internal, *next_exit, *bound;
} CLOCKS[] = {
    {"the sample contract", YEAR "\"notice_days\": 30, \"auto_renew\": true",
     "2024-06-30", "2024-07-31", "2024-07-01", "2024-06-30", "2025-07-31",
     "2025-07-31"},
    {"notice missed by a day", YEAR "\"notice_days\": 30, \"auto_renew\": true",
     "2024-07-02", "2025-07-31", "2025-07-01", "2025-06-01", "2026-07-31",
     "2026-07-31"},
    {"lapses by itself", YEAR "\"notice_days\": 30, \"auto_renew\": false",
     "2024-06-30", "2024-07-31", "2024-07-31", "2024-07-01", "", "2025-07-31"},
    {"lapsed: nothing to leave", YEAR "\"auto_renew\": false", "2024-10-15",
     "2024-10-15", "", "", "", "2025-10-15"},
    {"no terms", "\"price\": 30, \"seats_purchased\": 500", "2024-06-30",
     "2024-06-30", "", "", "", "2025-06-30"},
    /* A month costs more the later one leaves, so the first month end. */
    {"any month end, billed by the month", MONTHLY, "2024-06-15", "2024-06-30",
     "2024-06-30", "2024-06-15", "2024-07-31", "2024-07-31"},
    /* The year to 31 July is paid, so that June costs the same: the latest. */
    {"month ends of a year that is paid",
     EXITS(EXIT("cancel", "month-end", "null", "0", "none")), "2024-06-15",
     "2024-07-31", "2024-07-31", "2024-07-01", "2025-07-31", "2025-07-31"},
    /* Paid back by days: the earliest is the cheapest. */
    {"month ends that are paid back",
     EXITS(EXIT("cancel", "month-end", "null", "0", "prorata")), "2024-06-15",
     "2024-06-30", "2024-06-30", "2024-06-15", "2024-07-31", "2024-07-31"},
    /* Day 0 refunds all: as cheap as the notice that is missed. */
    {"day 0 of a renewal",
     EXITS(EXIT("cancel", "renewal", "0", "0", "prorata")), "2024-07-20",
     "2024-07-31", "2024-08-01", "2024-07-20", "2025-07-31", "2025-07-31"},
    /* The window that opens the term is not the next one. */
    {"a week after a renewal, and the notice",
     EXITS(EXIT("cancel", "renewal", "0", "7", "prorata") "," EXIT(
         "cancel", "term-end", "null", "-30", "none")),
     "2024-06-30", "2024-07-31", "2024-08-01", "2024-07-02", "2024-08-01",
     "2025-07-31"},
    /* A paid-up year beyond an anniversary of a term of two years. */
    {"bound to the next anniversary",
     "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 24,"
     "\"term_start\": \"2022-08-01\", \"term_end\": \"2024-07-31\","
     "\"auto_renew\": true, \"exits\": [" EXIT("cancel", "anniversary", "-60",
                                               "-30", "none") "]",
     "2024-06-30", "2024-07-31", "2024-07-02", "2024-06-30", "2025-07-31",
     "2025-07-31"},
};

static void dates_are_right_to_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CLOCKS); i++) {
        money_case c;
        const char *row = CLOCKS[i].name;
        money_open_on(&c, CLOCKS[i].as_of, CLOCKS[i].contract, SEATS);
        const sw_clock *clock = &c.e->clock[0];
        assert_day(clock->leaves_on, CLOCKS[i].leaves_on, row);
        assert_day(clock->act_by, CLOCKS[i].act_by, row);
        assert_day(clock->internal_act_by, CLOCKS[i].internal, row);
        assert_day(clock->next_exit, CLOCKS[i].next_exit, row);
        assert_day(clock->bound_until, CLOCKS[i].bound, row);
        assert_int_equal(clock->signed_from, clock->leaves_on + 1);
        assert_int_equal(clock->leaving, SW_LEAVES);
        money_close(&c);
    }
}

static const struct {
    const char *name, *exits, *as_of, *by, *from, *next;
} WINDOWS[] = {
    {"orders 60 to 30 days before the anniversary",
     EXIT("reduce", "anniversary", "-60", "-30", "none"), "2024-06-30",
     "2024-07-02", "2024-08-01", "2025-07-02"},
    /* Paid back by days until the eighth: the first day is the cheapest. */
    {"within seven days after renewal",
     EXIT("reduce", "renewal", "0", "7", "prorata"), "2024-06-30", "2024-08-01",
     "2024-08-01", "2024-08-02"},
    /* Nothing falls due before August: June is as cheap, so that the seats stay
     * to the end of what is paid. */
    {"any month end", EXIT("reduce", "month-end", "null", "0", "none"),
     "2024-06-15", "2024-07-31", "2024-08-01", "2024-08-31"},
    {"never", EXIT("cancel", "term-end", "null", "-30", "none"), "2024-06-30",
     "", "", ""},
};

static void reduction_windows_are_right_to_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WINDOWS); i++) {
        g_autofree char *contract = g_strdup_printf(
            YEAR "\"auto_renew\": true, \"exits\": [%s]", WINDOWS[i].exits);
        money_case c;
        money_open_on(&c, WINDOWS[i].as_of, contract, SEATS);
        const sw_clock *clock = &c.e->clock[0];
        assert_day(clock->reduce_by, WINDOWS[i].by, WINDOWS[i].name);
        assert_day(clock->reduced_from, WINDOWS[i].from, WINDOWS[i].name);
        assert_day(clock->next_reduce_by, WINDOWS[i].next, WINDOWS[i].name);
        money_close(&c);
    }
}

/* No cancelling: the comparator keeps the fewest seats, from August on; a year
 * of 40 seats of the 500. */
static void without_a_way_out_seats_are_reduced(void **state)
{
    (void)state;
    money_case c;
    money_open_on(&c, "2024-06-30",
                  EXITS(EXIT("reduce", "anniversary", "-60", "-30",
                             "none")) ", \"min_seats\": 40",
                  SEATS);
    const sw_clock *clock = &c.e->clock[0];
    assert_int_equal(clock->leaving, SW_REDUCES);
    assert_false(sw_leaving_ends(c.e));
    assert_day(clock->leaves_on, "2024-07-31", "the last day of all seats");
    assert_close(flow_in_month(&c, &c.r->leave, "licences", 2), 40 * 360, 1e-12,
                 0, "reduced");
    assert_close(c.r->committed, 40 * 360, 1e-12, 0, "due in every option");
    assert_close(c.r->avoidable, 460 * 360, 1e-12, 0, "the rest");
    money_close(&c);
}

/* The only window, of the purchase, has passed. */
static void without_any_exit_nothing_can_be_avoided(void **state)
{
    (void)state;
    money_case c;
    money_open_on(&c, "2024-06-30",
                  EXITS(EXIT("cancel", "purchase", "0", "7", "none")), SEATS);
    assert_int_equal(c.e->clock[0].leaving, SW_STAYS);
    assert_close(c.r->committed, 500 * 360, 1e-12, 0, "August");
    assert_close(c.r->avoidable, 0, 0, 1e-9, "nothing");
    money_close(&c);
}

/* Bound to B where that is later than a year, else to a year. */
static const struct {
    const char *name, *contract, *as_of, *window, *programme;
} VIEWS[] = {
    /* 36 months from as_of end on 2027-06-30; the term that holds it on 31
       July. */
    {"a year", YEAR "\"notice_days\": 30, \"auto_renew\": true", "2024-06-30",
     "2025-07-31", "2027-07-31"},
    {"bound for a month only", MONTHLY, "2024-06-15", "2025-06-30",
     "2027-06-30"},
    {"bound for three years",
     "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 36,"
     "\"term_start\": \"2021-08-01\", \"term_end\": \"2024-07-31\","
     "\"notice_days\": 30, \"auto_renew\": true",
     "2024-06-30", "2027-07-31", "2027-07-31"},
};

static void views_end_where_they_bind(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(VIEWS); i++) {
        money_case c;
        money_open_on(&c, VIEWS[i].as_of, VIEWS[i].contract, SEATS);
        assert_day(c.e->renew[SW_VIEW_COMMITMENT].to, VIEWS[i].window,
                   VIEWS[i].name);
        assert_day(c.e->leave.to, VIEWS[i].window, VIEWS[i].name);
        assert_day(c.e->renew[SW_VIEW_PROGRAMME].to, VIEWS[i].programme,
                   VIEWS[i].name);
        money_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_right_to_the_day),
        cmocka_unit_test(reduction_windows_are_right_to_the_day),
        cmocka_unit_test(without_a_way_out_seats_are_reduced),
        cmocka_unit_test(without_any_exit_nothing_can_be_avoided),
        cmocka_unit_test(views_end_where_they_bind),
    };
    return cmocka_run_group_tests_name("economics/leaving", tests, NULL, NULL);
}
