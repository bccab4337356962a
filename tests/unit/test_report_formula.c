/* Cell references and defined names of the workbook's formulas. */
#include "report/formula.h"

#include <glib.h>

#include "sw_test.h"

static void names_cells_as_spreadsheets_do(void **state)
{
    static const struct {
        lxw_row_t row;
        lxw_col_t column;
        sw_fix fix;
        const char *want;
    } row[] = {
        {0, 0, SW_FIX_NONE, "A1"},
        {11, 4, SW_FIX_COLUMN, "$E12"},
        {11, 25, SW_FIX_ROW, "Z$12"},
        {11, 26, SW_FIX_BOTH, "$AA$12"},
        {0, 701, SW_FIX_NONE, "ZZ1"},
        {0, 702, SW_FIX_NONE, "AAA1"},
        {1048575, 16383, SW_FIX_BOTH, "$XFD$1048576"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(row); i++)
        assert_string_equal(sw_at(row[i].row, row[i].column, row[i].fix).text,
                            row[i].want);
}

static void joins_spans_and_sheets(void **state)
{
    (void)state;
    assert_string_equal(sw_span(1, 1, 3, 2, SW_FIX_BOTH).text, "$B$2:$C$4");
    assert_string_equal(
        sw_span(1048575, 16383, 1048575, 16383, SW_FIX_BOTH).text,
        "$XFD$1048576:$XFD$1048576");
    assert_string_equal(sw_on("Cash flow", 4, 6).text, "'Cash flow'!$G$5");
}

static void makes_names_of_keys(void **state)
{
    static const char *const row[][2] = {
        {"assumptions.realisation", "in_assumptions_realisation"},
        {"costs[training].hours_per_seat", "in_costs_training__hours_per_seat"},
        {"risks[ä b].cost", "in_risks____b__cost"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(row); i++) {
        char *name = sw_defined_name("in", row[i][0]);
        assert_string_equal(name, row[i][1]);
        g_free(name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_cells_as_spreadsheets_do),
        cmocka_unit_test(joins_spans_and_sheets),
        cmocka_unit_test(makes_names_of_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
