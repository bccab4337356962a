/*
 * answer_checks.h - what the checks of the answers share.
 */
#ifndef SW_EVIDENCE_ANSWER_CHECKS_H
#define SW_EVIDENCE_ANSWER_CHECKS_H

#include "evidence/scrutiny_steps.h"
#include "evidence/survey.h"

typedef struct sw_answer_checks {
    sw_evidence *e;
    const sw_pilot *pilot;
    sw_responses responses;
    const sw_rows *rows; /* of the lead where it is a survey's; else NULL */
    GArray *out;         /* of sw_quality_check */
} sw_answer_checks;

/* A check that has found nothing yet; the texts are borrowed. */
sw_quality_check sw_quality_blank(const char *name, const char *unit);
/* The lead's minutes with everyone and without the people marked, [roster.n].
 */
void sw_quality_compare(sw_quality_check *check, const sw_answer_checks *c,
                        const bool *marked);
void sw_quality_add(sw_answer_checks *c, sw_quality_check check);

/* Responses given in a third of the usual time. */
void sw_check_haste(sw_answer_checks *c);
/* Answers that cannot both be meant. */
void sw_check_contradictions(sw_answer_checks *c);
/* Cronbach's alpha of the statements with as many points. */
void sw_check_scales(sw_answer_checks *c);

#endif
