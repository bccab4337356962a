/*
 * lognormal_excess.h - how far a lognormal quantity goes beyond a threshold,
 * and what a month of metered use then costs.
 *
 * `mean` and `cv` are those of the quantity itself, not of its logarithm:
 * sigma^2 = ln(1 + cv^2). A cv of 0 is a constant.
 */
#ifndef SW_STATS_LOGNORMAL_EXCESS_H
#define SW_STATS_LOGNORMAL_EXCESS_H

#include <stddef.h>

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

/* P(X > k), and the x with P(X > x) = tail; tail in (0, 1). */
double sw_lognormal_exceeds(double mean, double cv, double k);
double sw_lognormal_quantile_upper(double mean, double cv, double tail);

/* How a month's use is billed. */
typedef struct sw_usage_bill {
    double pool;   /* units that cost nothing */
    double price;  /* of a unit beyond the pool */
    double commit; /* paid whatever is used, and set against the units */
    double cap;    /* a bill at which use stops; INFINITY: none */
} sw_usage_bill;

/**
 * The mean of min(max(commit, cap), max(commit, price * max(0, X - pool))).
 *
 *   commit + price (E[(X - pool - commit / price)+] - E[(X - pool - cap /
 *   price)+]), the last term only where cap > commit
 *
 * A price of 0 leaves the commitment. NaN where price or commit is below 0.
 */
double sw_expected_bill(double mean, double cv, const sw_usage_bill *b);

/* The share of use that the cap stops: E[(X - pool - cap / price)+] / mean;
 * 0 without a cap, or where units or use are nothing. */
double sw_blocked_share(double mean, double cv, const sw_usage_bill *b);

#endif
