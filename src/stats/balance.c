/* Entropy balancing of the control rows to the treated. */
#include "seatworth/stats_weight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/balance_se.h"
#include "stats/check.h"
#include "stats/tilt.h"

/* Below this effective size of an arm its mean is a matter of a few people. */
static const double FEWEST = 20.0;

static sw_status check(const sw_balance_data *d, sw_error *err)
{
    sw_status st = sw_check_level(d->level, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){d->y, d->n}, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){d->x, d->n * d->k}, err);
    if (st == SW_OK && d->k == 0)
        st = sw_fail(err, SW_EDOMAIN, "no columns to balance");
    if (st == SW_OK)
        st = sw_check_arms(d->treated, d->cluster, d->n, err);
    return st;
}

static double arm_mean(const sw_balance_data *d, size_t column, bool arm)
{
    sw_sum sum = {0};
    double n = 0.0;
    for (size_t i = 0; i < d->n; i++)
        if (d->treated[i] == arm) {
            sw_sum_add(&sum, d->x[i * d->k + column]);
            n += 1.0;
        }
    return sw_sum_value(&sum) / n;
}

static double treated_sd(const sw_balance_data *d, size_t column, double mean)
{
    double squares = 0.0, n = 0.0;
    for (size_t i = 0; i < d->n; i++)
        if (d->treated[i]) {
            double off = d->x[i * d->k + column] - mean;
            squares += off * off;
            n += 1.0;
        }
    return sqrt(squares / (n - 1.0));
}

/* The columns less the treated means, over the control rows: targets are 0. */
static sw_status add_columns(sw_tilt *t, sw_balance *b, double *column,
                             sw_error *err)
{
    const sw_balance_data *d = b->d;
    for (size_t i = 0; i < b->n0; i++)
        column[i] = 1.0;
    (void)sw_tilt_add(t, column, 1.0);
    for (size_t j = 0; j < d->k; j++) {
        double largest = 0.0, spread = 0.0;
        for (size_t i = 0; i < b->n0; i++) {
            double x = d->x[b->row[i] * d->k + j];
            column[i] = x - b->mean[j];
            spread = fmax(spread, fabs(column[i]));
            largest = fmax(largest, fabs(x));
        }
        /* Equal in both arms up to rounding: nothing to balance. */
        if (!(spread > 1e-14 * largest))
            continue;
        sw_tilt_added added = sw_tilt_add(t, column, 0.0);
        if (added == SW_TILT_INFEASIBLE)
            return sw_fail(err, SW_ENODATA,
                           "column %zu of x: the treated mean is out of reach "
                           "of the control rows",
                           j);
        if (added == SW_TILT_ADDED)
            b->kept[b->n_kept++] = j;
    }
    return SW_OK;
}

static void fill_smd(double *before, double *after, const sw_balance *b)
{
    const sw_balance_data *d = b->d;
    for (size_t j = 0; j < d->k; j++) {
        double sd = treated_sd(d, j, b->mean[j]);
        sw_sum rest = {0};
        for (size_t i = 0; i < b->n0; i++)
            sw_sum_add(&rest, b->weight[i] *
                                  (b->mean[j] - d->x[b->row[i] * d->k + j]));
        bool known = sd > 0.0;
        before[j] = known ? (b->mean[j] - arm_mean(d, j, false)) / sd : NAN;
        after[j] = known ? sw_sum_value(&rest) / sd : NAN;
    }
}

static sw_balance_fit describe(const sw_balance *b)
{
    double squares = 0.0, largest = 0.0;
    for (size_t i = 0; i < b->n0; i++) {
        squares += b->weight[i] * b->weight[i];
        largest = fmax(largest, b->weight[i]);
    }
    sw_balance_fit fit = {.ess = 1.0 / squares, .max_weight = largest};
    fit.enough = fit.ess >= FEWEST && (double)b->n1 >= FEWEST;
    return fit;
}

static bool allocate(sw_balance *b, const sw_balance_data *d)
{
    *b = (sw_balance){.d = d};
    b->row = calloc(d->n, sizeof *b->row);
    b->kept = calloc(d->k, sizeof *b->kept);
    b->mean = calloc(d->k, sizeof *b->mean);
    b->weight = calloc(d->n, sizeof *b->weight);
    b->base = calloc(2 * d->n, sizeof *b->base);
    if (!b->row || !b->kept || !b->mean || !b->weight || !b->base)
        return false;
    for (size_t i = 0; i < d->n; i++)
        if (!d->treated[i])
            b->row[b->n0++] = i;
    b->n1 = d->n - b->n0;
    for (size_t i = 0; i < b->n0; i++)
        b->base[i] = 1.0 / (double)b->n0;
    for (size_t j = 0; j < d->k; j++)
        b->mean[j] = arm_mean(d, j, true);
    return true;
}

static void clear(sw_balance *b)
{
    free(b->row);
    free(b->kept);
    free(b->mean);
    free(b->weight);
    free(b->base);
}

static sw_status weigh(sw_balance *b, sw_error *err)
{
    sw_tilt t;
    sw_status st = sw_tilt_init(&t, b->base, b->n0, b->d->k + 1, err);
    if (st == SW_OK)
        st = add_columns(&t, b, b->base + b->d->n, err);
    if (st == SW_OK)
        st = sw_tilt_solve(b->weight, &t, INFINITY, NULL);
    if (st == SW_ENODATA)
        sw_fail(err, st, "the treated means of x lie outside the control rows");
    else if (st != SW_OK)
        sw_fail(err, st, "out of memory");
    sw_tilt_clear(&t);
    return st;
}

sw_status sw_stats_balance(sw_balance_fit *fit, double *smd_before,
                           double *smd_after, double *weight,
                           const sw_balance_data *d, sw_error *err)
{
    sw_status st = check(d, err);
    if (st != SW_OK)
        return st;
    sw_balance b;
    if (!allocate(&b, d))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK)
        st = weigh(&b, err);
    if (st == SW_OK) {
        sw_balance_fit out = describe(&b);
        st = sw_balance_effect(&out.effect, &b, err);
        if (st == SW_OK) {
            fill_smd(smd_before, smd_after, &b);
            for (size_t i = 0; weight != NULL && i < d->n; i++)
                weight[i] = 1.0 / (double)b.n1;
            for (size_t i = 0; weight != NULL && i < b.n0; i++)
                weight[b.row[i]] = b.weight[i];
            *fit = out;
        }
    }
    clear(&b);
    return st;
}
