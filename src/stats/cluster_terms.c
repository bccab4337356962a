/* Each cluster's part of CR2, by eigenvalues. */
#include "stats/cluster_terms.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>

#include "stats/spd.h"

/* Eigenvalues of the residual's covariance below this are 0: the coefficients
 * absorb that direction of the cluster, and the pseudo-inverse leaves it out.
 */
static const double ABSORBED = 1e-12;

/* A symmetric eigenproblem of one size, with its storage. */
typedef struct eigen {
    gsl_matrix *m, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *work;
} eigen;

static void eigen_clear(eigen *e)
{
    gsl_matrix_free(e->m);
    gsl_matrix_free(e->vectors);
    gsl_vector_free(e->values);
    gsl_eigen_symmv_free(e->work);
    *e = (eigen){0};
}

static sw_status eigen_init(eigen *e, size_t size, sw_error *err)
{
    *e = (eigen){gsl_matrix_calloc(size, size), gsl_matrix_calloc(size, size),
                 gsl_vector_calloc(size), gsl_eigen_symmv_alloc(size)};
    if (e->m && e->vectors && e->values && e->work)
        return SW_OK;
    eigen_clear(e);
    return sw_fail(err, SW_ENOMEM, "out of memory");
}

static sw_status eigen_solve(eigen *e, sw_error *err)
{
    if (gsl_eigen_symmv(e->m, e->values, e->vectors, e->work) != 0)
        return sw_fail(err, SW_ENUMERIC,
                       "no eigenvalues for the adjustment of a cluster");
    return SW_OK;
}

/* Q_j'Q_j has eigenvalues s^2, A_j Q_j v = Q_j v / sqrt(1 - s^2). d keeps
 * p_j'p_j = s^2 (v'c)^2, in which 1 - s^2 has cancelled. */
static sw_status plain_terms(sw_cluster_terms *t, const sw_cluster_sums *sums,
                             size_t j, eigen *e, double *v, sw_error *err)
{
    size_t p = t->p, size = p * p;
    const double *score = sums->score + j * p;
    gsl_matrix_const_view products =
        gsl_matrix_const_view_array(sums->products + j * size, p, p);
    gsl_matrix_memcpy(e->m, &products.matrix);
    sw_status st = eigen_solve(e, err);
    if (st != SW_OK)
        return st;
    for (size_t k = 0; k < p; k++) {
        double square = gsl_vector_get(e->values, k), slack = 1.0 - square;
        double root = 1.0 / sqrt(slack), along = 0.0;
        for (size_t a = 0; a < p; a++) {
            v[a] = gsl_matrix_get(e->vectors, a, k);
            along += v[a] * score[a];
        }
        if (slack < ABSORBED) {
            sw_add_outer(t->exact, v, p, square);
            continue;
        }
        for (size_t a = 0; a < p; a++)
            t->score[j * p + a] += root * along * v[a];
        sw_add_outer(t->a + j * size, v, p, square * root);
        sw_add_outer(t->d + j * size, v, p, square);
    }
    return SW_OK;
}

/* m = [(I - H)(I - H)']_jj = I - Z Y' - Y Z' + Z S Z'. */
static void residual_covariance(gsl_matrix *m, const gsl_matrix *z,
                                const gsl_matrix *y, const gsl_matrix *zs)
{
    gsl_matrix_set_identity(m);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1.0, z, y, 1.0, m);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1.0, y, z, 1.0, m);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1.0, zs, z, 1.0, m);
}

/* The terms of one eigenvector v of that matrix, with z_v = Z'v, y_v = Y'v. */
static void add_direction(sw_cluster_terms *t, size_t j, const double *zv,
                          const double *yv, double root, double residual)
{
    size_t p = t->p;
    for (size_t a = 0; a < p; a++) {
        t->score[j * p + a] += root * residual * yv[a];
        for (size_t b = 0; b < p; b++) {
            size_t at = j * p * p + a * p + b;
            t->a[at] += root * zv[a] * yv[b];
            t->b[at] += root * yv[a] * yv[b];
            t->d[at] += yv[a] * yv[b];
        }
    }
}

static void add_directions(sw_cluster_terms *t, const sw_linear_fit *fit,
                           const sw_clusters *c, size_t j, const eigen *e,
                           const gsl_matrix *z, const gsl_matrix *y,
                           gsl_matrix *work)
{
    gsl_vector_view zv = gsl_matrix_row(work, 0), yv = gsl_matrix_row(work, 1);
    for (size_t k = 0; k < e->values->size; k++) {
        double value = gsl_vector_get(e->values, k), residual = 0.0;
        gsl_vector_const_view v = gsl_matrix_const_column(e->vectors, k);
        gsl_blas_dgemv(CblasTrans, 1.0, z, &v.vector, 0.0, &zv.vector);
        gsl_blas_dgemv(CblasTrans, 1.0, y, &v.vector, 0.0, &yv.vector);
        if (value < ABSORBED)
            continue;
        for (size_t i = 0; i < v.vector.size; i++) {
            size_t row = c->row[c->start[j] + i];
            residual += gsl_vector_get(&v.vector, i) * fit->residual[row] /
                        fit->root_weight[row];
        }
        add_direction(t, j, zv.vector.data, yv.vector.data, 1.0 / sqrt(value),
                      residual);
    }
}

/* With weights, what is fitted exactly is not what the pseudo-inverse leaves
 * out: it is where Q_j'Q_j has the eigenvalue 1, as without them. */
static sw_status exact_part(sw_cluster_terms *t, const sw_linear_fit *fit,
                            const sw_clusters *c, size_t j, sw_error *err)
{
    size_t p = t->p;
    eigen e;
    sw_status st = eigen_init(&e, p, err);
    if (st != SW_OK)
        return st;
    for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
        gsl_vector_const_view q =
            gsl_vector_const_view_array(fit->q + c->row[i] * p, p);
        gsl_blas_dger(1.0, &q.vector, &q.vector, e.m);
    }
    st = eigen_solve(&e, err);
    for (size_t k = 0; st == SW_OK && k < p; k++) {
        if (!(1.0 - gsl_vector_get(e.values, k) < ABSORBED))
            continue;
        for (size_t a = 0; a < p; a++)
            for (size_t b = 0; b < p; b++)
                t->exact[a * p + b] += gsl_matrix_get(e.vectors, a, k) *
                                       gsl_matrix_get(e.vectors, b, k);
    }
    eigen_clear(&e);
    return st;
}

static sw_status weighted_terms(sw_cluster_terms *t, const sw_linear_fit *fit,
                                const sw_clusters *c, size_t j, sw_error *err)
{
    size_t p = t->p, n = c->start[j + 1] - c->start[j];
    gsl_matrix_const_view s = gsl_matrix_const_view_array(t->s, p, p);
    gsl_matrix *z = gsl_matrix_calloc(n, p), *y = gsl_matrix_calloc(n, p);
    gsl_matrix *zs = gsl_matrix_calloc(n, p), *work = gsl_matrix_calloc(2, p);
    eigen e = {0};
    sw_status st = eigen_init(&e, n, err);
    if (st == SW_OK && !(z && y && zs && work))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st != SW_OK)
        goto cleanup;
    for (size_t i = 0; i < n; i++)
        for (size_t a = 0; a < p; a++) {
            size_t row = c->row[c->start[j] + i];
            double q = fit->q[row * p + a], w = fit->root_weight[row];
            gsl_matrix_set(z, i, a, q / w);
            gsl_matrix_set(y, i, a, q * w);
        }
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, z, &s.matrix, 0.0, zs);
    residual_covariance(e.m, z, y, zs);
    st = eigen_solve(&e, err);
    if (st == SW_OK)
        add_directions(t, fit, c, j, &e, z, y, work);

cleanup:
    eigen_clear(&e);
    gsl_matrix_free(z);
    gsl_matrix_free(y);
    gsl_matrix_free(zs);
    gsl_matrix_free(work);
    return st;
}

static void fill_s(sw_cluster_terms *t, const sw_linear_fit *fit)
{
    for (size_t i = 0; i < fit->n; i++) {
        double w = fit->root_weight[i] * fit->root_weight[i];
        const double *q = fit->q + i * t->p;
        for (size_t a = 0; a < t->p; a++)
            for (size_t b = 0; b < t->p; b++)
                t->s[a * t->p + b] += w * q[a] * q[b];
    }
}

static bool allocate(sw_cluster_terms *t, size_t p, size_t count, bool plain)
{
    size_t size = count * p * p;
    *t = (sw_cluster_terms){.p = p, .count = count};
    t->a = calloc(size, sizeof *t->a);
    t->d = calloc(size, sizeof *t->d);
    t->score = calloc(count * p, sizeof *t->score);
    t->s = calloc(p * p, sizeof *t->s);
    t->exact = calloc(p * p, sizeof *t->exact);
    if (!plain)
        t->b = calloc(size, sizeof *t->b);
    return t->a && t->d && t->score && t->s && t->exact && (plain || t->b);
}

sw_status sw_cluster_terms_weighted(sw_cluster_terms *t,
                                    const sw_linear_fit *fit,
                                    const sw_clusters *c, sw_error *err)
{
    if (!allocate(t, fit->p, c->count, false))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    fill_s(t, fit);
    for (size_t j = 0; j < c->count; j++) {
        sw_status st = weighted_terms(t, fit, c, j, err);
        if (st == SW_OK)
            st = exact_part(t, fit, c, j, err);
        if (st != SW_OK)
            return st;
    }
    return SW_OK;
}

sw_status sw_cluster_terms_plain(sw_cluster_terms *t,
                                 const sw_cluster_sums *sums, sw_error *err)
{
    if (!allocate(t, sums->p, sums->count, true))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t a = 0; a < t->p; a++)
        t->s[a * t->p + a] = 1.0; /* Q'Q */
    eigen e;
    double *v = calloc(t->p, sizeof *v);
    sw_status st = eigen_init(&e, t->p, err);
    if (st == SW_OK && v == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < t->count && st == SW_OK; j++)
        st = plain_terms(t, sums, j, &e, v, err);
    eigen_clear(&e);
    free(v);
    return st;
}

void sw_cluster_terms_clear(sw_cluster_terms *t)
{
    free(t->a);
    free(t->b);
    free(t->d);
    free(t->score);
    free(t->s);
    free(t->exact);
    *t = (sw_cluster_terms){0};
}
