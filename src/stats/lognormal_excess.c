#include "stats/lognormal_excess.h"

#include <math.h>
#include <stdbool.h>

#include "stats/tail.h"

static bool is_valid(double mean, double cv, double k)
{
    return mean >= 0.0 && isfinite(mean) && cv >= 0.0 && isfinite(cv) &&
           !isnan(k);
}

/* sqrt(ln(1 + cv^2)) without the overflow of the square */
static double sigma_of(double cv)
{
    enum { LARGE = 100000000 };
    return sqrt(cv < LARGE ? log1p(cv * cv) : 2.0 * log(cv));
}

/* d1 of a mean and a threshold above 0 */
static double upper_d(double mean, double sigma, double k)
{
    return log(mean / k) / sigma + sigma / 2.0;
}

double sw_lognormal_excess(double mean, double cv, double k)
{
    if (!is_valid(mean, cv, k))
        return NAN;
    double least = fmax(0.0, mean - k), sigma = sigma_of(cv);
    if (!(k > 0.0) || !(mean > 0.0) || !(sigma > 0.0) || isinf(k))
        return least;
    double d1 = upper_d(mean, sigma, k);
    return fmax(least,
                mean * sw_normal_lower(d1) - k * sw_normal_lower(d1 - sigma));
}

double sw_lognormal_exceeds(double mean, double cv, double k)
{
    if (!is_valid(mean, cv, k))
        return NAN;
    double sigma = sigma_of(cv);
    if (!(k > 0.0) || !(mean > 0.0) || !(sigma > 0.0) || isinf(k))
        return mean > k ? 1.0 : 0.0;
    return sw_normal_lower(upper_d(mean, sigma, k) - sigma);
}
