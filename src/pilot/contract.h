/*
 * contract.h - what a contract says: prices, tiers, term, exits and offers.
 */
#ifndef SW_PILOT_CONTRACT_H
#define SW_PILOT_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

typedef enum sw_billing {
    SW_BILL_ANNUAL_UPFRONT,
    SW_BILL_ANNUAL_MONTHLY, /* surcharged */
    SW_BILL_MONTHLY
} sw_billing;

typedef enum sw_exit_action { SW_EXIT_REDUCE, SW_EXIT_CANCEL } sw_exit_action;
typedef enum sw_exit_anchor {
    SW_ANCHOR_PURCHASE,
    SW_ANCHOR_TERM_END,
    SW_ANCHOR_RENEWAL,
    SW_ANCHOR_ANNIVERSARY,
    SW_ANCHOR_MONTH_END
} sw_exit_anchor;

enum { SW_ANY_TIME_BEFORE = INT32_MIN }; /* from_days: null */

/* A window in which the contract lets one reduce or cancel. */
typedef struct sw_exit {
    sw_exit_action action;
    sw_exit_anchor anchor;
    int from_days, to_days; /* after the anchor; negative: before */
    bool refund_prorata;
} sw_exit;

typedef struct sw_tier {
    double from_seats, price;
} sw_tier;

/* What can actually be signed now, in place of a renewal. */
typedef struct sw_offer {
    char *name;    /* distinct within its contract */
    bool is_named; /* in the file; else the name is its length */
    int term_months;
    sw_billing billing;
    double price;       /* NaN: contract.price */
    double min_seats;   /* NaN: contract.min_seats */
    double renewal_cap; /* NaN: none */
    sw_exit *exits;
    size_t n_exits; /* 0: at its term's end, as the contract has it */
    sw_day until;   /* the last day on which it can be taken; SW_DAY_NONE */
} sw_offer;

/* A value from a day on, to the next step of its list. */
typedef struct sw_step {
    sw_day from;
    double value;
} sw_step;

/* What happens at the end of a term if nobody acts. */
typedef enum sw_at_end {
    SW_END_LAPSE,
    SW_END_RENEW,
    SW_END_EXTENDED /* service goes on by the month, at a higher price */
} sw_at_end;

/* Rights that a contract has beside what its other clauses say. */
enum {
    SW_RIGHT_UPLIFT_CAP = 1 << 0,
    SW_RIGHT_PRICE_LOCK = 1 << 1,
    SW_RIGHT_SWAP = 1 << 2,
    SW_RIGHT_SHORTER_NOTICE = 1 << 3,
    SW_RIGHT_MOST_FAVOURED = 1 << 4,
    SW_RIGHT_SEAT_REDUCTION = 1 << 5
};

/* How a seat that is added within a term-year is charged. */
typedef enum sw_proration {
    SW_PRORATE_DAILY,   /* price x days left / days in the term-year */
    SW_PRORATE_MONTHLY, /* by whole months left */
    SW_PRORATE_NONE,    /* the whole term-year */
    SW_TRUE_UP          /* at the anniversary, for the months it was used */
} sw_proration;

typedef struct sw_contract {
    char *sku;
    size_t index; /* place in pilot.json's list */
    /* Input ids of its numbers: the fixed ones for the first of the pilot. */
    size_t price, baseline_price, surcharge, uplift, vat, seats_purchased,
        min_seats;
    size_t seat_growth; /* seats added a month; SIZE_MAX: none */
    sw_proration proration;
    bool per_year; /* price is per seat-year, else per seat-month */
    bool bundle;   /* price_basis "bundle", else "add-on" */
    sw_billing billing;
    int term_months; /* of the terms being signed */
    bool span_given; /* term_months stands in the file */
    sw_day term_start, term_end, price_lock_until;
    int notice_days, lead_days;
    sw_at_end at_end;
    bool auto_renew;        /* at_end is SW_END_RENEW */
    size_t extended_uplift; /* input id; SIZE_MAX unless SW_END_EXTENDED */
    double renewal_cap;     /* the largest rise of one renewal; NaN: none */
    size_t baseline_uplift; /* input id; SIZE_MAX: 0 */
    sw_step *price_steps;   /* by rising day; they win over the price */
    size_t n_price_steps;
    sw_step *seat_steps; /* and these over the seats purchased */
    size_t n_seat_steps;
    unsigned rights;  /* SW_RIGHT_... */
    bool terms_known; /* term dates or exits are given */
    sw_exit *exits;   /* as given, or made from notice_days and reductions */
    size_t n_exits;
    sw_tier *tiers;
    size_t n_tiers;
    bool marginal_tiers;
    double promotion_price; /* NaN: none */
    sw_day promotion_until;
    double multi_year_discount;
    sw_offer *offers;
    size_t n_offers;
    char *currency;            /* of its prices; NULL: the pilot's */
    double fx;                 /* pilot's money for one of it, on as_of; 1 */
    bool purchased_is_default; /* taken from the assigned seats */
} sw_contract;

#endif
