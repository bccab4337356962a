/*
 * spending.h - sunk, committed and avoidable; the budget view; the pilot to
 * date; what happens if nobody acts.
 */
#ifndef SW_ECONOMICS_SPENDING_H
#define SW_ECONOMICS_SPENDING_H

#include "economics/economics.h"

/* Fills these figures of a result whose cash flows are in place. */
void sw_spending_set(sw_economics_result *r);

/* Cash that falls due in the first twelve months: invoices and one-offs by
 * their day, what accrues by its days; not the expected cost of an event. */
double sw_cash_12_months(const sw_economics *e, const sw_cash_flow *cf);

/* Whether a flow is cash that falls due; the expected cost of an event is no
 * bill. */
bool sw_flow_is_spending(const sw_flow *flow);
/* Share of an entry within [from, to]: an invoice whole, by the day it is due,
 * what accrues by its days. */
double sw_share_dated(const sw_economics *e, const sw_entry *v, sw_day from,
                      sw_day to);
/* Share of an entry's days of service that lie in [from, to]. */
double sw_share_served(const sw_entry *v, sw_day from, sw_day to);

/* What was paid of a contract's invoice of a day; NaN where nobody said. */
double sw_paid_of(const sw_economics *e, size_t contract, sw_day due);
/* Amount of a contract's entry of a cash flow: what is past is as it was paid,
 * where that is known; the first entry of an invoice stands for all of it. */
double sw_as_paid(const sw_economics *e, const sw_cash_flow *cf, size_t i);

/* The forecast of metered usage and the shares of vendor and customer. */
void sw_metered_use_set(sw_economics_result *r);

#endif
