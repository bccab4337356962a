/*
 * bounds_rows.h - rows sorted by stratum, arm and answer, and the bounds that
 * any multiplicities of them give.
 */
#ifndef SW_STATS_BOUNDS_ROWS_H
#define SW_STATS_BOUNDS_ROWS_H

#include "seatworth/stats_weight.h"

/* Rows first[j] to first[j + 1] - 1 are one arm of one stratum: arm 0 and 1 of
 * stratum s are j = 2 s and 2 s + 1. Non-answers come last. */
typedef struct sw_bounds_rows {
    size_t n, strata;
    size_t *row;    /* [n] index of the row in the data */
    double *y;      /* [n] */
    size_t *first;  /* [2 strata + 1] */
    double rate[2]; /* share of answers: control, treated */
} sw_bounds_rows;

/* SW_ENODATA with a stratum that lacks an arm; SW_ENOMEM. Clear it after either
 * outcome. */
SW_NODISCARD sw_status sw_bounds_rows_init(sw_bounds_rows *rows,
                                           const sw_bounds_data *d,
                                           sw_error *err);
void sw_bounds_rows_clear(sw_bounds_rows *rows);

typedef struct sw_bounds_ends {
    double lower, upper, point;
} sw_bounds_ends;

/* The bounds where sorted row i stands count[i] times; NULL: once. NaN where an
 * arm has no answer. */
sw_bounds_ends sw_bounds_of(const sw_bounds_rows *rows, const sw_bounds_data *d,
                            const double *count);

#endif
