/* Relative difference of two means, by Fieller's theorem or the delta method.
 */
#include <math.h>

#include "seatworth/stats_means.h"
#include "stats/check.h"
#include "stats/distribution.h"

/* Means and their variances. */
typedef struct means {
    double m1, m0, v1, v0;
} means;

/* From the standard errors of the means, in units of a power of two near the
 * larger mean, in which their squares are within range. */
static sw_status means_of(means *m, sw_sample treated, sw_sample control,
                          double level, sw_error *err)
{
    const sw_sample sample[2] = {treated, control};
    double mean[2], se[2];
    for (int arm = 0; arm < 2; arm++) {
        sw_estimate e;
        mean[arm] = sample[arm].v[0];
        se[arm] = 0.0;
        if (sw_is_constant(sample[arm]))
            continue;
        sw_status st = sw_stats_mean(&e, sample[arm], level, err);
        if (st != SW_OK)
            return st;
        mean[arm] = e.estimate;
        se[arm] = e.se;
    }
    int exponent = 0;
    (void)frexp(fmax(fabs(mean[0]), fabs(mean[1])), &exponent);
    double se1 = ldexp(se[0], -exponent), se0 = ldexp(se[1], -exponent);
    *m = (means){ldexp(mean[0], -exponent), ldexp(mean[1], -exponent),
                 se1 * se1, se0 * se0};
    return SW_OK;
}

/* Both ends of the set of r - 1, r the ratio; false where it is no interval.
 * (r - 1) is taken from the difference, which r would have cancelled. */
static bool fieller(double *low, double *high, const means *m, double q)
{
    double r = m->m1 / m->m0, relative = q / m->m0;
    double g = relative * relative * m->v0;
    if (!(g < 1.0))
        return false;
    double inside = m->v1 + r * r * m->v0 - g * m->v1;
    double half = fabs(relative) * sqrt(fmax(inside, 0.0));
    double centre = (m->m1 - m->m0) / m->m0 + g;
    *low = (centre - half) / (1.0 - g);
    *high = (centre + half) / (1.0 - g);
    return true;
}

static void fieller_interval(sw_lift *l, const means *m, double q)
{
    double low, high;
    l->unbounded = !fieller(&low, &high, m, q);
    if (l->unbounded) {
        l->lift.ci.lower = l->lift.ci.upper = NAN;
        return;
    }
    bool negative = m->m0 < 0.0;
    l->lift.ci.lower = negative ? -high : low;
    l->lift.ci.upper = negative ? -low : high;
}

static void open_end(sw_interval *ci, sw_hypothesis alternative)
{
    if (isnan(ci->lower))
        return;
    if (alternative == SW_LESS)
        ci->lower = -INFINITY;
    if (alternative == SW_GREATER)
        ci->upper = INFINITY;
}

sw_status sw_stats_lift(sw_lift *out, sw_sample treated, sw_sample control,
                        sw_lift_interval kind, sw_hypothesis alternative,
                        double level, sw_error *err)
{
    sw_estimate welch;
    sw_status st = sw_stats_welch(&welch, treated, control, level, err);
    if (st != SW_OK)
        return st;
    means m;
    st = means_of(&m, treated, control, level, err);
    if (st != SW_OK)
        return st;
    if (!(fabs(m.m0) > 0.0))
        return sw_fail(err, SW_ENODATA, "the mean of the control group is 0");

    double r = m.m1 / m.m0;
    sw_stats_direct(&welch, 0.0, alternative, level);
    sw_lift l = {.lift = welch};
    l.lift.estimate = (m.m1 - m.m0) / fabs(m.m0);
    l.lift.se = sqrt(m.v1 + r * r * m.v0) / fabs(m.m0);
    l.lift.effect_size = NAN;
    l.ratio = 1.0 + l.lift.estimate;
    double tail =
        alternative == SW_TWO_SIDED ? (1.0 - level) / 2.0 : 1.0 - level;
    double q = -sw_quantile_t(tail, welch.df);
    if (kind == SW_LIFT_FIELLER) {
        fieller_interval(&l, &m, q);
    } else {
        l.lift.ci.lower = l.lift.estimate - q * l.lift.se;
        l.lift.ci.upper = l.lift.estimate + q * l.lift.se;
    }
    open_end(&l.lift.ci, alternative);
    *out = l;
    return SW_OK;
}
