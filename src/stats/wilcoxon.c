/* Wilcoxon's signed-rank test, Hodges and Lehmann's estimate. */
#include "seatworth/stats_rank.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/distribution.h"
#include "stats/order.h"
#include "stats/placement.h"
#include "stats/shift.h"
#include "stats/walsh.h"

/* Up to this number of changes the distribution is exact. */
enum { MAX_EXACT = 50 };

static sw_status check(sw_sample before, sw_sample after,
                       const sw_rank_options *options, sw_error *err)
{
    sw_status st = sw_check_level(options->level, err);
    if (st == SW_OK)
        st = sw_check_finite("before", before, err);
    if (st == SW_OK)
        st = sw_check_finite("after", after, err);
    if (st != SW_OK)
        return st;
    if (!isfinite(options->null))
        return sw_fail(err, SW_EDOMAIN, "the change under test is not finite");
    if (before.n != after.n)
        return sw_fail(err, SW_EDOMAIN, "%zu values before, %zu after",
                       before.n, after.n);
    return SW_OK;
}

/* Changes that are not zero into d; their number. */
static size_t changes(double *d, sw_sample before, sw_sample after, double null)
{
    size_t n = 0;
    for (size_t i = 0; i < before.n; i++) {
        double change = after.v[i] - before.v[i] - null;
        if (change < 0.0 || change > 0.0)
            d[n++] = change;
    }
    return n;
}

static double large_sample_p(double v, double n, double tie_sum,
                             sw_hypothesis alternative)
{
    double variance = n * (n + 1) * (2 * n + 1) / 24.0 - tie_sum / 48.0;
    return sw_normal_p((v - n * (n + 1) / 4.0) / sqrt(variance), alternative);
}

static sw_status test_signs(sw_rank_test *r, const double *d, size_t n,
                            sw_hypothesis alternative, sw_error *err)
{
    double tie_sum = 0.0, *size = calloc(n, sizeof *size);
    int64_t *rank = calloc(n, sizeof *rank), positive = 0;
    sw_status st = SW_OK;
    if (size == NULL || rank == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    for (size_t i = 0; i < n; i++)
        size[i] = fabs(d[i]);
    st = sw_doubled_ranks(rank, &tie_sum, size, n, err);
    if (st != SW_OK)
        goto cleanup;
    for (size_t i = 0; i < n; i++)
        positive += d[i] > 0.0 ? rank[i] : 0;
    r->result.statistic = (double)positive / 2.0;
    r->exact = r->permutation = n <= MAX_EXACT;
    if (r->exact)
        st =
            sw_shift_signs_p(&r->result.p, rank, n, positive, alternative, err);
    else
        r->result.p = large_sample_p(r->result.statistic, (double)n, tie_sum,
                                     alternative);

cleanup:
    free(size);
    free(rank);
    return st;
}

/* Rank of the average at the lower end; 0 where n is too small. */
static sw_status rank_of_end(size_t *k, size_t n, double tail, sw_error *err)
{
    if (n <= MAX_EXACT)
        return sw_signed_rank_quantile(k, n, tail, err);
    double m = (double)n, sd = sqrt(m * (m + 1) * (2 * m + 1) / 24.0);
    double below = floor(m * (m + 1) / 4.0 + sw_quantile_normal(tail) * sd);
    *k = below >= 0.0 ? (size_t)below + 1 : 0;
    return SW_OK;
}

static sw_status invert(sw_rank_test *r, double *d, size_t n,
                        const sw_rank_options *o, sw_error *err)
{
    size_t k = 0, pairs = n * (n + 1) / 2;
    double tail = 1.0 - o->level;
    sw_status st = rank_of_end(
        &k, n, o->alternative == SW_TWO_SIDED ? tail / 2 : tail, err);
    if (st != SW_OK)
        return st;
    sw_sort(d, n);
    r->result.estimate = sw_walsh_median(d, n) + o->null;
    r->result.ci = (sw_interval){NAN, NAN, o->level};
    if (k > 0) {
        r->result.ci.lower = sw_walsh_at(d, n, k) + o->null;
        r->result.ci.upper = sw_walsh_at(d, n, pairs + 1 - k) + o->null;
    }
    if (o->alternative == SW_LESS)
        r->result.ci.lower = -INFINITY;
    if (o->alternative == SW_GREATER)
        r->result.ci.upper = INFINITY;
    return SW_OK;
}

sw_status sw_stats_wilcoxon(sw_rank_test *out, sw_sample before,
                            sw_sample after, const sw_rank_options *options,
                            sw_error *err)
{
    sw_status st = check(before, after, options, err);
    if (st != SW_OK)
        return st;
    double *d = calloc(before.n > 0 ? before.n : 1, sizeof *d);
    if (d == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_rank_test r = {.result = {.se = NAN, .df = NAN}};
    r.n_used = changes(d, before, after, options->null);
    if (r.n_used == 0)
        st = sw_fail(err, SW_ENODATA,
                     before.n == 0 ? "there is no pair"
                                   : "every change is zero");
    if (st == SW_OK)
        st = test_signs(&r, d, r.n_used, options->alternative, err);
    if (st == SW_OK)
        st = invert(&r, d, r.n_used, options, err);
    free(d);
    if (st != SW_OK)
        return st;
    double n = (double)r.n_used;
    r.result.effect_size = 4.0 * r.result.statistic / (n * (n + 1)) - 1.0;
    *out = r;
    return SW_OK;
}
