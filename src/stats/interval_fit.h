/*
 * interval_fit.h - maximum likelihood of one family on grouped answers.
 */
#ifndef SW_STATS_INTERVAL_FIT_H
#define SW_STATS_INTERVAL_FIT_H

#include "stats/interval_family.h"

/* Distinct answers; the same bin from many people is one row. */
typedef struct sw_bins {
    size_t n;        /* distinct (lower, upper) */
    double *lower;   /* [n] */
    double *upper;   /* [n] */
    double *count;   /* [n] */
    double mean, sd; /* rough moments, where to start from */
} sw_bins;

typedef struct sw_family_fit {
    sw_family family;
    double location, scale;
    double log_likelihood;
    double covariance[2][2]; /* of (location, log scale), inverse Hessian */
} sw_family_fit;

/* SW_ENUMERIC where the likelihood has no interior maximum: the answers do not
 * fix two parameters. SW_ENOMEM. */
SW_NODISCARD sw_status sw_family_maximise(sw_family_fit *out, sw_family family,
                                          const sw_bins *bins, sw_error *err);

/* Gradient of one bin's log-likelihood in (location, log scale). */
void sw_family_score(double score[2], const sw_family_fit *fit, double lower,
                     double upper);

#endif
