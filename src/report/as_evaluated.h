/*
 * as_evaluated.h - cells that only the engine knows.
 *
 * Formulas follow the inputs; a verdict, a chance or an interval does not. Such
 * a cell shows what was evaluated for as long as every live input is the
 * base's, and "evaluate again" from the first change on.
 */
#ifndef SW_REPORT_AS_EVALUATED_H
#define SW_REPORT_AS_EVALUATED_H

#include "report/sheet.h"

/* The first column of the texts that such cells show: long ones do not fit
 * into a formula, and short ones may not be translated with it. */
enum { SW_EVALUATED_TEXTS = 20 };

/* Keeps a text beside the page, for a formula of the cell at `column`; returns
 * its own cell. */
sw_ref sw_keep_text(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text);
/* A text as it is, over the columns to `last`. After a change it is
 * `otherwise`, which still holds then; NULL: "evaluate again". */
void sw_put_evaluated(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                      lxw_col_t last, const char *text, const char *otherwise,
                      sw_look look);
/* A number; one that is not finite is "n/a" until a change. */
void sw_put_evaluated_number(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                             lxw_col_t last, double value, sw_look look,
                             sw_number number);
/* Greys an area from the first change on. */
void sw_grey_when_changed(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                          lxw_row_t last_row, lxw_col_t last_column);
/* Takes a choice's colour away; once more what is grey already stays so. */
void sw_unmark_when_changed(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                            lxw_row_t last_row, lxw_col_t last_column);
/* Hides the column of the texts; once a sheet. */
void sw_hide_evaluated_texts(sw_sheet *s);

#endif
