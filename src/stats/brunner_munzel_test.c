/* Brunner and Munzel's test, by permutation where a group is small. */
#include "seatworth/stats_rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/check.h"
#include "stats/order.h"
#include "stats/permute.h"
#include "stats/placement.h"

/* Below this size of the smaller group p is by permutation. */
enum { MIN_FOR_T = 10 };

/* The pooled values in ascending order, as blocks of ties. */
typedef struct blocks {
    size_t n, treated; /* values, of these treated */
    size_t *block_of;  /* [n] block of each sorted value */
    size_t *size;      /* [n_blocks] */
    size_t n_blocks;
} blocks;

/* Twice the placements are whole numbers, so their sums here are exact. */
static double studentised(const double *treated_in, const blocks *b)
{
    double n1 = (double)b->treated, n0 = (double)b->n - n1;
    double below1 = 0, below0 = 0, sum1 = 0, sum0 = 0, squares1 = 0,
           squares0 = 0;
    for (size_t k = 0; k < b->n_blocks; k++) {
        double t = treated_in[k], c = (double)b->size[k] - t;
        double of_treated = 2 * below0 + c, of_control = 2 * below1 + t;
        sum1 += t * of_treated;
        squares1 += t * of_treated * of_treated;
        sum0 += c * of_control;
        squares0 += c * of_control * of_control;
        below1 += t;
        below0 += c;
    }
    double v1 = (squares1 - sum1 * sum1 / n1) / ((n1 - 1) * n1 * n0 * n0);
    double v0 = (squares0 - sum0 * sum0 / n0) / ((n0 - 1) * n0 * n1 * n1);
    double effect = sum1 / (2 * n1 * n0) - 0.5, se2 = (v1 + v0) / 4.0;
    if (se2 > 1e-12)
        return effect / sqrt(se2);
    return fabs(effect) > 1e-9 ? copysign(INFINITY, effect) : 0.0;
}

static double statistic(const size_t *chosen, size_t m, double *scratch,
                        const void *context)
{
    const blocks *b = context;
    memset(scratch, 0, b->n_blocks * sizeof *scratch);
    for (size_t i = 0; i < m; i++)
        scratch[b->block_of[chosen[i]]] += 1.0;
    return studentised(scratch, b);
}

static void fill_blocks(blocks *b, const double *sorted)
{
    b->n_blocks = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (i == 0 || sorted[i] > sorted[i - 1])
            b->n_blocks++;
        b->block_of[i] = b->n_blocks - 1;
        b->size[b->n_blocks - 1]++;
    }
}

/* How the treated lie in the blocks. */
static void observe(double *treated_in, const blocks *b, const double *sorted,
                    sw_sample treated)
{
    for (size_t i = 0; i < treated.n; i++) {
        size_t low = 0, high = b->n - 1; /* first sorted value >= v[i] */
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (sorted[middle] < treated.v[i])
                low = middle + 1;
            else
                high = middle;
        }
        treated_in[b->block_of[low]] += 1.0;
    }
}

static sw_status permutation_p(sw_rank_test *r, sw_sample treated,
                               sw_sample control,
                               const sw_rank_options *options, sw_error *err)
{
    size_t n = treated.n + control.n;
    blocks b = {.n = n, .treated = treated.n};
    double *sorted = calloc(n, sizeof *sorted);
    double *treated_in = calloc(n, sizeof *treated_in);
    b.block_of = calloc(n, sizeof *b.block_of);
    b.size = calloc(n, sizeof *b.size);
    sw_status st = SW_OK;
    if (sorted == NULL || treated_in == NULL || b.block_of == NULL ||
        b.size == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    memcpy(sorted, treated.v, treated.n * sizeof *sorted);
    memcpy(sorted + treated.n, control.v, control.n * sizeof *sorted);
    sw_sort(sorted, n);
    fill_blocks(&b, sorted);
    observe(treated_in, &b, sorted, treated);
    sw_permute task = {.n = n,
                       .m = treated.n,
                       .statistic = statistic,
                       .context = &b,
                       .scratch = b.n_blocks,
                       .observed = studentised(treated_in, &b),
                       .alternative = options->alternative,
                       .resamples = options->resamples,
                       .seed = options->seed};
    st = sw_permute_p(&r->result.p, &r->exact, &task, err);

cleanup:
    free(sorted);
    free(treated_in);
    free(b.block_of);
    free(b.size);
    return st;
}

/* The k-th smallest (0-based) of both groups together, from sorted ones. */
static double pooled_at(const double *x, size_t nx, const double *y, size_t ny,
                        size_t k)
{
    size_t i = 0, j = 0;
    double v = NAN;
    for (size_t step = 0; step <= k; step++)
        v = j >= ny || (i < nx && x[i] <= y[j]) ? x[i++] : y[j++];
    return v;
}

/* The groups do not overlap: the observed assignment is the only one with this
 * relative effect; the opposite extreme is another one unless a tie blocks it.
 */
static sw_status separated_p(sw_rank_test *r, sw_sample treated,
                             sw_sample control, sw_hypothesis alternative,
                             sw_error *err)
{
    bool above = r->result.estimate > 0.5;
    double *x = sw_sorted_copy(treated), *y = sw_sorted_copy(control);
    if (x == NULL || y == NULL) {
        free(x);
        free(y);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    size_t n = treated.n + control.n;
    size_t cut = above ? treated.n : control.n; /* the mirrored boundary */
    bool mirrored = pooled_at(x, treated.n, y, control.n, cut - 1) <
                    pooled_at(x, treated.n, y, control.n, cut);
    double one = 1.0 / sw_choose(n, treated.n);
    bool expected = above == (alternative == SW_GREATER);
    r->result.p = alternative != SW_TWO_SIDED ? (expected ? one : 1.0)
                  : mirrored                  ? 2.0 * one
                                              : one;
    free(x);
    free(y);
    return SW_OK;
}

sw_status sw_stats_brunner_munzel_test(sw_rank_test *out, sw_sample treated,
                                       sw_sample control,
                                       const sw_rank_options *options,
                                       sw_error *err)
{
    sw_placements t, c;
    sw_status st = sw_check_two_groups(treated, control, options->level, err);
    if (st == SW_OK)
        st = sw_check_resamples(options->resamples, err);
    if (st == SW_OK)
        st = sw_place(&t, &c, treated, control, err);
    if (st != SW_OK)
        return st;
    sw_rank_test r = {.result = sw_relative_effect(&t, &c, options->level,
                                                   options->alternative),
                      .n_used = treated.n + control.n};
    size_t smaller = treated.n < control.n ? treated.n : control.n;
    if (!(r.result.se > 0.0)) {
        r.exact = r.permutation = true;
        if (t.mean > 0.0 && t.mean < 1.0)
            r.result.p = 1.0; /* all values tied */
        else
            st = separated_p(&r, treated, control, options->alternative, err);
    } else if (smaller < MIN_FOR_T) {
        r.permutation = true;
        st = permutation_p(&r, treated, control, options, err);
    }
    if (st == SW_OK)
        *out = r;
    return st;
}
