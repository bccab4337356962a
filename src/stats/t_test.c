/* Means, Welch's and the paired t test. */
#include "seatworth/stats_means.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/scale.h"

typedef sw_status two_sample_test(sw_estimate *out, sw_sample a, sw_sample b,
                                  double level, sw_error *err);

/* The exponent that both samples share. */
static int common_exponent(sw_sample a, sw_sample b)
{
    int one = sw_exponent_of(a.v, a.n), other = sw_exponent_of(b.v, b.n);
    if (one > 0 || other > 0)
        return one > other ? one : other;
    return one == 0 || other == 0 ? 0 : one > other ? one : other;
}

/* The same test in a unit where squares are within range. */
static sw_status at_scale(two_sample_test *test, int exponent, sw_estimate *out,
                          sw_sample a, sw_sample b, double level, sw_error *err)
{
    double *room = calloc(a.n + b.n, sizeof *room);
    if (room == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_scale_down(room, a.v, a.n, exponent);
    sw_scale_down(room + a.n, b.v, b.n, exponent);
    sw_estimate e;
    sw_status st = test(&e, (sw_sample){room, a.n},
                        (sw_sample){room + a.n, b.n}, level, err);
    free(room);
    if (st != SW_OK)
        return st;
    sw_scale_estimate_up(&e, exponent);
    *out = e;
    return SW_OK;
}

/* Hedges (1981): takes the upward bias out of a standardised difference. */
static double small_sample_factor(double df)
{
    return 1.0 - 3.0 / (4.0 * df - 1.0);
}

/* sw_stats_mean as a test of two samples, the second of which is empty. */
static sw_status mean_of_first(sw_estimate *out, sw_sample x, sw_sample none,
                               double level, sw_error *err)
{
    (void)none;
    return sw_stats_mean(out, x, level, err);
}

sw_status sw_stats_mean(sw_estimate *out, sw_sample x, double level,
                        sw_error *err)
{
    sw_status st = sw_check_sample("x", x, level, err);
    if (st != SW_OK)
        return st;
    if (sw_is_constant(x))
        return sw_fail(err, SW_ENODATA, "x: all %zu values are equal", x.n);
    int exponent = sw_exponent_of(x.v, x.n);
    if (exponent != 0)
        return at_scale(mean_of_first, exponent, out, x, (sw_sample){x.v, 0},
                        level, err);

    double n = (double)x.n, mean = sw_mean(x.v, x.n);
    sw_estimate e = {.estimate = mean, .df = n - 1.0, .effect_size = NAN};
    e.se = sqrt(sw_variance(x.v, x.n, mean) / n);
    sw_estimate_by_t(&e, level);
    *out = e;
    return SW_OK;
}

sw_status sw_stats_welch(sw_estimate *out, sw_sample treated, sw_sample control,
                         double level, sw_error *err)
{
    sw_status st = sw_check_two_groups(treated, control, level, err);
    if (st != SW_OK)
        return st;
    if (sw_is_constant(treated) && sw_is_constant(control))
        return sw_fail(err, SW_ENODATA, "both groups are constant");
    int exponent = common_exponent(treated, control);
    if (exponent != 0)
        return at_scale(sw_stats_welch, exponent, out, treated, control, level,
                        err);

    double n1 = (double)treated.n, n0 = (double)control.n;
    double mean1 = sw_mean(treated.v, treated.n);
    double mean0 = sw_mean(control.v, control.n);
    double s1 = sw_variance(treated.v, treated.n, mean1);
    double s0 = sw_variance(control.v, control.n, mean0);
    double v1 = s1 / n1, v0 = s0 / n0, se2 = v1 + v0;
    double pooled = ((n1 - 1) * s1 + (n0 - 1) * s0) / (n1 + n0 - 2);

    sw_estimate e = {.estimate = mean1 - mean0, .se = sqrt(se2)};
    /* From shares of the variance: se2^2 leaves the doubles at 1e150. */
    double r1 = v1 / se2, r0 = v0 / se2;
    e.df = 1.0 / (r1 * r1 / (n1 - 1) + r0 * r0 / (n0 - 1));
    e.effect_size =
        e.estimate / sqrt(pooled) * small_sample_factor(n1 + n0 - 2);
    sw_estimate_by_t(&e, level);
    *out = e;
    return SW_OK;
}

sw_status sw_stats_pooled_t(sw_estimate *out, sw_sample treated,
                            sw_sample control, double level, sw_error *err)
{
    sw_estimate e;
    sw_status st = sw_stats_welch(&e, treated, control, level, err);
    if (st != SW_OK)
        return st;
    int exponent = common_exponent(treated, control);
    if (exponent != 0)
        return at_scale(sw_stats_pooled_t, exponent, out, treated, control,
                        level, err);
    double n1 = (double)treated.n, n0 = (double)control.n;
    double s1 =
        sw_variance(treated.v, treated.n, sw_mean(treated.v, treated.n));
    double s0 =
        sw_variance(control.v, control.n, sw_mean(control.v, control.n));
    double pooled = ((n1 - 1) * s1 + (n0 - 1) * s0) / (n1 + n0 - 2);
    e.df = n1 + n0 - 2;
    e.se = sqrt(pooled * (1.0 / n1 + 1.0 / n0));
    sw_estimate_by_t(&e, level);
    *out = e;
    return SW_OK;
}

sw_status sw_stats_paired(sw_estimate *out, sw_sample before, sw_sample after,
                          double level, sw_error *err)
{
    sw_status st = sw_check_sample("before", before, level, err);
    if (st == SW_OK)
        st = sw_check_sample("after", after, level, err);
    if (st != SW_OK)
        return st;
    if (before.n != after.n)
        return sw_fail(err, SW_EDOMAIN, "%zu values before, %zu after",
                       before.n, after.n);
    int exponent = common_exponent(before, after);
    if (exponent != 0)
        return at_scale(sw_stats_paired, exponent, out, before, after, level,
                        err);

    size_t n = before.n;
    double *change = calloc(n, sizeof *change);
    if (change == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        change[i] = after.v[i] - before.v[i];

    sw_estimate e;
    if (sw_is_constant((sw_sample){change, n}))
        st = sw_fail(err, SW_ENODATA, "every pair has the same change");
    else
        st = sw_stats_mean(&e, (sw_sample){change, n}, level, err);
    free(change);
    if (st != SW_OK)
        return st;
    e.effect_size = e.estimate / (e.se * sqrt((double)n)) *
                    small_sample_factor((double)n - 1.0);
    *out = e;
    return SW_OK;
}
