/* The bootstrap: estimate, influences, replicates, intervals. */
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/order.h"
#include "stats/permute.h"

/* What is resampled: values less their centre, on the scale of the data or, for
 * a correlation, in standard deviations. The statistic is offset + that of the
 * centred values. */
typedef struct task {
    double *first, *second; /* [n] centred */
    sw_boot_arm arm[2];
    double estimate, offset, acceleration;
} task;

static void task_clear(task *t)
{
    free(t->first);
    free(t->second);
    sw_boot_arm_clear(&t->arm[0]);
    sw_boot_arm_clear(&t->arm[1]);
}

/* The second pass takes out what the mean of large values has rounded, so that
 * a resample like the sample ties with it. */
static double *centred(sw_sample x, double mean)
{
    double *v = calloc(x.n, sizeof *v);
    if (v == NULL)
        return NULL;
    for (size_t i = 0; i < x.n; i++)
        v[i] = x.v[i] - mean;
    double rest = sw_mean(v, x.n);
    for (size_t i = 0; i < x.n; i++)
        v[i] -= rest;
    return v;
}

/* Sums of squares and cubes of influences on a common scale. */
typedef struct moments {
    sw_sum squares, cubes;
} moments;

static const moments NO_MOMENTS;

static void add_influence(moments *m, double influence)
{
    sw_sum_add(&m->squares, influence * influence);
    sw_sum_add(&m->cubes, influence * influence * influence);
}

static double acceleration_of(const moments *m)
{
    double squares = sw_sum_value(&m->squares);
    return sw_sum_value(&m->cubes) / (6.0 * squares * sqrt(squares));
}

static double largest(const double *v, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(v[i]));
    return most;
}

/* d[i] / scale / n, twice for two groups; the scale avoids overflow. */
static double acceleration_of_means(const task *t, size_t n1, size_t n0)
{
    moments m = NO_MOMENTS;
    double scale = largest(t->first, n1);
    if (n0 > 0)
        scale = fmax(scale, largest(t->second, n0));
    for (size_t i = 0; i < n1; i++)
        add_influence(&m, t->first[i] / scale / (n0 > 0 ? (double)n1 : 1.0));
    for (size_t i = 0; i < n0; i++)
        add_influence(&m, -t->second[i] / scale / (double)n0);
    return acceleration_of(&m);
}

static sw_status prepare_mean(task *t, sw_sample x, sw_sample y, sw_error *err)
{
    double m1 = sw_mean(x.v, x.n), m0 = y.n > 0 ? sw_mean(y.v, y.n) : 0.0;
    t->first = centred(x, m1);
    t->second = y.n > 0 ? centred(y, m0) : NULL;
    if (t->first == NULL || (y.n > 0 && t->second == NULL))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    t->estimate = t->offset = m1 - m0;
    t->acceleration = acceleration_of_means(t, x.n, y.n);
    sw_sample none = {NULL, 0};
    sw_status st =
        sw_boot_arm_init(&t->arm[0], (sw_sample){t->first, x.n}, none, err);
    if (st == SW_OK && y.n > 0)
        st = sw_boot_arm_init(&t->arm[1], (sw_sample){t->second, y.n}, none,
                              err);
    return st;
}

static sw_status prepare_median(task *t, sw_sample x, sw_error *err)
{
    t->first = sw_sorted_copy(x);
    if (t->first == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    t->estimate = t->first[(x.n - 1) / 2] / 2.0 + t->first[x.n / 2] / 2.0;
    return sw_boot_arm_init(&t->arm[0], (sw_sample){t->first, x.n},
                            (sw_sample){NULL, 0}, err);
}

/* Mean 0 and variance 1 with divisor n. */
static double *standardised(sw_sample x)
{
    double *z = centred(x, sw_mean(x.v, x.n));
    if (z == NULL)
        return NULL;
    double scale = largest(z, x.n);
    for (size_t i = 0; i < x.n; i++)
        z[i] /= scale;
    double sd = sqrt(sw_variance(z, x.n, 0.0) * (1.0 - 1.0 / (double)x.n));
    for (size_t i = 0; i < x.n; i++)
        z[i] /= sd;
    return z;
}

static sw_status prepare_correlation(task *t, sw_sample x, sw_sample y,
                                     sw_error *err)
{
    t->first = standardised(x);
    t->second = standardised(y);
    if (t->first == NULL || t->second == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_sum products = {0};
    for (size_t i = 0; i < x.n; i++)
        sw_sum_add(&products, t->first[i] * t->second[i]);
    double r = t->estimate = sw_sum_value(&products) / (double)x.n;
    moments m = NO_MOMENTS;
    for (size_t i = 0; i < x.n; i++) {
        double a = t->first[i], b = t->second[i];
        add_influence(&m, a * b - r / 2.0 * (a * a + b * b));
    }
    t->acceleration = acceleration_of(&m);
    sw_boot_arm *arm = &t->arm[0];
    sw_status st = sw_boot_arm_init(arm, (sw_sample){t->first, x.n},
                                    (sw_sample){t->second, x.n}, err);
    if (st != SW_OK)
        return st;
    for (size_t i = 0; i < arm->k; i++) {
        double a = arm->column[0][i], b = arm->column[1][i];
        arm->column[2][i] = a * a;
        arm->column[3][i] = b * b;
        arm->column[4][i] = a * b;
    }
    return SW_OK;
}

static sw_status prepare(task *t, sw_sample x, sw_sample y,
                         const sw_bootstrap_options *o, sw_error *err)
{
    *t = (task){.first = NULL};
    switch (o->statistic) {
    case SW_BOOTSTRAP_MEDIAN:
        return prepare_median(t, x, err);
    case SW_BOOTSTRAP_CORRELATION:
        return prepare_correlation(t, x, y, err);
    case SW_BOOTSTRAP_MEAN_DIFFERENCE:
        return prepare_mean(t, x, y, err);
    default:
        return prepare_mean(t, x, (sw_sample){NULL, 0}, err);
    }
}

static sw_status check(sw_sample x, sw_sample y, const sw_bootstrap_options *o,
                       sw_error *err)
{
    bool has_y = o->statistic == SW_BOOTSTRAP_MEAN_DIFFERENCE ||
                 o->statistic == SW_BOOTSTRAP_CORRELATION;
    bool paired = o->statistic == SW_BOOTSTRAP_CORRELATION;
    sw_status st = sw_check_sample("x", x, o->level, err);
    if (st == SW_OK && has_y)
        st = sw_check_sample("y", y, o->level, err);
    if (st == SW_OK)
        st = sw_check_resamples(o->resamples, err);
    if (st != SW_OK)
        return st;
    if (paired && x.n != y.n)
        return sw_fail(err, SW_EDOMAIN, "%zu values of x, %zu of y", x.n, y.n);
    bool constant = sw_is_constant(x);
    if (paired ? constant || sw_is_constant(y)
               : constant && (!has_y || sw_is_constant(y)))
        return sw_fail(err, SW_ENODATA,
                       paired || !has_y ? "all values are equal"
                                        : "both groups are constant");
    return SW_OK;
}

/* Replicates without the statistic go; the rest move up. */
static size_t drop_missing(double *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[i]))
            v[kept++] = v[i];
    return kept;
}

/* The intervals are made on the centred scale, where ties are exact. */
static sw_status finish(sw_bootstrap *r, const task *t, double *replicates,
                        const sw_bootstrap_options *o, sw_error *err)
{
    size_t kept = drop_missing(replicates, o->resamples);
    if (sw_check_resamples(kept, NULL) != SW_OK)
        return sw_fail(err, SW_ENODATA,
                       "only %zu resamples have a variance in both columns",
                       kept);
    r->estimate = t->estimate - t->offset;
    sw_status st = sw_stats_bootstrap_interval(r, replicates, kept,
                                               t->acceleration, o, err);
    r->estimate = t->estimate;
    r->percentile.lower += t->offset;
    r->percentile.upper += t->offset;
    r->bca.lower += t->offset;
    r->bca.upper += t->offset;
    r->degenerate = o->resamples - kept;
    return st;
}

sw_status sw_stats_bootstrap(sw_bootstrap *out, sw_sample x, sw_sample y,
                             const sw_bootstrap_options *options, sw_error *err)
{
    sw_status st = check(x, y, options, err);
    if (st != SW_OK)
        return st;
    task t;
    sw_bootstrap r = {.estimate = NAN};
    double *replicates = calloc(options->resamples, sizeof *replicates);
    st = prepare(&t, x, y, options, err);
    if (st == SW_OK && replicates == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK)
        st = sw_boot_replicates(replicates, t.arm, options, err);
    if (st == SW_OK)
        st = finish(&r, &t, replicates, options, err);
    task_clear(&t);
    free(replicates);
    if (st == SW_OK)
        *out = r;
    return st;
}
