/*
 * measures.h - what is computed from monthly flows: payback and break-evens.
 */
#ifndef SW_ECONOMICS_MEASURES_H
#define SW_ECONOMICS_MEASURES_H

#include "economics/economics.h"

/* Whether a class of flows counts on a headline basis: cash alone, with
 * capacity, or all. */
bool sw_class_counts(sw_class class_, sw_headline basis);

/**
 * Permanent payback of start- and end-dated net flows of n months.
 *
 *   C_0 = start[0], C_t = C_(t-1) + end[t-1] + start[t]
 *   payback = t' - C_t' / (C_(t'+1) - C_t'),  t' the last t with C_t < 0
 *
 * @param[out] note  "never", "nothing to pay back" or NULL
 * @return months, NaN where note says why not
 * Source: README.md 4: permanent payback, not the first crossing.
 */
double sw_payback(const double *start, const double *end, size_t n,
                  const char **note);

/* Amount of a flow in a month (0-based) of a view, less that of leaving. */
double sw_flow_difference(const sw_economics_result *r, const sw_cash_flow *cf,
                          size_t flow, size_t month);

/* The net present value of renewing all, were the share of saved time that
 * turns into value the target of each segment that has one. NaN: none has. */
double sw_npv_at_targets(const sw_economics_result *r);

/* Exact break-evens by scaling, quantities fixed; from the commitment's
 * present values less those of leaving, headline basis. */
void sw_break_even_set(sw_break_even *out, const sw_economics_result *r);

/* The share that published studies lower a line's benefit or raise its cost by;
 * NaN: the line has none. */
double sw_risk_adjustment(const sw_economics *e, const sw_flow *flow);
/* The risk-adjusted column of a result whose cash flows are in place. */
void sw_risk_adjusted_set(sw_economics_result *r);

/* Total cost per active seat and year, and per hour saved. */
void sw_unit_costs_set(sw_economics_result *r);

#endif
