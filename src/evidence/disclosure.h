/*
 * disclosure.h - which figures of groups may be shown.
 *
 * A figure of few people's answers is withheld, and so much beside it that it
 * cannot be had by subtraction: within a division, and between the divisions
 * that are printed side by side.
 */
#ifndef SW_EVIDENCE_DISCLOSURE_H
#define SW_EVIDENCE_DISCLOSURE_H

#include "evidence/evidence.h"

/* Marks segments with fewer than privacy.min_group answers as withheld, and of
 * each division the next smallest until those withheld have min_group answers
 * together; then drops divisions that with the others would tell of fewer
 * people than that. Minutes that one of few people can be read off (Manski's
 * ends, the raked figure of a small margin) become NaN. */
void sw_limit_disclosure(sw_evidence *e, const sw_pilot *pilot);

/* With a previous result that readers may have too (previous.shared): a
 * division is withheld where the figure of one of its groups differs from that
 * result's, and fewer than min_group people more or fewer are behind it. */
void sw_withhold_differences(sw_evidence *e, const sw_pilot *pilot);

/* The same of an estimate that rests on a survey: everything follows from it,
 * so there is nothing to show.
 * @return SW_OK; SW_EDOMAIN */
SW_NODISCARD sw_status sw_check_differences(const sw_evidence *e,
                                            const sw_pilot *pilot,
                                            sw_error *err);

/* Whether the leading estimates of two evaluations of one pilot's people, which
 * are printed side by side, rest on the answers of more than none and fewer
 * than min_group different people: their difference would tell them. */
bool sw_leads_tell(const sw_evidence *a, const sw_pilot *of_a,
                   const sw_evidence *b, const sw_pilot *of_b);

/* The segment as it is shown: without figures of the answers if withheld. Its
 * note stays the segment's own. */
sw_segment sw_segment_shown(const sw_segment *segment);

#endif
