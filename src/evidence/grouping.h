/*
 * grouping.h - by what people are divided into segments.
 */
#ifndef SW_EVIDENCE_GROUPING_H
#define SW_EVIDENCE_GROUPING_H

#include "pilot/pilot.h"

/* Labels of the roster's people, and their names. */
typedef struct sw_labels {
    int *of;      /* [roster.n] -1 unknown */
    char **names; /* [n] */
    size_t n;
} sw_labels;

/* "department", "role", "region", "seniority", "use" */
const char *sw_grouping_name(sw_segment_by by);
/* Labels of people; n is 0 where the pilot does not say. */
sw_labels *sw_labels_by(sw_segment_by by, const sw_pilot *pilot);
void sw_labels_free(sw_labels *labels);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_labels, sw_labels_free)

#endif
