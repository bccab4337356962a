/*
 * habit.h - who uses the copilot, and how often.
 */
#ifndef SW_EVIDENCE_HABIT_H
#define SW_EVIDENCE_HABIT_H

#include "evidence/assess.h"

/* [roster.n] eligible people active in the last 28 days of the usage file; NULL
 * without usage by person. */
bool *sw_active_people(const sw_pilot *pilot);

#endif
