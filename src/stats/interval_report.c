/* What one fitted family says: coefficients, mean, and their errors. */
#include "stats/interval_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/cluster_terms.h"

/* One fitted family with what the results are made from. */
typedef struct fitted {
    const sw_interval_model *m;
    const sw_working *w;
    const sw_rows_fit *fit;
    double scale, zero_share;
    double *gradient; /* [p + 1] of the mean over rows in theta */
    double *toward;   /* [p + 1] inverse times gradient */
} fitted;

static double locate(const fitted *f, size_t i)
{
    const double *point = f->w->basis + i * f->w->p;
    double location = 0.0;
    for (size_t a = 0; a < f->w->p; a++)
        location += point[a] * f->fit->theta[a];
    return location;
}

/* The mean over all answers, its gradient, and the mean that is cut off. */
static double average(const fitted *f, double *restricted)
{
    size_t p = f->w->p;
    sw_sum mean = {0}, cut = {0};
    memset(f->gradient, 0, (p + 1) * sizeof *f->gradient);
    for (size_t i = 0; i < f->w->n; i++) {
        double location = locate(f, i), g[2];
        double share = f->w->count[i] / (double)f->m->n;
        sw_family family = f->fit->family;
        sw_sum_add(&mean, share * sw_family_mean(family, location, f->scale));
        sw_sum_add(&cut, share * sw_family_restricted_mean(
                                     family, location, f->scale, f->m->cap));
        sw_family_mean_gradient(g, family, location, f->scale);
        for (size_t a = 0; a < p; a++)
            f->gradient[a] += share * g[0] * f->w->basis[i * p + a];
        f->gradient[p] += share * g[1];
    }
    *restricted = sw_sum_value(&cut);
    return sw_sum_value(&mean);
}

static void apply_inverse(double *out, const sw_rows_fit *fit,
                          const double *direction, size_t size)
{
    for (size_t a = 0; a < size; a++) {
        out[a] = 0.0;
        for (size_t b = 0; b < size; b++)
            out[a] += fit->inverse[a * size + b] * direction[b];
    }
}

/* Influence of an answer of modelled kind i on the combination that `toward`
 * stands for: its score through the inverse Hessian. */
static double influence(const fitted *f, size_t i)
{
    size_t p = f->w->p;
    double along = 0.0;
    for (size_t a = 0; a < p; a++)
        along += f->w->basis[i * p + a] * f->toward[a];
    sw_row_terms t = sw_row_terms_at(f->fit->family, locate(f, i), f->scale,
                                     f->w->lower[i], f->w->upper[i]);
    return t.d[0] * along + t.d[1] * f->toward[p];
}

/* Sum over clusters of squared sums of the influences by kind of answer, factor
 * G/(G-1). */
static sw_status cluster_variance(double *variance, double *df, const fitted *f,
                                  const double *influences, sw_error *err)
{
    sw_clusters c;
    sw_status st = sw_clusters_init(&c, f->m->cluster, f->m->n, err);
    if (st != SW_OK)
        return st;
    double sum = 0.0, groups = (double)c.count;
    for (size_t j = 0; j < c.count; j++) {
        double total = 0.0;
        for (size_t i = c.start[j]; i < c.start[j + 1]; i++)
            total += influences[f->w->of[c.row[i]]];
        sum += total * total;
    }
    if (c.count < 2)
        st = sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                     c.count);
    *variance = sum * groups / (groups - 1.0);
    *df = groups - 1.0;
    sw_clusters_clear(&c);
    return st;
}

/* The variance of factor * gradient'theta, plus, for the mean, that of the
 * share of zeros times `zero_weight`. */
static sw_status variance_of(double *variance, double *df, const fitted *f,
                             const double *gradient, double factor,
                             double zero_weight, sw_error *err)
{
    size_t size = f->w->p + 1;
    apply_inverse(f->toward, f->fit, gradient, size);
    double n = (double)f->m->n, p0 = f->zero_share;
    if (f->m->cluster == NULL) {
        double sum = 0.0;
        for (size_t a = 0; a < size; a++)
            sum += gradient[a] * f->toward[a];
        *variance = factor * factor * sum +
                    zero_weight * zero_weight * p0 * (1.0 - p0) / n;
        return SW_OK;
    }
    double *influences = calloc(f->w->n, sizeof *influences);
    if (influences == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < f->w->n; i++)
        influences[i] = i < f->w->rows.n
                            ? factor * influence(f, i) + zero_weight * p0 / n
                            : zero_weight * (p0 - 1.0) / n;
    sw_status st = cluster_variance(variance, df, f, influences, err);
    free(influences);
    return st;
}

static sw_status fill_one(sw_estimate *e, const fitted *f, double value,
                          const double *gradient, sw_error *err)
{
    double variance = NAN, df = INFINITY;
    sw_status st = variance_of(&variance, &df, f, gradient, 1.0, 0.0, err);
    if (st != SW_OK)
        return st;
    *e = (sw_estimate){
        .estimate = value, .se = sqrt(variance), .df = df, .effect_size = NAN};
    sw_stats_direct(e, 0.0, SW_TWO_SIDED, f->m->level);
    return SW_OK;
}

static sw_status fill_coefficients(sw_estimate *coefficient,
                                   sw_estimate *log_scale, const fitted *f,
                                   sw_error *err)
{
    size_t p = f->w->p;
    double *g = f->gradient;
    sw_status st = SW_OK;
    for (size_t j = 0; j < p && st == SW_OK; j++) {
        const double *c = f->w->design.contrast + j * p;
        double value = 0.0;
        for (size_t a = 0; a < p; a++)
            value += c[a] * f->fit->theta[a];
        memcpy(g, c, p * sizeof *g);
        g[p] = 0.0;
        st = fill_one(&coefficient[j], f, value, g, err);
    }
    if (st != SW_OK)
        return st;
    memset(g, 0, p * sizeof *g);
    g[p] = 1.0;
    return fill_one(log_scale, f, f->fit->theta[p], g, err);
}

static sw_status fill_mean(sw_interval_result *r, const fitted *f,
                           sw_error *err)
{
    double restricted, mean = average(f, &restricted), p0 = f->zero_share;
    double variance = NAN, df = (double)f->m->n - 1.0;
    sw_status st =
        variance_of(&variance, &df, f, f->gradient, 1.0 - p0, mean, err);
    if (st != SW_OK)
        return st;
    r->restricted_mean = (1.0 - p0) * restricted;
    r->mean = (sw_estimate){.estimate = (1.0 - p0) * mean,
                            .se = sqrt(variance),
                            .df = df,
                            .effect_size = NAN};
    sw_stats_direct(&r->mean, 0.0, SW_TWO_SIDED, f->m->level);
    return SW_OK;
}

/* The zeros' part of the likelihood. */
static double hurdle_part(const sw_interval_result *r, size_t n)
{
    double p = r->zero_share;
    if (r->n_zero == 0)
        return 0.0;
    return (double)r->n_zero * log(p) + (double)(n - r->n_zero) * log1p(-p);
}

double sw_interval_aic(const sw_interval_result *r, const sw_interval_model *m,
                       double log_likelihood)
{
    double parameters = (double)m->k + 2.0 + (r->n_zero > 0 ? 1.0 : 0.0);
    return 2.0 * parameters - 2.0 * (log_likelihood + hurdle_part(r, m->n));
}

sw_status sw_interval_report(sw_estimate *coefficient, sw_interval_result *r,
                             const sw_working *w, const sw_interval_model *m,
                             const sw_rows_fit *fit, bool best, sw_error *err)
{
    size_t p = w->p;
    fitted f = {.m = m,
                .w = w,
                .fit = fit,
                .scale = exp(fit->theta[p]),
                .zero_share = r->zero_share,
                .gradient = calloc(p + 1, sizeof *f.gradient),
                .toward = calloc(p + 1, sizeof *f.toward)};
    sw_status st = SW_OK;
    if (!f.gradient || !f.toward) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else if (!best) {
        double restricted;
        r->family_mean[fit->family] =
            (1.0 - r->zero_share) * average(&f, &restricted);
    } else {
        r->family = fit->family;
        r->scale = f.scale;
        r->log_likelihood = fit->log_likelihood + hurdle_part(r, m->n);
        r->aic = sw_interval_aic(r, m, fit->log_likelihood);
        st = fill_mean(r, &f, err);
        if (st == SW_OK)
            st = fill_coefficients(coefficient, &r->log_scale, &f, err);
    }
    free(f.gradient);
    free(f.toward);
    return st;
}
