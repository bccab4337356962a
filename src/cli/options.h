/*
 * options.h - what every command takes, and how a command line is read.
 */
#ifndef SW_CLI_OPTIONS_H
#define SW_CLI_OPTIONS_H

#include <glib.h>
#include <stdbool.h>

#include "cli/command.h"
#include "seatworth/pilot.h"

/* Exit codes (README.md). */
enum {
    SW_EXIT_DONE = 0,
    SW_EXIT_REJECTED = 1, /* the input is */
    SW_EXIT_USAGE = 2,
    SW_EXIT_OUTPUT = 3, /* could not be written; the old one is whole */
    SW_EXIT_SOME = 4,   /* of several pilots failed; the rest are written */
    SW_EXIT_DEFECT = 70 /* or out of memory */
};

/* The options all commands share. Zero is the default of each. */
typedef struct sw_common {
    gboolean help, quiet, names, allow_partial, strict;
    char *color; /* "auto", "always", "never" or NULL */
    char *seed, *as_of, *templates, *max_rejects, *threads;
    char *theme, *language, *sheets, *previous;
    char **set; /* "key=value" each; NULL-terminated or NULL */
    char *scenario;
    GPtrArray *all_set; /* set and seed together, as sw_pilot_opts borrows */
    double rejects;     /* max_rejects, read */
} sw_common;

/* Reads argv[argc] (without program and command) into `options`, which begins
 * with an sw_common and whose other members the command's table places. What is
 * no option stays in *rest, a NULL-terminated array that the caller frees with
 * g_strfreev, behind the command's name.
 * @return true, or false after a line on standard error: wrong usage. */
bool sw_options_read(sw_common *options, const sw_command *command, int argc,
                     char **argv, char ***rest);
/* Frees what was read. */
void sw_options_clear(sw_common *options, const sw_command *command);

/* Takes the one PILOT of `rest`; NULL after a line on standard error. */
const char *sw_one_pilot(char **rest, const char *command);

/* Whether the summary is coloured. */
bool sw_use_color(const sw_common *common);

/* The options in the form that the loader takes; borrows from `common`. */
sw_pilot_opts sw_pilot_options(const sw_common *common);

/* False with an error in `d` where `path` is an export, or a folder without
 * pilot.json: it says how to make a pilot of it. */
bool sw_may_be_pilot(const char *path, sw_diagnostics *d);

/* The pilot at `path`, with what there is to say of it on standard error; NULL
 * where it is rejected. The caller frees it, or hands it on. */
sw_pilot *sw_load_pilot(const sw_common *common, const char *path);

/* The options that change a result, as the provenance prints them: file names
 * without their folders. The caller frees it. */
char *sw_options_text(const sw_common *common);

#endif
