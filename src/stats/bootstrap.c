/* Replicates of a statistic, and their influences. */
#include "seatworth/stats_resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/bootstrap.h"
#include "stats/check.h"
#include "stats/order.h"
#include "stats/permute.h"

/* Values of which there are at most n over this many are counted by value. */
enum { VALUES_PER_DISTINCT = 128 };

/* Draws below which threads cost more than they save, some milliseconds. */
static const double PARALLEL_WORK = 1e7;

void sw_boot_arm_clear(sw_boot_arm *arm)
{
    for (int j = 0; j < SW_BOOT_COLUMNS; j++)
        free(arm->column[j]);
    free(arm->repeat);
    *arm = (sw_boot_arm){0};
}

/* Rows of columns 0 and 1 in the order of the first, then the second. */
typedef struct row {
    double x, y;
} row;

static int by_row(const void *a, const void *b)
{
    const row *p = a, *q = b;
    if (p->x < q->x || p->x > q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

static bool same_row(row a, row b)
{
    return !(a.x < b.x || a.x > b.x || a.y < b.y || a.y > b.y);
}

/* Distinct rows move to the front; how often each was there is in repeat. */
static size_t collapse(row *rows, size_t *repeat, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (k == 0 || !same_row(rows[k - 1], rows[i]))
            rows[k++] = rows[i];
        repeat[k - 1]++;
    }
    return k;
}

static sw_status fill(sw_boot_arm *arm, row *rows, sw_sample x, sw_sample y,
                      sw_error *err)
{
    for (size_t i = 0; i < x.n; i++)
        rows[i] = (row){x.v[i], y.n > 0 ? y.v[i] : 0.0};
    qsort(rows, x.n, sizeof *rows, by_row);
    size_t distinct = 1;
    for (size_t i = 1; i < x.n; i++)
        distinct += !same_row(rows[i - 1], rows[i]);
    arm->k = x.n;
    if (distinct <= x.n / VALUES_PER_DISTINCT) {
        arm->repeat = calloc(distinct, sizeof *arm->repeat);
        if (arm->repeat == NULL)
            return sw_fail(err, SW_ENOMEM, "out of memory");
        arm->k = collapse(rows, arm->repeat, x.n);
    }
    int columns = y.n > 0 ? SW_BOOT_COLUMNS : 1;
    for (int j = 0; j < columns; j++) {
        arm->column[j] = calloc(sw_padded(arm->k), sizeof(double));
        if (arm->column[j] == NULL)
            return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < arm->k; i++) {
        arm->column[0][i] = rows[i].x;
        if (y.n > 0)
            arm->column[1][i] = rows[i].y;
    }
    sw_multinomial_init(&arm->draws, arm->n, arm->k, arm->repeat);
    return SW_OK;
}

sw_status sw_boot_arm_init(sw_boot_arm *arm, sw_sample x, sw_sample y,
                           sw_error *err)
{
    *arm = (sw_boot_arm){.n = x.n};
    row *rows = calloc(x.n, sizeof *rows);
    if (rows == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = fill(arm, rows, x, y, err);
    free(rows);
    return st;
}

/* Value of the middle, or mean of the two middle ones, of sorted values. */
static double median_of(const sw_boot_arm *arm, const int32_t *count)
{
    size_t low = (arm->n - 1) / 2, high = arm->n / 2, passed = 0, i = 0;
    for (; passed + (size_t)count[i] <= low; i++)
        passed += (size_t)count[i];
    double at_low = arm->column[0][i];
    for (; passed + (size_t)count[i] <= high; i++)
        passed += (size_t)count[i];
    return at_low / 2.0 + arm->column[0][i] / 2.0;
}

static double correlation_of(const sw_boot_arm *arm, const int32_t *count)
{
    double s[SW_BOOT_COLUMNS], n = (double)arm->n;
    for (int j = 0; j < SW_BOOT_COLUMNS; j++)
        s[j] = sw_weighted_sum(count, arm->column[j], sw_padded(arm->k)) / n;
    double vx = s[2] - s[0] * s[0], vy = s[3] - s[1] * s[1];
    /* The columns have variance 1, so this is rounding. */
    if (!(vx > 1e-12 && vy > 1e-12))
        return NAN;
    double r = (s[4] - s[0] * s[1]) / sqrt(vx * vy);
    return fmax(-1.0, fmin(1.0, r));
}

static double draw_mean(const sw_boot_arm *arm, int32_t *count,
                        sw_random *random)
{
    return sw_multinomial_sum(count, arm->column[0], &arm->draws, random) /
           (double)arm->n;
}

static double replicate(const sw_boot_arm *arm, int32_t *count,
                        sw_bootstrap_statistic statistic, sw_random *random)
{
    double treated;
    switch (statistic) {
    case SW_BOOTSTRAP_MEDIAN:
        sw_multinomial_draw(count, &arm[0].draws, random);
        return median_of(&arm[0], count);
    case SW_BOOTSTRAP_CORRELATION:
        sw_multinomial_draw(count, &arm[0].draws, random);
        return correlation_of(&arm[0], count);
    case SW_BOOTSTRAP_MEAN_DIFFERENCE:
        treated = draw_mean(&arm[0], count, random);
        return treated - draw_mean(&arm[1], count, random);
    default:
        return draw_mean(&arm[0], count, random);
    }
}

sw_status sw_boot_replicates(double *out, const sw_boot_arm *arm,
                             const sw_bootstrap_options *o, sw_error *err)
{
    size_t larger = arm[0].k > arm[1].k ? arm[0].k : arm[1].k;
    long b, resamples = (long)o->resamples;
    bool failed = false;
    double work = (double)resamples * (double)(arm[0].k + arm[1].k);
#pragma omp parallel if (work > PARALLEL_WORK) reduction(|| : failed) private(b)
    {
        int32_t *count = calloc(sw_padded(larger), sizeof *count);
        failed = count == NULL;
#pragma omp for schedule(dynamic, 64)
        for (b = 0; b < resamples; b++) {
            if (failed)
                continue;
            sw_random random;
            sw_random_init(&random, o->seed,
                           ((uint64_t)SW_STREAM_BOOTSTRAP << 32) + (uint64_t)b);
            out[b] = replicate(arm, count, o->statistic, &random);
        }
        free(count);
    }
    if (failed)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    return SW_OK;
}
