/* Cronbach's alpha and the one-way intraclass correlation. */
#include "seatworth/stats_design.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/tail.h"

/* Sums of squares this small against the values' own are rounding. */
static const double ROUNDING = 1e-28;

static double sum_of_squares(const double *v, size_t n, double about)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&sum, (v[i] - about) * (v[i] - about));
    return sw_sum_value(&sum);
}

static double largest_square(const double *v, size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, v[i] * v[i]);
    return largest * (double)n;
}

/* F with its p; NaN where the denominator is 0. */
static void set_f(sw_reliability *r, double between, double within)
{
    r->statistic = r->p = NAN;
    if (within > 0.0) {
        r->statistic = between / within;
        r->p = sw_f_upper(r->statistic, r->df1, r->df2);
    }
}

/* x[n * k] less the means of its rows and columns. row and column are filled
 * with the means. */
static void residuals(double *e, double *row, double *column, const double *x,
                      size_t n, size_t k)
{
    double mean = sw_mean(x, n * k);
    for (size_t i = 0; i < n; i++)
        row[i] = sw_mean(x + i * k, k);
    for (size_t j = 0; j < k; j++) {
        sw_sum sum = {0};
        for (size_t i = 0; i < n; i++)
            sw_sum_add(&sum, x[i * k + j] - mean);
        column[j] = mean + sw_sum_value(&sum) / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++)
            e[i * k + j] = (x[i * k + j] - row[i]) - (column[j] - mean);
}

static sw_status alpha_of(sw_reliability *out, double persons, double rest,
                          double level, sw_error *err)
{
    if (!(persons > 0.0))
        return sw_fail(err, SW_ENODATA, "the persons' totals do not vary");
    double share = rest / persons, tail = (1.0 - level) / 2.0;
    out->estimate = 1.0 - share;
    out->ci = (sw_interval){
        1.0 - share * sw_quantile_f_upper(tail, out->df1, out->df2),
        1.0 - share * sw_quantile_f(tail, out->df1, out->df2), level};
    set_f(out, persons, rest);
    return SW_OK;
}

sw_status sw_stats_alpha(sw_reliability *out, const double *x, size_t n,
                         size_t k, double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){x, n * k}, err);
    if (st == SW_OK && (n < 2 || k < 2))
        st = sw_fail(err, SW_ENODATA,
                     "%zu persons and %zu items, at least 2 of each are needed",
                     n, k);
    if (st != SW_OK)
        return st;
    double *e = calloc(n * k + n + k, sizeof *e);
    if (e == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *row = e + n * k, *column = row + n;
    residuals(e, row, column, x, n, k);
    double least = ROUNDING * largest_square(x, n * k);
    double persons = (double)k * sum_of_squares(row, n, sw_mean(row, n));
    double rest = sum_of_squares(e, n * k, 0.0);
    sw_reliability r = {.df1 = (double)(n - 1),
                        .df2 = (double)(n - 1) * (double)(k - 1)};
    st = alpha_of(&r, persons > least ? persons / r.df1 : 0.0,
                  rest > least ? rest / r.df2 : 0.0, level, err);
    free(e);
    if (st == SW_OK)
        *out = r;
    return st;
}

/* Per group. */
typedef struct groups {
    double *mean, *n;
    size_t k;
} groups;

static sw_status gather(groups *g, const double *y, const size_t *group,
                        size_t n, sw_error *err)
{
    double mean = sw_mean(y, n);
    for (size_t i = 0; i < n; i++) {
        if (group[i] >= g->k)
            return sw_fail(err, SW_EDOMAIN, "group[%zu] = %zu is none of %zu",
                           i, group[i], g->k);
        g->n[group[i]]++;
        g->mean[group[i]] += y[i] - mean;
    }
    for (size_t j = 0; j < g->k; j++) {
        if (!(g->n[j] > 0.0))
            return sw_fail(err, SW_EDOMAIN, "group %zu is empty", j);
        g->mean[j] = mean + g->mean[j] / g->n[j];
    }
    return SW_OK;
}

static void squares(double *between, double *within, const groups *g,
                    const double *y, const size_t *group, size_t n)
{
    double mean = sw_mean(y, n);
    sw_sum b = {0}, w = {0};
    for (size_t j = 0; j < g->k; j++)
        sw_sum_add(&b, g->n[j] * (g->mean[j] - mean) * (g->mean[j] - mean));
    for (size_t i = 0; i < n; i++) {
        double off = y[i] - g->mean[group[i]];
        sw_sum_add(&w, off * off);
    }
    *between = sw_sum_value(&b);
    *within = sw_sum_value(&w);
}

/* The group size that the mean square between groups expects. */
static double effective_size(const groups *g, double n)
{
    double square = 0.0;
    for (size_t j = 0; j < g->k; j++)
        square += g->n[j] * g->n[j];
    return (n - square / n) / ((double)g->k - 1.0);
}

static double correlation_at(double f, double size)
{
    return (f - 1.0) / (f + size - 1.0);
}

static sw_status icc_of(sw_reliability *r, double between, double within,
                        double size, double level, sw_error *err)
{
    if (!(between > 0.0 || within > 0.0))
        return sw_fail(err, SW_ENODATA, "all values are equal");
    set_f(r, between, within);
    r->ci = (sw_interval){NAN, NAN, level};
    r->estimate = (between - within) / (between + (size - 1.0) * within);
    if (isnan(r->statistic))
        return SW_OK;
    double tail = (1.0 - level) / 2.0;
    double low = r->statistic / sw_quantile_f_upper(tail, r->df1, r->df2);
    double high = r->statistic * sw_quantile_f_upper(tail, r->df2, r->df1);
    r->ci.lower = correlation_at(low, size);
    r->ci.upper = correlation_at(high, size);
    return SW_OK;
}

static sw_status check_icc(const double *y, size_t n, size_t k, double level,
                           sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){y, n}, err);
    if (st == SW_OK && k < 2)
        st = sw_fail(err, SW_ENODATA, "%zu groups, at least 2 are needed", k);
    if (st == SW_OK && n <= k)
        st = sw_fail(err, SW_ENODATA, "no group has two values");
    return st;
}

sw_status sw_stats_icc(sw_reliability *out, const double *y,
                       const size_t *group, size_t k, size_t n, double level,
                       sw_error *err)
{
    sw_status st = check_icc(y, n, k, level, err);
    if (st != SW_OK)
        return st;
    double *memory = calloc(2 * k, sizeof *memory);
    if (memory == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    groups g = {memory, memory + k, k};
    double between, within, least = ROUNDING * largest_square(y, n);
    sw_reliability r = {.df1 = (double)(k - 1), .df2 = (double)(n - k)};
    st = gather(&g, y, group, n, err);
    if (st == SW_OK) {
        squares(&between, &within, &g, y, group, n);
        st = icc_of(&r, between > least ? between / r.df1 : 0.0,
                    within > least ? within / r.df2 : 0.0,
                    effective_size(&g, (double)n), level, err);
    }
    free(memory);
    if (st == SW_OK)
        *out = r;
    return st;
}
