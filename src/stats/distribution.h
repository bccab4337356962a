/*
 * distribution.h - the distributions an uncertain number can have.
 *
 * Quantiles never hang and never give NaN for valid parameters (GSL's do in
 * reachable places): bracketed bisection on the smaller tail where GSL's
 * inverse cannot be trusted.
 */
#ifndef SW_STATS_DISTRIBUTION_H
#define SW_STATS_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/error.h"

enum { SW_DISTRIBUTION_KNOTS = 257 };

typedef enum sw_distribution_kind {
    SW_DIST_CONSTANT,   /* p[0] */
    SW_DIST_NORMAL,     /* mean, sd > 0 */
    SW_DIST_LOGNORMAL,  /* median > 0, geometric sd > 1 */
    SW_DIST_TRIANGULAR, /* low <= mode <= high, low < high */
    SW_DIST_PERT,       /* low <= mode <= high, low < high; shape 4 */
    SW_DIST_BETA,       /* a > 0, b > 0, on [0, 1] */
    SW_DIST_UNIFORM,    /* low < high */
    SW_DIST_STUDENT_T,  /* location, scale > 0, df > 0 */
    SW_DIST_MIXTURE,    /* weight[n] > 0 summing to 1, part[n] */
    SW_DIST_TABLE       /* mean, sd > 0; knots, its quantiles, which rise */
} sw_distribution_kind; /* discrete is a mixture of constants */

typedef struct sw_distribution sw_distribution;
struct sw_distribution {
    sw_distribution_kind kind;
    double p[3];
    size_t n;              /* mixture: number of parts */
    double *weight;        /* mixture: owned */
    sw_distribution *part; /* mixture: owned; parts are no mixtures */
    double *knots; /* owned: SW_DISTRIBUTION_KNOTS quantiles that a simulation
                      tabulated, or NULL; drawing from it again need not work
                      them out again. Of a table, what it is */
};

static inline sw_distribution sw_constant(double x)
{
    return (sw_distribution){.kind = SW_DIST_CONSTANT, .p = {x, 0, 0}};
}

/* SW_EDOMAIN with a sentence where a parameter is outside its range. */
SW_NODISCARD sw_status sw_distribution_check(const sw_distribution *d,
                                             sw_error *err);
/* The same kind with the same parameters. */
bool sw_distribution_equal(const sw_distribution *a, const sw_distribution *b);
void sw_distribution_clear(sw_distribution *d);
/* SW_ENOMEM or SW_OK; deep copy, *out cleared by the caller. */
SW_NODISCARD sw_status sw_distribution_copy(sw_distribution *out,
                                            const sw_distribution *d);

/* All of these take a checked distribution and are finite for p in (0, 1). The
 * centre stands for the mean of Student's t with df <= 1; with df <= 2, which
 * has no sd, the sd is that of the normal with the same P10 and P90. */
double sw_distribution_mean(const sw_distribution *d);
double sw_distribution_sd(const sw_distribution *d);
double sw_distribution_cdf(const sw_distribution *d, double x);
double sw_distribution_quantile(const sw_distribution *d, double p);
/* A draw from one uniform u in (0, 1): the quantile, but for a mixture the part
 * is chosen by u and the rest of u drawn within it (still one dimension). */
double sw_distribution_draw(const sw_distribution *d, double u);
/* That of `factor` > 0 times the number; of a table alone. */
void sw_distribution_scale(sw_distribution *table, double factor);
bool sw_distribution_is_constant(const sw_distribution *d);
/* SW_ENOMEM or SW_OK: a table of these quantiles (stats/quantile_table.h),
 * whose mean and sd are known. */
SW_NODISCARD sw_status sw_distribution_of_table(
    sw_distribution *out, const double knots[SW_DISTRIBUTION_KNOTS],
    double mean, double sd);
/* P(X > 0): what no chance can exceed that needs X above 0. */
double sw_distribution_positive_share(const sw_distribution *d);
/* Quantile p of X given X > 0; NaN where it is never above 0. */
double sw_distribution_positive_quantile(const sw_distribution *d, double p);

/* Guarded quantiles: cdf(q) = p to 1e-10, p in (0, 1). */
double sw_quantile_normal(double p);
double sw_quantile_t(double p, double df);
double sw_quantile_beta(double p, double a, double b);

#endif
