#include "pilot_folder.h"
#include "said.h"

/* clang-format off */
#define TERM "\"price\": 30, \"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\", \"notice_days\": 30"

/* ECONOMICS 2: what `reductions` is shorthand for. */
static const struct {
    const char *contract;
    size_t n;
    sw_exit exit[2];
} EXITS[] = {
    {TERM, 2, {{SW_EXIT_CANCEL, SW_ANCHOR_TERM_END, SW_ANY_TIME_BEFORE, -30, false},
               {SW_EXIT_REDUCE, SW_ANCHOR_TERM_END, SW_ANY_TIME_BEFORE, -30, false}}},
    {TERM ", \"reductions\": \"any-time\"", 2,
     {{SW_EXIT_CANCEL, SW_ANCHOR_TERM_END, SW_ANY_TIME_BEFORE, -30, false},
      {SW_EXIT_REDUCE, SW_ANCHOR_MONTH_END, 0, 0, false}}},
    {TERM ", \"reductions\": \"never\"", 1,
     {{SW_EXIT_CANCEL, SW_ANCHOR_TERM_END, SW_ANY_TIME_BEFORE, -30, false}}},
    {TERM ", \"exits\": [{\"action\": \"reduce\", \"anchor\": \"purchase\", \"from_days\": 0, \"to_days\": 7, \"refund\": \"prorata\"},"
     "{\"action\": \"cancel\", \"anchor\": \"anniversary\", \"from_days\": null, \"to_days\": -30}]", 2,
     {{SW_EXIT_REDUCE, SW_ANCHOR_PURCHASE, 0, 7, true},
      {SW_EXIT_CANCEL, SW_ANCHOR_ANNIVERSARY, SW_ANY_TIME_BEFORE, -30, false}}},
};

/* Of start, end and length two give the third. */
static const struct {
    const char *contract, *start, *end;
    int months;
} TERMS[] = {
    {TERM, "2023-08-01", "2024-07-31", 12},
    {"\"price\": 1, \"term_end\": \"2024-07-31\"", "2023-08-01", "2024-07-31", 12},
    {"\"price\": 1, \"term_start\": \"2023-08-01\"", "2023-08-01", "2024-07-31", 12},
    {"\"price\": 1, \"term_start\": \"2022-08-01\", \"term_months\": 36", "2022-08-01", "2025-07-31", 36},
    {"\"price\": 1, \"term_start\": \"2022-08-15\", \"term_end\": \"2025-08-14\"", "2022-08-15", "2025-08-14", 36},
    {"\"price\": 1, \"term_end\": \"2024-06-30\", \"term_months\": 1", "2024-06-01", "2024-06-30", 1},
    {"\"price\": 1", "", "", 12},
};
/* clang-format on */

static folder load_contract(const char *contract)
{
    folder f = folder_new();
    folder_write_pilot(&f, contract, "\"seats\": {\"count\": 20}");
    folder_must_load(&f);
    return f;
}

static void makes_exits_from_the_shorthand(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(EXITS); i++) {
        folder f = load_contract(EXITS[i].contract);
        const sw_contract *c = f.pilot->contracts;
        assert_int_equal(c->n_exits, EXITS[i].n);
        for (size_t k = 0; k < c->n_exits; k++) {
            const sw_exit *got = &c->exits[k], *want = &EXITS[i].exit[k];
            assert_int_equal(got->action, want->action);
            assert_int_equal(got->anchor, want->anchor);
            assert_int_equal(got->from_days, want->from_days);
            assert_int_equal(got->to_days, want->to_days);
            assert_int_equal(got->refund_prorata, want->refund_prorata);
        }
        folder_free(&f);
    }
}

static void completes_the_term(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(TERMS); i++) {
        folder f = load_contract(TERMS[i].contract);
        char start[SW_DATE_TEXT], end[SW_DATE_TEXT];
        const sw_contract *c = f.pilot->contracts;
        assert_string_equal(sw_date_format(c->term_start, start),
                            TERMS[i].start);
        assert_string_equal(sw_date_format(c->term_end, end), TERMS[i].end);
        assert_int_equal(c->term_months, TERMS[i].months);
        folder_free(&f);
    }
}

static void sorts_tiers_and_locks_the_seats(void **state)
{
    (void)state;
    folder f = load_contract(
        TERM ", \"tier_rule\": \"marginal\", \"tiers\": ["
             "{\"from_seats\": 100, \"price\": 20},"
             "{\"from_seats\": 1, \"price\": 30}],"
             "\"offers\": [{\"term_months\": 1, \"billing\": \"monthly\","
             "\"price\": 36}], \"promotion\": {\"price\": 18, \"until\":"
             "\"2024-12-31\"}, \"multi_year_discount\": 0.15");
    const sw_contract *c = f.pilot->contracts;
    assert_int_equal(c->n_tiers, 2);
    assert_close(c->tiers[0].price, 30, 0, 0, "first");
    assert_close(c->tiers[1].from_seats, 100, 0, 0, "second");
    assert_true(c->marginal_tiers);
    assert_false(sw_inputs_at(&f.pilot->inputs, SW_IN_SEATS_PURCHASED)->live);
    assert_int_equal(c->n_offers, 1);
    assert_int_equal(c->offers[0].term_months, 1);
    assert_int_equal(c->offers[0].billing, SW_BILL_MONTHLY);
    assert_true(isnan(c->offers[0].min_seats));
    assert_close(c->promotion_price, 18, 0, 0, "promotion");
    assert_int_equal(c->promotion_until, sw_date_from_ymd(2024, 12, 31));
    assert_close(c->multi_year_discount, 0.15, 0, 0, "discount");
    folder_free(&f);
}

static void says_that_terms_are_missing(void **state)
{
    (void)state;
    folder f = load_contract("\"price\": 30");
    const sw_diagnostic *d =
        folder_expect(&f, SW_WARNING, "no-contract-terms", "no contract terms");
    assert_string_equal(d->pointer, "/contract");
    assert_false(f.pilot->contracts[0].terms_known);
    assert_true(f.pilot->contracts[0].purchased_is_default);
    folder_expect(&f, SW_WARNING, "purchased-default", "the 20 assigned");
    folder_free(&f);
}

static void the_given_terms_are_measured(void **state)
{
    (void)state;
    folder f = load_contract(TERM ", \"renewal_uplift\": {\"value\": 0.05,"
                                  "\"source\": \"benchmark by X\"}");
    const sw_inputs *in = &f.pilot->inputs;
    const sw_input *price = sw_inputs_at(in, SW_IN_PRICE);
    assert_int_equal(price->provenance, SW_MEASURED);
    assert_string_equal(said(price->source), "contract");
    assert_int_equal(price->line, 5);
    const sw_input *vat = sw_inputs_at(in, SW_IN_VAT);
    assert_int_equal(vat->provenance, SW_ASSUMPTION);
    assert_true(vat->is_default);
    assert_int_equal(sw_inputs_at(in, SW_IN_UPLIFT)->provenance, SW_BENCHMARK);
    folder_free(&f);
}

static void metered_alone_needs_no_price(void **state)
{
    (void)state;
    folder f = load_contract("\"price\": 0, \"metered\": {"
                             "\"unit_price\": 0.01, \"pooled\": false}");
    assert_int_equal(f.pilot->n_meters, 1);
    assert_false(f.pilot->meters[0].pooled);
    folder_free(&f);
    f = load_contract("\"price\": 0, \"metered\": {\"pooled\": true}");
    folder_expect(&f, SW_WARNING, "no-unit-price", "left out");
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_exits_from_the_shorthand),
        cmocka_unit_test(completes_the_term),
        cmocka_unit_test(sorts_tiers_and_locks_the_seats),
        cmocka_unit_test(says_that_terms_are_missing),
        cmocka_unit_test(the_given_terms_are_measured),
        cmocka_unit_test(metered_alone_needs_no_price),
    };
    return cmocka_run_group_tests_name("pilot/contract", tests, NULL, NULL);
}
