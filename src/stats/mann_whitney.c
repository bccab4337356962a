/* Mann and Whitney's U test. */
#include "seatworth/stats_rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/check.h"
#include "stats/order.h"
#include "stats/placement.h"
#include "stats/shift.h"

/* Up to this product of the group sizes the distribution is exact. */
enum { MAX_EXACT_PRODUCT = 2500 };

/* NaN where all values are tied. */
static double pooled_z(double u, double n1, double n0, double tie_sum)
{
    double n = n1 + n0;
    double variance = n1 * n0 / 12.0 * (n + 1.0 - tie_sum / (n * (n - 1.0)));
    /* All values tied: rounding must not make a variance of nothing. */
    if (!(variance > 1e-12 * n1 * n0 * n))
        return NAN;
    return (u - n1 * n0 / 2.0) / sqrt(variance);
}

/* The treated's values first; their doubled ranks sum to 2 U + n1 (n1 + 1). */
static sw_status from_ranks(sw_rank_test *r, const double *pooled, size_t n1,
                            size_t n0, sw_hypothesis alternative, sw_error *err)
{
    size_t n = n1 + n0;
    double tie_sum = 0.0;
    int64_t *rank = calloc(n, sizeof *rank), sum = 0;
    sw_status st = rank == NULL
                       ? sw_fail(err, SW_ENOMEM, "out of memory")
                       : sw_doubled_ranks(rank, &tie_sum, pooled, n, err);
    if (st != SW_OK) {
        free(rank);
        return st;
    }
    for (size_t i = 0; i < n1; i++)
        sum += rank[i];
    double u = ((double)sum - (double)n1 * ((double)n1 + 1.0)) / 2.0;
    r->result.statistic = u;
    r->exact = n1 <= MAX_EXACT_PRODUCT / n0;
    if (r->exact)
        st = sw_shift_sum_p(&r->result.p, rank, n, n1, alternative, err);
    double z = pooled_z(u, (double)n1, (double)n0, tie_sum);
    if (!r->exact) /* of ties alone, every assignment is as far as this one */
        r->result.p = isnan(z) ? 1.0 : sw_normal_p(z, alternative);
    free(rank);
    return st;
}

sw_status sw_stats_mann_whitney(sw_rank_test *out, sw_sample treated,
                                sw_sample control,
                                const sw_rank_options *options, sw_error *err)
{
    sw_placements t, c;
    sw_status st = sw_check_two_groups(treated, control, options->level, err);
    if (st == SW_OK)
        st = sw_place(&t, &c, treated, control, err);
    if (st != SW_OK)
        return st;
    sw_rank_test r = {.result = sw_relative_effect(&t, &c, options->level,
                                                   options->alternative),
                      .n_used = treated.n + control.n};
    double *pooled = calloc(r.n_used, sizeof *pooled);
    if (pooled == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    memcpy(pooled, treated.v, treated.n * sizeof *pooled);
    memcpy(pooled + treated.n, control.v, control.n * sizeof *pooled);
    st =
        from_ranks(&r, pooled, treated.n, control.n, options->alternative, err);
    free(pooled);
    if (st != SW_OK)
        return st;
    r.permutation = r.exact;
    r.result.estimate =
        r.result.statistic / ((double)treated.n * (double)control.n);
    *out = r;
    return SW_OK;
}
