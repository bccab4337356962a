/* wilson.h - the score interval of one proportion. */
#ifndef SW_STATS_WILSON_H
#define SW_STATS_WILSON_H

#include "seatworth/stats_counts.h"

/* Ends at z standard errors, z > 0; exactly 0 and 1 for none and all. Source:
 * Wilson (1927), JASA 22, 209-212. */
sw_interval sw_wilson(sw_count count, double z);

/* z of a two-sided or one-sided interval of the level. */
double sw_interval_z(double level, sw_hypothesis alternative);

/* Makes the end that a one-sided interval leaves open infinite. */
void sw_open_end(sw_interval *ci, sw_hypothesis alternative);

#endif
