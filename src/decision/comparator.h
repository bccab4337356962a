/*
 * comparator.h - what net benefits are against where the contracts let no one
 * cancel: the deepest reduction that is permitted (ECONOMICS 1, Leaving).
 */
#ifndef SW_DECISION_COMPARATOR_H
#define SW_DECISION_COMPARATOR_H

#include "decision/decision.h"

/* Whether some contract is reduced in leaving's place. */
bool sw_comparator_reduces(const sw_economics *e);
/* Seats that stay where contracts are not cancelled. */
double sw_comparator_seats(const sw_economics *e);
/* What it binds to; NONE. */
sw_day sw_comparator_bound(const sw_economics *e);
sw_message *sw_why_not_cancel(const sw_economics *e);

#endif
