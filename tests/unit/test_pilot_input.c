#include <string.h>

#include "pilot/input.h"
#include "sw_test.h"
#include "said.h"

static void starts_unknown_with_every_key_once(void **state)
{
    (void)state;
    sw_inputs in;
    sw_inputs_init(&in);
    assert_int_equal(sw_inputs_length(&in), SW_IN_FIXED);
    for (size_t i = 0; i < SW_IN_FIXED; i++) {
        const sw_input *one = sw_inputs_at(&in, i);
        assert_false(one->known);
        assert_true(isnan(sw_inputs_value(&in, i)));
        assert_int_equal(sw_inputs_find(&in, one->key), i);
        assert_true(strlen(said(one->label)) > 0);
    }
    assert_int_equal(sw_inputs_find(&in, "no.such"), SIZE_MAX);
    assert_true(isnan(sw_inputs_value(&in, SIZE_MAX)));
    sw_inputs_clear(&in);
}

/* R: qnorm(c(.1, .9), 10, 2) = 7.4368968689107991 12.5631031310892009;
 * the mean of a lognormal is median * exp(log(gsd)^2 / 2). */
static void defines_mean_and_tenths(void **state)
{
    (void)state;
    sw_inputs in;
    sw_inputs_init(&in);
    sw_input *price = sw_inputs_at(&in, SW_IN_PRICE);
    sw_input_define(
        price, (sw_distribution){.kind = SW_DIST_NORMAL, .p = {10.0, 2.0, 0}},
        SW_MEASURED);
    assert_true(price->known);
    assert_close(price->value, 10, 1e-12, 0, "normal mean");
    assert_close(price->low, 7.4368968689107991, 1e-9, 0, "normal P10");
    assert_close(price->high, 12.5631031310892009, 1e-9, 0, "normal P90");
    sw_input_define(
        price,
        (sw_distribution){.kind = SW_DIST_LOGNORMAL, .p = {100.0, 2.0, 0}},
        SW_MEASURED);
    assert_close(price->value, 100 * exp(log(2) * log(2) / 2), 1e-12, 0,
                 "lognormal mean");
    sw_input_define(price, sw_constant(3), SW_BENCHMARK);
    assert_close(price->low, 3, 0, 0, "constant low");
    assert_close(price->high, 3, 0, 0, "constant high");
    assert_int_equal(price->provenance, SW_BENCHMARK);
    sw_inputs_clear(&in);
}

static void figures_from_files_are_locked(void **state)
{
    (void)state;
    static const struct {
        sw_input_id id;
        bool live;
    } ROWS[] = {
        {SW_IN_PRICE, true},           {SW_IN_SEATS_ASSIGNED, false},
        {SW_IN_ADOPTION_PILOT, false}, {SW_IN_METERED_UNITS, false},
        {SW_IN_EFFECT, false},         {SW_IN_MIN_SEATS, false},
        {SW_IN_REALISATION, true},     {SW_IN_SEATS_PURCHASED, true},
    };
    sw_inputs in;
    sw_inputs_init(&in);
    for (size_t i = 0; i < COUNT(ROWS); i++)
        if (sw_inputs_at(&in, ROWS[i].id)->live != ROWS[i].live)
            fail_msg("%s", sw_inputs_at(&in, ROWS[i].id)->key);
    sw_inputs_clear(&in);
}

static void added_inputs_come_after_the_fixed(void **state)
{
    (void)state;
    sw_inputs in;
    sw_inputs_init(&in);
    size_t id = sw_inputs_add(&in, "costs[a].fte", "a: staff", SW_UNIT_FACTOR);
    assert_int_equal(id, SW_IN_FIXED);
    assert_int_equal(sw_inputs_find(&in, "costs[a].fte"), id);
    assert_string_equal(sw_unit_name(sw_inputs_at(&in, id)->unit), "factor");
    sw_inputs_clear(&in);
}

static void every_name_is_there(void **state)
{
    (void)state;
    for (int i = 0; i < SW_UNIT_N; i++)
        assert_non_null(sw_unit_name((sw_unit)i));
    for (int i = 0; i < SW_PROVENANCE_N; i++)
        assert_non_null(sw_provenance_name((sw_provenance)i));
    assert_string_equal(sw_provenance_name(SW_MEASURED), "measured");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_unknown_with_every_key_once),
        cmocka_unit_test(defines_mean_and_tenths),
        cmocka_unit_test(figures_from_files_are_locked),
        cmocka_unit_test(added_inputs_come_after_the_fixed),
        cmocka_unit_test(every_name_is_there),
    };
    return cmocka_run_group_tests_name("pilot/input", tests, NULL, NULL);
}
