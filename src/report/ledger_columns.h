/*
 * ledger_columns.h - the Ledger sheet's columns: those that always stand, and
 * the facts that this pilot's entries have.
 */
#ifndef SW_REPORT_LEDGER_COLUMNS_H
#define SW_REPORT_LEDGER_COLUMNS_H

#include "report/ledger_rows.h"
#include "report/sheet.h"

enum { SW_LEDGER_HEADS = 4 }; /* row of the heads */

enum { /* columns before the facts */
       SW_LEDGER_OPTION,
       SW_LEDGER_LINE,
       SW_LEDGER_CONTRACT,
       SW_LEDGER_KIND,
       SW_LEDGER_DUE,
       SW_LEDGER_FROM,
       SW_LEDGER_TO,
       SW_LEDGER_MONTH,
       SW_LEDGER_SEATS,
       SW_LEDGER_COEF,
       SW_LEDGER_FIRST_FACT
};

/* How a fact is shown. */
sw_number sw_ledger_number(sw_ledger_fact fact);
/* Whether a window's end cuts an invoice: the rest is paid ahead. */
bool sw_entry_is_cut(const sw_entry *entry);

void sw_ledger_put_heads(sw_sheet *s);
void sw_ledger_set_widths(sw_sheet *s);

#endif
