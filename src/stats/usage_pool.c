#include "stats/usage_pool.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/sum.h"

enum {
    FEWEST_PEOPLE = 10,
    FEWEST_MONTHS = 200,
    MOST_MONTHS = 4000,
    MOST_DRAWS = 2000000,
    TAIL_DRAWS = 20000
};

static const double TAIL = 0.05;

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* A draw of one person's month from a uniform. */
static double draw(const sw_pool_fit *f, double u)
{
    if (u < f->zero_share)
        return 0.0;
    double p = (u - f->zero_share) / (1.0 - f->zero_share);
    p = fmin(fmax(p, 0x1p-53), 1.0 - 0x1p-53);
    if (f->family == SW_FAMILY_LOGNORMAL)
        return exp(f->location + f->scale * gsl_cdf_ugaussian_Pinv(p));
    double shape = 1.0 / (f->scale * f->scale);
    return gsl_cdf_gamma_Pinv(p, shape, exp(f->location) / shape);
}

/* Share of the total that the largest twentieth holds; sorts x. */
static double tail_share(double *x, size_t n)
{
    size_t top = (size_t)ceil(TAIL * (double)n);
    qsort(x, n, sizeof *x, descending);
    sw_sum most = {0}, all = {0};
    for (size_t i = 0; i < n; i++) {
        sw_sum_add(&all, x[i]);
        if (i < top)
            sw_sum_add(&most, x[i]);
    }
    return sw_sum_value(&most) / sw_sum_value(&all);
}

static sw_status set_tails(sw_pool_fit *f, sw_sample x, sw_error *err)
{
    size_t room = x.n > TAIL_DRAWS ? x.n : TAIL_DRAWS;
    double *work = calloc(room, sizeof *work);
    if (work == NULL)
        return sw_fail(err, SW_ENOMEM, "tail of %zu people", x.n);
    memcpy(work, x.v, x.n * sizeof *work);
    f->tail_observed = tail_share(work, x.n);
    for (size_t i = 0; i < TAIL_DRAWS; i++) /* evenly through the quantiles */
        work[i] = draw(f, ((double)i + 0.5) / TAIL_DRAWS);
    f->tail_fitted = tail_share(work, TAIL_DRAWS);
    free(work);
    return SW_OK;
}

/* Mean and spread of the whole, zeros included. */
static void set_moments(sw_pool_fit *f)
{
    double s2 = f->scale * f->scale, mean, variance;
    if (f->family == SW_FAMILY_LOGNORMAL) {
        mean = exp(f->location + s2 / 2.0);
        variance = expm1(s2) * mean * mean;
    } else {
        mean = exp(f->location);
        variance = s2 * mean * mean;
    }
    double used = 1.0 - f->zero_share;
    f->mean = used * mean;
    f->sd = sqrt(used * (variance + mean * mean) - f->mean * f->mean);
}

sw_status sw_pool_fit_people(sw_pool_fit *out, sw_sample x, sw_error *err)
{
    static const sw_family FAMILY[] = {SW_FAMILY_LOGNORMAL, SW_FAMILY_GAMMA};
    sw_pool_fit best = {.aic = {NAN, NAN}};
    bool found = false, zeros = false;
    if (x.n < FEWEST_PEOPLE)
        return sw_fail(err, SW_ENODATA, "%zu people are too few to fit", x.n);
    for (size_t i = 0; i < x.n; i++) {
        if (!(x.v[i] >= 0.0) || !isfinite(x.v[i]))
            return sw_fail(err, SW_EDOMAIN, "person %zu used %g", i, x.v[i]);
        zeros = zeros || !(x.v[i] > 0.0);
    }
    for (int k = 0; k < 2; k++) {
        sw_interval_data d = {.lower = x.v,
                              .upper = x.v,
                              .n = x.n,
                              .family = FAMILY[k],
                              .hurdle = zeros,
                              .cap = INFINITY,
                              .level = 0.9};
        sw_interval_fit fit;
        if (sw_stats_interval_fit(&fit, &d, NULL) != SW_OK)
            continue;
        best.aic[k] = fit.aic;
        if (found && !(fit.aic < best.aic[0]))
            continue;
        found = true;
        best.family = FAMILY[k];
        best.location = fit.location;
        best.scale = fit.scale;
        best.zero_share = fit.zero_share;
    }
    if (!found)
        return sw_fail(err, SW_ENODATA, "no distribution fits the people");
    set_moments(&best);
    sw_status st = set_tails(&best, x, err);
    if (st == SW_OK)
        *out = best;
    return st;
}

sw_status sw_pool_simulate(sw_pool_overage *out, const sw_pool_fit *fit,
                           size_t people, double pool, uint64_t seed,
                           sw_error *err)
{
    if (people == 0 || !(pool >= 0.0))
        return sw_fail(err, SW_EDOMAIN, "a pool of %zu people", people);
    size_t months = MOST_DRAWS / people;
    months = months < FEWEST_MONTHS ? FEWEST_MONTHS : months;
    months = months > MOST_MONTHS ? MOST_MONTHS : months;
    double *over = calloc(months, sizeof *over);
    if (over == NULL)
        return sw_fail(err, SW_ENOMEM, "%zu months of a pool", months);
    sw_random r;
    sw_random_init(&r, seed, (uint64_t)SW_STREAM_POOL << 32);
    for (size_t m = 0; m < months; m++) {
        sw_sum total = {0};
        for (size_t i = 0; i < people; i++)
            sw_sum_add(&total, draw(fit, sw_random_uniform(&r)));
        over[m] = fmax(0.0, sw_sum_value(&total) - pool);
    }
    *out = (sw_pool_overage){.mean = sw_mean(over, months), .months = months};
    qsort(over, months, sizeof *over, descending);
    out->p95 = over[(size_t)(TAIL * (double)months)];
    out->p05 = over[(size_t)((1.0 - TAIL) * (double)months)];
    free(over);
    return SW_OK;
}
