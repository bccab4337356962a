/*
 * xlsx_zip.h - the parts of a zip archive that is in memory, inflated as a
 * stream and never beyond a cap.
 */
#ifndef SW_INGEST_XLSX_ZIP_H
#define SW_INGEST_XLSX_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seatworth/diagnostic.h"

/* A sheet of a million rows and twenty columns inflates to some 700 MiB; what
 * grows beyond this, all parts together, is a bomb. */
#define SW_ZIP_MAX_INFLATED ((uint64_t)1 * 1024 * 1024 * 1024)

/* Parts of an archive: each look for one walks through all. The bytes that a
 * part may hold between two tags, in a comment say, are in xlsx_xml.h. */
enum { SW_ZIP_NAME = 512, SW_ZIP_MAX_PARTS = 16384 };

typedef struct sw_zip {
    const char *bytes; /* borrowed */
    size_t length, at;
    void *archive;     /* unzFile */
    uint64_t inflated; /* bytes so far, all parts */
    const char *name;  /* of the file, for diagnostics; borrowed */
    sw_diagnostics *d;
    bool failed; /* an error was given */
} sw_zip;

/* Takes a piece of a part; false ends the reading early. */
typedef bool sw_zip_taker(const char *piece, size_t length, void *data);

/* Opens the archive; one that is cut short, is no archive or has too many
 * parts is an error. */
bool sw_zip_open(sw_zip *z, const char *bytes, size_t length, const char *name,
                 sw_diagnostics *d);
void sw_zip_close(sw_zip *z);

bool sw_zip_has(const sw_zip *z, const char *part);
/* Name of the i-th part into name[SW_ZIP_NAME]; false beyond the last. */
bool sw_zip_part(const sw_zip *z, size_t i, char *name);

/* Streams the part to `take`. A part that is encrypted, damaged (also by its
 * checksum) or grows beyond the cap is an error. */
bool sw_zip_read(sw_zip *z, const char *part, sw_zip_taker *take, void *data);

/* The archive is refused: an error, once. Returns false. */
bool sw_zip_fail(sw_zip *z, const char *code, const char *remedy,
                 const char *fmt, ...) SW_PRINTF(4, 5);

#endif
