/*
 * rightsize.h - fewer seats, or more: which, from when, and at what terms.
 *
 * Seats kept for a segment are those of its active people (of the last 28 days
 * of the log), raised where adoption is assumed to grow; without usage, all its
 * eligible seats. People who do not use a seat get no benefit from it, and the
 * effect is a mean over all eligible seats, so a kept segment keeps its whole
 * benefit. "By usage" keeps every segment in this way. Of several contracts
 * each is cut from its own first day (economics/invoice.h, sw_seats_for).
 *
 * S* are the segments whose expected worth (segment_worth.h) is above 0, raised
 * by the next best, as long as their benefit is above 0, while a minimum of
 * seats is paid for anyway. S* of all segments is "by usage".
 *
 * More seats are an option up to pilot.eligible_population, with evidence of
 * grade A or B, and where assumptions.transport is given.
 *
 * Source: README.md, steps 1 and 5; src/economics/README.md 5.
 */
#ifndef SW_DECISION_RIGHTSIZE_H
#define SW_DECISION_RIGHTSIZE_H

#include "decision/option.h"

SW_NODISCARD sw_status sw_rightsizing_new(sw_rightsizing **out,
                                          const sw_economics *e, sw_error *err);
void sw_rightsizing_free(sw_rightsizing *r);

/* S*, or by usage; an option that says why not where there is none. */
sw_option sw_rightsize_down(const sw_rightsizing *r, const sw_economics *e);
/* Up to the eligible population.
 * @return false where more seats are out of the question */
bool sw_rightsize_up(sw_option *out, const sw_economics *e);
/* The segments of keep[n_segments] alone. */
sw_option sw_rightsize_to(const sw_rightsizing *r, const sw_economics *e,
                          const bool *keep);

#endif
