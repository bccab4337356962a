/* stats_cells_means.c - means, lifts, proportions and the bootstrap. */
#include <math.h>

#include "seatworth/stats_counts.h"
#include "seatworth/stats_means.h"
#include "seatworth/stats_resample.h"
#include "stats_validity.h"

enum { MOST = 64, RESAMPLES = 499 };

static bool mean_normal(validity_run *out, sw_random *r)
{
    enum { N = 10 };
    double x[N];
    sw_estimate e;
    validity_normals(x, N, 3.0, 2.0, r);
    return sw_stats_mean(&e, (sw_sample){x, N}, validity_level, NULL) ==
               SW_OK &&
           validity_take(out, &e, 3.0);
}

static bool mean_skewed(validity_run *out, sw_random *r)
{
    enum { N = 30 };
    double x[N];
    sw_estimate e;
    for (size_t i = 0; i < N; i++)
        x[i] = exp(validity_normal(r));
    return sw_stats_mean(&e, (sw_sample){x, N}, validity_level, NULL) ==
               SW_OK &&
           validity_take(out, &e, exp(0.5));
}

static bool welch_normal(validity_run *out, sw_random *r)
{
    double x[15], y[45];
    sw_estimate e;
    validity_normals(x, 15, 1.0, 3.0, r);
    validity_normals(y, 45, 0.0, 1.0, r);
    return sw_stats_welch(&e, (sw_sample){x, 15}, (sw_sample){y, 45},
                          validity_level, NULL) == SW_OK &&
           validity_take(out, &e, 1.0);
}

static bool welch_skewed(validity_run *out, sw_random *r)
{
    double x[15], y[45];
    sw_estimate e;
    for (size_t i = 0; i < 15; i++)
        x[i] = exp(1.5 * validity_normal(r));
    for (size_t i = 0; i < 45; i++)
        y[i] = exp(validity_normal(r));
    return sw_stats_welch(&e, (sw_sample){x, 15}, (sw_sample){y, 45},
                          validity_level, NULL) == SW_OK &&
           validity_take(out, &e, exp(1.125) - exp(0.5));
}

static bool pooled_unequal(validity_run *out, sw_random *r)
{
    double x[15], y[45];
    sw_estimate e;
    validity_normals(x, 15, 0.0, 3.0, r);
    validity_normals(y, 45, 0.0, 1.0, r);
    return sw_stats_pooled_t(&e, (sw_sample){x, 15}, (sw_sample){y, 45},
                             validity_level, NULL) == SW_OK &&
           validity_take(out, &e, 0.0);
}

static bool paired_normal(validity_run *out, sw_random *r)
{
    enum { N = 12 };
    double before[N], after[N];
    sw_estimate e;
    validity_normals(before, N, 10.0, 4.0, r);
    for (size_t i = 0; i < N; i++)
        after[i] = before[i] + 1.0 + validity_normal(r);
    return sw_stats_paired(&e, (sw_sample){before, N}, (sw_sample){after, N},
                           validity_level, NULL) == SW_OK &&
           validity_take(out, &e, 1.0);
}

/* A baseline five of its standard errors away from 0. */
static bool lift(validity_run *out, sw_random *r, sw_lift_interval kind)
{
    enum { N = 25 };
    double x[N], y[N];
    sw_lift l;
    validity_normals(x, N, 13.0, 10.0, r);
    validity_normals(y, N, 10.0, 10.0, r);
    if (sw_stats_lift(&l, (sw_sample){x, N}, (sw_sample){y, N}, kind,
                      SW_TWO_SIDED, validity_level, NULL) != SW_OK)
        return false;
    *out = (validity_run){
        0.3, l.lift.estimate, NAN, l.lift.ci.lower, l.lift.ci.upper, NAN};
    return true;
}

static bool lift_fieller(validity_run *out, sw_random *r)
{
    return lift(out, r, SW_LIFT_FIELLER);
}

static bool lift_delta(validity_run *out, sw_random *r)
{
    return lift(out, r, SW_LIFT_DELTA);
}

static sw_count count(size_t n, double chance, sw_random *r)
{
    sw_count c = {0, n};
    for (size_t i = 0; i < n; i++)
        c.yes += validity_flip(r, chance);
    return c;
}

static bool proportions(validity_run *out, sw_random *r, bool boschloo)
{
    sw_proportions p;
    sw_count treated = count(boschloo ? 18 : 50, 0.3, r);
    sw_count control = count(boschloo ? 22 : 70, 0.3, r);
    if (sw_stats_proportions(&p, treated, control, validity_level, SW_TWO_SIDED,
                             NULL) != SW_OK)
        return false;
    validity_take(out, &p.difference, 0.0);
    out->p = boschloo ? p.boschloo_p : p.fisher_p;
    return true;
}

static bool proportions_fisher(validity_run *out, sw_random *r)
{
    return proportions(out, r, false);
}

static bool proportions_boschloo(validity_run *out, sw_random *r)
{
    return proportions(out, r, true);
}

static bool bootstrap_take(validity_run *out, sw_sample x, sw_sample y,
                           const sw_bootstrap_options *o, double truth)
{
    sw_bootstrap b;
    if (sw_stats_bootstrap(&b, x, y, o, NULL) != SW_OK || !b.has_bca)
        return false;
    *out =
        (validity_run){truth, b.estimate, b.se, b.bca.lower, b.bca.upper, NAN};
    return true;
}

static bool bootstrap_difference(validity_run *out, sw_random *r)
{
    double x[60], y[60];
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    o.statistic = SW_BOOTSTRAP_MEAN_DIFFERENCE;
    o.resamples = RESAMPLES;
    o.seed = sw_random_next(r);
    validity_normals(x, 60, 1.0, 2.0, r);
    validity_normals(y, 60, 0.0, 1.0, r);
    return bootstrap_take(out, (sw_sample){x, 60}, (sw_sample){y, 60}, &o, 1.0);
}

static bool bootstrap_skewed(validity_run *out, sw_random *r)
{
    enum { N = 40 };
    double x[N];
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    o.resamples = RESAMPLES;
    o.seed = sw_random_next(r);
    for (size_t i = 0; i < N; i++)
        x[i] = exp(validity_normal(r));
    return bootstrap_take(out, (sw_sample){x, N}, (sw_sample){NULL, 0}, &o,
                          exp(0.5));
}

const validity_cell validity_means[] = {
    {"mean, normal", "10", VALIDITY_CORRECT, false, mean_normal},
    {"mean, lognormal", "30", VALIDITY_MISSPECIFIED, false, mean_skewed},
    {"Welch, normal, sd 3 and 1", "15 + 45", VALIDITY_CORRECT, false,
     welch_normal},
    {"Welch, lognormal", "15 + 45", VALIDITY_MISSPECIFIED, false, welch_skewed},
    {"pooled t, sd 3 and 1", "15 + 45", VALIDITY_MISSPECIFIED, false,
     pooled_unequal},
    {"paired, normal", "12", VALIDITY_CORRECT, false, paired_normal},
    {"lift, Fieller", "25 + 25", VALIDITY_CORRECT, false, lift_fieller},
    {"lift, delta method", "25 + 25", VALIDITY_MISSPECIFIED, false, lift_delta},
    {"proportions, Newcombe and Fisher", "50 + 70", VALIDITY_CONSERVATIVE,
     false, proportions_fisher},
    {"proportions, Newcombe and Boschloo", "18 + 22", VALIDITY_CONSERVATIVE,
     true, proportions_boschloo},
    {"bootstrap BCa, difference of means", "60 + 60", VALIDITY_ROBUST, true,
     bootstrap_difference},
    {"bootstrap BCa, lognormal", "40", VALIDITY_MISSPECIFIED, true,
     bootstrap_skewed},
    {0},
};
