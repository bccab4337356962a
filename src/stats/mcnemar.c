/* McNemar's test of paired answers. */
#include "seatworth/stats_counts.h"

#include <math.h>

#include "stats/check.h"
#include "stats/placement.h"
#include "stats/tail.h"
#include "stats/wilson.h"

/* Correlation of the pairs with Newcombe's continuity correction; 0 where a
 * margin is empty. */
static double correlation(const sw_pairs *p)
{
    double a = (double)p->n[1][1], b = (double)p->n[1][0];
    double c = (double)p->n[0][1], d = (double)p->n[0][0];
    double margins = (a + b) * (c + d) * (a + c) * (b + d);
    double excess = a * d - b * c;
    if (!(margins > 0.0))
        return 0.0;
    if (excess > 0.0)
        excess = fmax(excess - (a + b + c + d) / 2.0, 0.0);
    return excess / sqrt(margins);
}

static double root_of(double x, double y, double phi)
{
    return sqrt(fmax(x * x - 2.0 * phi * x * y + y * y, 0.0));
}

static sw_interval square_and_add(const sw_pairs *p, size_t n, double level,
                                  sw_hypothesis alternative)
{
    double z = sw_interval_z(level, alternative), phi = correlation(p);
    sw_count after = {p->n[0][1] + p->n[1][1], n};
    sw_count before = {p->n[1][0] + p->n[1][1], n};
    double p1 = (double)after.yes / (double)n;
    double p0 = (double)before.yes / (double)n;
    sw_interval w1 = sw_wilson(after, z), w0 = sw_wilson(before, z);
    sw_interval ci = {p1 - p0 - root_of(p1 - w1.lower, w0.upper - p0, phi),
                      p1 - p0 + root_of(w1.upper - p1, p0 - w0.lower, phi),
                      level};
    sw_open_end(&ci, alternative);
    return ci;
}

static double binomial_p(double b, double c, sw_hypothesis alternative)
{
    double n = b + c;
    if (alternative == SW_GREATER)
        return sw_binomial_upper(b, n, 0.5);
    if (alternative == SW_LESS)
        return sw_binomial_lower(b, n, 0.5);
    return fmin(1.0, 2.0 * sw_binomial_upper(fmax(b, c), n, 0.5));
}

sw_status sw_stats_mcnemar(sw_mcnemar *out, const sw_pairs *pairs, double level,
                           sw_hypothesis alternative, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st != SW_OK)
        return st;
    size_t all =
        pairs->n[0][0] + pairs->n[0][1] + pairs->n[1][0] + pairs->n[1][1];
    if (all == 0)
        return sw_fail(err, SW_ENODATA, "there is no pair");
    double n = (double)all, b = (double)pairs->n[0][1],
           c = (double)pairs->n[1][0], changed = b + c;
    sw_mcnemar r = {
        .difference = {.estimate = (b - c) / n,
                       .se = sqrt(changed - (b - c) * (b - c) / n) / n,
                       .df = 1.0,
                       .statistic = NAN,
                       .p = NAN,
                       .effect_size = NAN},
        .exact_p = 1.0};
    if (changed > 0.0) {
        double z = (b - c) / sqrt(changed);
        r.difference.statistic = (b - c) * (b - c) / changed;
        r.difference.p = sw_normal_p(z, alternative);
        r.exact_p = binomial_p(b, c, alternative);
    }
    r.difference.ci = square_and_add(pairs, all, level, alternative);
    *out = r;
    return SW_OK;
}
