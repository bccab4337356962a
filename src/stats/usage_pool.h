/*
 * usage_pool.h - a pool of units that many people draw from: their consumption
 * as a heavy-tailed distribution, and how far a month goes beyond the pool.
 */
#ifndef SW_STATS_USAGE_POOL_H
#define SW_STATS_USAGE_POOL_H

#include <stdint.h>

#include "seatworth/stats.h"

typedef struct sw_pool_fit {
    sw_family family;       /* lognormal or gamma, by the smaller AIC */
    double mean, sd;        /* of one person's month, zeros included */
    double zero_share;      /* people who used nothing */
    double aic[2];          /* lognormal, gamma; NaN where it failed */
    double location, scale; /* of the family, as sw_interval_fit has them */
    /* Share of all units that the top twentieth of people takes: observed, and
     * as the fitted distribution has it. */
    double tail_observed, tail_fitted;
} sw_pool_fit;

/**
 * Fits one person's consumption of a month.
 *
 * @param x  n >= 10 values >= 0
 * @return SW_OK, SW_EDOMAIN, SW_ENODATA (too few people, or nobody uses
 *         anything), SW_ENOMEM
 * Source:   maximum likelihood, zeros as a mass of their own (interval_fit).
 */
SW_NODISCARD sw_status sw_pool_fit_people(sw_pool_fit *out, sw_sample x,
                                          sw_error *err);

typedef struct sw_pool_overage {
    double mean, p05, p95; /* units beyond the pool in a month */
    size_t months;         /* simulated */
} sw_pool_overage;

/**
 * Units beyond `pool` in a month of `people` independent draws of the fit.
 *
 * @return SW_OK, SW_EDOMAIN, SW_ENOMEM
 * Numerics: between 200 and 4,000 months, about 2e6 draws at most.
 */
SW_NODISCARD sw_status sw_pool_simulate(sw_pool_overage *out,
                                        const sw_pool_fit *fit, size_t people,
                                        double pool, uint64_t seed,
                                        sw_error *err);

#endif
