/* A language says what it was told, and refuses what could not be printed. */
#include "base/language.h"

#include <glib.h>
#include <math.h>

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
    assert_true(sw_language_add(l, "Cash flow", "Cashflow"));
    assert_true(sw_language_add(l, "n/a", "k. A."));
    assert_true(sw_language_add(l, "July", "Juli"));
    assert_true(sw_language_add(l, "%d %s %d", "%d. %s %d"));
    assert_true(sw_language_add(l, "%s minutes", "%s Minuten"));
    return l;
}

static void assert_says(char *text, const char *want)
{
    assert_string_equal(text, want);
    g_free(text);
}

static void the_language_null_is_english(void **state)
{
    (void)state;
    assert_string_equal(sw_language_name(NULL), "en");
    assert_string_equal(sw_language_text(NULL, "Cash flow"), "Cash flow");
    assert_null(sw_language_text(NULL, NULL));
    assert_says(sw_say(NULL, "%s of %d", "two", 3), "two of 3");
    assert_says(sw_say_money(NULL, "USD", -1234.5, 2), "-$1,234.50");
    assert_says(sw_say_percent(NULL, 0.834, 0), "83%");
    assert_says(sw_say_minutes(NULL, 26.44), "26.4 minutes");
    assert_says(sw_say_date(NULL, sw_date_from_ymd(2024, 7, 31)),
                "31 July 2024");
}

static void figures_follow_the_language(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_says(sw_say_money(l, "USD", -1234567.5, 2), "-1.234.567,50\u00a0$");
    assert_says(sw_say_money(l, "CHF", 12, 0), "12\u00a0CHF");
    assert_says(sw_say_money(l, "", 12, 0), "12");
    assert_says(sw_say_price(l, "EUR", 12.4), "12,40\u00a0€");
    assert_says(sw_say_price(l, "EUR", 12.0), "12\u00a0€");
    assert_says(sw_say_number(l, -0.04, 1), "0,0");
    assert_says(sw_say_number(l, NAN, 1), "k. A.");
    assert_says(sw_say_percent(l, 0.125, 1), "12,5\u00a0%");
    assert_says(sw_say_probability(l, 0.001), "<1\u00a0%");
    assert_says(sw_say_probability(l, 0.999), ">99\u00a0%");
    assert_says(sw_say_probability(l, 1.0), ">99\u00a0%");
    assert_says(sw_say_probability(l, 0.0), "<1\u00a0%");
    assert_says(sw_say_minutes(l, 26.44), "26,4 Minuten");
    assert_says(sw_say_date(l, sw_date_from_ymd(2024, 7, 31)), "31. Juli 2024");
    sw_language_free(l);
}

/* French counts the first of a month and no other day: 1er. */
static void the_first_of_a_month_has_a_text_of_its_own(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_true(sw_language_add(l, "1 %s %d", "1er %s %d"));
    assert_says(sw_say_date(l, sw_date_from_ymd(2024, 7, 1)), "1er Juli 2024");
    for (int day = 2; day <= 31; day++) {
        char want[32];
        g_snprintf(want, sizeof want, "%d. Juli 2024", day);
        assert_says(sw_say_date(l, sw_date_from_ymd(2024, 7, day)), want);
    }
    assert_says(sw_say_date(NULL, sw_date_from_ymd(2024, 7, 1)), "1 July 2024");
    sw_language_free(l);
}

static void what_is_not_translated_stays_english(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_string_equal(sw_language_text(l, "Cash flow"), "Cashflow");
    assert_string_equal(sw_language_text(l, "Risks"), "Risks");
    assert_says(sw_say(l, "%d %s", 3, "x"), "3 x");
    sw_language_free(l);
}

static void a_format_may_turn_its_values_around(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_true(
        sw_language_add(l, "%s of %zu seats", "von %2$zu Plätzen %1$s"));
    assert_says(sw_say(l, "%s of %zu seats", "drei", (size_t)5),
                "von 5 Plätzen drei");
    sw_language_free(l);
}

static void conversions_print_as_in_c(void **state)
{
    (void)state;
    assert_says(sw_say(NULL, "%s|%5s|%-4s|%.2s|%c|%%|%d|%03d|%ld|%u|%zu", "a",
                       "b", "c", "def", 'g', -1, 7, -123456789012L, 3U,
                       (size_t)9),
                "a|    b|c   |de|g|%|-1|007|-123456789012|3|9");
    assert_says(sw_say(NULL, "%.1f %g %.3e %6.2f %x %lld", 1.25, 0.5, 12345.0,
                       3.14159, 255U, -5LL),
                "1.2 0.5 1.234e+04   3.14 ff -5");
    sw_language *l = german();
    assert_true(sw_language_add(l, "%.1f of %g", "%2$g davon %1$.1f"));
    assert_says(sw_say(l, "%.1f of %g", 1.25, 0.5), "0,5 davon 1,2");
    sw_language_free(l);
}

static void refuses_texts_that_print_other_values(void **state)
{
    (void)state;
    static const struct {
        const char *english, *text;
    } BAD[] = {
        {"%s of %zu", "%zu von %s"},
        {"%s of %s", "%s"},
        {"%s", "%s %s"},
        {"%d", "%s"},
        {"none", "%n"},
        {"%.0f", "%.2f"},
        {"%s costs", "%s kostet 5 %"},
        {"%s %s", "%2$s %2$s"},
        {"%s %s", "%1$s %3$s"},
        {"%s%%", "%s %"},
        {"%s %s", "%2$s %s"},
    };
    sw_language *l = german();
    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        if (sw_language_add(l, BAD[i].english, BAD[i].text))
            fail_msg("'%s' passes for '%s'", BAD[i].text, BAD[i].english);
        assert_string_equal(sw_language_text(l, BAD[i].english),
                            BAD[i].english);
    }
    sw_language_free(l);
}

static void a_label_may_have_a_percent_sign(void **state)
{
    (void)state;
    sw_language *l = german();
    assert_true(sw_language_add(l, "90 % interval", "90-%-Intervall"));
    assert_true(sw_language_add(l, "%s: 5%%", "%s: 5 %%"));
    sw_language_free(l);
}

static void assert_text(const sw_language *l, const char *english,
                        const char *want)
{
    assert_string_equal(sw_language_text(l, english), want);
}

/* Nobody looks into a text: what users wrote may look like anything. */
static void a_text_is_known_whole_or_not_at_all(void **state)
{
    (void)state;
    sw_language *l = german();
    sw_language_add(l, "It costs %s.", "Es kostet %s.");
    assert_text(l, "July", "Juli");
    assert_text(l, "It costs %s.", "Es kostet %s.");
    assert_text(l, "It costs $5.", "It costs $5.");
    assert_text(l, "July, Cash flow", "July, Cash flow");
    assert_text(l, "july", "july");
    assert_text(l, "July ", "July ");
    assert_text(l, "1 July 2024", "1 July 2024");
    assert_text(l, "-$1,234.50", "-$1,234.50");
    assert_text(l, "", "");
    sw_language_free(l);
}

static void holders_share_one_language(void **state)
{
    (void)state;
    sw_language *l = german();
    sw_language *again = sw_language_share(l);
    sw_language_free(l);
    assert_string_equal(sw_language_text(again, "July"), "Juli");
    sw_language_free(again);
    assert_null(sw_language_share(NULL));
    sw_language_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_language_null_is_english),
        cmocka_unit_test(figures_follow_the_language),
        cmocka_unit_test(the_first_of_a_month_has_a_text_of_its_own),
        cmocka_unit_test(what_is_not_translated_stays_english),
        cmocka_unit_test(a_format_may_turn_its_values_around),
        cmocka_unit_test(conversions_print_as_in_c),
        cmocka_unit_test(refuses_texts_that_print_other_values),
        cmocka_unit_test(a_label_may_have_a_percent_sign),
        cmocka_unit_test(a_text_is_known_whole_or_not_at_all),
        cmocka_unit_test(holders_share_one_language),
    };
    return cmocka_run_group_tests_name("base/language", tests, NULL, NULL);
}
