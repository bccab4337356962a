/*
 * format_signature.h - what the files that read and match formats share.
 */
#ifndef SW_INGEST_FORMAT_SIGNATURE_H
#define SW_INGEST_FORMAT_SIGNATURE_H

#include "ingest/format.h"

/* One way to tell a format: every group of `all_of` has a word among the
 * headers, at least min_any words of any_of are there, none of none_of. */
typedef struct sw_signature {
    GPtrArray *all_of; /* of GPtrArray of char *: words that mean the same */
    GPtrArray *any_of, *none_of;
    GPtrArray *first; /* the first header is one of these, if any */
    size_t min_any;
    GPtrArray *shape; /* of char *: what the first columns hold */
} sw_signature;

struct sw_formats {
    GPtrArray *formats; /* of sw_format */
    GHashTable *words;  /* folded header, a set */
};

/* Whether one of the names, or of their patterns, fits the folded header. */
bool sw_names_fit(const GPtrArray *names, const char *folded);

/* Whether the first columns hold what the shape says: "number", "date",
 * "address", "text"; and questions follow. */
bool sw_shape_fits(const GPtrArray *shape, const sw_sight *sight);

#endif
