/*
 * cohort_grid.h - people's values in each period, by when their seat began.
 */
#ifndef SW_EVIDENCE_COHORT_GRID_H
#define SW_EVIDENCE_COHORT_GRID_H

#include "pilot/pilot.h"

enum { SW_NEVER = INT32_MAX };

/* A person's value in each period, and the first one with a seat. */
typedef struct sw_cohort_grid {
    size_t n, periods;
    sw_day *day;  /* [periods] */
    int *person;  /* [n] */
    int *cohort;  /* [n] period, SW_NEVER without a seat */
    double *y;    /* [n * periods] NaN missing */
    size_t *team; /* [n] cluster labels */
} sw_cohort_grid;

sw_cohort_grid sw_cohort_grid_of(const sw_pilot *pilot, const sw_outcome *o);
void sw_cohort_grid_clear(sw_cohort_grid *g);

#endif
