/* Every pilot under tests/data/pilots: the good ones pass the schema, the bad
 * ones are caught by the layer, at the line and with the words of
 * EXPECTED.tsv. */
#include "ingest/schema.h"

#include <glib.h>
#include <string.h>

#include "sw_test.h"

#define DATA "tests/data/pilots/"

typedef struct expectation {
    const char *file, *phrase, *line, *pointer, *layer;
} expectation;

static sw_json *read_schema(void)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *schema = sw_json_read("templates/pilot.schema.json", false, d);
    assert_non_null(schema);
    sw_diagnostics_free(d);
    return schema;
}

static void print_all(const char *file, const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        g_autofree char *line = sw_diagnostic_line(sw_diagnostics_at(d, i));
        print_error("%s: %s\n", file, line);
    }
}

/* True if the tree was read; *passed says whether the schema took it. */
static bool check(const sw_json *schema, const char *path, bool *passed,
                  sw_diagnostics *d)
{
    sw_json *v = sw_json_read(path, true, d);
    *passed = v != NULL && sw_schema_check(schema, v, path, d);
    sw_json_free(v);
    return v != NULL;
}

static void good_pilots_pass(void **state)
{
    (void)state;
    sw_json *schema = read_schema();
    GDir *dir = g_dir_open(DATA "good", 0, NULL);
    int n = 0;
    for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
        g_autofree char *path = g_build_filename(DATA "good", name, NULL);
        sw_diagnostics *d = sw_diagnostics_new();
        bool passed;
        check(schema, path, &passed, d);
        print_all(name, d);
        assert_true(passed);
        sw_diagnostics_free(d);
    }
    assert_true(n >= 12);
    g_dir_close(dir);
    sw_json_free(schema);
}

static bool matches(const sw_diagnostic *x, const expectation *e)
{
    g_autofree char *text = sw_diagnostic_line(x);
    bool line = strcmp(e->line, "-") == 0 ||
                x->line == g_ascii_strtoull(e->line, NULL, 10);
    bool pointer = strcmp(e->pointer, "-") == 0 ||
                   (x->pointer != NULL && strcmp(x->pointer, e->pointer) == 0);
    return line && pointer && strstr(text, e->phrase) != NULL;
}

static bool any_matches(const sw_diagnostics *d, const expectation *e)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (matches(sw_diagnostics_at(d, i), e))
            return true;
    return false;
}

static void check_bad(const sw_json *schema, const expectation *e)
{
    g_autofree char *path = g_build_filename(DATA "bad", e->file, NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    bool passed;
    bool read = check(schema, path, &passed, d);
    bool loader = strcmp(e->layer, "loader") == 0;
    bool good = strcmp(e->layer, "syntax") == 0 ? !read
                : loader                        ? passed
                                                : read && !passed;
    if (!loader)
        good = good && any_matches(d, e);
    if (!good) {
        print_error("%s: wanted \"%s\" at %s %s (%s)\n", e->file, e->phrase,
                    e->line, e->pointer, e->layer);
        print_all(e->file, d);
    }
    assert_true(good);
    sw_diagnostics_free(d);
}

static void bad_pilots_are_caught_as_expected(void **state)
{
    (void)state;
    sw_json *schema = read_schema();
    g_autofree char *text = NULL;
    assert_true(
        g_file_get_contents(DATA "bad/EXPECTED.tsv", &text, NULL, NULL));
    char **lines = g_strsplit(g_strchomp(text), "\n", -1);
    guint n = g_strv_length(lines);
    assert_true(n > 45);
    for (guint i = 1; i < n; i++) {
        char **f = g_strsplit(lines[i], "\t", -1);
        assert_int_equal(g_strv_length(f), 5);
        expectation e = {f[0], f[1], f[2], f[3], f[4]};
        check_bad(schema, &e);
        g_strfreev(f);
    }
    g_strfreev(lines);
    sw_json_free(schema);
}

static void defaults_pass_in_a_pilot(void **state)
{
    (void)state;
    sw_json *schema = read_schema();
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_read(DATA "good/minimal.json", true, d);
    sw_json *defaults = sw_json_read("templates/defaults.json", false, d);
    assert_non_null(v);
    assert_non_null(defaults);
    sw_json_merge_defaults(v, defaults);
    bool passed = sw_schema_check(schema, v, "minimal.json", d);
    print_all("minimal with defaults", d);
    assert_true(passed);
    assert_null(sw_json_at(v, "assumptions.hourly_cost"));
    assert_int_equal(sw_json_at(v, "policy.required_probability")->origin,
                     SW_JSON_DEFAULT);
    sw_json_free(defaults);
    sw_json_free(v);
    sw_json_free(schema);
    sw_diagnostics_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_pilots_pass),
        cmocka_unit_test(bad_pilots_are_caught_as_expected),
        cmocka_unit_test(defaults_pass_in_a_pilot)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
