#include "pilot_folder.h"
#include "said.h"

/* clang-format off */
#define GOOD "\"price\": 30, \"term_end\": \"2024-07-31\""
#define SEATS "\"seats\": {\"count\": 20}"

static const struct {
    const char *name, *contract, *more, *code, *part, *pointer;
} WARNS[] = {
    {"a salary for an hour", GOOD, SEATS ", \"assumptions\": {\"hourly_cost\": 95000}",
     "yearly-salary", "taken as 95000 an hour; as a salary a year it would be 95000 / (46 * 40) = 51.6 an hour", "/assumptions/hourly_cost"},
    {"risk twice", GOOD, SEATS ", \"assumptions\": {\"discount_rate\": 0.2}, \"risks\": [{\"id\": \"r\", \"probability_per_year\": 0.1}]",
     "risk-twice", "0.2 together with risks", "/assumptions/discount_rate"},
    {"persistence and decay", GOOD, SEATS ", \"assumptions\": {\"persistence\": 0.8, \"decay_per_year\": 0.1}",
     "persistence-and-decay", "taken as 1", "/assumptions/persistence"},
    {"an expired price", "\"price\": {\"value\": 3, \"expires\": \"2024-06-29\"}, \"term_end\": \"2024-07-31\"", SEATS,
     "expired", "contract.price expired on 2024-06-29", "/contract/price"},
    {"cash that nobody owns", GOOD, SEATS ", \"benefits\": [{\"id\": \"b\", \"kind\": \"cost-avoided\", \"class\": \"cashable\", \"amount_per_year\": 5, \"owner\": \"me\"}]",
     "not-cashable", "'b' counts as capacity", "/benefits/0"},
    {"a benefit without an amount", GOOD, SEATS ", \"benefits\": [{\"id\": \"b\", \"kind\": \"quality\"}]",
     "no-amount", "'b' has no amount", "/benefits/0"},
    {"growth", GOOD ", \"seat_growth\": 10", SEATS, "growth-without-benefit", "planned seats", "/contract/seat_growth"},
    {"correlation of a constant", GOOD, SEATS ", \"correlations\": [{\"a\": \"contract.price\", \"b\": \"effect\", \"rank\": 0.5}]",
     "correlation-of-a-constant", "contract.price does not vary", "/correlations/0/a"},
    {"correlations that contradict", GOOD, SEATS ", \"assumptions\": {\"persistence\": {\"uniform\": [0.5, 1]}, \"realisation\": {\"uniform\": [0.5, 1]}}, \"correlations\": [{\"a\": \"assumptions.persistence\", \"b\": \"effect\", \"rank\": 0.9}, {\"a\": \"assumptions.realisation\", \"b\": \"effect\", \"rank\": 0.9}, {\"a\": \"assumptions.realisation\", \"b\": \"assumptions.persistence\", \"rank\": -0.9}]",
     "correlations-contradict", "cannot all hold at once", "/correlations"},
    {"adoption without usage", GOOD, SEATS ", \"assumptions\": {\"adoption\": {\"from\": \"usage\"}}",
     "no-usage", "no usage file", "/assumptions/adoption"},
    {"a term that is over", "\"price\": 30, \"term_end\": \"2024-01-31\"", SEATS,
     "term-over", "ended on 2024-01-31", "/contract/term_end"},
    {"a spread that is not drawn", GOOD, SEATS ", \"benefits\": [{\"id\": \"b\", \"kind\": \"revenue\", \"amount_per_year\": 9, \"margin\": {\"uniform\": [0.2, 0.4]}}]",
     "mean-only", "0.3", "/benefits/0/margin"},
};

/* What must load without the warning. */
static const struct {
    const char *name, *contract, *more, *code;
} KEEPS_QUIET[] = {
    {"a plausible wage", GOOD, SEATS ", \"assumptions\": {\"hourly_cost\": 999}", "yearly-salary"},
    {"a high rate without risks", GOOD, SEATS ", \"assumptions\": {\"discount_rate\": 0.2}", "risk-twice"},
    {"decay alone", GOOD, SEATS ", \"assumptions\": {\"decay_per_year\": 0.1}", "persistence-and-decay"},
    {"expires today", "\"price\": {\"value\": 3, \"expires\": \"2024-06-30\"}", SEATS, "expired"},
    {"no growth", GOOD ", \"seat_growth\": 0", SEATS, "growth-without-benefit"},
    {"growth whose effect carries over", GOOD ", \"seat_growth\": 10", SEATS ", \"assumptions\": {\"transport\": 0.8}", "growth-without-benefit"},
    {"no usage asked for", GOOD, SEATS, "no-usage"},
    {"given terms", GOOD, SEATS, "no-contract-terms"},
    {"a complete benefit", GOOD, SEATS ", \"benefits\": [{\"id\": \"b\", \"kind\": \"cost-avoided\", \"class\": \"cashable\", \"amount_per_year\": 5, \"owner\": \"me\", \"budget_line\": \"64\", \"from\": \"2024-08-01\"}]", "not-cashable"},
};
/* clang-format on */

static bool is_kept_for_the_report(const sw_pilot *p, const char *text)
{
    for (size_t i = 0; i < p->warnings->len; i++)
        if (strcmp(said(g_ptr_array_index(p->warnings, i)), text) == 0)
            return true;
    return false;
}

static void warns_and_keeps_the_warning(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WARNS); i++) {
        folder f = folder_new();
        folder_write_pilot(&f, WARNS[i].contract, WARNS[i].more);
        const sw_pilot *p = folder_must_load(&f);
        const sw_diagnostic *d =
            folder_expect(&f, SW_WARNING, WARNS[i].code, WARNS[i].part);
        assert_string_equal(d->pointer, WARNS[i].pointer);
        assert_true(d->line >= 5 && d->line <= 6);
        assert_true(is_kept_for_the_report(p, d->message));
        folder_free(&f);
    }
}

static void keeps_quiet_without_cause(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(KEEPS_QUIET); i++) {
        folder f = folder_new();
        folder_write_pilot(&f, KEEPS_QUIET[i].contract, KEEPS_QUIET[i].more);
        folder_must_load(&f);
        if (folder_find(&f, KEEPS_QUIET[i].code) != NULL)
            fail_msg("%s: %s", KEEPS_QUIET[i].name, KEEPS_QUIET[i].code);
        folder_free(&f);
    }
}

static void says_when_the_day_of_decision_is_a_default(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "pilot.json",
                 "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
                 "\"pilot\": {\"start\": \"2024-01-01\","
                 "\"end\": \"2024-06-30\"}, \"seats\": {\"count\": 9},"
                 "\"contract\": {\"price\": 1}}");
    const sw_pilot *p = folder_must_load(&f);
    assert_true(p->as_of_is_default);
    assert_int_equal(p->as_of, p->end);
    folder_expect(&f, SW_WARNING, "as-of-default", "2024-06-30");
    folder_free(&f);
}

static void classes_of_lines_have_their_defaults(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(
        &f, GOOD,
        SEATS ",\"costs\": ["
              "{\"id\": \"cash\", \"kind\": \"one-off\", \"amount\": 1,"
              "\"applies_to\": \"all\"},"
              "{\"id\": \"staff\", \"kind\": \"recurring\","
              "\"hours_per_seat\": 2}], \"benefits\": ["
              "{\"id\": \"t\", \"kind\": \"time-saved\"},"
              "{\"id\": \"q\", \"kind\": \"quality\", \"class\": \"soft\","
              "\"amount_per_year\": 1},"
              "{\"id\": \"x\", \"kind\": \"quality\","
              "\"amount_per_year\": 1},"
              "{\"id\": \"a\", \"kind\": \"cost-avoided\","
              "\"amount_per_year\": 1, \"budget_line\": \"b\","
              "\"owner\": \"o\", \"from\": \"2024-08-01\"}]");
    static const sw_class WANT[] = {
        SW_CLASS_CASHABLE, SW_CLASS_CAPACITY, SW_CLASS_CAPACITY,
        SW_CLASS_SOFT,     SW_CLASS_CAPACITY, SW_CLASS_CASHABLE,
    };
    const sw_pilot *p = folder_must_load(&f);
    assert_int_equal(p->n_lines, COUNT(WANT));
    for (size_t i = 0; i < COUNT(WANT); i++)
        if (p->lines[i].class_ != WANT[i])
            fail_msg("%s", p->lines[i].id);
    assert_false(p->lines[0].new_seats_only);
    assert_false(p->lines[1].new_seats_only);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warns_and_keeps_the_warning),
        cmocka_unit_test(keeps_quiet_without_cause),
        cmocka_unit_test(says_when_the_day_of_decision_is_a_default),
        cmocka_unit_test(classes_of_lines_have_their_defaults),
    };
    return cmocka_run_group_tests_name("pilot/warnings", tests, NULL, NULL);
}
