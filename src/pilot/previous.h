/* previous.h - the result that the pilot names as the one before. */
#ifndef SW_PILOT_PREVIOUS_H
#define SW_PILOT_PREVIOUS_H

#include "pilot/pilot.h"

bool sw_previous_is_named(const sw_pilot *p);
/* Whether readers of this result may have that one too (previous.shared). */
bool sw_previous_is_shared(const sw_pilot *p);

#endif
