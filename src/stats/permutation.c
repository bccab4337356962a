/* Permutation test of the difference of two means. */
#include "seatworth/stats_resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/permute.h"
#include "stats/shift.h"

/* Additions that the shift algorithm may take, about a third of a second. */
static const double MAX_WORK = 5e8;

/* Both groups together, less their common mean; the smaller group is the one
 * that an assignment chooses. */
typedef struct pool {
    double *value;     /* [n] treated, then control */
    size_t n, treated; /* values, of these treated */
    bool flipped;      /* the control is the smaller group and lies first */
    double total, squares;
} pool;

static double difference(double sum, size_t m, const pool *p)
{
    double rest = (double)(p->n - m);
    double d = sum / (double)m - (p->total - sum) / rest;
    return p->flipped ? -d : d;
}

static double raw_statistic(const size_t *chosen, size_t m, double *scratch,
                            const void *context)
{
    (void)scratch;
    const pool *p = context;
    double sum = 0.0;
    for (size_t i = 0; i < m; i++)
        sum += p->value[chosen[i]];
    return difference(sum, m, p);
}

static double welch_t(double sum, double squares, size_t m, const pool *p)
{
    double n1 = (double)m, n0 = (double)(p->n - m), rest = p->total - sum;
    double ss1 = squares - sum * sum / n1;
    double ss0 = p->squares - squares - rest * rest / n0;
    double d = difference(sum, m, p);
    double se2 =
        fmax(ss1, 0) / ((n1 - 1) * n1) + fmax(ss0, 0) / ((n0 - 1) * n0);
    double scale2 = p->squares / (double)p->n;
    if (se2 > 1e-13 * scale2)
        return d / sqrt(se2);
    return d * d > 1e-18 * scale2 ? copysign(INFINITY, d) : 0.0;
}

static double welch_statistic(const size_t *chosen, size_t m, double *scratch,
                              const void *context)
{
    (void)scratch;
    const pool *p = context;
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < m; i++) {
        double v = p->value[chosen[i]];
        sum += v;
        squares += v * v;
    }
    return welch_t(sum, squares, m, p);
}

/* Values as integers where they are whole after times 1, 10 ... 10^4. */
static bool as_integers(int64_t *score, const double *v, size_t n)
{
    static const double SCALE[] = {1, 10, 100, 1000, 10000};
    for (size_t k = 0; k < sizeof SCALE / sizeof *SCALE; k++) {
        size_t i = 0;
        for (; i < n; i++) {
            double scaled = v[i] * SCALE[k], whole = round(scaled);
            if (!(fabs(whole) < 1e15) ||
                fabs(scaled - whole) > 4e-16 * fabs(scaled))
                break;
            score[i] = (int64_t)whole;
        }
        if (i == n)
            return true;
    }
    return false;
}

static sw_status pool_init(pool *p, sw_sample treated, sw_sample control,
                           sw_error *err)
{
    *p = (pool){.n = treated.n + control.n,
                .treated = treated.n,
                .flipped = control.n < treated.n};
    p->value = calloc(p->n, sizeof *p->value);
    if (p->value == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_sample first = p->flipped ? control : treated;
    sw_sample last = p->flipped ? treated : control;
    memcpy(p->value, first.v, first.n * sizeof *p->value);
    memcpy(p->value + first.n, last.v, last.n * sizeof *p->value);
    return SW_OK;
}

/* Centred values keep their digits at any offset. */
static void centre(pool *p)
{
    double mean = sw_mean(p->value, p->n);
    for (size_t i = 0; i < p->n; i++) {
        p->value[i] -= mean;
        p->squares += p->value[i] * p->value[i];
    }
    p->total = sw_sum_of(p->value, p->n);
}

static sw_status by_shift(double *p, bool *done, const pool *all,
                          sw_hypothesis alternative, sw_error *err)
{
    size_t m = all->flipped ? all->n - all->treated : all->treated;
    int64_t *score = calloc(all->n, sizeof *score);
    if (score == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = SW_OK;
    *done = as_integers(score, all->value, all->n) &&
            sw_shift_work(score, all->n, m) <= MAX_WORK;
    if (all->flipped && alternative != SW_TWO_SIDED)
        alternative = alternative == SW_LESS ? SW_GREATER : SW_LESS;
    if (*done)
        st = sw_shift_sum_p(p, score, all->n, m, alternative, err);
    free(score);
    return st;
}

static sw_status by_assignment(sw_permutation *out, const pool *p,
                               const sw_permutation_options *o, sw_error *err)
{
    size_t m = p->flipped ? p->n - p->treated : p->treated;
    sw_permute task = {.n = p->n,
                       .m = m,
                       .statistic =
                           o->studentised ? welch_statistic : raw_statistic,
                       .context = p,
                       .observed = out->statistic,
                       .alternative = o->alternative,
                       .resamples = o->resamples,
                       .seed = o->seed};
    return sw_permute_p(&out->p, &out->exact, &task, err);
}

static sw_status check(sw_sample treated, sw_sample control,
                       const sw_permutation_options *o, sw_error *err)
{
    size_t least = o->studentised ? 2 : 1;
    sw_status st = sw_check_finite("treated", treated, err);
    if (st == SW_OK)
        st = sw_check_finite("control", control, err);
    if (st == SW_OK)
        st = sw_check_resamples(o->resamples, err);
    if (st == SW_OK && (treated.n < least || control.n < least))
        st = sw_fail(err, SW_ENODATA, "%s: %zu values, at least %zu are needed",
                     treated.n < least ? "treated" : "control",
                     treated.n < least ? treated.n : control.n, least);
    return st;
}

/* The statistic of the groups as they are, which lie first in the pool. */
static double observed(const pool *p, bool is_studentised)
{
    size_t m = p->flipped ? p->n - p->treated : p->treated;
    sw_sum sum = {0}, squares = {0};
    for (size_t i = 0; i < m; i++) {
        sw_sum_add(&sum, p->value[i]);
        sw_sum_add(&squares, p->value[i] * p->value[i]);
    }
    if (is_studentised)
        return welch_t(sw_sum_value(&sum), sw_sum_value(&squares), m, p);
    return difference(sw_sum_value(&sum), m, p);
}

sw_status sw_stats_permutation(sw_permutation *out, sw_sample treated,
                               sw_sample control,
                               const sw_permutation_options *options,
                               sw_error *err)
{
    sw_status st = check(treated, control, options, err);
    if (st != SW_OK)
        return st;
    pool all;
    bool done = false;
    sw_permutation r = {.estimate = sw_mean(treated.v, treated.n) -
                                    sw_mean(control.v, control.n)};
    st = pool_init(&all, treated, control, err);
    if (st == SW_OK && !options->studentised)
        st = by_shift(&r.p, &done, &all, options->alternative, err);
    if (st == SW_OK) {
        centre(&all);
        r.statistic = observed(&all, options->studentised);
        r.exact = done;
        if (!done)
            st = by_assignment(&r, &all, options, err);
    }
    free(all.value);
    if (st != SW_OK)
        return st;
    if (!options->studentised)
        r.statistic = r.estimate;
    if (!isfinite(r.statistic))
        r.statistic = NAN;
    *out = r;
    return SW_OK;
}
