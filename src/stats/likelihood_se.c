/* Standard errors of a maximum likelihood fit: inverse information, sandwich.
 */
#include "stats/likelihood_se.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster_terms.h"
#include "stats/spd.h"

sw_estimate sw_estimate_by_normal(double estimate, double variance,
                                  double level)
{
    sw_estimate e = {.estimate = estimate,
                     .se = sqrt(variance),
                     .df = INFINITY,
                     .effect_size = NAN};
    sw_stats_direct(&e, 0.0, SW_TWO_SIDED, level);
    return e;
}

/* covariance += factor * d d' for d = information^-1 * score of cluster j. */
static void add_cluster(double *covariance, const sw_likelihood *fit,
                        const sw_clusters *c, size_t j, double *work,
                        double factor)
{
    size_t p = fit->p;
    double *sum = work, *score = work + p;
    memset(sum, 0, p * sizeof *sum);
    for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
        fit->score(score, c->row[i], fit->ctx);
        for (size_t a = 0; a < p; a++)
            sum[a] += score[a];
    }
    sw_spd_solve(fit->factor, sum, p);
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            covariance[a * p + b] += factor * sum[a] * sum[b];
}

static sw_status sandwich(double *covariance, const sw_likelihood *fit,
                          sw_error *err)
{
    size_t p = fit->p;
    sw_clusters c;
    sw_status st = sw_clusters_init(&c, fit->cluster, fit->n, err);
    if (st != SW_OK)
        return st;
    double groups = (double)c.count, n = (double)fit->n;
    double *work = calloc(2 * p, sizeof *work);
    if (work == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else if (c.count < 2) {
        st = sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                     c.count);
    } else {
        memset(covariance, 0, p * p * sizeof *covariance);
        double factor = groups / (groups - 1.0) * (n - 1.0) / (n - (double)p);
        for (size_t j = 0; j < c.count; j++)
            add_cluster(covariance, fit, &c, j, work, factor);
    }
    free(work);
    sw_clusters_clear(&c);
    return st;
}

sw_status sw_likelihood_covariance(double *covariance, const sw_likelihood *fit,
                                   sw_error *err)
{
    if (fit->cluster != NULL)
        return sandwich(covariance, fit, err);
    sw_spd_inverse(covariance, fit->factor, fit->p);
    return SW_OK;
}
