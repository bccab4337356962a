/* The contract engine against sums worked out by hand. */
#include "economics/licence_cost.h"
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 500}"
#define BASE                                                                   \
    "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12,"            \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","            \
    "\"notice_days\": 30, \"auto_renew\": true,"

static double paid(const money_case *c, const char *id, int m)
{
    const sw_cash_flow *cf = &c->r->renew[SW_VIEW_COMMITMENT];
    for (size_t f = 0; f < c->e->n_flows; f++)
        if (strcmp(c->e->flows[f].id, id) == 0)
            return cf->amount[f * cf->stream->n_months + (size_t)m - 1];
    fail_msg("no flow %s", id);
    return NAN;
}

static double total(const money_case *c, const char *id)
{
    double sum = 0;
    for (int m = 1; m <= c->e->clock.months_commitment; m++)
        sum += paid(c, id, m);
    return sum;
}

static void a_promotion_ends_within_an_upfront_invoice(void **state)
{
    (void)state;
    money_case c;
    /* Of the year from August, three months at 20 and nine at 30. */
    money_open(&c,
               BASE "\"promotion\": {\"price\": 20, \"until\": \"2024-10-31\"}",
               SEATS, NAN);
    assert_close(paid(&c, "licences", 2), 500 * (3 * 20.0 + 9 * 30.0), 1e-12, 0,
                 "year from August");
    money_close(&c);
}

static void added_seats_are_prorated(void **state)
{
    (void)state;
    /* Ten seats more on the first of each month from September 2024. Days left
     * of the 365 to 31 July, and whole months left. */
    const double days[] = {334, 304, 273, 243, 212, 181, 153, 122, 92, 61, 31};
    double daily = 0, monthly = 0;
    for (size_t j = 0; j < COUNT(days); j++) {
        daily += 10 * 30.0 * 12 * days[j] / 365;
        monthly += 10 * 30.0 * (double)(COUNT(days) - j);
    }
    const struct {
        const char *rule;
        double want;
    } rows[] = {{"daily", daily},
                {"monthly", monthly},
                {"none", 11 * 10 * 30.0 * 12},
                {"true-up", monthly}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        g_autofree char *contract = g_strdup_printf(
            BASE "\"seat_growth\": 10, \"proration\": \"%s\"", rows[i].rule);
        money_case c;
        money_open(&c, contract, SEATS, NAN);
        assert_close(total(&c, "licences:added"), rows[i].want, 1e-12, 0,
                     rows[i].rule);
        money_close(&c);
    }
}

static void a_true_up_is_paid_at_the_anniversary(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, BASE "\"seat_growth\": 10, \"proration\": \"true-up\"",
               SEATS, NAN);
    const sw_cash_flow *cf = &c.r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->stream->n_months, f = 0;
    while (strcmp(c.e->flows[f].id, "licences:added") != 0)
        f++;
    for (size_t m = 2; m < 13; m++)
        assert_close(cf->amount[f * n + m], 0, 0, 0, "within the year");
    /* August 2025: 66 seat-months used for each seat a month, and a year of the
     * twelve added by then. */
    assert_close(cf->amount[f * n + 13], 10 * 30.0 * (66 + 12 * 12), 1e-12, 0,
                 "anniversary");
    money_close(&c);
}

static void a_return_within_seven_days_is_paid_back(void **state)
{
    (void)state;
    money_case c;
    c = (money_case){.f = folder_new()};
    folder_write(
        &c.f, "pilot.json",
        "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"as_of\": \"2024-08-03\", " SEATS ","
        "\"contract\": {\"price\": 30, \"seats_purchased\": 500,"
        "\"term_start\": \"2024-08-01\", \"term_end\": \"2025-07-31\","
        "\"auto_renew\": true, \"exits\": [{\"action\": \"cancel\","
        "\"anchor\": \"renewal\", \"from_days\": 0, \"to_days\": 7,"
        "\"refund\": \"prorata\"}]}}");
    c.f.pilot = sw_pilot_load(c.f.path, NULL, c.f.d);
    assert_non_null(c.f.pilot);
    c.evidence = (sw_evidence){.lead = SIZE_MAX, .grade = 'B'};
    assert_int_equal(SW_OK,
                     sw_economics_new(&c.e, c.f.pilot, &c.evidence, NULL));
    assert_int_equal(SW_OK, sw_economics_evaluate(&c.r, c.e, NULL));
    assert_int_equal(c.e->clock.act_by, sw_date_from_ymd(2024, 8, 8));
    assert_int_equal(c.e->clock.first_exit, sw_date_from_ymd(2024, 8, 3));
    /* 362 of the 365 days from 1 August 2024 come after 3 August. */
    assert_close(c.r->leave.amount[0], -500 * 30.0 * 12 * 362 / 365, 1e-12, 0,
                 "refund");
    money_close(&c);
}

static const struct {
    const char *name, *exits, *as_of, *by, *from, *next;
} WINDOWS[] = {
    {"orders 60 to 30 days before the anniversary",
     "{\"action\": \"reduce\", \"anchor\": \"anniversary\", \"from_days\": -60,"
     "\"to_days\": -30}",
     "2024-06-30", "2024-07-02", "2024-08-01", "2025-07-02"},
    {"within seven days after renewal",
     "{\"action\": \"reduce\", \"anchor\": \"renewal\", \"from_days\": 0,"
     "\"to_days\": 7}",
     "2024-06-30", "2024-08-08", "2024-08-02", "2025-08-08"},
    {"any month end",
     "{\"action\": \"reduce\", \"anchor\": \"month-end\", \"from_days\": null,"
     "\"to_days\": 0}",
     "2024-06-15", "2024-06-30", "2024-07-01", "2024-07-31"},
    {"never",
     "{\"action\": \"cancel\", \"anchor\": \"term-end\", \"from_days\": null,"
     "\"to_days\": -30}",
     "2024-06-30", "", "", ""},
};

static void assert_day(sw_day got, const char *want, const char *row)
{
    char text[SW_DATE_TEXT];
    if (strcmp(sw_date_format(got, text), want) != 0)
        fail_msg("%s: %s, want %s", row, text, want);
}

static void reduction_windows_are_right_to_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WINDOWS); i++) {
        folder f = folder_new();
        g_autofree char *text = g_strdup_printf(
            "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
            "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-01\"},"
            "\"as_of\": \"%s\", " SEATS ", \"contract\": {" BASE
            "\"exits\": [%s]}}",
            WINDOWS[i].as_of, WINDOWS[i].exits);
        folder_write(&f, "pilot.json", text);
        f.pilot = sw_pilot_load(f.path, NULL, f.d);
        assert_non_null(f.pilot);
        sw_clock clock;
        sw_clock_set(&clock, f.pilot);
        assert_day(clock.reduce_by, WINDOWS[i].by, WINDOWS[i].name);
        assert_day(clock.reduced_from, WINDOWS[i].from, WINDOWS[i].name);
        assert_day(clock.next_reduce_by, WINDOWS[i].next, WINDOWS[i].name);
        folder_free(&f);
    }
}

/* What falls due until the first exit is the same whatever is decided. */
static void committed_is_the_same_in_every_option(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, BASE "\"billing\": \"monthly\"", SEATS, NAN);
    sw_option_terms terms = c.e->renew[SW_VIEW_COMMITMENT].terms;
    terms.seats_before = terms.seats;
    terms.seats_from = c.e->clock.reduced_from;
    terms.seats = 180;
    sw_stream fewer;
    sw_stream_init(&fewer, c.e, &terms, SW_VIEW_COMMITMENT);
    assert_close(fewer.presence[0] * 180, c.r->committed / 30, 1e-12, 0,
                 "July is paid for 500");
    assert_close(fewer.presence[1], 1, 0, 0, "August for 180");
    double all = total(&c, "licences");
    assert_close(c.r->committed + c.r->avoidable, all, 1e-12, 0, "adds up");
    /* Eleven months billed from August 2023 to June 2024, those that reach
     * into the pilot from January: six. */
    assert_close(c.r->sunk, 500 * 30.0 * 6, 1e-12, 0, "sunk");
    sw_stream_clear(&fewer);
    money_close(&c);
}

static void an_offer_prices_what_is_bought_next(void **state)
{
    (void)state;
    money_case c;
    money_open(&c,
               BASE "\"offers\": [{\"term_months\": 1, \"billing\": "
                    "\"monthly\", \"price\": 36}]",
               SEATS, NAN);
    sw_option_terms terms = c.e->renew[SW_VIEW_COMMITMENT].terms;
    terms.offer = &c.f.pilot->contract.offers[0];
    sw_stream s;
    sw_stream_init(&s, c.e, &terms, SW_VIEW_COMMITMENT);
    for (size_t m = 1; m < s.n_months; m++) {
        assert_close(s.presence[m], 1, 0, 0, "a month at a time");
        assert_close(s.price_multiple[m], 1.2, 1e-15, 0, "36 against 30");
        assert_close(s.renewals[m], 0, 0, 0, "an offer is not uplifted");
    }
    sw_stream_clear(&s);
    money_close(&c);
}

static void several_products_are_paid_and_time_counts_once(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "seats.csv",
                 "person,sku\na@x,office\na@x,code\nb@x,office\nc@x,code\n");
    folder_write(
        &f, "pilot.json",
        "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"roster\": {\"file\": \"seats.csv\"}, \"contracts\": ["
        "{\"sku\": \"office\", \"price\": 30, \"term_start\": \"2023-08-01\","
        "\"auto_renew\": true}, {\"sku\": \"code\", \"price\": 19,"
        "\"billing\": \"monthly\", \"seats_purchased\": 5,"
        "\"term_start\": \"2024-01-01\", \"auto_renew\": true,"
        "\"renewal_uplift\": 0.1}]}");
    f.pilot = sw_pilot_load(f.path, NULL, f.d);
    assert_non_null(f.pilot);
    sw_pilot *p = f.pilot;
    assert_int_equal(p->roster.assigned, 3);
    assert_int_equal(p->hold_several, 1);
    assert_close(sw_inputs_value(&p->inputs, SW_IN_SEATS_PURCHASED), 2, 0, 0,
                 "holders of the first");
    assert_string_equal(sw_inputs_at(&p->inputs, SW_IN_PRICE)->key,
                        "contracts[0].price");
    sw_evidence evidence = {.lead = SIZE_MAX, .grade = 'B'};
    money_case c = {.f = f};
    assert_int_equal(SW_OK, sw_economics_new(&c.e, p, &evidence, NULL));
    assert_int_equal(SW_OK, sw_economics_evaluate(&c.r, c.e, NULL));
    assert_close(total(&c, "licences"), 2 * 30.0 * 12, 1e-12, 0, "first");
    /* July 2024 to July 2025, a rise of a tenth from January. */
    assert_close(total(&c, "licences:code"), 5 * 19.0 * (6 + 7 * 1.1), 1e-12, 0,
                 "second");
    /* Leaving pays the second to its own term's end, December 2024. */
    assert_close(c.r->committed, 5 * 19.0 * 6, 1e-12, 0, "committed");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_promotion_ends_within_an_upfront_invoice),
        cmocka_unit_test(added_seats_are_prorated),
        cmocka_unit_test(a_true_up_is_paid_at_the_anniversary),
        cmocka_unit_test(a_return_within_seven_days_is_paid_back),
        cmocka_unit_test(reduction_windows_are_right_to_the_day),
        cmocka_unit_test(committed_is_the_same_in_every_option),
        cmocka_unit_test(an_offer_prices_what_is_bought_next),
        cmocka_unit_test(several_products_are_paid_and_time_counts_once),
    };
    return cmocka_run_group_tests_name("economics/contract", tests, NULL, NULL);
}
