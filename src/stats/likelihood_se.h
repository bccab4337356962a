/*
 * likelihood_se.h - standard errors of a maximum likelihood fit.
 */
#ifndef SW_STATS_LIKELIHOOD_SE_H
#define SW_STATS_LIKELIHOOD_SE_H

#include "seatworth/stats.h"

/* The score of row i at the maximum, in score[p]. */
typedef void sw_row_score(double *score, size_t i, void *ctx);

/* What a fit knows of itself: p parameters, n rows. */
typedef struct sw_likelihood {
    size_t p, n;
    const double *factor;  /* [p * p] Cholesky factor of the information */
    const size_t *cluster; /* [n] or NULL */
    sw_row_score *score;   /* read with clusters only */
    void *ctx;
} sw_likelihood;

/* covariance[p * p]: the inverse information or, with clusters, the sandwich
 * with the factor G/(G-1) (N-1)/(N-p). SW_ENODATA with fewer than two clusters;
 * SW_ENOMEM. */
SW_NODISCARD sw_status sw_likelihood_covariance(double *covariance,
                                                const sw_likelihood *fit,
                                                sw_error *err);

/* statistic, p and ci by the normal distribution; df INFINITY. */
sw_estimate sw_estimate_by_normal(double estimate, double variance,
                                  double level);

#endif
