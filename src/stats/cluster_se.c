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
#include "stats/spd.h"

/* Stata's factor G/(G-1) (N-1)/(N-p). */
void sw_vcov_cr1(double *v, double *df, const sw_linear_fit *fit,
                 const sw_cluster_sums *sums)
{
    double groups = (double)sums->count, n = (double)fit->n;
    double factor = groups / (groups - 1.0) * (n - 1.0) / (n - (double)fit->p);
    for (size_t j = 0; j < sums->count; j++)
        sw_add_outer(v, sums->score + j * fit->p, fit->p, factor);
    for (size_t a = 0; a < fit->p; a++)
        df[a] = groups - 1.0;
}

static void times(double *out, const double *m, const double *c, size_t p)
{
    for (size_t a = 0; a < p; a++)
        out[a] = sw_dot(m + a * p, c, p);
}

/* ||K M||^2 in the sense of tr(K M K M), for symmetric K, M of size p. */
static double squared(const double *k, const double *m, size_t p, double *work)
{
    double sum = 0.0;
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            work[a * p + b] = 0.0;
    for (size_t a = 0; a < p; a++)
        for (size_t c = 0; c < p; c++)
            for (size_t b = 0; b < p; b++)
                work[a * p + b] += k[a * p + c] * m[c * p + b];
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            sum += work[a * p + b] * work[b * p + a];
    return sum;
}

/* K with P_ij = x_i'K x_j off the diagonal: x = a and K = S - 2I where b = a,
 * else x = (a, b) and K = (S, -I; -I, 0). */
static void fill_form(double *k, const sw_cluster_terms *t, size_t w)
{
    size_t p = t->p;
    for (size_t a = 0; a < w * w; a++)
        k[a] = 0.0;
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            k[a * w + b] = t->s[a * p + b];
    for (size_t a = 0; a < p; a++) {
        if (t->b == NULL)
            k[a * w + a] -= 2.0;
        else
            k[a * w + p + a] = k[(p + a) * w + a] = -1.0;
    }
}

static double form(const double *m, const double *c, size_t p)
{
    double sum = 0.0;
    for (size_t a = 0; a < p; a++)
        sum += c[a] * sw_dot(m + a * p, c, p);
    return sum;
}

/* df = tr(P)^2 / sum P_ij^2 for the contrast c: the sum over all pairs is
 * tr(K M K M) with M = sum x x', so that no pair is visited. NaN where the
 * contrast rests on what is fitted exactly. */
static double satterthwaite(const sw_cluster_terms *t, const double *c,
                            double *work)
{
    size_t p = t->p, w = t->b == NULL ? p : 2 * p;
    double *x = work, *kx = x + w, *k = kx + w, *m = k + w * w;
    double trace = 0.0, squares = 0.0;
    fill_form(k, t, w);
    for (size_t a = 0; a < w * w; a++)
        m[a] = 0.0;
    for (size_t j = 0; j < t->count; j++) {
        double diagonal = form(t->d + j * p * p, c, p);
        times(x, t->a + j * p * p, c, p);
        if (t->b != NULL)
            times(x + p, t->b + j * p * p, c, p);
        times(kx, k, x, w);
        double of_pair = sw_dot(x, kx, w);
        trace += diagonal;
        squares += (diagonal - of_pair) * (diagonal + of_pair);
        sw_add_outer(m, x, w, 1.0);
    }
    if (sw_rests_on_exact(form(t->exact, c, p), sw_dot(c, c, p)))
        return NAN;
    return trace * trace / (squares + squared(k, m, w, m + w * w));
}

static sw_status finish_cr2(double *v, double *df, const sw_linear_fit *fit,
                            const sw_cluster_terms *t, sw_error *err)
{
    size_t p = fit->p, w = 2 * p;
    double *work = calloc(2 * w + 3 * w * w, sizeof *work);
    if (work == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < t->count; j++)
        sw_add_outer(v, t->score + j * p, p, 1.0);
    for (size_t j = 0; j < p; j++)
        df[j] = satterthwaite(t, fit->contrast + j * p, work);
    free(work);
    return SW_OK;
}

sw_status sw_vcov_cr2(double *v, double *df, const sw_linear_fit *fit,
                      const sw_cluster_sums *sums, sw_error *err)
{
    sw_cluster_terms t;
    sw_status st = sw_cluster_terms_plain(&t, sums, err);
    if (st == SW_OK)
        st = finish_cr2(v, df, fit, &t, err);
    sw_cluster_terms_clear(&t);
    return st;
}

static sw_status weighted_cr2(double *v, double *df, const sw_linear_fit *fit,
                              const sw_clusters *c, sw_error *err)
{
    sw_cluster_terms t;
    sw_status st = sw_cluster_terms_weighted(&t, fit, c, err);
    if (st == SW_OK)
        st = finish_cr2(v, df, fit, &t, err);
    sw_cluster_terms_clear(&t);
    return st;
}

static void fill_sums(sw_cluster_sums *sums, const sw_linear_fit *fit,
                      const sw_clusters *c)
{
    size_t p = fit->p;
    for (size_t j = 0; j < c->count; j++)
        for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
            const double *q = fit->q + c->row[i] * p;
            double e = fit->residual[c->row[i]];
            for (size_t a = 0; a < p; a++)
                sums->score[j * p + a] += q[a] * e;
            if (sums->products != NULL)
                sw_add_outer(sums->products + j * p * p, q, p, 1.0);
        }
}

static sw_status plain(double *v, double *df, const sw_linear_fit *fit,
                       const sw_clusters *c, sw_vcov kind, sw_error *err)
{
    size_t p = fit->p;
    bool cr2 = kind == SW_VCOV_CR2;
    sw_cluster_sums sums = {.p = p, .count = c->count};
    sums.score = calloc(c->count * p, sizeof *sums.score);
    if (cr2)
        sums.products = calloc(c->count * p * p, sizeof *sums.products);
    sw_status st = SW_OK;
    if (sums.score == NULL || (cr2 && sums.products == NULL)) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        fill_sums(&sums, fit, c);
        if (cr2)
            st = sw_vcov_cr2(v, df, fit, &sums, err);
        else
            sw_vcov_cr1(v, df, fit, &sums);
    }
    free(sums.score);
    free(sums.products);
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
    else if (kind == SW_VCOV_CR2 && weighted)
        st = weighted_cr2(v, df, fit, &c, err);
    else
        st = plain(v, df, fit, &c, kind, err);
    sw_clusters_clear(&c);
    return st;
}
