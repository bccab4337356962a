/*
 * balance_se.h - the effect on the treated once the control rows have weights.
 */
#ifndef SW_STATS_BALANCE_SE_H
#define SW_STATS_BALANCE_SE_H

#include "seatworth/stats_weight.h"

typedef struct sw_balance {
    const sw_balance_data *d;
    size_t n0, n1;
    size_t *row;  /* [n0] the control rows */
    size_t *kept; /* [n_kept] columns that do not follow from others */
    size_t n_kept;
    double *mean;   /* [k] of the treated */
    double *weight; /* [n0] adding up to 1 */
    double *base;   /* [2 n] the control's base weights, and room */
} sw_balance;

/* SW_ENODATA with too few control rows for the columns; SW_ENOMEM. */
SW_NODISCARD sw_status sw_balance_effect(sw_estimate *effect,
                                         const sw_balance *b, sw_error *err);

#endif
