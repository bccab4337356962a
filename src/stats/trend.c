/* Cochran and Armitage's test of a trend in proportions. */
#include "seatworth/stats_counts.h"

#include <math.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/placement.h"
#include "stats/wilson.h"

/* Sums over the groups, the scores less their mean over the units. */
typedef struct totals {
    double n, yes, mean, squares, products;
} totals;

static void add_up(totals *t, const sw_count *group, const double *score,
                   size_t k)
{
    sw_sum weighted = {0}, squares = {0}, products = {0};
    *t = (totals){0};
    for (size_t i = 0; i < k; i++) {
        t->n += (double)group[i].n;
        t->yes += (double)group[i].yes;
    }
    for (size_t i = 0; i < k; i++)
        sw_sum_add(&weighted, score[i] * ((double)group[i].n / t->n));
    t->mean = sw_sum_value(&weighted);
    for (size_t i = 0; i < k; i++) {
        double x = score[i] - t->mean;
        sw_sum_add(&squares, (double)group[i].n * x * x);
        /* Less what is expected: exact zero without a trend. */
        sw_sum_add(&products, x * ((double)group[i].yes -
                                   (double)group[i].n * (t->yes / t->n)));
    }
    t->squares = sw_sum_value(&squares);
    t->products = sw_sum_value(&products);
}

static sw_status check(const sw_count *group, const double *score, size_t k,
                       double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("score", (sw_sample){score, k}, err);
    if (st != SW_OK)
        return st;
    size_t first = k;
    bool varies = false;
    for (size_t i = 0; i < k; i++) {
        if (group[i].yes > group[i].n)
            return sw_fail(err, SW_EDOMAIN, "group[%zu]: more yes than units",
                           i);
        if (group[i].n == 0)
            continue;
        if (first == k)
            first = i;
        varies |= score[i] > score[first] || score[i] < score[first];
    }
    if (!varies)
        return sw_fail(err, SW_ENODATA, "fewer than 2 scores with units");
    return SW_OK;
}

sw_status sw_stats_trend(sw_estimate *out, const sw_count *group,
                         const double *score, size_t k, double level,
                         sw_hypothesis alternative, sw_error *err)
{
    sw_status st = check(group, score, k, level, err);
    if (st != SW_OK)
        return st;
    totals t;
    add_up(&t, group, score, k);
    double p = t.yes / t.n, q = (t.n - t.yes) / t.n;
    if (!(p > 0.0 && q > 0.0))
        return sw_fail(err, SW_ENODATA, "%s say yes: there is no variation",
                       p > 0.0 ? "all" : "none");
    sw_estimate e = {.estimate = t.products / t.squares,
                     .se = sqrt(p * q / t.squares),
                     .df = INFINITY,
                     .effect_size = NAN};
    e.statistic = t.products / sqrt(p * q * t.squares);
    e.p = sw_normal_p(e.statistic, alternative);
    double half = sw_interval_z(level, alternative) * e.se;
    e.ci = (sw_interval){e.estimate - half, e.estimate + half, level};
    sw_open_end(&e.ci, alternative);
    *out = e;
    return SW_OK;
}
