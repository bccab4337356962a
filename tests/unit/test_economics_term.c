/* Terms one after the other, and the rises of their price (ECONOMICS 1 and 2),
 * against dates read off the calendar. */
#include "economics/calendar.h"
#include "economics/leaving.h"
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 10}"
#define SPAN(from, to, months)                                                 \
    "\"price\": 30, \"seats_purchased\": 10, \"term_months\": " months         \
    ", \"term_start\": \"" from "\", \"term_end\": \"" to "\""
#define RENEWS ", \"auto_renew\": true, \"notice_days\": 30"
#define YEAR SPAN("2023-08-01", "2024-07-31", "12") RENEWS

/* "from..to" of each term; the rises of price and baseline where any; "x" of
 * extended service, "past" of what does not run. */
static char *text_of(const sw_terms *t)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < t->n; i++) {
        char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
        const sw_term *x = &t->item[i];
        g_string_append_printf(text, "%s%s..%s", i > 0 ? ", " : "",
                               sw_date_format(x->from, from),
                               sw_date_format(x->to, to));
        if (x->rises + x->base_rises > 0)
            g_string_append_printf(text, " %d/%d", x->rises, x->base_rises);
        if (x->regime == SW_BY_EXTENSION)
            g_string_append(text, " x");
        if (!x->runs)
            g_string_append(text, " past");
    }
    return g_string_free(text, FALSE);
}

static sw_day day_of(const char *text)
{
    int year, month, day;
    sscanf(text, "%d-%d-%d", &year, &month, &day);
    return sw_date_from_ymd(year, month, day);
}

static const struct {
    const char *name, *as_of, *contract, *more, *end, *terms;
} TERMS[] = {
    {"twelve months, counted from the end", "2024-06-30", YEAR, SEATS,
     "2026-01-31",
     "2023-08-01..2024-07-31, 2024-08-01..2025-07-31 1/1, "
     "2025-08-01..2026-07-31 2/2"},
    {"rolled forward to the term that holds as_of", "2026-06-30", YEAR, SEATS,
     "2026-08-01", "2025-08-01..2026-07-31, 2026-08-01..2027-07-31 1/1"},
    {"as_of is the last day of a term", "2024-07-31", YEAR, SEATS, "2024-07-31",
     "2023-08-01..2024-07-31"},
    /* From 30 January by months: clamped to February's end, not cumulated. */
    {"month ends are not cumulated", "2024-01-15",
     SPAN("2023-12-31", "2024-01-30", "1") RENEWS, SEATS, "2024-04-30",
     "2023-12-31..2024-01-30, 2024-01-31..2024-02-29, 2024-03-01..2024-03-30, "
     "2024-03-31..2024-04-30"},
    {"lapsed before as_of: signed anew", "2024-10-15",
     SPAN("2023-08-01", "2024-07-31", "12") ", \"auto_renew\": false", SEATS,
     "2025-10-16",
     "2023-08-01..2024-07-31 past, 2024-10-16..2025-10-15, "
     "2025-10-16..2026-10-15 1/1"},
    {"no dates: signed on the day after", "2024-06-30",
     "\"price\": 30, \"seats_purchased\": 10", SEATS, "2024-07-01",
     "2024-07-01..2025-06-30"},
    /* Six months after the term began: too soon; a year after: one. */
    {"twelve months between rises", "2024-06-30",
     SPAN("2024-02-01", "2024-07-31", "6") RENEWS, SEATS, "2025-08-01",
     "2024-02-01..2024-07-31, 2024-08-01..2025-01-31, "
     "2025-02-01..2025-07-31 1/1, 2025-08-01..2026-01-31 1/1"},
    /* The lock covers the renewals of 2024 and 2025, and the rises are not made
     * up for in 2026. The baseline is not locked. */
    {"a rise within the lock is lost", "2024-06-30",
     YEAR ", \"price_lock_until\": \"2025-08-01\"", SEATS, "2026-08-01",
     "2023-08-01..2024-07-31, 2024-08-01..2025-07-31 0/1, "
     "2025-08-01..2026-07-31 0/2, 2026-08-01..2027-07-31 1/3"},
    /* A lost rise counts as the last one: half a year later is too soon. */
    {"and counts as the last", "2024-06-30",
     SPAN("2024-02-01", "2024-07-31", "6") RENEWS
     ", \"price_lock_until\": \"2025-02-01\"",
     SEATS, "2026-02-01",
     "2024-02-01..2024-07-31, 2024-08-01..2025-01-31, "
     "2025-02-01..2025-07-31 0/1, 2025-08-01..2026-01-31 0/1, "
     "2026-02-01..2026-07-31 1/2"},
    {"the first term that reaches co_terminate ends on it", "2024-06-30", YEAR,
     SEATS ", \"co_terminate\": \"2024-12-31\"", "2026-01-01",
     "2023-08-01..2024-07-31, 2024-08-01..2024-12-31 1/1, "
     "2025-01-01..2025-12-31 1/1, 2026-01-01..2026-12-31 2/2"},
    {"extended service that runs: a renewal is signed at once", "2024-10-15",
     SPAN("2023-08-01", "2024-07-31",
          "12") ", \"end_of_term\": {\"action\": \"extended-service\", "
                "\"uplift\": 0.03}",
     SEATS, "2024-10-16",
     "2023-08-01..2024-07-31 past, 2024-08-01..2024-10-14 x past, "
     "2024-10-15..2025-10-14 1/1"},
};

static void terms_follow_one_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(TERMS); i++) {
        money_case c;
        sw_terms t;
        money_open_on(&c, TERMS[i].as_of, TERMS[i].contract, TERMS[i].more);
        sw_course on = sw_course_renewed(c.e, 0, day_of(TERMS[i].end));
        sw_terms_list(&t, &c.f.pilot->contracts[0], c.e->as_of, &on);
        g_autofree char *text = text_of(&t);
        if (strcmp(text, TERMS[i].terms) != 0)
            fail_msg("%s:\n%s, want\n%s", TERMS[i].name, text, TERMS[i].terms);
        sw_terms_clear(&t);
        money_close(&c);
    }
}

/* If nobody acts service goes on at the end of the term, open-ended. */
static void extended_service_follows_where_nobody_signs(void **state)
{
    (void)state;
    money_case c;
    sw_terms t;
    money_open_on(
        &c, "2024-06-30",
        SPAN("2023-08-01", "2024-07-31",
             "12") ", \"end_of_term\": {\"action\": \"extended-service\","
                   "\"uplift\": 0.03}",
        SEATS);
    sw_course on = sw_course_on(c.e, day_of("2025-03-10"));
    on.extends = true;
    sw_terms_list(&t, &c.f.pilot->contracts[0], c.e->as_of, &on);
    g_autofree char *text = text_of(&t);
    assert_string_equal(text,
                        "2023-08-01..2024-07-31, 2024-08-01..2025-03-10 x");
    sw_terms_clear(&t);
    money_close(&c);
}

static const struct {
    const char *name, *price, *terms;
} OFFERS[] = {
    {"its own price has not risen, the baseline has", "24",
     "2024-08-01..2026-07-31 0/1, 2026-08-01..2028-07-31 1/2"},
    {"the contract's price rises as at a renewal", "null",
     "2024-08-01..2026-07-31 1/1, 2026-08-01..2028-07-31 2/2"},
};

static void an_offer_begins_when_the_contract_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(OFFERS); i++) {
        g_autofree char *contract = g_strdup_printf(
            YEAR ", \"offers\": [{\"term_months\": 24, \"billing\":"
                 "\"annual-upfront\", \"price\": %s}]",
            OFFERS[i].price);
        money_case c;
        sw_terms t;
        money_open_on(&c, "2024-06-30", contract, SEATS);
        sw_course on = sw_course_on(c.e, day_of("2026-08-01"));
        on.offer = &c.f.pilot->contracts[0].offers[0];
        on.offer_from = c.e->clock[0].signed_from;
        sw_terms_list(&t, &c.f.pilot->contracts[0], c.e->as_of, &on);
        g_autofree char *text = text_of(&t);
        if (strcmp(text, OFFERS[i].terms) != 0)
            fail_msg("%s: %s", OFFERS[i].name, text);
        sw_terms_clear(&t);
        money_close(&c);
    }
}

static void months_end_where_months_end(void **state)
{
    (void)state;
    sw_day as_of = day_of("2024-02-29");
    assert_day(sw_month_last(as_of, 1), "2024-03-31", "month end");
    assert_day(sw_month_last(as_of, 12), "2025-02-28", "a year on");
    assert_day(sw_month_first(as_of, 2), "2024-04-01", "the day after");
    assert_int_equal(sw_month_of(as_of, as_of), 1);
    assert_int_equal(sw_month_of(as_of, as_of - 1), 0);
    assert_int_equal(sw_month_of(as_of, day_of("2024-04-01")), 2);
    assert_close(sw_month_share(as_of, 1, day_of("2024-03-16"), INT32_MAX),
                 16 / 31.0, 1e-15, 0, "days of March");
    assert_close(sw_month_share(as_of, 1, day_of("2024-04-01"), INT32_MAX), 0,
                 0, 0, "not of the next");
}

/* S of month m at year floor((m + 5) / 12), E at ceil(m / 12), less a half. */
static void years_are_counted_by_the_convention(void **state)
{
    (void)state;
    static const struct {
        int m;
        double start, year_end, mid_year;
    } ROWS[] = {{1, 0, 1, 0.5},  {6, 0, 1, 0.5},  {7, 1, 1, 0.5},
                {12, 1, 1, 0.5}, {13, 1, 2, 1.5}, {18, 1, 2, 1.5},
                {19, 2, 2, 1.5}, {24, 2, 2, 1.5}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        int m = ROWS[i].m;
        assert_close(sw_start_exponent(SW_DISCOUNT_YEAR_END, m), ROWS[i].start,
                     0, 0, "S");
        assert_close(sw_start_exponent(SW_DISCOUNT_MID_YEAR, m), ROWS[i].start,
                     0, 0, "S, mid-year");
        assert_close(sw_end_exponent(SW_DISCOUNT_YEAR_END, m), ROWS[i].year_end,
                     0, 0, "E");
        assert_close(sw_end_exponent(SW_DISCOUNT_MID_YEAR, m), ROWS[i].mid_year,
                     0, 0, "E, mid-year");
        assert_close(sw_start_exponent(SW_DISCOUNT_MONTHLY, m), (m - 1) / 12.0,
                     1e-15, 0, "S, monthly");
        assert_close(sw_end_exponent(SW_DISCOUNT_MONTHLY, m), m / 12.0, 1e-15,
                     0, "E, monthly");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_follow_one_another),
        cmocka_unit_test(extended_service_follows_where_nobody_signs),
        cmocka_unit_test(an_offer_begins_when_the_contract_is_left),
        cmocka_unit_test(months_end_where_months_end),
        cmocka_unit_test(years_are_counted_by_the_convention),
    };
    return cmocka_run_group_tests_name("economics/term", tests, NULL, NULL);
}
