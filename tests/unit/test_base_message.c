/* A message is a format with arguments until somebody reads it. */
#include "base/message.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "sw_test.h"

static sw_language *german(void)
{
    sw_language *l = sw_language_new("de");
    sw_number_words numbers = {.decimal = ",",
                               .thousands = ".",
                               .percent = "\u00a0%",
                               .money_after = true};
    sw_language_set_numbers(l, &numbers);
    assert_true(sw_language_add(l, "Finance", "Finanzen"));
    assert_true(sw_language_add(l, "None", "Keine"));
    assert_true(sw_language_add(l, "July", "Juli"));
    assert_true(sw_language_add(l, "%d %s %d", "%d. %s %d"));
    assert_true(sw_language_add(l, "%s minutes", "%s Minuten"));
    assert_true(sw_language_add(l, "%s costs %s", "%2$s kostet %1$s"));
    assert_true(sw_language_add(l, "%s.", "%s!"));
    return l;
}

static void assert_says(sw_message *m, const sw_language *l, const char *want)
{
    assert_true(sw_message_fits(m));
    g_autofree char *text = sw_message_say(m, l);
    assert_string_equal(text, want);
    sw_message_free(m);
}

static void is_the_english_format_without_a_language(void **state)
{
    (void)state;
    assert_says(
        sw_message_new("%zu of %s are %.1f %%", (size_t)3, "Finance", 2.5),
        NULL, "3 of Finance are 2.5 %");
    assert_says(sw_message_word("None"), NULL, "None");
    assert_says(
        sw_message_of("by %s", sw_as_date(sw_date_from_ymd(2024, 7, 1))), NULL,
        "by 1 July 2024");
    assert_null(sw_message_say(NULL, NULL));
    assert_null(sw_message_word(NULL));
    assert_null(sw_message_text_of(NULL));
}

/* Whatever it looks like: a word that has a translation, a figure, a date. */
static void texts_of_the_user_stay_as_they_are(void **state)
{
    (void)state;
    static const char *const TEXT[] = {"Finance",     "1,234.50",    "-$5",
                                       "1 July 2024", "%s costs %s", "83%"};
    sw_language *l = german();
    for (size_t i = 0; i < COUNT(TEXT); i++) {
        g_autofree char *want = g_strconcat("None kostet ", TEXT[i], NULL);
        assert_says(sw_message_new("%s costs %s", TEXT[i], "None"), l, want);
        assert_says(sw_message_of("%s costs %s", sw_as_text(TEXT[i]),
                                  sw_as_text("None")),
                    l, want);
        assert_says(sw_message_text_of(TEXT[i]), l, TEXT[i]);
    }
    sw_language_free(l);
}

static void words_are_looked_up_as_a_whole(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_says(sw_message_of("%s costs %s", sw_as_word("None"),
                              sw_as_word("Finance, None")),
                l, "Finance, None kostet Keine");
    assert_says(sw_message_word("Finance"), l, "Finanzen");
    sw_language_free(l);
}

static void figures_follow_the_language(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_says(sw_message_of("%s|%s|%s|%s|%s|%s|%s",
                              sw_as_money("USD", -1234.5, 2),
                              sw_as_price("EUR", 12.4), sw_as_number(1500, 0),
                              sw_as_percent(0.125, 1), sw_as_probability(0.999),
                              sw_as_minutes(26.44),
                              sw_as_date(sw_date_from_ymd(2024, 7, 31))),
                l,
                "-1.234,50\u00a0$|12,40\u00a0€|1.500|12,5\u00a0%|"
                ">99\u00a0%|26,4 Minuten|31. Juli 2024");
    assert_says(sw_message_of("%zu %d %c %.2f", sw_as_count(3), sw_as_whole(-4),
                              sw_as_letter('B'), sw_as_real(0.5)),
                l, "3 -4 B 0,50");
    assert_says(sw_message_new("%zu %d %c %.2f", (size_t)3, -4, 'B', 0.5), l,
                "3 -4 B 0,50");
    sw_language_free(l);
}

static void messages_stand_in_messages(void **state)
{
    (void)state;
    sw_language *l = german();
    sw_message *inner = sw_message_new("%s costs %s", "Finance", "5.5");
    assert_says(sw_message_of("%s.", sw_as_message(sw_message_share(inner))), l,
                "5.5 kostet Finance!");
    assert_says(sw_message_of("%s.", sw_as_message(NULL)), l, "!");
    sw_message *const parts[] = {inner, NULL, sw_message_word("None")};
    assert_says(sw_message_join("; ", parts, COUNT(parts)), l,
                "5.5 kostet Finance; Keine");
    assert_says(sw_message_join("; ", NULL, 0), l, "");
    sw_language_free(l);
}

static void a_shared_message_lives_until_its_last_holder(void **state)
{
    (void)state;
    sw_message *m = sw_message_new("%s costs %s", "a", "b");
    sw_message *again = sw_message_share(m);
    sw_message_free(m);
    assert_says(again, NULL, "a costs b");
    assert_null(sw_message_share(NULL));
    sw_message_free(NULL);
    g_autoptr(GPtrArray) list = sw_messages_new();
    g_ptr_array_add(list, sw_message_word("None"));
}

static void values_that_do_not_fit_are_told(void **state)
{
    (void)state;
    sw_message *const WRONG[] = {
        sw_message_of("%s and %s", sw_as_text("one")),
        sw_message_of("%s", sw_as_text("one"), sw_as_text("two")),
        sw_message_of("%zu", sw_as_text("one")),
        sw_message_of("%s", sw_as_count(1)),
        sw_message_of("%d", sw_as_real(1.0)),
        sw_message_of("%s", sw_as_message(sw_message_of("%c", sw_as_count(1)))),
    };
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        assert_false(sw_message_fits(WRONG[i]));
        g_autofree char *text = sw_message_say(WRONG[i], NULL);
        assert_non_null(text);
        sw_message_free(WRONG[i]);
    }
}

static char *hide(const char *text, const char *format, size_t at,
                  const sw_language *l, const void *data)
{
    (void)l;
    bool told = at >= 5 && strncmp(format + at - 5, "who: ", 5) == 0;
    return g_strdup(told || strcmp(text, data) == 0 ? "(somebody)" : text);
}

static void texts_of_the_user_can_be_concealed(void **state)
{
    (void)state;
    sw_message *m = sw_message_of(
        "%s costs %s: %s %s", sw_as_text("ann"), sw_as_word("ann"),
        sw_as_message(sw_message_new("who: %s", "bob")), sw_as_text("bob"));
    g_autofree char *text = sw_message_say_concealed(m, NULL, hide, "ann");
    assert_string_equal(text, "(somebody) costs ann: who: (somebody) bob");
    sw_message_free(m);
}

/* Ten times the text is ten times the work: nothing is searched for. */
static void long_texts_are_copied(void **state)
{
    (void)state;
    sw_language *l = german();
    g_autofree char *text = g_strnfill(100000, 'x');
    for (size_t i = 0; i + 6 <= 100000; i += 7)
        memcpy(text + i, "July, ", 6);
    g_autofree char *want = g_strconcat(text, "!", NULL);
    assert_says(sw_message_new("%s.", text), l, want);
    sw_language_free(l);
}

/* One is a form of its own, in English and in the language; two is not, nor is
 * what only begins with it. */
static void one_is_said_in_the_singular(void **state)
{
    (void)state;
    sw_language *l = sw_language_new("de");
    assert_true(sw_language_add(l, "renewing %s seats", "%s Lizenzen"));
    assert_true(sw_language_add(l, "renewing %s seat", "%s Lizenz"));
    static const struct {
        double seats;
        const char *english, *german;
    } row[] = {{1, "renewing 1 seat", "1 Lizenz"},
               {0, "renewing 0 seats", "0 Lizenzen"},
               {2, "renewing 2 seats", "2 Lizenzen"},
               {10, "renewing 10 seats", "10 Lizenzen"}};
    for (size_t i = 0; i < COUNT(row); i++) {
        sw_value n = sw_as_number(row[i].seats, 0);
        assert_says(sw_message_of("renewing %s seats", n), NULL,
                    row[i].english);
        assert_says(sw_message_of("renewing %s seats", n), l, row[i].german);
    }
    /* The second of two counts is the one that is counted. */
    assert_says(sw_message_of("cutting %s to %s seats", sw_as_number(1, 0),
                              sw_as_number(2, 0)),
                NULL, "cutting 1 to 2 seats");
    assert_says(sw_message_of("cutting %s to %s seats", sw_as_number(2, 0),
                              sw_as_number(1, 0)),
                NULL, "cutting 2 to 1 seat");
    sw_language_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_english_format_without_a_language),
        cmocka_unit_test(texts_of_the_user_stay_as_they_are),
        cmocka_unit_test(words_are_looked_up_as_a_whole),
        cmocka_unit_test(figures_follow_the_language),
        cmocka_unit_test(messages_stand_in_messages),
        cmocka_unit_test(a_shared_message_lives_until_its_last_holder),
        cmocka_unit_test(values_that_do_not_fit_are_told),
        cmocka_unit_test(texts_of_the_user_can_be_concealed),
        cmocka_unit_test(long_texts_are_copied),
        cmocka_unit_test(one_is_said_in_the_singular),
    };
    return cmocka_run_group_tests_name("base/message", tests, NULL, NULL);
}
