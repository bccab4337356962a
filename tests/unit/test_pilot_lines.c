#include "pilot_folder.h"

#define GOOD "\"price\": 30, \"term_end\": \"2024-07-31\""
#define CASH                                                                   \
    "\"class\": \"cashable\", \"budget_line\": \"64\", \"owner\": \"CFO\""

static folder load_lines(const char *more)
{
    folder f = folder_new();
    g_autofree char *text =
        g_strdup_printf("\"seats\": {\"count\": 20}, %s", more);
    folder_write_pilot(&f, GOOD, text);
    folder_must_load(&f);
    return f;
}

/* Posts are worth what one costs; the steps are sorted by day, and the first of
 * them begins the line. */
static void a_release_has_dated_amounts(void **state)
{
    (void)state;
    folder f = load_lines("\"benefits\": [{\"id\": \"b\","
                          "\"kind\": \"cost-avoided\", " CASH ","
                          "\"annual_cost_per_fte\": {\"value\": 80000},"
                          "\"release\": [{\"from\": \"2025-07-01\","
                          "\"amount\": 20000}, {\"from\": \"2025-01-01\","
                          "\"fte\": 1.5}]}]");
    const sw_line *line = f.pilot->lines;
    char text[SW_DATE_TEXT];
    assert_int_equal(line->n_release, 2);
    assert_string_equal(sw_date_format(line->release[0].from, text),
                        "2025-01-01");
    assert_true(line->release[0].posts);
    assert_close(line->release[0].size, 1.5, 0, 0, "posts");
    assert_close(sw_inputs_value(&f.pilot->inputs, line->cost_per_fte), 80000,
                 0, 0, "what a post costs");
    assert_string_equal(sw_date_format(line->release[1].from, text),
                        "2025-07-01");
    assert_false(line->release[1].posts);
    assert_close(line->release[1].size, 20000, 0, 0, "amount");
    assert_int_equal(line->from, line->release[0].from);
    assert_int_equal(line->class_, SW_CLASS_CASHABLE);
    assert_null(folder_find(&f, "no-amount"));
    folder_free(&f);
}

static void a_release_wins_over_an_amount(void **state)
{
    (void)state;
    folder f = load_lines("\"benefits\": [{\"id\": \"b\","
                          "\"kind\": \"cost-avoided\", " CASH ","
                          "\"from\": \"2024-09-01\","
                          "\"amount_per_year\": 5000, \"release\": ["
                          "{\"from\": \"2025-01-01\", \"amount\": 7}]}]");
    const sw_line *line = f.pilot->lines;
    char text[SW_DATE_TEXT];
    folder_expect(&f, SW_WARNING, "release-and-amount", "'b' says");
    assert_true(line->amount == SIZE_MAX);
    assert_string_equal(sw_date_format(line->from, text), "2024-09-01");
    folder_free(&f);
}

/* Hours that are given are assumed, whatever the kind: they need no evidence
 * and are no cash. */
static void assumed_hours_are_time_without_evidence(void **state)
{
    (void)state;
    folder f = load_lines("\"benefits\": [{\"id\": \"b\","
                          "\"kind\": \"time-saved\", \"hours_per_seat\": 20},"
                          "{\"id\": \"t\", \"kind\": \"time-saved\"}]");
    const sw_line *assumed = &f.pilot->lines[0], *measured = &f.pilot->lines[1];
    assert_int_equal(assumed->kind, SW_LINE_OTHER_BENEFIT);
    assert_int_equal(assumed->class_, SW_CLASS_CAPACITY);
    assert_close(sw_inputs_value(&f.pilot->inputs, assumed->hours_per_seat), 20,
                 0, 0, "hours");
    assert_int_equal(measured->kind, SW_LINE_TIME_SAVED);
    folder_expect(&f, SW_WARNING, "counted-twice",
                  "'t' and 'b' may count the same money twice");
    folder_free(&f);
}

static void a_one_off_can_be_committed(void **state)
{
    (void)state;
    folder f = load_lines(
        "\"costs\": [{\"id\": \"a\", \"kind\": \"one-off\", \"amount\": 1,"
        "\"committed\": true},"
        "{\"id\": \"b\", \"kind\": \"one-off\", \"amount\": 1}]");
    assert_true(f.pilot->lines[0].committed);
    assert_false(f.pilot->lines[1].committed);
    folder_free(&f);
}

static void small_changes_have_their_defaults(void **state)
{
    (void)state;
    folder f = load_lines("\"policy\": {\"min_change\": {\"seats\": 5}}");
    const sw_policy *policy = &f.pilot->policy;
    assert_close(policy->min_change_seats, 5, 0, 0, "given");
    assert_close(policy->min_change_seats_share, 0.02, 0, 0, "default");
    assert_close(policy->min_change_spend_share, 0.005, 0, 0, "default");
    folder_free(&f);
}

/* Kept for each person; a further file says what the roster leaves out. */
static void seats_have_cost_centers(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(&f, GOOD,
                       "\"roster\": {\"file\": \"seats.csv\", \"more\": ["
                       "{\"file\": \"hr.csv\"}]}");
    folder_write(&f, "seats.csv", "person,cost_center\na@x,4100\nb@x,\nc@x,\n");
    folder_write(&f, "hr.csv",
                 "Personalnummer;E-Mail;Kostenstelle\n1;a@x;9\n2;b@x;0042\n"
                 "3;c@x;\n");
    folder_must_load(&f);
    const sw_person *people = f.pilot->roster.people;
    assert_string_equal(people[0].cost_center, "4100");
    assert_string_equal(people[1].cost_center, "0042");
    assert_null(people[2].cost_center);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_release_has_dated_amounts),
        cmocka_unit_test(a_release_wins_over_an_amount),
        cmocka_unit_test(assumed_hours_are_time_without_evidence),
        cmocka_unit_test(a_one_off_can_be_committed),
        cmocka_unit_test(small_changes_have_their_defaults),
        cmocka_unit_test(seats_have_cost_centers),
    };
    return cmocka_run_group_tests_name("pilot/lines", tests, NULL, NULL);
}
