/*
 * Cluster-robust covariances.
 *
 * Source: Bell & McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky
 * & Tipton (2018), J. Business & Economic Statistics 36, 672-683. In the basis
 * Q the adjustment A_j = (I - Q_j Q_j')^(-1/2) needs p x p matrices only:
 * A_j Q_j = Q_j (I - Q_j' Q_j)^(-1/2), which follows from the singular value
 * decomposition of Q_j. With weights, where the fit's residual is no longer an
 * orthogonal projection, the n_j x n_j root is taken.
 */
#include <math.h>
#include <stdlib.h>

#include "stats/cluster_terms.h"
#include "stats/linear_fit.h"

typedef struct label {
    size_t cluster, row;
} label;

static int by_label(const void *a, const void *b)
{
    const label *x = a, *y = b;
    if (x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void sw_clusters_clear(sw_clusters *c)
{
    free(c->row);
    free(c->start);
    *c = (sw_clusters){0};
}

sw_status sw_clusters_init(sw_clusters *out, const size_t *cluster, size_t n,
                           sw_error *err)
{
    *out = (sw_clusters){0};
    label *labels = calloc(n, sizeof *labels);
    sw_clusters c = {.row = calloc(n, sizeof *c.row),
                     .start = calloc(n + 1, sizeof *c.start)};
    if (labels == NULL || c.row == NULL || c.start == NULL) {
        free(labels);
        sw_clusters_clear(&c);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < n; i++)
        labels[i] = (label){cluster[i], i};
    qsort(labels, n, sizeof *labels, by_label);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || labels[i].cluster != labels[i - 1].cluster)
            c.start[c.count++] = i;
        c.row[i] = labels[i].row;
    }
    c.start[c.count] = n;
    free(labels);
    *out = c;
    return SW_OK;
}

/* score = Q_j' e_j */
static void plain_score(double *score, const sw_linear_fit *fit,
                        const sw_clusters *c, size_t j)
{
    for (size_t a = 0; a < fit->p; a++)
        score[a] = 0.0;
    for (size_t i = c->start[j]; i < c->start[j + 1]; i++)
        for (size_t a = 0; a < fit->p; a++)
            score[a] +=
                fit->q[c->row[i] * fit->p + a] * fit->residual[c->row[i]];
}

static void add_outer(double *v, const double *score, size_t p, double factor)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            v[a * p + b] += factor * score[a] * score[b];
}

/* Stata's factor G/(G-1) (N-1)/(N-p). */
static sw_status cr1(double *v, double *df, const sw_linear_fit *fit,
                     const sw_clusters *c, sw_error *err)
{
    double groups = (double)c->count, n = (double)fit->n;
    double factor = groups / (groups - 1.0) * (n - 1.0) / (n - (double)fit->p);
    double *score = calloc(fit->p, sizeof *score);
    if (score == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < c->count; j++) {
        plain_score(score, fit, c, j);
        add_outer(v, score, fit->p, factor);
    }
    for (size_t a = 0; a < fit->p; a++)
        df[a] = groups - 1.0;
    free(score);
    return SW_OK;
}

static double dot(const double *a, const double *b, size_t p)
{
    double sum = 0.0;
    for (size_t i = 0; i < p; i++)
        sum += a[i] * b[i];
    return sum;
}

static void times(double *out, const double *m, const double *c, size_t p)
{
    for (size_t a = 0; a < p; a++)
        out[a] = dot(m + a * p, c, p);
}

/* df = tr(P)^2 / sum(P_ij^2) for the contrast c, where P_ij = p_i' p_j is
 * -a_i'b_j - b_i'a_j + a_i'S a_j off the diagonal. `work` has 3 p a cluster. */
static double satterthwaite(const sw_cluster_terms *t, const double *c,
                            double *work)
{
    size_t p = t->p;
    double trace = 0.0, squares = 0.0;
    for (size_t j = 0; j < t->count; j++) {
        double *a = work + 3 * p * j;
        times(a, t->a + j * p * p, c, p);
        times(a + p, t->b + j * p * p, c, p);
        times(a + 2 * p, t->s, a, p);
        double diagonal = 0.0;
        for (size_t r = 0; r < p; r++)
            diagonal += c[r] * dot(t->d + j * p * p + r * p, c, p);
        trace += diagonal;
        squares += diagonal * diagonal;
        for (size_t i = 0; i < j; i++) {
            const double *other = work + 3 * p * i;
            double off = dot(other, a + 2 * p, p) - dot(other, a + p, p) -
                         dot(other + p, a, p);
            squares += 2.0 * off * off;
        }
    }
    return trace * trace / squares;
}

static sw_status cr2(double *v, double *df, const sw_linear_fit *fit,
                     const sw_clusters *c, bool weighted, sw_error *err)
{
    size_t p = fit->p;
    double *work = NULL;
    sw_cluster_terms t;
    sw_status st = sw_cluster_terms_init(&t, fit, c, weighted, err);
    if (st != SW_OK)
        goto cleanup;
    work = calloc(3 * p * c->count, sizeof *work);
    if (work == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    for (size_t j = 0; j < c->count; j++)
        add_outer(v, t.score + j * p, p, 1.0);
    for (size_t j = 0; j < p; j++)
        df[j] = satterthwaite(&t, fit->contrast + j * p, work);

cleanup:
    free(work);
    sw_cluster_terms_clear(&t);
    return st;
}

sw_status sw_vcov_by_cluster(double *v, double *df, const sw_linear_fit *fit,
                             const size_t *cluster, bool weighted, sw_vcov kind,
                             sw_error *err)
{
    sw_clusters c;
    sw_status st = sw_clusters_init(&c, cluster, fit->n, err);
    if (st != SW_OK)
        return st;
    for (size_t a = 0; a < fit->p * fit->p; a++)
        v[a] = 0.0;
    if (c.count < 2)
        st = sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                     c.count);
    else if (kind == SW_VCOV_CR1)
        st = cr1(v, df, fit, &c, err);
    else
        st = cr2(v, df, fit, &c, weighted, err);
    sw_clusters_clear(&c);
    return st;
}
