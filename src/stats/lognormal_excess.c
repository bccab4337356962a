#include "stats/lognormal_excess.h"

#include <math.h>
#include <stdbool.h>

#include "stats/distribution.h"
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

double sw_lognormal_quantile_upper(double mean, double cv, double tail)
{
    if (!is_valid(mean, cv, tail) || !(tail > 0.0 && tail < 1.0))
        return NAN;
    double sigma = sigma_of(cv);
    return mean * exp(-sigma * (sw_quantile_normal(tail) + sigma / 2.0));
}

double sw_expected_bill(double mean, double cv, const sw_usage_bill *b)
{
    if (!is_valid(mean, cv, b->pool) || !(b->price >= 0.0) ||
        !(b->commit >= 0.0) || isnan(b->cap))
        return NAN;
    if (!(b->price > 0.0) || b->cap <= b->commit)
        return b->commit;
    double over =
        sw_lognormal_excess(mean, cv, b->pool + b->commit / b->price) -
        sw_lognormal_excess(mean, cv, b->pool + b->cap / b->price);
    return fmin(b->commit + b->price * fmax(0.0, over), b->cap);
}

double sw_blocked_share(double mean, double cv, const sw_usage_bill *b)
{
    if (!is_valid(mean, cv, b->pool) || !(b->cap >= 0.0))
        return NAN;
    if (!(b->price > 0.0) || !(mean > 0.0) || isinf(b->cap))
        return 0.0;
    return sw_lognormal_excess(mean, cv, b->pool + b->cap / b->price) / mean;
}
