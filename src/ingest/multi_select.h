/*
 * multi_select.h - several choices in one answer (FORMATS 8.3).
 */
#ifndef SW_INGEST_MULTI_SELECT_H
#define SW_INGEST_MULTI_SELECT_H

#include <glib.h>

#include "ingest/table.h"

/* What parts the choices of a column's cells: ';' "A;B;", '/' "A / B", ','
 * "A, B"; 0 if no cell holds more than one. A comma counts only where every
 * part is a choice that also stands alone or in other cells, for options hold
 * commas too. */
char sw_multi_separator(const sw_table *t, size_t column);

/* The choices joined by ";", none behind the last; with separator 0 the cell
 * itself. The caller frees it. */
char *sw_multi_text(const char *cell, char separator);

#endif
