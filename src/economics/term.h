/*
 * term.h - a contract as a sequence of terms, in one option.
 *
 * The running term is term_start ... term_end; the next follow without a gap,
 * counted from term_end (README.md 1, Terms). A term that lapsed before as_of
 * stands first, for what was paid; a new signature begins on the day after
 * as_of.
 */
#ifndef SW_ECONOMICS_TERM_H
#define SW_ECONOMICS_TERM_H

#include "pilot/pilot.h"

typedef enum sw_regime {
    SW_BY_CONTRACT,
    SW_BY_OFFER,    /* what is signed instead */
    SW_BY_EXTENSION /* extended service after the term's end */
} sw_regime;

typedef struct sw_term {
    sw_day from, to;
    sw_regime regime;
    bool runs;       /* it holds as_of or begins later: not lapsed */
    int months;      /* its length; of extended service: the ended term's */
    int rises;       /* of the price since the running term */
    int offer_rises; /* of these, at and after the signature of an offer */
    int base_rises;  /* of the baseline */
} sw_term;

/* What becomes of one contract in an option. */
typedef struct sw_course {
    sw_day end;      /* last day of service that is looked at */
    bool leaves;     /* it ends there; else it goes on and the window cuts it */
    bool refunds;    /* leaving pays back by days */
    sw_day signs_on; /* first day of a term that nothing runs before */
    sw_day meters_from, meters_to; /* days whose metered bills it has */
    sw_day used_to;  /* metered use stops then; commitments go on */
    bool extends;    /* nobody signs: extended service follows the term */
    sw_day together; /* the first term that begins after `together_after` and
                        reaches this day ends on it; NONE */
    sw_day together_after;
    const sw_offer *offer; /* only this is looked at, signed for offer_from, in
                              place of the contract; NULL: the contract */
    sw_day offer_from;
    sw_day adds_to; /* last day on which planned seats are added */
    double seats;   /* paid for from seats_from on; NaN: as the contract says */
    sw_day seats_from;
    bool seats_refund; /* fewer seats are paid back by days */
    bool thins; /* who keeps few seats in leaving's place keeps their share of
                   people and lines */
    double price_factor; /* of what is due from factor_from on; 1 */
    sw_day factor_from;
} sw_course;

typedef struct sw_terms {
    sw_term *item;
    size_t n;
    size_t running; /* of item: the one that runs or is signed first */
} sw_terms;

/* Terms up to course->end, at least one beyond what has lapsed. */
void sw_terms_list(sw_terms *out, const sw_contract *c, sw_day as_of,
                   const sw_course *course);
void sw_terms_clear(sw_terms *t);

/* Whether the contract has a term, or extended service, on or after as_of that
 * nobody needs to sign. */
bool sw_contract_runs(const sw_contract *c, sw_day as_of);
/* How often a price has risen, and by how much at most: an offer's cap holds
 * from its signature on, the contract's before. Without a cap of its own an
 * offer has no rises but the contract's. */
typedef struct sw_rises {
    double own, own_cap, offer, offer_cap; /* caps INFINITY: none */
} sw_rises;

/* @param t NULL: none yet */
sw_rises sw_term_rises(const sw_term *t, const sw_contract *c,
                       const sw_offer *offer);

/* The term that holds a day, or the last one. */
const sw_term *sw_terms_at(const sw_terms *t, sw_day day);

#endif
