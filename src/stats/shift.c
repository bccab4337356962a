/* Exact distributions of sums of integer scores. */
#include "stats/shift.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"

/* Scores as small integers, ascending: minus the smallest, over their greatest
 * common divisor. */
typedef struct reduced {
    size_t *score;
    size_t n, sum_of_first; /* of the first m before sorting */
    size_t total, highest;  /* sums of all and of the m largest */
} reduced;

static int64_t divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static void base_and_step(int64_t *base, int64_t *step, const int64_t *score,
                          size_t n)
{
    *base = score[0];
    for (size_t i = 1; i < n; i++)
        if (score[i] < *base)
            *base = score[i];
    *step = 0;
    for (size_t i = 0; i < n; i++)
        *step = divisor(score[i] - *base, *step);
    if (*step == 0)
        *step = 1;
}

double sw_shift_work(const int64_t *score, size_t n, size_t m)
{
    int64_t base, step, widest = 0;
    base_and_step(&base, &step, score, n);
    for (size_t i = 0; i < n; i++)
        if ((score[i] - base) / step > widest)
            widest = (score[i] - base) / step;
    if (widest > INT32_MAX || n > INT32_MAX)
        return HUGE_VAL;
    size_t smaller = m < n - m ? m : n - m;
    return (double)widest * (double)smaller * (double)smaller * (double)n / 2;
}

static sw_status reduce(reduced *r, const int64_t *score, size_t n, size_t m,
                        sw_error *err)
{
    int64_t base, step;
    base_and_step(&base, &step, score, n);
    *r = (reduced){.score = calloc(n, sizeof *r->score), .n = n};
    if (r->score == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) {
        r->score[i] = (size_t)((score[i] - base) / step);
        r->total += r->score[i];
        if (i < m)
            r->sum_of_first += r->score[i];
    }
    qsort(r->score, n, sizeof *r->score, by_size);
    for (size_t i = n - m; i < n; i++)
        r->highest += r->score[i];
    return SW_OK;
}

/* prob[k][s]: the chance that k of the scores so far, chosen at random, have
 * the sum s. With the i-th score the chosen ones hold it in k of i cases. */
static void shift_in(double *prob, size_t width, size_t m, size_t i,
                     size_t score, const size_t *highest)
{
    for (size_t k = i < m ? i : m; k > 0; k--) {
        double with = (double)k / (double)i, without = 1.0 - with;
        double *row = prob + k * width;
        const double *fewer = row - width;
        for (size_t s = 0; s <= highest[k]; s++)
            row[s] *= without;
        for (size_t s = 0; s <= highest[k - 1]; s++)
            row[s + score] += with * fewer[s];
    }
}

/* highest[k]: the largest sum of k of the first i ascending scores. */
static void raise_highest(size_t *highest, const size_t *score, size_t m,
                          size_t i)
{
    for (size_t k = 1; k <= m && k <= i; k++)
        highest[k] = highest[k - 1] + score[i - k];
}

static double tail_of(const double *prob, size_t width, double centre,
                      double observed, sw_hypothesis alternative)
{
    sw_sum p = {0};
    /* Sums are whole numbers below 2^52: half a step separates all of them. */
    for (size_t s = 0; s < width; s++) {
        double at = (double)s;
        bool counts =
            alternative == SW_LESS ? at <= observed
            : alternative == SW_GREATER
                ? at >= observed
                : fabs(at - centre) >= fabs(observed - centre) * (1.0 - 1e-14);
        if (counts)
            sw_sum_add(&p, prob[s]);
    }
    return fmin(1.0, sw_sum_value(&p));
}

static sw_status sum_p(double *p, const reduced *r, size_t m,
                       sw_hypothesis alternative, sw_error *err)
{
    size_t width = r->highest + 1;
    double *prob = calloc((m + 1) * width, sizeof *prob);
    size_t *highest = calloc(m + 1, sizeof *highest);
    if (prob == NULL || highest == NULL) {
        free(prob);
        free(highest);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    prob[0] = 1.0;
    for (size_t i = 1; i <= r->n; i++) {
        shift_in(prob, width, m, i, r->score[i - 1], highest);
        raise_highest(highest, r->score, m, i);
    }
    double centre = (double)r->total * (double)m / (double)r->n;
    *p = tail_of(prob + m * width, width, centre, (double)r->sum_of_first,
                 alternative);
    free(prob);
    free(highest);
    return SW_OK;
}

/* The smaller of the two parts costs less: its sum tells the other's. */
static int64_t *rotated(const int64_t *score, size_t n, size_t m)
{
    int64_t *copy = calloc(n, sizeof *copy);
    if (copy == NULL)
        return NULL;
    memcpy(copy, score + m, (n - m) * sizeof *copy);
    memcpy(copy + (n - m), score, m * sizeof *copy);
    return copy;
}

sw_status sw_shift_sum_p(double *p, const int64_t *score, size_t n, size_t m,
                         sw_hypothesis alternative, sw_error *err)
{
    if (2 * m > n) {
        int64_t *other = rotated(score, n, m);
        if (other == NULL)
            return sw_fail(err, SW_ENOMEM, "out of memory");
        if (alternative != SW_TWO_SIDED)
            alternative = alternative == SW_LESS ? SW_GREATER : SW_LESS;
        sw_status st = sw_shift_sum_p(p, other, n, n - m, alternative, err);
        free(other);
        return st;
    }
    reduced r;
    sw_status st = reduce(&r, score, n, m, err);
    if (st == SW_OK)
        st = sum_p(p, &r, m, alternative, err);
    free(r.score);
    return st;
}

/* Distribution of the sum of a random half of the scores; width is total + 1.
 */
static double *signs_distribution(const int64_t *score, size_t n, size_t *width)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += (size_t)score[i];
    double *prob = calloc(total + 1, sizeof *prob);
    if (prob == NULL)
        return NULL;
    prob[0] = 1.0;
    size_t reach = 0;
    for (size_t i = 0; i < n; i++) {
        size_t step = (size_t)score[i];
        reach += step;
        for (size_t s = reach + 1; s-- > 0;)
            prob[s] = 0.5 * (prob[s] + (s >= step ? prob[s - step] : 0.0));
    }
    *width = total + 1;
    return prob;
}

sw_status sw_shift_signs_p(double *p, const int64_t *score, size_t n,
                           int64_t observed, sw_hypothesis alternative,
                           sw_error *err)
{
    size_t width = 0;
    double *prob = signs_distribution(score, n, &width);
    if (prob == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    *p = tail_of(prob, width, (double)(width - 1) / 2.0, (double)observed,
                 alternative);
    free(prob);
    return SW_OK;
}

sw_status sw_signed_rank_quantile(size_t *k, size_t n, double tail,
                                  sw_error *err)
{
    size_t width = 0;
    int64_t *rank = calloc(n, sizeof *rank);
    for (size_t i = 0; rank != NULL && i < n; i++)
        rank[i] = (int64_t)(i + 1);
    double *prob = rank != NULL ? signs_distribution(rank, n, &width) : NULL;
    free(rank);
    if (prob == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_sum below = {0};
    size_t s = 0;
    /* As R's qsignrank: rounding must not push a hit to the next value. */
    for (; s < width; s++) {
        sw_sum_add(&below, prob[s]);
        if (sw_sum_value(&below) >= tail * (1.0 - 1e-13))
            break;
    }
    *k = s;
    free(prob);
    return SW_OK;
}
