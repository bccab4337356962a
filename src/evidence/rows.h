/*
 * rows.h - the rows behind an effect, for estimating it again: by segment,
 * without a cluster, with weights.
 *
 * Every design is a signed sum of cell means, given covariates: one cell for a
 * mean or a mean change, pilot and control for ANCOVA and difference in
 * differences (on the changes), up to four for tasks and ranges.
 */
#ifndef SW_EVIDENCE_ROWS_H
#define SW_EVIDENCE_ROWS_H

#include "evidence/effect.h"

enum { SW_CELLS_MOST = 4 };

typedef struct sw_rows {
    sw_model model;
    size_t n, k;     /* rows in use, covariates */
    int *person;     /* [n] roster number or SW_NOBODY */
    size_t *cell;    /* [n] below n_cells; 0 is the pilot group (after) */
    size_t *cluster; /* [n] */
    double *y;       /* [n] value, or the lower end of an answer's range */
    double *upper;   /* [n] upper end of the range; y for exact values */
    double *x;       /* [n * k], the same slope in every group */
    double sign[SW_CELLS_MOST];
    size_t n_cells;
    bool clustered;
    double cap; /* of the restricted mean of ranges */
} sw_rows;

sw_rows *sw_rows_new(sw_model model, size_t capacity, size_t k);
void sw_rows_free(sw_rows *rows);
/* Appends a row within the capacity; its covariates are left to the caller. */
void sw_rows_add(sw_rows *rows, int person, size_t cell, size_t cluster,
                 double y);
/* True if the values are ranges. */
bool sw_rows_ranges(const sw_rows *rows);

/* The rows of an effect; NULL where it has none (ranks, nothing estimated). */
sw_rows *sw_rows_of(const sw_effect *effect, const sw_pilot *pilot);

/* [k] slopes of the covariates, the same in every cell; NaN where they cannot
 * be told apart. */
double *sw_rows_slopes(const sw_rows *rows);
/* Pooled sd of the values within the cells, given the covariates' slopes [k]
 * (NULL: as they are); of ranges, of their middles. */
double sw_rows_spread(const sw_rows *rows, const double *slope);

/* Marks rows that are left out. */
#define SW_NO_GROUP SIZE_MAX

/* Effects of groups of rows and the covariance of their errors. */
typedef struct sw_group_effects {
    size_t n;
    double *estimate, *df; /* [n] NaN where it cannot be estimated */
    double *covariance;    /* [n * n] NaN in the rows and columns of those */
    sw_message **note;     /* [n] why not; NULL */
} sw_group_effects;

/* One regression of all groups that have two people in every cell; errors by
 * cluster with CR2, else HC2. `group` has a number below n_groups a row. */
sw_group_effects *sw_rows_by_group(const sw_rows *rows, const size_t *group,
                                   size_t n_groups);
void sw_group_effects_free(sw_group_effects *effects);

/* Minutes per seat and week of an estimate, and their slope in it. */
double sw_effect_to_minutes(const sw_effect *effect, double estimate);
double sw_effect_minutes_slope(const sw_effect *effect, double estimate);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_rows, sw_rows_free)
/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_group_effects, sw_group_effects_free)

#endif
