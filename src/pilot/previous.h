/*
 * previous.h - the result of an earlier evaluation that pilot.json names.
 */
#ifndef SW_PILOT_PREVIOUS_H
#define SW_PILOT_PREVIOUS_H

#include "ingest/json.h"

/* The result that `previous.result` of pilot.json (`root`, in `folder`) names;
 * NULL where it names none or it cannot be read. Freed with sw_json_free. */
sw_json *sw_previous_result(const sw_json *root, const char *folder);

#endif
