/*
 * Kenward and Roger's adjustment for two variances.
 *
 * Every V_j has the eigenvalue h_j^-1 = var_residual (1 + n_j r) along 1 and
 * var_residual across it, so the k-th power of its inverse is var^-k (I - d
 * 11') with d = (1 - (1 + n_j r)^-k) / n_j, and all terms follow from the sums
 * s_j.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/mixed_sums.h"
#include "stats/spd.h"

typedef struct terms {
    double *p1, *p2;         /* X'V^-1 G_i V^-1 X, without their sign */
    double *q11, *q12, *q22; /* X'V^-1 G_i V^-1 G_j V^-1 X */
    double k11, k12, k22;    /* tr(V^-1 G_i V^-1 G_j) */
} terms;

static void add_identity(double *m, size_t p, double factor)
{
    for (size_t a = 0; a < p; a++)
        m[a * p + a] += factor;
}

/* phi is left as X'V^-1 X. */
static void take_terms(terms *t, double *phi, const sw_mixed_sums *s,
                       double ratio)
{
    size_t p = s->p;
    add_identity(phi, p, 1.0);
    add_identity(t->p2, p, 1.0);
    add_identity(t->q22, p, 1.0);
    for (size_t j = 0; j < s->groups; j++) {
        const double *q = s->s + j * p;
        double n = s->size[j], h = 1.0 / (1.0 + n * ratio);
        double c = ratio * h; /* (1 - h) / n */
        sw_add_outer(phi, q, p, -c);
        sw_add_outer(t->p1, q, p, h * h);
        sw_add_outer(t->p2, q, p, -c * (1.0 + h));
        sw_add_outer(t->q11, q, p, n * h * h * h);
        sw_add_outer(t->q12, q, p, h * h * h);
        sw_add_outer(t->q22, q, p, -c * (1.0 + h + h * h));
        t->k11 += n * n * h * h;
        t->k12 += n * h * h;
        t->k22 += n - 1.0 + h * h;
    }
}

static void product(double *out, const double *a, const double *b, size_t p)
{
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            out[i * p + j] = 0.0;
            for (size_t k = 0; k < p; k++)
                out[i * p + j] += a[i * p + k] * b[k * p + j];
        }
}

/* tr(a b) for a, b of any shape */
static double trace(const double *a, const double *b, size_t p)
{
    double sum = 0.0;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            sum += a[i * p + j] * b[j * p + i];
    return sum;
}

/* Twice the inverse of the information on the two variances. */
static bool covariance_of_variances(sw_mixed_adjustment *a, const terms *t,
                                    double *f1, double *f2)
{
    size_t p = a->p;
    product(f1, a->phi, t->p1, p);
    product(f2, a->phi, t->p2, p);
    double i11 = t->k11 - 2.0 * trace(a->phi, t->q11, p) + trace(f1, f1, p);
    double i12 = t->k12 - 2.0 * trace(a->phi, t->q12, p) + trace(f1, f2, p);
    double i22 = t->k22 - 2.0 * trace(a->phi, t->q22, p) + trace(f2, f2, p);
    double det = i11 * i22 - i12 * i12;
    if (!(det > 1e-12 * t->k11 * t->k22))
        return false;
    a->w[0] = 2.0 * i22 / det;
    a->w[1] = -2.0 * i12 / det;
    a->w[2] = 2.0 * i11 / det;
    product(a->p1, f1, a->phi, p);
    product(a->p2, f2, a->phi, p);
    return true;
}

/* covariance = phi + 2 phi (sum w_ij (Q_ij - P_i phi P_j)) phi */
static void adjust(sw_mixed_adjustment *a, const terms *t, double *sum,
                   double *work)
{
    size_t p = a->p;
    const double *const left[3] = {t->p1, t->p1, t->p2};
    const double *const middle[3] = {a->p1, a->p2, a->p2};
    const double *const q[3] = {t->q11, t->q12, t->q22};
    memset(sum, 0, p * p * sizeof *sum);
    for (int i = 0; i < 3; i++) {
        /* phi P_i phi P_j phi = phi P_i (phi P_j phi) */
        product(work, left[i], middle[i], p);
        product(a->covariance, a->phi, work, p);
        double times = (i == 1 ? 2.0 : 1.0) * a->w[i];
        for (size_t k = 0; k < p * p; k++)
            sum[k] -= times * a->covariance[k];
        product(work, q[i], a->phi, p);
        product(a->covariance, a->phi, work, p);
        for (size_t k = 0; k < p * p; k++)
            sum[k] += times * a->covariance[k];
    }
    for (size_t k = 0; k < p * p; k++)
        a->covariance[k] = a->phi[k] + 2.0 * sum[k];
}

sw_status sw_mixed_adjust(sw_mixed_adjustment *a, const sw_mixed_sums *s,
                          double ratio, sw_error *err)
{
    size_t p = s->p, size = p * p;
    *a = (sw_mixed_adjustment){.p = p,
                               .block = calloc(11 * size, sizeof *a->block)};
    if (a->block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *m = a->block;
    a->phi = m;
    a->covariance = m + size;
    a->p1 = m + 2 * size;
    a->p2 = m + 3 * size;
    terms t = {.p1 = m + 4 * size,
               .p2 = m + 5 * size,
               .q11 = m + 6 * size,
               .q12 = m + 7 * size,
               .q22 = m + 8 * size};
    double *f1 = m + 9 * size, *f2 = m + 10 * size;
    take_terms(&t, f1, s, ratio);
    if (!sw_spd_factor(f1, p, 1e-14))
        return sw_fail(err, SW_ENUMERIC, "the information is not positive");
    sw_spd_inverse(a->phi, f1, p);
    if (!covariance_of_variances(a, &t, f1, f2))
        return sw_fail(err, SW_ENODATA,
                       "the two variances cannot be told apart");
    adjust(a, &t, f1, f2);
    return SW_OK;
}

void sw_mixed_adjustment_clear(sw_mixed_adjustment *a)
{
    free(a->block);
    *a = (sw_mixed_adjustment){0};
}

/* For one contrast Kenward and Roger's formulas collapse to 2 / A. */
double sw_mixed_df(const sw_mixed_adjustment *a, const double *c)
{
    double whole = sw_bilinear(c, a->phi, c, a->p);
    double d1 = sw_bilinear(c, a->p1, c, a->p) / whole;
    double d2 = sw_bilinear(c, a->p2, c, a->p) / whole;
    return 2.0 /
           (a->w[0] * d1 * d1 + 2.0 * a->w[1] * d1 * d2 + a->w[2] * d2 * d2);
}
