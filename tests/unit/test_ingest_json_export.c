#include "ingest/json_export.h"
#include "ingest/source.h"
#include "sw_test.h"

#include <glib.h>

/* One column of the table as "a|b|c". */
static char *column_text(const sw_table *t, const char *name)
{
    GString *s = g_string_new(NULL);
    size_t column = sw_table_find(t, name);
    if (column == SIZE_MAX)
        fail_msg("no column %s", name);
    for (size_t i = 0; i < sw_table_rows(t); i++)
        g_string_append_printf(s, "%s%s", i ? "|" : "",
                               sw_table_cell(t, i, column));
    return g_string_free(s, FALSE);
}

static bool has_code(const sw_diagnostics *d, const char *code)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (strcmp(sw_diagnostics_at(d, i)->code, code) == 0)
            return true;
    return false;
}

#define SEAT(login, created)                                                   \
    "{\"created_at\":\"" created "\",\"last_activity_at\":null,"               \
    "\"assignee\":{\"login\":\"" login "\",\"id\":7}}"
#define DAY(login, day, prompts, flag)                                         \
    "{\"day\":\"" day "\",\"user_id\":5,\"user_login\":\"" login "\","         \
    "\"user_initiated_interaction_count\":" prompts ",\"used_chat\":" flag "}"
#define USER(name, periods)                                                    \
    "{\"userPrincipalName\":\"" name "\",\"lastActivityDate\":\"\","           \
    "\"copilotActivityUserDetailsByPeriod\":[" periods "]}"

typedef struct reads {
    const char *name, *text, *column, *want, *code;
} reads;

/* clang-format off */
static const reads READS[] = {
    {"a page", "{\"total_seats\":1,\"seats\":[" SEAT("a", "2026-01-01") "]}",
     "assignee.login", "a", "activity-unknown"},
    {"pages in a list", "[{\"total_seats\":2,\"seats\":[" SEAT("a", "2026-01-01") "]},{\"seats\":[" SEAT("b", "2026-01-02") "]}]",
     "assignee.login", "a|b", NULL},
    {"pages glued", "{\"seats\":[" SEAT("a", "2026-01-01") "]}{\"seats\":[" SEAT("b", "2026-01-02") "]}",
     "assignee.login", "a|b", NULL},
    {"a seat again", "{\"seats\":[" SEAT("a", "2026-01-01") "]}\n{\"seats\":[" SEAT("a", "2026-01-01") "]}",
     "assignee.login", "a", "repeated-rows"},
    {"a seat of two organisations", "{\"seats\":[" SEAT("a", "2026-03-01") "," SEAT("A", "2026-01-01") "]}",
     "created_at", "2026-01-01", "conflicting-rows"},
    {"invited", "{\"seats\":[" SEAT("a", "2026-01-01") ",{\"created_at\":\"2026-01-02\",\"assignee\":null}]}",
     "assignee.login", "a", "invited-seats"},
    {"days, one a line", DAY("a", "2026-01-01", "3", "false") "\n" DAY("a", "2026-01-02", "0", "true") "\n" DAY("b", "2026-01-01", "0", "false") "\n",
     "active_days", "1|1|0", NULL},
    {"days in a list", "[" DAY("a", "2026-01-01", "3", "false") "," DAY("a", "2026-01-02", "0", "false") "]",
     "active_days", "1|0", NULL},
    {"days glued", DAY("a", "2026-01-01", "3", "false") DAY("a", "2026-01-02", "0", "false"),
     "active_days", "1|0", NULL},
    {"a day again, with more", DAY("a", "2026-01-01", "3", "false") DAY("a", "2026-01-01", "8", "false"),
     "user_initiated_interaction_count", "8", "conflicting-rows"},
    {"only a nested counter", "{\"day\":\"2026-01-01\",\"user_id\":5,\"user_login\":\"a\",\"totals_by_cli\":{\"session_count\":2}}",
     "active_days", "1", NULL},
    {"days of an enterprise", "{\"enterprise_id\":\"9\",\"day_totals\":[" DAY("a", "2026-01-01", "3", "false") "]}",
     "enterprise_id", "9", NULL},
    {"Graph, two periods", "{\"value\":[" USER("a@b.c", "{\"reportPeriod\":7},{\"reportPeriod\":30}") "]}",
     "reportPeriod", "7|30", NULL},
    {"Graph, another spelling", "{\"value\":[{\"userPrincipalName\":\"a\",\"powerPointCopilotLastActivityDate\":\"1\"},"
     "{\"UserPrincipalName\":\"b\",\"powerpointCopilotLastActivityDate\":\"2\"}]}",
     "powerPointCopilotLastActivityDate", "1|2", NULL},
    {"metrics", "[{\"date\":\"2026-01-01\",\"total_active_users\":9,\"copilot_ide_code_completions\":{\"editors\":["
     "{\"models\":[{\"total_engaged_users\":4,\"languages\":[{\"total_code_suggestions\":2},{\"total_code_suggestions\":3}]}]},"
     "{\"models\":[{\"languages\":[{\"total_code_suggestions\":5}]}]}]}},{\"date\":\"2026-01-02\",\"total_active_users\":5}]",
     "total_code_suggestions", "10|", NULL},
    {"with a mark", "\xEF\xBB\xBF[" DAY("a", "2026-01-01", "3", "false") "]",
     "user_login", "a", NULL},
};

static const reads REFUSES[] = {
    {"cut short", "{\"seats\":[" SEAT("a", "2026-01-01"), NULL, NULL, "json-syntax"},
    {"no rows", "{\"seats\":[]}", NULL, NULL, "no-rows"},
    {"numbers", "[[1,2]]", NULL, NULL, "no-object"},
    {"an answer", "{\"message\":\"Not Found\",\"documentation_url\":\"https://x\"}", NULL, NULL, "service-error"},
    {"pages missing", "{\"total_seats\":3,\"seats\":[" SEAT("a", "2026-01-01") "]}", NULL, NULL, "pages-missing"},
    {"Graph, pages missing", "{\"@odata.nextLink\":\"https://x\",\"value\":[" USER("a@b.c", "{\"reportPeriod\":7}") "]}",
     NULL, NULL, "pages-missing"},
    {"two lists", "{\"a\":[{\"x\":1}],\"b\":[{\"y\":2}]}", NULL, NULL, "several-lists"},
    {"rows that are lists", "{\"columns\":[\"a\"],\"rows\":[[1]]}", NULL, NULL, "no-object"},
    {"Graph's answer", "{\"error\":{\"code\":\"x\",\"message\":\"Token expired\"}}", NULL, NULL, "service-error"},
};
/* clang-format on */

static const sw_read_request REQUEST = {.name = "export.json"};

static void reads_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(READS); i++) {
        const reads *row = &READS[i];
        sw_diagnostics *d = sw_diagnostics_new();
        sw_table *t =
            sw_source_parse(row->text, strlen(row->text), &REQUEST, d);
        if (t == NULL)
            fail_msg("%s: %s", row->name, sw_diagnostics_at(d, 0)->message);
        char *got = column_text(t, row->column);
        if (strcmp(got, row->want) != 0)
            fail_msg("%s: got %s", row->name, got);
        if (row->code != NULL && !has_code(d, row->code))
            fail_msg("%s: %s is not said", row->name, row->code);
        g_free(got);
        sw_table_free(t);
        sw_diagnostics_free(d);
    }
}

static void refuses_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(REFUSES); i++) {
        const reads *row = &REFUSES[i];
        sw_diagnostics *d = sw_diagnostics_new();
        assert_null(sw_source_parse(row->text, strlen(row->text), &REQUEST, d));
        if (!has_code(d, row->code))
            fail_msg("%s: %s", row->name, sw_diagnostics_at(d, 0)->message);
        sw_diagnostics_free(d);
    }
}

/* The third document begins on line 3 and breaks on line 4. */
static void finds_the_line_of_a_fault(void **state)
{
    static const char text[] = "{\"a\":1}\n{\"a\":2}\n{\"a\":3,\n\"b\":x}\n";
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    assert_null(sw_json_export_parse(text, strlen(text), &REQUEST, d));
    assert_int_equal(4, sw_diagnostics_at(d, 0)->line);
    assert_int_equal(5, sw_diagnostics_at(d, 0)->column);
    sw_diagnostics_free(d);
}

static void knows_the_line_of_a_row(void **state)
{
    static const char text[] = "{\"a\":1}\n\n[{\"a\":2},\n{\"a\":3}]\n";
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_json_export_parse(text, strlen(text), &REQUEST, d);
    assert_non_null(t);
    assert_int_equal(1, sw_table_line(t, 0));
    assert_int_equal(3, sw_table_line(t, 1));
    assert_int_equal(4, sw_table_line(t, 2));
    sw_table_free(t);
    sw_diagnostics_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(refuses_in_words),
        cmocka_unit_test(finds_the_line_of_a_fault),
        cmocka_unit_test(knows_the_line_of_a_row),
    };
    return cmocka_run_group_tests_name("ingest/json_export", tests, NULL, NULL);
}
