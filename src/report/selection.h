/*
 * selection.h - which sheets a workbook shows, in which order and under which
 * title: the theme's, or what --sheets names.
 *
 * Sheets that formulas of others read (Inputs, Scenarios,
 * Ledger, Cash flow, Checks)
 * are always written; where they were not chosen they are hidden.
 */
#ifndef SW_REPORT_SELECTION_H
#define SW_REPORT_SELECTION_H

#include "report/book.h"

/* Sets order, title and paper of the book from its theme and options.
 * @return SW_OK; SW_EDOMAIN where a sheet is not known */
SW_NODISCARD sw_status sw_book_select(sw_book *book, sw_error *err);
/* "cash-flow", as --sheets and themes name it. */
const char *sw_sheet_key(sw_sheet_id id);
void sw_book_select_clear(sw_book *book);

/* Whether the sheet is written, and whether the reader sees it. */
bool sw_book_writes(const sw_book *book, sw_sheet_id id);
bool sw_book_shows(const sw_book *book, sw_sheet_id id);

#endif
