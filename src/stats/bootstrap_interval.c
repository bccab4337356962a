/* Percentile and BCa intervals of given replicates. */
#include "seatworth/stats_resample.h"

#include <float.h>
#include <math.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/distribution.h"
#include "stats/order.h"
#include "stats/permute.h"
#include "stats/tail.h"

/* The quantile at rank (R + 1) p of sorted t[R], between ranks on the scale of
 * normal quantiles (Davison & Hinkley 1997, eq. 5.8). */
static double quantile(const double *t, size_t n, double p, bool *extreme)
{
    double rank = ((double)n + 1.0) * p, whole = floor(rank);
    /* (R + 1) .025 of R = 1999 must be 50, not 49.999... */
    if (fabs(rank - round(rank)) < 1e-9 * rank)
        rank = whole = round(rank);
    if (!(whole >= 1.0 && whole < (double)n)) {
        bool is_last = whole >= 1.0;
        *extreme |= !(is_last && rank <= (double)n);
        return is_last ? t[n - 1] : t[0];
    }
    size_t k = (size_t)whole;
    if (!(rank > whole))
        return t[k - 1];
    double low = sw_quantile_normal(whole / ((double)n + 1.0));
    double high = sw_quantile_normal((whole + 1.0) / ((double)n + 1.0));
    double share = (sw_quantile_normal(p) - low) / (high - low);
    return t[k - 1] + share * (t[k] - t[k - 1]);
}

/* Phi^-1 of the share of replicates below the estimate; replicates that differ
 * from it by rounding alone are ties. */
static double bias_correction(const double *t, size_t n, double estimate)
{
    double spread = fmax(fabs(t[0] - estimate), fabs(t[n - 1] - estimate));
    double tie = fmax(1e-12 * spread, 4.0 * DBL_EPSILON * fabs(estimate));
    double twice = 0.0;
    for (size_t i = 0; i < n; i++)
        twice += t[i] < estimate - tie ? 2.0 : t[i] <= estimate + tie;
    double share = twice / (2.0 * (double)n);
    return share > 0.0 && share < 1.0 ? sw_quantile_normal(share) : NAN;
}

/* NaN where the adjusted level does not exist. */
static double adjusted(double p, double z0, double a)
{
    double shifted = z0 + sw_quantile_normal(p);
    double denominator = 1.0 - a * shifted;
    if (!(denominator > 0.0))
        return NAN;
    double z = z0 + shifted / denominator;
    return sw_normal_lower(z);
}

static bool is_inside(double p, size_t n)
{
    double edge = 1.0 / ((double)n + 1.0);
    return p >= edge * (1.0 - 1e-9) && p <= 1.0 - edge * (1.0 - 1e-9);
}

static void find_intervals(sw_bootstrap *r, const double *t, size_t n,
                           const sw_bootstrap_options *o)
{
    double tail = 1.0 - o->level;
    if (o->alternative == SW_TWO_SIDED)
        tail /= 2.0;
    bool ignored = false, has_low = o->alternative != SW_LESS,
         has_high = o->alternative != SW_GREATER;
    double low = adjusted(tail, r->z0, r->acceleration);
    double high = adjusted(1.0 - tail, r->z0, r->acceleration);
    r->has_bca =
        (!has_low || is_inside(low, n)) && (!has_high || is_inside(high, n));
    r->percentile = (sw_interval){-INFINITY, INFINITY, o->level};
    r->bca = r->has_bca ? r->percentile : (sw_interval){NAN, NAN, o->level};
    if (has_low) {
        r->percentile.lower = quantile(t, n, tail, &r->extreme_order);
        if (r->has_bca)
            r->bca.lower = quantile(t, n, low, &ignored);
    }
    if (has_high) {
        r->percentile.upper = quantile(t, n, 1.0 - tail, &r->extreme_order);
        if (r->has_bca)
            r->bca.upper = quantile(t, n, high, &ignored);
    }
}

sw_status sw_stats_bootstrap_interval(sw_bootstrap *out, double *replicates,
                                      size_t n, double acceleration,
                                      const sw_bootstrap_options *options,
                                      sw_error *err)
{
    sw_sample all = {replicates, n};
    sw_status st = sw_check_level(options->level, err);
    if (st == SW_OK)
        st = sw_check_resamples(n, err);
    if (st == SW_OK)
        st = sw_check_finite("replicates", all, err);
    if (st != SW_OK)
        return st;
    sw_bootstrap r = {.estimate = out->estimate,
                      .resamples = n,
                      .acceleration = acceleration};
    sw_sort(replicates, n);
    double mean = sw_mean(replicates, n);
    r.bias = mean - r.estimate;
    r.se = sqrt(sw_variance(replicates, n, mean));
    r.z0 = bias_correction(replicates, n, r.estimate);
    find_intervals(&r, replicates, n, options);
    *out = r;
    return SW_OK;
}
