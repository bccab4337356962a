/*
 * leaving.h - sets a contract's clock: the cheapest permitted exit, and what
 * renewing binds.
 *
 * Source: README.md 1, Leaving and What renewing binds.
 */
#ifndef SW_ECONOMICS_LEAVING_H
#define SW_ECONOMICS_LEAVING_H

#include "economics/economics.h"

/* The course of contract k as it goes on, to a day. */
sw_course sw_course_on(const sw_economics *e, sw_day end);
/* Renewed: it goes on, and comes together with the others where that is
 * wanted (co_terminate). */
sw_course sw_course_renewed(const sw_economics *e, size_t k, sw_day end);
/* Left at the cheapest exit; what the clock says. */
sw_course sw_course_left(const sw_economics *e, size_t k, sw_day end);

/* Sets e->clock[k]; flows and parts are built. */
void sw_clock_set(sw_economics *e, size_t k);

/* The last day of service of the next way out after `last` that lets nothing
 * already paid go unused, on a course that goes on; at most the end of the term
 * that holds the day after. */
sw_day sw_bound_until(const sw_economics *e, size_t k, const sw_course *course,
                      sw_day last);

/* The term is over, and its extended service runs on from day to day. */
bool sw_service_extended(const sw_clock *clock);

/* A way out on which service ends on `day` or later: the earliest, else
 * leaves_on. Of a switch. */
sw_day sw_leaves_after(const sw_economics *e, size_t k, sw_day day,
                       bool *refunds);

#endif
