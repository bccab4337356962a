/*
 * studentised_range.h - (largest - smallest of k means) / their standard error.
 *
 * For k >= 2 independent normal means with one variance estimated on df > 0
 * degrees of freedom, INFINITY allowed; NaN otherwise.
 */
#ifndef SW_STATS_STUDENTISED_RANGE_H
#define SW_STATS_STUDENTISED_RANGE_H

/* P(Q <= q) and P(Q > q), each of positive terms.
 * Numerics: trapezoidal rule over the largest mean, whose error is below the
 *           last digit, within panels of Gauss and Legendre over chi.
 * Source:   Copenhaver & Holland (1988), J. Statistical Computation and
 *           Simulation 30, 1-15, eq. 2 and 3. */
double sw_studentised_range_lower(double q, double k, double df);
double sw_studentised_range_upper(double q, double k, double df);

/* P(Q > q) = upper, in (0, 1). */
double sw_quantile_studentised_range(double upper, double k, double df);

#endif
