/*
 * inputs_columns.h - columns of the Inputs sheet: each input's live cell picks
 * one of the base, the scenarios and the reader's own column.
 */
#ifndef SW_REPORT_INPUTS_COLUMNS_H
#define SW_REPORT_INPUTS_COLUMNS_H

#include "report/sheet.h"

enum { /* columns; the base's and the scenarios' stand side by side */
       SW_INPUTS_NAME,
       SW_INPUTS_UNIT,
       SW_INPUTS_LIVE,
       SW_INPUTS_BASE
};

enum { /* rows above the list */
       SW_INPUTS_CHOSEN = 3,
       SW_INPUTS_COLUMN,
       SW_INPUTS_BELONGS,
       SW_INPUTS_DIFFERING,
       SW_INPUTS_CHANGED,
       SW_INPUTS_HEADS = 9,
       SW_INPUTS_FIRST
};

/* The reader's own column; what describes an input follows it. */
lxw_col_t sw_inputs_own(const sw_book *book);
enum { /* after the reader's own column */
       SW_INPUTS_LOW = 1,
       SW_INPUTS_HIGH,
       SW_INPUTS_PROVENANCE,
       SW_INPUTS_CHANGE,
       SW_INPUTS_SOURCE,
       SW_INPUTS_OWNER,
       SW_INPUTS_KEY,
       SW_INPUTS_EVALUATED /* hidden, one a stored column: as evaluated */
};
lxw_col_t sw_inputs_after(const sw_book *book, int which);

/* The dropdown, the column it means, and whom the verdict belongs to. */
void sw_inputs_put_choice(sw_sheet *s);
/* An input's values: live, base, scenarios, own. */
void sw_inputs_put_values(sw_sheet *s, size_t id, sw_number number);
/* A defined name for a cell of Inputs. */
void sw_inputs_define(sw_sheet *s, const char *name, lxw_row_t row,
                      lxw_col_t column);

#endif
