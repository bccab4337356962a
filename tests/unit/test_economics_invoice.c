/* What one contract bills (ECONOMICS 1, Invoices; 2, Licences), by hand: ten
 * seats at 30 are 300 a month and 3,600 a year. */
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/value.h"
#include "economics_case.h"

#define SEATS "\"seats\": {\"count\": 10}"
#define RENEWS "\"auto_renew\": true, \"notice_days\": 30"
#define TERM(from, months)                                                     \
    "\"seats_purchased\": 10, \"term_months\": " months                        \
    ", \"term_start\": \"" from "\", \"term_end\": \"2024-07-31\","            \
    "\"price\": "
#define YEAR TERM("2023-08-01", "12")
#define GROWS YEAR "30, " RENEWS ", \"seat_growth\": 1, \"proration\": "

enum { MOST = 6 };

typedef struct want {
    const char *due, *to;
    double amount;
} want;

static const struct {
    const char *name, *contract, *end;
    enum { GOES_ON, LEFT, PAID_BACK, EXTENDED } how;
    want list[MOST];
} ROWS[] = {
    {"a year at the start of a term",
     YEAR "30, " RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 3600}}},
    {"a last piece of whole months",
     TERM("2023-02-01", "18") "30, " RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-02-01", "2024-01-31", 3600}, {"2024-02-01", "2024-07-31", 1800}}},
    /* 31 July is no whole month from 16 January: 198 days of the 366 to 15
     * January 2025. */
    {"a last piece of days",
     TERM("2023-01-16", "18") "30, " RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-01-16", "2024-01-15", 3600},
      {"2024-01-16", "2024-07-31", 3600 * 198 / 366.0}}},
    {"months, of which the last is short",
     TERM("2024-06-16", "2") "30, \"billing\": \"monthly\", " RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2024-06-16", "2024-07-15", 300},
      {"2024-07-16", "2024-07-31", 300 * 16 / 31.0}}},
    {"a term billed by the month has the surcharge",
     TERM("2024-07-01", "1") "30, \"billing\": \"annual-monthly\","
                             "\"monthly_billing_surcharge\": 0.05, " RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2024-07-01", "2024-07-31", 315}}},
    /* 184 days from August to January of 365. */
    {"the window's end cuts what is bought",
     YEAR "30, " RENEWS,
     "2025-01-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-08-01", "2025-01-31", 3600 * 184 / 365.0}}},
    {"leaving does not: what is paid is paid",
     YEAR "30, " RENEWS,
     "2025-01-31",
     LEFT,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 3600}}},
    /* 31 days of July, of 366. */
    {"unless it is paid back",
     YEAR "30, " RENEWS,
     "2024-06-30",
     PAID_BACK,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-07-01", "2024-07-31", -3600 * 31 / 366.0}}},
    /* 182 days from 1 February, of 366; then sixteen seats. */
    {"more seats are paid at once, by days",
     YEAR "30, \"seats_schedule\": [{\"from\": \"2024-02-01\", \"seats\": "
          "16}]," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-02-01", "2024-07-31", 6 * 360 * 182 / 366.0},
      {"2024-08-01", "2025-07-31", 5760}}},
    {"fewer from the next invoice",
     YEAR "30, \"seats_schedule\": [{\"from\": \"2024-02-01\", \"seats\": "
          "4}]," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 1440}}},
    {"seats that are paid already are not paid again",
     YEAR "30, \"seats_schedule\": [{\"from\": \"2023-12-01\", \"seats\": 4},"
          "{\"from\": \"2024-02-01\", \"seats\": 8}]," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 2880}}},
    {"no fewer than the least",
     YEAR "30, \"min_seats\": 12," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 4320}}},
    /* To 31 October: 92 of the 365 days from 1 August. */
    {"a promotion counts by days",
     YEAR
     "30, \"promotion\": {\"price\": 20, \"until\": \"2024-10-31\"}," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 2400},
      {"2024-08-01", "2025-07-31", 120 * (20 * 92 + 30 * 273) / 365.0}}},
    {"all seats have the price of the tier reached",
     YEAR "30, \"tiers\": [{\"from_seats\": 1, \"price\": 30},"
          "{\"from_seats\": 8, \"price\": 20}]," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 2400}}},
    /* Seven at 30 and three at 20 are 270 a month. */
    {"or each the price of its own",
     YEAR
     "30, \"tiers\": [{\"from_seats\": 1, \"price\": 30},"
     "{\"from_seats\": 8, \"price\": 20}], \"tier_rule\": \"marginal\"," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3240}}},
    /* 60 x 1.05 less 30 x 1.2 is 27. */
    {"a bundle pays the difference, each side with its rise",
     YEAR "60, \"price_basis\": \"bundle\", \"baseline_price\": 30,"
          "\"renewal_uplift\": 0.05, \"baseline_uplift\": 0.2," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 3240}}},
    {"a rise has its cap",
     YEAR "30, \"renewal_uplift\": 0.05, \"renewal_cap\": 0.03," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 3708}}},
    {"a schedule takes no rise",
     YEAR "30, \"renewal_uplift\": 0.05, \"price_schedule\": ["
          "{\"from\": \"2024-08-01\", \"price\": 33}]," RENEWS,
     "2025-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}, {"2024-08-01", "2025-07-31", 3960}}},
    {"a discount of terms longer than a year",
     TERM("2022-08-01", "24") "30, \"multi_year_discount\": 0.1," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2022-08-01", "2023-07-31", 3240}, {"2023-08-01", "2024-07-31", 3240}}},
    {"not of a year's",
     YEAR "30, \"multi_year_discount\": 0.1," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}}},
    {"tax that cannot be reclaimed",
     YEAR "30, \"vat_irrecoverable\": 0.2," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 4320}}},
    {"a price for a year",
     YEAR "360, \"per\": \"seat-year\"," RENEWS,
     "2024-07-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600}}},
    /* 300 x 1.03 a month; 20 of August's 31 days are in the window. */
    {"extended service is billed by the month",
     YEAR "30, \"renewal_uplift\": 0.5, \"end_of_term\": {\"action\":"
          "\"extended-service\", \"uplift\": 0.03}",
     "2024-08-20",
     EXTENDED,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-08-01", "2024-08-20", 309 * 20 / 31.0}}},
    /* A seat more on 1 September and 1 October of 2024; 61 and 31 days of them
     * are in the window. */
    {"added seats pay the days left",
     GROWS "\"daily\"",
     "2024-10-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-08-01", "2024-10-31", 3600 * 92 / 365.0},
      {"2024-09-01", "2024-10-31", 360 * 61 / 365.0},
      {"2024-10-01", "2024-10-31", 360 * 31 / 365.0}}},
    /* Eleven and ten months, for 334 and 304 days. */
    {"or the months left",
     GROWS "\"monthly\"",
     "2024-10-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-08-01", "2024-10-31", 3600 * 92 / 365.0},
      {"2024-09-01", "2024-10-31", 330 * 61 / 334.0},
      {"2024-10-01", "2024-10-31", 300 * 31 / 304.0}}},
    {"or the whole year",
     GROWS "\"none\"",
     "2024-10-31",
     GOES_ON,
     {{"2023-08-01", "2024-07-31", 3600},
      {"2024-08-01", "2024-10-31", 3600 * 92 / 365.0},
      {"2024-09-01", "2024-10-31", 360 * 61 / 334.0},
      {"2024-10-01", "2024-10-31", 360 * 31 / 304.0}}},
};

static sw_day day_of(const char *text)
{
    int year, month, day;
    sscanf(text, "%d-%d-%d", &year, &month, &day);
    return sw_date_from_ymd(year, month, day);
}

typedef struct invoice {
    size_t number;
    sw_due_kind kind;
    sw_day due, to;
    double amount;
} invoice;

static gint by_day(gconstpointer a, gconstpointer b)
{
    const invoice *x = a, *y = b;
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due)
                            : (x->number > y->number) - (x->number < y->number);
}

/* Sums the parts of each invoice. */
static GArray *invoices_of(const sw_economics *e, const GArray *entries)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(invoice));
    for (guint i = 0; i < entries->len; i++) {
        const sw_entry *v = &g_array_index(entries, sw_entry, i);
        invoice one = {v->invoice, v->kind, v->due, v->to,
                       sw_entry_amount(e, v)};
        guint k = 0;
        while (k < list->len &&
               (g_array_index(list, invoice, k).number != one.number ||
                g_array_index(list, invoice, k).kind != one.kind))
            k++;
        if (k < list->len)
            g_array_index(list, invoice, k).amount += one.amount;
        else
            g_array_append_val(list, one);
    }
    g_array_sort(list, by_day);
    return list;
}

static void assert_invoices(const money_case *c, const sw_course *course,
                            const want *list, const char *name)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    sw_contract_bill(entries, c->e, 0, course);
    g_autoptr(GArray) got = invoices_of(c->e, entries);
    guint n = 0;
    for (; n < MOST && list[n].due != NULL; n++) {
        if (n >= got->len)
            fail_msg("%s: only %u invoices", name, got->len);
        const invoice *v = &g_array_index(got, invoice, n);
        assert_day(v->due, list[n].due, name);
        assert_day(v->to, list[n].to, name);
        assert_close(v->amount, list[n].amount, 1e-12, 0, name);
    }
    if (got->len != n)
        fail_msg("%s: %u invoices", name, got->len);
}

static void each_clause_is_billed_to_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        money_case c;
        money_open_on(&c, "2024-06-30", ROWS[i].contract, SEATS);
        sw_course course = sw_course_on(c.e, day_of(ROWS[i].end));
        course.leaves = ROWS[i].how == LEFT || ROWS[i].how == PAID_BACK;
        course.refunds = ROWS[i].how == PAID_BACK;
        course.extends = ROWS[i].how == EXTENDED;
        assert_invoices(&c, &course, ROWS[i].list, ROWS[i].name);
        money_close(&c);
    }
}

/* A true-up is due on the last day of the paid period, for the months that each
 * seat had by then: eleven to one. */
static void a_true_up_is_paid_when_the_period_ends(void **state)
{
    (void)state;
    money_case c;
    money_open_on(&c, "2024-06-30", GROWS "\"true-up\"", SEATS);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    sw_course course = sw_course_on(c.e, day_of("2025-07-31"));
    sw_contract_bill(entries, c.e, 0, &course);
    int batch = 0;
    for (guint i = 0; i < entries->len; i++) {
        const sw_entry *v = &g_array_index(entries, sw_entry, i);
        if (v->kind != SW_DUE_TRUE_UP)
            continue;
        assert_day(v->due, "2025-07-31", "due");
        assert_day(v->to, "2025-07-31", "to");
        assert_int_equal(v->from,
                         sw_date_add_months(day_of("2024-07-31"), ++batch) + 1);
        assert_close(sw_entry_amount(c.e, v), 30 * (12 - batch), 1e-12, 0,
                     "months left");
    }
    assert_int_equal(batch, 11);
    money_close(&c);
}

/* Each at the last rate known on its due day; what is paid back is paid back at
 * the rate of its invoice: 244 days from December to July, of 366. */
static void foreign_money_has_the_rate_of_the_due_day(void **state)
{
    (void)state;
    money_case c = {.f = folder_new()};
    static const want LIST[MOST] = {
        {"2023-08-01", "2024-07-31", 3600 * 1.1},
        {"2023-12-01", "2024-07-31", -3600 * 1.1 * 244 / 366}};
    folder_write(&c.f, "rates.csv",
                 "date,currency,rate\n2023-01-01,EUR,1.1\n"
                 "2023-11-01,EUR,1.2\n");
    folder_write_pilot(&c.f, YEAR "30, \"currency\": \"EUR\", " RENEWS,
                       SEATS ", \"assumptions\": {\"currency_rates\":"
                             "{\"file\": \"rates.csv\"}}");
    money_load(&c);
    money_price(&c);
    sw_course course = sw_course_on(c.e, day_of("2023-11-30"));
    course.leaves = course.refunds = true;
    assert_invoices(&c, &course, LIST, "in euros");
    money_close(&c);
}

/* What is paid for: more seats at once, fewer from the next invoice. */
static void seats_are_in_service_as_they_are_paid(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        double seats;
    } WANT[] = {{"2023-08-01", "2024-01-31", 10},
                {"2024-02-01", "2024-07-31", 16},
                {"2024-08-01", "2024-12-31", 6}};
    money_case c;
    money_open_on(&c, "2024-06-30",
                  YEAR "30, \"seats_schedule\": ["
                       "{\"from\": \"2024-02-01\", \"seats\": 16},"
                       "{\"from\": \"2024-04-01\", \"seats\": 6}]," RENEWS,
                  SEATS);
    sw_course course = sw_course_on(c.e, day_of("2024-12-31"));
    g_autoptr(GArray) pieces = sw_paid_pieces(c.e, 0, &course);
    assert_int_equal(pieces->len, COUNT(WANT));
    for (guint i = 0; i < COUNT(WANT); i++) {
        const sw_paid_piece *p = &g_array_index(pieces, sw_paid_piece, i);
        assert_day(p->from, WANT[i].from, "from");
        assert_day(p->to, WANT[i].to, "to");
        assert_close(p->seats, WANT[i].seats, 0, 0, WANT[i].from);
    }
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_clause_is_billed_to_the_day),
        cmocka_unit_test(a_true_up_is_paid_when_the_period_ends),
        cmocka_unit_test(foreign_money_has_the_rate_of_the_due_day),
        cmocka_unit_test(seats_are_in_service_as_they_are_paid),
    };
    return cmocka_run_group_tests_name("economics/invoice", tests, NULL, NULL);
}
