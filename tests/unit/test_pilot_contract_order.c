#include "pilot/variant.h"
#include "pilot_folder.h"
#include "said.h"

/* clang-format off */
#define OFFICE "{\"sku\": \"office\", \"price\": 30, \"seats_purchased\": 20}"
#define CODE   "{\"sku\": \"code\", \"price\": 480, \"per\": \"seat-year\", \"seats_purchased\": 18}"
#define ALSO   "{\"sku\": \"also\", \"price\": 30, \"seats_purchased\": 20}"
#define EURO   "{\"sku\": \"euro\", \"price\": 28, \"seats_purchased\": 20, \"currency\": \"EUR\"}"
#define HELD   "{\"sku\": \"held\", \"price\": 40}"
#define METERED "{\"sku\": \"api\", \"price\": 0, \"metered\": {\"unit_price\": 1}}"

/* Spend a year: office 7200, code 8640, also 7200, held 9600 where all 20 hold
 * it, euro 6720 at 1 and 7392 at a rate of 1.1. */
static const struct {
    const char *list;
    const char *sku[3];
    size_t index[3];
} ORDERS[] = {
    {OFFICE "," CODE, {"code", "office"}, {1, 0}},
    {CODE "," OFFICE, {"code", "office"}, {0, 1}},
    {OFFICE "," ALSO "," CODE, {"code", "also", "office"}, {2, 1, 0}},
    {EURO "," OFFICE, {"euro", "office"}, {0, 1}},
    {OFFICE "," EURO, {"euro", "office"}, {1, 0}},
    {CODE "," HELD, {"held", "code"}, {1, 0}},
    {METERED "," OFFICE, {"office", "api"}, {1, 0}},
};
/* clang-format on */

static folder load_list(const char *list)
{
    folder f = folder_new();
    folder_write(&f, "rates.csv", "date,currency,rate\n2024-01-01,EUR,1.1\n");
    g_autofree char *text = g_strdup_printf(
        "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"seats\": {\"count\": 20}, \"assumptions\": {"
        "\"currency_rates\": {\"file\": \"rates.csv\"}},"
        "\"contracts\": [%s]}",
        list);
    folder_write(&f, "pilot.json", text);
    folder_must_load(&f);
    return f;
}

static void the_largest_spend_is_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ORDERS); i++) {
        folder f = load_list(ORDERS[i].list);
        for (size_t k = 0; k < f.pilot->n_contracts; k++) {
            const sw_contract *c = &f.pilot->contracts[k];
            assert_string_equal(c->sku, ORDERS[i].sku[k]);
            assert_int_equal(c->index, ORDERS[i].index[k]);
        }
        folder_free(&f);
    }
}

/* What --set says is where the contract stands in the file. */
static void inputs_keep_the_places_of_the_file(void **state)
{
    (void)state;
    folder f = load_list(OFFICE "," CODE);
    const sw_inputs *in = &f.pilot->inputs;
    assert_string_equal(sw_inputs_at(in, SW_IN_PRICE)->key,
                        "contracts[1].price");
    assert_close(sw_inputs_value(in, SW_IN_PRICE), 480, 0, 0, "price");
    assert_int_equal(f.pilot->contracts[0].price, SW_IN_PRICE);
    const sw_input *other = sw_inputs_at(in, f.pilot->contracts[1].price);
    assert_string_equal(other->key, "contracts[0].price");
    assert_string_equal(said(other->label), "office: Price a seat");
    folder_free(&f);
}

/* The roster names products by their place in the file. */
static void a_roster_counts_for_its_own_contract(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "seats.csv",
                 "person,sku\na@x,office\nb@x,code\nc@x,code\n");
    folder_write(&f, "pilot.json",
                 "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
                 "\"pilot\": {\"start\": \"2024-01-01\","
                 "\"end\": \"2024-06-30\"},"
                 "\"roster\": {\"file\": \"seats.csv\"}, \"contracts\": ["
                 "{\"sku\": \"office\", \"price\": 30},"
                 "{\"sku\": \"code\", \"price\": 30}]}");
    folder_must_load(&f);
    assert_string_equal(f.pilot->contracts[0].sku, "code");
    assert_close(sw_inputs_value(&f.pilot->inputs, SW_IN_SEATS_PURCHASED), 2, 0,
                 0, "holders");
    size_t other = f.pilot->contracts[1].seats_purchased;
    assert_close(sw_inputs_value(&f.pilot->inputs, other), 1, 0, 0, "holders");
    folder_free(&f);
}

/* A scenario that makes the other contract the larger one is what loading the
 * pilot with it would be, invoices too. */
static void a_scenario_sorts_anew(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "paid.csv",
                 "contract,date,amount\noffice,2023-08-01,1\n"
                 "code,2023-08-01,2\n");
    folder_write(&f, "pilot.json",
                 "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
                 "\"pilot\": {\"start\": \"2024-01-01\","
                 "\"end\": \"2024-06-30\"}, \"seats\": {\"count\": 20},"
                 "\"actuals\": {\"invoices\": {\"file\": \"paid.csv\"}},"
                 "\"contracts\": [{\"sku\": \"office\", \"price\": 30},"
                 "{\"sku\": \"code\", \"price\": 40}],"
                 "\"scenarios\": [{\"name\": \"dear\", \"set\": {"
                 "\"contracts[0].price\": 50}}]}");
    folder_must_load(&f);
    assert_string_equal(f.pilot->contracts[0].sku, "code");
    assert_true(sw_variant_suffices(f.pilot, &f.pilot->scenarios[0]));
    sw_pilot *v = sw_pilot_variant(f.pilot, &f.pilot->scenarios[0], f.d);
    assert_non_null(v);
    assert_string_equal(v->contracts[0].sku, "office");
    assert_close(sw_inputs_value(&v->inputs, SW_IN_PRICE), 50, 0, 0, "price");
    assert_close(sw_inputs_value(&v->inputs, SW_IN_SEATS_PURCHASED), 20, 0, 0,
                 "seats");
    assert_int_equal(v->n_invoices, 2);
    assert_int_equal(v->invoices[0].contract, 0);
    assert_close(v->invoices[0].amount, 1, 0, 0, "office");
    assert_int_equal(v->invoices[1].contract, 1);
    sw_pilot_free(v);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_spend_is_first),
        cmocka_unit_test(inputs_keep_the_places_of_the_file),
        cmocka_unit_test(a_roster_counts_for_its_own_contract),
        cmocka_unit_test(a_scenario_sorts_anew),
    };
    return cmocka_run_group_tests_name("pilot/contract_order", tests, NULL,
                                       NULL);
}
