/* Quantiles by bracketed searches on the logarithm of the smaller tail: a cap
 * on the steps, and no step leaves the bracket. */
#include "stats/tail.h"

#include <float.h>
#include <math.h>

#include "stats/beta_tail.h"
#include "stats/distribution.h"
#include "stats/gamma_tail.h"

enum { MAX_STEPS = 200 };

/* log(x) of a gamma quantile reaches log(DBL_MIN) / shape. */
static const double MAX_LOG = 1e12;

typedef struct target {
    double tail; /* the smaller one, in (0, 1/2] */
    bool upper;  /* whether it is P(X > x) */
} target;

/* From the probability of one tail, which may be the larger one. */
static target smaller_tail(double probability, bool upper)
{
    if (probability > 0.5)
        return (target){1.0 - probability, !upper};
    return (target){probability, upper};
}

/* Where Newton's method starts: Wilson and Hilferty's cube root, or the first
 * term of the series where that is no positive number. */
static double gamma_start(const target *g, double shape)
{
    double z = sw_quantile_normal(g->tail) * (g->upper ? -1.0 : 1.0);
    double root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
    if (root > 0.1 && shape > 0.3)
        return log(shape) + 3.0 * log(root);
    double lower = g->upper ? log1p(-g->tail) : log(g->tail);
    double start = (lower + lgamma(shape + 1.0)) / shape;
    return g->upper && shape < 1.0 ? fmax(start, log(-log(g->tail)) - 3.0)
                                   : start;
}

static double newton_step(const target *g, sw_gamma_tails t)
{
    double tail = g->upper ? t.upper : t.lower;
    double miss = log(tail) - log(g->tail);
    return -miss * tail / (g->upper ? -t.slope : t.slope);
}

/* log(x) of the gamma quantile. */
static double gamma_log(const target *g, double shape)
{
    double low = -MAX_LOG, high = log(DBL_MAX), z = gamma_start(g, shape);
    z = fmin(fmax(z, low), high);
    for (int step = 0; step < MAX_STEPS; step++) {
        sw_gamma_tails t = sw_gamma_tails_at_log(z, shape);
        double tail = g->upper ? t.upper : t.lower;
        bool too_far_right = g->upper ? tail < g->tail : tail > g->tail;
        if (too_far_right)
            high = z;
        else
            low = z;
        double next = z + newton_step(g, t);
        if (!(next > low && next < high) || step > MAX_STEPS / 4)
            next = low + (high - low) / 2.0;
        if (fabs(next - z) <= 1e-16 * fmax(1.0, fabs(z)))
            break;
        z = next;
    }
    return z;
}

/* A large shape needs more digits of x than log(x) holds: one last step. */
static double gamma_quantile(double probability, bool upper, double shape)
{
    if (!(probability >= 0.0 && probability <= 1.0 && shape > 0.0))
        return NAN;
    target g = smaller_tail(probability, upper);
    if (!(g.tail > 0.0))
        return g.upper ? INFINITY : 0.0;
    double x = exp(gamma_log(&g, shape));
    if (!(x > DBL_MIN && x < DBL_MAX))
        return x;
    double step = newton_step(&g, sw_gamma_tails_at(x, shape));
    return fabs(step) < 1e-3 ? x + x * step : x;
}

double sw_quantile_gamma(double lower, double shape)
{
    return gamma_quantile(lower, false, shape);
}

double sw_quantile_gamma_upper(double upper, double shape)
{
    return gamma_quantile(upper, true, shape);
}

double sw_quantile_chi2(double lower, double df)
{
    return 2.0 * gamma_quantile(lower, false, df / 2.0);
}

static double f_quantile(double probability, bool upper, double df1, double df2)
{
    if (!(probability >= 0.0 && probability <= 1.0 && df1 > 0.0 && df2 > 0.0))
        return NAN;
    if (df2 > 1e17)
        return gamma_quantile(probability, upper, df1 / 2.0) / (df1 / 2.0);
    target g = smaller_tail(probability, upper);
    if (!(g.tail > 0.0))
        return g.upper ? INFINITY : 0.0;
    double logit = sw_beta_quantile_logit(g.tail, g.upper, df1 / 2, df2 / 2);
    return exp(logit + log(df2) - log(df1));
}

double sw_quantile_f(double lower, double df1, double df2)
{
    return f_quantile(lower, false, df1, df2);
}

double sw_quantile_f_upper(double upper, double df1, double df2)
{
    return f_quantile(upper, true, df1, df2);
}

double sw_quantile_binomial(double lower, double n, double probability)
{
    if (!(lower >= 0.0 && lower <= 1.0))
        return NAN;
    if (isnan(sw_binomial_lower(0.0, n, probability)))
        return NAN;
    double below = -1.0, enough = floor(n); /* P(X <= below) < lower */
    double wanted = lower * (1.0 - 4.0 * DBL_EPSILON);
    while (enough - below > 1.0) {
        double middle = floor(below + (enough - below) / 2.0);
        if (sw_binomial_lower(middle, n, probability) >= wanted)
            enough = middle;
        else
            below = middle;
    }
    return enough;
}

double sw_search_tail(double (*log_tail_at)(double x, const void *ctx),
                      const void *ctx, double log_tail, bool rising, double low,
                      double high)
{
    double sign = rising ? 1.0 : -1.0;
    double at_low = sign * (log_tail_at(low, ctx) - log_tail);
    double at_high = sign * (log_tail_at(high, ctx) - log_tail);
    if (!(at_low < 0.0))
        return low;
    if (!(at_high > 0.0))
        return high;
    int side = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
        double x = (low * at_high - high * at_low) / (at_high - at_low);
        if (!(x > low && x < high) || step % 8 == 7)
            x = low + (high - low) / 2.0;
        if (!(x > low && x < high))
            break;
        double at = sign * (log_tail_at(x, ctx) - log_tail);
        if (fabs(at) < 1e-13) /* the rounding of a sum of many terms */
            return x;
        if (at < 0.0) {
            low = x, at_low = at;
            at_high = side < 0 ? at_high / 2.0 : at_high; /* Illinois */
            side = -1;
        } else {
            high = x, at_high = at;
            at_low = side > 0 ? at_low / 2.0 : at_low;
            side = 1;
        }
        if (high - low <= 1e-15 * fmax(fabs(low), fabs(high)))
            break;
    }
    return low + (high - low) / 2.0;
}
