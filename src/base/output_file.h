/*
 * output_file.h - results replace the old ones whole, all of a run or none.
 *
 * A regular target is written to .NAME.seatworth-XXXXXX beside it, mode 0600,
 * synced and renamed. A target that exists and is no regular file (a pipe,
 * /dev/full) is written to directly and never replaced; "-" is standard
 * output. Symbolic links are followed, also those that lead to nothing yet.
 *
 * What stays behind after SIGKILL is not locked any more: the next run that
 * writes the same target removes it.
 */
#ifndef SW_BASE_OUTPUT_FILE_H
#define SW_BASE_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "seatworth/error.h"

/* Writes text[length] to `path`.
 * @return SW_OK; SW_EIO, with the target as it was before. */
SW_NODISCARD sw_status sw_output_write(const char *path, const char *text,
                                       size_t length, sw_error *err);

/* For writers that need a path of their own (libxlsxwriter): reserves a
 * temporary file beside `path` (in memory for a target that is no regular
 * file). The caller writes it, then calls commit or discard. */
typedef struct sw_output {
    char *path;      /* the target, links followed */
    char *temporary; /* what to write */
    int fd;          /* the same, open and locked */
    mode_t mode;     /* that the target gets */
    bool is_special; /* the target is no regular file */
} sw_output;

SW_NODISCARD sw_status sw_output_begin(sw_output *out, const char *path,
                                       sw_error *err);
/* Syncs and renames, or copies into a device or pipe; between
 * sw_outputs_together and sw_outputs_end the renaming waits. Frees `out`
 * whatever happens; on failure the temporary file is gone and the target
 * untouched. */
SW_NODISCARD sw_status sw_output_commit(sw_output *out, sw_error *err);
void sw_output_discard(sw_output *out);

/* Looks at the bytes of an output before it is given away; what is not SW_OK
 * is the output's failure. */
typedef sw_status sw_output_review(const char *name, const char *bytes,
                                   size_t length, const void *data,
                                   sw_error *err);
/* From here on every output is looked at; NULL: none. */
void sw_outputs_review(sw_output_review *review, const void *data);

/* From here on results wait for each other. */
void sw_outputs_together(void);
/* Replaces what waits if all went well so far, else forgets it.
 * @return st; SW_EIO with every target as it was before. */
SW_NODISCARD sw_status sw_outputs_end(sw_status st, sw_error *err);
/* Removes every temporary file, and frees nothing: for signal handlers. */
void sw_outputs_abandon(void);

/* Whether two paths lead to one file, whichever way they are spelt; NULL leads
 * nowhere. */
bool sw_output_is_same(const char *a, const char *b);

/* The first of n paths that leads where an earlier one does; NULL: none. */
const char *sw_output_twice(const char *const *paths, size_t n);

#endif
