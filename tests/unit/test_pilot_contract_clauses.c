#include "pilot_folder.h"

/* clang-format off */
#define TERM "\"price\": 30, \"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\""

/* What happens at a term's end: end_of_term, or its shorthand. */
static const struct {
    const char *contract;
    sw_at_end at_end;
} ENDS[] = {
    {TERM, SW_END_LAPSE},
    {TERM ", \"auto_renew\": false", SW_END_LAPSE},
    {TERM ", \"auto_renew\": true", SW_END_RENEW},
    {TERM ", \"end_of_term\": {\"action\": \"renew\"}", SW_END_RENEW},
    {TERM ", \"end_of_term\": {\"action\": \"lapse\"}", SW_END_LAPSE},
    {TERM ", \"end_of_term\": {\"action\": \"extended-service\"}", SW_END_EXTENDED},
};

/* The length of the terms to come. */
static const struct {
    const char *contract;
    int months;
    bool given;
} MONTHS[] = {
    {"\"price\": 1", 12, false},
    {"\"price\": 1, \"term_end\": \"2024-07-31\"", 12, false},
    {"\"price\": 1, \"term_start\": \"2022-08-01\", \"term_end\": \"2024-07-31\"", 24, false},
    {"\"price\": 1, \"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\", \"term_months\": 36", 36, true},
    {"\"price\": 1, \"term_start\": \"2024-06-15\", \"term_end\": \"2024-06-20\"", 1, false},
};

/* The last day of a month and what is counted from it (ECONOMICS 1, Dates). */
static const struct {
    const char *contract, *start, *end;
} DAYS[] = {
    {"\"price\": 1, \"term_start\": \"2023-03-01\", \"term_months\": 12", "2023-03-01", "2024-02-29"},
    {"\"price\": 1, \"term_start\": \"2023-08-31\", \"term_months\": 6", "2023-08-31", "2024-02-29"},
    {"\"price\": 1, \"term_end\": \"2024-02-29\", \"term_months\": 12", "2023-03-01", "2024-02-29"},
};
/* clang-format on */

static folder load_contract(const char *contract)
{
    folder f = folder_new();
    folder_write_pilot(&f, contract, "\"seats\": {\"count\": 20}");
    folder_must_load(&f);
    return f;
}

static void the_end_of_a_term_has_a_shorthand(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        folder f = load_contract(ENDS[i].contract);
        const sw_contract *c = f.pilot->contracts;
        assert_int_equal(c->at_end, ENDS[i].at_end);
        assert_true((c->extended_uplift == SIZE_MAX) ==
                    (ENDS[i].at_end != SW_END_EXTENDED));
        folder_free(&f);
    }
}

static void extended_service_has_an_assumed_price(void **state)
{
    (void)state;
    folder f = load_contract(
        TERM ", \"end_of_term\": {\"action\": \"extended-service\"}");
    const sw_inputs *in = &f.pilot->inputs;
    const sw_input *rise =
        sw_inputs_at(in, f.pilot->contracts->extended_uplift);
    assert_close(rise->value, 0.03, 0, 0, "default");
    assert_int_equal(rise->provenance, SW_ASSUMPTION);
    assert_true(rise->is_default);
    assert_string_equal(rise->key, "contract.end_of_term.uplift");
    folder_free(&f);
    f = load_contract(TERM ", \"end_of_term\": {\"action\": "
                           "\"extended-service\", \"uplift\": 0.23}");
    in = &f.pilot->inputs;
    rise = sw_inputs_at(in, f.pilot->contracts->extended_uplift);
    assert_close(rise->value, 0.23, 0, 0, "given");
    assert_int_equal(rise->provenance, SW_MEASURED);
    assert_false(rise->is_default);
    folder_free(&f);
}

static void terms_to_come_have_their_own_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(MONTHS); i++) {
        folder f = load_contract(MONTHS[i].contract);
        assert_int_equal(f.pilot->contracts->term_months, MONTHS[i].months);
        assert_int_equal(f.pilot->contracts->span_given, MONTHS[i].given);
        folder_free(&f);
    }
}

/* A longer next term is ordinary: nothing is said of it. */
static void a_longer_next_term_is_no_mistake(void **state)
{
    (void)state;
    folder f = load_contract(TERM ", \"term_months\": 36,"
                                  "\"seats_purchased\": 20");
    assert_int_equal(sw_diagnostics_count(f.d, SW_WARNING), 0);
    folder_free(&f);
}

static void terms_are_counted_on_last_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        char text[SW_DATE_TEXT];
        folder f = load_contract(DAYS[i].contract);
        const sw_contract *c = f.pilot->contracts;
        assert_string_equal(sw_date_format(c->term_start, text), DAYS[i].start);
        assert_string_equal(sw_date_format(c->term_end, text), DAYS[i].end);
        folder_free(&f);
    }
}

static void expect_step(const sw_step *step, const char *day, double value)
{
    char text[SW_DATE_TEXT];
    assert_string_equal(sw_date_format(step->from, text), day);
    assert_close(step->value, value, 0, 0, day);
}

static void schedules_are_sorted_by_day(void **state)
{
    (void)state;
    folder f = load_contract(
        TERM ", \"price_schedule\": ["
             "{\"from\": \"2025-08-01\", \"price\": 28},"
             "{\"from\": \"2024-08-01\", \"price\": {\"value\": 27}}],"
             "\"seats_schedule\": [{\"from\": \"2024-10-01\", \"seats\": 40},"
             "{\"from\": \"2024-09-01\", \"seats\": 30}]");
    const sw_contract *c = f.pilot->contracts;
    assert_int_equal(c->n_price_steps, 2);
    expect_step(&c->price_steps[0], "2024-08-01", 27);
    expect_step(&c->price_steps[1], "2025-08-01", 28);
    assert_int_equal(c->n_seat_steps, 2);
    expect_step(&c->seat_steps[0], "2024-09-01", 30);
    expect_step(&c->seat_steps[1], "2024-10-01", 40);
    folder_free(&f);
}

static void caps_and_rights_are_read(void **state)
{
    (void)state;
    folder f =
        load_contract(TERM ", \"rights\": [\"seat-reduction\", \"swap\"],"
                           "\"renewal_cap\": 0.07,"
                           "\"baseline_uplift\": 0.02");
    const sw_contract *c = f.pilot->contracts;
    assert_int_equal(c->rights, SW_RIGHT_SWAP | SW_RIGHT_SEAT_REDUCTION);
    assert_close(c->renewal_cap, 0.07, 0, 0, "cap");
    assert_close(sw_inputs_value(&f.pilot->inputs, c->baseline_uplift), 0.02, 0,
                 0, "baseline");
    folder_free(&f);
    f = load_contract(TERM);
    c = f.pilot->contracts;
    assert_int_equal(c->rights, 0);
    assert_true(isnan(c->renewal_cap));
    assert_true(c->baseline_uplift == SIZE_MAX);
    assert_int_equal(c->n_price_steps + c->n_seat_steps, 0);
    folder_free(&f);
}

static void offers_say_what_they_differ_in(void **state)
{
    (void)state;
    folder f = load_contract(
        TERM ", \"billing\": \"monthly\", \"offers\": [{\"term_months\": 12},"
             "{\"name\": \"long\", \"term_months\": 36, \"price\": 24,"
             "\"billing\": \"annual-upfront\", \"min_seats\": 5,"
             "\"renewal_cap\": 0.03, \"until\": \"2024-06-30\", \"exits\": ["
             "{\"action\": \"cancel\", \"anchor\": \"anniversary\","
             "\"to_days\": -30}]}, {\"term_months\": 1, \"price\": null}]");
    const sw_contract *c = f.pilot->contracts;
    assert_int_equal(c->n_offers, 3);
    const sw_offer *bare = &c->offers[0], *full = &c->offers[1];
    assert_string_equal(bare->name, "12-month offer");
    assert_int_equal(bare->billing, SW_BILL_MONTHLY);
    assert_true(isnan(bare->price) && isnan(bare->min_seats) &&
                isnan(bare->renewal_cap));
    assert_int_equal(bare->n_exits, 0);
    assert_int_equal(bare->until, SW_DAY_NONE);
    assert_string_equal(full->name, "long");
    assert_int_equal(full->billing, SW_BILL_ANNUAL_UPFRONT);
    assert_close(full->price, 24, 0, 0, "price");
    assert_close(full->min_seats, 5, 0, 0, "min_seats");
    assert_close(full->renewal_cap, 0.03, 0, 0, "cap");
    assert_int_equal(full->until, f.pilot->as_of);
    assert_int_equal(full->n_exits, 1);
    assert_int_equal(full->exits[0].from_days, SW_ANY_TIME_BEFORE);
    assert_true(isnan(c->offers[2].price));
    folder_free(&f);
}

/* An alternative's contract has every clause that a running one has. */
static void alternatives_have_clauses_too(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(
        &f, TERM,
        "\"seats\": {\"count\": 20}, \"alternatives\": [{\"name\": \"other\","
        "\"contract\": {\"sku\": \"o\", \"price\": 20, \"term_months\": 24,"
        "\"end_of_term\": {\"action\": \"extended-service\"},"
        "\"renewal_cap\": 0.05, \"rights\": [\"price-lock\"],"
        "\"price_schedule\": [{\"from\": \"2025-01-01\", \"price\": 21}]}}]");
    folder_must_load(&f);
    const sw_contract *c = &f.pilot->alternatives[0].contract;
    assert_int_equal(c->at_end, SW_END_EXTENDED);
    assert_string_equal(sw_inputs_at(&f.pilot->inputs, c->extended_uplift)->key,
                        "alternatives[0].contract.end_of_term.uplift");
    assert_int_equal(c->rights, SW_RIGHT_PRICE_LOCK);
    assert_close(c->renewal_cap, 0.05, 0, 0, "cap");
    assert_int_equal(c->term_months, 24);
    expect_step(c->price_steps, "2025-01-01", 21);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_of_a_term_has_a_shorthand),
        cmocka_unit_test(extended_service_has_an_assumed_price),
        cmocka_unit_test(terms_to_come_have_their_own_length),
        cmocka_unit_test(a_longer_next_term_is_no_mistake),
        cmocka_unit_test(terms_are_counted_on_last_days),
        cmocka_unit_test(schedules_are_sorted_by_day),
        cmocka_unit_test(caps_and_rights_are_read),
        cmocka_unit_test(offers_say_what_they_differ_in),
        cmocka_unit_test(alternatives_have_clauses_too),
    };
    return cmocka_run_group_tests_name("pilot/contract_clauses", tests, NULL,
                                       NULL);
}
