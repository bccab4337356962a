/*
 * data_tables.h - the tidy tables behind a report, for other programs.
 *
 * templates/report/data.json says which tables there are, what every column
 * means, and where in the result it is: so nothing is computed here, and what
 * is documented is what is written.
 */
#ifndef SW_REPORT_DATA_TABLES_H
#define SW_REPORT_DATA_TABLES_H

#include <glib.h>

#include "evaluation/evaluation.h"
#include "ingest/json.h"

/* What tables are made from. */
typedef struct sw_data_source {
    const sw_json *result; /* result.json */
    const sw_json *data;   /* data_extra.c: what result.json has no rows of */
    const char *run_id;
} sw_data_source;

/* A table as CSV (RFC 4180, with LF), heads first; `spec` is one of the
 * template's. Unknown is empty. The caller frees it. */
char *sw_data_csv(const sw_data_source *source, const sw_json *spec);

/* {"cash_flows": [...], "risks": [...]}; the caller frees it. */
char *sw_data_extra(size_t *length, const sw_evaluation *e);

/* The template; NULL with an error in `err`. The caller frees it. */
sw_json *sw_data_template(sw_error *err);

/* What --data FOLDER writes, of char*: a path a file. NULL without a folder,
 * or where the template cannot be read. Free with g_ptr_array_unref. */
GPtrArray *sw_data_paths(const char *folder);

/* Whether the tables in the folder are those that its datapackage.json names
 * with their hashes; the first that is not is in *other, the caller's to free.
 */
bool sw_data_is_whole(const char *folder, char **other);

static const char SW_DATA_PACKAGE[] = "datapackage.json";

#endif
