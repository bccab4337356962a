/* Power, detectable effect and sample size of the two-sample t test. */
#include "seatworth/stats_design.h"

#include <math.h>

#include "stats/distribution.h"
#include "stats/noncentral_t.h"

static const double MOST_PEOPLE = 1e15;
/* A power of this many standard errors is 1 at any level a double holds. */
static const double MOST_ERRORS = 1e6;

static sw_status check(const sw_power_design *d, sw_error *err)
{
    if (!(d->sd > 0.0 && d->sd < INFINITY))
        return sw_fail(err, SW_EDOMAIN, "sd %g is not above 0", d->sd);
    if (!(d->alpha > 0.0 && d->alpha < 1.0))
        return sw_fail(err, SW_EDOMAIN, "alpha %g is not between 0 and 1",
                       d->alpha);
    if (!(d->icc >= 0.0 && d->icc < 1.0))
        return sw_fail(err, SW_EDOMAIN, "icc %g is not from 0 to below 1",
                       d->icc);
    if (!(d->cluster_size >= 1.0 && d->cluster_size < INFINITY &&
          d->cluster_cv >= 0.0 && d->cluster_cv < INFINITY))
        return sw_fail(err, SW_EDOMAIN,
                       "cluster size %g or its variation %g is out of range",
                       d->cluster_size, d->cluster_cv);
    return SW_OK;
}

static double degrees_of_freedom(const sw_power_design *d, double n)
{
    return 2.0 * n / d->cluster_size - 2.0;
}

static sw_status check_n(const sw_power_design *d, double n, sw_error *err)
{
    if (!(n >= 1.0 && n <= MOST_PEOPLE))
        return sw_fail(err, SW_EDOMAIN, "n %g is not a number of people", n);
    if (degrees_of_freedom(d, n) > 0.0)
        return SW_OK;
    if (d->cluster_size > 1.0)
        return sw_fail(err, SW_ENODATA,
                       "clusters of %g and %g people an arm: more than one "
                       "cluster an arm is needed",
                       d->cluster_size, n);
    return sw_fail(err, SW_ENODATA, "more than one person an arm is needed");
}

/* In standard errors of the difference; below 0 where the effect is against the
 * alternative. */
static double noncentrality(const sw_power_design *d, double n, double effect)
{
    double cv = d->cluster_cv;
    double inflation = 1.0 + ((cv * cv + 1.0) * d->cluster_size - 1.0) * d->icc;
    double size = d->one_sided && d->against ? -fabs(effect) : fabs(effect);
    return size / d->sd * sqrt(n / (2.0 * inflation));
}

static double bounded(const sw_power_design *d, double n, double effect)
{
    return fmax(fmin(noncentrality(d, n, effect), MOST_ERRORS), -MOST_ERRORS);
}

/* Probability to find an effect of ncp standard errors, with either sign
 * where the test is two-sided. */
static double power_of(const sw_power_design *d, double n, double ncp)
{
    double df = degrees_of_freedom(d, n);
    double tail = d->one_sided ? d->alpha : d->alpha / 2.0;
    double critical = -sw_quantile_t(tail, df);
    double found = sw_noncentral_t_upper(critical, df, ncp);
    return d->one_sided ? found
                        : found + sw_noncentral_t_lower(-critical, df, ncp);
}

sw_status sw_stats_power(double *power, const sw_power_design *design, double n,
                         double effect, sw_error *err)
{
    sw_status st = check(design, err);
    if (st == SW_OK)
        st = check_n(design, n, err);
    if (st == SW_OK && !isfinite(effect))
        st = sw_fail(err, SW_EDOMAIN, "the effect is not finite");
    if (st != SW_OK)
        return st;
    *power = fmin(1.0, power_of(design, n, bounded(design, n, effect)));
    return SW_OK;
}

static sw_status check_target(const sw_power_design *d, double target,
                              sw_error *err)
{
    if (target > d->alpha && target < 1.0)
        return SW_OK;
    return sw_fail(err, SW_EDOMAIN,
                   "target power %g is not between alpha %g and 1", target,
                   d->alpha);
}

/* The noncentrality with power `target`: power rises with it. */
static double needed_noncentrality(const sw_power_design *d, double n,
                                   double target)
{
    double low = 0.0, high = 1.0;
    while (high < MOST_ERRORS && power_of(d, n, high) < target)
        low = high, high *= 2.0;
    if (!(high < MOST_ERRORS))
        return NAN;
    for (int step = 0; step < 200; step++) {
        double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high))
            break;
        if (power_of(d, n, middle) < target)
            low = middle;
        else
            high = middle;
    }
    return high;
}

sw_status sw_stats_detectable_effect(double *mde, const sw_power_design *design,
                                     double n, double target, sw_error *err)
{
    sw_status st = check(design, err);
    if (st == SW_OK)
        st = check_n(design, n, err);
    if (st == SW_OK)
        st = check_target(design, target, err);
    if (st != SW_OK)
        return st;
    double ncp = needed_noncentrality(design, n, target);
    if (isnan(ncp))
        return sw_fail(err, SW_ENODATA,
                       "a power of %g is unreachable with %g an arm", target,
                       n);
    *mde = ncp / fabs(noncentrality(design, n, 1.0));
    return SW_OK;
}

static bool is_enough(const sw_power_design *d, double n, double effect,
                      double target)
{
    return degrees_of_freedom(d, n) > 0.0 &&
           power_of(d, n, bounded(d, n, effect)) >= target;
}

sw_status sw_stats_sample_size(double *n, const sw_power_design *design,
                               double effect, double target, sw_error *err)
{
    sw_status st = check(design, err);
    if (st == SW_OK)
        st = check_target(design, target, err);
    if (st == SW_OK && !isfinite(effect))
        st = sw_fail(err, SW_EDOMAIN, "the effect is not finite");
    if (st != SW_OK)
        return st;
    double low = 1.0, high = 2.0; /* low is too few */
    while (high < MOST_PEOPLE && !is_enough(design, high, effect, target))
        low = high, high *= 2.0;
    if (!is_enough(design, high, effect, target))
        return sw_fail(err, SW_ENODATA,
                       "a power of %g is unreachable for an effect of %g",
                       target, effect);
    while (high - low > 1.0) {
        double middle = floor(low + (high - low) / 2.0);
        if (is_enough(design, middle, effect, target))
            high = middle;
        else
            low = middle;
    }
    *n = high;
    return SW_OK;
}
