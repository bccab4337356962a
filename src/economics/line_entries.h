/*
 * line_entries.h - entries of the cost and benefit lines of an option.
 *
 * Source: README.md 1, Discounting; 2, One-offs and projects; 3.
 */
#ifndef SW_ECONOMICS_LINE_ENTRIES_H
#define SW_ECONOMICS_LINE_ENTRIES_H

#include "economics/service.h"

/* Appends to `entries` (of sw_entry) what is due to the end of `l`.
 * @param services of sw_service, of the option's courses
 * @param adds_to   last day on which planned seats are added
 * @param leaves_on last day of service where the option leaves, else NONE */
void sw_line_entries_add(GArray *entries, const sw_economics *e,
                         const sw_ledger *l, const GArray *services,
                         sw_day leaves_on, sw_day adds_to);

#endif
