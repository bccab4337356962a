/*
 * renegotiate.h - the price at which an option would meet the policy's bar.
 *
 * On each draw the net benefit is linear in what is paid above the baseline:
 * NB(k) = NB - (k - 1) PV(licences), so the option pays below
 * k_i = 1 + NB_i / PV_i, and the walk-away scale is the value that the required
 * share of the k_i exceeds. Where analyses disagree it is lowered until the
 * share that policy.min_stability asks for meets the bar as well. The price is
 * cut to cents: at that price the bar is met.
 */
#ifndef SW_DECISION_RENEGOTIATE_H
#define SW_DECISION_RENEGOTIATE_H

#include "decision/analysis.h"

/* Sets d->walk_away of an option that has licences; without any, its option is
 * SW_NO_OPTION. `least` has the bounds of the answers where the rule goes on
 * with the least of them; NULL. */
void sw_walk_away_set(sw_decision *d, const sw_economics *e,
                      const sw_analyses *a, const sw_analyses *least,
                      int option);

/* The option of paying that price, with its figures; one that says why not
 * where the price is out of reach. */
SW_NODISCARD sw_status sw_renegotiate(sw_option *out, const sw_decision *d,
                                      const sw_economics *e,
                                      const sw_analyses *least,
                                      double tolerance, sw_error *err);

/* What asking is worth more than what a refusal leaves, by the mean of
 * `renegotiation.acceptance`: the price is paid where it is accepted, asking
 * costs either way. INFINITY where no acceptance is given: a refusal then loses
 * nothing that is known. */
double sw_worth_of_asking(const sw_option *ask, const sw_economics *e,
                          double refused);

#endif
