/*
 * calendar.h - model months, and when in years an entry is discounted.
 *
 * Month m = 1, 2, ... is the days after as_of + (m - 1) months up to
 * as_of + m months (month ends map to month ends). Every service that reaches
 * beyond a window ends with it; the window's last month may be short.
 */
#ifndef SW_ECONOMICS_CALENDAR_H
#define SW_ECONOMICS_CALENDAR_H

#include "pilot/pilot.h"

sw_day sw_earlier(sw_day a, sw_day b);
sw_day sw_later(sw_day a, sw_day b);

/* Last day of n months from the day after `last`: the day after it is the start
 * of the n-th step of a term that starts on last + 1. */
sw_day sw_month_first(sw_day as_of, int m);
sw_day sw_month_last(sw_day as_of, int m);
/* The month that holds a day; as_of itself counts to month 1; 0 before. */
int sw_month_of(sw_day as_of, sw_day day);
/* Days of [from, to] in month m over the days of the whole month. */
double sw_month_share(sw_day as_of, int m, sw_day from, sw_day to);

/* Years from as_of at which an entry of month m is discounted: due at its start
 * or at its end (README.md 1, Discounting). */
double sw_start_exponent(sw_discounting convention, int m);
double sw_end_exponent(sw_discounting convention, int m);

#endif
