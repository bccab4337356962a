/*
 * min_change.h - cuts that are too small to be ordered (ECONOMICS 5).
 */
#ifndef SW_DECISION_MIN_CHANGE_H
#define SW_DECISION_MIN_CHANGE_H

#include "decision/option.h"

/* Whether a cut is below policy.min_change: fewer seats than the larger of its
 * number and its share, or less money a year than its share of the spend.
 *
 * @param cut in the programme's view */
bool sw_cut_is_small(const sw_option *o, const sw_economics *e,
                     const sw_ledger *cut);

/* "one idle seat can be returned"; without `idle`, seats that somebody has. */
sw_message *sw_small_cut_note(double seats, bool idle);

#endif
