#include "seatworth/stats.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"

/* Splits v by arm into two samples that share `room[n]`. */
static void split(sw_sample *treated_part, sw_sample *rest, double *room,
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

static double pooled_sd(sw_sample a, sw_sample b)
{
    double va = sw_variance(a.v, a.n, sw_mean(a.v, a.n));
    double vb = sw_variance(b.v, b.n, sw_mean(b.v, b.n));
    double dfa = (double)a.n - 1.0, dfb = (double)b.n - 1.0;
    return sqrt((dfa * va + dfb * vb) / (dfa + dfb));
}

static sw_status check_waves(const double *before, const double *after,
                             const bool *treated, const size_t *cluster,
                             size_t n, double level, sw_error *err)
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

/* The effect of `treated` on y, given `covariate` where it is not NULL. */
static sw_status effect(sw_estimate *out, const double *y,
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
    sw_regression model = {.y = y, .x = x, .n = n, .k = k, .cluster = cluster,
                           .vcov = cluster ? SW_VCOV_CR2 : SW_VCOV_HC2,
                           .level = level};
    sw_estimate coefficient[3];
    sw_status st = sw_stats_ols(coefficient, &model, err);
    free(x);
    if (st != SW_OK)
        return st;
    if (!(coefficient[1].se > 0.0))
        return sw_fail(err, SW_ENODATA,
                       "the outcome does not vary beyond the model: the "
                       "effect has no standard error");
    *out = coefficient[1];
    return SW_OK;
}

sw_status sw_stats_ancova(sw_estimate *out, const double *before,
                          const double *after, const bool *treated,
                          const size_t *cluster, size_t n, double level,
                          sw_error *err)
{
    sw_status st = check_waves(before, after, treated, cluster, n, level, err);
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
    split(&arm, &rest, room, after, treated, n);
    double sd = pooled_sd(arm, rest);
    free(room);

    sw_estimate e;
    st = effect(&e, after, before, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    e.effect_size = sd > 0.0 ? e.estimate / sd : NAN;
    *out = e;
    return SW_OK;
}

/* With y ~ treated * wave, the two waves of a unit have the same row but for
 * the wave, so that estimate, CR2 and df are those of change ~ treated. */
static sw_status of_changes(sw_estimate *out, const double *change,
                            double *room, const bool *treated,
                            const size_t *cluster, size_t n, double level,
                            sw_error *err)
{
    sw_sample arm, rest;
    split(&arm, &rest, room, change, treated, n);
    sw_estimate welch;
    sw_status st = sw_stats_welch(&welch, arm, rest, level, err);
    if (st != SW_OK)
        return st;
    sw_estimate e = welch;
    if (cluster != NULL)
        st = effect(&e, change, NULL, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    e.effect_size = welch.effect_size;
    *out = e;
    return SW_OK;
}

sw_status sw_stats_did(sw_estimate *out, const double *before,
                       const double *after, const bool *treated,
                       const size_t *cluster, size_t n, double level,
                       sw_error *err)
{
    sw_status st = check_waves(before, after, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    double *change = calloc(n, sizeof *change);
    double *room = calloc(n, sizeof *room);
    if (change == NULL || room == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        for (size_t i = 0; i < n; i++)
            change[i] = after[i] - before[i];
        st = of_changes(out, change, room, treated, cluster, n, level, err);
    }
    free(change);
    free(room);
    return st;
}
