/* Lee's and Manski's bounds of rows with multiplicities. */
#include "stats/bounds_rows.h"

#include <math.h>
#include <stdlib.h>

typedef struct key {
    size_t stratum, row;
    double y;
    bool treated;
} key;

static int by_key(const void *a, const void *b)
{
    const key *p = a, *q = b;
    if (p->stratum != q->stratum)
        return p->stratum < q->stratum ? -1 : 1;
    if (p->treated != q->treated)
        return p->treated ? 1 : -1;
    if (isnan(p->y) != isnan(q->y))
        return isnan(p->y) ? 1 : -1;
    if (p->y < q->y || p->y > q->y)
        return p->y < q->y ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

/* Manski's bounds are no narrower within strata. */
static void fill_keys(key *keys, const sw_bounds_data *d)
{
    bool stratified = d->stratum != NULL && d->kind == SW_BOUNDS_LEE;
    for (size_t i = 0; i < d->n; i++)
        keys[i] =
            (key){stratified ? d->stratum[i] : 0, i, d->y[i], d->treated[i]};
    qsort(keys, d->n, sizeof *keys, by_key);
}

static sw_status split(sw_bounds_rows *rows, const key *keys, sw_error *err)
{
    size_t arms = 0;
    for (size_t i = 0; i < rows->n; i++) {
        bool fresh = i == 0 || keys[i].stratum != keys[i - 1].stratum;
        if (fresh || keys[i].treated != keys[i - 1].treated)
            rows->first[arms++] = i;
        /* Arms alternate: control, treated, control, ... */
        if ((arms % 2 == 0) != keys[i].treated)
            return sw_fail(err, SW_ENODATA,
                           "the stratum of row %zu lacks an arm", keys[i].row);
        rows->row[i] = keys[i].row;
        rows->y[i] = keys[i].y;
    }
    rows->first[arms] = rows->n;
    if (arms % 2 != 0)
        return sw_fail(err, SW_ENODATA, "the stratum of row %zu lacks an arm",
                       keys[rows->n - 1].row);
    rows->strata = arms / 2;
    return SW_OK;
}

static void fill_rates(sw_bounds_rows *rows)
{
    double n[2] = {0}, answers[2] = {0};
    for (size_t j = 0; j < 2 * rows->strata; j++)
        for (size_t i = rows->first[j]; i < rows->first[j + 1]; i++) {
            n[j % 2] += 1.0;
            answers[j % 2] += isnan(rows->y[i]) ? 0.0 : 1.0;
        }
    rows->rate[0] = answers[0] / n[0];
    rows->rate[1] = answers[1] / n[1];
}

sw_status sw_bounds_rows_init(sw_bounds_rows *rows, const sw_bounds_data *d,
                              sw_error *err)
{
    *rows = (sw_bounds_rows){.n = d->n};
    key *keys = calloc(d->n, sizeof *keys);
    rows->row = calloc(d->n, sizeof *rows->row);
    rows->y = calloc(d->n, sizeof *rows->y);
    rows->first = calloc(d->n + 1, sizeof *rows->first);
    sw_status st = SW_OK;
    if (keys == NULL || !rows->row || !rows->y || !rows->first) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        fill_keys(keys, d);
        st = split(rows, keys, err);
    }
    if (st == SW_OK)
        fill_rates(rows);
    free(keys);
    return st;
}

void sw_bounds_rows_clear(sw_bounds_rows *rows)
{
    free(rows->row);
    free(rows->y);
    free(rows->first);
    *rows = (sw_bounds_rows){0};
}

/* One arm of one stratum. */
typedef struct arm {
    const double *y, *count;
    size_t rows;
    double n, answers, mean;
} arm;

static double times(const arm *a, size_t i)
{
    return a->count == NULL ? 1.0 : a->count[i];
}

static arm arm_of(const sw_bounds_rows *rows, const double *count, size_t j)
{
    size_t from = rows->first[j];
    arm a = {.y = rows->y + from,
             .count = count == NULL ? NULL : count + from,
             .rows = rows->first[j + 1] - from};
    double sum = 0.0;
    for (size_t i = 0; i < a.rows; i++) {
        a.n += times(&a, i);
        if (isnan(a.y[i]))
            continue;
        a.answers += times(&a, i);
        sum += times(&a, i) * a.y[i];
    }
    a.mean = sum / a.answers;
    return a;
}

/* Mean of the smallest, or the largest, `keep` answers; the one at the edge
 * counts in part. */
static double kept_mean(const arm *a, double keep, bool smallest)
{
    double left = keep, sum = 0.0;
    if (!(keep < a->answers))
        return a->mean;
    for (size_t step = 0; step < a->rows && left > 0.0; step++) {
        size_t i = smallest ? step : a->rows - 1 - step;
        if (isnan(a->y[i]))
            continue;
        double part = fmin(times(a, i), left);
        sum += part * a->y[i];
        left -= part;
    }
    return sum / (keep - left);
}

static sw_bounds_ends lee(const arm *control, const arm *treated)
{
    double keep1 = treated->n * control->answers / control->n;
    double keep0 = control->n * treated->answers / treated->n;
    if (keep1 < treated->answers)
        return (sw_bounds_ends){kept_mean(treated, keep1, true) - control->mean,
                                kept_mean(treated, keep1, false) -
                                    control->mean,
                                treated->mean - control->mean};
    return (sw_bounds_ends){treated->mean - kept_mean(control, keep0, false),
                            treated->mean - kept_mean(control, keep0, true),
                            treated->mean - control->mean};
}

static double filled(const arm *a, double value)
{
    double answered = a->answers > 0.0 ? a->mean * a->answers : 0.0;
    return (answered + (a->n - a->answers) * value) / a->n;
}

static sw_bounds_ends manski(const arm *control, const arm *treated,
                             const sw_bounds_data *d)
{
    return (sw_bounds_ends){filled(treated, d->low) - filled(control, d->high),
                            filled(treated, d->high) - filled(control, d->low),
                            treated->mean - control->mean};
}

sw_bounds_ends sw_bounds_of(const sw_bounds_rows *rows, const sw_bounds_data *d,
                            const double *count)
{
    sw_bounds_ends sum = {0};
    double weight = 0.0;
    for (size_t s = 0; s < rows->strata; s++) {
        arm control = arm_of(rows, count, 2 * s);
        arm treated = arm_of(rows, count, 2 * s + 1);
        if (d->kind == SW_BOUNDS_MANSKI)
            return manski(&control, &treated, d);
        /* A resample can leave a stratum without an arm or an answer. */
        if (!(control.answers > 0.0 && treated.answers > 0.0))
            continue;
        double share =
            (control.n + treated.n) *
            fmin(control.answers / control.n, treated.answers / treated.n);
        sw_bounds_ends at = lee(&control, &treated);
        sum.lower += share * at.lower;
        sum.upper += share * at.upper;
        sum.point += share * at.point;
        weight += share;
    }
    return (sw_bounds_ends){sum.lower / weight, sum.upper / weight,
                            sum.point / weight};
}
