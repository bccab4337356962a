/* Raking to the margins of a population. */
#include "seatworth/stats_weight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/tilt.h"

static double total_of(const sw_rake_variable *v)
{
    return sw_sum_of(v->total, v->levels);
}

static sw_status check_level_rows(const sw_rake_variable *v, size_t index,
                                  size_t n, sw_error *err)
{
    size_t *count = calloc(v->levels + 1, sizeof *count);
    if (count == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = SW_OK;
    for (size_t i = 0; i < n && st == SW_OK; i++) {
        if (v->level[i] < v->levels)
            count[v->level[i]]++;
        else
            st = sw_fail(err, SW_EDOMAIN,
                         "variable %zu: the level of row %zu has no total",
                         index, i);
    }
    for (size_t l = 0; l < v->levels && st == SW_OK; l++)
        if ((v->total[l] > 0.0) != (count[l] > 0))
            st = sw_fail(err, SW_ENODATA,
                         "variable %zu, level %zu: total %g and %zu rows; "
                         "join it with another level",
                         index, l, v->total[l], count[l]);
    free(count);
    return st;
}

static sw_status check_variable(const sw_rake_data *d, size_t index,
                                sw_error *err)
{
    const sw_rake_variable *v = &d->variable[index];
    for (size_t l = 0; l < v->levels; l++)
        if (!(v->total[l] >= 0.0 && isfinite(v->total[l])))
            return sw_fail(err, SW_EDOMAIN,
                           "variable %zu: total %zu is not finite and at "
                           "least 0",
                           index, l);
    double sum = total_of(v), first = total_of(&d->variable[0]);
    if (!(sum > 0.0))
        return sw_fail(err, SW_EDOMAIN, "variable %zu: the totals are 0",
                       index);
    if (!(fabs(sum - first) <= SW_RAKE_SUM_TOLERANCE * first))
        return sw_fail(err, SW_EDOMAIN,
                       "the totals of variable %zu add up to %.10g, those of "
                       "variable 0 to %.10g",
                       index, sum, first);
    return check_level_rows(v, index, d->n, err);
}

static sw_status check(const sw_rake_data *d, sw_error *err)
{
    sw_status st = sw_check_level(d->level, err);
    if (st == SW_OK)
        st = sw_check_sample("y", (sw_sample){d->y, d->n}, d->level, err);
    if (st == SW_OK && d->variables == 0)
        st = sw_fail(err, SW_EDOMAIN, "no margins to rake to");
    if (st == SW_OK && !(d->cap > 1.0))
        st = sw_fail(err, SW_EDOMAIN, "cap %g is not above 1", d->cap);
    for (size_t i = 0; d->base != NULL && i < d->n && st == SW_OK; i++)
        if (!(d->base[i] > 0.0 && isfinite(d->base[i])))
            st = sw_fail(err, SW_EDOMAIN, "base[%zu] is not finite and above 0",
                         i);
    for (size_t v = 0; v < d->variables && st == SW_OK; v++)
        st = check_variable(d, v, err);
    return st;
}

/* All levels but the last of each variable, and the constant. */
static sw_status add_margins(sw_tilt *t, const sw_rake_data *d, double *column,
                             sw_error *err)
{
    for (size_t i = 0; i < d->n; i++)
        column[i] = 1.0;
    (void)sw_tilt_add(t, column, 1.0);
    for (size_t v = 0; v < d->variables; v++) {
        const sw_rake_variable *of = &d->variable[v];
        double sum = total_of(of);
        for (size_t l = 0; l + 1 < of->levels; l++) {
            if (!(of->total[l] > 0.0))
                continue;
            for (size_t i = 0; i < d->n; i++)
                column[i] = of->level[i] == l ? 1.0 : 0.0;
            if (sw_tilt_add(t, column, of->total[l] / sum) ==
                SW_TILT_INFEASIBLE)
                return sw_fail(err, SW_ENODATA,
                               "variable %zu, level %zu: its rows follow from "
                               "the other margins, its total does not",
                               v, l);
        }
    }
    return SW_OK;
}

/* The linearised standard error of the mean; u is room for n. */
static void fill_mean(sw_rake_fit *fit, const double *weight, double *u,
                      const sw_tilt *t, const sw_rake_data *d)
{
    double n = (double)d->n;
    sw_sum mean = {0}, sum = {0}, squares = {0};
    for (size_t i = 0; i < d->n; i++)
        sw_sum_add(&mean, weight[i] * d->y[i]);
    sw_estimate e = {
        .estimate = sw_sum_value(&mean), .df = n - 1.0, .effect_size = NAN};
    for (size_t i = 0; i < d->n; i++)
        u[i] = d->y[i] - e.estimate;
    sw_tilt_residual(u, t);
    for (size_t i = 0; i < d->n; i++) {
        u[i] *= weight[i];
        sw_sum_add(&sum, u[i]);
    }
    double centre = sw_sum_value(&sum) / n;
    for (size_t i = 0; i < d->n; i++)
        sw_sum_add(&squares, (u[i] - centre) * (u[i] - centre));
    e.se = sqrt(n / (n - 1.0) * sw_sum_value(&squares));
    sw_estimate_by_t(&e, d->level);
    fit->mean = e;
}

static void fill_weights(sw_rake_fit *fit, double *weight, double total,
                         size_t n)
{
    double squares = 0.0;
    fit->min_weight = INFINITY;
    for (size_t i = 0; i < n; i++) {
        squares += weight[i] * weight[i];
        weight[i] *= total;
        fit->max_weight = fmax(fit->max_weight, weight[i]);
        fit->min_weight = fmin(fit->min_weight, weight[i]);
    }
    fit->ess = 1.0 / squares;
    fit->deff = (double)n * squares;
}

/* base[n] adds up to 1. */
static void fill_base(double *base, const sw_rake_data *d)
{
    double sum = d->base == NULL ? (double)d->n : sw_sum_of(d->base, d->n);
    for (size_t i = 0; i < d->n; i++)
        base[i] = (d->base == NULL ? 1.0 : d->base[i]) / sum;
}

sw_status sw_stats_rake(sw_rake_fit *fit, double *weight, const sw_rake_data *d,
                        sw_error *err)
{
    sw_status st = check(d, err);
    if (st != SW_OK)
        return st;
    size_t room = 1;
    for (size_t v = 0; v < d->variables; v++)
        room += d->variable[v].levels;
    sw_tilt t = {0};
    double *block = calloc(3 * d->n, sizeof *block);
    if (block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *base = block, *found = block + d->n, *work = found + d->n;
    fill_base(base, d);
    st = sw_tilt_init(&t, base, d->n, room, err);
    if (st == SW_OK)
        st = add_margins(&t, d, work, err);
    if (st == SW_OK)
        st = sw_tilt_solve(found, &t, d->cap / (double)d->n, err);
    if (st == SW_OK) {
        sw_rake_fit out = {0};
        fill_mean(&out, found, work, &t, d);
        fill_weights(&out, found, total_of(&d->variable[0]), d->n);
        memcpy(weight, found, d->n * sizeof *weight);
        *fit = out;
    }
    sw_tilt_clear(&t);
    free(block);
    return st;
}
