/* Linear regression: checks, the choice of covariance, the estimates. */
#include <math.h>
#include <stdlib.h>

#include "seatworth/stats_models.h"
#include "stats/check.h"
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
    sw_vcov_by_row(v, fit, m->vcov);
    for (size_t j = 0; j < fit->p; j++)
        df[j] = (double)(fit->n - fit->p);
    return SW_OK;
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
    double *v = NULL, *df = NULL;
    sw_linear_fit fit;
    st = sw_linear_fit_init(&fit, model, err);
    if (st != SW_OK)
        goto cleanup;
    size_t p = fit.p;
    v = calloc(p * p, sizeof *v);
    df = calloc(p, sizeof *df);
    if (v == NULL || df == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    st = covariance(v, df, &fit, model, err);
    if (st != SW_OK)
        goto cleanup;
    for (size_t j = 0; j < p; j++) {
        double variance = quadratic(fit.contrast + j * p, v, p);
        bool known = variance > 0.0 && fit.rss > 0.0;
        sw_estimate e = {.estimate = fit.coefficient[j],
                         .df = df[j],
                         .se = known ? sqrt(variance) : 0.0,
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

/* Whether y or a column of x is far from 1. */
static bool is_far(const sw_regression *m)
{
    if (sw_exponent_of(m->y, m->n, 1) != 0)
        return true;
    for (size_t j = 0; j < m->k; j++)
        if (sw_exponent_of(m->x + j, m->n, m->k) != 0)
            return true;
    return false;
}

/* Divides y and each column by a power of two, and undoes it. */
static sw_status estimate_scaled(sw_estimate *coefficient,
                                 sw_fit_summary *summary,
                                 const sw_regression *m, double *room,
                                 sw_error *err)
{
    double *y = room, *x = room + m->n;
    int of_y = sw_exponent_of(m->y, m->n, 1);
    sw_scale_down(y, m->y, m->n, of_y);
    for (size_t j = 0; j < m->k; j++) {
        int of_x = sw_exponent_of(m->x + j, m->n, m->k);
        for (size_t i = 0; i < m->n; i++)
            x[i * m->k + j] = ldexp(m->x[i * m->k + j], -of_x);
    }
    sw_regression scaled = *m;
    scaled.y = y;
    scaled.x = x;
    sw_status st = estimate(coefficient, summary, &scaled, err);
    if (st != SW_OK)
        return st;
    size_t first = m->no_intercept ? 0 : 1;
    if (first == 1)
        sw_scale_estimate_up(&coefficient[0], of_y);
    for (size_t j = 0; j < m->k; j++)
        sw_scale_estimate_up(&coefficient[first + j],
                             of_y - sw_exponent_of(m->x + j, m->n, m->k));
    if (summary != NULL)
        summary->residual_sd = ldexp(summary->residual_sd, of_y);
    return SW_OK;
}

sw_status sw_stats_ols_summary(sw_estimate *coefficient,
                               sw_fit_summary *summary,
                               const sw_regression *model, sw_error *err)
{
    sw_status st = check_model(model, err);
    if (st != SW_OK)
        return st;
    if (!is_far(model))
        return estimate(coefficient, summary, model, err);
    double *room = calloc(model->n * (model->k + 1), sizeof *room);
    if (room == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    st = estimate_scaled(coefficient, summary, model, room, err);
    free(room);
    return st;
}

sw_status sw_stats_ols(sw_estimate *coefficient, const sw_regression *model,
                       sw_error *err)
{
    return sw_stats_ols_summary(coefficient, NULL, model, err);
}
