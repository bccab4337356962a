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
    g_free(posterior->lean);
    g_free(posterior->rest);
    g_free(posterior->covariance);
    g_free(posterior);
}

/* By how much a variance with these df is inflated: that of Student's t. */
static double inflation(double df)
{
    return isfinite(df) ? df / (df - 2) : 1;
}

static bool *usable(const sw_segment *segments, const double *covariance,
                    size_t n)
{
    bool *observed = g_new0(bool, n + 1);
    for (size_t i = 0; i < n; i++)
        observed[i] = isfinite(segments[i].minutes) &&
                      covariance[i * n + i] > 0 &&
                      segments[i].pooling_df > df_least;
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
    out->lean = g_memdup2(h->lean, n * k * sizeof(double));
    out->rest = g_memdup2(h->rest, n * k * k * sizeof(double));
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
        isnan(segment->minutes)
            ? sw_message_word(
                  "no estimate of its own: it takes the pooled mean")
            : sw_message_new("%.1f degrees of freedom are too few for a "
                             "variance: it takes the pooled mean",
                             segment->pooling_df);
}

sw_segment_posterior *sw_pool_segments(sw_segment *segments, size_t n,
                                       const double *covariance, double scale,
                                       GPtrArray *warnings)
{
    g_autofree bool *observed = usable(segments, covariance, n);
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
                covariance[i * n + j] * sqrt(inflation(segments[i].pooling_df) *
                                             inflation(segments[j].pooling_df));
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
    out->covariance = g_memdup2(covariance, n * n * sizeof *covariance);
    sw_hierarchy_clear(&h);
    return out;
}

/* Mean and variance of the shares' sum at a node of tau. */
static void sum_at(double out[2], const sw_segment_posterior *p, size_t node,
                   const double *share)
{
    size_t n = p->n_segments;
    const double *mean = p->mean + node * n, *lean = p->lean + node * n;
    const double *rest = p->rest + node * n * n;
    double common = 0;
    out[0] = out[1] = 0;
    for (size_t g = 0; g < n; g++) {
        out[0] += share[g] * mean[g];
        common += share[g] * lean[g];
    }
    out[1] = common * common;
    for (size_t c = 0; c < n; c++) {
        double part = 0;
        for (size_t g = c; g < n; g++)
            part += share[g] * rest[g * n + c];
        out[1] += part * part;
    }
}

/* Moments of the mixture over tau. */
static void sum_of_segments(double *mean, double *sd,
                            const sw_segment_posterior *p, const double *share)
{
    double m = 0, square = 0, first[2], at[2];
    sum_at(first, p, 0, share);
    for (size_t k = 0; k < p->n_nodes; k++) {
        sum_at(at, p, k, share);
        double off = at[0] - first[0];
        m += p->probability[k] * off;
        square += p->probability[k] * (at[1] + off * off);
    }
    *mean = first[0] + m;
    *sd = sqrt(square - m * m);
}

double sw_segment_share(const sw_evidence *e, size_t segment)
{
    double wages = 0, seats = 0, all = 0, own = 0;
    for (size_t g = 0; g < e->n_segments; g++)
        if (isfinite(e->segments[g].hourly_cost)) {
            wages += e->segments[g].seats * e->segments[g].hourly_cost;
            seats += e->segments[g].seats;
        }
    for (size_t g = 0; g < e->n_segments; g++) {
        double relative = e->segments[g].hourly_cost * seats / wages;
        double x = e->segments[g].seats * (isfinite(relative) ? relative : 1);
        all += x;
        own = g == segment ? x : own;
    }
    return own / all;
}

void sw_post_stratify(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!e->posterior || !lead || sw_set_by_hand(pilot, SW_IN_EFFECT))
        return;
    g_autofree double *share = g_new(double, e->n_segments + 1);
    double mean, sd;
    for (size_t g = 0; g < e->n_segments; g++)
        share[g] = sw_segment_share(e, g);
    sum_of_segments(&mean, &sd, e->posterior, share);
    sw_give_input(e, SW_IN_EFFECT,
                  (sw_distribution){.kind = SW_DIST_NORMAL, .p = {mean, sd, 0}},
                  lead->provenance,
                  sw_message_new("estimated from %s", lead->id));
}
