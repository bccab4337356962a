/*
 * permute.h - p of a statistic among all assignments, or among random ones.
 */
#ifndef SW_STATS_PERMUTE_H
#define SW_STATS_PERMUTE_H

#include <stdint.h>

#include "seatworth/stats.h"

/* Assignments are listed up to this number, drawn above it. */
enum { SW_MAX_ASSIGNMENTS = 200000 };

/* The statistic, 0 under the null, when the units chosen[m] are the treated;
 * +-INFINITY where it has no variance. `scratch` belongs to the call. */
typedef double sw_assigned(const size_t *chosen, size_t m, double *scratch,
                           const void *context);

typedef struct sw_permute {
    size_t n, m; /* units, of these treated; 0 < m < n */
    sw_assigned *statistic;
    const void *context;
    size_t scratch; /* doubles that the statistic needs */
    double observed;
    sw_hypothesis alternative;
    size_t resamples;
    uint64_t seed;
} sw_permute;

/* SW_EDOMAIN with fewer than 99 resamples. */
SW_NODISCARD sw_status sw_check_resamples(size_t resamples, sw_error *err);

/* Ties are relative: |t| (1 - 1e-9). *exact: all assignments were listed. Equal
 * for any number of threads. SW_ENOMEM. */
SW_NODISCARD sw_status sw_permute_p(double *p, bool *exact,
                                    const sw_permute *task, sw_error *err);

/* n choose m as a double, infinite where it is too large. */
double sw_choose(size_t n, size_t m);

#endif
