/*
 * stat_options.h - the command line of `seatworth stat`.
 */
#ifndef SW_CLI_STAT_OPTIONS_H
#define SW_CLI_STAT_OPTIONS_H

#include <glib.h>

#include "cli/options.h"
#include "cli/stat_option_table.h"

typedef struct sw_stat_line {
    sw_common common;
    char *text[SW_STAT_N_OPTIONS]; /* of those with a value; NULL: not given */
    gboolean flag[SW_STAT_N_OPTIONS];
    sw_stat_options options; /* borrows from the rest */
    const char *method, *file;
    char **rest; /* borrowed */
} sw_stat_line;

/* The options as a command's table has them, each in sw_stat_line. */
void sw_stat_append_options(GArray *options);
/* Whether a method reads an option; true of every one without a method, and of
 * the common ones. */
bool sw_stat_takes(const char *method, const char *option);
/* Appends the list of methods. */
void sw_stat_list(GString *s);

/* What the options and words of the line mean; borrows both. @return false
 * after a line on standard error. */
bool sw_stat_line_read(sw_stat_line *line, char **rest);

/* Checks that what `method` needs is there, and notes on `out` what was given
 * and is not used. */
bool sw_stat_line_check(const sw_stat_line *line, const sw_stat_method *method);
void sw_stat_note_unused(const sw_stat_line *line, const sw_stat_method *method,
                         sw_stat_output *out);

#endif
