/* What is said of files names nobody unless that was asked for. */
#include "report/private_text.h"

#include <glib.h>

#include "sw_test.h"

static void assert_says(bool names, const char *text, const char *want)
{
    sw_pilot p = {0};
    p.roster.by_key = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "e0017",
                        GINT_TO_POINTER(1));
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "anna smith",
                        GINT_TO_POINTER(2));
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "12",
                        GINT_TO_POINTER(3));
    g_autofree char *got = sw_private_text(&p, names, text);
    assert_string_equal(got, want);
    g_hash_table_unref(p.roster.by_key);
}

static void names_give_way(void **state)
{
    (void)state;
    assert_says(false, "E0017 is on leave.", "(a name) is on leave.");
    assert_says(false, "left: e0017.", "left: (a name).");
    assert_says(false, "'Anna Smith' in column 'person' is double",
                "'(a name)' in column 'person' is double");
    assert_says(false, "anna smith stands on lines 3 and 4",
                "(a name) stands on lines 3 and 4");
    assert_says(false, "nobody@example.com (who?)", "(a name) (who?)");
    assert_says(false, "none of the 12 people is known; the first: Jo Doe",
                "none of the 12 people is known; the first: (a name)");
    assert_says(false, "'12' in column 'fte' is no number",
                "'(a name)' in column 'fte' is no number");
}

static void other_texts_stay(void **state)
{
    (void)state;
    assert_says(false, "12 rows of 'a b' were left out.",
                "12 rows of 'a b' were left out.");
    assert_says(false, "it's 5 o'clock", "it's 5 o'clock");
    assert_says(false, "", "");
}

static void with_names_all_stays(void **state)
{
    (void)state;
    assert_says(true, "E0017 is on leave; the first: Jo",
                "E0017 is on leave; the first: Jo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_way),
        cmocka_unit_test(other_texts_stay),
        cmocka_unit_test(with_names_all_stays),
    };
    return cmocka_run_group_tests_name("report/private_text", tests, NULL,
                                       NULL);
}
