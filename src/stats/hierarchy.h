/*
 * hierarchy.h - groups that resemble each other: the normal hierarchy with
 * correlated errors, by quadrature over the between-groups sd.
 */
#ifndef SW_STATS_HIERARCHY_H
#define SW_STATS_HIERARCHY_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/error.h"

typedef struct sw_hierarchy_data {
    const double *estimate;   /* [k]; read only where observed */
    const double *covariance; /* [k * k] of their errors; the same */
    const bool *observed;     /* [k]; a group that is not gets the prior */
    size_t k;
    double tau_scale; /* half-normal prior of tau, unit of the estimates */
} sw_hierarchy_data;

/* The joint posterior as a mixture of normals, one a node of tau: there
 * theta = mean + lean z0 + rest z, with z0 that of mu = mean + sd z0. */
typedef struct sw_hierarchy {
    size_t k, n_nodes;
    double *probability; /* [n_nodes], adding up to 1 */
    double *tau;         /* [n_nodes] */
    double *mean;        /* [n_nodes * k] */
    double *lean;        /* [n_nodes * k] */
    double *rest;        /* [n_nodes * k * k] lower triangles */
    double mu, mu_sd, tau_mean;
    double *pooled, *sd; /* [k] posterior moments of the groups */
} sw_hierarchy;

/**
 * Posterior of group effects.
 *
 *   y ~ N(theta, V), theta_i ~ N(mu, tau^2), mu flat, tau ~ half-normal(s)
 *   S = V + tau^2 I; mu | tau ~ N(1'S^-1 y / 1'S^-1 1, 1 / 1'S^-1 1)
 *   log p(tau | y) = -tau^2/(2 s^2) - 1/2 log|S| - 1/2 log 1'S^-1 1
 *                    - 1/2 (y - mu)'S^-1 (y - mu)
 *   theta | tau ~ N(mu + tau^2 S^-1 (y - mu),
 *                   tau^2 I - tau^4 S^-1 + g g'/1'S^-1 1), g = 1 - tau^2 S^-1 1
 *   a group not observed: theta = mu + tau z
 *
 * @param[out] out  written only on SW_OK; cleared by the caller
 * @param d         see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   tau_scale not above 0, an observed value not finite
 *         SW_ENODATA   fewer than 2 observed groups
 *         SW_ENUMERIC  V is not positive definite, or tau is lost
 *         SW_ENOMEM
 *
 * Numerics: tau = c exp(u - exp(-u)): trapezoids in u converge exponentially;
 *           the step is halved until two rules agree to 1e-11.
 * Cost:     O(nodes k^3), some hundred nodes.
 * Source:   Gelman et al. (2013), Bayesian Data Analysis, 5.4; with a full
 *           covariance: Rubin (1981), J. Educational Statistics 6, 377-401.
 * Deviates: no.
 */
SW_NODISCARD sw_status sw_stats_hierarchy(sw_hierarchy *out,
                                          const sw_hierarchy_data *d,
                                          sw_error *err);
void sw_hierarchy_clear(sw_hierarchy *h);

/* Quantile p of group i, by its mixture of normals. NaN if no root is found. */
double sw_hierarchy_quantile(const sw_hierarchy *h, size_t i, double p);

#endif
