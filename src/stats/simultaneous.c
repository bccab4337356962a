/* Simultaneous intervals by the largest |t|. */
#include "seatworth/stats_design.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/distribution.h"
#include "stats/multivariate.h"
#include "stats/one_factor.h"
#include "stats/tail.h"

/* Absolute, of the critical value and of probabilities by lattices. */
static const double OF_BOUND = 1.5e-4, OF_PROBABILITY = 1e-4;

typedef struct joint {
    double *correlation, *loading, *bound;
    size_t k;
    double df;
    bool one_factor;
} joint;

static void clear(joint *j)
{
    free(j->correlation);
    free(j->loading);
    free(j->bound);
}

static sw_status init(joint *j, const double *v, size_t k, double df,
                      sw_error *err)
{
    *j = (joint){.k = k, .df = df};
    j->correlation = calloc(k * k, sizeof *j->correlation);
    j->loading = calloc(k, sizeof *j->loading);
    j->bound = calloc(2 * k, sizeof *j->bound);
    if (j->correlation == NULL || j->loading == NULL || j->bound == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++) {
            double scale = sqrt(v[a * k + a]) * sqrt(v[b * k + b]);
            double r = a == b ? 1.0 : v[a * k + b] / scale;
            j->correlation[a * k + b] = fmin(fmax(r, -1.0), 1.0);
        }
    j->one_factor = sw_one_factor_loadings(j->loading, j->correlation, k);
    return SW_OK;
}

static sw_rectangle rectangle(const joint *j, double tolerance)
{
    return (sw_rectangle){.lower = j->bound,
                          .upper = j->bound + j->k,
                          .correlation = j->correlation,
                          .k = j->k,
                          .df = j->df,
                          .tolerance = tolerance,
                          .seed = 1};
}

static double log_outside(double c, const void *ctx)
{
    const joint *j = ctx;
    return log(sw_one_factor_outside(c, j->loading, j->k, j->df));
}

static sw_status critical_value(double *c, const joint *j, double level,
                                sw_error *err)
{
    if (!j->one_factor) {
        sw_rectangle r = rectangle(j, OF_BOUND);
        return sw_rectangle_equal_bound(c, level, &r, err);
    }
    double tail = (1.0 - level) / 2.0;
    double low = -sw_quantile_t(tail, j->df);
    double high = -sw_quantile_t(tail / (double)j->k, j->df);
    *c = sw_search_tail(log_outside, j, log(1.0 - level), false, 0.999 * low,
                        1.001 * high);
    return SW_OK;
}

/* P(max |T| >= t), at least that of one alone and at most Bonferroni's. */
static sw_status adjusted_p(double *p, const joint *j, double t, double single,
                            sw_error *err)
{
    double inside = 0.0;
    if (j->one_factor) {
        *p = sw_one_factor_outside(fabs(t), j->loading, j->k, j->df);
    } else {
        for (size_t i = 0; i < j->k; i++) {
            j->bound[i] = -fabs(t);
            j->bound[j->k + i] = fabs(t);
        }
        sw_rectangle r = rectangle(j, OF_PROBABILITY);
        sw_status st = sw_rectangle_probability(&inside, NULL, &r, err);
        if (st != SW_OK)
            return st;
        *p = 1.0 - inside;
    }
    *p = fmin(fmax(*p, single), fmin(1.0, (double)j->k * single));
    return SW_OK;
}

static sw_status check(const sw_estimate *e, const double *v, size_t k,
                       double df, sw_error *err)
{
    if (k < 1 || k > SW_RECTANGLE_MAX)
        return sw_fail(err, SW_EDOMAIN, "%zu estimates, 1 to %d are possible",
                       k, SW_RECTANGLE_MAX);
    if (!(df > 0.0))
        return sw_fail(err, SW_EDOMAIN, "df %g is not above 0", df);
    for (size_t i = 0; i < k * k; i++)
        if (!isfinite(v[i]) || !isfinite(e[i / k].estimate))
            return sw_fail(err, SW_EDOMAIN,
                           "estimate or covariance %zu is not finite", i / k);
    for (size_t i = 0; i < k; i++)
        if (!(v[i * k + i] > 0.0))
            return sw_fail(err, SW_ENODATA, "estimate %zu has no variance", i);
    return SW_OK;
}

static sw_status fill(sw_estimate *e, const joint *j, const double *v,
                      double level, sw_error *err)
{
    double c;
    sw_status st = critical_value(&c, j, level, err);
    for (size_t i = 0; i < j->k && st == SW_OK; i++) {
        e[i].se = sqrt(v[i * j->k + i]);
        e[i].df = j->df;
        sw_estimate_by_t(&e[i], level);
        double half = c * e[i].se;
        e[i].ci.lower = e[i].estimate - half;
        e[i].ci.upper = e[i].estimate + half;
        st = adjusted_p(&e[i].p, j, e[i].statistic, e[i].p, err);
    }
    return st;
}

sw_status sw_stats_simultaneous(sw_estimate *e, const double *covariance,
                                size_t k, double df, double level,
                                sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = check(e, covariance, k, df, err);
    if (st != SW_OK)
        return st;
    joint j;
    sw_estimate *result = calloc(k, sizeof *result);
    st = init(&j, covariance, k, df, err);
    if (result == NULL && st == SW_OK)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < k && st == SW_OK; i++)
        result[i] = e[i];
    if (st == SW_OK)
        st = fill(result, &j, covariance, level, err);
    for (size_t i = 0; i < k && st == SW_OK; i++)
        e[i] = result[i];
    clear(&j);
    free(result);
    return st;
}
