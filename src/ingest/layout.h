/*
 * layout.h - which records are titles, header, data, totals (FORMATS 2.3, 2.7).
 */
#ifndef SW_INGEST_LAYOUT_H
#define SW_INGEST_LAYOUT_H

#include <glib.h>

#include "ingest/format.h"
#include "ingest/table_build.h"

/* Finds the header among the first records: the one that a format knows, else
 * the one that looks most like names above values. Title rows are said in `d`.
 * @param name of the file; `source` as sw_formats_recognise takes it
 * @return false with an error in `d` if there is none */
bool sw_layout_find(sw_layout *out, const sw_records *records,
                    const sw_formats *formats, const char *name,
                    const char *source, sw_diagnostics *d);

/* A row below the data. */
typedef struct sw_tail_row {
    size_t record;
    bool is_total; /* of sums; else an average, a count or a footnote */
} sw_tail_row;

/* Takes rows below the data out of the layout (out->end): totals, footnotes.
 * Returns them (sw_tail_row), the last first; free with g_array_unref. */
GArray *sw_layout_trim(sw_layout *out, const sw_records *records);

#endif
