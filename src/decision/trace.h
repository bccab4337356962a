/*
 * trace.h - the rows that a rule leaves behind.
 */
#ifndef SW_DECISION_TRACE_H
#define SW_DECISION_TRACE_H

#include "decision/decision.h"

typedef struct sw_trace {
    GArray *rows; /* of sw_rule */
} sw_trace;

/* Adds a row and takes its note over; `rule` is a literal. */
void sw_trace_add(sw_trace *t, sw_rule row, const char *rule, sw_message *note);
/* A step that was reached. */
sw_rule sw_trace_step(double value, double threshold, bool passed);
/* The same, with amounts of money. */
sw_rule sw_trace_money(double value, double threshold, bool passed);
/* The same, with prices of a seat and month. */
sw_rule sw_trace_price(double value, double threshold, bool passed);
/* Steps `from` to 5 were not reached. */
void sw_trace_skip(sw_trace *t, size_t from, const char *why);

#endif
