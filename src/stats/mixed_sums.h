/*
 * mixed_sums.h - a random intercept model reduced to sums over its groups.
 *
 * In an orthonormal basis Q of the design, with e the residuals of least
 * squares, c_j = r / (1 + n_j r), s_j the sums of Q and e_j those of e over the
 * rows of group j:  X'V^-1 X = I - sum c_j s_j s_j' (times 1/var_residual), and
 * b = least squares + d with (I - sum c_j s_j s_j') d = -sum c_j s_j e_j.
 */
#ifndef SW_STATS_MIXED_SUMS_H
#define SW_STATS_MIXED_SUMS_H

#include "seatworth/stats.h"

typedef struct sw_mixed_sums {
    size_t n, p, groups;
    double largest;          /* rows of the largest group */
    double *size;            /* [groups] n_j */
    double *s;               /* [groups * p] */
    double *e;               /* [groups] */
    double rss;              /* of least squares */
    double *contrast;        /* [p * p] row j gives coefficient j */
    double *coefficient;     /* [p] of least squares */
    double log_det_contrast; /* 2 log |det contrast| */
    double *delta;           /* [p] d, of the last state */
    double *factor, *work;   /* [p * p] */
} sw_mixed_sums;

/* SW_ENODATA as sw_stats_mixed; SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_mixed_sums_init(sw_mixed_sums *s,
                                          const sw_regression *m,
                                          sw_error *err);
void sw_mixed_sums_clear(sw_mixed_sums *s);

/* mixed_large.c: the sums of many rows, from products of the design; *done is
 * false where it is too ill-conditioned. The arrays are allocated. SW_ENOMEM.
 */
struct sw_clusters;
SW_NODISCARD sw_status sw_mixed_take_many(sw_mixed_sums *s, bool *done,
                                          const sw_regression *m,
                                          const struct sw_clusters *c,
                                          sw_error *err);
/* 2 log |det a|; spoils a[p * p]. */
double sw_mixed_log_det(double *a, size_t p);

/* The model at one ratio r. */
typedef struct sw_mixed_state {
    double ratio;
    double log_size; /* sum log(1 + n_j r) */
    double log_det;  /* log |I - sum c_j s_j s_j'| */
    double rss;      /* (y - Xb)' (V / var_residual)^-1 (y - Xb) */
} sw_mixed_state;

/* False where the matrix is not positive definite or rss not above 0. Leaves d
 * in s->delta and the matrix's factor in s->factor. */
bool sw_mixed_at(sw_mixed_state *out, sw_mixed_sums *s, double ratio);
/* The derivative of the criterion by r at the last state, times 1 + r n for the
 * largest n. */
double sw_mixed_slope(sw_mixed_sums *s, const sw_mixed_state *at);

/* Kenward and Roger's adjustment, in the basis and in units of the residual
 * variance. */
typedef struct sw_mixed_adjustment {
    size_t p;
    double *phi;        /* [p * p] (X'V^-1 X)^-1 */
    double *covariance; /* [p * p] the adjusted one */
    double *p1, *p2;    /* [p * p] phi P_i phi */
    double w[3];        /* 11, 12, 22: covariance of the two variances */
    double *block;
} sw_mixed_adjustment;

/* Source: Kenward & Roger (1997), Biometrics 53, 983-997. SW_ENODATA where the
 * variances are not identified; SW_ENOMEM. Clear it after either outcome. */
SW_NODISCARD sw_status sw_mixed_adjust(sw_mixed_adjustment *a,
                                       const sw_mixed_sums *s, double ratio,
                                       sw_error *err);
void sw_mixed_adjustment_clear(sw_mixed_adjustment *a);
/* Degrees of freedom of the contrast c. */
double sw_mixed_df(const sw_mixed_adjustment *a, const double *c);

#endif
