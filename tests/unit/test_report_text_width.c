/* Lines that a text takes, by widths of Calibri. Reference: the advances of
 * Carlito, which has Calibri's, from the font file: a 1185, n 1076, o 1080,
 * blank 463 of an em of 2048. */
#include "report/text_width.h"
#include "sw_test.h"

static const sw_type_face PLAIN = {.points = 9};
static const sw_type_face BOLD = {.points = 9, .bold = true};
/* 9 points are 12 pixels: an em. */
static const double EM = 12.0 / 2048.0;

static void adds_up_advances(void **state)
{
    (void)state;
    assert_close(sw_text_width("no", PLAIN), (1076 + 1080) * EM, 1e-12, 0,
                 "no");
    assert_close(sw_text_width("no no", PLAIN), (2 * 2156 + 463) * EM, 1e-12, 0,
                 "no no");
    assert_close(sw_text_width("", PLAIN), 0, 0, 0, "empty");
    assert_true(sw_text_width("no", BOLD) > sw_text_width("no", PLAIN));
    assert_close(sw_text_width("no", (sw_type_face){.points = 18}),
                 2 * sw_text_width("no", PLAIN), 1e-12, 0, "twice the size");
}

static void wraps_at_blanks(void **state)
{
    (void)state;
    double two = sw_text_width("no no", PLAIN);
    assert_int_equal(sw_text_lines("no no", two + 1, PLAIN), 1);
    assert_int_equal(sw_text_lines("no no", two - 1, PLAIN), 2);
    assert_int_equal(sw_text_lines("no no no no", two + 1, PLAIN), 2);
    assert_int_equal(sw_text_lines("no\nno", two * 10, PLAIN), 2);
    assert_int_equal(sw_text_lines("", two, PLAIN), 1);
}

static void breaks_a_word_that_is_too_wide(void **state)
{
    (void)state;
    double two = sw_text_width("no", PLAIN);
    assert_true(sw_text_lines("nononononono", two + 0.1, PLAIN) >= 5);
    assert_int_equal(sw_text_lines("nono", two * 3, PLAIN), 1);
}

static void knows_other_scripts(void **state)
{
    (void)state;
    assert_true(sw_text_width("ö", PLAIN) < sw_text_width("字", PLAIN));
    assert_close(sw_text_width("字", PLAIN), 12, 1e-12, 0, "square");
}

static void a_column_is_digits_and_padding(void **state)
{
    (void)state;
    /* Excel: a column of 8.43 is 64 pixels wide, one of 10 is 75 */
    assert_close(sw_column_pixels(8.43), 64, 0, 0.5, "8.43");
    assert_close(sw_column_pixels(10), 75, 0, 0, "10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_advances),
        cmocka_unit_test(wraps_at_blanks),
        cmocka_unit_test(breaks_a_word_that_is_too_wide),
        cmocka_unit_test(knows_other_scripts),
        cmocka_unit_test(a_column_is_digits_and_padding),
    };
    return cmocka_run_group_tests_name("report/text_width", tests, NULL, NULL);
}
