#include "pilot_folder.h"
#include "said.h"

/* clang-format off */
#define TERM "\"price\": 30, \"seats_purchased\": 20, \"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\""
#define EXIT(a, n, from, to) "{\"action\": \"" a "\", \"anchor\": \"" n "\", \"from_days\": " from ", \"to_days\": " to "}"
#define EXITS(list) ", \"exits\": [" list "]"
#define STEP(day) "{\"from\": \"" day "\", \"price\": 28}"

/* The day of decision is 30 June 2024; the programme ends three years on, with
 * the term that holds 30 June 2027: on 31 July 2027. */
static const struct {
    const char *name, *contract, *code, *part, *pointer;
} WARNS[] = {
    {"the purchase is a year ago", TERM EXITS(EXIT("cancel", "purchase", "0", "7")),
     "exit-over", "over on 2023-08-08, the day of decision is 2024-06-30", "/contract/exits/0"},
    {"a term that renewed since", "\"price\": 30, \"term_start\": \"2022-06-01\", \"term_end\": \"2023-05-31\", \"auto_renew\": true" EXITS(EXIT("cancel", "purchase", "0", "28")),
     "exit-over", "over on 2024-06-29", "/contract/exits/0"},
    {"two windows at once", TERM EXITS(EXIT("cancel", "term-end", "-90", "-30") "," EXIT("cancel", "term-end", "-30", "0")),
     "exits-overlap", "exits[0] and exits[1] overlap: both are to cancel, counted from the same term-end", "/contract/exits/1"},
    {"one of them at any time before", TERM EXITS(EXIT("reduce", "renewal", "-9", "-3") "," EXIT("cancel", "renewal", "0", "7") "," EXIT("reduce", "renewal", "null", "-5")),
     "exits-overlap", "exits[0] and exits[2] overlap", "/contract/exits/2"},
    {"windows of an offer", TERM ", \"offers\": [{\"term_months\": 12" EXITS(EXIT("cancel", "renewal", "0", "7") "," EXIT("cancel", "renewal", "5", "9")) "}]",
     "exits-overlap", "exits[0] and exits[1]", "/contract/offers/0/exits/1"},
    {"a price of an older term", TERM ", \"price_schedule\": [" STEP("2023-07-31") "]",
     "step-outside", "price_schedule: the step of 2023-07-31 is before the term, which begins on 2023-08-01", "/contract/price_schedule/0/from"},
    {"a price behind the horizon", TERM ", \"price_schedule\": [" STEP("2024-08-01") "," STEP("2027-08-01") "]",
     "step-outside", "2027-08-01 is behind the last term that is counted, which ends on 2027-07-31", "/contract/price_schedule/1/from"},
    {"seats of an older term", TERM ", \"seats_schedule\": [{\"from\": \"2023-01-01\", \"seats\": 9}]",
     "step-outside", "seats_schedule: the step of 2023-01-01", "/contract/seats_schedule/0/from"},
    {"an offer for more seats", TERM ", \"offers\": [{\"name\": \"big\", \"term_months\": 12, \"min_seats\": 21}]",
     "offer-too-large", "'big' cannot be taken: it sells 21 seats or more, 20 are purchased", "/contract/offers/0/min_seats"},
    {"a term that lapsed", "\"price\": 30, \"term_end\": \"2024-05-31\"",
     "term-over", "ended on 2024-05-31, before the day of decision 2024-06-30, and was not renewed", "/contract/term_end"},
    {"a term that renewed", "\"price\": 30, \"term_end\": \"2024-05-31\", \"auto_renew\": true",
     "term-over", "what followed is counted on", "/contract/term_end"},
};

static const struct {
    const char *name, *contract, *code;
} KEEPS_QUIET[] = {
    {"a purchase that can still be returned", TERM EXITS(EXIT("cancel", "purchase", "0", "334")), "exit-over"},
    {"a purchase of a term to sign", "\"price\": 30, \"term_start\": \"2023-05-01\", \"term_end\": \"2024-04-30\"" EXITS(EXIT("cancel", "purchase", "0", "7")), "exit-over"},
    {"a purchase of the renewed term", "\"price\": 30, \"term_start\": \"2022-06-01\", \"term_end\": \"2023-05-31\", \"auto_renew\": true" EXITS(EXIT("cancel", "purchase", "0", "29")), "exit-over"},
    {"windows that touch", TERM EXITS(EXIT("cancel", "term-end", "-90", "-31") "," EXIT("cancel", "term-end", "-30", "0")), "exits-overlap"},
    {"windows of two acts", TERM EXITS(EXIT("cancel", "term-end", "-90", "0") "," EXIT("reduce", "term-end", "-90", "0")), "exits-overlap"},
    {"windows of two anchors", TERM EXITS(EXIT("cancel", "term-end", "-90", "0") "," EXIT("cancel", "anniversary", "-90", "0")), "exits-overlap"},
    {"a price from the term's first day", TERM ", \"price_schedule\": [" STEP("2023-08-01") "]", "step-outside"},
    {"a price on the last day counted", TERM ", \"price_schedule\": [" STEP("2027-07-31") "]", "step-outside"},
    {"an offer for as many seats", TERM ", \"offers\": [{\"term_months\": 12, \"min_seats\": 20}]", "offer-too-large"},
};
/* clang-format on */

static folder write_contract(const char *contract)
{
    folder f = folder_new();
    folder_write_pilot(&f, contract, "\"seats\": {\"count\": 20}");
    return f;
}

static void warns_of_what_cannot_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WARNS); i++) {
        folder f = write_contract(WARNS[i].contract);
        folder_must_load(&f);
        const sw_diagnostic *d =
            folder_expect(&f, SW_WARNING, WARNS[i].code, WARNS[i].part);
        assert_string_equal(d->pointer, WARNS[i].pointer);
        assert_int_equal(d->line, 5);
        folder_free(&f);
    }
}

static void keeps_quiet_without_cause(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(KEEPS_QUIET); i++) {
        folder f = write_contract(KEEPS_QUIET[i].contract);
        folder_must_load(&f);
        if (folder_find(&f, KEEPS_QUIET[i].code) != NULL)
            fail_msg("%s: %s", KEEPS_QUIET[i].name, KEEPS_QUIET[i].code);
        folder_free(&f);
    }
}

static folder load_euro(const char *contract, const char *first_rate)
{
    folder f = folder_new();
    g_autofree char *rates =
        g_strdup_printf("date,currency,rate\n%s,EUR,1.1\n", first_rate);
    folder_write(&f, "rates.csv", rates);
    folder_write_pilot(&f, contract,
                       "\"seats\": {\"count\": 20}, \"assumptions\": {"
                       "\"currency_rates\": {\"file\": \"rates.csv\"}}");
    folder_load(&f, NULL);
    return f;
}

/* What was due on the first day of the running term is converted too. */
static void rates_are_needed_from_the_terms_start(void **state)
{
    (void)state;
    folder f = load_euro(TERM ", \"currency\": \"EUR\"", "2023-08-01");
    assert_non_null(f.pilot);
    folder_free(&f);
    f = load_euro(TERM ", \"currency\": \"EUR\"", "2023-08-02");
    assert_null(f.pilot);
    const sw_diagnostic *d = folder_expect(
        &f, SW_ERROR, "no-rate", "there is no rate of 2023-08-01 or before");
    assert_string_equal(d->pointer, "/contract/currency");
    folder_free(&f);
    f = load_euro("\"price\": 30, \"currency\": \"EUR\"", "2024-06-30");
    assert_non_null(f.pilot);
    folder_free(&f);
}

/* An alternative is paid from the day of decision on. */
static void rates_are_needed_for_alternatives(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "rates.csv", "date,currency,rate\n2024-06-30,EUR,1.1\n");
    for (int day = 29; day <= 30; day++) {
        static const char MORE[] =
            "\"seats\": {\"count\": 20}, \"assumptions\": {"
            "\"currency_rates\": {\"file\": \"rates.csv\"}},"
            "\"alternatives\": [{\"name\": \"a\", \"contract\": {"
            "\"price\": 9, \"currency\": \"EUR\"}}]";
        g_autofree char *as_of = g_strdup_printf("2024-06-%d", day);
        sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
        opts.as_of = as_of;
        folder_write_pilot(&f, TERM, MORE);
        folder_load(&f, &opts);
        assert_true((f.pilot != NULL) == (day == 30));
        if (day == 29)
            assert_string_equal(
                folder_expect(&f, SW_ERROR, "no-rate", "2024-06-29")->pointer,
                "/alternatives/0/contract/currency");
    }
    folder_free(&f);
}

/* ECONOMICS 7: a guess stays an assumption wherever it stands. */
static void a_guess_in_a_contract_is_an_assumption(void **state)
{
    (void)state;
    folder f = write_contract(
        TERM ", \"renewal_uplift\": {\"triangular\": [0, 0.05, 0.12]},"
             "\"baseline_uplift\": 0.02");
    folder_must_load(&f);
    const sw_input *guess = sw_inputs_at(&f.pilot->inputs, SW_IN_UPLIFT);
    assert_int_equal(guess->provenance, SW_ASSUMPTION);
    assert_null(guess->source);
    const sw_input *stated =
        sw_inputs_at(&f.pilot->inputs, f.pilot->contracts->baseline_uplift);
    assert_int_equal(stated->provenance, SW_MEASURED);
    assert_string_equal(said(stated->source), "contract");
    folder_free(&f);
}

static void says_that_the_fiscal_year_is_the_calendars(void **state)
{
    (void)state;
    folder f = write_contract(TERM);
    folder_must_load(&f);
    assert_false(f.pilot->fiscal_year_given);
    assert_int_equal(f.pilot->fiscal_year_month, 1);
    folder_expect(&f, SW_NOTE, "calendar-year", "the calendar's");
    folder_free(&f);
    f = folder_new();
    folder_write_pilot(&f, TERM,
                       "\"seats\": {\"count\": 20}, \"assumptions\": "
                       "{\"fiscal_year_start\": \"04-01\"}");
    folder_must_load(&f);
    assert_true(f.pilot->fiscal_year_given);
    assert_int_equal(f.pilot->fiscal_year_month, 4);
    assert_null(folder_find(&f, "calendar-year"));
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warns_of_what_cannot_be),
        cmocka_unit_test(keeps_quiet_without_cause),
        cmocka_unit_test(rates_are_needed_from_the_terms_start),
        cmocka_unit_test(rates_are_needed_for_alternatives),
        cmocka_unit_test(a_guess_in_a_contract_is_an_assumption),
        cmocka_unit_test(says_that_the_fiscal_year_is_the_calendars),
    };
    return cmocka_run_group_tests_name("pilot/contract_checks", tests, NULL,
                                       NULL);
}
