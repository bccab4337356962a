/* Four families: log-likelihood of an answer, and means. */
#include "stats/interval_family.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#include "stats/tail.h"

const char *sw_family_name(sw_family family)
{
    static const char *const NAME[] = {"auto", "lognormal", "weibull", "gamma",
                                       "gaussian"};
    return (size_t)family < sizeof NAME / sizeof *NAME ? NAME[family]
                                                       : "unknown";
}

/* log Phi(z), to full precision in the far tail. */
static double log_normal_cdf(double z)
{
    return gsl_sf_log_erfc(-z / M_SQRT2) - M_LN2;
}

/* log(Phi(b) - Phi(a)), taken on the side with the smaller tails. */
static double log_normal_between(double a, double b)
{
    if (a > 0.0) {
        double flipped = -a;
        a = -b;
        b = flipped;
    }
    if (!(a > -INFINITY))
        return b < INFINITY ? log_normal_cdf(b) : 0.0;
    if (!(b < INFINITY))
        return log_normal_cdf(-a);
    double log_b = log_normal_cdf(b);
    return log_b + log1p(-exp(log_normal_cdf(a) - log_b));
}

/* log(exp(-e^a) - exp(-e^b)), Weibull's survival at a less that at b. */
static double log_weibull_between(double a, double b)
{
    double hazard_a = exp(a);
    if (!(b < INFINITY))
        return -hazard_a;
    return -hazard_a + log(-expm1(hazard_a - exp(b)));
}

static double gamma_density(double shape, double x)
{
    return shape * log(x) - x - gsl_sf_lngamma(shape);
}

/* x in units of mean / shape. Where both tails underflow, the density at the
 * nearer edge times the width keeps the likelihood finite for the search. */
static double log_gamma_between(double shape, double a, double b)
{
    double p;
    if (!(a > 0.0))
        p = sw_gamma_lower(b, shape);
    else if (!(b < INFINITY))
        p = sw_gamma_upper(a, shape);
    else if (a > shape)
        p = sw_gamma_upper(a, shape) - sw_gamma_upper(b, shape);
    else
        p = sw_gamma_lower(b, shape) - sw_gamma_lower(a, shape);
    if (p > 0.0)
        return log(p);
    double edge = a > shape || !(b < INFINITY) ? a : b;
    return gamma_density(shape, edge) - log1p(fabs(edge - shape));
}

static double exact(sw_family family, double location, double scale, double y)
{
    if (family == SW_FAMILY_GAMMA) {
        double shape = 1.0 / (scale * scale);
        return gamma_density(shape, shape * y * exp(-location)) - log(y);
    }
    double z = ((family == SW_FAMILY_GAUSSIAN ? y : log(y)) - location) / scale;
    double jacobian = family == SW_FAMILY_GAUSSIAN ? 0.0 : log(y);
    if (family == SW_FAMILY_WEIBULL)
        return z - exp(z) - log(scale) - jacobian;
    return -0.5 * z * z - M_LNPI / 2.0 - M_LN2 / 2.0 - log(scale) - jacobian;
}

double sw_family_log_likelihood(sw_family family, double location, double scale,
                                double lower, double upper)
{
    if (!(lower < upper))
        return exact(family, location, scale, lower);
    bool from_start = !(lower > 0.0);
    if (family == SW_FAMILY_GAUSSIAN) {
        /* Only 0 itself is the edge of the scale of answers. */
        from_start = from_start && !(lower < 0.0 && lower > -INFINITY);
        double a = from_start ? -INFINITY : (lower - location) / scale;
        return log_normal_between(a, (upper - location) / scale);
    }
    if (family == SW_FAMILY_GAMMA) {
        double shape = 1.0 / (scale * scale);
        double factor = shape * exp(-location);
        return log_gamma_between(shape, from_start ? 0.0 : lower * factor,
                                 upper * factor);
    }
    double a = from_start ? -INFINITY : (log(lower) - location) / scale;
    double b = (log(upper) - location) / scale;
    return family == SW_FAMILY_WEIBULL ? log_weibull_between(a, b)
                                       : log_normal_between(a, b);
}

double sw_family_mean(sw_family family, double location, double scale)
{
    switch (family) {
    case SW_FAMILY_LOGNORMAL:
        return exp(location + scale * scale / 2.0);
    case SW_FAMILY_WEIBULL:
        return exp(location + lgamma(1.0 + scale));
    case SW_FAMILY_GAMMA:
        return exp(location);
    case SW_FAMILY_GAUSSIAN:
        return location;
    case SW_FAMILY_AUTO:
        break;
    }
    return NAN;
}

void sw_family_mean_gradient(double gradient[2], sw_family family,
                             double location, double scale)
{
    double mean = sw_family_mean(family, location, scale);
    gradient[0] = family == SW_FAMILY_GAUSSIAN ? 1.0 : mean;
    gradient[1] = 0.0;
    if (family == SW_FAMILY_LOGNORMAL)
        gradient[1] = mean * scale * scale;
    if (family == SW_FAMILY_WEIBULL)
        gradient[1] = mean * scale * gsl_sf_psi(1.0 + scale);
}

/* E[min(Y, c)] = integral of P(Y > y) to c, plus what is below 0. */
double sw_family_restricted_mean(sw_family family, double location,
                                 double scale, double cap)
{
    double mean = sw_family_mean(family, location, scale);
    if (!(cap < INFINITY))
        return mean;
    if (family == SW_FAMILY_GAUSSIAN) {
        double z = (cap - location) / scale;
        return location * gsl_cdf_ugaussian_P(z) -
               scale * gsl_ran_ugaussian_pdf(z) + cap * gsl_cdf_ugaussian_Q(z);
    }
    if (family == SW_FAMILY_GAMMA) {
        double shape = 1.0 / (scale * scale), x = cap * shape / mean;
        return mean * sw_gamma_lower(x, shape + 1.0) +
               cap * sw_gamma_upper(x, shape);
    }
    double z = (log(cap) - location) / scale;
    if (family == SW_FAMILY_WEIBULL)
        return mean * sw_gamma_lower(exp(z), scale);
    return mean * gsl_cdf_ugaussian_P(z - scale) + cap * gsl_cdf_ugaussian_Q(z);
}
