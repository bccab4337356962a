/*
 * private_text.h - what is said of files, without the names of people.
 */
#ifndef SW_REPORT_PRIVATE_TEXT_H
#define SW_REPORT_PRIVATE_TEXT_H

#include <stdbool.h>

#include "pilot/pilot.h"

/* A copy of `text` in which "(a name)" stands for whoever is on the roster, for
 * every address, and for the example that a message ends with ("the first: x");
 * with `names` the text as it is. The caller frees it. */
char *sw_private_text(const sw_pilot *pilot, bool names, const char *text);

#endif
