/* Cells to numbers, dates, periods and truth values (FORMATS 7). */
#include "ingest/cell.h"

#include "sw_test.h"

#define BAD (-1e9)
#define MISSING (-2e9)

typedef struct figure {
    const char *text;
    char decimal;
    double want;
} figure;

static const figure figures[] = {{"42", '.', 42},
                                 {"-42.5", '.', -42.5},
                                 {"+7", '.', 7},
                                 {".5", '.', .5},
                                 {"0,5", ',', .5},
                                 {"1,234.50", '.', 1234.5},
                                 {"1.234,50", ',', 1234.5},
                                 {"1,234,567", '.', 1234567},
                                 {"1,00,000", '.', 100000},
                                 {"1 234,5", ',', 1234.5},
                                 {"1\xc2\xa0"
                                  "234",
                                  '.', 1234},
                                 {"1\xe2\x80\xaf"
                                  "234,5",
                                  ',', 1234.5},
                                 {"12'345.60", '.', 12345.6},
                                 {"12’345.60", '.', 12345.6},
                                 {"1,5", '.', BAD},
                                 {"1,2345", '.', BAD},
                                 {"1.5.5", '.', BAD},
                                 {"1,,000", '.', BAD},
                                 {",500", '.', BAD},
                                 {"1,234,5", '.', BAD},
                                 {"$10,000.00 ", '.', 10000},
                                 {"€ 5", '.', 5},
                                 {"5 €", '.', 5},
                                 {"1.234,50 €", ',', 1234.5},
                                 {"CHF 12.5", '.', 12.5},
                                 {"12.5 USD", '.', 12.5},
                                 {"-$5", '.', -5},
                                 {"$-5", '.', -5},
                                 {"($120)", '.', -120},
                                 {"(120)", '.', -120},
                                 {"12-", '.', -12},
                                 {"−12", '.', -12},
                                 {"--12", '.', BAD},
                                 {"(-12)", '.', BAD},
                                 {"-12-", '.', BAD},
                                 {"35 %", '.', .35},
                                 {"35%", '.', .35},
                                 {"1e3", '.', 1000},
                                 {"1,5E+05", ',', 150000},
                                 {"2e-3", '.', .002},
                                 {"1e999", '.', BAD},
                                 {"NaN", '.', BAD},
                                 {"inf", '.', BAD},
                                 {"Infinity", '.', BAD},
                                 {"0x10", '.', BAD},
                                 {"12 apples", '.', BAD},
                                 {"<5", '.', BAD},
                                 {"#DIV/0!", '.', BAD},
                                 {"1-2", '.', BAD},
                                 {"$", '.', BAD},
                                 {"(", '.', BAD},
                                 {"()", '.', BAD},
                                 {"%", '.', BAD},
                                 {"", '.', MISSING},
                                 {"-", '.', MISSING},
                                 {"–", '.', MISSING},
                                 {"n/a", '.', MISSING},
                                 {"#N/A", '.', MISSING},
                                 {"NULL", '.', MISSING},
                                 {"k.A.", '.', MISSING},
                                 {".", '.', MISSING}};

static void numbers_as_people_export_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(figures); i++) {
        const figure *f = &figures[i];
        double x = 0.0;
        sw_cell_status got = sw_cell_number(&x, f->text, f->decimal);
        double value = got == SW_CELL_OK    ? x
                       : got == SW_CELL_BAD ? BAD
                                            : MISSING;
        assert_close(value, f->want, 1e-15, 0, f->text);
    }
}

typedef struct date_row {
    const char *text;
    sw_cell_status status;
    int year, month, day;
} date_row;

static const date_row dates[] = {
    {"2024-02-29", SW_CELL_OK, 2024, 2, 29},
    {" 2024-02-29 ", SW_CELL_OK, 2024, 2, 29},
    {"2024-05-01T10:00:00Z", SW_CELL_OK, 2024, 5, 1},
    {"2024-05-01 10:00", SW_CELL_OK, 2024, 5, 1},
    {"2024-05-01T10:00:00.123+02:00", SW_CELL_OK, 2024, 5, 1},
    {"2024-05-01T23:30:00-05:00", SW_CELL_OK, 2024, 5, 2},
    {"2024-05-01T00:30:00+01:00", SW_CELL_OK, 2024, 4, 30},
    {"2023-02-29", SW_CELL_BAD, 0, 0, 0},
    {"2024-13-01", SW_CELL_BAD, 0, 0, 0},
    {"2024-05-01x", SW_CELL_BAD, 0, 0, 0},
    {"2024-05-01T25:00", SW_CELL_BAD, 0, 0, 0},
    {"01/05/2024", SW_CELL_BAD, 0, 0, 0},
    {"45413", SW_CELL_BAD, 0, 0, 0},
    {"9999-12-31", SW_CELL_MISSING, 0, 0, 0},
    {"1970-01-01T00:00:00Z", SW_CELL_MISSING, 0, 0, 0},
    {"0001-01-01", SW_CELL_MISSING, 0, 0, 0},
    {"", SW_CELL_MISSING, 0, 0, 0}};

static void dates_are_iso(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        const date_row *r = &dates[i];
        sw_day day = 0;
        sw_cell_status got = sw_cell_date(&day, r->text);
        if (got != r->status)
            fail_msg("%s: status %d", r->text, got);
        if (got == SW_CELL_OK)
            assert_int_equal(day, sw_date_from_ymd(r->year, r->month, r->day));
    }
}

static const date_row periods[] = {{"2024-05-07", SW_CELL_OK, 2024, 5, 7},
                                   {"2024-W01", SW_CELL_OK, 2024, 1, 1},
                                   {"2020-W53", SW_CELL_OK, 2020, 12, 28},
                                   {"2021-W53", SW_CELL_BAD, 0, 0, 0},
                                   {"2024-05", SW_CELL_OK, 2024, 5, 1},
                                   {"2024-13", SW_CELL_BAD, 0, 0, 0},
                                   {"May 2024", SW_CELL_BAD, 0, 0, 0},
                                   {"", SW_CELL_MISSING, 0, 0, 0}};

static void periods_begin_on_a_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(periods); i++) {
        const date_row *r = &periods[i];
        sw_day day = 0;
        sw_cell_status got = sw_cell_period(&day, r->text);
        if (got != r->status)
            fail_msg("%s: status %d", r->text, got);
        if (got == SW_CELL_OK)
            assert_int_equal(day, sw_date_from_ymd(r->year, r->month, r->day));
    }
}

static void truth_has_a_few_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        sw_cell_status status;
        bool want;
    } rows[] = {{"TRUE", SW_CELL_OK, true},    {"no", SW_CELL_OK, false},
                {"Y", SW_CELL_OK, true},       {"0", SW_CELL_OK, false},
                {"1", SW_CELL_OK, true},       {"2", SW_CELL_BAD, false},
                {"maybe", SW_CELL_BAD, false}, {"n/a", SW_CELL_MISSING, false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool b = false;
        assert_int_equal(sw_cell_boolean(&b, rows[i].text), rows[i].status);
        if (rows[i].status == SW_CELL_OK)
            assert_true(b == rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_as_people_export_them),
        cmocka_unit_test(dates_are_iso),
        cmocka_unit_test(periods_begin_on_a_day),
        cmocka_unit_test(truth_has_a_few_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
