/* Brunner and Munzel's rank test, from placements. */
#include "seatworth/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/distribution.h"

/* Mean and variance of one arm's placements: for each of its values the share
 * of the other arm that lies below, ties counting one half. */
typedef struct placements {
    double mean, variance;
} placements;

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sorted_copy(sw_sample x)
{
    double *v = calloc(x.n, sizeof *v);
    if (v == NULL)
        return NULL;
    memcpy(v, x.v, x.n * sizeof *v);
    qsort(v, x.n, sizeof *v, by_value);
    return v;
}

/* Both arms sorted; the counts below and not above move up together. The
 * placements overwrite scratch[x.n]. */
static placements place(sw_sample x, sw_sample other, double *scratch)
{
    size_t below = 0, not_above = 0;
    for (size_t i = 0; i < x.n; i++) {
        while (below < other.n && other.v[below] < x.v[i])
            below++;
        while (not_above < other.n && other.v[not_above] <= x.v[i])
            not_above++;
        scratch[i] = ((double)below + (double)not_above) / 2.0;
    }
    double mean = sw_mean(scratch, x.n), n = (double)other.n;
    return (placements){mean / n, sw_variance(scratch, x.n, mean) / (n * n)};
}

/* Delta method on the logit, so that the interval stays in (0, 1). */
static sw_interval logit_interval(const sw_estimate *e, double level)
{
    double p = e->estimate, middle = log(p) - log1p(-p);
    double half =
        -sw_quantile_t((1.0 - level) / 2.0, e->df) * e->se / (p * (1.0 - p));
    return (sw_interval){1.0 / (1.0 + exp(half - middle)),
                         1.0 / (1.0 + exp(-half - middle)), level};
}

static sw_status from_placements(sw_estimate *out, placements t, double n1,
                                 placements c, double n0, double level,
                                 sw_error *err)
{
    double v1 = t.variance / n1, v0 = c.variance / n0, se2 = v1 + v0;
    if (!(se2 > 0.0))
        return sw_fail(err, SW_ENODATA,
                       t.mean > 0.0 && t.mean < 1.0
                           ? "all values are tied: the ranks do not vary"
                           : "the groups do not overlap: the ranks do not "
                             "vary within a group");
    sw_estimate e = {.estimate = t.mean - 0.5, .se = sqrt(se2)};
    e.df = se2 * se2 / (v1 * v1 / (n1 - 1) + v0 * v0 / (n0 - 1));
    sw_estimate_by_t(&e, level); /* the test is against one half */
    e.estimate = t.mean;
    e.effect_size = 2.0 * t.mean - 1.0;
    e.ci = logit_interval(&e, level);
    *out = e;
    return SW_OK;
}

sw_status sw_stats_brunner_munzel(sw_estimate *out, sw_sample treated,
                                  sw_sample control, double level,
                                  sw_error *err)
{
    sw_status st = sw_check_two_groups(treated, control, level, err);
    if (st != SW_OK)
        return st;
    size_t larger = treated.n > control.n ? treated.n : control.n;
    double *x = sorted_copy(treated), *y = sorted_copy(control);
    double *scratch = calloc(larger, sizeof *scratch);
    if (x == NULL || y == NULL || scratch == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    placements t =
        place((sw_sample){x, treated.n}, (sw_sample){y, control.n}, scratch);
    placements c =
        place((sw_sample){y, control.n}, (sw_sample){x, treated.n}, scratch);
    st = from_placements(out, t, (double)treated.n, c, (double)control.n, level,
                         err);

cleanup:
    free(x);
    free(y);
    free(scratch);
    return st;
}
