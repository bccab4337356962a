/*
 * licence_cost.h - what the contract invoices, when, and at which price.
 */
#ifndef SW_ECONOMICS_LICENCE_COST_H
#define SW_ECONOMICS_LICENCE_COST_H

#include "economics/clock.h"

/* One licence invoice: due on `day`, for `months` contract months. */
typedef struct sw_invoice {
    sw_day day;
    int months;
    int renewals; /* uplifts that have compounded by then */
} sw_invoice;

typedef struct sw_invoices {
    sw_invoice *item; /* [n], by date; free with g_free */
    size_t n;
} sw_invoices;

/* Every invoice from the start of the running term to `to` (inclusive), also
 * those before as_of. Without known terms the signed term is the first. */
void sw_invoices_list(sw_invoices *out, const sw_clock *clock,
                      const sw_contract *contract, sw_day to);

/* Price that Q seats pay, as a multiple of contract.price, by the tiers
 * (whole-volume: all seats at the tier reached; marginal: each seat at its
 * own). 1 without tiers. Tier prices move with contract.price. */
double sw_tier_multiple(const sw_contract *contract, double seats);

/* Multiple of the price (bundle: of price - baseline) that an invoice due on
 * `day` for Q seats pays: tiers, promotion, multi-year discount, and the rate
 * of the contract's currency. */
double sw_price_multiple(const sw_clock *clock, const sw_contract *contract,
                         double price, double baseline, double seats,
                         sw_day day);

/* The multiple of a whole invoice: the mean over the months it covers, since an
 * upfront invoice is the sum of its months (a promotion may end within it). */
double sw_invoice_multiple(const sw_clock *clock, const sw_contract *contract,
                           double price, double baseline, double seats,
                           const sw_invoice *invoice);

/**
 * Contract months paid back when service ends on `last_day`: the share of the
 * invoice's days that come after it.
 *
 * @return 0 where the invoice covers no later day
 */
double sw_refunded_months(const sw_invoice *invoice, sw_day last_day);

/* A seat planned to be added every month from the second month signed on, as
 * the contract bills it: what falls due on a day, in seat-months. */
typedef struct sw_added_seats {
    sw_day day;
    double seat_months; /* of all seats added so far, that are billed now */
    double added;       /* seats added by then */
    int renewals;
} sw_added_seats;

/**
 * Bills of one seat added each month after `clock->signed_from`, to `to`.
 *
 *   monthly billing: each month pays a month of every seat added so far
 *   upfront billing: an added seat pays its share of the term-year at once
 *     (SW_PRORATE_DAILY by days, MONTHLY by whole months, NONE all of it) or,
 *     with SW_TRUE_UP, at the next anniversary for the months it was used; an
 *     anniversary pays the year of every seat added so far
 *
 * @return [*n] by date; free with g_free
 * Source: ECONOMICS 2.
 */
sw_added_seats *sw_added_seats_list(size_t *n, const sw_clock *clock,
                                    const sw_contract *contract, sw_day to);

#endif
