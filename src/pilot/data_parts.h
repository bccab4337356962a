/*
 * data_parts.h - the files of one source: their names, the days that each
 * counts, and rows that stand in two of them.
 */
#ifndef SW_PILOT_DATA_PARTS_H
#define SW_PILOT_DATA_PARTS_H

#include "ingest/table.h"
#include "pilot/load.h"

typedef struct sw_data_part {
    const char *name; /* owned by the pilot */
    size_t rows;      /* with those that the reader rejected */
    sw_day from, to;  /* the days of all of its rows; SW_DAY_NONE: they say */
    char sha256[65];
} sw_data_part;

/* Names of the files of a spec, patterns resolved, in order; NULL: none is
 * given, or no file fits a pattern, which is an error. The caller unrefs. */
GPtrArray *sw_data_names(const sw_load *load, const sw_json *spec);
/* How the source is called where all of its files are meant; NULL: it has no
 * file. */
const char *sw_data_source_name(const sw_json *spec);

/* The days that the file counts as a whole, by the spec's period, else by the
 * range in its name; false where neither says. */
bool sw_data_span(const sw_load *load, const sw_json *spec, const char *name,
                  sw_day *from, sw_day *to);

/* Drops rows that a later file repeats, and says which contradict each other:
 * all alike but for their numbers. `key`[columns] marks what tells rows apart;
 * NULL: nothing contradicts. */
void sw_data_merge(const sw_load *load, sw_table *t, const bool *key);

#endif
