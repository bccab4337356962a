/*
 * json_export.h - exports in JSON to a table, whoever wrote them.
 */
#ifndef SW_INGEST_JSON_EXPORT_H
#define SW_INGEST_JSON_EXPORT_H

#include "ingest/csv_reader.h"

/* Rows are the objects of the file: of a list, of one object a line, of objects
 * or pages glued together, of the one list in a page (json_envelope.h). Their
 * columns are their members; the totals of GitHub's metrics over editors,
 * models and languages, and whether a user was active on a day (`active_days`
 * 1 or 0), are added. Rows that repeat are taken once, pages that
 * miss are an error unless request->allow_partial.
 * @return the table (caller frees), or NULL with at least one error in `d`. */
sw_table *sw_json_export_parse(const char *bytes, size_t length,
                               const sw_read_request *request,
                               sw_diagnostics *d);

#endif
