/* One-way analysis of variance, and Kruskal and Wallis's test on ranks. */
#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "seatworth/stats_means.h"
#include "stats/beta_tail.h"
#include "stats/check.h"
#include "stats/scale.h"
#include "stats/tail.h"

static sw_status check_groups(const double *y, const size_t *group, size_t n,
                              size_t groups, sw_error *err)
{
    sw_status st = sw_check_finite("y", (sw_sample){y, n}, err);
    for (size_t i = 0; st == SW_OK && i < n; i++)
        if (group[i] >= groups)
            st = sw_fail(err, SW_EDOMAIN, "group[%zu] is %zu of %zu", i,
                         group[i], groups);
    return st;
}

/* One group: how many values, and their mean. */
typedef struct part {
    sw_sum sum;
    double n, mean;
} part;

/* The mean in two passes, as for one sample. */
static void fill_parts(part *parts, const double *y, const size_t *group,
                       size_t n, size_t groups)
{
    for (size_t i = 0; i < n; i++) {
        sw_sum_add(&parts[group[i]].sum, y[i]);
        parts[group[i]].n += 1.0;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < groups; j++) {
            if (parts[j].n > 0.0)
                parts[j].mean += sw_sum_value(&parts[j].sum) / parts[j].n;
            parts[j].sum = (sw_sum){0};
        }
        for (size_t i = 0; pass == 0 && i < n; i++)
            sw_sum_add(&parts[group[i]].sum, y[i] - parts[group[i]].mean);
    }
}

static size_t count_parts(const part *parts, size_t groups)
{
    size_t count = 0;
    for (size_t j = 0; j < groups; j++)
        count += parts[j].n > 0.0;
    return count;
}

static void add_squares(sw_anova *a, const part *parts, const double *y,
                        const size_t *group, size_t n, size_t groups)
{
    sw_sum within = {0}, between = {0};
    double mean = sw_mean(y, n);
    for (size_t i = 0; i < n; i++) {
        double d = y[i] - parts[group[i]].mean;
        sw_sum_add(&within, d * d);
    }
    for (size_t j = 0; j < groups; j++) {
        double d = parts[j].mean - mean;
        sw_sum_add(&between, parts[j].n > 0.0 ? parts[j].n * d * d : 0.0);
    }
    a->ss_within = sw_sum_value(&within);
    a->ss_between = sw_sum_value(&between);
}

/* P(F > f), through the beta distribution. */
static double f_upper(double f, double df1, double df2)
{
    double logit = log(df1 * f / df2);
    return sw_beta_tails_at(sw_beta_point_at_logit(logit), df1 / 2.0, df2 / 2.0)
        .upper;
}

static void finish(sw_anova *a)
{
    double total = a->ss_between + a->ss_within;
    a->residual_sd = sqrt(a->ss_within / a->df_within);
    a->r_squared = total > 0.0 ? a->ss_between / total : NAN;
    a->f = a->p = NAN;
    if (!(a->ss_within > 0.0))
        return;
    a->f = (a->ss_between / a->df_between) / (a->ss_within / a->df_within);
    a->p = a->f > 0.0 ? f_upper(a->f, a->df_between, a->df_within) : 1.0;
}

static void scale_up(sw_anova *a, int exponent)
{
    a->ss_between = ldexp(a->ss_between, 2 * exponent);
    a->ss_within = ldexp(a->ss_within, 2 * exponent);
    a->residual_sd = ldexp(a->residual_sd, exponent);
}

/* y[n] is ours, in a unit where its squares are within range. */
static sw_status analyse(sw_anova *out, part *parts, const double *y,
                         const size_t *group, size_t n, size_t groups,
                         sw_error *err)
{
    fill_parts(parts, y, group, n, groups);
    size_t k = count_parts(parts, groups);
    if (k < 2)
        return sw_fail(err, SW_ENODATA, "%zu groups, at least 2 are needed", k);
    if (n <= k)
        return sw_fail(err, SW_ENODATA,
                       "%zu values in %zu groups: nothing is left to judge the "
                       "spread by",
                       n, k);
    *out =
        (sw_anova){.df_between = (double)k - 1.0, .df_within = (double)(n - k)};
    add_squares(out, parts, y, group, n, groups);
    finish(out);
    return SW_OK;
}

sw_status sw_stats_anova(sw_anova *out, const double *y, const size_t *group,
                         size_t n, size_t groups, sw_error *err)
{
    sw_status st = check_groups(y, group, n, groups, err);
    if (st != SW_OK)
        return st;
    part *parts = calloc(groups + 1, sizeof *parts);
    double *scaled = calloc(n + 1, sizeof *scaled);
    int exponent = sw_exponent_of(y, n);
    sw_anova a;
    if (parts == NULL || scaled == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        sw_scale_down(scaled, y, n, exponent);
        st = analyse(&a, parts, scaled, group, n, groups, err);
    }
    free(parts);
    free(scaled);
    if (st != SW_OK)
        return st;
    scale_up(&a, exponent);
    *out = a;
    return SW_OK;
}

typedef struct ranked {
    double y;
    size_t group;
} ranked;

static int by_value(const void *a, const void *b)
{
    double x = ((const ranked *)a)->y, y = ((const ranked *)b)->y;
    return (x > y) - (x < y);
}

/* Adds mid-ranks, less their mean, to the groups; returns sum (t^3 - t). */
static double add_ranks(part *parts, const ranked *v, size_t n)
{
    double ties = 0.0, centre = ((double)n + 1.0) / 2.0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && !(v[end].y > v[i].y); end++)
            ;
        double t = (double)(end - i), rank = (double)(i + end + 1) / 2.0;
        ties += t * t * t - t;
        for (size_t k = i; k < end; k++) {
            sw_sum_add(&parts[v[k].group].sum, rank - centre);
            parts[v[k].group].n += 1.0;
        }
    }
    return ties;
}

static sw_status rank_test(sw_kruskal *out, part *parts, ranked *v, size_t n,
                           size_t groups, sw_error *err)
{
    qsort(v, n, sizeof *v, by_value);
    double ties = add_ranks(parts, v, n), size = (double)n;
    size_t k = count_parts(parts, groups);
    if (k < 2)
        return sw_fail(err, SW_ENODATA, "%zu groups, at least 2 are needed", k);
    double correction = 1.0 - ties / (size * size * size - size);
    if (!(v[n - 1].y > v[0].y))
        return sw_fail(err, SW_ENODATA, "all values are equal");
    double h = 0.0;
    for (size_t j = 0; j < groups; j++) {
        double sum = sw_sum_value(&parts[j].sum);
        h += parts[j].n > 0.0 ? sum * sum / parts[j].n : 0.0;
    }
    h *= 12.0 / (size * (size + 1.0)) / correction;
    double df = (double)k - 1.0;
    *out = (sw_kruskal){.h = h, .df = df, .p = sw_chi2_upper(h, df)};
    return SW_OK;
}

sw_status sw_stats_kruskal(sw_kruskal *out, const double *y,
                           const size_t *group, size_t n, size_t groups,
                           sw_error *err)
{
    sw_status st = check_groups(y, group, n, groups, err);
    if (st != SW_OK)
        return st;
    part *parts = calloc(groups + 1, sizeof *parts);
    ranked *v = calloc(n + 1, sizeof *v);
    if (parts == NULL || v == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        for (size_t i = 0; i < n; i++)
            v[i] = (ranked){y[i], group[i]};
        st = rank_test(out, parts, v, n, groups, err);
    }
    free(parts);
    free(v);
    return st;
}
