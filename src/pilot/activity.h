/*
 * activity.h - who used the copilot of late, from every file that tells.
 *
 * A person is active if a period with use, or a last activity by its date, lies
 * in the last days of what is known. Rows of up to a month count if they reach
 * into these days; a report of a longer period that gives no dates says only
 * that somebody was active in that period. Metered use of the only contract
 * with seats makes active; that there is none says nothing.
 */
#ifndef SW_PILOT_ACTIVITY_H
#define SW_PILOT_ACTIVITY_H

#include "pilot/pilot.h"

typedef enum sw_use {
    SW_USE_UNKNOWN, /* no file tells */
    SW_USE_IDLE,
    SW_USE_ACTIVE
} sw_use;

typedef struct sw_activity {
    sw_use *use; /* [roster.n] */
    int days;    /* length of the span that active and idle speak of */
} sw_activity;

/* Whether the row shows any use. */
bool sw_usage_is_use(const sw_usage *usage, size_t i);
/* The file's first day and the day after its last; end SW_DAY_NONE without. */
void sw_usage_span(const sw_usage *usage, sw_day *first, sw_day *end);
/* policy.idle_days, or the period of a report that is longer than a month. */
int sw_activity_days(const sw_pilot *pilot);
/* NULL where no use is known by person. */
sw_activity *sw_activity_of(const sw_pilot *pilot);
void sw_activity_free(sw_activity *activity);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_activity, sw_activity_free)

#endif
