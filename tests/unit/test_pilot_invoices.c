#include "pilot_folder.h"

#define ONE "{\"sku\": \"office\", \"price\": 30, \"seats_purchased\": 20}"
#define TWO "{\"sku\": \"code\", \"price\": 50, \"seats_purchased\": 20}"
#define HEAD "contract,date,from,to,seats,amount,currency\n"

static folder write_paid(const char *contracts, const char *paid)
{
    folder f = folder_new();
    g_autofree char *text = g_strdup_printf(
        "{\"seatworth\": 1, \"name\": \"Test\", \"product\": \"Copilot\","
        "\"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"seats\": {\"count\": 20}, \"contracts\": [%s],"
        "\"actuals\": {\"invoices\": {\"file\": \"paid.csv\"}}}",
        contracts);
    folder_write(&f, "pilot.json", text);
    folder_write(&f, "paid.csv", paid);
    return f;
}

static void expect_day(sw_day day, const char *want)
{
    char text[SW_DATE_TEXT];
    assert_string_equal(sw_date_format(day, text), want);
}

static void invoices_find_their_contracts(void **state)
{
    (void)state;
    folder f =
        write_paid(ONE "," TWO, HEAD
                   "office,2023-08-01,2023-08-01,2024-07-31,20,7200,usd\n"
                   "CODE,2023-09-01,,,,\"12,000\",\n"
                   "office,2023-10-01,2023-10-01,2024-07-31,-2,-600.5,usd\n");
    folder_must_load(&f);
    const sw_pilot *p = f.pilot;
    assert_int_equal(p->n_invoices, 3);
    /* The larger contract is the first of the pilot. */
    assert_int_equal(p->invoices[0].contract, 1);
    expect_day(p->invoices[0].date, "2023-08-01");
    expect_day(p->invoices[0].from, "2023-08-01");
    expect_day(p->invoices[0].to, "2024-07-31");
    assert_close(p->invoices[0].seats, 20, 0, 0, "seats");
    assert_close(p->invoices[0].amount, 7200, 0, 0, "amount");
    assert_string_equal(p->invoices[0].currency, "USD");
    assert_int_equal(p->invoices[1].contract, 0);
    assert_close(p->invoices[1].amount, 12000, 0, 0, "amount");
    expect_day(p->invoices[1].from, "");
    assert_true(isnan(p->invoices[1].seats));
    assert_string_equal(p->invoices[1].currency, "USD");
    assert_close(p->invoices[2].amount, -600.5, 0, 0, "credit");
    assert_string_equal(p->invoices[2].currency, "USD");
    assert_int_equal(p->n_files, 1);
    assert_string_equal(p->files[0].kind, "invoices");
    folder_free(&f);
}

/* Words for the only contract: its sku, the pilot, the product, 1, nothing. */
static void the_only_contract_has_many_names(void **state)
{
    (void)state;
    folder f = write_paid(ONE, HEAD "office,2023-08-01,,,,1,\n"
                                    "Test,2023-08-01,,,,2,\n"
                                    "copilot,2023-08-01,,,,3,\n"
                                    "1,2023-08-01,,,,4,\n"
                                    ",2023-08-01,,,,5,\n");
    folder_must_load(&f);
    assert_int_equal(f.pilot->n_invoices, 5);
    folder_free(&f);
    f = write_paid(ONE, "from,to,amount\n2023-08-01,2024-07-31,7200\n");
    folder_must_load(&f);
    assert_int_equal(f.pilot->n_invoices, 1);
    expect_day(f.pilot->invoices[0].date, "2023-08-01");
    folder_free(&f);
}

/* An invoice in a contract's own currency need not say so. */
static void the_currency_is_the_contracts(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "rates.csv", "date,currency,rate\n2023-01-01,EUR,1.1\n");
    folder_write(&f, "paid.csv", "date,amount\n2023-08-01,7200\n");
    folder_write_pilot(&f, "\"price\": 30, \"currency\": \"EUR\"",
                       "\"seats\": {\"count\": 20}, \"assumptions\": {"
                       "\"currency_rates\": {\"file\": \"rates.csv\"}},"
                       "\"actuals\": {\"invoices\": {\"file\": \"paid.csv\"}}");
    folder_must_load(&f);
    assert_string_equal(f.pilot->invoices[0].currency, "EUR");
    folder_free(&f);
}

/* clang-format off */
static const struct {
    const char *name, *contracts, *paid, *code, *part;
    size_t line, column;
} REFUSES[] = {
    {"a contract that is not there", ONE "," TWO, HEAD "office,2023-08-01,,,,1,\noffce,2023-09-01,,,,1,\n",
     "no-such-contract", "an invoice of 'offce'", 3, 1},
    {"no contract of several", ONE "," TWO, HEAD ",2023-08-01,,,,1,\n",
     "no-such-contract", "an invoice of ''", 2, 1},
    {"no column of contracts", ONE "," TWO, "date,amount\n2023-08-01,1\n", "no-column", "'contract'", 1, 0},
    {"the same twice", ONE, HEAD "office,2023-08-01,,,20,7200,USD\noffice,2023-09-01,,,20,7200,USD\noffice,2023-08-01,,,20,7200,\n",
     "same-invoice", "on lines 2 and 4", 4, 0},
    {"an end before the beginning", ONE, HEAD "office,2023-08-01,2023-08-01,2023-07-31,20,7200,USD\n",
     "invoice-dates", "ends on 2023-07-31, before it begins on 2023-08-01", 2, 4},
    {"no amount", ONE, HEAD "office,2023-08-01,,,20,,USD\noffice,2023-09-01,,,20,7,USD\n",
     "too-many-rejects", "leaves its day or its amount out", 2, 6},
    {"money of no currency", ONE, HEAD "office,2023-08-01,,,20,7,dollars\noffice,2023-09-01,,,20,7,USD\n",
     "too-many-rejects", "is no code of a currency", 2, 7},
    {"money of a day without a rate", ONE, HEAD "office,2023-08-01,,,20,7,EUR\n",
     "no-rate", "there is no rate of 2023-08-01 or before", 2, 7},
    {"a roster", ONE, "person,arm\na,pilot\n", "other-table", "its rows are no invoice", 0, 0},
};
/* clang-format on */

static void refuses_what_nobody_paid(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        folder f = write_paid(REFUSES[i].contracts, REFUSES[i].paid);
        folder_load(&f, NULL);
        assert_null(f.pilot);
        const sw_diagnostic *d =
            folder_expect(&f, SW_ERROR, REFUSES[i].code, REFUSES[i].part);
        if (REFUSES[i].line > 0) {
            assert_int_equal(d->line, REFUSES[i].line);
            assert_int_equal(d->column, REFUSES[i].column);
            assert_string_equal(d->file, "paid.csv");
        }
        folder_free(&f);
    }
}

static void a_near_name_is_the_remedy(void **state)
{
    (void)state;
    folder f = write_paid(ONE "," TWO, HEAD "offce,2023-09-01,,,,1,\n");
    folder_load(&f, NULL);
    const sw_diagnostic *d =
        folder_expect(&f, SW_ERROR, "no-such-contract", "offce");
    assert_string_equal(d->remedy, "did you mean 'office'?");
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invoices_find_their_contracts),
        cmocka_unit_test(the_only_contract_has_many_names),
        cmocka_unit_test(the_currency_is_the_contracts),
        cmocka_unit_test(refuses_what_nobody_paid),
        cmocka_unit_test(a_near_name_is_the_remedy),
    };
    return cmocka_run_group_tests_name("pilot/invoices", tests, NULL, NULL);
}
