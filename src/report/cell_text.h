/*
 * cell_text.h - what a cell shows of a number, as text.
 *
 * A workbook leaves it to the spreadsheet to show 0.83 as "83%"; a page has no
 * spreadsheet. Both have the same figures and the same codes, so both show the
 * same: the codes of style_theme.c, of languages and of themes are read here.
 */
#ifndef SW_REPORT_CELL_TEXT_H
#define SW_REPORT_CELL_TEXT_H

#include "base/language.h"

/* `x` by a number format code, "$"#,##0;[Red]-"$"#,##0, in the language's
 * decimals and thousands. Sections, quoted texts, thousands and millions,
 * percent, exponents and days are known. "n/a" where x is not finite. The
 * caller frees it. */
char *sw_cell_text(const sw_language *l, const char *code, double x);

#endif
