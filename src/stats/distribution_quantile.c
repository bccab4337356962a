/* Quantiles by a bracketed Newton iteration on the logarithm of the smaller
 * tail: it cannot hang (a cap on steps, each at least halves the bracket every
 * second time) and it cannot leave the bracket. */
#include "stats/distribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/beta_tail.h"

/* logit(x) beyond which exp(-z / 2) leaves the range of a double. */
static const double MAX_LOGIT = 1400.0;

enum { MAX_STEPS = 200 };

typedef struct target {
    double tail; /* the smaller one, in (0, 1/2] */
    bool upper;  /* whether it is P(X > x) */
    double a, b;
} target;

/* logit(x) of the beta quantile; `z` is where to start. */
static double beta_logit(const target *g, double z)
{
    double low = -MAX_LOGIT, high = MAX_LOGIT, log_tail = log(g->tail);
    z = fmin(fmax(z, low), high);
    for (int step = 0; step < MAX_STEPS; step++) {
        sw_beta_tails t =
            sw_beta_tails_at(sw_beta_point_at_logit(z), g->a, g->b);
        double tail = g->upper ? t.upper : t.lower;
        double miss = log(tail) - log_tail;
        if (fabs(miss) < 1e-15)
            break;
        bool too_far_right = g->upper ? miss < 0.0 : miss > 0.0;
        if (too_far_right)
            high = z;
        else
            low = z;
        double slope = (g->upper ? -t.slope : t.slope) / tail;
        double next = z - miss / slope;
        bool slow = step > MAX_STEPS / 4; /* Newton has had its chance */
        if (!(next > low && next < high) || slow)
            next = low + (high - low) / 2.0;
        if (fabs(next - z) <= 1e-16 * fabs(z))
            break;
        z = next;
    }
    return z;
}

double sw_beta_quantile_logit(double tail, bool upper, double a, double b)
{
    target g = {tail, upper, a, b};
    double z = sw_quantile_normal(tail) * (upper ? -1.0 : 1.0);
    return beta_logit(&g, log(a / b) + z * sqrt(1.0 / a + 1.0 / b));
}

double sw_quantile_normal(double p)
{
    if (!(p > 0.0 && p < 1.0))
        return p <= 0.0 ? -INFINITY : p >= 1.0 ? INFINITY : NAN;
    return gsl_cdf_ugaussian_Pinv(p);
}

double sw_quantile_beta(double p, double a, double b)
{
    if (!(p > 0.0 && p < 1.0))
        return p <= 0.0 ? 0.0 : p >= 1.0 ? 1.0 : NAN;
    target g = {p, false, a, b};
    if (p > 0.5)
        g = (target){1.0 - p, true, a, b};
    double start = log(a / b) + sw_quantile_normal(p) * sqrt(1.0 / a + 1.0 / b);
    return sw_beta_point_at_logit(beta_logit(&g, start)).x;
}

/* P(|T| > t) = P(X <= df / (df + t^2)) with X ~ beta(df / 2, 1 / 2). */
double sw_quantile_t(double p, double df)
{
    double z = sw_quantile_normal(p);
    if (!(p > 0.0 && p < 1.0))
        return z;
    if (!(df < 1e9))
        return z + (z * z * z + z) / (4.0 * df);
    if (!(p < 0.5 || p > 0.5))
        return 0.0;
    double both = 2.0 * (p < 0.5 ? p : 1.0 - p);
    target g = {both, false, df / 2.0, 0.5};
    if (both > 0.5)
        g = (target){1.0 - both, true, df / 2.0, 0.5};
    double logit = beta_logit(&g, log(df) - 2.0 * log(fabs(z)));
    double t = sqrt(df) * exp(-logit / 2.0);
    return p < 0.5 ? -t : t;
}

double sw_distribution_positive_share(const sw_distribution *d)
{
    return 1.0 - sw_distribution_cdf(d, 0.0);
}

double sw_distribution_positive_quantile(const sw_distribution *d, double p)
{
    double above = sw_distribution_positive_share(d);
    if (!(above > 0.0))
        return NAN;
    return sw_distribution_quantile(d, 1.0 - above + p * above);
}
