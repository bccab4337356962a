/*
 * identify.h - what is told of a file: as JSON, in words, as a table, as a
 * mapping to edit.
 */
#ifndef SW_CLI_IDENTIFY_H
#define SW_CLI_IDENTIFY_H

#include <glib.h>

#include "base/json_writer.h"
#include "ingest/column.h"
#include "ingest/format.h"
#include "ingest/table.h"

/* One file that was looked at. */
typedef struct sw_identified {
    const char *file;
    sw_table *table;   /* NULL: it could not be read */
    sw_diagnostics *d; /* of the whole file, with those of rows and columns */
    const sw_format *format; /* NULL: unknown */
    bool faulty;             /* it could not be read, or not as a whole */
} sw_identified;

void sw_identified_json(sw_json_writer *w, const sw_identified *f);
void sw_identified_text(GString *s, const sw_identified *f);
/* Why the file was recognised or not, what near formats want, and the entry of
 * pilot.json that takes it. */
void sw_identified_why(GString *s, const sw_identified *f,
                       const sw_formats *formats);
/* The table as CSV: UTF-8, commas, ISO dates, decimal points. */
void sw_identified_csv(GString *s, const sw_identified *f);
/* What its rows are: "usage" ..., as its format says or as its columns look. */
const char *sw_identified_table(const sw_identified *f);
/* A format file (templates/formats) that knows this file; free it. */
char *sw_identified_mapping(const sw_identified *f);

#endif
