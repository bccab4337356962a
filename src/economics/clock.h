/*
 * clock.h - a contract's dates: when it is left, until when one must act, and
 * until when renewing binds.
 *
 * Dates are inclusive: a term that ends on 2024-07-31 gives service that day.
 */
#ifndef SW_ECONOMICS_CLOCK_H
#define SW_ECONOMICS_CLOCK_H

#include "economics/term.h"

/* How a contract is left in the comparator. */
typedef enum sw_leaving {
    SW_LEAVES,  /* cancelled, lapses, or nothing runs */
    SW_REDUCES, /* no cancelling is permitted: to the fewest seats */
    SW_STAYS    /* nothing is permitted */
} sw_leaving;

typedef struct sw_clock {
    bool terms_known;
    bool runs;                 /* a term runs, or begins, after as_of */
    sw_day term_from, term_to; /* the running term; NONE */
    sw_leaving leaving;
    sw_day leaves_on; /* last day of service (or of all seats) when leaving */
    bool refunds;     /* leaving then is paid back by days */
    sw_day act_by;    /* last day on which it can be taken; NONE unknown */
    sw_day internal_act_by; /* act_by less the lead days, not before as_of */
    sw_day next_exit;       /* leaves_on when act_by is missed; NONE unknown */
    sw_day next_act_by;     /* the last day to take that; or NONE */
    double next_cost; /* of leaving then instead, in the contract's currency */
    sw_day missed_exit;   /* it ends service later, but can no longer be taken;
                             or NONE */
    sw_day missed_act_by; /* the last day on which it could */
    double missed_cost;   /* of leaving on leaves_on instead, likewise */
    sw_day reduce_by;     /* last day to order fewer seats; NONE: never */
    sw_day reduced_from;  /* first day that those seats apply; or NONE */
    bool reduce_refunds;
    sw_day next_reduce_by; /* when reduce_by is missed; NONE: never */
    sw_day signed_from;    /* the day after leaves_on */
    sw_day bound_until;    /* what renewing binds to */
    bool renews_by_itself; /* if nobody acts */
} sw_clock;

#endif
