/*
 * diagnostic.h - everything a run found wrong, with its place and its remedy.
 *
 * Loaders append instead of stopping, so that one run reports every problem.
 * Texts follow one pattern: `file:line:column: error: message; remedy`.
 */
#ifndef SEATWORTH_DIAGNOSTIC_H
#define SEATWORTH_DIAGNOSTIC_H

#include <stddef.h>

#include "seatworth/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sw_severity {
    SW_NOTE,    /* how something was understood */
    SW_WARNING, /* the run goes on; the reader should look */
    SW_ERROR    /* the input is rejected */
} sw_severity;

typedef struct sw_diagnostics sw_diagnostics;

/* One finding. Strings are owned by the list. */
typedef struct sw_diagnostic {
    sw_severity severity;
    const char *code;    /* kebab-case word, e.g. "unknown-key" */
    const char *file;    /* NULL if the finding has no file */
    size_t line;         /* 1-based, 0 if unknown */
    size_t column;       /* 1-based; JSON: a byte, CSV: a field; 0 unknown */
    const char *pointer; /* JSON pointer, NULL outside JSON */
    const char *message; /* what is wrong, no trailing period */
    const char *remedy;  /* what to do, NULL if the message says it */
    const struct sw_message *said; /* the message, for other languages */
} sw_diagnostic;

/* Where a finding is; every member may be unset. */
typedef struct sw_place {
    const char *file;
    size_t line, column;
    const char *pointer;
} sw_place;

/* A new, empty list; the caller frees it. Aborts when memory is out. */
SW_API sw_diagnostics *sw_diagnostics_new(void);
SW_API void sw_diagnostics_free(sw_diagnostics *d);

/* Appends one finding; `remedy` may be NULL; strings are copied. */
SW_API void sw_diagnose(sw_diagnostics *d, sw_severity severity,
                        const char *code, sw_place place, const char *remedy,
                        const char *fmt, ...) SW_PRINTF(6, 7);

/* Number of findings of exactly this severity. */
SW_API size_t sw_diagnostics_count(const sw_diagnostics *d,
                                   sw_severity severity);
SW_API size_t sw_diagnostics_length(const sw_diagnostics *d);

/* The i-th finding in order of arrival, i < length; borrowed. */
SW_API const sw_diagnostic *sw_diagnostics_at(const sw_diagnostics *d,
                                              size_t i);

/* Sorts by file (order of first mention), line and column; stable. */
SW_API void sw_diagnostics_sort(sw_diagnostics *d);

/* The one-line form `file:line:column: error: message; remedy`, with the JSON
 * pointer in parentheses after the message; the caller frees it. */
SW_API char *sw_diagnostic_line(const sw_diagnostic *d);

#ifdef __cplusplus
}
#endif
#endif
