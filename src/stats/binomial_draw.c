/* Draws of a binomial count. */
#include "stats/multinomial.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

/* Below this mean the inversion is faster, and the other not valid. */
static const double MIN_MEAN = 10.0;

/* P(0), P(1), ... subtracted from one uniform until it is used up. */
static uint64_t by_inversion(sw_random *r, uint64_t n, double p)
{
    double odds = p / (1.0 - p), m = (double)n;
    for (;;) {
        double u = sw_random_uniform(r), term = exp(m * log1p(-p));
        for (uint64_t k = 0; k <= n; k++) {
            if (u <= term)
                return k;
            u -= term;
            term *= odds * (m - (double)k) / (double)(k + 1);
        }
    }
}

/* Transformed rejection with squeeze; p <= 1/2, n p >= 10. */
static uint64_t by_rejection(sw_random *r, uint64_t n, double p)
{
    double m = (double)n, sd = sqrt(m * p * (1.0 - p));
    double b = 1.15 + 2.53 * sd, a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = m * p + 0.5, inner = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * sd, mode = floor((m + 1.0) * p);
    double log_odds = log(p) - log1p(-p), at_mode = 0.0;
    for (bool first = true;;) {
        double v = sw_random_uniform(r), u = sw_random_uniform(r) - 0.5;
        double us = 0.5 - fabs(u), k = floor((2.0 * a / us + b) * u + c);
        if (us >= 0.07 && v <= inner)
            return (uint64_t)k;
        if (!(k >= 0.0 && k <= m))
            continue;
        if (first) {
            at_mode = gsl_sf_lnfact((unsigned)mode) +
                      gsl_sf_lnfact((unsigned)(m - mode));
            first = false;
        }
        double log_ratio = at_mode - gsl_sf_lnfact((unsigned)k) -
                           gsl_sf_lnfact((unsigned)(m - k)) +
                           (k - mode) * log_odds;
        if (log(v * alpha / (a / (us * us) + b)) <= log_ratio)
            return (uint64_t)k;
    }
}

uint64_t sw_binomial(sw_random *r, uint64_t n, double p)
{
    if (n == 0 || !(p > 0.0))
        return 0;
    if (!(p < 1.0))
        return n;
    if (p > 0.5)
        return n - sw_binomial(r, n, 1.0 - p);
    return (double)n * p < MIN_MEAN ? by_inversion(r, n, p)
                                    : by_rejection(r, n, p);
}
