/*
 * source.h - any export to a table: the one way in for every file.
 *
 * The first bytes say what the file is, whatever its name. Text and workbooks
 * become records (records.h); in those the header is found and titles, totals
 * and footnotes are taken out; then the format is recognised (format.h). JSON
 * exports become a table at once and join at that last step.
 */
#ifndef SW_INGEST_SOURCE_H
#define SW_INGEST_SOURCE_H

#include "ingest/read_request.h"
#include "ingest/records.h"
#include "ingest/table.h"

typedef enum sw_source_kind {
    SW_SOURCE_TEXT, /* delimited text, until its reader says otherwise */
    SW_SOURCE_XLSX,
    SW_SOURCE_JSON /* a document, NDJSON, or documents glued together */
} sw_source_kind;

/* What bytes[length] begin like. */
sw_source_kind sw_source_sniff(const char *bytes, size_t length);

/* Reads a whole file to a table that knows its format (sw_table_source).
 * @return the table (caller frees), or NULL with at least one error in `d`. */
sw_table *sw_source_read(const sw_read_request *request, sw_diagnostics *d);
/* The same for bytes that are already here; request->path is not used. */
sw_table *sw_source_parse(const char *bytes, size_t length,
                          const sw_read_request *request, sw_diagnostics *d);

/* From records to the table: header rows, titles, totals, format, columns.
 * `origin` has what the reader knows: source, encoding, delimiter. Readers of
 * workbooks and JSON end here.
 * @return the table, or NULL with at least one error in `d`; a header without
 * rows is an error, but where request->keep_empty is set the table comes too */
sw_table *sw_source_from_records(const sw_records *records,
                                 const sw_table_origin *origin,
                                 const sw_read_request *request,
                                 sw_diagnostics *d);

#endif
