/*
 * percent_bin.h - answers like "> 0% but < 10%", "41% or more" (FORMATS 8.2).
 */
#ifndef SW_INGEST_PERCENT_BIN_H
#define SW_INGEST_PERCENT_BIN_H

#include <stdbool.h>

/* Shares, 0 to 1; upper is INFINITY for an open top bin; lower == upper for
 * one value. */
typedef struct sw_percent_bin {
    double lower, upper;
} sw_percent_bin;

/* @return false if the text is no such bin */
bool sw_percent_bin_read(sw_percent_bin *out, const char *text);

/* "0.11-0.2", "0.41+", "0"; the caller frees it. */
char *sw_percent_bin_text(const sw_percent_bin *bin);

#endif
