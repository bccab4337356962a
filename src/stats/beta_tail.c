/* Both tails of the beta distribution and of Student's t. */
#include "stats/beta_tail.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

/* Above this, Student's t differs from its expansion by less than 1e-16. */
static const double LARGE_DF = 1e9;

enum {
    MAX_TERMS = 200000
}; /* sqrt(1e9) terms suffice; a bound, not a target */

sw_beta_point sw_beta_point_at(double x)
{
    return (sw_beta_point){x, 1.0 - x, log(x), log1p(-x)};
}

sw_beta_point sw_beta_point_at_logit(double z)
{
    double small = exp(-fabs(z)), one_more = log1p(small);
    sw_beta_point p = {small / (1.0 + small), 1.0 / (1.0 + small),
                       -fabs(z) - one_more, -one_more};
    if (z > 0.0)
        p = (sw_beta_point){p.y, p.x, p.log_y, p.log_x};
    return p;
}

/* x^a y^b / B(a, b): near the mean the exponent is a difference of large equal
 * terms, so it is written about the mean, where they have cancelled. */
static double slope_at(sw_beta_point at, double a, double b)
{
    double x0 = a / (a + b), y0 = b / (a + b);
    double d = at.x < at.y ? at.x - x0 : y0 - at.y;
    double u = d / x0, v = -d / y0, exponent;
    if (fabs(u) < 0.5 && fabs(v) < 0.5)
        exponent = a * gsl_sf_log_1plusx_mx(u) + b * gsl_sf_log_1plusx_mx(v);
    else
        exponent = a * (at.log_x - (x0 < 0.5 ? log(x0) : log1p(-y0))) +
                   b * (at.log_y - (y0 < 0.5 ? log(y0) : log1p(-x0)));
    double star =
        gsl_sf_gammastar(a + b) / (gsl_sf_gammastar(a) * gsl_sf_gammastar(b));
    return exp(exponent) * star * sqrt(a * y0 / (2.0 * M_PI));
}

/* Didonato & Morris' continued fraction, I_x(a, b) = slope / fraction. Written
 * with y as well: 1 - (a + b) x / (a + 1) would lose all digits near x = 1. */
static double fraction(double x, double y, double a, double b)
{
    const double tiny = 1e-300;
    double lambda = x > 0.5 ? (a + b) * y - b : a - (a + b) * x;
    double h = a * (lambda + 1.0) / (a + 1.0);
    double c = h, d = 0.0;
    for (int k = 1; k < MAX_TERMS; k++) {
        double m = k, step = a + 2.0 * m - 1.0;
        double numerator = (a + m - 1.0) / step * ((a + b + m - 1.0) / step) *
                           m * (b - m) * x * x;
        double term = m + m * (b - m) * x / step +
                      (a + m) * (lambda + 1.0 + m * (1.0 + y)) / (step + 2.0);
        d = term + numerator * d;
        d = 1.0 / (fabs(d) < tiny ? tiny : d);
        c = term + numerator / c;
        c = fabs(c) < tiny ? tiny : c;
        h *= c * d;
        if (fabs(c * d - 1.0) < DBL_EPSILON)
            break;
    }
    return h;
}

sw_beta_tails sw_beta_tails_at(sw_beta_point at, double a, double b)
{
    if (!(at.log_x > -INFINITY))
        return (sw_beta_tails){0.0, 1.0, 0.0};
    if (!(at.log_y > -INFINITY))
        return (sw_beta_tails){1.0, 0.0, 0.0};
    sw_beta_tails t = {.slope = slope_at(at, a, b)};
    if (at.x < (a + 1.0) / (a + b + 2.0)) {
        t.lower = fmin(1.0, t.slope / fraction(at.x, at.y, a, b));
        t.upper = 1.0 - t.lower;
    } else {
        t.upper = fmin(1.0, t.slope / fraction(at.y, at.x, b, a));
        t.lower = 1.0 - t.upper;
    }
    return t;
}

/* The normal deviate with the same tail, to second order in 1 / df. */
static double normal_deviate(double t, double df)
{
    return t * (1.0 - 0.25 / df) / sqrt(1.0 + t * t / (2.0 * df));
}

double sw_t_two_sided(double t, double df)
{
    t = fabs(t);
    if (isinf(t))
        return 0.0;
    if (df > LARGE_DF)
        return 2.0 * gsl_cdf_ugaussian_Q(normal_deviate(t, df));
    if (t > 1e150) /* t^2 would overflow */
        return sw_beta_tails_at(sw_beta_point_at_logit(log(df) - 2.0 * log(t)),
                                df / 2.0, 0.5)
            .lower;
    double square = t * t, sum = df + square;
    sw_beta_point at = {df / sum, square / sum, 0, 0};
    at.log_x = at.x > 0.5 ? log1p(-at.y) : log(at.x);
    at.log_y = at.y > 0.5 ? log1p(-at.x) : log(at.y);
    return sw_beta_tails_at(at, df / 2.0, 0.5).lower;
}

double sw_t_upper(double t, double df)
{
    double half = sw_t_two_sided(t, df) / 2.0;
    return t >= 0.0 ? half : 1.0 - half;
}
