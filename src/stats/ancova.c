/* Analysis of covariance with one earlier value. */
#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/two_waves.h"

static double pooled_sd(sw_sample a, sw_sample b)
{
    double va = sw_variance(a.v, a.n, sw_mean(a.v, a.n));
    double vb = sw_variance(b.v, b.n, sw_mean(b.v, b.n));
    double dfa = (double)a.n - 1.0, dfb = (double)b.n - 1.0;
    return sqrt((dfa * va + dfb * vb) / (dfa + dfb));
}

sw_status sw_stats_ancova(sw_estimate *out, const double *before,
                          const double *after, const bool *treated,
                          const size_t *cluster, size_t n, double level,
                          sw_error *err)
{
    sw_status st =
        sw_check_waves(before, after, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    if (sw_is_constant((sw_sample){before, n}))
        return sw_fail(err, SW_ENODATA,
                       "before: all values are equal, there is nothing to "
                       "adjust for");
    double *room = calloc(n, sizeof *room);
    if (room == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_sample arm, rest;
    sw_split_by_arm(&arm, &rest, room, after, treated, n);
    double sd = pooled_sd(arm, rest);
    free(room);

    sw_estimate e;
    st =
        sw_treatment_effect(&e, after, before, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    e.effect_size = sd > 0.0 ? e.estimate / sd : NAN;
    *out = e;
    return SW_OK;
}
