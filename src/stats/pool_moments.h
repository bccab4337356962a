/*
 * pool_moments.h - the estimates at one between-items variance.
 */
#ifndef SW_STATS_POOL_MOMENTS_H
#define SW_STATS_POOL_MOMENTS_H

#include "seatworth/stats_pool.h"

typedef struct sw_pool_moments {
    double weight, weight2;   /* sums of w and w^2 */
    double mu;                /* sum w y / sum w */
    double squares, squares2; /* sums of w (y - mu)^2 and w^2 (y - mu)^2 */
    double log_weight;        /* sum of log w */
} sw_pool_moments;

/* w_i = 1 / (se_i^2 + tau2) */
sw_pool_moments sw_pool_at(const sw_pool_data *d, double tau2);

/* pool_bayes.c: mu, tau, tau2 of fit, and item[k] unless NULL, from the
 * posterior. SW_ENUMERIC, SW_ENOMEM; both are written only on SW_OK. */
SW_NODISCARD sw_status sw_pool_bayes(sw_pool_fit *fit, sw_pool_item *item,
                                     const sw_pool_data *d, sw_error *err);

#endif
