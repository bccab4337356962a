/*
 * habit.h - who uses the copilot, and how often.
 */
#ifndef SW_EVIDENCE_HABIT_H
#define SW_EVIDENCE_HABIT_H

#include "evidence/assess.h"

/* Active: in the last four weeks of the file. Habitual: in 9 of the last 12. */
enum {
    SW_ACTIVE_DAYS = 28,
    SW_WEEK = 7,
    SW_HABIT_WEEKS = 12,
    SW_HABIT_MIN = 9
};

/* One person's use. */
typedef struct sw_habit {
    bool ever, active;
    unsigned weeks;   /* of the last ones, bit 0 the last, as far as asked */
    sw_day first_use; /* start of the first period with use */
    double days;      /* active days in the last twelve weeks; NaN unknown */
} sw_habit;

/* Whether the row shows any use. */
bool sw_usage_is_use(const sw_usage *usage, size_t i);
/* The file's first day and the day after its last; end SW_DAY_NONE without. */
void sw_usage_span(const sw_usage *usage, sw_day *first, sw_day *end);
/* [roster.n] of the eligible people. */
sw_habit *sw_habits_of(const sw_pilot *pilot, sw_day end, int weeks);
/* Weeks in which a habit is looked for, at most 12, and how many make one. */
int sw_habit_weeks(sw_day first, sw_day end);
int sw_habit_needed(int weeks);
int sw_count_bits(unsigned bits);

/* [roster.n] eligible people active in the last 28 days of the usage file; NULL
 * without usage by person. */
bool *sw_active_people(const sw_pilot *pilot);

#endif
