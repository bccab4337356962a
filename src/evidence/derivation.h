/*
 * derivation.h - what an estimate is made of: the statistics of the raw answers
 * from which a reader recomputes it, and the rows behind it for what sums
 * cannot tell.
 *
 *   estimate = sum over groups of sign (mean - sum over covariates of
 *              slope * mean of the covariate)
 *   standard error = root of the sum over `spread` groups of sd^2 / n, or of
 *              se^2 where the group's mean is a fitted one
 */
#ifndef SW_EVIDENCE_DERIVATION_H
#define SW_EVIDENCE_DERIVATION_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/stats.h"

/* One arm and wave of an estimate, or the changes of one arm. */
typedef struct sw_raw_group {
    const char *name;  /* "pilot, after" */
    size_t n, people;  /* values; different people, 0 not known who */
    size_t clusters;   /* 0: not clustered */
    double sign;       /* with which its mean enters; 0: only its spread */
    bool spread;       /* whether its spread makes the standard error */
    double mean, sd;   /* sd NaN for a fitted mean */
    double se, df;     /* of a fitted mean; NaN else */
    double *covariate; /* [n_covariates] means */
    /* How a mean of ranges was fitted; SW_FAMILY_AUTO where it was not. */
    sw_family family;
    double location, scale, zero_share;
    size_t n_open;
} sw_raw_group;

/* How the degrees of freedom come out of the groups of the spread. */
typedef enum sw_df_rule {
    SW_DF_GIVEN,    /* they need the rows */
    SW_DF_WELCH,    /* (sum v)^2 / sum(v^2 / df of the group) */
    SW_DF_BY_UNIT,  /* the same with 1/n in place of v */
    SW_DF_RESIDUAL, /* values less groups */
    SW_DF_NORMAL    /* infinite */
} sw_df_rule;

typedef struct sw_derivation {
    size_t effect; /* index of the effect */
    sw_raw_group *groups;
    size_t n_groups;
    size_t n_covariates;
    char **covariate_names; /* [n_covariates] */
    bool own_names;         /* they are the program's words */
    double *slope;          /* [n_covariates] */
    bool from_groups;       /* the standard error follows from the groups */
    sw_df_rule df;
    size_t clusters; /* over all groups; 0: not clustered */
    char *command;   /* `seatworth stat ...` on the rows; NULL: no rows */
    bool by_group;   /* the command is run on the rows of each group */
} sw_derivation;

#endif
