/* previous.h - the result that the pilot names as the one before. */
#ifndef SW_PILOT_PREVIOUS_H
#define SW_PILOT_PREVIOUS_H

#include "pilot/pilot.h"

/* Path of the previous result, or NULL where none is given; the caller frees
 * it. */
char *sw_previous_path(const sw_pilot *p);
/* That result, or NULL: none, or it cannot be read. sw_json_free. */
sw_json *sw_previous_result(const sw_pilot *p);
/* Whether readers of this result may have that one too (previous.shared). */
bool sw_previous_is_shared(const sw_pilot *p);

#endif
