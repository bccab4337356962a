/*
 * flow_measures.h - the measures of given cash flows, as spreadsheets have
 * them.
 */
#ifndef SW_ECONOMICS_FLOW_MEASURES_H
#define SW_ECONOMICS_FLOW_MEASURES_H

#include <stddef.h>

#include "seatworth/error.h"

/* Flows at times time[i] in years (periods), rising from 0; inflows positive.
 */
typedef struct sw_flows {
    const double *time;    /* [n] time[0] == 0 */
    const double *amount;  /* [n] net */
    const double *benefit; /* [n] >= 0, or NULL: the positive amounts */
    const double *cost;    /* [n] >= 0, or NULL: the negative amounts */
    size_t n;
} sw_flows;

/**
 * Net present value: sum of amount / (1 + rate)^time.
 *
 * @param rate  > -1
 * @return NaN where rate <= -1
 *
 * Source:   Excel's NPV discounts its first value; put a flow of time 0 first.
 *           XNPV: time is days / 365.
 * Deviates: no.
 */
double sw_flows_npv(const sw_flows *f, double rate);

enum { SW_MAX_ROOTS = 16 };

/**
 * Every internal rate of return in (-1, 1e6): the roots of NPV(r) = 0.
 *
 * Sign changes on a grid of log(1 + r), each refined by Brent; a root where the
 * curve only touches zero is found from the minimum between grid points.
 *
 * @param[out] root  [SW_MAX_ROOTS] in rising order
 * @return how many; 0 when the flows never change sign
 *
 * Numerics: NPV is divided by the sum of |amount|, so that scale does not
 *           matter; roots agree to 1e-12.
 * Source:   README.md 4; several roots are a fact of the flows, not an error.
 */
size_t sw_flows_irr(double *root, const sw_flows *f);

/**
 * Modified internal rate of return:
 *   (FV of inflows at `reinvest` / -PV of outflows at `finance`)^(1/T) - 1.
 *
 * @return NaN without an inflow and an outflow, or with T = 0
 * Source: Excel's MIRR.
 */
double sw_flows_mirr(const sw_flows *f, double finance, double reinvest);

/* Permanent payback in the unit of time, interpolated between flows; NaN with
 * *note "never" or "nothing to pay back" (README.md 4). */
double sw_flows_payback(const sw_flows *f, double rate, const char **note);

/* Present values of benefits and costs. */
double sw_flows_pv_benefits(const sw_flows *f, double rate);
double sw_flows_pv_costs(const sw_flows *f, double rate);

#endif
