/* Bounds of an effect with missing answers: the interval by the bootstrap. */
#include "seatworth/stats_weight.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/sum.h"
#include "stats/bounds_rows.h"
#include "stats/check.h"
#include "stats/cluster_terms.h"
#include "stats/solve.h"

enum { FEWEST_RESAMPLES = 99 };

static sw_status check_values(const sw_bounds_data *d, sw_error *err)
{
    bool manski = d->kind == SW_BOUNDS_MANSKI;
    size_t answers[2] = {0};
    for (size_t i = 0; i < d->n; i++) {
        if (isnan(d->y[i]))
            continue;
        answers[d->treated[i]]++;
        if (isinf(d->y[i]))
            return sw_fail(err, SW_EDOMAIN, "y[%zu] is infinite", i);
        if (manski && !(d->y[i] >= d->low && d->y[i] <= d->high))
            return sw_fail(err, SW_EDOMAIN,
                           "y[%zu] = %g is outside the range %g to %g", i,
                           d->y[i], d->low, d->high);
    }
    if (answers[0] == 0 || answers[1] == 0)
        return sw_fail(err, SW_ENODATA, "%s: nobody answered",
                       answers[0] == 0 ? "control" : "treated");
    return SW_OK;
}

static sw_status check(const sw_bounds_data *d, sw_error *err)
{
    sw_status st = sw_check_level(d->level, err);
    if (st == SW_OK && d->resamples < FEWEST_RESAMPLES)
        st = sw_fail(err, SW_EDOMAIN, "%zu resamples, at least %d are needed",
                     d->resamples, (int)FEWEST_RESAMPLES);
    if (st == SW_OK && d->kind == SW_BOUNDS_MANSKI &&
        !(isfinite(d->low) && isfinite(d->high) && d->low < d->high))
        st = sw_fail(err, SW_EDOMAIN, "the range %g to %g of y is empty",
                     d->low, d->high);
    if (st == SW_OK)
        st = sw_check_arms(d->treated, d->cluster, d->n, err);
    if (st == SW_OK)
        st = check_values(d, err);
    return st;
}

/* Units of resampling: the rows of unit u in the order of `rows`. Units of the
 * treated come first. */
typedef struct units {
    sw_clusters of;
    size_t treated;
} units;

/* A cluster that spans both arms is a unit in each of them. */
static sw_status units_init(units *u, const sw_bounds_rows *rows,
                            const sw_bounds_data *d, sw_error *err)
{
    *u = (units){.treated = 0};
    sw_clusters plain = {0};
    size_t *label = calloc(d->n, sizeof *label);
    if (label == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = SW_OK;
    if (d->cluster != NULL)
        st = sw_clusters_init(&plain, d->cluster, d->n, err);
    /* First by the number of the row or cluster, then in the sorted order. */
    size_t count = d->cluster == NULL ? d->n : plain.count;
    size_t *index = calloc(d->n, sizeof *index);
    if (index == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; st == SW_OK && j < count; j++) {
        if (d->cluster == NULL)
            index[j] = j;
        for (size_t i = d->cluster ? plain.start[j] : 0;
             d->cluster && i < plain.start[j + 1]; i++)
            index[plain.row[i]] = j;
    }
    for (size_t i = 0; st == SW_OK && i < d->n; i++) {
        size_t row = rows->row[i];
        label[i] = index[row] + (d->treated[row] ? 0 : count);
    }
    if (st == SW_OK)
        st = sw_clusters_init(&u->of, label, d->n, err);
    for (size_t j = 0; st == SW_OK && j < u->of.count; j++)
        u->treated += label[u->of.row[u->of.start[j]]] < count;
    sw_clusters_clear(&plain);
    free(index);
    free(label);
    return st;
}

/* Draws units [from, to) with replacement and counts their rows. */
static void draw(double *count, const units *u, size_t from, size_t to,
                 sw_random *random)
{
    for (size_t j = from; j < to; j++) {
        size_t unit = from + (size_t)sw_random_below(random, to - from);
        for (size_t i = u->of.start[unit]; i < u->of.start[unit + 1]; i++)
            count[u->of.row[i]] += 1.0;
    }
}

/* ends[2 r], ends[2 r + 1]: the bounds of resample r, NaN where an arm has no
 * answer. */
static sw_status resample(double *ends, const sw_bounds_rows *rows,
                          const units *u, const sw_bounds_data *d,
                          sw_error *err)
{
    bool failed = false;
#pragma omp parallel if (d->n * d->resamples > 200000)
    {
        double *count = calloc(d->n, sizeof *count);
        if (count == NULL) {
#pragma omp atomic write
            failed = true;
        }
#pragma omp for schedule(static)
        for (size_t r = 0; r < d->resamples; r++) {
            if (count == NULL)
                continue;
            sw_random random;
            sw_random_init(&random, d->seed,
                           ((uint64_t)SW_STREAM_BOUNDS << 32) + r);
            for (size_t i = 0; i < d->n; i++)
                count[i] = 0.0;
            draw(count, u, 0, u->treated, &random);
            draw(count, u, u->treated, u->of.count, &random);
            sw_bounds_ends at = sw_bounds_of(rows, d, count);
            ends[2 * r] = at.lower;
            ends[2 * r + 1] = at.upper;
        }
        free(count);
    }
    return failed ? sw_fail(err, SW_ENOMEM, "out of memory") : SW_OK;
}

/* Standard deviation of every second value; *used counts those that are. */
static double spread(const double *v, size_t n, size_t *used)
{
    sw_sum sum = {0}, squares = {0};
    *used = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[2 * i])) {
            sw_sum_add(&sum, v[2 * i]);
            ++*used;
        }
    double mean = sw_sum_value(&sum) / (double)*used;
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[2 * i]))
            sw_sum_add(&squares, (v[2 * i] - mean) * (v[2 * i] - mean));
    return sqrt(sw_sum_value(&squares) / ((double)*used - 1.0));
}

typedef struct coverage {
    double width, level;
} coverage;

static double excess_coverage(double c, void *ctx)
{
    const coverage *at = ctx;
    return gsl_cdf_ugaussian_P(c + at->width) - gsl_cdf_ugaussian_P(-c) -
           at->level;
}

static sw_status fill_interval(sw_bounds *b, double level, sw_error *err)
{
    double c = 0.0, largest = fmax(b->se_lower, b->se_upper);
    if (largest > 0.0) {
        coverage at = {(b->upper - b->lower) / largest, level};
        sw_status st =
            sw_solve_root(excess_coverage, &at, 0.0, 40.0, 1e-13, &c, err);
        if (st != SW_OK)
            return st;
    }
    b->ci = (sw_interval){b->lower - c * b->se_lower,
                          b->upper + c * b->se_upper, level};
    return SW_OK;
}

static sw_status bootstrap(sw_bounds *b, const sw_bounds_rows *rows,
                           const sw_bounds_data *d, sw_error *err)
{
    units u;
    double *ends = calloc(2 * d->resamples, sizeof *ends);
    sw_status st = units_init(&u, rows, d, err);
    if (st == SW_OK && ends == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK)
        st = resample(ends, rows, &u, d, err);
    if (st == SW_OK) {
        size_t used = 0;
        b->se_lower = spread(ends, d->resamples, &used);
        b->se_upper = spread(ends + 1, d->resamples, &used);
        b->skipped = d->resamples - used;
        if (2 * used < d->resamples)
            st = sw_fail(err, SW_ENODATA,
                         "%zu of %zu resamples have no answer in an arm",
                         b->skipped, d->resamples);
    }
    if (st == SW_OK)
        st = fill_interval(b, d->level, err);
    sw_clusters_clear(&u.of);
    free(ends);
    return st;
}

sw_status sw_stats_bounds(sw_bounds *out, const sw_bounds_data *d,
                          sw_error *err)
{
    sw_status st = check(d, err);
    if (st != SW_OK)
        return st;
    sw_bounds_rows rows;
    st = sw_bounds_rows_init(&rows, d, err);
    if (st == SW_OK) {
        sw_bounds_ends at = sw_bounds_of(&rows, d, NULL);
        sw_bounds b = {.lower = at.lower, .upper = at.upper, .point = at.point};
        b.rate_treated = rows.rate[1];
        b.rate_control = rows.rate[0];
        st = bootstrap(&b, &rows, d, err);
        if (st == SW_OK)
            *out = b;
    }
    sw_bounds_rows_clear(&rows);
    return st;
}
