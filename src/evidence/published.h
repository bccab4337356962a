/*
 * published.h - published estimates beside the pilot's own, on one scale. None
 * of them enters anything that is priced.
 */
#ifndef SW_EVIDENCE_PUBLISHED_H
#define SW_EVIDENCE_PUBLISHED_H

#include "ingest/priors.h"

/* Of one scale: minutes saved a week, or logarithms of a ratio of times. */
typedef struct sw_published_figure {
    const sw_prior *prior;      /* borrowed from the pilot; NULL: the pilot's */
    double value, lower, upper; /* 95 % interval; NaN not known */
} sw_published_figure;

typedef struct sw_published {
    sw_prior_scale scale;
    sw_published_figure *figures; /* published ones, the pilot's own last */
    size_t n;
    double least, most; /* of the published ones */
} sw_published;

#endif
