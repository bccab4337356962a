/*
 * clock.h - the contract's calendar: until when must one act, from when does
 * the term being signed run, and how many months the two views have.
 *
 * Dates are inclusive: a term that ends on 2024-07-31 gives service that day.
 */
#ifndef SW_ECONOMICS_CLOCK_H
#define SW_ECONOMICS_CLOCK_H

#include "pilot/pilot.h"

typedef struct sw_clock {
    sw_day as_of; /* time 0 */
    bool terms_known;
    sw_day contract_from;   /* first day of the running term; NONE unknown */
    sw_day first_exit;      /* last day of service when leaving at once */
    sw_day act_by;          /* last day to give notice of that; NONE unknown */
    sw_day internal_act_by; /* act_by less the lead days, not before as_of */
    sw_day next_exit;       /* first_exit when act_by is missed; NONE unknown */
    sw_day next_act_by;     /* the last day to give notice of that; or NONE */
    sw_day reduce_by;       /* last day to order fewer seats; NONE: never */
    sw_day reduced_from;    /* first day that those seats apply; or NONE */
    sw_day next_reduce_by;  /* when reduce_by is missed; NONE: never */
    bool refunds;           /* leaving at first_exit is paid back by days */
    sw_day signed_from, signed_to; /* the term being signed */
    sw_day programme_to;           /* first term end at or after the horizon */
    int months_commitment, months_programme; /* rounded up */
    bool renews_by_itself;                   /* if nobody acts */
} sw_clock;

/* Works the clock out from the pilot's (first) contract, as_of and horizon. */
void sw_clock_set(sw_clock *clock, const sw_pilot *pilot);
/* The same for another contract of the pilot. */
void sw_clock_set_of(sw_clock *clock, const sw_pilot *pilot,
                     const sw_contract *contract);

/* Month m = 1, 2, ... is the days after as_of + (m - 1) months up to
 * as_of + m months (month ends map to month ends). */
sw_day sw_clock_month_start(const sw_clock *clock, int m);
sw_day sw_clock_month_end(const sw_clock *clock, int m);
/* The month that holds a day; as_of itself counts to month 1; 0 before. */
int sw_clock_month_of(const sw_clock *clock, sw_day day);
/* Share of month m's days that lie in [from, to]; SW_DAY_NONE: open end. */
double sw_clock_share(const sw_clock *clock, int m, sw_day from, sw_day to);

#endif
