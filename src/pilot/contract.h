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

/* What can actually be bought now. */
typedef struct sw_offer {
    int term_months;
    sw_billing billing;
    double price;     /* NaN: contract.price */
    double min_seats; /* NaN: contract.min_seats */
} sw_offer;

/* How a seat that is added within a term-year is charged. */
typedef enum sw_proration {
    SW_PRORATE_DAILY,   /* price x days left / days in the term-year */
    SW_PRORATE_MONTHLY, /* by whole months left */
    SW_PRORATE_NONE,    /* the whole term-year */
    SW_TRUE_UP          /* at the anniversary, for the months it was used */
} sw_proration;

typedef struct sw_contract {
    char *sku;
    /* Input ids of its numbers: the fixed ones for the first contract. */
    size_t price, baseline_price, surcharge, uplift, vat, seats_purchased,
        min_seats;
    /* Of its metered usage; SIZE_MAX where a contract cannot have any. */
    size_t unit_price, included, commit, units;
    size_t seat_growth; /* seats added a month; SIZE_MAX: none */
    size_t holders;     /* eligible people whose roster row names the sku */
    sw_proration proration;
    bool per_year; /* price is per seat-year, else per seat-month */
    bool bundle;   /* price_basis "bundle", else "add-on" */
    sw_billing billing;
    int term_months;
    sw_day term_start, term_end, price_lock_until;
    int notice_days, lead_days;
    bool auto_renew;
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
    bool metered; /* there is contract.metered */
    bool pooled;
    double vendor_revenue_per_month; /* NaN unknown */
    double unit_multiple; /* unit price of the commitment's tier over the first
                             tier's; 1 without tiers */
    char *currency;       /* of its prices; NULL: the pilot's */
    double fx;            /* pilot's money for one of it, on as_of; 1 */
    bool purchased_is_default; /* taken from the assigned seats */
} sw_contract;

#endif
