/*
 * option.h - the list of options with their figures.
 */
#ifndef SW_DECISION_OPTION_H
#define SW_DECISION_OPTION_H

#include "decision/decision.h"

/* Fills d->options from the simulation in d: renew, cancel, do-nothing. */
void sw_options_list(sw_decision *d, const sw_economics *e,
                     const sw_economics_result *money);
/* The option of this kind, or NULL; borrowed. */
sw_option *sw_options_find(const sw_decision *d, sw_option_kind kind);

#endif
