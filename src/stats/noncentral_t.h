/*
 * noncentral_t.h - both tails and the quantile of the noncentral t.
 *
 * T = (Z + ncp) / sqrt(chi2_df / df); df > 0, INFINITY allowed; NaN otherwise.
 */
#ifndef SW_STATS_NONCENTRAL_T_H
#define SW_STATS_NONCENTRAL_T_H

/* P(T <= t) = integral of Phi(t u - ncp) f(u) du, u = sqrt(chi2_df / df), and
 * P(T > t): both of positive terms, so each keeps its relative precision.
 * Numerics: panels of Gauss and Legendre in log(u), see chi_integral.h. */
double sw_noncentral_t_lower(double t, double df, double ncp);
double sw_noncentral_t_upper(double t, double df, double ncp);

/* P(T <= q) = lower, in (0, 1). */
double sw_quantile_noncentral_t(double lower, double df, double ncp);

#endif
