/*
 * gamma_tail.h - both tails of the gamma distribution with scale 1.
 *
 * GSL's gamma quantile gives NaN for a shape of .1 or less and of 1e6 or more;
 * these tails take any shape, and a point by its logarithm, so that quantiles
 * too small for a double can still be searched for.
 */
#ifndef SW_STATS_GAMMA_TAIL_H
#define SW_STATS_GAMMA_TAIL_H

typedef struct sw_gamma_tails {
    double lower, upper; /* P(X <= x), P(X > x), each to its own precision */
    double slope;        /* d lower / d log(x) = x^a exp(-x) / Gamma(a) */
} sw_gamma_tails;

/* Source: series and continued fraction, DLMF 8.7.1 and 8.9.2; Loader's
 * saddle-point form for the factor before them; from a shape of 1e8 Temme
 * (1979), SIAM J. Math. Anal. 10, 757-766, first two terms.
 * Cost: O(sqrt(shape)), at most 2e5 terms. */
sw_gamma_tails sw_gamma_tails_at(double x, double shape);
sw_gamma_tails sw_gamma_tails_at_log(double log_x, double shape);

#endif
