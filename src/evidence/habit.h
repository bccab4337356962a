/*
 * habit.h - who uses the copilot, and how often.
 */
#ifndef SW_EVIDENCE_HABIT_H
#define SW_EVIDENCE_HABIT_H

#include "base/units.h"
#include "evidence/assess.h"
#include "pilot/activity.h"

/* Active: src/pilot/activity.h. Habitual: in 9 of the last 12 weeks. */
enum { SW_HABIT_MIN = 9 };

/* One person's use. */
typedef struct sw_habit {
    bool ever, active;
    uint64_t weeks;   /* in which a period with use began, counted back from
                         the end: bit 0 the last seven days */
    sw_day first_use; /* start of the first period with use */
    double days;      /* active days in the last twelve weeks; NaN unknown */
} sw_habit;

/* [roster.n] of the eligible people. */
sw_habit *sw_habits_of(const sw_pilot *pilot, sw_day end);
/* Whole weeks that the file covers, at most SW_USE_WEEKS. */
int sw_weeks_known(sw_day first, sw_day end);
/* Weeks in which a habit is looked for, at most 12, and how many make one. */
int sw_habit_weeks(sw_day first, sw_day end);
int sw_habit_needed(int weeks);
bool sw_is_habitual(const sw_habit *h, int weeks);
/* Whether the file tells in which weeks it was used. */
bool sw_usage_is_weekly(const sw_usage *usage);

/* [roster.n] eligible people who are active; NULL where use is not known by
 * person. */
bool *sw_active_people(const sw_pilot *pilot);

#endif
