/* One pass over the rows, then everything from the groups. */
#include "stats/mixed_sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster_terms.h"
#include "stats/gram.h"
#include "stats/linear_fit.h"
#include "stats/spd.h"

static bool allocate(sw_mixed_sums *s, size_t groups)
{
    size_t p = s->p;
    s->groups = groups;
    s->size = calloc(groups, sizeof *s->size);
    s->e = calloc(groups, sizeof *s->e);
    s->s = calloc(groups * p, sizeof *s->s);
    s->contrast = calloc(p * p, sizeof *s->contrast);
    s->factor = calloc(p * p, sizeof *s->factor);
    s->work = calloc(p * p, sizeof *s->work);
    s->coefficient = calloc(p, sizeof *s->coefficient);
    s->delta = calloc(p, sizeof *s->delta);
    return s->size && s->e && s->s && s->contrast && s->factor && s->work &&
           s->coefficient && s->delta;
}

/* From the diagonal of the LU factors. */
double sw_mixed_log_det(double *a, size_t p)
{
    double sum = 0.0;
    for (size_t j = 0; j < p; j++) {
        size_t pivot = j;
        for (size_t i = j + 1; i < p; i++)
            if (fabs(a[i * p + j]) > fabs(a[pivot * p + j]))
                pivot = i;
        for (size_t k = 0; k < p; k++) {
            double t = a[j * p + k];
            a[j * p + k] = a[pivot * p + k];
            a[pivot * p + k] = t;
        }
        sum += 2.0 * log(fabs(a[j * p + j]));
        for (size_t i = j + 1; i < p; i++) {
            double share = a[i * p + j] / a[j * p + j];
            for (size_t k = j; k < p; k++)
                a[i * p + k] -= share * a[j * p + k];
        }
    }
    return sum;
}

static void take_sums(sw_mixed_sums *s, const sw_linear_fit *fit,
                      const sw_clusters *c)
{
    size_t p = s->p;
    for (size_t j = 0; j < c->count; j++) {
        for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
            size_t row = c->row[i];
            s->e[j] += fit->residual[row];
            for (size_t a = 0; a < p; a++)
                s->s[j * p + a] += fit->q[row * p + a];
        }
    }
    s->rss = fit->rss;
    memcpy(s->contrast, fit->contrast, p * p * sizeof *s->contrast);
    memcpy(s->coefficient, fit->coefficient, p * sizeof *s->coefficient);
    memcpy(s->work, fit->contrast, p * p * sizeof *s->work);
    s->log_det_contrast = sw_mixed_log_det(s->work, p);
}

/* What n_j >= 2 and the design leave of the groups: information on r at 0. */
static sw_status check_groups(sw_mixed_sums *s, sw_error *err)
{
    if (s->groups < 2)
        return sw_fail(err, SW_ENODATA, "%zu group, at least 2 are needed",
                       s->groups);
    if (!(s->largest > 1.0))
        return sw_fail(err, SW_ENODATA,
                       "every group has one row: the two variances cannot be "
                       "told apart");
    if (!(s->rss > 0.0))
        return sw_fail(err, SW_ENODATA, "the fit is exact");
    double left = (double)s->n;
    for (size_t i = 0; i < s->groups * s->p; i++)
        left -= s->s[i] * s->s[i];
    if (!(left > 1e-9 * (double)s->n))
        return sw_fail(err, SW_ENODATA, "x absorbs the groups");
    return SW_OK;
}

static sw_status take_few(sw_mixed_sums *s, const sw_regression *m,
                          const sw_clusters *c, sw_error *err)
{
    sw_linear_fit fit;
    sw_status st = sw_linear_fit_init(&fit, m, err);
    if (st == SW_OK)
        take_sums(s, &fit, c);
    sw_linear_fit_clear(&fit);
    return st;
}

sw_status sw_mixed_sums_init(sw_mixed_sums *s, const sw_regression *m,
                             sw_error *err)
{
    *s = (sw_mixed_sums){.n = m->n, .p = m->k + (m->no_intercept ? 0 : 1)};
    sw_clusters c = {0};
    bool done = false;
    if (m->n <= s->p || s->p == 0)
        return sw_fail(err, SW_ENODATA, "%zu rows for %zu coefficients", m->n,
                       s->p);
    sw_status st = sw_clusters_init(&c, m->cluster, m->n, err);
    if (st == SW_OK && !allocate(s, c.count))
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < c.count && st == SW_OK; j++) {
        s->size[j] = (double)(c.start[j + 1] - c.start[j]);
        s->largest = fmax(s->largest, s->size[j]);
    }
    if (st == SW_OK && m->n >= SW_GRAM_ROWS)
        st = sw_mixed_take_many(s, &done, m, &c, err);
    if (st == SW_OK && !done)
        st = take_few(s, m, &c, err);
    if (st == SW_OK)
        st = check_groups(s, err);
    sw_clusters_clear(&c);
    return st;
}

void sw_mixed_sums_clear(sw_mixed_sums *s)
{
    free(s->size);
    free(s->e);
    free(s->s);
    free(s->contrast);
    free(s->factor);
    free(s->work);
    free(s->coefficient);
    free(s->delta);
    *s = (sw_mixed_sums){0};
}

bool sw_mixed_at(sw_mixed_state *out, sw_mixed_sums *s, double ratio)
{
    size_t p = s->p;
    double log_size = 0.0, gain = 0.0, rss = s->rss;
    memset(s->factor, 0, p * p * sizeof *s->factor);
    memset(s->delta, 0, p * sizeof *s->delta);
    for (size_t a = 0; a < p; a++)
        s->factor[a * p + a] = 1.0;
    for (size_t j = 0; j < s->groups; j++) {
        const double *q = s->s + j * p;
        double c = ratio / (1.0 + s->size[j] * ratio);
        log_size += log1p(s->size[j] * ratio);
        rss -= c * s->e[j] * s->e[j];
        for (size_t a = 0; a < p; a++) {
            s->delta[a] -= c * q[a] * s->e[j];
            for (size_t b = 0; b <= a; b++)
                s->factor[a * p + b] -= c * q[a] * q[b];
        }
    }
    memcpy(s->work, s->delta, p * sizeof *s->work);
    if (!sw_spd_factor(s->factor, p, 1e-14))
        return false;
    sw_spd_solve(s->factor, s->delta, p);
    for (size_t a = 0; a < p; a++)
        gain += s->work[a] * s->delta[a];
    *out = (sw_mixed_state){.ratio = ratio,
                            .log_size = log_size,
                            .log_det = sw_spd_log_det(s->factor, p),
                            .rss = rss - gain};
    return out->rss > 1e-13 * s->rss;
}

double sw_mixed_slope(sw_mixed_sums *s, const sw_mixed_state *at)
{
    size_t p = s->p;
    double traces = 0.0, squares = 0.0;
    for (size_t j = 0; j < s->groups; j++) {
        const double *q = s->s + j * p;
        double share = 1.0 / (1.0 + s->size[j] * at->ratio);
        double sum = s->e[j], leverage = 0.0;
        memcpy(s->work, q, p * sizeof *s->work);
        sw_spd_solve(s->factor, s->work, p);
        for (size_t a = 0; a < p; a++) {
            sum -= q[a] * s->delta[a];
            leverage += q[a] * s->work[a];
        }
        traces += share * (s->size[j] - share * leverage);
        squares += share * share * sum * sum;
    }
    double rest = (double)(s->n - s->p);
    return (traces - rest * squares / at->rss) * (1.0 + at->ratio * s->largest);
}
