/*
 * plan_report.h - the plan of a pilot as JSON (seatworth/plan/1) and as text.
 */
#ifndef SW_REPORT_PLAN_REPORT_H
#define SW_REPORT_PLAN_REPORT_H

#include "evaluation/plan.h"

/* Each returns a string that the caller frees with g_free. `name` and
 * `currency` are those of the pilot, or NULL. */
char *sw_plan_json(const sw_plan *plan, const char *name, const char *currency);
char *sw_plan_text(const sw_plan *plan, const char *currency);

#endif
