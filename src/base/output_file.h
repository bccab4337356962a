/*
 * output_file.h - a result replaces the old one whole, or not at all.
 *
 * A regular target is written to a temporary file beside it, synced and
 * renamed; a target that exists and is no regular file (a pipe, /dev/full) is
 * written to directly and never replaced; "-" is standard output.
 */
#ifndef SW_BASE_OUTPUT_FILE_H
#define SW_BASE_OUTPUT_FILE_H

#include <stddef.h>

#include "seatworth/error.h"

/* Writes text[length] to `path`.
 * @return SW_OK; SW_EIO, with the target as it was before. */
SW_NODISCARD sw_status sw_output_write(const char *path, const char *text,
                                       size_t length, sw_error *err);

/* For writers that need a path of their own (libxlsxwriter): reserves a
 * temporary file beside `path` (in the temporary folder for a target that is
 * no regular file). The caller writes it, then calls commit or discard. */
typedef struct sw_output {
    char *path;      /* the target */
    char *temporary; /* what to write */
} sw_output;

SW_NODISCARD sw_status sw_output_begin(sw_output *out, const char *path,
                                       sw_error *err);
/* Syncs and renames (or copies into a device or pipe). Frees `out` whatever
 * happens; on failure the temporary file is gone and the target untouched. */
SW_NODISCARD sw_status sw_output_commit(sw_output *out, sw_error *err);
void sw_output_discard(sw_output *out);

#endif
