/*
 * stored.h - what a result keeps of a pilot, so that it can be evaluated again
 * without its files, whole or with parts of another result of the same pilot.
 *
 * Nothing of a person is kept: where money depends on what single people used
 * (a limit to each one's bill), the result says that it is incomplete.
 */
#ifndef SW_PILOT_STORED_H
#define SW_PILOT_STORED_H

#include "pilot/pilot.h"

/* The parts of a model that change from quarter to quarter, in the order in
 * which a change is told. */
typedef enum sw_model_part {
    SW_PART_TIME,
    SW_PART_POPULATION,
    SW_PART_DATA,
    SW_PART_ASSUMPTIONS,
    SW_PART_CONTRACT,
    SW_PART_POLICY,
    SW_PARTS
} sw_model_part;

/* Puts `defaults` and `files` into the open object: what stands beside the
 * resolved pilot.json. */
void sw_pilot_store(sw_json_writer *w, const sw_pilot *p);

/* A pilot of these models' parts (`model` of results, not NULL), without its
 * files' rows, for sw_economics_new alone.
 * @return the pilot (caller frees), or NULL with an error in `d` */
sw_pilot *sw_pilot_stored(const sw_json *const model[SW_PARTS],
                          const char *name, sw_diagnostics *d);

/* Whose part an element of model.inputs is. */
sw_model_part sw_stored_input_part(const sw_json *input);
/* Makes the input what an element of model.inputs says. */
void sw_input_restore(sw_input *to, const sw_json *input);

#endif
