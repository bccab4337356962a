/*
 * invoice.h - what one contract bills in one course: the only place that turns
 * clauses and rates of exchange into entries.
 *
 * Source: README.md 1, Invoices, and 2.
 */
#ifndef SW_ECONOMICS_INVOICE_H
#define SW_ECONOMICS_INVOICE_H

#include "economics/economics.h"

/* Appends the entries of contract k, those before as_of too.
 *
 * @param entries of sw_entry */
void sw_contract_bill(GArray *entries, const sw_economics *e, size_t k,
                      const sw_course *course);

/* Days of service with one number of seats that are paid for: more seats count
 * at once, fewer from the next invoice unless they are paid back. */
typedef struct sw_paid_piece {
    sw_day from, to;
    double seats;
} sw_paid_piece;

/* Of contract k in a course, in order; free with g_array_unref. */
GArray *sw_paid_pieces(const sw_economics *e, size_t k,
                       const sw_course *course);

/* Seats of contract k that are wanted on a day; planned ones are not in. */
double sw_paid_seats(const sw_economics *e, size_t k, const sw_course *course,
                     sw_day day);
/* Total price of the tiers over seats, against the first tier's price. */
double sw_tier_ratio(const sw_contract *c, double seats);
/* Months of the unit in which a contract's prices are given. */
double sw_months_per_unit(const sw_contract *c);
/* A price in the contract's unit, by the seat-month. */
double sw_price_by_month(const sw_contract *c, double price);
/* The contract's price, or its schedule's on a day, by tier: in its own
 * currency per seat and month. */
double sw_seat_price(const sw_economics *e, size_t k, double seats, sw_day day);
/* The same of an offer in place of contract k. */
double sw_offer_price(const sw_economics *e, size_t k, const sw_offer *offer,
                      double seats);

/* Seats of contract k that `people` need. A contract with a seat for everybody
 * serves everybody; those with fewer share the people by their seats. */
double sw_seats_for(const sw_economics *e, size_t k, double people);
/* People who can have a seat when all is renewed. */
double sw_seats_now(const sw_economics *e);
/* People for whom seats are paid whoever uses them: the fewest seats. */
double sw_fewest_people(const sw_economics *e);
/* First day on which contract k can have that many seats; NONE. Without terms
 * reductions are taken to be possible at the renewal. */
sw_day sw_seats_change(const sw_economics *e, size_t k, double seats);

/* Seats of contract k that renew if nobody acts. */
double sw_seats_renewed(const sw_economics *e, size_t k);
#endif
