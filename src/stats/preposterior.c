#include "stats/preposterior.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#include "stats/spd.h"

static const double SINGULAR = 1e-14;

/* Column j of a := l^-1 times it. */
static void divide_column(double *a, const double *l, size_t n, size_t j)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            a[i * n + j] -= l[i * n + k] * a[k * n + j];
        a[i * n + j] /= l[i * n + i];
    }
}

static void transpose(double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double x = a[i * n + j];
            a[i * n + j] = a[j * n + i];
            a[j * n + i] = x;
        }
}

/* In place of the symmetric a = Q diag(z) Q': Q diag(sqrt(z / (z + 1))) Q'. */
static void shrink(double *a, size_t n)
{
    gsl_matrix_view m = gsl_matrix_view_array(a, n, n);
    gsl_matrix *q = gsl_matrix_alloc(n, n);
    gsl_vector *z = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(n);
    gsl_eigen_symmv(&m.matrix, z, q, w);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < n; k++) {
                double x = fmax(gsl_vector_get(z, k), 0.0);
                sum += gsl_matrix_get(q, i, k) * gsl_matrix_get(q, j, k) *
                       sqrt(x / (x + 1.0));
            }
            a[i * n + j] = sum;
        }
    gsl_eigen_symmv_free(w);
    gsl_vector_free(z);
    gsl_matrix_free(q);
}

/* a := l a */
static void multiply(double *a, const double *l, size_t n)
{
    for (size_t j = 0; j < n; j++)
        for (size_t i = n; i-- > 0;) {
            double sum = 0.0;
            for (size_t k = 0; k <= i; k++)
                sum += l[i * n + k] * a[k * n + j];
            a[i * n + j] = sum;
        }
}

/* Column j of a := l^-T times it. */
static void divide_transposed(double *a, const double *l, size_t n, size_t j)
{
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            a[i * n + j] -= l[k * n + i] * a[k * n + j];
        a[i * n + j] /= l[i * n + i];
    }
}

bool sw_preposterior(double *a, const double *v, double *u, size_t n)
{
    double *l = u;
    if (!sw_spd_factor(l, n, SINGULAR))
        return false;
    memcpy(a, v, n * n * sizeof *a);
    for (size_t j = 0; j < n; j++)
        divide_column(a, l, n, j);
    transpose(a, n);
    for (size_t j = 0; j < n; j++)
        divide_column(a, l, n, j);
    shrink(a, n);
    multiply(a, l, n);
    transpose(a, n);
    for (size_t j = 0; j < n; j++)
        divide_transposed(a, l, n, j);
    transpose(a, n);
    return true;
}
