/* What is said of files names nobody unless that was asked for. */
#include "report/private_text.h"

#include <glib.h>

#include "base/hash.h"
#include "sw_test.h"

/* Takes the message over. */
static void assert_says(bool names, sw_message *m, const char *want)
{
    sw_pilot p = {0};
    p.roster.by_key = g_hash_table_new(sw_hash_text, g_str_equal);
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "e0017",
                        GINT_TO_POINTER(1));
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "anna smith",
                        GINT_TO_POINTER(2));
    g_hash_table_insert(p.roster.by_key, (gpointer)(uintptr_t) "12",
                        GINT_TO_POINTER(3));
    g_autofree char *got = sw_private_say(&p, names, m, NULL);
    assert_string_equal(got, want);
    g_hash_table_unref(p.roster.by_key);
    sw_message_free(m);
}

static void names_give_way(void **state)
{
    (void)state;
    assert_says(false, sw_message_new("%s is on leave.", "E0017"),
                "(a name) is on leave.");
    assert_says(false, sw_message_new("left: %s.", "'x', e0017."),
                "left: 'x', (a name)..");
    assert_says(
        false,
        sw_message_new("'%s' in column '%s' is double", "Anna Smith", "person"),
        "'(a name)' in column 'person' is double");
    assert_says(false, sw_message_new("of '%s'", "1, 'Anna Smith' (2)"),
                "of '1, '(a name)' (2)'");
    assert_says(false,
                sw_message_new("%s stands on lines %d and %d", "jo", 3, 4),
                "(a name) stands on lines 3 and 4");
    assert_says(false, sw_message_text_of("nobody@example.com (who?)"),
                "(a name) (who?)");
    assert_says(false,
                sw_message_new("none of the %d people in %s is known; the "
                               "first: %s",
                               12, "a.csv", "Jo Doe"),
                "none of the 12 people in a.csv is known; the first: (a name)");
    assert_says(false,
                sw_message_new("'%s' in column '%s' is no number", "12", "fte"),
                "'(a name)' in column 'fte' is no number");
    assert_says(
        false,
        sw_message_of("%s: %s", sw_as_text("a.csv"),
                      sw_as_message(sw_message_new("%s left", "e0017"))),
        "a.csv: (a name) left");
}

static void other_texts_stay(void **state)
{
    (void)state;
    assert_says(false,
                sw_message_new("%d rows of '%s' were left out.", 12, "a b"),
                "12 rows of 'a b' were left out.");
    assert_says(false, sw_message_text_of("it's 5 o'clock"), "it's 5 o'clock");
    assert_says(false, sw_message_word("e0017 is a word of the program"),
                "e0017 is a word of the program");
    assert_says(false, sw_message_text_of(""), "");
}

static void what_stands_for_a_name_is_translated(void **state)
{
    (void)state;
    sw_language *l = sw_language_new("de");
    assert_true(sw_language_add(l, "(a name)", "(ein Name)"));
    assert_true(sw_language_add(l, "%s left; the first: %s",
                                "zuerst: %2$s; gegangen: %1$s"));
    sw_pilot p = {.roster.by_key = g_hash_table_new(sw_hash_text, g_str_equal)};
    g_autoptr(sw_message) m =
        sw_message_new("%s left; the first: %s", "two", "Jo Doe");
    g_autofree char *got = sw_private_say(&p, false, m, l);
    assert_string_equal(got, "zuerst: (ein Name); gegangen: two");
    g_hash_table_unref(p.roster.by_key);
    sw_language_free(l);
}

static void with_names_all_stays(void **state)
{
    (void)state;
    assert_says(true,
                sw_message_new("%s is on leave; the first: %s", "E0017", "Jo"),
                "E0017 is on leave; the first: Jo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_way),
        cmocka_unit_test(other_texts_stay),
        cmocka_unit_test(what_stands_for_a_name_is_translated),
        cmocka_unit_test(with_names_all_stays),
    };
    return cmocka_run_group_tests_name("report/private_text", tests, NULL,
                                       NULL);
}
