/* Moments, quartiles and lag-1 autocorrelation of one sample. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "seatworth/stats_means.h"
#include "stats/check.h"
#include "stats/order.h"
#include "stats/scale.h"

/* Type 7 of sorted v[n]. */
static double quantile(const double *v, size_t n, double p)
{
    double at = (double)(n - 1) * p, low = floor(at);
    size_t j = (size_t)low;
    if (j + 1 >= n)
        return v[n - 1];
    return v[j] + (at - low) * (v[j + 1] - v[j]);
}

static double skewness(sw_sample x, double mean, double sd)
{
    double n = (double)x.n;
    if (x.n < 3)
        return NAN;
    sw_sum cubes = {0};
    for (size_t i = 0; i < x.n; i++) {
        double z = (x.v[i] - mean) / sd;
        sw_sum_add(&cubes, z * z * z);
    }
    return n / ((n - 1.0) * (n - 2.0)) * sw_sum_value(&cubes);
}

static double lag1(sw_sample x, double mean)
{
    sw_sum products = {0}, squares = {0};
    for (size_t i = 0; i < x.n; i++) {
        double d = x.v[i] - mean;
        sw_sum_add(&squares, d * d);
        if (i + 1 < x.n)
            sw_sum_add(&products, d * (x.v[i + 1] - mean));
    }
    return sw_sum_value(&products) / sw_sum_value(&squares);
}

static void fill_quartiles(sw_description *d, const double *sorted, size_t n)
{
    d->min = sorted[0];
    d->q1 = quantile(sorted, n, 0.25);
    d->median = quantile(sorted, n, 0.5);
    d->q3 = quantile(sorted, n, 0.75);
    d->max = sorted[n - 1];
}

static void describe(sw_description *d, sw_sample x, double *sorted)
{
    memcpy(sorted, x.v, x.n * sizeof *sorted);
    sw_sort(sorted, x.n);
    *d = (sw_description){
        .mean = sw_mean(x.v, x.n), .sd = NAN, .skewness = NAN, .lag1 = NAN};
    fill_quartiles(d, sorted, x.n);
    if (sw_is_constant(x)) {
        d->sd = x.n > 1 ? 0.0 : NAN;
        return;
    }
    d->sd = sqrt(sw_variance(x.v, x.n, d->mean));
    d->skewness = skewness(x, d->mean, d->sd);
    d->lag1 = lag1(x, d->mean);
}

static void scale_up(sw_description *d, int exponent)
{
    double *in_units[] = {&d->mean,   &d->sd, &d->min, &d->q1,
                          &d->median, &d->q3, &d->max};
    for (size_t i = 0; i < sizeof in_units / sizeof *in_units; i++)
        *in_units[i] = ldexp(*in_units[i], exponent);
}

sw_status sw_stats_describe(sw_description *out, sw_sample x, sw_error *err)
{
    sw_status st = sw_check_finite("x", x, err);
    if (st != SW_OK)
        return st;
    if (x.n == 0)
        return sw_fail(err, SW_ENODATA, "x: no values");
    double *room = calloc(2 * x.n, sizeof *room);
    if (room == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    int exponent = sw_exponent_of(x.v, x.n);
    sw_scale_down(room, x.v, x.n, exponent);
    sw_description d;
    describe(&d, (sw_sample){room, x.n}, room + x.n);
    scale_up(&d, exponent);
    free(room);
    *out = d;
    return SW_OK;
}
