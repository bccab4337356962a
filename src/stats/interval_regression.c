/* The public fit: checks, choice of family, hurdle, errors. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/check.h"
#include "stats/cluster_terms.h"
#include "stats/interval_fit.h"

enum { FAMILIES = 5 };

typedef struct answer {
    double lower, upper;
} answer;

const char *sw_family_name(sw_family family)
{
    static const char *const NAME[FAMILIES] = {"auto", "lognormal", "weibull",
                                               "gamma", "gaussian"};
    return (size_t)family < FAMILIES ? NAME[family] : "unknown";
}

static bool is_exact(double lower, double upper)
{
    return !(lower < upper);
}

static bool is_zero(double lower, double upper)
{
    return is_exact(lower, upper) && !(lower < 0.0 || lower > 0.0);
}

/* What no family could take. */
static sw_status check_answer(double lower, double upper, size_t i,
                              sw_error *err)
{
    if (isnan(lower) || isnan(upper) || !(lower < INFINITY) ||
        !(upper > -INFINITY))
        return sw_fail(err, SW_EDOMAIN, "answer %zu is not a pair of bounds",
                       i);
    if (lower > upper)
        return sw_fail(err, SW_EDOMAIN, "answer %zu: lower %g above upper %g",
                       i, lower, upper);
    if (!(upper < INFINITY) &&
        (!(lower > 0.0 || lower < 0.0) || !(lower > -INFINITY)))
        return sw_fail(err, SW_EDOMAIN, "answer %zu says nothing: %g or more",
                       i, lower);
    return SW_OK;
}

/* Whether the answer has a part below 0 (or at 0, without a hurdle), which a
 * family of positive numbers cannot give. */
static bool needs_gaussian(const sw_interval_data *d, size_t i)
{
    double lower = d->lower[i], upper = d->upper[i];
    if (is_zero(lower, upper))
        return !d->hurdle;
    return upper <= 0.0 || (lower < 0.0 && lower > -INFINITY);
}

static sw_status check_data(const sw_interval_data *d, sw_error *err)
{
    sw_status st = sw_check_level(d->level, err);
    if (st != SW_OK)
        return st;
    if ((size_t)d->family >= FAMILIES)
        return sw_fail(err, SW_EDOMAIN, "unknown family %d", (int)d->family);
    if (!(d->cap > 0.0))
        return sw_fail(err, SW_EDOMAIN, "cap %g is not above 0", d->cap);
    bool positive =
        d->family != SW_FAMILY_AUTO && d->family != SW_FAMILY_GAUSSIAN;
    for (size_t i = 0; i < d->n; i++) {
        st = check_answer(d->lower[i], d->upper[i], i, err);
        if (st != SW_OK)
            return st;
        if (!needs_gaussian(d, i))
            continue;
        if (positive || d->hurdle)
            return sw_fail(err, SW_EDOMAIN,
                           "answer %zu: [%g, %g] cannot be modelled by a "
                           "family of positive numbers",
                           i, d->lower[i], d->upper[i]);
    }
    if (d->n < 2)
        return sw_fail(err, SW_ENODATA, "%zu answers, at least 2 are needed",
                       d->n);
    return SW_OK;
}

static int by_bounds(const void *a, const void *b)
{
    const answer *x = a, *y = b;
    int lower = (x->lower > y->lower) - (x->lower < y->lower);
    return lower ? lower : (x->upper > y->upper) - (x->upper < y->upper);
}

/* Middle of a bin, for the start only: an open one counts a half more. */
static double middle(answer a)
{
    if (!(a.upper < INFINITY))
        return a.lower > 0.0 ? 1.5 * a.lower : a.lower;
    if (!(a.lower > -INFINITY))
        return a.upper > 0.0 ? a.upper / 2.0 : a.upper;
    return (a.lower + a.upper) / 2.0;
}

static void rough_moments(sw_bins *b)
{
    double count = 0.0, sum = 0.0, square = 0.0, width = 0.0;
    for (size_t i = 0; i < b->n; i++) {
        count += b->count[i];
        sum += b->count[i] * middle((answer){b->lower[i], b->upper[i]});
    }
    b->mean = sum / count;
    for (size_t i = 0; i < b->n; i++) {
        answer a = {b->lower[i], b->upper[i]};
        double off = middle(a) - b->mean;
        square += b->count[i] * off * off;
        if (isfinite(a.upper - a.lower))
            width = fmax(width, a.upper - a.lower);
    }
    b->sd = sqrt(square / count);
    if (!(b->sd > 0.1 * width))
        b->sd = 0.1 * width + 1e-3 * fabs(b->mean);
}

static void bins_clear(sw_bins *b)
{
    free(b->lower);
    free(b->upper);
    free(b->count);
    *b = (sw_bins){0};
}

/* Collapses equal answers; the hurdle's zeros are left out. */
static sw_status bins_init(sw_bins *b, const sw_interval_data *d, sw_error *err)
{
    size_t n = 0;
    answer *sorted = calloc(d->n, sizeof *sorted);
    *b = (sw_bins){.lower = calloc(d->n, sizeof *b->lower),
                   .upper = calloc(d->n, sizeof *b->upper),
                   .count = calloc(d->n, sizeof *b->count)};
    if (!sorted || !b->lower || !b->upper || !b->count) {
        free(sorted);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < d->n; i++)
        if (!d->hurdle || !is_zero(d->lower[i], d->upper[i]))
            sorted[n++] = (answer){d->lower[i], d->upper[i]};
    qsort(sorted, n, sizeof *sorted, by_bounds);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || by_bounds(&sorted[i], &sorted[i - 1]) != 0) {
            b->lower[b->n] = sorted[i].lower;
            b->upper[b->n++] = sorted[i].upper;
        }
        b->count[b->n - 1] += 1.0;
    }
    free(sorted);
    return SW_OK;
}

static sw_status check_bins(const sw_bins *b, sw_error *err)
{
    bool all_open = true;
    for (size_t i = 0; i < b->n; i++)
        all_open = all_open && !(b->upper[i] < INFINITY);
    if (b->n == 0)
        return sw_fail(err, SW_ENODATA, "every answer is none");
    if (all_open)
        return sw_fail(err, SW_ENODATA,
                       "every answer is in an open bin: the mean has no upper "
                       "limit");
    if (b->n == 1)
        return sw_fail(err, SW_ENODATA,
                       is_exact(b->lower[0], b->upper[0])
                           ? "fewer than 2 distinct answers"
                           : "all answers are in one bin");
    return SW_OK;
}

/* AUTO leaves the gaussian out where the hurdle makes the rest positive, and
 * the positive families where an answer is below 0. */
static bool is_candidate(const sw_interval_data *d, sw_family family)
{
    if (family == SW_FAMILY_GAUSSIAN)
        return d->family == SW_FAMILY_GAUSSIAN || !d->hurdle;
    for (size_t i = 0; i < d->n; i++)
        if (needs_gaussian(d, i))
            return false;
    return true;
}

/* All candidates are fitted, for the spread; *best is the one to report. */
static sw_status fit_families(sw_interval_fit *r, sw_family_fit *best,
                              const sw_interval_data *d, const sw_bins *bins,
                              sw_error *err)
{
    bool found = false;
    sw_error why = {0};
    for (int f = SW_FAMILY_LOGNORMAL; f < FAMILIES; f++) {
        sw_family_fit fit;
        sw_error failure = {0};
        if (!is_candidate(d, (sw_family)f))
            continue;
        sw_status st = sw_family_maximise(&fit, (sw_family)f, bins, &failure);
        if (st == SW_ENOMEM)
            return sw_fail(err, st, "%s", failure.message);
        if (st != SW_OK) {
            if (f == (int)d->family || why.code == SW_OK)
                why = failure;
            continue;
        }
        r->family_mean[f] = (1.0 - r->zero_share) *
                            sw_family_mean(fit.family, fit.location, fit.scale);
        r->family_aic[f] = 4.0 - 2.0 * fit.log_likelihood;
        bool wanted = d->family == SW_FAMILY_AUTO || f == (int)d->family;
        if (wanted && (!found || fit.log_likelihood > best->log_likelihood)) {
            *best = fit;
            found = true;
        }
    }
    return found ? SW_OK : sw_fail(err, SW_ENODATA, "%s", why.message);
}

/* The zeros' part of the likelihood and its parameter. */
static void add_hurdle(sw_interval_fit *r)
{
    if (r->n_zero == 0)
        return;
    double p = r->zero_share;
    double part =
        (double)r->n_zero * log(p) + (double)(r->n - r->n_zero) * log1p(-p);
    r->log_likelihood += part;
    r->aic += 2.0 - 2.0 * part;
    for (int f = 0; f < FAMILIES; f++)
        r->family_aic[f] += 2.0 - 2.0 * part;
}

/* Influence of answer i on (1 - p0) m: scores of the positive part through the
 * inverse Hessian, and the share of zeros. */
static double influence(const sw_interval_data *d, const sw_family_fit *fit,
                        const double direction[2], double zero_share, size_t i)
{
    double n = (double)d->n;
    double mean = sw_family_mean(fit->family, fit->location, fit->scale);
    if (d->hurdle && is_zero(d->lower[i], d->upper[i]))
        return -mean * (1.0 - zero_share) / n;
    double score[2];
    sw_family_score(score, fit, d->lower[i], d->upper[i]);
    return (1.0 - zero_share) *
               (direction[0] * score[0] + direction[1] * score[1]) +
           (d->hurdle ? mean * zero_share / n : 0.0);
}

static sw_status cluster_variance(double *variance, size_t *groups,
                                  const sw_interval_data *d,
                                  const sw_family_fit *fit,
                                  const double direction[2], double zero_share,
                                  sw_error *err)
{
    sw_clusters c;
    sw_status st = sw_clusters_init(&c, d->cluster, d->n, err);
    if (st != SW_OK)
        return st;
    double sum = 0.0, g = (double)c.count;
    for (size_t j = 0; j < c.count; j++) {
        double total = 0.0;
        for (size_t i = c.start[j]; i < c.start[j + 1]; i++)
            total += influence(d, fit, direction, zero_share, c.row[i]);
        sum += total * total;
    }
    *groups = c.count;
    *variance = sum * g / (g - 1.0);
    sw_clusters_clear(&c);
    if (*groups < 2)
        return sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                       *groups);
    return SW_OK;
}

/* Standard error of the whole population's mean by the delta method. */
static sw_status fill_mean(sw_interval_fit *r, const sw_interval_data *d,
                           const sw_family_fit *fit, sw_error *err)
{
    double mean = sw_family_mean(fit->family, fit->location, fit->scale);
    double p = r->zero_share, n = (double)d->n, gradient[2], direction[2];
    sw_family_mean_gradient(gradient, fit->family, fit->location, fit->scale);
    for (int a = 0; a < 2; a++)
        direction[a] = fit->covariance[a][0] * gradient[0] +
                       fit->covariance[a][1] * gradient[1];

    sw_estimate e = {
        .estimate = (1.0 - p) * mean, .df = n - 1.0, .effect_size = NAN};
    double variance =
        (1.0 - p) * (1.0 - p) *
            (gradient[0] * direction[0] + gradient[1] * direction[1]) +
        mean * mean * p * (1.0 - p) / n;
    if (d->cluster != NULL) {
        size_t groups = 0;
        sw_status st =
            cluster_variance(&variance, &groups, d, fit, direction, p, err);
        if (st != SW_OK)
            return st;
        e.df = (double)groups - 1.0;
    }
    e.se = sqrt(variance);
    sw_estimate_by_t(&e, d->level);
    r->mean = e;
    return SW_OK;
}

static void count_answers(sw_interval_fit *r, const sw_interval_data *d)
{
    r->n = d->n;
    for (size_t i = 0; i < d->n; i++) {
        if (d->hurdle && is_zero(d->lower[i], d->upper[i]))
            r->n_zero++;
        if (!(d->upper[i] < INFINITY))
            r->n_open++;
    }
    r->zero_share = (double)r->n_zero / (double)r->n;
    for (int f = 0; f < FAMILIES; f++)
        r->family_mean[f] = r->family_aic[f] = NAN;
}

sw_status sw_stats_interval_fit(sw_interval_fit *out, const sw_interval_data *d,
                                sw_error *err)
{
    sw_status st = check_data(d, err);
    if (st != SW_OK)
        return st;
    sw_interval_fit r = {0};
    sw_family_fit fit = {0};
    sw_bins bins;
    count_answers(&r, d);
    st = bins_init(&bins, d, err);
    if (st == SW_OK)
        st = check_bins(&bins, err);
    if (st == SW_OK) {
        rough_moments(&bins);
        st = fit_families(&r, &fit, d, &bins, err);
    }
    bins_clear(&bins);
    if (st != SW_OK)
        return st;
    r.family = fit.family;
    r.location = fit.location;
    r.scale = fit.scale;
    r.log_likelihood = fit.log_likelihood;
    r.aic = 4.0 - 2.0 * fit.log_likelihood;
    add_hurdle(&r);
    r.restricted_mean =
        (1.0 - r.zero_share) *
        sw_family_restricted_mean(fit.family, fit.location, fit.scale, d->cap);
    st = fill_mean(&r, d, &fit, err);
    if (st == SW_OK)
        *out = r;
    return st;
}
