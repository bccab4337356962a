/* Means over the chi distribution by panels of Gauss and Legendre. */
#include "stats/chi_integral.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "stats/gauss_legendre.h"

/* Terms below exp(-44) of the largest are left out: 8e-20. */
static const double NEGLIGIBLE = 44.0;

enum { MAX_PANELS = 5000 };

/* log of the density of v = log(u) up to its constant: df (v - (u^2 - 1) / 2),
 * about its mode 0, where the two parts cancel. */
static double log_density(double v, double df)
{
    if (fabs(v) > 2.0)
        return df * (v - expm1(2.0 * v) / 2.0);
    return df * gsl_sf_log_1plusx_mx(expm1(2.0 * v)) / 2.0;
}

static double log_term(const sw_chi_integrand *f, double v)
{
    return log_density(v, f->df) + f->log_at(exp(v), f->ctx);
}

/* Where the product is largest: by golden section on [low, high]. */
static double mode_in(const sw_chi_integrand *f, double low, double high)
{
    const double golden = 0.6180339887498949;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double at_a = log_term(f, a), at_b = log_term(f, b);
    for (int step = 0; step < 120 && high - low > 1e-9; step++) {
        if (at_a < at_b) {
            low = a, a = b, at_a = at_b;
            b = low + golden * (high - low);
            at_b = log_term(f, b);
        } else {
            high = b, b = a, at_b = at_a;
            a = high - golden * (high - low);
            at_a = log_term(f, a);
        }
    }
    return low + (high - low) / 2.0;
}

/* How far from the mode, in steps of `unit`, until the terms no longer count.
 */
static double reach(const sw_chi_integrand *f, double mode, double top,
                    double unit)
{
    double inside = 0.0, outside = unit;
    while (log_term(f, mode + outside) > top - NEGLIGIBLE &&
           fabs(outside) < 1e5)
        outside *= 2.0;
    for (int step = 0; step < 20; step++) {
        double middle = (inside + outside) / 2.0;
        if (log_term(f, mode + middle) > top - NEGLIGIBLE)
            inside = middle;
        else
            outside = middle;
    }
    return outside;
}

/* 2 (df/2)^(df/2) exp(-df/2) / Gamma(df/2). */
static double density_constant(double df)
{
    double a = df / 2.0;
    return sqrt(2.0 * a / M_PI) / gsl_sf_gammastar(a);
}

/* How wide a panel may be that starts at v. */
static double panel_width(const sw_chi_integrand *f, double v)
{
    double df = f->df;
    double density =
        df > 2.0 ? 2.0 / sqrt(2.0 * df) : fmin(fmax(0.7, -v / 2.0), 5.0 / df);
    return fmin(density, fmax(f->width, fabs(v - f->centre) / 2.0));
}

static double panel_sum(const sw_chi_integrand *f, double low, double high,
                        double top)
{
    double middle = (low + high) / 2.0, half = (high - low) / 2.0, sum = 0.0;
    for (int k = 0; k < SW_GAUSS_HALF; k++) {
        double off = half * SW_GAUSS_NODE[k];
        sum += SW_GAUSS_WEIGHT[k] * (exp(log_term(f, middle - off) - top) +
                                     exp(log_term(f, middle + off) - top));
    }
    return half * sum;
}

double sw_chi_mean(const sw_chi_integrand *f)
{
    double mode =
        mode_in(f, fmin(f->least_mode, 0.0), fmax(f->centre, 0.0) + 2.0);
    double top = log_term(f, mode);
    if (!(top > -INFINITY))
        return 0.0;
    double unit = fmin(1.0 / sqrt(2.0 * f->df), f->width);
    double v = mode + reach(f, mode, top, -unit);
    double end = mode + reach(f, mode, top, unit);
    double sum = 0.0;
    for (int panel = 0; panel < MAX_PANELS && v < end; panel++) {
        double next = v + panel_width(f, v);
        /* Going right, the centre comes nearer while the panel grows. */
        next = v + panel_width(f, fmin(next, fmax(v, f->centre)));
        next = fmin(next, end);
        sum += panel_sum(f, v, next, top);
        v = next;
    }
    return density_constant(f->df) * sum * exp(top);
}
