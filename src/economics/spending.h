/*
 * spending.h - sunk, committed and avoidable; the budget view; the pilot to
 * date; what happens if nobody acts.
 */
#ifndef SW_ECONOMICS_SPENDING_H
#define SW_ECONOMICS_SPENDING_H

#include "economics/economics.h"

/* Fills these figures of a result whose cash flows are in place. */
void sw_spending_set(sw_economics_result *r);

/* Cash out in months 1..12 of a cash flow: cashable cost lines. */
double sw_cash_12_months(const sw_economics *e, const sw_cash_flow *cf);

/* The forecast of metered usage and the shares of vendor and customer. */
void sw_metered_use_set(sw_economics_result *r);

#endif
