/*
 * stats_validity.h - cells of the calibration study: data with a known truth,
 * one estimate of it a run.
 */
#ifndef STATS_VALIDITY_H
#define STATS_VALIDITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/random.h"
#include "seatworth/stats.h"

/* What is asked of the coverage of a 95 % interval. */
typedef enum validity_kind {
    VALIDITY_CORRECT,      /* .95 to .01 */
    VALIDITY_ROBUST,       /* at least .93 */
    VALIDITY_CONSERVATIVE, /* .94 to 1 */
    VALIDITY_MISSPECIFIED  /* printed: the limit of the method or the data */
} validity_kind;

typedef struct validity_run {
    double truth, estimate, se;
    double lower, upper; /* NaN: the cell is of a test alone */
    double p;            /* of the truth; NaN: the method gives none */
} validity_run;

/* One data set and its estimate; false where the method refuses. Everything
 * random comes from r. */
typedef bool validity_simulate(validity_run *out, sw_random *r);

typedef struct validity_cell {
    const char *name, *size;
    validity_kind kind;
    bool resampling; /* costs as much as hundreds of others: fewer runs */
    validity_simulate *simulate;
} validity_cell;

extern const validity_cell validity_means[], validity_ranks[],
    validity_regressions[], validity_clusters[], validity_models[],
    validity_intervals[], validity_pools[];

static const double validity_level = 0.95;

double validity_normal(sw_random *r);
double validity_exponential(sw_random *r);
bool validity_flip(sw_random *r, double chance);
void validity_normals(double *x, size_t n, double mean, double sd,
                      sw_random *r);

/* Takes over *e, with p of the truth by t where the method tests 0 alone. */
bool validity_take(validity_run *out, const sw_estimate *e, double truth);

#endif
