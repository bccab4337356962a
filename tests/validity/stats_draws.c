/* stats_draws.c - what the cells draw, and how they hand over an estimate. */
#include <math.h>

#include "stats/distribution.h"
#include "stats_validity.h"

double validity_normal(sw_random *r)
{
    return sw_quantile_normal(sw_random_uniform(r));
}

double validity_exponential(sw_random *r)
{
    return -log(sw_random_uniform(r));
}

bool validity_flip(sw_random *r, double chance)
{
    return sw_random_uniform(r) < chance;
}

void validity_normals(double *x, size_t n, double mean, double sd, sw_random *r)
{
    for (size_t i = 0; i < n; i++)
        x[i] = mean + sd * validity_normal(r);
}

bool validity_take(validity_run *out, const sw_estimate *e, double truth)
{
    sw_estimate tested = *e;
    if (fabs(truth) > 0.0)
        sw_stats_direct(&tested, truth, SW_TWO_SIDED, validity_level);
    out->truth = truth;
    out->estimate = e->estimate;
    out->se = e->se;
    out->lower = e->ci.lower;
    out->upper = e->ci.upper;
    out->p = tested.p;
    return true;
}
