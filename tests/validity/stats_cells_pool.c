/* stats_cells_pool.c - departments drawn towards their common mean. */
#include <math.h>

#include "seatworth/stats_pool.h"
#include "stats_validity.h"

enum { ITEMS = 8 };

static const double standard_error[ITEMS] = {0.4, 0.5, 0.6, 0.7,
                                             0.8, 0.9, 1.0, 1.2};

static void draw(double *estimate, double *theta, double tau, sw_random *r)
{
    for (size_t i = 0; i < ITEMS; i++) {
        theta[i] = tau * validity_normal(r);
        estimate[i] = theta[i] + standard_error[i] * validity_normal(r);
    }
}

static bool pool(validity_run *out, sw_random *r, sw_pool_method method)
{
    double estimate[ITEMS], theta[ITEMS];
    sw_pool_fit fit;
    draw(estimate, theta, 0.8, r);
    sw_pool_data d = {.estimate = estimate, .se = standard_error, .k = ITEMS};
    d.method = method;
    d.level = validity_level;
    if (sw_stats_pool(&fit, NULL, &d, NULL) != SW_OK)
        return false;
    validity_take(out, &fit.mu, 0.0);
    out->se = fit.se_hksj;
    return true;
}

static bool pool_reml(validity_run *out, sw_random *r)
{
    return pool(out, r, SW_POOL_REML);
}

static bool pool_paule_mandel(validity_run *out, sw_random *r)
{
    return pool(out, r, SW_POOL_PAULE_MANDEL);
}

/* tau from its prior: then the posterior is calibrated. */
static bool bayes(validity_run *out, sw_random *r, bool of_item)
{
    double estimate[ITEMS], theta[ITEMS];
    sw_pool_fit fit;
    sw_pool_item item[ITEMS];
    draw(estimate, theta, fabs(validity_normal(r)), r);
    sw_pool_data d = {.estimate = estimate, .se = standard_error, .k = ITEMS};
    d.method = SW_POOL_BAYES;
    d.tau_scale = 1.0;
    d.level = validity_level;
    if (sw_stats_pool(&fit, item, &d, NULL) != SW_OK)
        return false;
    validity_take(out, &fit.mu, 0.0);
    if (!of_item)
        return true;
    size_t i = (size_t)sw_random_below(r, ITEMS);
    double half = 1.959963984540054 * item[i].sd;
    *out = (validity_run){theta[i],
                          item[i].pooled,
                          item[i].sd,
                          item[i].pooled - half,
                          item[i].pooled + half,
                          NAN};
    return true;
}

static bool bayes_mean(validity_run *out, sw_random *r)
{
    return bayes(out, r, false);
}

static bool bayes_item(validity_run *out, sw_random *r)
{
    return bayes(out, r, true);
}

const validity_cell validity_pools[] = {
    {"pool, REML and Hartung-Knapp", "8 items", VALIDITY_CONSERVATIVE, false,
     pool_reml},
    {"pool, Paule-Mandel and Hartung-Knapp", "8 items", VALIDITY_CONSERVATIVE,
     false, pool_paule_mandel},
    {"pool, Bayes, common mean", "8 items", VALIDITY_CORRECT, false,
     bayes_mean},
    {"pool, Bayes, an item", "8 items", VALIDITY_CORRECT, false, bayes_item},
    {0},
};
