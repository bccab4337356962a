/*
 * private_text.h - what is said of files, without the names of people.
 */
#ifndef SW_REPORT_PRIVATE_TEXT_H
#define SW_REPORT_PRIVATE_TEXT_H

#include <stdbool.h>

#include "base/message.h"
#include "pilot/pilot.h"

/* What the message says in the language, with "(a name)" for whoever is on the
 * roster, for every address, and for the example that it ends with ("the first:
 * x"); with `names` as it is. The caller frees it. */
char *sw_private_say(const sw_pilot *pilot, bool names, const sw_message *m,
                     const sw_language *l);

#endif
