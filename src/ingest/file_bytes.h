/*
 * file_bytes.h - a whole file into memory, with a cap.
 */
#ifndef SW_INGEST_FILE_BYTES_H
#define SW_INGEST_FILE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "seatworth/diagnostic.h"

/* Opens a regular file, or a descriptor that the caller's shell opened
 * (/dev/fd/N of N > 2). A pipe with a name would wait for its writer and a
 * device never end: errno is EINVAL. NULL: errno says why. */
FILE *sw_file_open(const char *path);

/* Reads `path` into *bytes, one NUL behind them; the caller
 * frees. A gzip file is unpacked, and `max` is for what it holds. A file that
 * cannot be read, is empty, or holds more than `max` bytes is an error in `d`,
 * named `name`. */
bool sw_file_bytes(char **bytes, size_t *length, const char *path,
                   const char *name, size_t max, sw_diagnostics *d);

#endif
