/* The contract engine against sums worked out by hand. */
#include "economics/value.h"
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 500}"
#define BASE                                                                   \
    "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12,"            \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","            \
    "\"notice_days\": 30, \"auto_renew\": true,"

static double total(const money_case *c, const char *id)
{
    return flow_total(c, &c->r->renew[SW_VIEW_COMMITMENT], id);
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

/* On 31 July 2025, the last day of the paid period, 66 seat-months for each
 * seat a month; a day later a year of the eleven added by then and, as planned,
 * the twelfth. */
static void a_true_up_is_paid_when_the_year_is_over(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, BASE "\"seat_growth\": 10, \"proration\": \"true-up\"",
               SEATS, NAN);
    const sw_cash_flow *cf = &c.r->renew[SW_VIEW_PROGRAMME];
    for (int m = 2; m < 13; m++)
        assert_close(flow_in_month(&c, cf, "licences:added", m), 0, 0, 0,
                     "within the year");
    assert_close(flow_in_month(&c, cf, "licences:added", 13), 10 * 30.0 * 66,
                 1e-12, 0, "its last day");
    assert_close(flow_in_month(&c, cf, "licences:added", 14),
                 10 * 30.0 * 12 * 12, 1e-12, 0, "the next year");
    money_close(&c);
}

/* Of the 365 days from 1 August 2024, 363 come after 2 August, the day before
 * acting on the first day on which one can: the sooner, the more is paid back.
 */
static void a_return_within_seven_days_is_paid_back(void **state)
{
    (void)state;
    money_case c;
    money_open_on(&c, "2024-08-03",
                  "\"price\": 30, \"seats_purchased\": 500,"
                  "\"term_start\": \"2024-08-01\","
                  "\"term_end\": \"2025-07-31\", \"auto_renew\": true,"
                  "\"exits\": [{\"action\": \"cancel\","
                  "\"anchor\": \"renewal\", \"from_days\": 0,"
                  "\"to_days\": 7, \"refund\": \"prorata\"}]",
                  SEATS);
    assert_day(c.e->clock[0].act_by, "2024-08-03", "act by");
    assert_day(c.e->clock[0].leaves_on, "2024-08-02", "leaves on");
    assert_close(flow_in_month(&c, &c.r->leave, "licences", 1),
                 -500 * 30.0 * 12 * 363 / 365, 1e-12, 0, "refund");
    assert_close(c.r->sunk, 180000, 1e-12, 0, "paid on 1 August");
    assert_close(c.r->committed, -500 * 30.0 * 12 * 363 / 365, 1e-12, 0,
                 "paid back");
    money_close(&c);
}

/* Seats that a ledger's licence entries of a month pay for. */
static double seats_paid(const money_case *c, const sw_ledger *l, int m)
{
    double seats = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->entry[i].month == m &&
            l->entry[i].part == c->e->licence[0].price)
            seats += l->entry[i].seats;
    return seats;
}

/* What falls due until the first exit is the same whatever is decided. */
static void committed_is_the_same_in_every_option(void **state)
{
    (void)state;
    money_case c;
    sw_ledger fewer;
    money_open(&c, BASE "\"billing\": \"monthly\"", SEATS, NAN);
    sw_option_terms terms = sw_terms_as_now(c.e);
    terms.seats_from = c.e->clock[0].reduced_from;
    terms.seats = 180;
    sw_ledger_init(&fewer, c.e, &terms, SW_VIEW_COMMITMENT);
    assert_close(seats_paid(&c, &fewer, 1), 500, 0, 0, "July for 500");
    assert_close(seats_paid(&c, &fewer, 2), 180, 0, 0, "August for 180");
    assert_close(c.r->committed, 500 * 30.0, 1e-12, 0, "July");
    double all = total(&c, "licences");
    assert_close(all, 500 * 30.0 * 13, 1e-12, 0, "to next July");
    assert_close(c.r->committed + c.r->avoidable, all, 1e-12, 0, "adds up");
    /* From the running term's start: August 2023 to June 2024. */
    assert_close(c.r->sunk, 500 * 30.0 * 11, 1e-12, 0, "sunk");
    sw_ledger_clear(&fewer);
    money_close(&c);
}

/* Thirteen invoices: July's of today, then 36 a month, not uplifted. */
static void an_offer_prices_what_is_bought_next(void **state)
{
    (void)state;
    money_case c;
    sw_ledger l;
    money_open(&c,
               BASE "\"renewal_uplift\": 0.5, \"offers\": ["
                    "{\"term_months\": 1, \"billing\": \"monthly\","
                    "\"price\": 36}]",
               SEATS, NAN);
    sw_option_terms terms = sw_terms_as_now(c.e);
    terms.offer = &c.f.pilot->contracts[0].offers[0];
    sw_ledger_init(&l, c.e, &terms, SW_VIEW_COMMITMENT);
    size_t billed = 0;
    for (size_t i = 0; i < l.n; i++) {
        const sw_entry *v = &l.entry[i];
        if (v->month < 1)
            continue;
        assert_close(sw_entry_amount(c.e, v), 500 * 36.0, 1e-12, 0, "a month");
        billed++;
    }
    assert_int_equal(billed, 12);
    assert_day(l.to, "2025-07-31", "at least a year");
    assert_day(sw_bound_day(c.e, &terms), "2024-08-31", "bound for a month");
    sw_ledger_clear(&l);
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
        "\"billing\": \"monthly\", \"seats_purchased\": 3,"
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
    money_case c = {.f = f};
    money_price(&c);
    /* One window, to the end of the second's next term, December 2025: of the
     * first's second year 153 of the 365 days from August. */
    assert_close(total(&c, "licences"), 2 * 360 * (1 + 153 / 365.0), 1e-12, 0,
                 "first");
    /* Six months of 2024 as now, a rise of a tenth from January. */
    assert_close(total(&c, "licences:code"), 3 * 19.0 * (6 + 12 * 1.1), 1e-12,
                 0, "second");
    /* Leaving pays the second to its own term's end, December 2024. */
    assert_close(c.r->committed, 3 * 19.0 * 6, 1e-12, 0, "committed");
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(added_seats_are_prorated),
        cmocka_unit_test(a_true_up_is_paid_when_the_year_is_over),
        cmocka_unit_test(a_return_within_seven_days_is_paid_back),
        cmocka_unit_test(committed_is_the_same_in_every_option),
        cmocka_unit_test(an_offer_prices_what_is_bought_next),
        cmocka_unit_test(several_products_are_paid_and_time_counts_once),
    };
    return cmocka_run_group_tests_name("economics/contract", tests, NULL, NULL);
}
