/*
 * tail.h - tail probabilities, each to its own relative precision, and their
 * quantiles, beside those of distribution.h and beta_tail.h.
 *
 * GSL's inverses hang or give NaN in reachable places and its incomplete beta
 * from 1e6; every estimator goes through these. For valid parameters none of
 * them hangs or gives NaN; an argument that is NaN, or a parameter out of its
 * range, gives NaN. A quantile satisfies cdf(q) = p to 1e-10, or has neighbours
 * on either side of p where doubles are too coarse.
 */
#ifndef SW_STATS_TAIL_H
#define SW_STATS_TAIL_H

#include <stdbool.h>

double sw_normal_lower(double z);
double sw_normal_upper(double z);
double sw_normal_two_sided(double z); /* P(|Z| >= |z|) */
double sw_log_normal_lower(double z); /* finite at -1e150, where P is 0 */

/* Gamma with scale 1, chi-square and F; parameters above 0, df2 may be
 * INFINITY. A quantile takes the probability of one tail, in [0, 1]. */
double sw_gamma_lower(double x, double shape);
double sw_gamma_upper(double x, double shape);
double sw_quantile_gamma(double lower, double shape);
double sw_quantile_gamma_upper(double upper, double shape);

double sw_chi2_upper(double x, double df);
double sw_quantile_chi2(double lower, double df);

double sw_beta_lower(double x, double a, double b);
double sw_beta_upper(double x, double a, double b);

double sw_f_lower(double x, double df1, double df2);
double sw_f_upper(double x, double df1, double df2);
double sw_quantile_f(double lower, double df1, double df2);
double sw_quantile_f_upper(double upper, double df1, double df2);

/* Binomial of n trials: P(X <= k), P(X >= k), and the smallest k with
 * P(X <= k) >= lower. Whole numbers up to 2^53, held in doubles. */
double sw_binomial_lower(double k, double n, double probability);
double sw_binomial_upper(double k, double n, double probability);
double sw_quantile_binomial(double lower, double n, double probability);

/* The x in (low, high) where a monotone log-probability reaches `log_tail`, by
 * a safeguarded secant that needs at most 200 steps; low where none is below,
 * high where none is above. The one search of all quantiles without slopes. */
double sw_search_tail(double (*log_tail_at)(double x, const void *ctx),
                      const void *ctx, double log_tail, bool rising, double low,
                      double high);

#endif
