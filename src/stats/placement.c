/* Placements, and Brunner and Munzel's estimate from them. */
#include "stats/placement.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/beta_tail.h"
#include "stats/distribution.h"
#include "stats/order.h"
#include "stats/tail.h"

/* Both groups sorted; the counts below and not above move up together. The
 * placements overwrite scratch[x.n]. */
static sw_placements place(sw_sample x, sw_sample other, double *scratch)
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
    return (sw_placements){mean / n, sw_variance(scratch, x.n, mean) / (n * n),
                           x.n};
}

sw_status sw_place(sw_placements *treated_out, sw_placements *control_out,
                   sw_sample treated, sw_sample control, sw_error *err)
{
    sw_status st = SW_OK;
    size_t larger = treated.n > control.n ? treated.n : control.n;
    double *x = sw_sorted_copy(treated), *y = sw_sorted_copy(control);
    double *scratch = calloc(larger, sizeof *scratch);
    if (x == NULL || y == NULL || scratch == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    sw_sample sx = {x, treated.n}, sy = {y, control.n};
    *treated_out = place(sx, sy, scratch);
    *control_out = place(sy, sx, scratch);

cleanup:
    free(x);
    free(y);
    free(scratch);
    return st;
}

double sw_normal_p(double z, sw_hypothesis alternative)
{
    if (alternative == SW_TWO_SIDED)
        return sw_normal_two_sided(z);
    return alternative == SW_GREATER ? sw_normal_upper(z) : sw_normal_lower(z);
}

/* P of a t statistic in the direction of the alternative. */
static double t_p(double statistic, double df, sw_hypothesis alternative)
{
    if (alternative == SW_TWO_SIDED)
        return sw_t_two_sided(statistic, df);
    return sw_t_upper(alternative == SW_GREATER ? statistic : -statistic, df);
}

/* Delta method on the logit, so that the interval stays in (0, 1). */
static sw_interval logit_interval(const sw_estimate *e, double level,
                                  sw_hypothesis alternative)
{
    double p = e->estimate, middle = log(p) - log1p(-p);
    double tail = alternative == SW_TWO_SIDED ? (1.0 - level) / 2 : 1.0 - level;
    double half = -sw_quantile_t(tail, e->df) * e->se / (p * (1.0 - p));
    sw_interval ci = {1.0 / (1.0 + exp(half - middle)),
                      1.0 / (1.0 + exp(-half - middle)), level};
    if (alternative == SW_LESS)
        ci.lower = -INFINITY;
    if (alternative == SW_GREATER)
        ci.upper = INFINITY;
    return ci;
}

sw_estimate sw_relative_effect(const sw_placements *treated,
                               const sw_placements *control, double level,
                               sw_hypothesis alternative)
{
    double n1 = (double)treated->n, n0 = (double)control->n;
    double v1 = treated->variance / n1, v0 = control->variance / n0;
    double se2 = v1 + v0;
    sw_estimate e = {.estimate = treated->mean,
                     .se = NAN,
                     .df = NAN,
                     .statistic = NAN,
                     .p = NAN,
                     .ci = {NAN, NAN, level},
                     .effect_size = 2.0 * treated->mean - 1.0};
    if (!(se2 > 0.0))
        return e;
    e.se = sqrt(se2);
    e.df = se2 * se2 / (v1 * v1 / (n1 - 1) + v0 * v0 / (n0 - 1));
    e.statistic = (e.estimate - 0.5) / e.se; /* the test is against one half */
    e.p = t_p(e.statistic, e.df, alternative);
    e.ci = logit_interval(&e, level, alternative);
    return e;
}
