/* The noncentral t by quadrature over chi. */
#include "stats/noncentral_t.h"

#include <math.h>
#include <stdbool.h>

#include "stats/beta_tail.h"
#include "stats/chi_integral.h"
#include "stats/distribution.h"
#include "stats/tail.h"

/* From here u is 1 to the last digit of the result. */
static const double LARGE_DF = 1e13;

typedef struct point {
    double t, ncp, sign; /* 1: lower tail, -1: upper tail */
} point;

static double log_normal_at(double u, const void *ctx)
{
    const point *at = ctx;
    return sw_log_normal_lower(at->sign * (at->t * u - at->ncp));
}

static double tail(double t, double df, double ncp, bool lower)
{
    if (isnan(t) || !(df > 0.0) || !isfinite(ncp))
        return NAN;
    if (isinf(t))
        return (t > 0.0) == lower ? 1.0 : 0.0;
    if (t < 0.0) /* (T, ncp) and (-T, -ncp) mirror each other */
        return tail(-t, df, -ncp, !lower);
    if (df > LARGE_DF || !(t > 0.0))
        return sw_normal_lower(lower ? t - ncp : ncp - t);
    if (!(fabs(ncp) > 0.0))
        return lower ? 1.0 - sw_t_upper(t, df) : sw_t_upper(t, df);
    point at = {t, ncp, lower ? 1.0 : -1.0};
    double scale = fmax(1.0, fabs(ncp));
    sw_chi_integrand f = {.log_at = log_normal_at,
                          .ctx = &at,
                          .df = df,
                          .centre = log(scale / t),
                          .width = 1.0 / scale,
                          .least_mode =
                              log(fmin(1.0, df) / (t * (1.0 + scale))) - 5.0};
    return fmin(1.0, sw_chi_mean(&f));
}

double sw_noncentral_t_lower(double t, double df, double ncp)
{
    return tail(t, df, ncp, true);
}

double sw_noncentral_t_upper(double t, double df, double ncp)
{
    return tail(t, df, ncp, false);
}

typedef struct family {
    double df, ncp;
    bool lower;
} family;

static double log_tail_at(double t, const void *ctx)
{
    const family *f = ctx;
    return log(tail(t, f->df, f->ncp, f->lower));
}

/* Doubles the distance from `from` until the tail is on the other side. */
static double bracket(const family *f, double from, double step, double goal,
                      bool rising)
{
    double at = from + step;
    for (int i = 0; i < 1000 && isfinite(at); i++, step *= 2.0) {
        double miss = log_tail_at(at, f) - goal;
        if (rising == (step > 0.0) ? miss >= 0.0 : miss <= 0.0)
            break;
        at += step;
    }
    return fmax(fmin(at, 1e300), -1e300);
}

double sw_quantile_noncentral_t(double lower, double df, double ncp)
{
    if (!(lower >= 0.0 && lower <= 1.0 && df > 0.0 && isfinite(ncp)))
        return NAN;
    if (!(lower > 0.0 && lower < 1.0))
        return lower > 0.0 ? INFINITY : -INFINITY;
    if (!(fabs(ncp) > 0.0))
        return sw_quantile_t(lower, df);
    family f = {df, ncp, lower <= 0.5};
    double goal = log(f.lower ? lower : 1.0 - lower);
    double high = bracket(&f, ncp, 1.0, goal, f.lower);
    double low = bracket(&f, ncp, -1.0, goal, f.lower);
    return sw_search_tail(log_tail_at, &f, goal, f.lower, low, high);
}
