/*
 * tables_out.h - where a command's tables go: Markdown or a workbook, and JSON.
 */
#ifndef SW_CLI_TABLES_OUT_H
#define SW_CLI_TABLES_OUT_H

#include <stdbool.h>

#include "seatworth/error.h"

/* False after a line on standard error: both would go to one place. */
bool sw_outputs_are_apart(const char *a, const char *b);

/* Whether the name of a file asks for a workbook. */
bool sw_is_workbook(const char *path);

/* Writes both texts. Without `output` the text goes to standard output unless
 * the JSON is there; NULL: there is none to write. The caller brackets it with
 * sw_outputs_together and sw_outputs_end. */
SW_NODISCARD sw_status sw_write_tables(const char *output, const char *text,
                                       const char *json_path, const char *json,
                                       sw_error *err);

#endif
