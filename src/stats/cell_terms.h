/*
 * cell_terms.h - each cluster's part of the errors, in the columns it touches.
 */
#ifndef SW_STATS_CELL_TERMS_H
#define SW_STATS_CELL_TERMS_H

#include "stats/cell_basis.h"
#include "stats/cluster_terms.h"

/* Cluster j touches the t cells cell[start[j]] to cell[start[j + 1] - 1]; its
 * columns are these and then the k of the covariates, w = t + k of them. */
typedef struct sw_cell_terms {
    size_t count;
    size_t *start, *cell; /* [count + 1], [start[count]] */
    double *score;        /* [start[count] + count * k] Q_j'A_j e_j */
    /* Q_j'A_j Q_j and Q_j'(A_j A_j')^+ Q_j as in sw_cluster_terms, from at[j]:
     * t on the diagonal without covariates, else w * w. NULL for HC2, CR1. */
    size_t *at; /* [count + 1] */
    double *a, *d;
    bool by_cr1;
} sw_cell_terms;

/* SW_ENODATA with fewer than two clusters; SW_ENUMERIC, SW_ENOMEM. Clear it
 * after either outcome. */
SW_NODISCARD sw_status sw_cell_terms_init(sw_cell_terms *t,
                                          const sw_cell_basis *b,
                                          sw_error *err);
void sw_cell_terms_clear(sw_cell_terms *t);

/* The first of cluster j's scores. */
const double *sw_cell_score(const sw_cell_terms *t, size_t j, size_t k);

/* cell_df.c: Satterthwaite's degrees of freedom of each group's effect, whose
 * contrast of the covariates is on[groups * k]. SW_ENOMEM. */
SW_NODISCARD sw_status sw_cell_df(double *df, const sw_cell_terms *t,
                                  const sw_cell_basis *b, const double *on,
                                  sw_error *err);

#endif
