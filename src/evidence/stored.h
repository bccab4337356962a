/*
 * stored.h - what a result keeps of the evidence: all that money and decision
 * read of it, and nothing that its readers may not see.
 */
#ifndef SW_EVIDENCE_STORED_H
#define SW_EVIDENCE_STORED_H

#include "evidence/evidence.h"
#include "pilot/stored.h"

/* Puts `evidence` into the open object. Where figures of segments are withheld,
 * it has none of the segments. */
void sw_evidence_store(sw_json_writer *w, const sw_evidence *e);

/* The evidence of these models' parts, for a pilot of sw_pilot_stored: effects
 * of the data's model, seats of the population's. The use of a seat is the
 * data's; where the segments of both have different names, they are the data's
 * too. Freed by the caller. */
sw_evidence *sw_evidence_stored(const sw_json *const model[SW_PARTS],
                                const sw_pilot *pilot);

#endif
