/*
 * error.h - status codes and the error object every fallible call fills in.
 *
 * A function that can fail returns sw_status and takes `sw_error *err` last.
 * The first failure writes `err`; callers pass it up untouched and only clean
 * up.
 */
#ifndef SEATWORTH_ERROR_H
#define SEATWORTH_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sw_status {
    SW_OK = 0,
    SW_ENOMEM,  /* allocation failed */
    SW_EIO,     /* a file could not be opened, read or written */
    SW_EPARSE,  /* bytes are not valid CSV or JSON */
    SW_ESCHEMA, /* valid syntax, but a column, key or unit is wrong */
    SW_EDOMAIN, /* an argument lies outside the function's domain */
    SW_ENODATA, /* too few observations for the requested estimate */
    SW_ENUMERIC /* a solver did not converge or lost all precision */
} sw_status;

typedef struct sw_error {
    sw_status code;
    char message[512]; /* one line, no trailing period, starts with the place */
} sw_error;

#if defined(__GNUC__)
#define SW_NODISCARD __attribute__((warn_unused_result))
#define SW_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define SW_API __attribute__((visibility("default")))
#else
#define SW_NODISCARD
#define SW_PRINTF(fmt, args)
#define SW_API
#endif

/* Records `code` and a formatted message in `err` (NULL is allowed) unless an
 * earlier failure is already there. Returns `code`: `return sw_fail(err, ...)`.
 */
SW_API sw_status sw_fail(sw_error *err, sw_status code, const char *fmt, ...)
    SW_PRINTF(3, 4);

/* Stable lower-case name of a status code, for logs and the CLI. Never NULL. */
SW_API const char *sw_status_name(sw_status code);

/* How many allocations of this process have failed so far. Who compares the
 * count before and after a call knows whether a figure that is missing could
 * not be estimated or could not be afforded. */
SW_API unsigned sw_failed_allocations(void);

/* Prepares the process: GSL's error handler no longer aborts, the library's
 * one global change. Call it first in main. */
SW_API void sw_init(void);

/* The version of the library, "major.minor.patch". Never NULL. */
SW_API const char *sw_version(void);

#ifdef __cplusplus
}
#endif
#endif
