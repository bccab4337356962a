/* Sample ratio mismatch: chi-square, or the exact multinomial. */
#include "seatworth/stats_design.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/tail.h"

/* Cochran's rule: chi-square needs 5 expected everywhere. */
static const double LEAST_EXPECTED = 5.0;
static const double MOST_TABLES = 2e6;
/* Tables this close in probability are equally likely, as in binom.test. */
static const double TIE = 1e-7;

enum { DEFAULT_DRAWS = 9999 };

/* The arms of positive weight. */
typedef struct arms {
    double *count, *share;
    size_t k;
    double n;
} arms;

static sw_status check(const double *weight, size_t n, size_t *used,
                       sw_error *err)
{
    *used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0.0 && weight[i] < INFINITY))
            return sw_fail(err, SW_EDOMAIN, "weight %g of arm %zu", weight[i],
                           i + 1);
        *used += weight[i] > 0.0;
    }
    if (*used < 2)
        return sw_fail(err, SW_ENODATA,
                       "%zu arms have an expected share above 0, at least 2 "
                       "are needed",
                       *used);
    return SW_OK;
}

static void gather(arms *a, double *left_out, const size_t *count,
                   const double *weight, size_t n)
{
    double sum = 0.0;
    *left_out = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] > 0.0)) {
            *left_out += (double)count[i];
            continue;
        }
        a->count[a->k] = (double)count[i];
        a->share[a->k++] = weight[i];
        a->n += (double)count[i];
        sum += weight[i];
    }
    for (size_t j = 0; j < a->k; j++)
        a->share[j] /= sum;
}

static double log_choose(double n, double k)
{
    return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

/* Logarithm of the multinomial probability of a table. */
static double log_probability(const arms *a, const double *count)
{
    double sum = 0.0, left = a->n;
    for (size_t j = 0; j < a->k; j++) {
        sum += log_choose(left, count[j]) + count[j] * log(a->share[j]);
        left -= count[j];
    }
    return sum;
}

/* Sum over the tables that fill arms from `j` on with `left` people and are no
 * likelier than `limit`; `so_far` is the logarithm of what came before. */
static double sum_tables(const arms *a, size_t j, double left, double so_far,
                         double limit)
{
    double log_share = log(a->share[j]);
    if (j + 1 == a->k) {
        double at = so_far + left * log_share;
        return at <= limit ? exp(at) : 0.0;
    }
    double sum = 0.0;
    for (double c = 0.0; c <= left; c += 1.0)
        sum += sum_tables(a, j + 1, left - c,
                          so_far + log_choose(left, c) + c * log_share, limit);
    return sum;
}

static double number_of_tables(const arms *a)
{
    return exp(
        fmin(700.0, log_choose(a->n + (double)a->k - 1.0, (double)a->k - 1.0)));
}

/* Share of random tables that are no likelier, the observed one among them. */
static double sample_tables(const arms *a, double *table, double limit,
                            size_t draws, uint64_t seed)
{
    sw_random stream;
    sw_random_init(&stream, seed, (uint64_t)SW_STREAM_PERMUTATION << 32);
    size_t hits = 1;
    for (size_t d = 0; d < draws; d++) {
        double left = a->n, share = 1.0;
        for (size_t j = 0; j + 1 < a->k; j++) {
            double p = fmin(1.0, a->share[j] / share);
            table[j] =
                sw_quantile_binomial(sw_random_uniform(&stream), left, p);
            left -= table[j];
            share -= a->share[j];
        }
        table[a->k - 1] = left;
        hits += log_probability(a, table) <= limit;
    }
    return (double)hits / (double)(draws + 1);
}

/* The count of arm 0, from `mode` towards `end`, at which a table is no
 * likelier than the limit for the first time; one past the end where none is.
 */
static double first_unlikely(const arms *a, double limit, double mode,
                             double end)
{
    double step = end > mode ? 1.0 : -1.0;
    double inside = mode, outside = end + step;
    while (fabs(outside - inside) > 1.0) {
        double middle = floor((inside + outside) / 2.0);
        double table[2] = {middle, a->n - middle};
        if (log_probability(a, table) <= limit)
            outside = middle;
        else
            inside = middle;
    }
    return outside;
}

/* Two arms: both tails of the binomial, found by search instead of listing. */
static double two_arms(const arms *a, double limit)
{
    double n = a->n, p = a->share[0], mode = fmin(n, floor((n + 1.0) * p));
    double table[2] = {mode, n - mode};
    if (log_probability(a, table) <= limit)
        return 1.0;
    double low = first_unlikely(a, limit, mode, 0.0);
    double high = first_unlikely(a, limit, mode, n);
    return fmin(1.0,
                sw_binomial_lower(low, n, p) + sw_binomial_upper(high, n, p));
}

static double exact_p(const arms *a, double *table, size_t *draws,
                      uint64_t seed)
{
    double at = log_probability(a, a->count), limit = at + log1p(TIE);
    size_t asked = *draws > 0 ? *draws : DEFAULT_DRAWS;
    *draws = 0;
    if (a->k == 2)
        return two_arms(a, limit);
    if (number_of_tables(a) <= MOST_TABLES)
        return fmin(1.0, sum_tables(a, 0, a->n, 0.0, limit));
    *draws = asked;
    return sample_tables(a, table, limit, asked, seed);
}

static void test(sw_sample_ratio *r, const arms *a, double *table, size_t draws,
                 uint64_t seed)
{
    r->n = a->n;
    r->df = (double)a->k - 1.0;
    for (size_t j = 0; j < a->k; j++) {
        double expected = a->n * a->share[j], off = a->count[j] - expected;
        r->statistic += off * off / expected;
        r->exact = r->exact || expected < LEAST_EXPECTED;
    }
    if (r->exact) {
        r->p = exact_p(a, table, &draws, seed);
        r->draws = (double)draws;
    } else {
        r->p = sw_chi2_upper(r->statistic, r->df);
    }
}

sw_status sw_stats_sample_ratio(sw_sample_ratio *out, const size_t *count,
                                const double *weight, size_t arms_given,
                                size_t draws, uint64_t seed, sw_error *err)
{
    size_t used;
    sw_status st = check(weight, arms_given, &used, err);
    if (st != SW_OK)
        return st;
    arms a = {0};
    double *memory = calloc(3 * used, sizeof *memory);
    if (memory == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    a.count = memory;
    a.share = memory + used;
    sw_sample_ratio r = {0};
    gather(&a, &r.left_out, count, weight, arms_given);
    if (a.n > 0.0) {
        test(&r, &a, memory + 2 * used, draws, seed);
        *out = r;
    } else {
        st = sw_fail(err, SW_ENODATA, "nobody is in any arm");
    }
    free(memory);
    return st;
}
