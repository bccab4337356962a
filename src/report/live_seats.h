/*
 * live_seats.h - numbers of seats that formulas can follow.
 *
 * A contract is paid for max(min_seats, seats_purchased) unless a schedule, a
 * tier or the comparator says otherwise; then its seats are the engine's
 * numbers, and a change of them is for another evaluation.
 */
#ifndef SW_REPORT_LIVE_SEATS_H
#define SW_REPORT_LIVE_SEATS_H

#include "report/book.h"

/* An input that is not given, or not known, counts as nothing. */
double sw_input_or_0(const sw_economics *e, size_t id);
const char *sw_live_or_0(const sw_book *book, size_t id);

/* Whether the bills of a meter can be recomputed: without packs that are drawn
 * down and caps that cut use off, month by month. */
bool sw_meter_follows(const sw_meter *meter);
/* Whether all that the seats of a contract move can be recomputed. */
bool sw_seats_follow(const sw_economics *e, size_t contract);
/* Its plain seats, and the same as a formula without the leading '=', which the
 * caller frees. */
double sw_seats_plain(const sw_economics *e, size_t contract);
char *sw_seats_formula(const sw_book *book, size_t contract);

/* What a part's rate counts for: 1, paid seats of all contracts, or people. */
double sw_count_plain(const sw_economics *e, sw_per per);
char *sw_count_formula(const sw_book *book, sw_per per);

#endif
