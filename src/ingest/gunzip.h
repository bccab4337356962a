/*
 * gunzip.h - what a gzip file holds (RFC 1952), its members one after another.
 */
#ifndef SW_INGEST_GUNZIP_H
#define SW_INGEST_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

typedef enum sw_gunzip_status {
    SW_GUNZIP_OK,
    SW_GUNZIP_CUT,   /* it ends before its end */
    SW_GUNZIP_BAD,   /* a checksum, or bytes that are no gzip */
    SW_GUNZIP_LARGE, /* more than `max` bytes */
    SW_GUNZIP_MEMORY
} sw_gunzip_status;

bool sw_is_gzip(const char *bytes, size_t length);
/* Into *out, one NUL behind it; the caller frees it where the status is
 * SW_GUNZIP_OK. */
sw_gunzip_status sw_gunzip(char **out, size_t *n, const char *bytes,
                           size_t length, size_t max);

#endif
