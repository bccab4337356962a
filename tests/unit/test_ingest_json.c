/* JSON with places: what is read, what is refused and where, and the tree. */
#include "ingest/json.h"

#include <glib.h>
#include <string.h>

#include "sw_test.h"

static sw_json *parse(const char *text)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse(text, strlen(text), "t.json", true, d);
    sw_diagnostics_free(d);
    assert_non_null(v);
    return v;
}

static void values_know_their_places(void **state)
{
    (void)state;
    sw_json *v =
        parse("{\n  \"a\": [1, {\"b\":\r\n  \"x\"}], // c\n\"é\":  true}");
    const sw_json *b = sw_json_at(v, "a[1].b");
    const sw_json *e = sw_json_at(v, "é");
    assert_int_equal(v->line, 1);
    assert_int_equal(b->line, 3);
    assert_int_equal(b->column, 3);
    assert_int_equal(b->key_line, 2);
    assert_int_equal(b->key_column, 13);
    assert_int_equal(e->line, 4);
    assert_int_equal(e->column, 8); /* bytes */
    assert_string_equal(b->string, "x");
    assert_true(e->boolean);
    sw_json_free(v);
}

typedef struct refusal {
    const char *text;
    size_t length; /* 0: strlen */
    size_t line, column;
    const char *phrase;
} refusal;

static const refusal refusals[] = {
    {"", 0, 1, 1, "expected a value, found the end"},
    {"  ", 0, 1, 3, "expected a value"},
    {"{", 0, 1, 2, "expected a key"},
    {"{}\n{}", 0, 2, 1, "expected the end of the file, found '{'"},
    {"[1,]", 0, 1, 4, "a comma before ']'"},
    {"[1 2]", 0, 1, 4, "expected ',' or ']'"},
    {"{\"a\" 1}", 0, 1, 6, "expected ':'"},
    {"{a: 1}", 0, 1, 2, "a key in double quotes, found 'a'"},
    {"[01]", 0, 1, 2, "does not begin with 0"},
    {"[-]", 0, 1, 3, "expected a digit"},
    {"[1.]", 0, 1, 4, "a digit after the decimal point"},
    {"[1e]", 0, 1, 4, "a digit in the exponent"},
    {"[.5]", 0, 1, 2, "expected a value"},
    {"[1e999]", 0, 1, 2, "larger than any number"},
    {"[1e-999]", 0, 1, 2, "too small"},
    {"[NaN]", 0, 1, 2, "found 'NaN'"},
    {"[nullx]", 0, 1, 2, "found 'nullx'"},
    {"[\"a\tb\"]", 0, 1, 4, "control character (0x09)"},
    {"[\"a\nb\"]", 0, 1, 4, "opens at column 2 is not closed"},
    {"[\"\\x\"]", 0, 1, 4, "expected an escape"},
    {"[\"\\u12g4\"]", 0, 1, 4, "four hexadecimal digits"},
    {"[\"\\u0000\"]", 0, 1, 4, "no place in a text"},
    {"[\"\\udc00\"]", 0, 1, 4, "surrogate"},
    {"[\"\\ud800\\u0041\"]", 0, 1, 9, "surrogate"},
    {"[\n\"\xff\"]", 0, 2, 2, "byte 0xff is not valid UTF-8"},
    {"[\"\xed\xa0\x80\"]", 0, 1, 3, "not valid UTF-8"},
    {"[1\0]", 4, 1, 3, "a NUL byte"},
    {"[1, /* x ]", 0, 1, 5, "never ends"}};

static void refusals_say_where_and_what(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *r = &refusals[i];
        sw_diagnostics *d = sw_diagnostics_new();
        size_t n = r->length > 0 ? r->length : strlen(r->text);
        sw_json *v = sw_json_parse(r->text, n, "t.json", true, d);
        assert_null(v);
        assert_int_equal(sw_diagnostics_length(d), 1);
        const sw_diagnostic *x = sw_diagnostics_at(d, 0);
        if (x->line != r->line || x->column != r->column ||
            strstr(x->message, r->phrase) == NULL)
            fail_msg("%s: %zu:%zu %s", r->text, x->line, x->column, x->message);
        sw_diagnostics_free(d);
    }
}

static void every_duplicate_key_is_reported(void **state)
{
    (void)state;
    const char *text =
        "{\"a\": 1,\n\"\\u0061\": 2,\n\"b\": {\"c\": 1, \"c\": 2}}";
    sw_diagnostics *d = sw_diagnostics_new();
    assert_null(sw_json_parse(text, strlen(text), "t.json", false, d));
    assert_int_equal(sw_diagnostics_count(d, SW_ERROR), 2);
    assert_int_equal(sw_diagnostics_at(d, 0)->line, 2);
    assert_string_equal(sw_diagnostics_at(d, 1)->pointer, "/b/c");
    sw_diagnostics_free(d);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        int depth = SW_JSON_MAX_DEPTH + extra;
        GString *s = g_string_new(NULL);
        for (int i = 0; i < depth; i++)
            g_string_append_c(s, '[');
        for (int i = 0; i < depth; i++)
            g_string_append_c(s, ']');
        sw_diagnostics *d = sw_diagnostics_new();
        sw_json *v = sw_json_parse(s->str, s->len, "t.json", false, d);
        assert_true((v != NULL) == (extra == 0));
        sw_json_free(v);
        sw_diagnostics_free(d);
        g_string_free(s, TRUE);
    }
}

static void comments_in_strings_stay(void **state)
{
    (void)state;
    sw_json *v = parse("\xEF\xBB\xBF{/**/\"u\": \"http://x/*y*/\\\"//\"}");
    assert_string_equal(sw_json_at(v, "u")->string, "http://x/*y*/\"//");
    assert_int_equal(sw_json_at(v, "u")->column, 11);
    sw_json_free(v);
    sw_diagnostics *d = sw_diagnostics_new();
    assert_null(sw_json_parse("// x\n1", 6, "t.json", false, d));
    sw_diagnostics_free(d);
}

static void numbers_keep_every_digit(void **state)
{
    (void)state;
    static const char *const texts[] = {"0.30000000000000004",
                                        "9007199254740993", "5e-324",
                                        "1.7976931348623157e308", "-0.0"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        sw_json *v = parse(texts[i]);
        double want = g_ascii_strtod(texts[i], NULL);
        assert_memory_equal(&v->number, &want, sizeof want);
        sw_json_free(v);
    }
}

static const char *const sample =
    "{\"contract\": {\"price\": 30}, \"costs\": [{\"id\": \"training\", "
    "\"fte\": 1}, {\"name\": \"b\"}], \"a/b~c\": 1}";

static void paths_find_by_index_and_id(void **state)
{
    (void)state;
    sw_json *v = parse(sample);
    assert_true(sw_json_at(v, "costs[training].fte") ==
                sw_json_at(v, "costs[0].fte"));
    assert_non_null(sw_json_at(v, "costs[b]"));
    assert_null(sw_json_at(v, "costs[2]"));
    assert_null(sw_json_at(v, "costs[x].fte"));
    assert_null(sw_json_at(v, "contract..price"));
    assert_null(sw_json_at(v, "contract.price."));
    assert_null(sw_json_at(v, ""));
    g_autofree char *pointer = sw_json_pointer(sw_json_at(v, "a/b~c"));
    assert_string_equal(pointer, "/a~1b~0c");
    g_autofree char *fte = sw_json_pointer(sw_json_at(v, "costs[0].fte"));
    assert_string_equal(fte, "/costs/0/fte");
    g_autofree char *dotted = sw_json_dotted(sw_json_at(v, "costs[0].fte"));
    assert_string_equal(dotted, "costs[training].fte");
    sw_json_free(v);
}

typedef struct setting {
    const char *path, *text;
    const char *why; /* NULL: it works */
    sw_json_type type;
} setting;

static const setting settings[] = {
    {"contract.price", "25", NULL, SW_JSON_NUMBER},
    {"costs[training].fte", "{\"pert\": [0, 1, 2]}", NULL, SW_JSON_OBJECT},
    {"assumptions.adoption.ceiling", "0.5", NULL, SW_JSON_NUMBER},
    {"product", "Copilot for all", NULL, SW_JSON_STRING},
    {"product", "\"30\"", NULL, SW_JSON_STRING},
    {"product", "1e999", NULL, SW_JSON_STRING},
    {"privacy.names", "true", NULL, SW_JSON_BOOLEAN},
    {"contract.price.high", "1", "contract.price is a number", 0},
    {"costs[5].fte", "1", "costs has 2 elements and none is [5]", 0},
    {"contract[0]", "1", "contract is an object, not an array", 0},
    {"contract.tiers[0].price", "1", "there is no array to hold [0]", 0},
    {"contract.price", "{\"pert\": [1,", "expected", 0},
    {"", "1", "not a path", 0},
    {"a..b", "1", "not a path", 0},
    {"a.b[", "1", "not a path", 0}};

static void set_changes_one_value_or_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(settings); i++) {
        const setting *s = &settings[i];
        sw_json *v = parse(sample), *before = sw_json_copy(v);
        char *why;
        bool good = sw_json_set(v, s->path, s->text, &why);
        if (good != (s->why == NULL))
            fail_msg("%s=%s: %s", s->path, s->text, why);
        if (good) {
            assert_int_equal(sw_json_at(v, s->path)->type, s->type);
            assert_int_equal(sw_json_at(v, s->path)->origin, SW_JSON_SET);
        } else {
            if (strstr(why, s->why) == NULL)
                fail_msg("%s: %s", s->path, why);
            assert_int_equal(v->n_items, before->n_items);
            assert_null(sw_json_at(v, "a.b"));
        }
        g_free(why);
        sw_json_free(before);
        sw_json_free(v);
    }
}

static void defaults_fill_gaps_but_no_distribution(void **state)
{
    (void)state;
    sw_json *v = parse("{\"a\": {\"x\": 1}, \"r\": {\"beta\": [1, 2]}, "
                       "\"n\": {\"value\": 3}, \"l\": [], \"z\": null}");
    sw_json *d = parse("{\"a\": {\"x\": 9, \"y\": 2}, \"r\": {\"pert\": "
                       "[0, 1, 2]}, \"n\": 4, \"l\": [1], \"z\": 5, "
                       "\"new\": {\"k\": 1}}");
    sw_json_merge_defaults(v, d);
    assert_close(sw_json_at(v, "a.x")->number, 1, 0, 0, "kept");
    assert_close(sw_json_at(v, "a.y")->number, 2, 0, 0, "added");
    assert_int_equal(sw_json_at(v, "a.y")->origin, SW_JSON_DEFAULT);
    assert_int_equal(sw_json_at(v, "a.x")->origin, SW_JSON_FILE);
    assert_int_equal(sw_json_at(v, "new.k")->origin, SW_JSON_DEFAULT);
    assert_null(sw_json_at(v, "r.pert"));
    assert_int_equal(sw_json_at(v, "n")->n_items, 1);
    assert_int_equal(sw_json_at(v, "l")->n_items, 0);
    assert_int_equal(sw_json_at(v, "z")->type, SW_JSON_NULL);
    sw_json_free(d);
    sw_json_free(v);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    sw_json *v = parse(sample);
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_write(&w, v);
    g_autofree char *text = sw_json_writer_take(&w, NULL);
    sw_json *again = parse(text);
    assert_close(sw_json_at(again, "contract.price")->number, 30, 0, 0, "");
    assert_string_equal(sw_json_at(again, "costs[1].name")->string, "b");
    assert_int_equal(again->n_items, 3);
    sw_json_free(again);
    sw_json_free(v);
}

static void files_that_are_none_are_errors(void **state)
{
    (void)state;
    static const char *const paths[] = {"/nonexistent/x.json", "tests",
                                        "/dev/null"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        sw_diagnostics *d = sw_diagnostics_new();
        assert_null(sw_json_read(paths[i], true, d));
        assert_int_equal(sw_diagnostics_count(d, SW_ERROR), 1);
        sw_diagnostics_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_know_their_places),
        cmocka_unit_test(refusals_say_where_and_what),
        cmocka_unit_test(every_duplicate_key_is_reported),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(comments_in_strings_stay),
        cmocka_unit_test(numbers_keep_every_digit),
        cmocka_unit_test(paths_find_by_index_and_id),
        cmocka_unit_test(set_changes_one_value_or_nothing),
        cmocka_unit_test(defaults_fill_gaps_but_no_distribution),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(files_that_are_none_are_errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
