/* Both tails of the gamma distribution. */
#include "stats/gamma_tail.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_sf_zeta.h>
#include <math.h>

/* From here two terms of Temme's expansion are exact to 1e-15. */
static const double LARGE_SHAPE = 1e8;
/* Below this 1 - P would lose the upper tail's digits. */
static const double SMALL_SHAPE = 0.25;

enum { MAX_TERMS = 200000, ZETA_TERMS = 40 };

/* log Gamma(1 + a), |a| <= SMALL_SHAPE, to its own precision near 0. */
static double log_gamma_one_plus(double a)
{
    double sum = -M_EULER * a, power = -a;
    for (int k = 2; k < ZETA_TERMS; k++) {
        power *= -a;
        sum += gsl_sf_zeta_int(k) * power / k;
    }
    return sum;
}

/* x^a exp(-x) / Gamma(a): about the mean for a shape from 1, where x and
 * a log(x) are large and nearly cancel. */
static double slope_at(double log_x, double x, double a)
{
    if (a < SMALL_SHAPE)
        return a * exp(a * log_x - x - log_gamma_one_plus(a));
    if (a < 1.0)
        return exp(a * log_x - x - gsl_sf_lngamma(a));
    double u = (x - a) / a;
    double exponent =
        fabs(u) < 0.5 ? gsl_sf_log_1plusx_mx(u) : log_x - log(a) - u;
    return exp(a * exponent) * sqrt(a / (2.0 * M_PI)) / gsl_sf_gammastar(a);
}

/* sum x^k / ((a + 1) ... (a + k)). */
static double series(double x, double a)
{
    double sum = 1.0, term = 1.0;
    for (int k = 1; k < MAX_TERMS && term > sum * DBL_EPSILON / 4.0; k++) {
        term *= x / (a + k);
        sum += term;
    }
    return sum;
}

/* Q = slope / fraction, by the modified Lentz algorithm, for x > a. */
static double fraction(double x, double a)
{
    const double tiny = 1e-300;
    double b = x + 1.0 - a, c = 1.0 / tiny, d = 1.0 / b, h = d;
    for (int k = 1; k < MAX_TERMS; k++) {
        double numerator = -k * (k - a);
        b += 2.0;
        d = numerator * d + b;
        d = 1.0 / (fabs(d) < tiny ? tiny : d);
        c = b + numerator / c;
        c = fabs(c) < tiny ? tiny : c;
        h *= c * d;
        if (fabs(c * d - 1.0) < DBL_EPSILON)
            break;
    }
    return 1.0 / h;
}

/* A small shape has nearly all its mass near 0: the upper tail is found from
 * expm1, not as 1 - P. */
static void small_shape_tails(sw_gamma_tails *t, double log_x, double x,
                              double a)
{
    double w = a * log_x - log_gamma_one_plus(a);
    double sum = 0.0, term = 1.0;
    for (int k = 1; k < 100 && fabs(term) > DBL_EPSILON / 4.0; k++) {
        term *= -x / k;
        sum += a * term / (a + k);
    }
    t->lower = fmin(1.0, exp(w) * (1.0 + sum));
    t->upper = fmin(1.0, fmax(0.0, -expm1(w) - exp(w) * sum));
}

/* Temme's c0(eta) = 1 / mu - 1 / eta, by its series where the two cancel. */
static double temme_term(double mu, double eta)
{
    static const double C[] = {-1.0 / 3.0, 1.0 / 12.0, -2.0 / 135.0,
                               1.0 / 864.0, 1.0 / 2835.0};
    if (fabs(eta) > 0.02)
        return 1.0 / mu - 1.0 / eta;
    double sum = 0.0;
    for (int k = 4; k >= 0; k--)
        sum = sum * eta + C[k];
    return sum;
}

static void large_shape_tails(sw_gamma_tails *t, double x, double a)
{
    double mu = (x - a) / a;
    double half = -gsl_sf_log_1plusx_mx(mu); /* eta^2 / 2 */
    double eta = copysign(sqrt(2.0 * half), mu);
    double z = eta * sqrt(a);
    double rest = exp(-a * half) / sqrt(2.0 * M_PI * a) * temme_term(mu, eta);
    t->upper = fmax(0.0, gsl_cdf_ugaussian_Q(z) + rest);
    t->lower = fmax(0.0, gsl_cdf_ugaussian_P(z) - rest);
}

static sw_gamma_tails tails_at(double log_x, double x, double a)
{
    if (!(x < DBL_MAX))
        return (sw_gamma_tails){1.0, 0.0, 0.0};
    sw_gamma_tails t = {.slope = slope_at(log_x, x, a)};
    if (a < SMALL_SHAPE && x < 1.5) {
        small_shape_tails(&t, log_x, x, a);
    } else if (a >= LARGE_SHAPE && x > 0.5 * a && x < 2.0 * a) {
        large_shape_tails(&t, x, a);
    } else if (x < a + 1.0) {
        t.lower = fmin(1.0, t.slope / a * series(x, a));
        t.upper = 1.0 - t.lower;
    } else {
        t.upper = fmin(1.0, t.slope / fraction(x, a));
        t.lower = 1.0 - t.upper;
    }
    return t;
}

sw_gamma_tails sw_gamma_tails_at_log(double log_x, double shape)
{
    return tails_at(log_x, exp(log_x), shape);
}

sw_gamma_tails sw_gamma_tails_at(double x, double shape)
{
    if (!(x > 0.0))
        return (sw_gamma_tails){0.0, 1.0, 0.0};
    return tails_at(log(x), x, shape);
}
