/*
 * convergence.h - how far the number of draws can mislead: Monte-Carlo standard
 * errors from the 16 replicates.
 */
#ifndef SW_SIMULATION_CONVERGENCE_H
#define SW_SIMULATION_CONVERGENCE_H

#include "simulation/simulation.h"

typedef struct sw_convergence {
    double mean_se;        /* of an option's mean net benefit */
    double probability_se; /* of its chance of paying */
    double evpi_se; /* the best option is that of all draws in each replicate:
                       one's own best would make it too low */
} sw_convergence;

/* @param option index into s->options */
sw_convergence sw_simulation_convergence(const sw_simulation *s, size_t option);

#endif
