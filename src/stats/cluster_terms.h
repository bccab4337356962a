/*
 * cluster_terms.h - what CR2 needs to know of each cluster, as p x p matrices.
 */
#ifndef SW_STATS_CLUSTER_TERMS_H
#define SW_STATS_CLUSTER_TERMS_H

#include "stats/linear_fit.h"

/* The rows of cluster j are row[start[j]] to row[start[j + 1] - 1]. */
typedef struct sw_clusters {
    size_t count;
    size_t *row;   /* [n] */
    size_t *start; /* [count + 1], room for n + 1 */
} sw_clusters;

SW_NODISCARD sw_status sw_clusters_init(sw_clusters *out, const size_t *cluster,
                                        size_t n, sw_error *err);
void sw_clusters_clear(sw_clusters *c);

/* What the unweighted estimators need of the rows of each cluster. */
typedef struct sw_cluster_sums {
    size_t p, count;
    double *products; /* [count * p * p] Q_j' Q_j; CR2 only */
    double *score;    /* [count * p] Q_j' e_j */
} sw_cluster_sums;

/* v[p * p] += the covariance of theta, df[p] its degrees of freedom.
 * SW_ENUMERIC, SW_ENOMEM. */
void sw_vcov_cr1(double *v, double *df, const sw_linear_fit *fit,
                 const sw_cluster_sums *sums);
SW_NODISCARD sw_status sw_vcov_cr2(double *v, double *df,
                                   const sw_linear_fit *fit,
                                   const sw_cluster_sums *sums, sw_error *err);

/* With Z = W^(-1/2) Q, Y = W Z and S = Z' W^2 Z, for the contrast c:
 * a_j = Z_j' A_j Y_j c, b_j = Y_j' A_j Y_j c, p_j' p_j = c' d_j c. */
typedef struct sw_cluster_terms {
    size_t p, count;
    double *a, *b, *d; /* [count * p * p]; b is NULL where it is a */
    double *score;     /* [count * p] Y_j' A_j e_j */
    double *exact;     /* [p * p] projector on what is fitted exactly */
    double *s;         /* [p * p] */
} sw_cluster_terms;

/* Unweighted, from the sums; weighted, from the rows. Clear it after either
 * outcome. */
SW_NODISCARD sw_status sw_cluster_terms_plain(sw_cluster_terms *t,
                                              const sw_cluster_sums *sums,
                                              sw_error *err);
SW_NODISCARD sw_status sw_cluster_terms_weighted(sw_cluster_terms *t,
                                                 const sw_linear_fit *fit,
                                                 const sw_clusters *c,
                                                 sw_error *err);
void sw_cluster_terms_clear(sw_cluster_terms *t);

#endif
