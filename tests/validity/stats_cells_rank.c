/* stats_cells_rank.c - rank methods, permutations and survey weights. */
#include <math.h>

#include "seatworth/stats_rank.h"
#include "seatworth/stats_resample.h"
#include "seatworth/stats_weight.h"
#include "stats_validity.h"

enum { RESAMPLES = 499 };

/* Equal placement with unequal spread: where Mann-Whitney goes wrong. */
static bool brunner_munzel(validity_run *out, sw_random *r)
{
    double x[30], y[40];
    sw_estimate e;
    validity_normals(x, 30, 0.0, 2.0, r);
    validity_normals(y, 40, 0.0, 1.0, r);
    if (sw_stats_brunner_munzel(&e, (sw_sample){x, 30}, (sw_sample){y, 40},
                                validity_level, NULL) != SW_OK)
        return false;
    validity_take(out, &e, 0.0);
    out->truth = 0.5;
    out->p = e.p;
    return true;
}

/* Five points, symmetric about 3. */
static double likert(sw_random *r, double spread)
{
    double x = round(3.0 + spread * validity_normal(r));
    return fmin(5.0, fmax(1.0, x));
}

static bool brunner_munzel_likert(validity_run *out, sw_random *r)
{
    double x[40], y[40];
    sw_estimate e;
    for (size_t i = 0; i < 40; i++) {
        x[i] = likert(r, 1.4);
        y[i] = likert(r, 0.8);
    }
    if (sw_stats_brunner_munzel(&e, (sw_sample){x, 40}, (sw_sample){y, 40},
                                validity_level, NULL) != SW_OK)
        return false;
    validity_take(out, &e, 0.0);
    out->truth = 0.5;
    out->p = e.p;
    return true;
}

static bool mann_whitney(validity_run *out, sw_random *r)
{
    double x[20], y[25];
    sw_rank_test t;
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    for (size_t i = 0; i < 20; i++)
        x[i] = validity_exponential(r);
    for (size_t i = 0; i < 25; i++)
        y[i] = validity_exponential(r);
    if (sw_stats_mann_whitney(&t, (sw_sample){x, 20}, (sw_sample){y, 25}, &o,
                              NULL) != SW_OK)
        return false;
    *out = (validity_run){
        0.5,       t.result.estimate, NAN, t.result.ci.lower, t.result.ci.upper,
        t.result.p};
    return true;
}

static bool wilcoxon(validity_run *out, sw_random *r)
{
    enum { N = 20 };
    double before[N], after[N];
    sw_rank_test t;
    sw_rank_options o = SW_RANK_OPTIONS_INIT;
    validity_normals(before, N, 0.0, 1.0, r);
    for (size_t i = 0; i < N; i++) {
        double size = validity_exponential(r);
        after[i] = before[i] + (validity_flip(r, 0.5) ? size : -size);
    }
    if (sw_stats_wilcoxon(&t, (sw_sample){before, N}, (sw_sample){after, N}, &o,
                          NULL) != SW_OK)
        return false;
    *out = (validity_run){
        0.0,       t.result.estimate, NAN, t.result.ci.lower, t.result.ci.upper,
        t.result.p};
    return true;
}

static bool permutation(validity_run *out, sw_random *r)
{
    double x[15], y[15];
    sw_permutation t;
    sw_permutation_options o = SW_PERMUTATION_OPTIONS_INIT;
    o.resamples = RESAMPLES;
    o.seed = sw_random_next(r);
    for (size_t i = 0; i < 15; i++) {
        x[i] = exp(validity_normal(r));
        y[i] = exp(validity_normal(r));
    }
    if (sw_stats_permutation(&t, (sw_sample){x, 15}, (sw_sample){y, 15}, &o,
                             NULL) != SW_OK)
        return false;
    *out = (validity_run){0.0, t.estimate, NAN, NAN, NAN, t.p};
    return true;
}

/* 400 persons of a 2 x 3 population that answer by sex and site. */
static bool rake(validity_run *out, sw_random *r)
{
    enum { N = 300 };
    static const double answers[2][3] = {{0.3, 0.5, 0.7}, {0.6, 0.75, 0.9}};
    double y[N], weight[N];
    size_t row[N], site[N];
    for (size_t i = 0; i < N;) {
        size_t a = validity_flip(r, 0.4), b = (size_t)sw_random_below(r, 3);
        if (!validity_flip(r, answers[a][b]))
            continue;
        row[i] = a;
        site[i] = b;
        y[i] = 2.0 * (double)a - (double)b + validity_normal(r);
        i++;
    }
    const double rows[] = {600.0, 400.0},
                 sites[] = {1000.0 / 3, 1000.0 / 3, 1000.0 / 3};
    const sw_rake_variable variable[] = {{row, 2, rows}, {site, 3, sites}};
    sw_rake_data d = {y, NULL, N, variable, 2, INFINITY, validity_level};
    sw_rake_fit fit;
    return sw_stats_rake(&fit, weight, &d, NULL) == SW_OK &&
           validity_take(out, &fit.mean, 0.8 - 1.0);
}

/* Takers differ by x, and so does y: the effect on them is 1. */
static bool balance(validity_run *out, sw_random *r)
{
    enum { N = 300 };
    double y[N], x[N], before[1], after[1];
    bool treated[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = validity_normal(r);
        treated[i] = validity_flip(r, 1.0 / (1.0 + exp(1.0 - 0.7 * x[i])));
        y[i] = 2.0 * x[i] + (treated[i] ? 1.0 : 0.0) + validity_normal(r);
    }
    sw_balance_data d = {y, x, treated, NULL, N, 1, validity_level};
    sw_balance_fit fit;
    return sw_stats_balance(&fit, before, after, NULL, &d, NULL) == SW_OK &&
           validity_take(out, &fit.effect, 1.0);
}

const validity_cell validity_ranks[] = {
    {"Brunner-Munzel, sd 2 and 1", "30 + 40", VALIDITY_ROBUST, false,
     brunner_munzel},
    {"Brunner-Munzel, five points", "40 + 40", VALIDITY_ROBUST, false,
     brunner_munzel_likert},
    {"Mann-Whitney, exponential", "20 + 25", VALIDITY_ROBUST, false,
     mann_whitney},
    {"Wilcoxon, Hodges-Lehmann, Laplace", "20", VALIDITY_CONSERVATIVE, false,
     wilcoxon},
    {"permutation, lognormal", "15 + 15", VALIDITY_CONSERVATIVE, true,
     permutation},
    {"raked mean", "300", VALIDITY_ROBUST, false, rake},
    {"entropy balancing", "300", VALIDITY_ROBUST, false, balance},
    {0},
};
