/* What ANCOVA and the difference in differences share. */
#include "stats/two_waves.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"

void sw_split_by_arm(sw_sample *treated_part, sw_sample *rest, double *room,
                     const double *v, const bool *treated, size_t n)
{
    size_t head = 0, tail = n;
    for (size_t i = 0; i < n; i++)
        if (treated[i])
            room[head++] = v[i];
        else
            room[--tail] = v[i];
    *treated_part = (sw_sample){room, head};
    *rest = (sw_sample){room + tail, n - tail};
}

sw_status sw_check_waves(const double *before, const double *after,
                         const bool *treated, const size_t *cluster, size_t n,
                         double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("before", (sw_sample){before, n}, err);
    if (st == SW_OK)
        st = sw_check_finite("after", (sw_sample){after, n}, err);
    if (st == SW_OK)
        st = sw_check_arms(treated, cluster, n, err);
    return st;
}

sw_status sw_treatment_effect(sw_estimate *out, const double *y,
                              const double *covariate, const bool *treated,
                              const size_t *cluster, size_t n, double level,
                              sw_error *err)
{
    size_t k = covariate == NULL ? 1 : 2;
    double *x = calloc(n * k, sizeof *x);
    if (x == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) {
        x[i * k] = treated[i] ? 1.0 : 0.0;
        if (covariate != NULL)
            x[i * k + 1] = covariate[i];
    }
    sw_regression model = {.y = y,
                           .x = x,
                           .n = n,
                           .k = k,
                           .cluster = cluster,
                           .vcov = cluster ? SW_VCOV_CR2 : SW_VCOV_HC2,
                           .level = level};
    sw_estimate coefficient[3];
    sw_status st = sw_stats_ols(coefficient, &model, err);
    free(x);
    if (st != SW_OK)
        return st;
    if (isnan(coefficient[1].se))
        return sw_fail(err, SW_ENODATA,
                       "the model fits an arm exactly: the effect has no "
                       "standard error");
    if (!(coefficient[1].se > 0.0))
        return sw_fail(err, SW_ENODATA,
                       "the outcome does not vary beyond the model: the "
                       "effect has no standard error");
    *out = coefficient[1];
    return SW_OK;
}
