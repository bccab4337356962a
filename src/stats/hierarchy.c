#include "stats/hierarchy.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/hierarchy_node.h"
#include "stats/solve.h"

enum { MAX_NODES = 1 << 13 };
/* exp(-40) is below what a double adds to 1. */
static const double NEGLIGIBLE = 40.0;
static const double FIRST_STEP = 0.25, AGREEMENT = 1e-11;
/* The smallest scale of tau looked at, in units of the prior's. */
static const double FINEST = 1e-4;
/* Where u begins: tau = c exp(u - exp(-u)) is below 1e-23 c there. */
static const double START = -3.9;

/* The rule's nodes and what is known of each. */
typedef struct rule {
    size_t count;
    double *tau, *weight; /* [count] */
    double *mu, *mu_variance;
} rule;

static void clear_rule(rule *r)
{
    free(r->tau);
    free(r->weight);
    free(r->mu);
    free(r->mu_variance);
    *r = (rule){0};
}

static sw_status check(const sw_hierarchy_data *d, sw_error *err)
{
    size_t seen = 0;
    if (!(d->tau_scale > 0.0 && isfinite(d->tau_scale)))
        return sw_fail(err, SW_EDOMAIN, "tau_scale %g is not above 0",
                       d->tau_scale);
    for (size_t i = 0; i < d->k; i++) {
        if (!d->observed[i])
            continue;
        seen++;
        bool finite = isfinite(d->estimate[i]);
        for (size_t j = 0; j < d->k; j++)
            finite = finite &&
                     (!d->observed[j] || isfinite(d->covariance[i * d->k + j]));
        if (!finite)
            return sw_fail(err, SW_EDOMAIN, "group %zu is not finite", i);
    }
    if (seen < 2)
        return sw_fail(err, SW_ENODATA, "%zu groups observed, 2 are needed",
                       seen);
    return SW_OK;
}

/* The scale below which the density hardly changes: the smallest error. */
static double finest_scale(const sw_hierarchy_data *d)
{
    double least = d->tau_scale;
    for (size_t i = 0; i < d->k; i++)
        if (d->observed[i])
            least = fmin(least, sqrt(d->covariance[i * d->k + i]));
    return fmax(least, FINEST * d->tau_scale);
}

/* Nodes START, START + step ... with their weights. */
static sw_status fill(rule *r, sw_hierarchy_node *node, double step, double c,
                      double end, sw_error *err)
{
    clear_rule(r);
    r->count = (size_t)ceil((end - START) / step) + 1;
    if (r->count > MAX_NODES)
        return sw_fail(err, SW_ENUMERIC, "the posterior of tau is lost");
    r->tau = calloc(r->count, sizeof *r->tau);
    r->weight = calloc(r->count, sizeof *r->weight);
    r->mu = calloc(r->count, sizeof *r->mu);
    r->mu_variance = calloc(r->count, sizeof *r->mu_variance);
    if (!r->tau || !r->weight || !r->mu || !r->mu_variance)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double peak = -INFINITY, total = 0.0;
    for (size_t i = 0; i < r->count; i++) {
        double u = START + (double)i * step;
        r->tau[i] = c * exp(u - exp(-u));
        if (!sw_hierarchy_at(node, r->tau[i]))
            return sw_fail(err, SW_ENUMERIC,
                           "the errors' covariance is not "
                           "positive definite");
        r->weight[i] = node->log_density + u - exp(-u) + log1p(exp(-u));
        r->mu[i] = node->mu;
        r->mu_variance[i] = node->mu_variance;
        peak = fmax(peak, r->weight[i]);
    }
    for (size_t i = 0; i < r->count; i++) {
        r->weight[i] = exp(r->weight[i] - peak);
        total += r->weight[i];
    }
    for (size_t i = 0; i < r->count; i++)
        r->weight[i] /= total;
    return SW_OK;
}

/* Mean and sd of mu, mean of tau. */
static void moments(double out[3], const rule *r)
{
    double mu = 0.0, variance = 0.0, tau = 0.0;
    for (size_t i = 0; i < r->count; i++) {
        mu += r->weight[i] * (r->mu[i] - r->mu[0]);
        tau += r->weight[i] * r->tau[i];
    }
    mu += r->mu[0];
    for (size_t i = 0; i < r->count; i++) {
        double off = r->mu[i] - mu;
        variance += r->weight[i] * (r->mu_variance[i] + off * off);
    }
    out[0] = mu;
    out[1] = sqrt(variance);
    out[2] = tau;
}

static bool agree(const double a[3], const double b[3])
{
    return fabs(a[0] - b[0]) <= AGREEMENT * b[1] &&
           fabs(a[1] - b[1]) <= AGREEMENT * b[1] &&
           fabs(a[2] - b[2]) <= AGREEMENT * b[2];
}

static sw_status integrate(rule *r, sw_hierarchy_node *node, sw_error *err)
{
    const sw_hierarchy_data *d = node->data;
    double c = finest_scale(d);
    /* Beyond this the prior alone is negligible. */
    double end = log(d->tau_scale / c * sqrt(2.0 * NEGLIGIBLE)) + 0.1;
    double before[3] = {NAN, NAN, NAN}, now[3];
    for (double step = FIRST_STEP;; step *= 0.5) {
        sw_status st = fill(r, node, step, c, end, err);
        if (st != SW_OK)
            return st;
        moments(now, r);
        if (agree(before, now))
            return SW_OK;
        memcpy(before, now, sizeof now);
    }
}

/* The nodes that carry weight, with the groups' moments at each. */
static sw_status keep(sw_hierarchy *h, const rule *r, sw_hierarchy_node *node,
                      sw_error *err)
{
    size_t k = h->k, n = 0;
    h->probability = calloc(r->count, sizeof *h->probability);
    h->tau = calloc(r->count, sizeof *h->tau);
    h->mean = calloc(r->count * k, sizeof *h->mean);
    h->lean = calloc(r->count * k, sizeof *h->lean);
    h->rest = calloc(r->count * k * k, sizeof *h->rest);
    h->pooled = calloc(k, sizeof *h->pooled);
    h->sd = calloc(k, sizeof *h->sd);
    if (!h->probability || !h->tau || !h->mean || !h->lean || !h->rest ||
        !h->pooled || !h->sd)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double total = 0.0;
    for (size_t i = 0; i < r->count; i++) {
        if (!(r->weight[i] > exp(-NEGLIGIBLE)))
            continue;
        if (!sw_hierarchy_at(node, r->tau[i]))
            return sw_fail(err, SW_ENUMERIC,
                           "the errors' covariance is not "
                           "positive definite");
        sw_hierarchy_groups(h->mean + n * k, h->lean + n * k,
                            h->rest + n * k * k, node);
        h->tau[n] = r->tau[i];
        h->probability[n++] = r->weight[i];
        total += r->weight[i];
    }
    h->n_nodes = n;
    for (size_t i = 0; i < n; i++)
        h->probability[i] /= total;
    return SW_OK;
}

/* Variance of group i at node j. */
static double variance_at(const sw_hierarchy *h, size_t j, size_t i)
{
    const double *row = h->rest + (j * h->k + i) * h->k;
    double lean = h->lean[j * h->k + i], sum = lean * lean;
    for (size_t b = 0; b <= i; b++)
        sum += row[b] * row[b];
    return sum;
}

static void pool(sw_hierarchy *h)
{
    for (size_t i = 0; i < h->k; i++) {
        double mean = 0.0, variance = 0.0, origin = h->mean[i];
        for (size_t j = 0; j < h->n_nodes; j++)
            mean += h->probability[j] * (h->mean[j * h->k + i] - origin);
        for (size_t j = 0; j < h->n_nodes; j++) {
            double off = h->mean[j * h->k + i] - origin - mean;
            variance += h->probability[j] * (variance_at(h, j, i) + off * off);
        }
        h->pooled[i] = origin + mean;
        h->sd[i] = sqrt(variance);
    }
}

sw_status sw_stats_hierarchy(sw_hierarchy *out, const sw_hierarchy_data *d,
                             sw_error *err)
{
    sw_status st = check(d, err);
    if (st != SW_OK)
        return st;
    sw_hierarchy h = {.k = d->k};
    rule r = {0};
    sw_hierarchy_node node = {0};
    double m[3];
    st = sw_hierarchy_node_init(&node, d, err);
    if (st == SW_OK)
        st = integrate(&r, &node, err);
    if (st == SW_OK)
        st = keep(&h, &r, &node, err);
    if (st == SW_OK) {
        moments(m, &r);
        h.mu = m[0];
        h.mu_sd = m[1];
        h.tau_mean = m[2];
        pool(&h);
        *out = h;
    } else {
        sw_hierarchy_clear(&h);
    }
    sw_hierarchy_node_clear(&node);
    clear_rule(&r);
    return st;
}

void sw_hierarchy_clear(sw_hierarchy *h)
{
    free(h->probability);
    free(h->tau);
    free(h->mean);
    free(h->lean);
    free(h->rest);
    free(h->pooled);
    free(h->sd);
    *h = (sw_hierarchy){0};
}

typedef struct aim {
    const sw_hierarchy *h;
    size_t group;
    double p;
} aim;

static double excess(double x, void *ctx)
{
    const aim *a = ctx;
    const sw_hierarchy *h = a->h;
    double below = 0.0;
    for (size_t j = 0; j < h->n_nodes; j++) {
        double sd = sqrt(variance_at(h, j, a->group));
        double z = (x - h->mean[j * h->k + a->group]) / sd;
        below += h->probability[j] * gsl_cdf_ugaussian_P(z);
    }
    return below - a->p;
}

double sw_hierarchy_quantile(const sw_hierarchy *h, size_t i, double p)
{
    aim a = {h, i, p};
    /* Cantelli: no quantile is further than this from the mean. */
    double reach = h->sd[i] / sqrt(fmin(p, 1.0 - p)) * 1.01, root;
    if (sw_solve_root(excess, &a, h->pooled[i] - reach, h->pooled[i] + reach,
                      1e-10 * h->sd[i], &root, NULL) != SW_OK)
        return NAN;
    return root;
}
