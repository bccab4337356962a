/* How much of a month is in service, and for whom (ECONOMICS 1 and 3). */
#include "economics/leaving.h"
#include "economics/service.h"
#include "economics_case.h"

static sw_day june(int day)
{
    return sw_date_from_ymd(2024, 6, day);
}

/* As of 31 May: month 1 is June, of thirty days. Ten seats and thirty, a
 * quarter and three quarters of them; the ten end on 15 June. */
static const struct {
    const char *name;
    int from, to;    /* of the line, in June */
    int first, full; /* its ramp */
    double share, seats;
} PRESENCES[] = {
    {"half a month of all, half of the thirty", 1, 30, 1, 0, 0.25 * 0.5 + 0.75,
     10 * 0.5 + 30},
    {"from the day after the ten", 16, 30, 1, 0, 0.75 * 0.5, 30 * 0.5},
    {"a day", 15, 15, 1, 0, 1 / 30.0, 40 / 30.0},
    {"begins later than the span", 1, 30, 16, 0, 0.75 * 0.5, 15},
    /* Day i of thirty has (i - 1/2) / 30: 15 days of a quarter on average, 15
     * of three quarters. */
    {"grows evenly over June", 1, 30, 1, 30,
     (0.25 * 15 * 0.25 + 0.75 * 30 * 0.5) / 30,
     (10 * 15 * 0.25 + 30 * 30 * 0.5) / 30},
    /* 10 days to full: half of ten days, then all. */
    {"is full after ten days", 1, 15, 1, 10, (5.0 + 5.0) / 30,
     40 * (5.0 + 5.0) / 30},
    {"nothing after its end", 20, 19, 1, 0, 0, 0},
};

static void presence_counts_days(void **state)
{
    (void)state;
    g_autoptr(GArray) services = g_array_new(FALSE, FALSE, sizeof(sw_service));
    const sw_service list[] = {{june(1), june(15), 10, 0.25},
                               {june(1), june(30) + 100, 30, 0.75}};
    g_array_append_vals(services, list, 2);
    for (size_t i = 0; i < COUNT(PRESENCES); i++) {
        sw_ramp ramp = {june(PRESENCES[i].first), june(PRESENCES[i].full)};
        if (PRESENCES[i].full == 0)
            ramp.full = ramp.first - 1;
        sw_presence p =
            sw_presence_of(services, june(1) - 1, 1, june(PRESENCES[i].from),
                           june(PRESENCES[i].to), ramp);
        assert_close(p.share, PRESENCES[i].share, 1e-14, 0, PRESENCES[i].name);
        assert_close(p.seats, PRESENCES[i].seats, 1e-14, 0, PRESENCES[i].name);
    }
    assert_close(sw_seats_in_service(services, june(15)), 40, 0, 0, "both");
    assert_close(sw_seats_in_service(services, june(16)), 30, 0, 0, "one");
    assert_close(sw_seats_in_service(services, june(1) - 9), 40, 0, 0,
                 "before: as on the first day");
}

/* 30 of 40 seats are left on 31 July, 10 on 30 September: a line that names no
 * contract runs for a quarter in August. */
static void several_contracts_share_what_is_in_service(void **state)
{
    (void)state;
    money_case c = {.f = folder_new()};
    folder_write(
        &c.f, "pilot.json",
        "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"as_of\": \"2024-06-30\", \"seats\": {\"count\": 40},"
        "\"contracts\": [{\"sku\": \"a\", \"price\": 30,"
        "\"seats_purchased\": 30, \"term_start\": \"2023-08-01\","
        "\"term_end\": \"2024-07-31\", \"auto_renew\": true},"
        "{\"sku\": \"b\", \"price\": 30, \"seats_purchased\": 10,"
        "\"term_start\": \"2023-10-01\", \"term_end\": \"2024-09-30\","
        "\"auto_renew\": true}],"
        "\"costs\": [{\"id\": \"x\", \"kind\": \"support\","
        "\"amount_per_year\": 12000}]}");
    money_load(&c);
    money_price(&c);
    const double want[] = {1000, 250, 250, 0};
    for (int m = 1; m <= 4; m++)
        assert_close(flow_in_month(&c, &c.r->leave, "x", m), want[m - 1], 1e-12,
                     0, "leaving");
    for (int m = 1; m <= 15; m++)
        assert_close(flow_in_month(&c, &c.r->renew[0], "x", m), 1000, 1e-12, 0,
                     "renewing");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presence_counts_days),
        cmocka_unit_test(several_contracts_share_what_is_in_service),
    };
    return cmocka_run_group_tests_name("economics/service", tests, NULL, NULL);
}
