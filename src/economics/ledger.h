/*
 * ledger.h - everything that is due in one option, with what it buys.
 *
 * An option is a list of dated entries, built once: the invoices of each
 * contract and every cost and benefit line. An entry is worth
 *
 *     coef * seats * fx * rate * growth(param)
 *
 * in the pilot's money, a positive magnitude on the side of its flow (credits
 * are negative). rate and growth are expressions of the inputs (sw_part); the
 * rest are numbers of the calendar and of the contract's clauses. Sunk,
 * committed, avoidable, cash, years, budget, present values and the simulation
 * are all sums over entries; nothing else has a price, a rate of exchange or a
 * calendar of its own.
 *
 * Source: README.md 1.
 */
#ifndef SW_ECONOMICS_LEDGER_H
#define SW_ECONOMICS_LEDGER_H

#include "economics/expr.h"
#include "economics/term.h"

typedef enum sw_due_kind {
    SW_DUE_LICENCE,
    SW_DUE_ADDED_SEATS, /* within a paid period */
    SW_DUE_TRUE_UP,
    SW_DUE_COMMITMENT, /* to metered usage */
    SW_DUE_USAGE,
    SW_DUE_PACK,   /* of prepaid units */
    SW_DUE_CREDIT, /* what is paid back */
    SW_DUE_FEE,
    SW_DUE_LINE /* a cost or benefit line, not of a contract */
} sw_due_kind;

/* What is multiplied with an entry's coef. */
typedef enum sw_per { SW_PER_ONE, SW_PER_SEAT, SW_PER_PERSON } sw_per;

/* One term of a flow's amount: a flow is the sum of its parts. */
typedef struct sw_part {
    size_t flow;
    const sw_expr *rate;   /* of the inputs, the same in all entries */
    const sw_expr *growth; /* of inputs and the entry's param; NULL: 1 */
    sw_per per;
    bool planned;  /* of seats planned to be added: per seat added a month */
    size_t source; /* part whose entries it repeats, a share of it; SIZE_MAX */
    const sw_release *release; /* whose size its entries have, or NULL */
} sw_part;

typedef struct sw_entry {
    size_t part;
    sw_due_kind kind;
    sw_day due;      /* start-dated flows: day of the invoice; else the last
                        day of the piece of service */
    sw_day from, to; /* service */
    int month;       /* of the model; 0: before as_of */
    double seats;    /* paid seats or people, as the part is per; else 1 */
    double coef, fx;
    double months; /* of seats that an invoice is for, credits negative; 0 of
                      what is not billed by seats */
    double within; /* share of an invoice that lies in the window: the rest is
                      paid ahead; 0 stands for 1 */
    double param[SW_PARAMS];
    size_t invoice; /* entries of one invoice have the same number, from 1; 0 of
                       lines */
    bool kept;      /* minutes are those of the option's kept segments */
} sw_entry;

/* Seats for that many people are bought of every contract, each from the first
 * day that it permits (invoice.h). */
#define SW_EVERY_CONTRACT SIZE_MAX

/* What an option buys: seats, price and dates. */
typedef struct sw_option_terms {
    bool leaves;           /* every contract is left by its clock; else it goes
                              on */
    bool idles;            /* what happens if nobody acts */
    double seats;          /* from seats_from on; NaN: as the contracts say */
    size_t seats_of;       /* the contract that has them; SW_EVERY_CONTRACT */
    sw_day seats_from;     /* first day that `seats` apply */
    double people;         /* who carry the benefit from seats_from on; NaN: as
                              before */
    double new_seats;      /* added against today: one-offs apply to these */
    double price_factor;   /* 1 = the contract's price, of what is signed */
    const sw_offer *offer; /* signed in place of a contract, or NULL */
    size_t offered;        /* of which contract */
    sw_day leaves_after;   /* leaves: not before this day, for a switch */
    sw_day used_from, used_to; /* lines accrue within; 0: no limit */
    sw_day window;    /* last day of the option's window; 0: by the view */
    const bool *keep; /* [evidence.n_segments] from seats_from on; NULL: all */
} sw_option_terms;

typedef struct sw_ledger {
    sw_option_terms terms;
    sw_day to; /* last day of the option's window */
    int n_months;
    sw_entry *entry;
    size_t n;
    double *segment_weight; /* [n_segments] shares of the kept, wage-weighted
                               people; NULL: the effect is that of all seats */
} sw_ledger;

#endif
