/*
 * privacy.h - what a pilot reads of people, and what of it leaves: for whoever
 * has to agree before it is read.
 */
#ifndef SW_REPORT_PRIVACY_H
#define SW_REPORT_PRIVACY_H

#include "pilot/pilot.h"

/* In the pilot's language, or as JSON, schema seatworth/privacy/1. `names`:
 * they may be printed. The caller frees it with g_free. */
char *sw_privacy_text(const sw_pilot *pilot, bool names);
char *sw_privacy_json(const sw_pilot *pilot, bool names);

#endif
