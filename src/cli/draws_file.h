/*
 * draws_file.h - a CSV of numbers: a column an option (or a parameter), a row a
 * draw.
 */
#ifndef SW_CLI_DRAWS_FILE_H
#define SW_CLI_DRAWS_FILE_H

#include <stdbool.h>

#include "ingest/table.h"

typedef struct sw_draws_file {
    sw_table *table; /* owned; names and places */
    size_t columns, rows;
    double *value; /* [columns * rows], column by column; finite */
} sw_draws_file;

/* Every cell must be a number; what is not becomes an error with its place,
 * twenty of them at most. Clear *f in any case. */
bool sw_draws_file_read(sw_draws_file *f, const char *path, sw_diagnostics *d);
void sw_draws_file_clear(sw_draws_file *f);

const char *sw_draws_file_name(const sw_draws_file *f, size_t column);

/* Puts the columns in the order of those of `like`, by name; an error for each
 * that only one of the two files has. */
bool sw_draws_file_arrange(sw_draws_file *f, const sw_draws_file *like,
                           sw_diagnostics *d);

/* An error unless both have the same number of rows. */
bool sw_draws_file_same_rows(const sw_draws_file *f, const sw_draws_file *like,
                             sw_diagnostics *d);

#endif
