/*
 * format_near.h - why a file is of a format, or of none.
 */
#ifndef SW_INGEST_FORMAT_NEAR_H
#define SW_INGEST_FORMAT_NEAR_H

#include "ingest/format.h"

/* How far a format's best signature is met. */
typedef struct sw_near_format {
    const sw_format *format;
    GPtrArray *there; /* of char *: required words that the file has */
    GPtrArray
        *missing; /* and those that it lacks; alternatives apart by " or " */
    GPtrArray *barred; /* words that it has and must not have */
} sw_near_format;

/* The formats that come nearest, the best first, at most `most`: those that the
 * file meets lack nothing. Of sw_near_format; the caller unrefs. */
GPtrArray *sw_formats_near(const sw_formats *f, const sw_sight *sight,
                           size_t most);

#endif
