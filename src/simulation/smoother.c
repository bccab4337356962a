/* smoother.c - the basis, its penalty, and the coordinates of both. */
#include "simulation/smoother.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_bspline.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    ORDER = 4, /* cubic */
    MAX_BREAKS = SW_SMOOTHER_MAX_BASIS - ORDER + 2,
    DRAWS_A_BREAK = 10,
    MAX_GROUPS = 20,  /* distinct values that get means of their own */
    DRAWS_A_GROUP = 5 /* else they are smoothed */
};

/* Keeps the normal equations solvable where an interval is all but empty. */
static const double RIDGE = 1e-11;

static size_t count_distinct(const double *sorted, size_t n)
{
    size_t distinct = 1;
    for (size_t i = 1; i < n; i++)
        distinct += sorted[i] > sorted[i - 1];
    return distinct;
}

static sw_status allocate(sw_smoother *s, sw_error *err)
{
    s->start = calloc(s->n, sizeof *s->start);
    s->basis = calloc(s->n * SW_SMOOTHER_WIDTH, sizeof *s->basis);
    s->penalty = calloc(s->k, sizeof *s->penalty);
    s->map = calloc(s->k * s->k, sizeof *s->map);
    if (s->start == NULL || s->basis == NULL || s->penalty == NULL ||
        s->map == NULL)
        return sw_fail(err, SW_ENOMEM, "regression of %zu draws", s->n);
    return SW_OK;
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* One indicator a distinct value: orthonormal once divided by sqrt(count). */
static sw_status fill_groups(sw_smoother *s, const double *x,
                             const double *sorted, sw_error *err)
{
    double value[MAX_GROUPS];
    size_t count[MAX_GROUPS] = {0}, k = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (i == 0 || sorted[i] > sorted[i - 1])
            value[k++] = sorted[i];
        count[k - 1]++;
    }
    s->k = s->n_free = k;
    sw_status st = allocate(s, err);
    if (st != SW_OK)
        return st;
    for (size_t i = 0; i < s->n; i++) {
        double *place = bsearch(&x[i], value, k, sizeof *value, rising);
        s->start[i] = (size_t)(place - value);
        s->basis[i * SW_SMOOTHER_WIDTH] = 1.0;
    }
    for (size_t j = 0; j < k; j++)
        s->map[j * k + j] = 1.0 / sqrt((double)count[j]);
    return SW_OK;
}

/* Quantiles of x scaled to [0, 1], equal ones once. */
static size_t choose_breaks(double *breaks, const double *sorted, size_t n)
{
    size_t wanted = n / DRAWS_A_BREAK;
    wanted = wanted < 2 ? 2 : wanted > MAX_BREAKS ? MAX_BREAKS : wanted;
    double low = sorted[0], width = sorted[n - 1] - sorted[0];
    size_t k = 0;
    for (size_t j = 0; j < wanted; j++) {
        double q = (sorted[j * (n - 1) / (wanted - 1)] - low) / width;
        if (k == 0 || q > breaks[k - 1])
            breaks[k++] = q;
    }
    return k;
}

static sw_status fill_basis(sw_smoother *s, gsl_bspline_workspace *w,
                            const double *x, const double *sorted,
                            sw_error *err)
{
    double low = sorted[0], width = sorted[s->n - 1] - sorted[0];
    for (size_t i = 0; i < s->n; i++) {
        size_t end;
        gsl_vector_view b =
            gsl_vector_view_array(s->basis + i * SW_SMOOTHER_WIDTH, ORDER);
        double u = fmin(fmax((x[i] - low) / width, 0.0), 1.0);
        if (gsl_bspline_eval_nonzero(u, &b.vector, &s->start[i], &end, w) != 0)
            return sw_fail(err, SW_ENUMERIC, "no spline basis at %g", x[i]);
    }
    return SW_OK;
}

/* Adds weight times the outer product of the second derivatives at u. */
static int add_curvature(gsl_matrix *penalty, gsl_matrix *derivative, double u,
                         double weight, gsl_bspline_workspace *w)
{
    size_t start, end;
    int bad = gsl_bspline_deriv_eval_nonzero(u, 2, derivative, &start, &end, w);
    for (size_t a = 0; bad == 0 && a < ORDER; a++)
        for (size_t b = 0; b < ORDER; b++)
            *gsl_matrix_ptr(penalty, start + a, start + b) +=
                weight * gsl_matrix_get(derivative, a, 2) *
                gsl_matrix_get(derivative, b, 2);
    return bad;
}

/* int g''^2: second derivatives are straight within an interval, so that two
 * Gauss points are exact. */
static sw_status fill_penalty(gsl_matrix *penalty, const double *breaks,
                              size_t n_breaks, gsl_bspline_workspace *w,
                              sw_error *err)
{
    gsl_matrix *derivative = gsl_matrix_alloc(ORDER, 3);
    if (derivative == NULL)
        return sw_fail(err, SW_ENOMEM, "spline penalty");
    int bad = 0;
    for (size_t j = 0; j + 1 < n_breaks; j++) {
        double half = (breaks[j + 1] - breaks[j]) / 2.0;
        double middle = breaks[j] + half, off = half / sqrt(3.0);
        bad |= add_curvature(penalty, derivative, middle - off, half, w);
        bad |= add_curvature(penalty, derivative, middle + off, half, w);
    }
    gsl_matrix_free(derivative);
    return bad == 0 ? SW_OK : sw_fail(err, SW_ENUMERIC, "spline penalty");
}

static void fill_gram(gsl_matrix *gram, const sw_smoother *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const double *b = s->basis + i * SW_SMOOTHER_WIDTH;
        for (size_t a = 0; a < ORDER; a++)
            for (size_t c = 0; c < ORDER; c++)
                *gsl_matrix_ptr(gram, s->start[i] + a, s->start[i] + c) +=
                    b[a] * b[c];
    }
    double trace = 0.0;
    for (size_t j = 0; j < s->k; j++)
        trace += gsl_matrix_get(gram, j, j);
    for (size_t j = 0; j < s->k; j++)
        *gsl_matrix_ptr(gram, j, j) += RIDGE * trace;
}

/* With gram = L L': the eigenvectors U of L^-1 S L^-T make both diagonal. The
 * first two have no curvature. */
static sw_status diagonalise(sw_smoother *s, gsl_matrix *gram,
                             gsl_matrix *penalty, sw_error *err)
{
    gsl_eigen_symmv_workspace *e = gsl_eigen_symmv_alloc(s->k);
    gsl_vector_view value = gsl_vector_view_array(s->penalty, s->k);
    gsl_matrix_view u = gsl_matrix_view_array(s->map, s->k, s->k);
    if (e == NULL)
        return sw_fail(err, SW_ENOMEM, "spline coordinates");
    int bad = gsl_linalg_cholesky_decomp1(gram);
    if (bad == 0) {
        gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1.0,
                       gram, penalty);
        gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1.0,
                       gram, penalty);
        bad = gsl_eigen_symmv(penalty, &value.vector, &u.matrix, e);
    }
    gsl_eigen_symmv_free(e);
    if (bad != 0)
        return sw_fail(err, SW_ENUMERIC, "the parameter allows no regression");
    gsl_eigen_symmv_sort(&value.vector, &u.matrix, GSL_EIGEN_SORT_VAL_ASC);
    gsl_blas_dtrsm(CblasLeft, CblasLower, CblasTrans, CblasNonUnit, 1.0, gram,
                   &u.matrix);
    for (size_t j = 0; j < s->k; j++)
        s->penalty[j] = j < s->n_free ? 0.0 : fmax(s->penalty[j], 0.0);
    return SW_OK;
}

static sw_status fill_spline(sw_smoother *s, const double *x,
                             const double *sorted, sw_error *err)
{
    double breaks[MAX_BREAKS];
    size_t n_breaks = choose_breaks(breaks, sorted, s->n);
    s->k = n_breaks + ORDER - 2;
    s->n_free = 2;
    sw_status st = allocate(s, err);
    if (st != SW_OK)
        return st;
    gsl_vector_view b = gsl_vector_view_array(breaks, n_breaks);
    gsl_bspline_workspace *w = gsl_bspline_alloc(ORDER, n_breaks);
    gsl_matrix *gram = gsl_matrix_calloc(s->k, s->k);
    gsl_matrix *penalty = gsl_matrix_calloc(s->k, s->k);
    if (w == NULL || gram == NULL || penalty == NULL) {
        st = sw_fail(err, SW_ENOMEM, "spline of %zu breaks", n_breaks);
        goto cleanup;
    }
    gsl_bspline_knots(&b.vector, w);
    st = fill_basis(s, w, x, sorted, err);
    if (st == SW_OK)
        st = fill_penalty(penalty, breaks, n_breaks, w, err);
    if (st == SW_OK) {
        fill_gram(gram, s);
        st = diagonalise(s, gram, penalty, err);
    }
cleanup:
    gsl_bspline_free(w);
    gsl_matrix_free(gram);
    gsl_matrix_free(penalty);
    return st;
}

sw_status sw_smoother_init(sw_smoother *s, const double *x, size_t n,
                           sw_error *err)
{
    *s = (sw_smoother){.n = n};
    double *sorted = calloc(n, sizeof *sorted);
    if (sorted == NULL)
        return sw_fail(err, SW_ENOMEM, "%zu draws", n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = x[i];
    gsl_sort(sorted, 1, n);
    size_t distinct = count_distinct(sorted, n);
    bool few = distinct <= ORDER ||
               (distinct <= MAX_GROUPS && n >= DRAWS_A_GROUP * distinct);
    sw_status st =
        few ? fill_groups(s, x, sorted, err) : fill_spline(s, x, sorted, err);
    free(sorted);
    return st;
}

void sw_smoother_clear(sw_smoother *s)
{
    free(s->start);
    free(s->basis);
    free(s->penalty);
    free(s->map);
    *s = (sw_smoother){0};
}
