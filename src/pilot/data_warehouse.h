/*
 * data_warehouse.h - a source of pilot.json that is a table in a warehouse.
 *
 * It answers as a CSV would, and is read as one from there on. Of use and of
 * metered use the adding up is done over there.
 */
#ifndef SW_PILOT_DATA_WAREHOUSE_H
#define SW_PILOT_DATA_WAREHOUSE_H

#include "pilot/load.h"

/* Whether the source is {"odbc": ...}. */
bool sw_is_warehouse(const sw_json *spec);
/* What it is called: its table, else its connection; NULL: it is none. */
const char *sw_warehouse_name(const sw_json *spec);

/* Now, or SOURCE_DATE_EPOCH: "2026-04-01T06:00:00Z". g_free() it. */
char *sw_warehouse_time(void);

/* The answer for rows of this kind ("usage", "roster" ...), UTF-8, and the last
 * statement that was asked, for the record. NULL with an error in `d`, or,
 * where the options want statements and no answers
 * (sw_pilot_opts.on_statement), without. The caller frees it. */
GString *sw_warehouse_ask(const sw_load *load, const sw_json *spec,
                          const char *kind, sw_diagnostics *d);

#endif
