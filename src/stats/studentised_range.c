/* The studentised range by quadrature in two dimensions. */
#include "stats/studentised_range.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

#include "stats/chi_integral.h"
#include "stats/tail.h"

/* From here u is 1 to the last digit of the result. */
static const double LARGE_DF = 1e13;
/* Spacing of the rule over a normal density: the error is exp(-2 pi^2 16). */
static const double SPACING = 0.25;
/* The density of the largest mean is 0 in doubles from here on; it counts from
 * -9, and to 9 above the range. */
static const double FARTHEST = 38.5;

typedef struct range {
    double q, k;
    bool lower;
} range;

/* P(all others in (z - w, z)), or 1 - it with the largest of all at z. */
static double others(double z, double w, double k, bool lower)
{
    double all = sw_normal_lower(z);
    if (!(all > 0.0))
        return 0.0;
    if (lower) {
        double between = z - w > 0.0
                             ? sw_normal_upper(z - w) - sw_normal_upper(z)
                             : all - sw_normal_lower(z - w);
        return pow(between, k - 1.0);
    }
    double below = sw_normal_lower(z - w) / all;
    return -pow(all, k - 1.0) * expm1((k - 1.0) * log1p(-below));
}

/* The range of k standard normal values against w, known variance. */
static double normal_range(double w, double k, bool lower)
{
    if (!(w > 0.0))
        return lower ? 0.0 : 1.0;
    double sum = 0.0, end = fmin(FARTHEST, w + 9.0);
    for (double z = -9.0; z < end; z += SPACING)
        sum += gsl_ran_ugaussian_pdf(z) * others(z, w, k, lower);
    return fmin(1.0, k * SPACING * sum);
}

static double log_range_at(double u, const void *ctx)
{
    const range *r = ctx;
    return log(normal_range(r->q * u, r->k, r->lower));
}

static double tail(double q, double k, double df, bool lower)
{
    if (isnan(q) || !(k >= 2.0) || !(df > 0.0))
        return NAN;
    if (!(q > 0.0))
        return lower ? 0.0 : 1.0;
    if (isinf(q))
        return lower ? 1.0 : 0.0;
    if (df > LARGE_DF)
        return normal_range(q, k, lower);
    range r = {q, k, lower};
    sw_chi_integrand f = {.log_at = log_range_at,
                          .ctx = &r,
                          .df = df,
                          .centre = log(3.0 / q),
                          .width = 0.5,
                          .least_mode = log(fmin(1.0, df) / q) - 5.0};
    return fmin(1.0, sw_chi_mean(&f));
}

double sw_studentised_range_lower(double q, double k, double df)
{
    return tail(q, k, df, true);
}

double sw_studentised_range_upper(double q, double k, double df)
{
    return tail(q, k, df, false);
}

typedef struct family {
    double k, df;
    bool lower;
} family;

static double log_tail_at(double log_q, const void *ctx)
{
    const family *f = ctx;
    return log(tail(exp(log_q), f->k, f->df, f->lower));
}

/* In log(q): the tail of few degrees of freedom falls as a power of q. */
double sw_quantile_studentised_range(double upper, double k, double df)
{
    if (!(upper >= 0.0 && upper <= 1.0 && k >= 2.0 && df > 0.0))
        return NAN;
    if (!(upper > 0.0 && upper < 1.0))
        return upper > 0.0 ? 0.0 : INFINITY;
    family f = {k, df, upper > 0.5};
    double goal = log(f.lower ? 1.0 - upper : upper);
    double low = -1.0, high = 2.0; /* of log(q), widened until they enclose */
    while (low > -700.0 && (log_tail_at(low, &f) < goal) != f.lower)
        low *= 2.0;
    while (high < 700.0 && (log_tail_at(high, &f) > goal) != f.lower)
        high *= 2.0;
    return exp(sw_search_tail(log_tail_at, &f, goal, f.lower, low, high));
}
