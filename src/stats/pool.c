/* Random-effects mean: the between-items variance and what follows from it. */
#include "seatworth/stats_pool.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/pool_moments.h"
#include "stats/solve.h"

enum { SCAN = 200 };

sw_pool_moments sw_pool_at(const sw_pool_data *d, double tau2)
{
    sw_sum weight = {0}, weighted = {0};
    sw_pool_moments m = {0};
    for (size_t i = 0; i < d->k; i++) {
        double w = 1.0 / (d->se[i] * d->se[i] + tau2);
        sw_sum_add(&weight, w);
        sw_sum_add(&weighted, w * (d->estimate[i] - d->estimate[0]));
        m.weight2 += w * w;
        m.log_weight += log(w);
    }
    m.weight = sw_sum_value(&weight);
    m.mu = d->estimate[0] + sw_sum_value(&weighted) / m.weight;
    for (size_t i = 0; i < d->k; i++) {
        double w = 1.0 / (d->se[i] * d->se[i] + tau2);
        double off = d->estimate[i] - m.mu;
        m.squares += w * off * off;
        m.squares2 += w * w * off * off;
    }
    return m;
}

/* Both fall through 0 at the estimate of tau^2. */
static double paule_mandel(double tau2, void *ctx)
{
    const sw_pool_data *d = ctx;
    return sw_pool_at(d, tau2).squares - (double)(d->k - 1);
}

static double reml_score(double tau2, void *ctx)
{
    sw_pool_moments m = sw_pool_at(ctx, tau2);
    return (m.squares2 - m.weight + m.weight2 / m.weight) / m.weight;
}

static double reml_likelihood(const sw_pool_data *d, double tau2)
{
    sw_pool_moments m = sw_pool_at(d, tau2);
    return 0.5 * (m.log_weight - log(m.weight) - m.squares);
}

/* A variance beyond which nothing is left to explain. */
static double largest_variance(const sw_pool_data *d)
{
    double high = 0.0, mean = sw_mean(d->estimate, d->k);
    for (size_t i = 0; i < d->k; i++) {
        double off = d->estimate[i] - mean;
        high = fmax(high, off * off);
    }
    return 2.0 * (double)d->k * high;
}

static double smallest_variance(const sw_pool_data *d)
{
    double low = INFINITY;
    for (size_t i = 0; i < d->k; i++)
        low = fmin(low, d->se[i] * d->se[i]);
    return low;
}

static sw_status solve(double *tau2, const sw_pool_data *d, double low,
                       double high, double (*f)(double, void *), sw_error *err)
{
    *tau2 = 0.0;
    if (!(high > low) || !(f(low, (void *)d) > 0.0))
        return SW_OK;
    return sw_solve_root(f, (void *)d, low, high, 0.0, tau2, err);
}

/* The likelihood can have several peaks: the one next to the highest point of a
 * scan, in steps that grow with the variance. */
static sw_status reml(double *tau2, const sw_pool_data *d, sw_error *err)
{
    double high = largest_variance(d), low = 1e-4 * smallest_variance(d);
    double best = 0.0, peak = reml_likelihood(d, 0.0);
    if (!(high > 0.0)) {
        *tau2 = 0.0;
        return SW_OK;
    }
    double step = pow(fmax(high / low, 2.0), 1.0 / SCAN);
    for (double at = low; at <= high * step; at *= step) {
        double value = reml_likelihood(d, at);
        if (value > peak) {
            peak = value;
            best = at;
        }
    }
    double from = best > 1.5 * low ? best / step : 0.0;
    double to = best > 0.0 ? best * step : low;
    /* Next to a flat 0 the likelihood's rounding can hide the peak. */
    while (to < high && reml_score(to, (void *)d) > 0.0)
        to *= step;
    return solve(tau2, d, from, to, reml_score, err);
}

static double dersimonian_laird(const sw_pool_data *d)
{
    sw_pool_moments m = sw_pool_at(d, 0.0);
    double excess = m.squares - (double)(d->k - 1);
    return fmax(0.0, excess / (m.weight - m.weight2 / m.weight));
}

static sw_status variance(double *tau2, const sw_pool_data *d, sw_error *err)
{
    if (!isfinite(largest_variance(d)))
        return sw_fail(err, SW_ENUMERIC,
                       "the estimates are too far apart to be squared; use "
                       "another unit");
    switch (d->method) {
    case SW_POOL_PAULE_MANDEL:
        return solve(tau2, d, 0.0, largest_variance(d), paule_mandel, err);
    case SW_POOL_REML:
        return reml(tau2, d, err);
    case SW_POOL_DERSIMONIAN_LAIRD:
    case SW_POOL_BAYES:
        break;
    }
    *tau2 = dersimonian_laird(d);
    return SW_OK;
}

static void fill_mean(sw_pool_fit *fit, const sw_pool_data *d)
{
    sw_pool_moments m = sw_pool_at(d, fit->tau2);
    double df = (double)(d->k - 1);
    fit->se_hksj = sqrt(fmax(1.0, m.squares / df) / m.weight);
    fit->mu = (sw_estimate){
        .estimate = m.mu, .se = fit->se_hksj, .df = df, .effect_size = NAN};
    sw_estimate_by_t(&fit->mu, d->level);
    fit->mu.se = 1.0 / sqrt(m.weight);
    fit->tau = sqrt(fit->tau2);
    fit->boundary = !(fit->tau2 > 0.0);
}

static void fill_items(sw_pool_item *item, const sw_pool_fit *fit,
                       const sw_pool_data *d)
{
    double se2 = fit->mu.se * fit->mu.se;
    for (size_t i = 0; i < d->k; i++) {
        double v = d->se[i] * d->se[i], share = fit->tau2 / (fit->tau2 + v);
        double rest = v / (fit->tau2 + v);
        item[i].pooled = share * d->estimate[i] + rest * fit->mu.estimate;
        item[i].sd = sqrt(share * v + rest * rest * se2);
    }
}

/* Q, and I^2 with the typical variance of Higgins & Thompson (2002), Statistics
 * in Medicine 21, 1539-1558. */
static void fill_spread(sw_pool_fit *fit, const sw_pool_data *d)
{
    sw_pool_moments m = sw_pool_at(d, 0.0);
    double typical =
        (double)(d->k - 1) * m.weight / (m.weight * m.weight - m.weight2);
    fit->q = m.squares;
    fit->i2 = fit->tau2 / (fit->tau2 + typical);
}

static sw_status check(const sw_pool_data *d, sw_error *err)
{
    sw_status st = sw_check_level(d->level, err);
    if (st == SW_OK)
        st = sw_check_finite("estimate", (sw_sample){d->estimate, d->k}, err);
    for (size_t i = 0; i < d->k && st == SW_OK; i++)
        if (!(d->se[i] > 0.0 && isfinite(d->se[i])))
            st = sw_fail(err, SW_EDOMAIN, "se[%zu] is not finite and above 0",
                         i);
    if (st == SW_OK && (unsigned)d->method > SW_POOL_BAYES)
        st = sw_fail(err, SW_EDOMAIN, "no such method of pooling");
    if (st == SW_OK && d->method == SW_POOL_BAYES &&
        !(d->tau_scale > 0.0 && isfinite(d->tau_scale)))
        st = sw_fail(err, SW_EDOMAIN, "the prior of tau needs a scale above 0");
    if (st == SW_OK && d->k < 2)
        st = sw_fail(err, SW_ENODATA, "%zu estimate, at least 2 are needed",
                     d->k);
    return st;
}

static sw_status fit_scaled(sw_pool_fit *fit, sw_pool_item *item,
                            const sw_pool_data *d, sw_error *err)
{
    sw_status st = SW_OK;
    *fit = (sw_pool_fit){.se_hksj = NAN};
    if (d->method == SW_POOL_BAYES) {
        st = sw_pool_bayes(fit, item, d, err);
    } else {
        st = variance(&fit->tau2, d, err);
        if (st == SW_OK)
            fill_mean(fit, d);
        if (st == SW_OK && item != NULL)
            fill_items(item, fit, d);
    }
    if (st == SW_OK)
        fill_spread(fit, d);
    return st;
}

/* Back to the unit and the origin of the data. */
static void restore(sw_pool_fit *fit, sw_pool_item *item, size_t k,
                    double origin, double unit, double level)
{
    fit->mu.estimate = origin + unit * fit->mu.estimate;
    fit->mu.se *= unit;
    fit->mu.ci.lower = origin + unit * fit->mu.ci.lower;
    fit->mu.ci.upper = origin + unit * fit->mu.ci.upper;
    fit->se_hksj *= unit;
    fit->tau *= unit;
    fit->tau2 *= unit * unit;
    if (!isnan(fit->se_hksj)) {
        sw_estimate e = fit->mu;
        e.se = fit->se_hksj;
        sw_estimate_by_t(&e, level);
        e.se = fit->mu.se;
        fit->mu = e;
    }
    for (size_t i = 0; item != NULL && i < k; i++) {
        item[i].pooled = origin + unit * item[i].pooled;
        item[i].sd *= unit;
    }
}

/* In units of the smallest standard error no square of a weight overflows, and
 * a common shift costs no digits. */
sw_status sw_stats_pool(sw_pool_fit *fit, sw_pool_item *item,
                        const sw_pool_data *d, sw_error *err)
{
    sw_status st = check(d, err);
    if (st != SW_OK)
        return st;
    double *y = calloc(2 * d->k, sizeof *y);
    sw_pool_item *found = calloc(d->k, sizeof *found);
    if (y == NULL || found == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        double unit = INFINITY, *se = y + d->k;
        sw_pool_data scaled = *d;
        sw_pool_fit out;
        for (size_t i = 0; i < d->k; i++)
            unit = fmin(unit, d->se[i]);
        for (size_t i = 0; i < d->k; i++) {
            y[i] = (d->estimate[i] - d->estimate[0]) / unit;
            se[i] = d->se[i] / unit;
        }
        scaled.estimate = y;
        scaled.se = se;
        scaled.tau_scale = d->tau_scale / unit;
        st = fit_scaled(&out, found, &scaled, err);
        if (st == SW_OK) {
            restore(&out, found, d->k, d->estimate[0], unit, d->level);
            *fit = out;
            for (size_t i = 0; item != NULL && i < d->k; i++)
                item[i] = found[i];
        }
    }
    free(y);
    free(found);
    return st;
}
