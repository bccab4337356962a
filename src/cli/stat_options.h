/*
 * stat_options.h - the command line of `seatworth stat`.
 */
#ifndef SW_CLI_STAT_OPTIONS_H
#define SW_CLI_STAT_OPTIONS_H

#include <glib.h>

#include "cli/stat.h"

typedef struct sw_stat_line {
    sw_stat_options options; /* borrows from the rest */
    char **text;    /* [options with a value], owned; NULL: not given */
    gboolean *flag; /* [flags], owned */
    const char *method, *file;
    char **rest; /* owned */
    bool help, quiet;
} sw_stat_line;

/* Reads argv[argc]. @return false after a line on standard error. */
bool sw_stat_line_read(sw_stat_line *line, int argc, char **argv);
void sw_stat_line_clear(sw_stat_line *line);

/* Checks that what `method` needs is there, and notes on `out` what was given
 * and is not used. */
bool sw_stat_line_check(const sw_stat_line *line, const sw_stat_method *method);
void sw_stat_note_unused(const sw_stat_line *line, const sw_stat_method *method,
                         sw_stat_output *out);

#endif
