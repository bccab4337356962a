/*
 * Wild cluster bootstrap, the null imposed.
 *
 * With d = null - estimate, the residuals under the null are e - d z, where z
 * is the treatment with the other columns taken off. All that a vector of
 * weights v gives is linear in them, so the numerator of t* is n0 - d n1, its
 * variance A - 2 d B + d^2 C up to CR1's factor, and the five numbers serve
 * every null. Source: Cameron, Gelbach & Miller (2008), Review of Economics and
 * Statistics 90, 414-427; the algebra: Roodman et al. (2019), Stata J. 19,
 * 4-60.
 */
#include "seatworth/stats_regression.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/wild_clusters.h"

/* t* counts as t from this relative distance: rounding must not break ties. */
static const double TIE = 1e-9;
enum { FEWEST_FOR_SIGNS = 8, MOST_ENUMERATED = 13, FEWEST_RESAMPLES = 99 };
enum { MAX_DOUBLINGS = 40, MAX_BISECTIONS = 60 };

/* One vector of weights, for any null. */
typedef struct ratio {
    double n0, n1, a, b, c;
} ratio;

typedef struct bootstrap {
    sw_wild_clusters clusters;
    ratio *ratios; /* [count] */
    size_t count;
    bool webb, enumerated;
    sw_hypothesis alternative;
} bootstrap;

static ratio ratio_of(const sw_wild_clusters *w, const double *v, double *sums)
{
    size_t p = w->p;
    ratio r = {0};
    for (size_t a = 0; a < 2 * p; a++)
        sums[a] = 0.0;
    for (size_t g = 0; g < w->count; g++) {
        r.n0 += v[g] * w->score[g];
        r.n1 += v[g] * w->share[g];
        for (size_t a = 0; a < p; a++) {
            sums[a] += v[g] * w->residual[g * p + a];
            sums[p + a] += v[g] * w->partial[g * p + a];
        }
    }
    for (size_t g = 0; g < w->count; g++) {
        double s0 = v[g] * w->score[g], s1 = v[g] * w->share[g];
        for (size_t a = 0; a < p; a++) {
            double k = w->square * w->partial[g * p + a];
            s0 -= k * sums[a];
            s1 -= k * sums[p + a];
        }
        r.a += s0 * s0;
        r.b += s0 * s1;
        r.c += s1 * s1;
    }
    return r;
}

/* Webb's six points; the first three are the negatives of the others. */
static double webb_point(size_t digit)
{
    static const double SQUARE[3] = {1.5, 1.0, 0.5};
    return digit < 3 ? -sqrt(SQUARE[digit]) : sqrt(SQUARE[digit - 3]);
}

/* The first cluster keeps one sign: -v gives the negative of every t*, which
 * the counts below take in. */
static size_t enumerations(const bootstrap *b)
{
    size_t count = b->webb ? 3 : 1;
    for (size_t g = 1; g < b->clusters.count; g++)
        count *= b->webb ? 6 : 2;
    return count;
}

static void enumerated_weights(double *v, const bootstrap *b, size_t index)
{
    v[0] = 1.0;
    if (b->webb) {
        v[0] = webb_point(3 + index % 3);
        index /= 3;
    }
    for (size_t g = 1; g < b->clusters.count; g++) {
        v[g] = b->webb ? webb_point(index % 6) : (index % 2 == 0 ? 1.0 : -1.0);
        index /= b->webb ? 6 : 2;
    }
}

static sw_status fill_ratios(bootstrap *b, const sw_wild_model *m,
                             sw_error *err)
{
    size_t groups = b->clusters.count, p = b->clusters.p;
    b->webb = groups < FEWEST_FOR_SIGNS;
    b->enumerated = groups <= MOST_ENUMERATED;
    b->count = b->enumerated ? enumerations(b) : m->resamples;
    b->ratios = calloc(b->count, sizeof *b->ratios);
    bool failed = b->ratios == NULL;
#pragma omp parallel if (b->count * groups * p > 1000000)
    {
        double *v = calloc(groups + 2 * p, sizeof *v);
        if (v == NULL) {
#pragma omp atomic write
            failed = true;
        }
#pragma omp for schedule(static)
        for (size_t i = 0; i < b->count; i++) {
            if (v == NULL || b->ratios == NULL)
                continue;
            if (b->enumerated)
                enumerated_weights(v, b, i);
            else
                sw_wild_signs(v, groups, m->seed, i);
            b->ratios[i] = ratio_of(&b->clusters, v, v + groups);
        }
        free(v);
    }
    return failed ? sw_fail(err, SW_ENOMEM, "out of memory") : SW_OK;
}

/* Whether t* = top / sqrt(variance) is as far up as t. */
static bool reaches(double top, double variance, double t)
{
    return top >= (t - TIE * fabs(t)) * sqrt(fmax(variance, 0.0));
}

/* How much of one vector counts: an enumerated one stands for -v too. */
static double hit(const bootstrap *b, double top, double variance, double t)
{
    if (b->alternative == SW_TWO_SIDED)
        return reaches(fabs(top), variance, fabs(t));
    double sign = b->alternative == SW_GREATER ? 1.0 : -1.0;
    double here = reaches(sign * top, variance, sign * t);
    if (!b->enumerated)
        return here;
    return 0.5 * (here + reaches(-sign * top, variance, sign * t));
}

/* p of the null that lies d above the estimate. */
static double p_value(const bootstrap *b, double d)
{
    double hits = 0.0, of = (double)b->count;
    double t = -d / sqrt(b->clusters.squares);
    for (size_t i = 0; i < b->count; i++) {
        const ratio *r = &b->ratios[i];
        double variance = r->a - 2.0 * d * r->b + d * d * r->c;
        hits += hit(b, r->n0 - d * r->n1, variance, t);
    }
    return b->enumerated ? hits / of : (1.0 + hits) / (1.0 + of);
}

/* The furthest null in the direction of `step` that is not rejected. */
static double end_of_interval(const bootstrap *b, double step, double alpha)
{
    double inside = 0.0, outside = step;
    for (int i = 0; p_value(b, outside) > alpha; i++) {
        if (i == MAX_DOUBLINGS)
            return copysign(INFINITY, step);
        inside = outside;
        outside *= 2.0;
    }
    for (int i = 0; i < MAX_BISECTIONS; i++) {
        double middle = 0.5 * (inside + outside);
        if (p_value(b, middle) > alpha)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

static sw_estimate effect_of(const bootstrap *b, const sw_wild_model *m)
{
    const sw_wild_clusters *w = &b->clusters;
    double alpha = 1.0 - m->level;
    sw_estimate e = {.estimate = w->estimate,
                     .se = sqrt(w->factor * w->squares),
                     .df = NAN,
                     .effect_size = NAN,
                     .ci = {-INFINITY, INFINITY, m->level}};
    e.statistic = (e.estimate - m->null) / e.se;
    e.p = p_value(b, m->null - e.estimate);
    if (m->alternative != SW_LESS)
        e.ci.lower = e.estimate + end_of_interval(b, -e.se, alpha);
    if (m->alternative != SW_GREATER)
        e.ci.upper = e.estimate + end_of_interval(b, e.se, alpha);
    return e;
}

static sw_status check(const sw_wild_model *m, sw_error *err)
{
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){m->y, m->n}, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st == SW_OK)
        st = sw_check_finite("null", (sw_sample){&m->null, 1}, err);
    if (st == SW_OK && m->resamples < FEWEST_RESAMPLES)
        st = sw_fail(err, SW_EDOMAIN, "%zu resamples, at least %d are needed",
                     m->resamples, (int)FEWEST_RESAMPLES);
    if (st == SW_OK)
        st = sw_check_arms(m->treated, m->cluster, m->n, err);
    return st;
}

sw_status sw_stats_wild_bootstrap(sw_wild *out, const sw_wild_model *m,
                                  sw_error *err)
{
    sw_status st = check(m, err);
    if (st != SW_OK)
        return st;
    bootstrap b = {.alternative = m->alternative};
    st = sw_wild_clusters_init(&b.clusters, m, err);
    if (st == SW_OK)
        st = fill_ratios(&b, m, err);
    if (st == SW_OK)
        *out = (sw_wild){.effect = effect_of(&b, m),
                         .clusters = b.clusters.count,
                         .treated_clusters = b.clusters.treated,
                         .weights = b.enumerated ? 2 * b.count : b.count,
                         .webb = b.webb,
                         .enumerated = b.enumerated};
    free(b.ratios);
    sw_wild_clusters_clear(&b.clusters);
    return st;
}
