/* Windows of acting round each anchor (ECONOMICS 1, Exits), by hand. */
#include "economics/exit.h"
#include "economics/leaving.h"
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 10}"
#define YEAR                                                                   \
    "\"price\": 30, \"seats_purchased\": 10, \"term_months\": 12,"             \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\""
#define CANCEL(anchor, from, to)                                               \
    "{\"action\": \"cancel\", \"anchor\": \"" anchor                           \
    "\", \"from_days\": " from ", \"to_days\": " to ", \"refund\": \"none\"}"
#define REDUCE                                                                 \
    "{\"action\": \"reduce\", \"anchor\": \"term-end\", \"from_days\": null,"  \
    "\"to_days\": -30}"
#define EXITS(list) YEAR ", \"auto_renew\": true, \"exits\": [" list "]"

static const struct {
    const char *name, *contract, *as_of, *to;
    const char *ways; /* last day of service < last day of acting, ... */
} ROWS[] = {
    {"term-end, any time before", EXITS(CANCEL("term-end", "null", "-30")),
     "2024-06-30", "2025-07-31",
     "2024-07-31 < 2024-07-01, 2025-07-31 < 2025-07-01"},
    {"the last permitted day is as_of",
     EXITS(CANCEL("term-end", "null", "-30")), "2024-07-01", "2024-07-31",
     "2024-07-31 < 2024-07-01"},
    {"a day late", EXITS(CANCEL("term-end", "null", "-30")), "2024-07-02",
     "2024-07-31", ""},
    {"notice is the same right",
     YEAR ", \"auto_renew\": true, \"notice_days\": 30", "2024-06-30",
     "2025-07-31", "2024-07-31 < 2024-07-01, 2025-07-31 < 2025-07-01"},
    {"a window before the term's end", EXITS(CANCEL("term-end", "-60", "-30")),
     "2024-06-30", "2024-07-31", "2024-07-31 < 2024-07-01"},
    {"renewal, day 0: service ends on the day before",
     EXITS(CANCEL("renewal", "0", "0")), "2024-06-30", "2024-08-10",
     "2024-07-31 < 2024-08-01"},
    /* Until 1 August the boundary holds; then each day ends the one before. */
    {"renewal, acted on after the boundary",
     EXITS(CANCEL("renewal", "-1", "3")), "2024-06-30", "2024-08-10",
     "2024-07-31 < 2024-08-01, 2024-08-01 < 2024-08-02, "
     "2024-08-02 < 2024-08-03, 2024-08-03 < 2024-08-04"},
    {"as_of within the window after a renewal",
     EXITS(CANCEL("renewal", "0", "3")), "2024-08-03", "2024-08-10",
     "2024-08-02 < 2024-08-03, 2024-08-03 < 2024-08-04"},
    {"purchase: the running term's start only",
     EXITS(CANCEL("purchase", "0", "366")), "2024-07-30", "2025-08-10",
     "2024-07-29 < 2024-07-30, 2024-07-30 < 2024-07-31, "
     "2024-07-31 < 2024-08-01"},
    {"anniversary of the running term's start, going on",
     EXITS(CANCEL("anniversary", "-60", "-30")), "2024-06-30", "2025-08-31",
     "2024-07-31 < 2024-07-02, 2025-07-31 < 2025-07-02"},
    {"month ends of the calendar", EXITS(CANCEL("month-end", "null", "0")),
     "2024-06-15", "2024-08-30",
     "2024-06-30 < 2024-06-30, "
     "2024-07-31 < 2024-07-31"},
    {"month ends with ten days' notice",
     EXITS(CANCEL("month-end", "null", "-10")), "2024-06-21", "2024-07-31",
     "2024-07-31 < 2024-07-21"},
    {"a term that lapses can be left at its end without an act",
     YEAR ", \"auto_renew\": false, \"exits\": [" REDUCE "]", "2024-06-30",
     "2024-07-31", "2024-07-31 < 2024-07-31"},
    {"no way out but fewer seats", EXITS(REDUCE), "2024-06-30", "2026-07-31",
     ""},
};

static sw_day day_of(const char *text)
{
    int year, month, day;
    sscanf(text, "%d-%d-%d", &year, &month, &day);
    return sw_date_from_ymd(year, month, day);
}

static char *text_of(const GArray *ways)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ways->len; i++) {
        const sw_way_out *w = &g_array_index(ways, sw_way_out, i);
        char last[SW_DATE_TEXT], by[SW_DATE_TEXT];
        g_string_append_printf(text, "%s%s < %s", i > 0 ? ", " : "",
                               sw_date_format(w->last, last),
                               sw_date_format(w->act_by, by));
    }
    return g_string_free(text, FALSE);
}

static GArray *ways_of(const money_case *c, sw_exit_action action, sw_day to)
{
    const sw_contract *k = &c->f.pilot->contracts[0];
    sw_terms terms;
    sw_course on = sw_course_on(c->e, to + 1);
    sw_terms_list(&terms, k, c->e->as_of, &on);
    GArray *ways =
        sw_ways_out(k, k->exits, k->n_exits, action, &terms, c->e->as_of, to);
    sw_terms_clear(&terms);
    return ways;
}

static void each_anchor_has_its_boundary(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        money_case c;
        money_open_on(&c, ROWS[i].as_of, ROWS[i].contract, SEATS);
        g_autoptr(GArray) ways =
            ways_of(&c, SW_EXIT_CANCEL, day_of(ROWS[i].to));
        g_autofree char *text = text_of(ways);
        if (strcmp(text, ROWS[i].ways) != 0)
            fail_msg("%s: %s, want %s", ROWS[i].name, text, ROWS[i].ways);
        money_close(&c);
    }
}

/* notice_days and reductions spelled as exits (ECONOMICS 1). */
static const struct {
    const char *reductions, *as_of, *ways;
} REDUCTIONS[] = {
    {"any-time", "2024-06-15",
     "2024-06-30 < 2024-06-30, "
     "2024-07-31 < 2024-07-31"},
    {"at-renewal", "2024-06-15", "2024-07-31 < 2024-07-01"},
    {"never", "2024-06-15", ""},
};

static void reductions_are_exits_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REDUCTIONS); i++) {
        g_autofree char *contract =
            g_strdup_printf(YEAR ", \"auto_renew\": true, \"notice_days\": 30,"
                                 "\"reductions\": \"%s\"",
                            REDUCTIONS[i].reductions);
        money_case c;
        money_open_on(&c, REDUCTIONS[i].as_of, contract, SEATS);
        g_autoptr(GArray) ways =
            ways_of(&c, SW_EXIT_REDUCE, day_of("2024-07-31"));
        g_autofree char *text = text_of(ways);
        if (strcmp(text, REDUCTIONS[i].ways) != 0)
            fail_msg("%s: %s", REDUCTIONS[i].reductions, text);
        g_autoptr(GArray) cancel =
            ways_of(&c, SW_EXIT_CANCEL, day_of("2024-07-31"));
        g_autofree char *by_notice = text_of(cancel);
        assert_string_equal(by_notice, "2024-07-31 < 2024-07-01");
        money_close(&c);
    }
}

/* The window of a renewal knows the term that it opens; others do not. */
static void a_window_knows_the_term_that_it_opens(void **state)
{
    (void)state;
    money_case c;
    money_open_on(
        &c, "2024-06-30",
        EXITS(CANCEL("renewal", "0", "0") "," CANCEL("month-end", "null", "0")),
        SEATS);
    g_autoptr(GArray) ways = ways_of(&c, SW_EXIT_CANCEL, day_of("2024-07-31"));
    assert_int_equal(ways->len, 3);
    assert_int_equal(g_array_index(ways, sw_way_out, 0).opens, SW_DAY_NONE);
    assert_day(g_array_index(ways, sw_way_out, 2).opens, "2024-08-01",
               "acted on last");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_anchor_has_its_boundary),
        cmocka_unit_test(reductions_are_exits_too),
        cmocka_unit_test(a_window_knows_the_term_that_it_opens),
    };
    return cmocka_run_group_tests_name("economics/exit", tests, NULL, NULL);
}
