#include "stats/correlation_matrix.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 5000 };

/* Eigenvalues above -GRAIN are those of a correlation matrix with rounding. */
static const double GRAIN = 1e-10;
static const double SAME = 1e-12;
static const double CLOSE = 1e-7; /* what is asked after the last round */
static const double PI = 3.14159265358979323846;

double sw_normal_correlation(double rank)
{
    return 2.0 * sin(PI * rank / 6.0);
}

double sw_rank_correlation(double normal)
{
    return 6.0 / PI * asin(normal / 2.0);
}

typedef struct work {
    gsl_matrix *a, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *eigen;
    double *x, *y, *shifted, *correction; /* [n * n] */
} work;

static void work_clear(work *w)
{
    gsl_matrix_free(w->a);
    gsl_matrix_free(w->vectors);
    gsl_vector_free(w->values);
    gsl_eigen_symmv_free(w->eigen);
    free(w->x);
    free(w->y);
    free(w->shifted);
    free(w->correction);
}

static sw_status work_init(work *w, size_t n, sw_error *err)
{
    *w = (work){.a = gsl_matrix_alloc(n, n),
                .vectors = gsl_matrix_alloc(n, n),
                .values = gsl_vector_alloc(n),
                .eigen = gsl_eigen_symmv_alloc(n),
                .x = calloc(n * n, sizeof(double)),
                .y = calloc(n * n, sizeof(double)),
                .shifted = calloc(n * n, sizeof(double)),
                .correction = calloc(n * n, sizeof(double))};
    if (w->a && w->vectors && w->values && w->eigen && w->x && w->y &&
        w->shifted && w->correction)
        return SW_OK;
    work_clear(w);
    return sw_fail(err, SW_ENOMEM, "correlations of %zu inputs", n);
}

/* Eigenvalues of x; the lowest is returned. */
static double decompose(work *w, const double *x, size_t n)
{
    memcpy(w->a->data, x, n * n * sizeof *x);
    gsl_eigen_symmv(w->a, w->values, w->vectors, w->eigen);
    return gsl_vector_min(w->values);
}

/* x = the part of the decomposed matrix with positive eigenvalues. */
static void keep_positive(double *x, const work *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < n; k++)
                sum += fmax(gsl_vector_get(w->values, k), 0.0) *
                       gsl_matrix_get(w->vectors, i, k) *
                       gsl_matrix_get(w->vectors, j, k);
            x[i * n + j] = sum;
        }
}

/* One projection on each set; the largest change of y is returned. */
static double round_of(work *w, size_t n)
{
    double *x = w->x;
    double moved = 0.0;
    for (size_t i = 0; i < n * n; i++)
        w->shifted[i] = w->y[i] - w->correction[i];
    decompose(w, w->shifted, n);
    keep_positive(x, w, n);
    for (size_t i = 0; i < n * n; i++) {
        double next = i % (n + 1) == 0 ? 1.0 : x[i];
        w->correction[i] = x[i] - w->shifted[i];
        moved = fmax(moved, fabs(next - w->y[i]));
        w->y[i] = next;
    }
    return moved;
}

/* Symmetric, with a unit diagonal, to the last bit. */
static void finish(double *r, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            r[i * n + j] = i == j ? 1.0 : 0.5 * (y[i * n + j] + y[j * n + i]);
}

sw_status sw_nearest_correlation(double *r, size_t n, double *change,
                                 sw_error *err)
{
    *change = 0.0;
    if (n < 2)
        return SW_OK;
    work w;
    sw_status st = work_init(&w, n, err);
    if (st != SW_OK)
        return st;
    memcpy(w.y, r, n * n * sizeof *r);
    bool is_one = decompose(&w, r, n) >= -GRAIN;
    double moved = is_one ? 0.0 : 1.0;
    for (int k = 0; moved > SAME && k < MOST_ROUNDS; k++)
        moved = round_of(&w, n);
    if (moved > CLOSE)
        st = sw_fail(err, SW_ENUMERIC, "no correlation matrix was found");
    if (st == SW_OK && !is_one) {
        for (size_t i = 0; i < n * n; i++)
            *change = fmax(*change, fabs(w.y[i] - r[i]));
        finish(r, w.y, n);
    }
    work_clear(&w);
    return st;
}

void sw_correlation_factor(double *l, const double *r, size_t n)
{
    memset(l, 0, n * n * sizeof *l);
    for (size_t j = 0; j < n; j++) {
        double pivot = r[j * n + j];
        for (size_t k = 0; k < j; k++)
            pivot -= l[j * n + k] * l[j * n + k];
        if (!(pivot > GRAIN))
            continue;
        double root = sqrt(pivot);
        l[j * n + j] = root;
        for (size_t i = j + 1; i < n; i++) {
            double sum = r[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * n + k] * l[j * n + k];
            l[i * n + j] = sum / root;
        }
    }
}
