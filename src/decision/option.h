/*
 * option.h - the list of options with their figures.
 */
#ifndef SW_DECISION_OPTION_H
#define SW_DECISION_OPTION_H

#include "decision/decision.h"

/* Lists every option with its ledgers, before anything is simulated: renew,
 * rightsize, (renegotiate and extend come with the rule), switch, cancel,
 * do-nothing. */
SW_NODISCARD sw_status sw_options_list(sw_decision *d, const sw_economics *e,
                                       const sw_economics_result *money,
                                       sw_error *err);
/* Fills in what the simulation gave, and which options are feasible. */
void sw_options_fill(sw_decision *d, const sw_economics *e);
/* Simulates renewing and the options that have ledgers. */
SW_NODISCARD sw_status sw_options_simulate(sw_decision *d,
                                           const sw_economics *e,
                                           double tolerance, sw_error *err);
/* The figures again, after the simulation compared another set. */
void sw_options_take_draws(sw_decision *d, const sw_economics *e);
void sw_option_clear(sw_option *o);
/* What the simulation reads of an option, borrowed. */
sw_simulated_option sw_option_simulated(const sw_option *o,
                                        const sw_economics *e);

/* Budget and the limit on the worst tenth, where the policy sets them. */
void sw_option_check(sw_option *o, const sw_economics *e);

/* The option of this kind, or NULL; borrowed. */
sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind);
/* The place of what is done where no option is worth it: cancelling; where
 * contracts let no one cancel, the deepest reduction, else renewing. */
int sw_options_leaving(const sw_decision *d);
/* Whether net benefits are against it: it has no chance of its own. */
bool sw_option_is_leaving(const sw_option *o);
/* Whether options bind for different times: then a year's net benefit ranks
 * them. */
bool sw_windows_differ(const sw_decision *d);
/* Puts an option before cancel; its place. Places of those before stay. */
int sw_options_insert(sw_decision *d, sw_option o);

/* Why an offer in place of contract k cannot be taken, or NULL. */
const char *sw_offer_why_not(const sw_economics *e, size_t k,
                             const sw_offer *offer);
/* Figures that nobody knows. */
sw_option_draws sw_draws_unknown(void);
/* Price of the first contract's seat and month if this many people's are
 * bought, by the tiers, in its currency. */
double sw_option_price(const sw_economics *e, double seats);

/* Sets what an option binds to, and how its window compares with renewing's.
 * @param to last day of its window */
void sw_option_bind(sw_option *o, const sw_economics *e, sw_day bound,
                    sw_day to);
/* The draws' figures over the option's own window, as they are reported. */
sw_option_draws sw_option_own_draws(const sw_option *o);

#endif
