/*
 * table.h - Excel tables: a list with a name, whose heads filter and sort.
 */
#ifndef SW_REPORT_TABLE_H
#define SW_REPORT_TABLE_H

#include "report/sheet.h"

enum { SW_TABLE_COLUMNS = 24 };

/* Heads at the cursor, which moves below them, of a table with `rows` rows
 * (at least 1) that are written next. Heads are as for sw_put_heads; no two are
 * alike and none is empty, else Excel repairs the file. `name` is a defined
 * name: letters, digits, `_`. */
void sw_put_table(sw_sheet *s, const char *name, const char *const *heads,
                  lxw_row_t rows);

#endif
