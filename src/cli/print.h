/*
 * print.h - the only way to standard output and standard error.
 */
#ifndef SW_CLI_PRINT_H
#define SW_CLI_PRINT_H

#include <stdbool.h>

#include "seatworth/diagnostic.h"

/* One line on standard error: "seatworth: error: ...". */
void sw_complain(const char *fmt, ...) SW_PRINTF(1, 2);

/* One line on standard error that is no error: "seatworth: ...". */
void sw_note(const char *fmt, ...) SW_PRINTF(1, 2);

/* Diagnostics from `least` up, one line each on standard error, sorted. What is
 * found on several lines of a file is said once, with their number. Without
 * `names` no e-mail address is printed: logs are kept and passed on. */
void sw_print_diagnostics(sw_diagnostics *d, sw_severity least, bool names);

/* The text with every e-mail address in it replaced; the caller frees it. */
char *sw_without_addresses(const char *text);

/* A result to standard output; false (and a line on standard error) when it
 * could not be written whole. */
bool sw_print_result(const char *text);

/* True for "-", which stands for standard output where a file is asked for. */
bool sw_is_stdout(const char *path);

/* The exit code of a failed call, after one line on standard error. */
int sw_exit_of(const sw_error *err);

#endif
