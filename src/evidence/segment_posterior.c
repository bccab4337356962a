/*
 * segment_posterior.c - the segments drawn towards each other (method card
 * 2.8).
 */
#include <math.h>

#include "evidence/segment.h"
#include "seatworth/stats_pool.h"
#include "stats/hierarchy.h"

static const double level = 0.95;
/* At this many degrees of freedom or fewer an estimate has no usable variance:
 * the segment is drawn from what the others tell. */
static const double df_least = 4;
enum { FEW_SEGMENTS = 3 };

void sw_segment_posterior_free(sw_segment_posterior *posterior)
{
    if (!posterior)
        return;
    g_free(posterior->probability);
    g_free(posterior->tau);
    g_free(posterior->mean);
    g_free(posterior->factor);
    g_free(posterior);
}

/* By how much a variance with these df is inflated: that of Student's t. */
static double inflation(double df)
{
    return isfinite(df) ? df / (df - 2) : 1;
}

static bool *usable(const sw_segment *segments, size_t n)
{
    bool *observed = g_new0(bool, n + 1);
    for (size_t i = 0; i < n; i++)
        observed[i] = isfinite(segments[i].minutes) && segments[i].se > 0 &&
                      segments[i].df > df_least;
    return observed;
}

/* Paule and Mandel's figures, which know no covariance. */
static void moments_beside(sw_segment_posterior *out,
                           const sw_hierarchy_data *d)
{
    g_autofree double *estimate = g_new(double, d->k + 1);
    g_autofree double *se = g_new(double, d->k + 1);
    sw_pool_data data = {.estimate = estimate,
                         .se = se,
                         .method = SW_POOL_PAULE_MANDEL,
                         .level = level};
    for (size_t i = 0; i < d->k; i++)
        if (d->observed[i]) {
            estimate[data.k] = d->estimate[i];
            se[data.k++] = sqrt(d->covariance[i * d->k + i]);
        }
    sw_pool_fit fit;
    out->paule_mandel_tau2 = out->paule_mandel_mu = NAN;
    if (sw_stats_pool(&fit, NULL, &data, NULL) != SW_OK)
        return;
    out->paule_mandel_tau2 = fit.tau2;
    out->paule_mandel_mu = fit.mu.estimate;
}

static void fill_pooled(sw_segment *segments, const sw_hierarchy *h)
{
    for (size_t i = 0; i < h->k; i++) {
        segments[i].pooled = h->pooled[i];
        segments[i].pooled_sd = h->sd[i];
        segments[i].lower = sw_hierarchy_quantile(h, i, (1 - level) / 2);
        segments[i].upper = sw_hierarchy_quantile(h, i, (1 + level) / 2);
    }
}

static sw_segment_posterior *take(const sw_hierarchy *h,
                                  const sw_hierarchy_data *d)
{
    size_t n = h->n_nodes, k = h->k;
    sw_segment_posterior *out = g_new0(sw_segment_posterior, 1);
    out->n_segments = k;
    out->n_nodes = n;
    out->probability = g_memdup2(h->probability, n * sizeof(double));
    out->tau = g_memdup2(h->tau, n * sizeof(double));
    out->mean = g_memdup2(h->mean, n * k * sizeof(double));
    out->factor = g_memdup2(h->factor, n * k * k * sizeof(double));
    out->mu = h->mu;
    out->mu_sd = h->mu_sd;
    out->tau_mean = h->tau_mean;
    moments_beside(out, d);
    return out;
}

static void note_missing(sw_segment *segment)
{
    if (segment->note)
        return;
    segment->note =
        isnan(segment->se)
            ? sw_message_word(
                  "no estimate of its own: it takes the pooled mean")
            : sw_message_new("%.1f degrees of freedom are too few for a "
                             "variance: it takes the pooled mean",
                             segment->df);
}

sw_segment_posterior *sw_pool_segments(sw_segment *segments, size_t n,
                                       const double *covariance, double scale,
                                       GPtrArray *warnings)
{
    g_autofree bool *observed = usable(segments, n);
    g_autofree double *estimate = g_new(double, n + 1);
    g_autofree double *inflated = g_new(double, n *n + 1);
    size_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        estimate[i] = segments[i].minutes;
        seen += observed[i];
        if (!observed[i])
            note_missing(&segments[i]);
        for (size_t j = 0; j < n; j++)
            inflated[i * n + j] =
                covariance[i * n + j] *
                sqrt(inflation(segments[i].df) * inflation(segments[j].df));
    }
    sw_hierarchy_data d = {estimate, inflated, observed, n, scale};
    sw_hierarchy h = {0};
    sw_error err = {0};
    if (sw_stats_hierarchy(&h, &d, &err) != SW_OK) {
        if (seen >= 2)
            g_ptr_array_add(warnings,
                            sw_message_new("The segments could not be "
                                           "pooled: %s.",
                                           err.message));
        return NULL;
    }
    if (seen <= FEW_SEGMENTS)
        g_ptr_array_add(
            warnings,
            sw_message_new("Only %zu segments could be estimated: how much "
                           "segments differ is mostly the prior's word.",
                           seen));
    fill_pooled(segments, &h);
    sw_segment_posterior *out = take(&h, &d);
    sw_hierarchy_clear(&h);
    return out;
}
