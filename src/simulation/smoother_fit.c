/* smoother_fit.c - a curve in the smoother's coordinates, lambda by REML. */
#include <math.h>
#include <stdlib.h>

#include "simulation/smoother.h"

enum { LAMBDAS = 121 };

/* Penalties from no constraint to a straight line. */
static const double LEAST = 1e-5, MOST = 1e6;
/* Share of a response's sum of squares that is rounding, not residual. */
static const double ROUNDING = 1e-13;

/* gamma[k] = map' B'y: coordinates without a penalty. */
static void project(double *gamma, const sw_smoother *s, const double *y)
{
    double by[SW_SMOOTHER_MAX_BASIS] = {0};
    for (size_t i = 0; i < s->n; i++)
        for (size_t a = 0; a < SW_SMOOTHER_WIDTH && s->start[i] + a < s->k; a++)
            by[s->start[i] + a] += s->basis[i * SW_SMOOTHER_WIDTH + a] * y[i];
    for (size_t j = 0; j < s->k; j++) {
        gamma[j] = 0.0;
        for (size_t a = 0; a < s->k; a++)
            gamma[j] += s->map[a * s->k + j] * by[a];
    }
}

static double sum_of_squares(const double *v, size_t n)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++)
        total += v[i] * v[i];
    return total;
}

/* Penalised residual sum of squares at lambda. */
static double deviance(const sw_smoother *s, const double *c, double rest,
                       double lambda)
{
    double d = rest;
    for (size_t j = s->n_free; j < s->k; j++) {
        double p = lambda * s->penalty[j];
        d += p / (1.0 + p) * c[j] * c[j];
    }
    return d;
}

/* Minus twice the restricted log-likelihood, sigma profiled out. */
static double criterion(const sw_smoother *s, const double *c, double rest,
                        double lambda)
{
    double v = (double)(s->n - s->n_free) * log(deviance(s, c, rest, lambda));
    for (size_t j = s->n_free; j < s->k; j++) {
        double p = lambda * s->penalty[j];
        v += p > 0.0 ? log1p(1.0 / p) : 0.0;
    }
    return v;
}

static double choose_lambda(const sw_smoother *s, const double *c, double rest)
{
    if (s->n_free == s->k || !(s->penalty[s->n_free] > 0.0))
        return 0.0;
    double low = log(LEAST / s->penalty[s->k - 1]);
    double high = log(MOST / s->penalty[s->n_free]);
    double best = high, least = INFINITY;
    for (int i = 0; i < LAMBDAS; i++) {
        double t = high + (low - high) * i / (LAMBDAS - 1);
        double v = criterion(s, c, rest, exp(t));
        if (v < least) {
            least = v;
            best = t;
        }
    }
    return exp(best);
}

void sw_smoother_fit(sw_smooth *out, double *gamma, const sw_smoother *s,
                     const double *y)
{
    project(gamma, s, y);
    double all = sum_of_squares(y, s->n);
    double rest = fmax(all - sum_of_squares(gamma, s->k), ROUNDING * all);
    *out = (sw_smooth){0};
    if (!(all > 0.0))
        return; /* gamma is 0 */
    out->lambda = choose_lambda(s, gamma, rest);
    double residual = rest;
    for (size_t j = 0; j < s->k; j++) {
        double keep = 1.0 / (1.0 + out->lambda * s->penalty[j]);
        double left = (1.0 - keep) * gamma[j];
        residual += left * left;
        gamma[j] *= keep;
        out->edf += keep;
    }
    double df = (double)s->n - out->edf;
    out->sigma2 = df > 0.0 ? residual / df : 0.0;
}

void sw_smoother_values(double *fitted, double *work, const sw_smoother *s,
                        const double *gamma)
{
    for (size_t a = 0; a < s->k; a++) {
        work[a] = 0.0;
        for (size_t j = 0; j < s->k; j++)
            work[a] += s->map[a * s->k + j] * gamma[j];
    }
    for (size_t i = 0; i < s->n; i++) {
        fitted[i] = 0.0;
        for (size_t a = 0; a < SW_SMOOTHER_WIDTH && s->start[i] + a < s->k; a++)
            fitted[i] +=
                s->basis[i * SW_SMOOTHER_WIDTH + a] * work[s->start[i] + a];
    }
}
