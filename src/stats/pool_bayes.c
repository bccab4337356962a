/*
 * The normal hierarchy by quadrature over tau.
 *
 * log p(tau | y) = log prior + 1/2 sum log w - 1/2 log sum w
 *                  - 1/2 sum w (y - mu)^2
 * mu | tau and theta_i | mu, tau are normal. In u = log tau the integrand is
 * analytic in a strip around the real line, where trapezoids converge
 * exponentially; its logarithm falls by 1 a unit on the left and like tau^2 on
 * the right. Source: Gelman et al. (2013), Bayesian Data Analysis, 5.4.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stats/pool_moments.h"
#include "stats/solve.h"

/* A node of the rule: weights sum to 1. */
typedef struct node {
    double tau2, weight;
    double mu, variance; /* of mu given tau */
} node;

typedef struct posterior {
    node *nodes;
    size_t count;
    double target; /* of the interval's equation */
} posterior;

enum { MAX_NODES = 1 << 17, COARSE = 400 };
/* exp(-40) is below what a double adds to 1. */
static const double NEGLIGIBLE = 40.0;
static const double FIRST_STEP = 0.25, AGREEMENT = 1e-11;

static double log_density(const sw_pool_data *d, double u)
{
    double tau = exp(u);
    sw_pool_moments m = sw_pool_at(d, tau * tau);
    double z = tau / d->tau_scale;
    return u - 0.5 * z * z + 0.5 * (m.log_weight - log(m.weight) - m.squares);
}

/* Where the integrand is not negligible. */
static void range(double *low, double *high, double *peak,
                  const sw_pool_data *d)
{
    double least = log(d->tau_scale), most = least + 3.0;
    for (size_t i = 0; i < d->k; i++)
        least = fmin(least, log(d->se[i]));
    least -= NEGLIGIBLE + 10.0;
    double step = (most - least) / COARSE;
    *peak = -INFINITY;
    for (int i = 0; i <= COARSE; i++)
        *peak = fmax(*peak, log_density(d, least + i * step));
    *low = least;
    *high = most;
    for (int i = 0; i <= COARSE; i++) {
        double u = least + i * step;
        if (log_density(d, u) > *peak - NEGLIGIBLE) {
            *low = u - step;
            break;
        }
    }
    for (int i = COARSE; i >= 0; i--) {
        double u = least + i * step;
        if (log_density(d, u) > *peak - NEGLIGIBLE) {
            *high = u + step;
            break;
        }
    }
}

static void fill_nodes(posterior *p, const sw_pool_data *d, double low,
                       double step, double peak)
{
    double total = 0.0;
    for (size_t i = 0; i < p->count; i++) {
        double u = low + (double)i * step;
        sw_pool_moments m = sw_pool_at(d, exp(2.0 * u));
        p->nodes[i] = (node){exp(2.0 * u), exp(log_density(d, u) - peak), m.mu,
                             1.0 / m.weight};
        total += p->nodes[i].weight;
    }
    for (size_t i = 0; i < p->count; i++)
        p->nodes[i].weight /= total;
}

/* Mean, variance of mu; mean of tau and tau^2. */
static void moments(double out[4], const posterior *p, double origin)
{
    double mu = 0.0, tau = 0.0, tau2 = 0.0, spread = 0.0;
    for (size_t i = 0; i < p->count; i++) {
        const node *n = &p->nodes[i];
        mu += n->weight * (n->mu - origin);
        tau += n->weight * sqrt(n->tau2);
        tau2 += n->weight * n->tau2;
    }
    mu += origin;
    for (size_t i = 0; i < p->count; i++) {
        const node *n = &p->nodes[i];
        double off = n->mu - mu;
        spread += n->weight * (n->variance + off * off);
    }
    out[0] = mu;
    out[1] = spread;
    out[2] = tau;
    out[3] = tau2;
}

static bool agree(const double a[4], const double b[4])
{
    if (!(fabs(a[0] - b[0]) <= AGREEMENT * sqrt(b[1])))
        return false;
    for (int i = 1; i < 4; i++)
        if (!(fabs(a[i] - b[i]) <= AGREEMENT * b[i]))
            return false;
    return true;
}

static sw_status integrate(posterior *p, const sw_pool_data *d, sw_error *err)
{
    double low, high, peak, before[4] = {NAN, NAN, NAN, NAN}, now[4];
    range(&low, &high, &peak, d);
    p->nodes = NULL;
    for (double step = FIRST_STEP;; step *= 0.5) {
        double wanted = ceil((high - low) / step) + 1.0;
        free(p->nodes);
        p->nodes = NULL;
        if (!isfinite(peak) || !(wanted <= MAX_NODES))
            return sw_fail(err, SW_ENUMERIC, "the posterior of tau is lost");
        p->count = (size_t)wanted;
        p->nodes = calloc(p->count, sizeof *p->nodes);
        if (p->nodes == NULL)
            return sw_fail(err, SW_ENOMEM, "out of memory");
        fill_nodes(p, d, low, step, peak);
        moments(now, p, d->estimate[0]);
        if (agree(before, now))
            return SW_OK;
        for (int i = 0; i < 4; i++)
            before[i] = now[i];
    }
}

/* P(mu <= x) - target */
static double excess(double x, void *ctx)
{
    const posterior *p = ctx;
    double below = 0.0;
    for (size_t i = 0; i < p->count; i++) {
        const node *n = &p->nodes[i];
        below +=
            n->weight * gsl_cdf_ugaussian_P((x - n->mu) / sqrt(n->variance));
    }
    return below - p->target;
}

static sw_status quantile(double *out, posterior *p, double q, double mean,
                          double sd, sw_error *err)
{
    /* Cantelli: no quantile is further than this from the mean. */
    double reach = sd / sqrt(fmin(q, 1.0 - q)) * 1.01;
    p->target = q;
    return sw_solve_root(excess, p, mean - reach, mean + reach, 1e-12 * sd, out,
                         err);
}

static void fill_items(sw_pool_item *item, const posterior *p,
                       const sw_pool_data *d)
{
    for (size_t i = 0; i < d->k; i++) {
        double v = d->se[i] * d->se[i], y = d->estimate[i], mean = 0.0;
        double spread = 0.0;
        for (size_t j = 0; j < p->count; j++) {
            const node *n = &p->nodes[j];
            mean += n->weight * v / (v + n->tau2) * (n->mu - y);
        }
        for (size_t j = 0; j < p->count; j++) {
            const node *n = &p->nodes[j];
            double rest = v / (v + n->tau2);
            double off = rest * (n->mu - y) - mean;
            spread += n->weight * ((1.0 - rest) * v +
                                   rest * rest * n->variance + off * off);
        }
        item[i] = (sw_pool_item){y + mean, sqrt(spread)};
    }
}

sw_status sw_pool_bayes(sw_pool_fit *fit, sw_pool_item *item,
                        const sw_pool_data *d, sw_error *err)
{
    posterior p = {0};
    sw_estimate mu = {.df = NAN,
                      .statistic = NAN,
                      .p = NAN,
                      .effect_size = NAN,
                      .ci = {NAN, NAN, d->level}};
    double m[4], tail = (1.0 - d->level) / 2.0;
    sw_status st = integrate(&p, d, err);
    if (st == SW_OK) {
        moments(m, &p, d->estimate[0]);
        mu.estimate = m[0];
        mu.se = sqrt(m[1]);
        st = quantile(&mu.ci.lower, &p, tail, m[0], mu.se, err);
    }
    if (st == SW_OK)
        st = quantile(&mu.ci.upper, &p, 1.0 - tail, m[0], mu.se, err);
    if (st == SW_OK) {
        fit->mu = mu;
        fit->tau = m[2];
        fit->tau2 = m[3];
        if (item != NULL)
            fill_items(item, &p, d);
    }
    free(p.nodes);
    return st;
}
