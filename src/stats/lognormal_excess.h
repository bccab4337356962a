/*
 * lognormal_excess.h - how far a lognormal quantity goes beyond a threshold.
 *
 * `mean` and `cv` are those of the quantity itself, not of its logarithm:
 * sigma^2 = ln(1 + cv^2). A cv of 0 is a constant.
 */
#ifndef SW_STATS_LOGNORMAL_EXCESS_H
#define SW_STATS_LOGNORMAL_EXCESS_H

/**
 * E[max(0, X - k)] = mean Phi(d1) - k Phi(d2),
 *   d1 = ln(mean / k) / sigma + sigma / 2, d2 = d1 - sigma
 * k <= 0: mean - k; cv = 0: max(0, mean - k); k = INFINITY: 0.
 *
 * @param mean  >= 0
 * @param cv    >= 0
 * @return NaN where an argument is NaN, mean or cv below 0 or mean infinite
 *
 * Numerics: to a few roundings of the mean, and never below max(0, mean - k);
 *           far above the mean the difference keeps 1e-9 of itself.
 * Source:   Black & Scholes (1973), J. Political Economy 81, 637-654, eq. 13,
 *           without interest.
 * Deviates: no.
 */
double sw_lognormal_excess(double mean, double cv, double k);

/* P(X > k). */
double sw_lognormal_exceeds(double mean, double cv, double k);

#endif
