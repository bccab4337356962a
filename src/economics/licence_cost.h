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
 * `day` for Q seats pays: tiers, promotion, multi-year discount. */
double sw_price_multiple(const sw_clock *clock, const sw_contract *contract,
                         double price, double baseline, double seats,
                         sw_day day);

#endif
