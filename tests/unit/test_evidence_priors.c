/*
 * The published trials behind assumed priors: every one says what it is, of how
 * many, and where it was published; the prior they are given for is the
 * default's.
 */
#include "sw_test.h"

#include <string.h>

#include "ingest/json.h"
#include "ingest/template.h"

static sw_json *read_template(const char *path)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_error err = {0};
    GBytes *bytes = sw_template_read(path, NULL, &err);
    assert_non_null(bytes);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    sw_json *v = sw_json_parse(text, length, path, false, d);
    g_bytes_unref(bytes);
    sw_diagnostics_free(d);
    assert_non_null(v);
    return v;
}

static bool is_number_or_null(const sw_json *v)
{
    return v && (v->type == SW_JSON_NUMBER || v->type == SW_JSON_NULL);
}

static void each_trial_says_where_it_comes_from(void **state)
{
    (void)state;
    static const char *const files[] = {"priors/self_report_factor.json",
                                        "priors/time_on_task.json"};
    static const char *const texts[] = {"id",     "what",    "design",
                                        "n_unit", "se_from", "source"};
    for (size_t f = 0; f < COUNT(files); f++) {
        sw_json *v = read_template(files[f]);
        const sw_json *trials = sw_json_member(v, "trials");
        assert_true(trials && trials->n_items >= 2);
        for (size_t i = 0; i < trials->n_items; i++) {
            const sw_json *t = trials->items[i];
            for (size_t k = 0; k < COUNT(texts); k++) {
                const sw_json *text = sw_json_member(t, texts[k]);
                assert_true(text && text->type == SW_JSON_STRING);
                assert_true(strlen(text->string) > 2);
            }
            assert_true(sw_json_member(t, "n")->number > 0);
            assert_true(is_number_or_null(sw_json_member(t, "estimate")));
            assert_true(is_number_or_null(sw_json_member(t, "se")));
        }
        sw_json_free(v);
    }
}

static void compare_json(const sw_json *a, const sw_json *b)
{
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->n_items, b->n_items);
    assert_close(a->number, b->number, 0, 0, a->key ? a->key : "element");
    for (size_t i = 0; i < a->n_items; i++)
        compare_json(a->items[i], b->items[i]);
}

static void the_factor_is_the_default_one(void **state)
{
    (void)state;
    sw_json *prior = read_template("priors/self_report_factor.json");
    sw_json *defaults = read_template("defaults.json");
    compare_json(sw_json_member(prior, "used_as"),
                 sw_json_at(defaults, "assumptions.self_report_factor"));
    sw_json_free(prior);
    sw_json_free(defaults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_trial_says_where_it_comes_from),
        cmocka_unit_test(the_factor_is_the_default_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
