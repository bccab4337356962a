/*
 * exit_change.h - what a scheduled job wants to know of a result: is it another
 * decision than last time, is it due, does it rest on what has expired?
 */
#ifndef SW_CLI_EXIT_CHANGE_H
#define SW_CLI_EXIT_CHANGE_H

#include "ingest/json.h"

enum {
    SW_EXIT_UNCHANGED = 0,
    SW_EXIT_VERDICT_CHANGED = 20,
    SW_EXIT_DUE = 21,  /* the verdict's act-by is within the days */
    SW_EXIT_STALE = 22 /* an input is past its `expires` */
};

/* The highest of these that is true of `now` after `before`, with a line on
 * standard error for each. */
int sw_exit_change(const sw_json *before, const sw_json *now, long due_days);

#endif
