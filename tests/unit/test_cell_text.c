/* What cells show, against what LibreOffice 7.4 shows of the same codes; but
 * nothing has no sign, where LibreOffice has "-$0". */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "report/cell_text.h"
#include "sw_test.h"

typedef struct row {
    const char *code;
    double x;
    const char *english, *german;
} row;

static const row ROW[] = {
    {"0%", 0.017, "2%", "2\u00a0%"},
    {"0\u00a0%", 0.017, "2\u00a0%", "2\u00a0%"},
    {"0.0%", -0.12345, "-12.3%", "-12,3\u00a0%"},
    {"0%", -0.001, "0%", "0\u00a0%"},
    {"#,##0", 1234567, "1,234,567", "1.234.567"},
    {"#,##0", 0.5, "1", "1"},
    {"#,##0", 2.5, "3", "3"},
    {"#,##0.00", 1.005, "1.01", "1,01"},
    {"#,##0.00", 0.125, "0.13", "0,13"},
    {"0.000", 12345.6789, "12345.679", "12345,679"},
    {"0.0E+00", 0.00023456, "2.3E-04", "2,3E-04"},
    {"\"$\"#,##0;[Red]-\"$\"#,##0", 169507.57, "$169,508", "$169.508"},
    {"\"$\"#,##0;[Red]-\"$\"#,##0", -169507.57, "-$169,508", "-$169.508"},
    {"\"$\"#,##0;-\"$\"#,##0", -0.3, "$0", "$0"},
    {"\"$\"#,##0,\"k\";-\"$\"#,##0,\"k\"", -1234567, "-$1,235k", "-$1.235k"},
    {"\"$\"#,##0,,\"M\"", 123456789, "$123M", "$123M"},
    {"#,##0,\"\u00a0Tsd.\u00a0\u20ac\"", 1234567, "1,235\u00a0Tsd.\u00a0\u20ac",
     "1.235\u00a0Tsd.\u00a0\u20ac"},
    {"[Red]\"x\"  0;[Red]-0;\"ok\"  0", 0, "ok  0", "ok  0"},
    {"[Red]\"x\"  0;[Red]-0;\"ok\"  0", 2, "x  2", "x  2"},
    {"General", 3001, "3001", "3001"},
    {"General", -0.25, "-0.25", "-0,25"},
    {"d mmm yyyy", 45473, "30 Jun 2024", "30 Jun 2024"},
    {"dd.mm.yyyy", 45474, "01.07.2024", "01.07.2024"},
    {"[>=0.995]\">99%\";[<0.005]\"<1%\";0%", 1, ">99%", ">99%"},
    {"[>=0.995]\">99%\";[<0.005]\"<1%\";0%", 0.9949, "99%", "99\u00a0%"},
    {"[>=0.995]\">99%\";[<0.005]\"<1%\";0%", 0.005, "1%", "1\u00a0%"},
    {"[>=0.995]\">99%\";[<0.005]\"<1%\";0%", 0, "<1%", "<1%"},
    {"mmm yyyy", 45474, "Jul 2024", "Jul 2024"},
};

static sw_language *german(void)
{
    static const sw_number_words WORDS = {.decimal = ",",
                                          .thousands = ".",
                                          .percent = "\u00a0%",
                                          .thousand = "Tsd.",
                                          .million = "Mio.",
                                          .date_code = "dd.mm.yyyy",
                                          .month_code = "mm.yyyy"};
    sw_language *l = sw_language_new("de");
    sw_language_set_numbers(l, &WORDS);
    return l;
}

static void shows_what_a_spreadsheet_shows(void **state)
{
    (void)state;
    sw_language *de = german();
    for (size_t i = 0; i < sizeof ROW / sizeof *ROW; i++) {
        char *english = sw_cell_text(NULL, ROW[i].code, ROW[i].x);
        char *own = sw_cell_text(de, ROW[i].code, ROW[i].x);
        assert_string_equal(english, ROW[i].english);
        assert_string_equal(own, ROW[i].german);
        g_free(english);
        g_free(own);
    }
    sw_language_free(de);
}

static void unknown_is_no_number(void **state)
{
    (void)state;
    char *text = sw_cell_text(NULL, "0%", NAN);
    assert_string_equal(text, "n/a");
    g_free(text);
}

/* Whatever a theme gives as a code, something is shown. */
static void any_code_is_survived(void **state)
{
    (void)state;
    static const char *const CODES[] = {"",     "\"",  "[Red",   ";;;", "0;",
                                        "\\",   "#.#", "E",      "%",   "\"a",
                                        "0.0.", ",",   "\u00e9", "_",   "*"};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        for (int x = -1; x <= 1; x++)
            g_free(sw_cell_text(NULL, CODES[i], x * 1234.5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_a_spreadsheet_shows),
        cmocka_unit_test(unknown_is_no_number),
        cmocka_unit_test(any_code_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
