/*
 * flow_value.h - a flow's rate, its growth by month and its discounting.
 */
#ifndef SW_ECONOMICS_FLOW_VALUE_H
#define SW_ECONOMICS_FLOW_VALUE_H

#include "economics/economics.h"

/* Amount per unit of presence before growth, a column of in->n draws. */
void sw_flow_rate(double *rate, const sw_economics *e, const sw_stream *s,
                  size_t flow, const sw_columns *in);

/* Growth of a flow in month m (1-based) on draw i. */
double sw_flow_growth(const sw_economics *e, const sw_stream *s, size_t flow,
                      int m, const sw_columns *in, size_t i);

/* Years by which a flow of month m is discounted. */
double sw_flow_exponent(const sw_economics *e, const sw_flow *flow, int m);

/* The exponent of month m by kind of flow; see ECONOMICS: invoices and one-offs
 * are dated at the start of their month, the rest at its end. */
double sw_start_exponent(sw_discounting convention, int m);
double sw_end_exponent(sw_discounting convention, int m);
double sw_annual_exponent(sw_discounting convention, int m);

#endif
