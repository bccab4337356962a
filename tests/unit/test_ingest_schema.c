/* The schema checker, keyword by keyword, and its words. */
#include "ingest/schema.h"

#include <glib.h>
#include <string.h>

#include "sw_test.h"

static sw_json *parse(const char *text)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse(text, strlen(text), NULL, false, d);
    if (v == NULL)
        fail_msg("%s: %s", text, sw_diagnostics_at(d, 0)->message);
    sw_diagnostics_free(d);
    return v;
}

typedef struct check_row {
    const char *schema, *value;
    const char *line; /* all messages, joined by a blank line; "" if none */
} check_row;

#define ANY_OF                                                                 \
    "{\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"object\", "             \
    "\"properties\": {\"pert\": {\"type\": \"array\", \"minItems\": 3, "       \
    "\"title\": \"3 numbers\"}}, \"additionalProperties\": false}, "           \
    "{\"type\": \"object\", \"properties\": {\"value\": {\"type\": "           \
    "\"number\"}}, \"required\": [\"value\"], \"additionalProperties\": "      \
    "false}]}"

static const check_row rows[] = {
    {"{\"type\": \"integer\"}", "5.0", ""},
    {"{\"type\": \"integer\"}", "5.5", "must be a whole number, is 5.5"},
    {"{\"type\": [\"number\", \"null\"]}", "null", ""},
    {"{\"type\": [\"number\", \"null\"]}", "[]",
     "must be a number or null, is an array of 0"},
    {"{\"minimum\": 1}", "\"text\"", ""},
    {"{\"minimum\": 1}", "1", ""},
    {"{\"exclusiveMinimum\": 1}", "1", "must be above 1"},
    {"{\"exclusiveMaximum\": 1}", "1", "must be below 1"},
    {"{\"maximum\": 1, \"description\": \"Shares are fractions.\"}", "1.1",
     "is 1.1, must be at most 1; shares are fractions"},
    {"{\"enum\": [\"a\", 1, null]}", "1", ""},
    {"{\"enum\": [\"a\", 1]}", "true", "must be one of \"a\", 1"},
    {"{\"const\": 1}", "true", "is true, must be 1"},
    {"{\"minLength\": 2}", "\"é\"", "must be longer"},
    {"{\"pattern\": \"^[A-Z]{3}$\"}", "\"USD\\n\"", "must be ^[A-Z]{3}$"},
    {"{\"format\": \"date\"}", "\"2023-02-29\"", "a day that exists"},
    {"{\"format\": \"date\"}", "\"2024-02-29\"", ""},
    {"{\"prefixItems\": [{\"type\": \"number\"}], \"items\": {\"type\": "
     "\"string\"}}",
     "[1, \"a\", 2]", "[2] must be a text, is 2"},
    {"{\"uniqueItems\": true}", "[1, true, 1]", "the same as element 0"},
    {"{\"uniqueItems\": true}", "[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}]",
     "the same as element 0"},
    {"{\"minProperties\": 1}", "{}", "must have at least 1"},
    {"{\"additionalProperties\": {\"type\": \"string\"}}", "{\"a\": 1}",
     "a must be a text"},
    {"{\"allOf\": [{\"minimum\": 1}, {\"maximum\": 1}]}", "0.5", "at least 1"},
    {"{\"$ref\": \"#/$defs/n\", \"minimum\": 1, \"$defs\": {\"n\": {\"type\": "
     "\"number\"}}}",
     "0", "at least 1"},
    {"{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 3}]}", "2",
     "can be read in two ways"},
    {"{\"properties\": {\"hourly_cost\": {}, \"price\": {}}, "
     "\"additionalProperties\": false}",
     "{\"hourly_costs\": 1}",
     "unknown key \"hourly_costs\" (/hourly_costs); did you mean "
     "\"hourly_cost\"?"},
    {"{\"properties\": {\"a\": {}, \"b\": {}}, \"additionalProperties\": "
     "false}",
     "{\"something\": 1}", "known here: a, b"},
    {ANY_OF, "1", ""},
    {ANY_OF, "{\"value\": 1}", ""},
    {ANY_OF, "\"1\"",
     "must be a number or an object, is \"1\"; write it "
     "without quotes"},
    {ANY_OF, "{\"pert\": [1, 2]}", "pert needs 3 numbers, has 2"},
    {ANY_OF, "{\"purt\": [1, 2, 3]}", "did you mean \"pert\"?"},
    {ANY_OF, "{\"value\": \"x\"}", "value must be a number, is \"x\""},
    {"{\"maxLength\": 3}", "\"a\"", "\"maxLength\", which is not checked"},
    {"{\"$ref\": \"#/$defs/x\"}", "1", "refers to what it does not define"},
    {"{\"$defs\": {\"x\": {\"if\": {}}}}", "1", "\"if\""}};

static void keywords_give_their_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_json *schema = parse(rows[i].schema), *v = parse(rows[i].value);
        sw_diagnostics *d = sw_diagnostics_new();
        bool good = sw_schema_check(schema, v, NULL, d);
        size_t n = sw_diagnostics_length(d);
        assert_int_equal(good, n == 0);
        if ((rows[i].line[0] == '\0') != (n == 0) || n > 1)
            fail_msg("%s on %s: %zu errors", rows[i].value, rows[i].schema, n);
        g_autofree char *line =
            n == 0 ? g_strdup("") : sw_diagnostic_line(sw_diagnostics_at(d, 0));
        if (strstr(line, rows[i].line) == NULL)
            fail_msg("%s on %s: %s", rows[i].value, rows[i].schema, line);
        sw_diagnostics_free(d);
        sw_json_free(schema);
        sw_json_free(v);
    }
}

static void all_problems_are_reported_in_one_run(void **state)
{
    (void)state;
    sw_json *schema =
        parse("{\"properties\": {\"a\": {\"minimum\": 1}, \"b\": {\"type\": "
              "\"string\"}}, \"required\": [\"c\"], \"additionalProperties\": "
              "false}");
    sw_json *v = parse("{\"a\": 0, \"b\": 1, \"zz\": 2}");
    sw_diagnostics *d = sw_diagnostics_new();
    assert_false(sw_schema_check(schema, v, NULL, d));
    assert_int_equal(sw_diagnostics_count(d, SW_ERROR), 4);
    sw_diagnostics_free(d);
    sw_json_free(schema);
    sw_json_free(v);
}

static void names_near_enough_are_found(void **state)
{
    (void)state;
    static const char *const names[] = {"hourly_cost", "per", "sku",
                                        "working_weeks_per_year"};
    static const char *const want[][2] = {
        {"hourly_costs", "hourly_cost"},
        {"hourlyCost", "hourly_cost"},
        {"HOURLY-COST", "hourly_cost"},
        {"houlry_cost", "hourly_cost"},
        {"pre", "per"},
        {"working_week_a_year", "working_weeks_per_year"},
        {"xyz", NULL},
        {"of", NULL},
        {"", NULL}};
    for (size_t i = 0; i < COUNT(want); i++) {
        const char *got = sw_nearest_name(want[i][0], names, COUNT(names));
        if (g_strcmp0(got, want[i][1]) != 0)
            fail_msg("%s: %s", want[i][0], got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keywords_give_their_messages),
        cmocka_unit_test(all_problems_are_reported_in_one_run),
        cmocka_unit_test(names_near_enough_are_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
