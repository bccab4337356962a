/*
 * option.h - the list of options with their figures.
 */
#ifndef SW_DECISION_OPTION_H
#define SW_DECISION_OPTION_H

#include "decision/decision.h"

/* Lists every option with its streams, before anything is simulated: renew,
 * rightsize, (renegotiate and extend come with the rule), switch, cancel,
 * do-nothing. */
SW_NODISCARD sw_status sw_options_list(sw_decision *d, const sw_economics *e,
                                       const sw_economics_result *money,
                                       sw_error *err);
/* Fills in what the simulation gave, and which options are feasible. */
void sw_options_fill(sw_decision *d, const sw_economics *e);
/* Simulates renewing and the options that have streams. */
SW_NODISCARD sw_status sw_options_simulate(sw_decision *d,
                                           const sw_economics *e,
                                           double tolerance, sw_error *err);
/* The figures again, after the simulation compared another set. */
void sw_options_take_draws(sw_decision *d, const sw_economics *e);
void sw_option_clear(sw_option *o);

/* Budget and the limit on the worst tenth, where the policy sets them. */
void sw_option_check(sw_option *o, const sw_economics *e);

/* The option of this kind, or NULL; borrowed. */
sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind);
/* Puts an option before cancel; its place. Places of those before stay. */
int sw_options_insert(sw_decision *d, sw_option o);

/* Figures that nobody knows. */
sw_option_draws sw_draws_unknown(void);
/* Price of a seat and month if this many are bought, by the tiers. */
double sw_option_price(const sw_economics *e, double seats);

#endif
