/* Logistic regression: Newton on the coefficients in the basis of the design.
 */
#include "seatworth/stats_regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/likelihood_se.h"
#include "stats/linear_fit.h"
#include "stats/newton.h"
#include "stats/row_groups.h"
#include "stats/spd.h"

/* The rows of the basis are scaled to length about 1, see newton.h. */
typedef struct logit {
    const sw_linear_fit *fit;
    const sw_row_groups *groups; /* equal in y and x */
    const double *y;
    double scale; /* sqrt(n) */
    const double *b;
} logit;

static double predictor(const logit *l, size_t i, const double *b)
{
    const double *q = l->fit->q + i * l->fit->p;
    double eta = 0.0;
    for (size_t a = 0; a < l->fit->p; a++)
        eta += q[a] * b[a];
    return eta * l->scale;
}

/* P(Y = 1), and 1 - P, each without cancellation. */
static void chances(double *one, double *zero, double eta)
{
    double e = exp(-fabs(eta)), large = 1.0 / (1.0 + e);
    *one = eta > 0.0 ? large : e * large;
    *zero = eta > 0.0 ? e * large : large;
}

static double log_likelihood(double *gradient, double *information,
                             const double *b, void *ctx)
{
    const logit *l = ctx;
    size_t p = l->fit->p;
    sw_sum value = {0};
    memset(gradient, 0, p * sizeof *gradient);
    memset(information, 0, p * p * sizeof *information);
    for (size_t g = 0; g < l->groups->n; g++) {
        size_t i = l->groups->first[g];
        double count = l->groups->count[g];
        const double *q = l->fit->q + i * p;
        double one, zero, eta = predictor(l, i, b);
        chances(&one, &zero, eta);
        bool yes = l->y[i] > 0.5;
        double against = yes ? -eta : eta;
        sw_sum_add(&value,
                   -count * (fmax(against, 0.0) + log1p(exp(-fabs(eta)))));
        double score = count * (yes ? zero : -one) * l->scale;
        double weight = count * one * zero * l->scale * l->scale;
        for (size_t a = 0; a < p; a++) {
            gradient[a] += score * q[a];
            for (size_t c = 0; c <= a; c++)
                information[a * p + c] += weight * q[a] * q[c];
        }
    }
    return sw_sum_value(&value);
}

static void row_score(double *score, size_t i, void *ctx)
{
    const logit *l = ctx;
    double one, zero;
    chances(&one, &zero, predictor(l, i, l->b));
    for (size_t a = 0; a < l->fit->p; a++)
        score[a] = (l->y[i] > 0.5 ? zero : -one) * l->scale *
                   l->fit->q[i * l->fit->p + a];
}

static sw_status check(const sw_regression *m, sw_error *err)
{
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st != SW_OK)
        return st;
    if (m->weights != NULL)
        return sw_fail(err, SW_EDOMAIN, "the logit takes no weights");
    if (m->vcov != SW_VCOV_CLASSICAL && m->vcov != SW_VCOV_CR1)
        return sw_fail(err, SW_EDOMAIN, "the logit takes classical or cr1");
    if (m->vcov == SW_VCOV_CR1 && m->cluster == NULL)
        return sw_fail(err, SW_EDOMAIN, "CR1 needs clusters");
    size_t ones = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool one = m->y[i] >= 1.0 && m->y[i] <= 1.0;
        if (!one && !(m->y[i] >= 0.0 && m->y[i] <= 0.0))
            return sw_fail(err, SW_EDOMAIN, "y[%zu] is not 0 or 1", i);
        ones += one;
    }
    if (ones == 0 || ones == m->n)
        return sw_fail(err, SW_ENODATA, "every y is %d", ones > 0);
    return SW_OK;
}

/* Coefficients on the scale of the data: contrasts of the basis. */
static void fill(sw_estimate *coefficient, const logit *l,
                 const double *covariance, double level)
{
    size_t p = l->fit->p;
    for (size_t j = 0; j < p; j++) {
        const double *c = l->fit->contrast + j * p;
        double estimate = 0.0;
        for (size_t a = 0; a < p; a++)
            estimate += c[a] * l->b[a] * l->scale;
        double variance =
            sw_bilinear(c, covariance, c, p) * l->scale * l->scale;
        coefficient[j] = sw_estimate_by_normal(estimate, variance, level);
    }
}

sw_status sw_stats_logit(sw_estimate *coefficient, double *log_likelihood_out,
                         const sw_regression *m, sw_error *err)
{
    sw_status st = check(m, err);
    if (st != SW_OK)
        return st;
    double *block = NULL, value = 0.0;
    sw_linear_fit fit;
    sw_row_groups groups = {0};
    st = sw_linear_fit_init(&fit, m, err);
    if (st == SW_OK)
        st = sw_row_groups_init(
            &groups, &(sw_row_columns){m->y, NULL, m->x, m->n, m->k}, err);
    size_t p = fit.p;
    if (st == SW_OK && (block = calloc(p + 2 * p * p, sizeof *block)) == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st != SW_OK)
        goto cleanup;
    double *b = block, *factor = block + p, *covariance = factor + p * p;
    logit l = {&fit, &groups, m->y, sqrt((double)m->n), b};
    st = sw_newton(b, factor, &value, p, log_likelihood, &l, err);
    if (st != SW_OK)
        goto cleanup;
    sw_likelihood known = {
        p,         m->n, factor, m->vcov == SW_VCOV_CR1 ? m->cluster : NULL,
        row_score, &l};
    st = sw_likelihood_covariance(covariance, &known, err);
    if (st != SW_OK)
        goto cleanup;
    fill(coefficient, &l, covariance, m->level);
    *log_likelihood_out = value;

cleanup:
    free(block);
    sw_row_groups_clear(&groups);
    sw_linear_fit_clear(&fit);
    return st;
}
