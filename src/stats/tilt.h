/*
 * tilt.h - weights base * exp(x'l) that meet linear targets.
 */
#ifndef SW_STATS_TILT_H
#define SW_STATS_TILT_H

#include <stdbool.h>

#include "seatworth/stats.h"

/* Columns as they are added become an orthonormal basis under the base weights,
 * and their targets with them. */
typedef struct sw_tilt {
    size_t n, p, room;
    const double *base; /* [n] adding up to 1 */
    double *q;          /* [room * n], column by column */
    double *target;     /* [room] */
    double *work;       /* [n] */
} sw_tilt;

/* Room for `room` columns; SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_tilt_init(sw_tilt *t, const double *base, size_t n,
                                    size_t room, sw_error *err);
void sw_tilt_clear(sw_tilt *t);

typedef enum sw_tilt_added {
    SW_TILT_ADDED,
    SW_TILT_REDUNDANT, /* follows from the others, and so does its target */
    SW_TILT_INFEASIBLE /* follows from the others, but its target does not */
} sw_tilt_added;

/* The constraint sum w_i column_i = target. */
sw_tilt_added sw_tilt_add(sw_tilt *t, const double *column, double target);

/* weight[n] = base * exp(q'l), at most cap. SW_ENODATA where no such weights
 * meet the targets; SW_ENOMEM. */
SW_NODISCARD sw_status sw_tilt_solve(double *weight, const sw_tilt *t,
                                     double cap, sw_error *err);

/* v := v - its projection on the columns, under the base weights. */
void sw_tilt_residual(double *v, const sw_tilt *t);

#endif
