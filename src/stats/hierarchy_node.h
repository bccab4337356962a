/*
 * hierarchy_node.h - the normal hierarchy at one between-groups sd.
 */
#ifndef SW_STATS_HIERARCHY_NODE_H
#define SW_STATS_HIERARCHY_NODE_H

#include "stats/hierarchy.h"

/* Of the m observed groups. */
typedef struct sw_hierarchy_node {
    const sw_hierarchy_data *data;
    size_t m;
    size_t *index;          /* [m] of the observed groups */
    double *root, *inverse; /* [m * m] of S = V + tau^2 I */
    double *ones, *gap;     /* [m] S^-1 1 and S^-1 (y - mu) */
    double *covariance;     /* [k * k] */
    double tau, mu, mu_variance, log_density;
} sw_hierarchy_node;

/* The data are borrowed. SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_hierarchy_node_init(sw_hierarchy_node *node,
                                              const sw_hierarchy_data *d,
                                              sw_error *err);
void sw_hierarchy_node_clear(sw_hierarchy_node *node);

/* Everything at this tau, the density in tau up to a constant. False where S is
 * not positive definite. */
bool sw_hierarchy_at(sw_hierarchy_node *node, double tau);
/* mean[k], lean[k] and the lower triangle rest[k * k] of all groups at that
 * tau. */
void sw_hierarchy_groups(double *mean, double *lean, double *rest,
                         sw_hierarchy_node *node);

#endif
