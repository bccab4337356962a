/*
 * pilot.h - pilot.json and the files it names, read into a validated model.
 */
#ifndef SEATWORTH_PILOT_H
#define SEATWORTH_PILOT_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/diagnostic.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sw_pilot sw_pilot;

/* What the command line adds to the file. */
typedef struct sw_pilot_opts {
    const char *const *set; /* "key=value" each, applied in order */
    size_t n_set;
    const char *scenario;  /* one of the pilot's scenarios, or NULL */
    const char *as_of;     /* YYYY-MM-DD in place of the file's, or NULL */
    double max_rejects;    /* share of a file's rows, in [0, 1] */
    const char *templates; /* folder in place of the built-in, or NULL */
    bool allow_partial;    /* exports whose pages are not all there are taken */
    const char *language;  /* "en", "de", "fr"; NULL: the theme's */
    const char *theme;     /* name or file of a report's theme, or NULL */
    /* Where set, no data source is asked: what would be is handed on, in this
     * dialect ("ansi", "postgresql", "sqlite", "tsql"; NULL: ansi). The answer
     * to the statement of periods may be given as a CSV. */
    void (*on_statement)(const char *source, const char *statement, void *data);
    void *on_statement_data;
    const char *sql_dialect;
    const char *sql_periods;
    const char *previous; /* result.json or workbook in place of the file's
                             previous.result, or NULL */
} sw_pilot_opts;

#define SW_PILOT_OPTS_INIT                                                     \
    {                                                                          \
        .max_rejects = 0.05                                                    \
    }

/**
 * Reads a pilot: `path` is pilot.json or the folder that holds it.
 *
 * Every problem of every file is appended to `d`, so that one run tells all.
 *
 * @param path  file or folder
 * @param opts  see the struct; start from SW_PILOT_OPTS_INIT; NULL: defaults
 * @param d     findings; errors, warnings and notes
 * @return the pilot, freed by the caller, or NULL if `d` got an error
 */
SW_API sw_pilot *sw_pilot_load(const char *path, const sw_pilot_opts *opts,
                               sw_diagnostics *d);
SW_API void sw_pilot_free(sw_pilot *pilot);

#ifdef __cplusplus
}
#endif
#endif
