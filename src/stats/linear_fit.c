/* Least squares by a pivoted QR of centred, scaled columns. */
#include "stats/linear_fit.h"

#include <float.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/gram.h"
#include "stats/large_fit.h"

/* A column whose part outside the others is smaller than this share of it is a
 * combination of them: rounding leaves about 1e-16. */
static const double RANK_TOLERANCE = 1e-13;

/* What was taken off the columns of x: value = centre + scale * column. */
typedef struct scaling {
    double *centre, *scale; /* [p]; centre 0 for the intercept */
    double y_centre;
    bool intercept;
} scaling;

static double weighted_centre(const double *v, size_t stride, size_t n,
                              const double *root_weight)
{
    sw_sum sum = {0}, weight = {0};
    for (size_t i = 0; i < n; i++) {
        double w = root_weight[i] * root_weight[i];
        sw_sum_add(&sum, w * v[i * stride]);
        sw_sum_add(&weight, w);
    }
    return sw_sum_value(&sum) / sw_sum_value(&weight);
}

/* Column j of the design, centred, weighted and scaled to length 1. */
static sw_status fill_column(gsl_matrix *z, scaling *s, size_t j,
                             const sw_regression *m, const double *root_weight,
                             sw_error *err)
{
    bool is_intercept = s->intercept && j == 0;
    size_t column = s->intercept ? j - 1 : j;
    double largest = 0.0, squares = 0.0;
    s->centre[j] = 0.0;
    if (s->intercept && !is_intercept)
        s->centre[j] = weighted_centre(m->x + column, m->k, m->n, root_weight);
    for (size_t i = 0; i < m->n; i++) {
        double x = is_intercept ? 1.0 : m->x[i * m->k + column];
        double value = root_weight[i] * (x - s->centre[j]);
        largest = fmax(largest, root_weight[i] * fabs(x));
        squares += value * value;
        gsl_matrix_set(z, i, j, value);
    }
    s->scale[j] = sqrt(squares);
    if (!(s->scale[j] > 1e-15 * sqrt((double)m->n) * largest))
        return sw_fail(err, SW_ENODATA, "column %zu of x is constant", column);
    for (size_t i = 0; i < m->n; i++)
        gsl_matrix_set(z, i, j, gsl_matrix_get(z, i, j) / s->scale[j]);
    return SW_OK;
}

static sw_status check_rank(const gsl_matrix *qr, const gsl_permutation *order,
                            bool intercept, sw_error *err)
{
    for (size_t i = 0; i < qr->size2; i++) {
        if (fabs(gsl_matrix_get(qr, i, i)) > RANK_TOLERANCE)
            continue;
        size_t column = gsl_permutation_get(order, i);
        if (intercept && column == 0)
            return sw_fail(err, SW_ENODATA,
                           "the intercept is a combination of the columns of "
                           "x");
        return sw_fail(err, SW_ENODATA,
                       "column %zu of x is a combination of the others",
                       intercept ? column - 1 : column);
    }
    return SW_OK;
}

/* The first p columns of Q, as rows of fit->q. */
static void unpack_basis(sw_linear_fit *fit, const gsl_matrix *qr,
                         const gsl_vector *tau, gsl_vector *work)
{
    for (size_t j = 0; j < fit->p; j++) {
        gsl_vector_set_basis(work, j);
        gsl_linalg_QR_Qvec(qr, tau, work);
        for (size_t i = 0; i < fit->n; i++)
            fit->q[i * fit->p + j] = gsl_vector_get(work, i);
    }
}

/* theta and the residuals; the second pass takes off what rounding left. */
static void project(sw_linear_fit *fit)
{
    double whole = 0.0, rest = 0.0;
    for (size_t i = 0; i < fit->n; i++)
        whole += fit->residual[i] * fit->residual[i];
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < fit->p; j++) {
            sw_sum dot = {0};
            for (size_t i = 0; i < fit->n; i++)
                sw_sum_add(&dot, fit->q[i * fit->p + j] * fit->residual[i]);
            double part = sw_sum_value(&dot);
            fit->theta[j] += part;
            for (size_t i = 0; i < fit->n; i++)
                fit->residual[i] -= fit->q[i * fit->p + j] * part;
        }
    }
    for (size_t i = 0; i < fit->n; i++)
        rest += fit->residual[i] * fit->residual[i];
    double noise = (double)fit->n * DBL_EPSILON * sqrt(whole);
    fit->rss = rest > noise * noise ? rest : 0.0;
}

/* c_j solves R' c = P' l, where l maps the scaled coefficients to the j-th. */
static void fill_contrasts(sw_linear_fit *fit, const gsl_matrix *qr,
                           const gsl_permutation *order, const scaling *s)
{
    size_t p = fit->p;
    gsl_matrix_const_view r = gsl_matrix_const_submatrix(qr, 0, 0, p, p);
    for (size_t j = 0; j < p; j++) {
        double *c = fit->contrast + j * p;
        for (size_t i = 0; i < p; i++) {
            size_t column = gsl_permutation_get(order, i);
            c[i] = column == j ? 1.0 / s->scale[j] : 0.0;
            if (s->intercept && j == 0 && column > 0)
                c[i] = -s->centre[column] / s->scale[column];
        }
        gsl_vector_view v = gsl_vector_view_array(c, p);
        gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix,
                       &v.vector);
        sw_sum sum = {0};
        if (s->intercept && j == 0)
            sw_sum_add(&sum, s->y_centre);
        for (size_t i = 0; i < p; i++)
            sw_sum_add(&sum, c[i] * fit->theta[i]);
        fit->coefficient[j] = sw_sum_value(&sum);
    }
}

static sw_status decompose(sw_linear_fit *fit, const sw_regression *m,
                           gsl_matrix *z, scaling *s, sw_error *err)
{
    sw_status st = SW_OK;
    for (size_t j = 0; j < fit->p && st == SW_OK; j++)
        st = fill_column(z, s, j, m, fit->root_weight, err);
    if (st != SW_OK)
        return st;

    int sign = 0;
    gsl_vector *tau = gsl_vector_calloc(fit->p);
    gsl_vector *norm = gsl_vector_calloc(fit->p);
    gsl_vector *work = gsl_vector_calloc(fit->n);
    gsl_permutation *order = gsl_permutation_calloc(fit->p);
    if (tau == NULL || norm == NULL || work == NULL || order == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    gsl_linalg_QRPT_decomp(z, tau, order, &sign, norm);
    st = check_rank(z, order, s->intercept, err);
    if (st != SW_OK)
        goto cleanup;
    unpack_basis(fit, z, tau, work);
    project(fit);
    fill_contrasts(fit, z, order, s);

cleanup:
    gsl_vector_free(tau);
    gsl_vector_free(norm);
    gsl_vector_free(work);
    gsl_permutation_free(order);
    return st;
}

static bool allocate(sw_linear_fit *fit, size_t n, size_t p)
{
    *fit = (sw_linear_fit){.n = n, .p = p};
    fit->q = calloc(n * p, sizeof *fit->q);
    fit->residual = calloc(n, sizeof *fit->residual);
    fit->root_weight = calloc(n, sizeof *fit->root_weight);
    fit->theta = calloc(p, sizeof *fit->theta);
    fit->contrast = calloc(p * p, sizeof *fit->contrast);
    fit->coefficient = calloc(p, sizeof *fit->coefficient);
    return fit->q && fit->residual && fit->root_weight && fit->theta &&
           fit->contrast && fit->coefficient;
}

static void take_outcome(sw_linear_fit *fit, const sw_regression *m, scaling *s)
{
    for (size_t i = 0; i < fit->n; i++)
        fit->root_weight[i] = m->weights == NULL ? 1.0 : sqrt(m->weights[i]);
    s->y_centre = 0.0;
    if (s->intercept)
        s->y_centre = weighted_centre(m->y, 1, m->n, fit->root_weight);
    for (size_t i = 0; i < fit->n; i++)
        fit->residual[i] = fit->root_weight[i] * (m->y[i] - s->y_centre);
}

static sw_status fit_by_qr(sw_linear_fit *fit, const sw_regression *m,
                           sw_error *err)
{
    scaling s = {.intercept = !m->no_intercept};
    s.centre = calloc(fit->p, sizeof *s.centre);
    s.scale = calloc(fit->p, sizeof *s.scale);
    gsl_matrix *z = gsl_matrix_calloc(m->n, fit->p);
    sw_status st = SW_OK;
    if (!s.centre || !s.scale || z == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        take_outcome(fit, m, &s);
        st = decompose(fit, m, z, &s, err);
        if (st == SW_OK)
            st = sw_linear_refine(fit, m, err);
    }
    gsl_matrix_free(z);
    free(s.centre);
    free(s.scale);
    return st;
}

sw_status sw_linear_fit_init(sw_linear_fit *fit, const sw_regression *m,
                             sw_error *err)
{
    size_t p = m->k + (m->no_intercept ? 0 : 1);
    bool done = false;
    *fit = (sw_linear_fit){0};
    if (p == 0)
        return sw_fail(err, SW_EDOMAIN, "the model has no coefficient");
    if (m->n <= p)
        return sw_fail(err, SW_ENODATA, "%zu rows for %zu coefficients", m->n,
                       p);
    if (!allocate(fit, m->n, p))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = SW_OK;
    if (m->n >= SW_GRAM_ROWS)
        st = sw_large_fit(fit, &done, m, err);
    return st != SW_OK || done ? st : fit_by_qr(fit, m, err);
}

void sw_linear_fit_clear(sw_linear_fit *fit)
{
    free(fit->q);
    free(fit->residual);
    free(fit->root_weight);
    free(fit->theta);
    free(fit->contrast);
    free(fit->coefficient);
    *fit = (sw_linear_fit){0};
}
