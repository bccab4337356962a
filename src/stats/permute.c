/* p of a statistic among all assignments, or among random ones. */
#include "stats/permute.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

enum { MIN_RESAMPLES = 99 };

static const double TIE = 1e-9; /* relative */

/* Draws below which threads cost more than they save, some milliseconds. */
static const double PARALLEL_WORK = 1e6;

sw_status sw_check_resamples(size_t resamples, sw_error *err)
{
    if (resamples < MIN_RESAMPLES)
        return sw_fail(err, SW_EDOMAIN, "%zu resamples, at least %d are needed",
                       resamples, MIN_RESAMPLES);
    return SW_OK;
}

double sw_choose(size_t n, size_t m)
{
    size_t k = m < n - m ? m : n - m;
    double ways = 1.0;
    for (size_t i = 1; i <= k && isfinite(ways); i++)
        ways = ways * (double)(n - k + i) / (double)i;
    return ways;
}

static bool is_as_extreme(double t, double observed, sw_hypothesis alternative)
{
    double slack = isfinite(observed) ? TIE * fabs(observed) : 0.0;
    switch (alternative) {
    case SW_LESS:
        return t <= observed + slack;
    case SW_GREATER:
        return t >= observed - slack;
    default:
        return fabs(t) >= fabs(observed) - slack;
    }
}

/* The next choice of m of n in lexical order; false after the last one. */
static bool next_choice(size_t *chosen, size_t m, size_t n)
{
    size_t i = m;
    while (i > 0 && chosen[i - 1] == n - m + i - 1)
        i--;
    if (i == 0)
        return false;
    chosen[i - 1]++;
    for (; i < m; i++)
        chosen[i] = chosen[i - 1] + 1;
    return true;
}

static sw_status list_all(double *p, const sw_permute *t, sw_error *err)
{
    size_t *chosen = calloc(t->m, sizeof *chosen);
    double *scratch = calloc(t->scratch + 1, sizeof *scratch);
    if (chosen == NULL || scratch == NULL) {
        free(chosen);
        free(scratch);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < t->m; i++)
        chosen[i] = i;
    size_t extreme = 0, all = 0;
    do {
        double s = t->statistic(chosen, t->m, scratch, t->context);
        extreme += is_as_extreme(s, t->observed, t->alternative);
        all++;
    } while (next_choice(chosen, t->m, t->n));
    *p = (double)extreme / (double)all;
    free(chosen);
    free(scratch);
    return SW_OK;
}

/* The first m of unit[n] become a random choice; undo() puts them back, so that
 * a resample depends on nothing but its own stream. */
static void shuffle(size_t *unit, size_t *swapped, size_t n, size_t m,
                    sw_random *random)
{
    for (size_t i = 0; i < m; i++) {
        size_t j = i + (size_t)sw_random_below(random, n - i);
        size_t held = unit[i];
        unit[i] = unit[j];
        unit[j] = held;
        swapped[i] = j;
    }
}

static void undo(size_t *unit, const size_t *swapped, size_t m)
{
    for (size_t i = m; i-- > 0;) {
        size_t held = unit[i];
        unit[i] = unit[swapped[i]];
        unit[swapped[i]] = held;
    }
}

static sw_status draw(double *p, const sw_permute *t, sw_error *err)
{
    long extreme = 0, b, resamples = (long)t->resamples;
    bool failed = false;
    double work = (double)resamples * (double)t->m;
#pragma omp parallel if (work > PARALLEL_WORK) reduction(+ : extreme)          \
    reduction(|| : failed) private(b)
    {
        size_t *unit = calloc(t->n, sizeof *unit);
        size_t *swapped = calloc(t->m, sizeof *swapped);
        double *scratch = calloc(t->scratch + 1, sizeof *scratch);
        failed = unit == NULL || swapped == NULL || scratch == NULL;
        for (size_t i = 0; !failed && i < t->n; i++)
            unit[i] = i;
#pragma omp for schedule(static)
        for (b = 0; b < resamples; b++) {
            if (failed)
                continue;
            sw_random random;
            sw_random_init(&random, t->seed,
                           ((uint64_t)SW_STREAM_PERMUTATION << 32) +
                               (uint64_t)b);
            shuffle(unit, swapped, t->n, t->m, &random);
            double s = t->statistic(unit, t->m, scratch, t->context);
            undo(unit, swapped, t->m);
            extreme += is_as_extreme(s, t->observed, t->alternative);
        }
        free(unit);
        free(swapped);
        free(scratch);
    }
    if (failed)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    *p = (1.0 + (double)extreme) / (1.0 + (double)resamples);
    return SW_OK;
}

sw_status sw_permute_p(double *p, bool *exact, const sw_permute *task,
                       sw_error *err)
{
    *exact = sw_choose(task->n, task->m) <= SW_MAX_ASSIGNMENTS;
    return *exact ? list_all(p, task, err) : draw(p, task, err);
}
