/*
 * mean_columns.h - the deterministic case as columns of one draw: every input
 * at its mean.
 */
#ifndef SW_ECONOMICS_MEAN_COLUMNS_H
#define SW_ECONOMICS_MEAN_COLUMNS_H

#include "economics/economics.h"

typedef struct sw_mean_columns {
    double *value; /* [inputs] may be changed before the columns are read */
    const double **column; /* [inputs] into value */
    bool *varies;          /* [inputs] all false */
    sw_columns in;
} sw_mean_columns;

void sw_mean_columns_init(sw_mean_columns *m, const sw_inputs *inputs);
void sw_mean_columns_clear(sw_mean_columns *m);

#endif
