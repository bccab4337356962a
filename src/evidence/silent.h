/*
 * silent.h - those of whom there are no data, as links of the chain.
 */
#ifndef SW_EVIDENCE_SILENT_H
#define SW_EVIDENCE_SILENT_H

#include "evidence/assess.h"
#include "evidence/rows.h"

/* Fills `silent` of each segment. of[roster.n]: the segment of a person. */
void sw_silence_segments(sw_segment *segments, size_t n, const size_t *of,
                         const sw_effect *lead, const sw_rows *rows,
                         const sw_pilot *pilot);
/* Share of an arm's people behind an effect; NaN where it is not known. */
double sw_heard_share(const sw_effect *effect, const sw_roster *roster,
                      sw_arm arm);
/* Who is in the data, and the inputs that price the others; unknown where
 * nobody is missing. After the segments. */
void sw_price_silent(sw_evidence *e, const sw_pilot *pilot);

#endif
