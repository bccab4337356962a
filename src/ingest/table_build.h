/*
 * table_build.h - records to a table, once it is known where the header is.
 */
#ifndef SW_INGEST_TABLE_BUILD_H
#define SW_INGEST_TABLE_BUILD_H

#include <stdbool.h>

#include "ingest/records.h"
#include "ingest/table.h"

/* Which records are what. */
typedef struct sw_layout {
    size_t header;       /* the first header row */
    size_t header_rows;  /* 1 to 3 */
    size_t names;        /* among them, the row that names the columns */
    size_t labels;       /* and the one that says the questions; may be equal */
    bool questions_span; /* a question stands over its first column alone */
    size_t end;          /* behind the last row of data */
} sw_layout;

/* Builds the table; origin->header_row and header_rows are set by the layout.
 * Missing cells are filled, rows with too many and with control characters are
 * rejected, rows without any value are left out; all of it is said in `d` or
 * in the table's rejects. */
sw_table *sw_table_build(const sw_records *records, const sw_layout *layout,
                         sw_table_origin *origin, const char *name,
                         sw_diagnostics *d);

/* True if there is a row; else an error with the reasons of the first rejected
 * rows. */
bool sw_table_has_rows(const sw_table *t, sw_diagnostics *d);

#endif
