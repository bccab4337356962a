/* placement.h - placements: where one group's values lie among the other's. */
#ifndef SW_STATS_PLACEMENT_H
#define SW_STATS_PLACEMENT_H

#include "seatworth/stats.h"

/* Mean and variance of one group's placements: for each of its values the share
 * of the other group that lies below, ties counting one half. */
typedef struct sw_placements {
    double mean, variance;
    size_t n;
} sw_placements;

/* Both groups have at least 2 finite values. SW_ENOMEM. Cost: O(n log n). */
SW_NODISCARD sw_status sw_place(sw_placements *treated_out,
                                sw_placements *control_out, sw_sample treated,
                                sw_sample control, sw_error *err);

/* Relative effect, se, df, W and the interval of Brunner and Munzel's test; p
 * by t and the alternative. All but estimate and effect_size are NaN where no
 * placement varies. */
sw_estimate sw_relative_effect(const sw_placements *treated,
                               const sw_placements *control, double level,
                               sw_hypothesis alternative);

/* P of a normal statistic in the direction of the alternative. */
double sw_normal_p(double z, sw_hypothesis alternative);

#endif
