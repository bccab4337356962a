/*
 * repeats.h - rows that stand in a file more than once, as its format tells
 * them: one seat in two organisations, one day on two pages.
 */
#ifndef SW_INGEST_REPEATS_H
#define SW_INGEST_REPEATS_H

#include "ingest/format.h"
#include "ingest/table.h"

/* Leaves one of equal rows, merges those that differ by the rule's columns, and
 * says how many there were. */
void sw_repeats_merge(sw_table *t, const sw_repeat_rule *rule,
                      sw_diagnostics *d);

#endif
