/*
 * ordinal_design.h - the checked columns of an ordinal model.
 *
 * The thresholds are the intercept, so x is centred; q is an orthonormal basis
 * of what is left, scaled to rows of length about 1.
 */
#ifndef SW_STATS_ORDINAL_DESIGN_H
#define SW_STATS_ORDINAL_DESIGN_H

#include "seatworth/stats_regression.h"

typedef struct sw_ordinal_design {
    size_t n, k;
    double *q;        /* [n * k] */
    double *contrast; /* [k * k] coefficient j = row j times the parameters */
    double *mean;     /* [k] of the columns of x */
} sw_ordinal_design;

/* Checks the model; the statuses of sw_stats_ordinal. Clear it after either
 * outcome. */
SW_NODISCARD sw_status sw_ordinal_design_init(sw_ordinal_design *d,
                                              const sw_ordinal_model *m,
                                              sw_error *err);
void sw_ordinal_design_clear(sw_ordinal_design *d);

/* q_i'b */
double sw_ordinal_predictor(const sw_ordinal_design *d, size_t i,
                            const double *b);
/* weight[k] that gives coefficient j, and that added to a threshold of the
 * centred columns gives the threshold of the columns themselves. */
void sw_ordinal_contrast(double *weight, const sw_ordinal_design *d, size_t j);
void sw_ordinal_shift(double *weight, const sw_ordinal_design *d);

#endif
