/* Linear regression: checks, the choice of covariance, the estimates. */
#include <math.h>
#include <stdlib.h>

#include "seatworth/stats_models.h"
#include "stats/check.h"
#include "stats/large_fit.h"
#include "stats/linear_fit.h"
#include "stats/scale.h"

static sw_status check_weights(const sw_regression *m, sw_error *err)
{
    for (size_t i = 0; m->weights != NULL && i < m->n; i++)
        if (!(m->weights[i] > 0.0 && isfinite(m->weights[i])))
            return sw_fail(err, SW_EDOMAIN,
                           "weights[%zu] is not finite and above 0", i);
    return SW_OK;
}

static sw_status check_model(const sw_regression *m, sw_error *err)
{
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){m->y, m->n}, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st == SW_OK)
        st = check_weights(m, err);
    bool by_cluster = m->vcov == SW_VCOV_CR1 || m->vcov == SW_VCOV_CR2;
    if (st == SW_OK && by_cluster && m->cluster == NULL)
        st = sw_fail(err, SW_EDOMAIN, "CR1 and CR2 need clusters");
    return st;
}

static double quadratic(const double *c, const double *v, size_t p)
{
    double sum = 0.0;
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            sum += c[a] * v[a * p + b] * c[b];
    return sum;
}

static sw_status covariance(double *v, double *df, const sw_linear_fit *fit,
                            const sw_regression *m, sw_error *err)
{
    if (m->vcov == SW_VCOV_CR1 || m->vcov == SW_VCOV_CR2)
        return sw_vcov_by_cluster(v, df, fit, m->cluster, m->weights != NULL,
                                  m->vcov, err);
    sw_vcov_by_row(v, df, fit, m->vcov);
    return SW_OK;
}

/* The fit, and the covariance of its theta: by products of many rows, else in
 * the orthonormal basis. */
static sw_status fit_model(sw_linear_fit *fit, double *v, double *df,
                           const sw_regression *m, sw_error *err)
{
    bool done = false;
    sw_status st = sw_large_ols(fit, v, df, &done, m, err);
    if (st != SW_OK || done)
        return st;
    sw_linear_fit_clear(fit);
    st = sw_linear_fit_init(fit, m, err);
    return st == SW_OK ? covariance(v, df, fit, m, err) : st;
}

/* In the orthonormal basis the explained part is the square of theta. */
static sw_fit_summary summarise(const sw_linear_fit *fit)
{
    double explained = 0.0, df = (double)(fit->n - fit->p);
    for (size_t j = 0; j < fit->p; j++)
        explained += fit->theta[j] * fit->theta[j];
    double total = explained + fit->rss;
    return (sw_fit_summary){.residual_sd = sqrt(fit->rss / df),
                            .r_squared = total > 0.0 ? explained / total : NAN,
                            .df = df};
}

static sw_status estimate(sw_estimate *coefficient, sw_fit_summary *summary,
                          const sw_regression *model, sw_error *err)
{
    sw_status st;
    size_t p = model->k + (model->no_intercept ? 0 : 1);
    sw_linear_fit fit = {0};
    double *v = calloc(p * p + 1, sizeof *v), *df = calloc(p + 1, sizeof *df);
    if (v == NULL || df == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    st = fit_model(&fit, v, df, model, err);
    if (st != SW_OK)
        goto cleanup;
    for (size_t j = 0; j < p; j++) {
        double variance = quadratic(fit.contrast + j * p, v, p);
        bool known = variance > 0.0 && fit.rss > 0.0;
        sw_estimate e = {.estimate = fit.coefficient[j],
                         .df = df[j],
                         .se = isnan(df[j]) ? NAN
                               : known      ? sqrt(variance)
                                            : 0.0,
                         .effect_size = NAN};
        sw_estimate_by_t(&e, model->level);
        coefficient[j] = e;
    }
    if (summary != NULL)
        *summary = summarise(&fit);

cleanup:
    free(v);
    free(df);
    sw_linear_fit_clear(&fit);
    return st;
}

/* Exponents of y and of the columns of x, of[k] and of[0 to k - 1]; whether any
 * of them is far from 1. */
static bool find_exponents(int *of, double *largest, const sw_regression *m)
{
    bool far = false;
    for (size_t i = 0; i < m->n; i++)
        for (size_t j = 0; j < m->k; j++)
            largest[j] = fmax(largest[j], fabs(m->x[i * m->k + j]));
    for (size_t j = 0; j < m->k; j++)
        of[j] = sw_exponent_of(&largest[j], 1);
    of[m->k] = sw_exponent_of(m->y, m->n);
    for (size_t j = 0; j <= m->k; j++)
        far = far || of[j] != 0;
    return far;
}

/* y and each column divided by its power of two; the results multiplied. */
static sw_status estimate_scaled(sw_estimate *coefficient,
                                 sw_fit_summary *summary,
                                 const sw_regression *m, const int *of,
                                 sw_error *err)
{
    size_t first = m->no_intercept ? 0 : 1;
    double *y = calloc(m->n * (m->k + 1), sizeof *y);
    if (y == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *x = y + m->n;
    sw_scale_down(y, m->y, m->n, of[m->k]);
    for (size_t i = 0; i < m->n * m->k; i++)
        x[i] = ldexp(m->x[i], -of[i % m->k]);
    sw_regression scaled = *m;
    scaled.y = y;
    scaled.x = x;
    sw_status st = estimate(coefficient, summary, &scaled, err);
    free(y);
    if (st != SW_OK)
        return st;
    if (first == 1)
        sw_scale_estimate_up(&coefficient[0], of[m->k]);
    for (size_t j = 0; j < m->k; j++)
        sw_scale_estimate_up(&coefficient[first + j], of[m->k] - of[j]);
    if (summary != NULL)
        summary->residual_sd = ldexp(summary->residual_sd, of[m->k]);
    return SW_OK;
}

sw_status sw_stats_ols_summary(sw_estimate *coefficient,
                               sw_fit_summary *summary,
                               const sw_regression *model, sw_error *err)
{
    sw_status st = check_model(model, err);
    if (st != SW_OK)
        return st;
    int *of = calloc(model->k + 1, sizeof *of);
    double *largest = calloc(model->k + 1, sizeof *largest);
    if (of == NULL || largest == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else if (find_exponents(of, largest, model))
        st = estimate_scaled(coefficient, summary, model, of, err);
    else
        st = estimate(coefficient, summary, model, err);
    free(of);
    free(largest);
    return st;
}

sw_status sw_stats_ols(sw_estimate *coefficient, const sw_regression *model,
                       sw_error *err)
{
    return sw_stats_ols_summary(coefficient, NULL, model, err);
}
