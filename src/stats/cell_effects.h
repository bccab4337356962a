/*
 * cell_effects.h - contrasts of cell means, one a group, from one regression
 * that is never laid out.
 *
 * y ~ cell + covariates. A row has 1 in the column of its cell and no other, so
 * that in an orthonormal basis it has 1 + k entries, however many cells there
 * are. Group g owns the cells g * per_group to (g + 1) * per_group - 1.
 */
#ifndef SW_STATS_CELL_EFFECTS_H
#define SW_STATS_CELL_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/error.h"

typedef struct sw_cell_model {
    const double *y;       /* [n] */
    const double *x;       /* [n * k] covariates, the same slope in each cell */
    const size_t *cell;    /* [n] below groups * per_group, none empty */
    const size_t *cluster; /* [n] errors by CR2; NULL: by HC2 */
    const double *sign;    /* [per_group] of the cells in a group's effect */
    size_t n, k, groups, per_group;
    double work_most; /* of CR2, in multiplications; 0: 1e10 */
} sw_cell_model;

typedef struct sw_cell_effects {
    double *estimate;   /* [groups] */
    double *se;         /* [groups] 0 where it cannot be estimated */
    double *df;         /* [groups] by cluster; NaN without clusters */
    double *covariance; /* [groups * groups] */
    bool by_cr1;        /* CR2 would have passed work_most */
} sw_cell_effects;

/**
 * Effects E_g = sum over its cells of sign * mean given the covariates.
 *
 * The figures are those of a regression with a column for each cell. With Q the
 * basis (cells over the root of their sizes, then the covariates free of the
 * cells, U), a cluster j that touches t cells has
 *   Q_j'Q_j = (diag(rows in the cell / its size), B; B', U_j'U_j)
 * and its CR2 adjustment works on these t + k columns alone. Without covariates
 * that is diagonal. P_ij = x_i'x_j of Satterthwaite's degrees of freedom needs
 * x_j = Q_j'A_j Q_j c, non-zero in the columns that j touches, and, without
 * covariates, in those of the group alone.
 *
 * @param[out] out  written only on SW_OK; cleared by the caller
 * @param m         see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   a value is not finite
 *         SW_ENODATA   n <= coefficients, fewer than two clusters, a covariate
 *                      that is a combination of the cells and the others
 *         SW_ENUMERIC, SW_ENOMEM
 *
 * Cost:     O(n k^2 + groups^2) and that of the clusters, by t cells each:
 *           without covariates sum t^2, else with w = t + k
 *           sum (10 w^3 + groups w^2) + groups (cells + k)^2. Above work_most
 *           CR1 is taken, with clusters - 1 degrees of freedom.
 * Source:   Bell & McCaffrey (2002), Survey Methodology 28, 169-181;
 * Pustejovsky & Tipton (2018), J. Business & Economic Statistics 36, 672-683.
 * Deviates: no.
 */
SW_NODISCARD sw_status sw_stats_cell_effects(sw_cell_effects *out,
                                             const sw_cell_model *m,
                                             sw_error *err);
void sw_cell_effects_clear(sw_cell_effects *effects);

#endif
