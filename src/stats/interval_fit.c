/* The mean of answers within bounds: the regression without covariates. */
#include <string.h>

#include "seatworth/stats_interval.h"

sw_status sw_stats_interval_fit(sw_interval_fit *out, const sw_interval_data *d,
                                sw_error *err)
{
    sw_interval_model m = {.lower = d->lower,
                           .upper = d->upper,
                           .n = d->n,
                           .cluster = d->cluster,
                           .family = d->family,
                           .hurdle = d->hurdle,
                           .cap = d->cap,
                           .level = d->level};
    sw_estimate location;
    sw_interval_result r;
    sw_status st = sw_stats_interval_regression(&location, &r, &m, err);
    if (st != SW_OK)
        return st;
    *out = (sw_interval_fit){.family = r.family,
                             .location = location.estimate,
                             .scale = r.scale,
                             .zero_share = r.zero_share,
                             .log_likelihood = r.log_likelihood,
                             .aic = r.aic,
                             .mean = r.mean,
                             .restricted_mean = r.restricted_mean,
                             .n = d->n,
                             .n_zero = r.n_zero,
                             .n_open = r.n_open};
    memcpy(out->family_mean, r.family_mean, sizeof out->family_mean);
    memcpy(out->family_aic, r.family_aic, sizeof out->family_aic);
    memcpy(out->family_failed, r.family_failed, sizeof out->family_failed);
    return SW_OK;
}
