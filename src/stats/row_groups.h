/*
 * row_groups.h - equal rows of a data set as one row and its count.
 *
 * A likelihood is a sum over rows, and a survey has few distinct answers: with
 * equal rows taken once, a fit costs what its distinct rows cost, and its
 * rounding does not grow with the people who gave the same answer.
 */
#ifndef SW_STATS_ROW_GROUPS_H
#define SW_STATS_ROW_GROUPS_H

#include <stddef.h>

#include "seatworth/error.h"

/* Columns to compare; none holds a NaN. */
typedef struct sw_row_columns {
    const double *a, *b; /* [n]; b may be NULL */
    const double *x;     /* [n * k], row-major */
    size_t n, k;
} sw_row_columns;

/* Groups in the order of their first rows. */
typedef struct sw_row_groups {
    size_t n;      /* groups */
    size_t *first; /* [n] the first row of each, room for all rows */
    double *count; /* [n] its rows */
    size_t *of;    /* [rows] the group of a row */
} sw_row_groups;

/* SW_ENOMEM. Clear it after either outcome. Cost: O(n k). */
SW_NODISCARD sw_status sw_row_groups_init(sw_row_groups *out,
                                          const sw_row_columns *columns,
                                          sw_error *err);
void sw_row_groups_clear(sw_row_groups *groups);

#endif
