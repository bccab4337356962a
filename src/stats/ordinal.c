/* Proportional odds: Newton on thresholds and coefficients. */
#include "seatworth/stats_regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/likelihood_se.h"
#include "stats/newton.h"
#include "stats/ordinal_design.h"
#include "stats/row_groups.h"
#include "stats/spd.h"

typedef struct ordinal {
    const sw_ordinal_model *m;
    const sw_ordinal_design *design;
    const sw_row_groups *groups; /* equal in category and x */
    size_t cuts;                 /* thresholds, the first parameters */
    const double *b;
} ordinal;

/* One row: log P(category), its slopes in the upper and the lower threshold
 * and minus its curvatures; `across` is that of both. */
typedef struct row_terms {
    double value, upper, lower, curve_upper, curve_lower, across;
} row_terms;

static double logistic(double x)
{
    double e = exp(-fabs(x));
    return x > 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
}

/* log of the logistic function */
static double log_logistic(double x)
{
    return fmin(x, 0.0) - log1p(exp(-fabs(x)));
}

/* F(u) - F(l) = F(u) (1 - F(l)) (1 - exp(l - u)) does not cancel. */
static row_terms terms_of(const ordinal *o, size_t i, const double *b)
{
    size_t c = o->m->category[i];
    double eta = sw_ordinal_predictor(o->design, i, b + o->cuts);
    row_terms t = {0};
    if (c < o->cuts) {
        double u = b[c] - eta;
        t.value += log_logistic(u);
        t.upper = logistic(-u);
        t.curve_upper = logistic(u) * logistic(-u);
    }
    if (c > 0) {
        double l = b[c - 1] - eta;
        t.value += log_logistic(-l);
        t.lower = -logistic(l);
        t.curve_lower = logistic(l) * logistic(-l);
    }
    if (c > 0 && c < o->cuts) {
        double gap = b[c] - b[c - 1];
        double odds = 1.0 / expm1(gap);
        t.value += log(-expm1(-gap));
        t.upper += odds;
        t.lower -= odds;
        t.across = odds * (1.0 + odds);
        t.curve_upper += t.across;
        t.curve_lower += t.across;
    }
    return t;
}

static row_terms times(row_terms t, double count)
{
    return (row_terms){count * t.value,       count * t.upper,
                       count * t.lower,       count * t.curve_upper,
                       count * t.curve_lower, count * t.across};
}

static void add_information(double *information, const ordinal *o, size_t i,
                            const row_terms *t)
{
    size_t p = o->cuts + o->design->k, c = o->m->category[i];
    const double *q = o->design->q + i * o->design->k;
    double both = t->curve_upper + t->curve_lower - 2.0 * t->across;
    if (c < o->cuts)
        information[c * p + c] += t->curve_upper;
    if (c > 0)
        information[(c - 1) * p + c - 1] += t->curve_lower;
    if (c > 0 && c < o->cuts)
        information[c * p + c - 1] -= t->across;
    for (size_t a = 0; a < o->design->k; a++) {
        double *row = information + (o->cuts + a) * p;
        if (c < o->cuts)
            row[c] -= (t->curve_upper - t->across) * q[a];
        if (c > 0)
            row[c - 1] -= (t->curve_lower - t->across) * q[a];
        for (size_t d = 0; d <= a; d++)
            row[o->cuts + d] += both * q[a] * q[d];
    }
}

static void add_score(double *score, const ordinal *o, size_t i,
                      const row_terms *t)
{
    size_t c = o->m->category[i];
    const double *q = o->design->q + i * o->design->k;
    if (c < o->cuts)
        score[c] += t->upper;
    if (c > 0)
        score[c - 1] += t->lower;
    for (size_t a = 0; a < o->design->k; a++)
        score[o->cuts + a] -= (t->upper + t->lower) * q[a];
}

static double log_likelihood(double *gradient, double *information,
                             const double *b, void *ctx)
{
    const ordinal *o = ctx;
    size_t p = o->cuts + o->design->k;
    for (size_t c = 1; c < o->cuts; c++)
        if (!(b[c] > b[c - 1]))
            return -INFINITY;
    sw_sum value = {0};
    memset(gradient, 0, p * sizeof *gradient);
    memset(information, 0, p * p * sizeof *information);
    for (size_t g = 0; g < o->groups->n; g++) {
        size_t i = o->groups->first[g];
        row_terms t = times(terms_of(o, i, b), o->groups->count[g]);
        sw_sum_add(&value, t.value);
        add_score(gradient, o, i, &t);
        add_information(information, o, i, &t);
    }
    return sw_sum_value(&value);
}

static void row_score(double *score, size_t i, void *ctx)
{
    const ordinal *o = ctx;
    row_terms t = terms_of(o, i, o->b);
    memset(score, 0, (o->cuts + o->design->k) * sizeof *score);
    add_score(score, o, i, &t);
}

/* The thresholds that give the shares of the categories. */
static void start(double *b, const sw_ordinal_model *m)
{
    double below = 0.0;
    for (size_t i = 0; i < m->n; i++)
        if (m->category[i] + 1 < m->levels)
            b[m->category[i]] += 1.0;
    for (size_t c = 0; c + 1 < m->levels; c++) {
        below += b[c];
        b[c] = log(below / ((double)m->n - below));
    }
}

/* Each figure is a linear function of the parameters. */
static sw_estimate figure(const double *weight, const ordinal *o,
                          const double *covariance)
{
    size_t p = o->cuts + o->design->k;
    double estimate = 0.0;
    for (size_t a = 0; a < p; a++)
        estimate += weight[a] * o->b[a];
    return sw_estimate_by_normal(
        estimate, sw_bilinear(weight, covariance, weight, p), o->m->level);
}

static void fill(sw_estimate *threshold, sw_estimate *coefficient,
                 const ordinal *o, const double *covariance, double *weight)
{
    size_t p = o->cuts + o->design->k;
    for (size_t c = 0; c < o->cuts; c++) {
        memset(weight, 0, p * sizeof *weight);
        weight[c] = 1.0;
        sw_ordinal_shift(weight + o->cuts, o->design);
        threshold[c] = figure(weight, o, covariance);
    }
    for (size_t j = 0; j < o->design->k; j++) {
        memset(weight, 0, p * sizeof *weight);
        sw_ordinal_contrast(weight + o->cuts, o->design, j);
        coefficient[j] = figure(weight, o, covariance);
    }
}

static sw_status fit_model(sw_estimate *threshold, sw_estimate *coefficient,
                           double *value_out, const sw_ordinal_model *m,
                           const sw_ordinal_design *design,
                           const sw_row_groups *groups, sw_error *err)
{
    size_t cuts = m->levels - 1, p = cuts + m->k;
    double value = 0.0, *block = calloc(2 * p + 2 * p * p, sizeof *block);
    if (block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *b = block, *weight = b + p, *factor = weight + p;
    double *covariance = factor + p * p;
    ordinal o = {m, design, groups, cuts, b};
    start(b, m);
    sw_status st = sw_newton(b, factor, &value, p, log_likelihood, &o, err);
    sw_likelihood known = {p, m->n, factor, m->cluster, row_score, &o};
    if (st == SW_OK)
        st = sw_likelihood_covariance(covariance, &known, err);
    if (st == SW_OK) {
        fill(threshold, coefficient, &o, covariance, weight);
        *value_out = value;
    }
    free(block);
    return st;
}

static sw_status groups_init(sw_row_groups *groups, const sw_ordinal_model *m,
                             sw_error *err)
{
    double *category = calloc(m->n + 1, sizeof *category);
    if (category == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < m->n; i++)
        category[i] = (double)m->category[i];
    sw_row_columns columns = {category, NULL, m->x, m->n, m->k};
    sw_status st = sw_row_groups_init(groups, &columns, err);
    free(category);
    return st;
}

sw_status sw_stats_ordinal(sw_estimate *threshold, sw_estimate *coefficient,
                           double *log_likelihood_out,
                           const sw_ordinal_model *m, sw_error *err)
{
    sw_ordinal_design design;
    sw_row_groups groups = {0};
    sw_status st = sw_ordinal_design_init(&design, m, err);
    if (st == SW_OK)
        st = groups_init(&groups, m, err);
    if (st == SW_OK)
        st = fit_model(threshold, coefficient, log_likelihood_out, m, &design,
                       &groups, err);
    sw_row_groups_clear(&groups);
    sw_ordinal_design_clear(&design);
    return st;
}
