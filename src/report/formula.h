/*
 * formula.h - cell references and defined names for formulas.
 *
 * References are small values, so that a formula is one printf:
 *     "%s*%s", sw_at(r, c, SW_FIX_COLUMN).text, sw_at(q, c, 0).text
 */
#ifndef SW_REPORT_FORMULA_H
#define SW_REPORT_FORMULA_H

#include <xlsxwriter.h>

typedef enum sw_fix {
    SW_FIX_NONE = 0,
    SW_FIX_COLUMN = 1, /* $E12: the column stays when copied across */
    SW_FIX_ROW = 2,    /* E$12 */
    SW_FIX_BOTH = 3
} sw_fix;

typedef struct sw_ref {
    char text[64];
} sw_ref;

/* "E12" of a zero-based row and column. */
sw_ref sw_at(lxw_row_t row, lxw_col_t column, sw_fix fix);
/* "E12:E20" */
sw_ref sw_span(lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
               lxw_col_t last_column, sw_fix fix);
/* "'Cash flow'!$E$12" */
sw_ref sw_on(const char *sheet, lxw_row_t row, lxw_col_t column);

/* "live_assumptions_realisation" of "live" and "assumptions.realisation":
 * what is no letter or digit becomes `_`. The caller frees it. */
char *sw_defined_name(const char *prefix, const char *key);

#endif
