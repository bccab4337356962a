/*
 * wild_clusters.h - what the wild bootstrap needs to know of each cluster.
 *
 * q_i are the rows of an orthonormal basis of the design, z the treatment with
 * the other columns taken off, e the residuals: sums over cluster g.
 */
#ifndef SW_STATS_WILD_CLUSTERS_H
#define SW_STATS_WILD_CLUSTERS_H

#include "seatworth/stats_regression.h"

typedef struct sw_wild_clusters {
    size_t count, p, treated;
    double *residual; /* [count * p] sum q_i e_i */
    double *partial;  /* [count * p] sum q_i z_i */
    double *score;    /* [count] sum z_i e_i / z'z */
    double *share;    /* [count] sum z_i^2 / z'z */
    double square;    /* 1 / z'z */
    double squares;   /* sum of score^2 */
    double factor;    /* of CR1 */
    double estimate;
} sw_wild_clusters;

/* SW_ENODATA as sw_stats_wild_bootstrap, SW_ENOMEM. Clear it after either
 * outcome. */
SW_NODISCARD sw_status sw_wild_clusters_init(sw_wild_clusters *w,
                                             const sw_wild_model *m,
                                             sw_error *err);
void sw_wild_clusters_clear(sw_wild_clusters *w);

/* Signs of resample `index`. */
void sw_wild_signs(double *v, size_t groups, uint64_t seed, uint64_t index);

#endif
