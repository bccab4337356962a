/*
 * json_envelope.h - which of a document's lists holds its rows.
 *
 * Services wrap rows in an object: {"data": [...], "has_more": false}. A list
 * of objects in a document is its table, whatever it is called; where there are
 * several, the format that its objects meet says which, or the user.
 */
#ifndef SW_INGEST_JSON_ENVELOPE_H
#define SW_INGEST_JSON_ENVELOPE_H

#include <glib.h>

#include "ingest/format.h"
#include "ingest/json.h"

typedef struct sw_json_list {
    char *path;          /* "data", "result.rows" */
    const sw_json *list; /* of one object or more */
} sw_json_list;

typedef struct sw_json_envelope {
    const sw_formats *formats;
    const sw_format *format; /* that the user named, or NULL */
    const char *rows;        /* the list that the user named, or NULL */
} sw_json_envelope;

/* Lists of objects in an object and in objects within it, not within lists: of
 * sw_json_list; the caller unrefs. */
GPtrArray *sw_json_lists(const sw_json *page);

/* The one of `lists` that holds the rows; NULL: several may. Not for an empty
 * array. */
const sw_json *sw_json_rows_of(const sw_json_envelope *e,
                               const GPtrArray *lists);

/* Whether the object is a row for itself: its own members meet a format. */
bool sw_json_is_row(const sw_json_envelope *e, const sw_json *v);
/* Whether it is one page of several that stand in a list or one behind another,
 * and no row that happens to hold a list: it says so, it holds nothing else, or
 * what the list holds meets a format. */
bool sw_json_is_page(const sw_json_envelope *e, const sw_json *v,
                     const GPtrArray *lists);

#endif
