/* Moments, probabilities and quantiles of an uncertain number. */
#include "stats/distribution.h"

#include <assert.h>
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/same.h"
#include "base/sum.h"
#include "stats/beta_tail.h"
#include "stats/quantile_table.h"

typedef struct beta_shape {
    double a, b;
} beta_shape;

/* Vose's PERT: the mean is (low + 4 mode + high) / 6. */
static beta_shape pert_shape(const sw_distribution *d)
{
    double width = d->p[2] - d->p[0];
    return (beta_shape){1.0 + 4.0 * (d->p[1] - d->p[0]) / width,
                        1.0 + 4.0 * (d->p[2] - d->p[1]) / width};
}

static sw_status check_order(const sw_distribution *d, const char *name,
                             sw_error *err)
{
    if (!(d->p[0] <= d->p[1] && d->p[1] <= d->p[2] && d->p[0] < d->p[2]))
        return sw_fail(err, SW_EDOMAIN,
                       "%s: low %g, mode %g, high %g: they must rise, and low "
                       "must be below high",
                       name, d->p[0], d->p[1], d->p[2]);
    return SW_OK;
}

static sw_status check_mixture(const sw_distribution *d, sw_error *err)
{
    if (d->n == 0 || d->weight == NULL || d->part == NULL)
        return sw_fail(err, SW_EDOMAIN, "mixture: it has no parts");
    for (size_t i = 0; i < d->n; i++) {
        if (!(d->weight[i] > 0.0 && d->weight[i] <= 1.0))
            return sw_fail(err, SW_EDOMAIN,
                           "mixture: weight %g of part %zu is not in (0, 1]",
                           d->weight[i], i);
        if (d->part[i].kind == SW_DIST_MIXTURE)
            return sw_fail(err, SW_EDOMAIN,
                           "mixture: part %zu is itself a mixture", i);
        sw_status st = sw_distribution_check(&d->part[i], err);
        if (st != SW_OK)
            return st;
    }
    double sum = sw_sum_of(d->weight, d->n);
    if (!(fabs(sum - 1.0) <= 1e-9))
        return sw_fail(err, SW_EDOMAIN, "mixture: the weights sum to %.10g",
                       sum);
    return SW_OK;
}

static sw_status check_table(const sw_distribution *d, sw_error *err)
{
    if (d->knots == NULL || !(d->p[1] > 0.0))
        return sw_fail(err, SW_EDOMAIN,
                       "table: it needs quantiles, and an sd above 0");
    for (size_t i = 0; i + 1 < SW_DISTRIBUTION_KNOTS; i++)
        if (!(d->knots[i] <= d->knots[i + 1]))
            return sw_fail(err, SW_EDOMAIN,
                           "table: quantile %zu is above the next", i);
    return SW_OK;
}

static sw_status check_finite(const sw_distribution *d, sw_error *err)
{
    for (int i = 0; i < 3; i++)
        if (!isfinite(d->p[i]))
            return sw_fail(err, SW_EDOMAIN,
                           "distribution: parameter %d is not finite", i + 1);
    return SW_OK;
}

static sw_status require(bool ok, const char *sentence, sw_error *err)
{
    return ok ? SW_OK : sw_fail(err, SW_EDOMAIN, "%s", sentence);
}

sw_status sw_distribution_check(const sw_distribution *d, sw_error *err)
{
    const double *p = d->p;
    sw_status st = check_finite(d, err);
    if (st != SW_OK)
        return st;
    switch (d->kind) {
    case SW_DIST_CONSTANT:
        return SW_OK;
    case SW_DIST_NORMAL:
        return require(p[1] > 0.0, "normal: sd must be above 0", err);
    case SW_DIST_LOGNORMAL:
        return require(p[0] > 0.0 && p[1] > 1.0,
                       "lognormal: median must be above 0 and geometric sd "
                       "above 1",
                       err);
    case SW_DIST_TRIANGULAR:
        return check_order(d, "triangular", err);
    case SW_DIST_PERT:
        return check_order(d, "pert", err);
    case SW_DIST_BETA:
        return require(p[0] > 0.0 && p[1] > 0.0,
                       "beta: a and b must be above 0", err);
    case SW_DIST_UNIFORM:
        return require(p[0] < p[1], "uniform: low must be below high", err);
    case SW_DIST_STUDENT_T:
        return require(p[1] > 0.0 && p[2] > 0.0,
                       "student t: scale and df must be above 0", err);
    case SW_DIST_MIXTURE:
        return check_mixture(d, err);
    case SW_DIST_TABLE:
        return check_table(d, err);
    }
    return sw_fail(err, SW_EDOMAIN, "distribution: unknown kind %d",
                   (int)d->kind);
}

void sw_distribution_clear(sw_distribution *d)
{
    if (d->part != NULL)
        for (size_t i = 0; i < d->n; i++)
            sw_distribution_clear(&d->part[i]);
    free(d->weight);
    free(d->part);
    free(d->knots);
    *d = sw_constant(0.0);
}

static double *copy_of_knots(const double *knots)
{
    double *copy = calloc(SW_DISTRIBUTION_KNOTS, sizeof *copy);
    if (copy != NULL)
        memcpy(copy, knots, SW_DISTRIBUTION_KNOTS * sizeof *copy);
    return copy;
}

sw_status sw_distribution_of_table(sw_distribution *out,
                                   const double knots[SW_DISTRIBUTION_KNOTS],
                                   double mean, double sd)
{
    double *copy = copy_of_knots(knots);
    if (copy == NULL)
        return SW_ENOMEM;
    *out = (sw_distribution){
        .kind = SW_DIST_TABLE, .p = {mean, sd, 0.0}, .knots = copy};
    return SW_OK;
}

sw_status sw_distribution_copy(sw_distribution *out, const sw_distribution *d)
{
    sw_distribution copy = *d;
    copy.weight = NULL;
    copy.part = NULL;
    copy.knots = NULL;
    copy.n = 0;
    if (d->n > 0) {
        copy.weight = calloc(d->n, sizeof *copy.weight);
        copy.part = calloc(d->n, sizeof *copy.part);
        if (copy.weight == NULL || copy.part == NULL) {
            sw_distribution_clear(&copy);
            return SW_ENOMEM;
        }
    }
    for (; copy.n < d->n; copy.n++) {
        copy.weight[copy.n] = d->weight[copy.n];
        if (sw_distribution_copy(&copy.part[copy.n], &d->part[copy.n]) !=
            SW_OK) {
            sw_distribution_clear(&copy);
            return SW_ENOMEM;
        }
    }
    if (d->knots != NULL) { /* without them a copy is as good, and slower */
        copy.knots = copy_of_knots(d->knots);
        if (copy.knots == NULL && d->kind == SW_DIST_TABLE) {
            sw_distribution_clear(&copy);
            return SW_ENOMEM;
        }
    }
    *out = copy;
    return SW_OK;
}

bool sw_distribution_equal(const sw_distribution *a, const sw_distribution *b)
{
    bool equal = a->kind == b->kind && a->n == b->n;
    for (int k = 0; equal && k < 3; k++)
        equal = sw_is_same(a->p[k], b->p[k]);
    for (size_t i = 0; equal && i < a->n; i++)
        equal = sw_is_same(a->weight[i], b->weight[i]) &&
                sw_distribution_equal(&a->part[i], &b->part[i]);
    for (size_t i = 0;
         equal && a->kind == SW_DIST_TABLE && i < SW_DISTRIBUTION_KNOTS; i++)
        equal = sw_is_same(a->knots[i], b->knots[i]);
    return equal;
}

double sw_distribution_mean(const sw_distribution *d)
{
    const double *p = d->p;
    switch (d->kind) {
    case SW_DIST_LOGNORMAL:
        return p[0] * exp(log(p[1]) * log(p[1]) / 2.0);
    case SW_DIST_TRIANGULAR:
        return p[0] + ((p[1] - p[0]) + (p[2] - p[0])) / 3.0;
    case SW_DIST_PERT:
        return p[0] + (4.0 * (p[1] - p[0]) + (p[2] - p[0])) / 6.0;
    case SW_DIST_BETA:
        return p[0] / (p[0] + p[1]);
    case SW_DIST_UNIFORM:
        return p[0] + (p[1] - p[0]) / 2.0;
    case SW_DIST_MIXTURE: {
        sw_sum sum = {0};
        for (size_t i = 0; i < d->n; i++)
            sw_sum_add(&sum, d->weight[i] * sw_distribution_mean(&d->part[i]));
        return sw_sum_value(&sum);
    }
    case SW_DIST_CONSTANT:
    case SW_DIST_NORMAL:
    case SW_DIST_STUDENT_T:
    case SW_DIST_TABLE:
        break;
    }
    return p[0];
}

static double beta_sd(beta_shape s)
{
    double sum = s.a + s.b;
    return sqrt(s.a / sum * (s.b / sum) / (sum + 1.0));
}

static double mixture_sd(const sw_distribution *d)
{
    double mean = sw_distribution_mean(d);
    sw_sum square = {0};
    for (size_t i = 0; i < d->n; i++) {
        double sd = sw_distribution_sd(&d->part[i]);
        double off = sw_distribution_mean(&d->part[i]) - mean;
        sw_sum_add(&square, d->weight[i] * (sd * sd + off * off));
    }
    return sqrt(sw_sum_value(&square));
}

/* Of Student's t; with two degrees of freedom or fewer it has none. */
static double student_sd(double df)
{
    static const double HIGH = 0.9;
    return df > 2.0 ? sqrt(df / (df - 2.0))
                    : sw_quantile_t(HIGH, df) / sw_quantile_normal(HIGH);
}

double sw_distribution_sd(const sw_distribution *d)
{
    const double *p = d->p;
    switch (d->kind) {
    case SW_DIST_CONSTANT:
        return 0.0;
    case SW_DIST_NORMAL:
        return p[1];
    case SW_DIST_LOGNORMAL:
        return sw_distribution_mean(d) * sqrt(expm1(log(p[1]) * log(p[1])));
    case SW_DIST_TRIANGULAR: {
        double left = p[1] - p[0], right = p[2] - p[1];
        return sqrt((left * left + left * right + right * right) / 18.0);
    }
    case SW_DIST_PERT:
        return (p[2] - p[0]) * beta_sd(pert_shape(d));
    case SW_DIST_BETA:
        return beta_sd((beta_shape){p[0], p[1]});
    case SW_DIST_UNIFORM:
        return (p[1] - p[0]) / sqrt(12.0);
    case SW_DIST_STUDENT_T:
        return p[1] * student_sd(p[2]);
    case SW_DIST_MIXTURE:
        return mixture_sd(d);
    case SW_DIST_TABLE:
        return p[1];
    }
    return NAN;
}

void sw_distribution_scale(sw_distribution *table, double factor)
{
    assert(table->kind == SW_DIST_TABLE && factor > 0.0);
    table->p[0] *= factor;
    table->p[1] *= factor;
    for (size_t i = 0; i < SW_DISTRIBUTION_KNOTS; i++)
        table->knots[i] *= factor;
}

bool sw_distribution_is_constant(const sw_distribution *d)
{
    if (d->kind == SW_DIST_CONSTANT)
        return true;
    if (d->kind != SW_DIST_MIXTURE)
        return false;
    for (size_t i = 0; i < d->n; i++)
        if (d->part[i].kind != SW_DIST_CONSTANT ||
            d->part[i].p[0] < d->part[0].p[0] ||
            d->part[i].p[0] > d->part[0].p[0])
            return false;
    return true;
}

static double beta_cdf(double x, beta_shape s)
{
    if (!(x > 0.0))
        return 0.0;
    if (!(x < 1.0))
        return 1.0;
    return sw_beta_tails_at(sw_beta_point_at(x), s.a, s.b).lower;
}

static double triangular_cdf(const double p[3], double x)
{
    if (!(x > p[0]))
        return 0.0;
    if (!(x < p[2]))
        return 1.0;
    double width = p[2] - p[0];
    if (x < p[1])
        return (x - p[0]) / width * ((x - p[0]) / (p[1] - p[0]));
    return 1.0 - (p[2] - x) / width * ((p[2] - x) / (p[2] - p[1]));
}

double sw_distribution_cdf(const sw_distribution *d, double x)
{
    const double *p = d->p;
    switch (d->kind) {
    case SW_DIST_CONSTANT:
        return x >= p[0] ? 1.0 : 0.0;
    case SW_DIST_NORMAL:
        return gsl_cdf_ugaussian_P((x - p[0]) / p[1]);
    case SW_DIST_LOGNORMAL:
        return x > 0.0 ? gsl_cdf_ugaussian_P(log(x / p[0]) / log(p[1])) : 0.0;
    case SW_DIST_TRIANGULAR:
        return triangular_cdf(p, x);
    case SW_DIST_PERT:
        return beta_cdf((x - p[0]) / (p[2] - p[0]), pert_shape(d));
    case SW_DIST_BETA:
        return beta_cdf(x, (beta_shape){p[0], p[1]});
    case SW_DIST_UNIFORM:
        return fmin(fmax((x - p[0]) / (p[1] - p[0]), 0.0), 1.0);
    case SW_DIST_STUDENT_T:
        return sw_t_upper(-(x - p[0]) / p[1], p[2]);
    case SW_DIST_MIXTURE: {
        double sum = 0.0;
        for (size_t i = 0; i < d->n; i++)
            sum += d->weight[i] * sw_distribution_cdf(&d->part[i], x);
        return fmin(sum, 1.0);
    }
    case SW_DIST_TABLE:
        return gsl_cdf_ugaussian_P(sw_knots_find(d->knots, x));
    }
    return NAN;
}

static double triangular_quantile(const double p[3], double u)
{
    double width = p[2] - p[0], left = p[1] - p[0], right = p[2] - p[1];
    if (u * width < left)
        return p[0] + sqrt(u * width * left);
    return p[2] - sqrt((1.0 - u) * width * right);
}

/* The smallest x with cdf(x) >= p, between the parts' own quantiles; bisection
 * ends when no double lies between the two ends, within 1100 halvings. */
static double mixture_quantile(const sw_distribution *d, double p)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < d->n; i++) {
        double q = sw_distribution_quantile(&d->part[i], p);
        low = fmin(low, q);
        high = fmax(high, q);
    }
    double enough = p * (1.0 - 4.0 * DBL_EPSILON); /* rounding of the sum */
    if (sw_distribution_cdf(d, low) >= enough)
        return low;
    for (int step = 0; step < 1100; step++) {
        double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high))
            break;
        if (sw_distribution_cdf(d, middle) >= enough)
            high = middle;
        else
            low = middle;
    }
    return high;
}

double sw_distribution_quantile(const sw_distribution *d, double p)
{
    switch (d->kind) {
    case SW_DIST_CONSTANT:
        return d->p[0];
    case SW_DIST_NORMAL:
        return d->p[0] + d->p[1] * sw_quantile_normal(p);
    case SW_DIST_LOGNORMAL:
        return d->p[0] * exp(log(d->p[1]) * sw_quantile_normal(p));
    case SW_DIST_TRIANGULAR:
        return triangular_quantile(d->p, p);
    case SW_DIST_PERT: {
        beta_shape s = pert_shape(d);
        return d->p[0] + (d->p[2] - d->p[0]) * sw_quantile_beta(p, s.a, s.b);
    }
    case SW_DIST_BETA:
        return sw_quantile_beta(p, d->p[0], d->p[1]);
    case SW_DIST_UNIFORM:
        return d->p[0] + (d->p[1] - d->p[0]) * p;
    case SW_DIST_STUDENT_T:
        return d->p[0] + d->p[1] * sw_quantile_t(p, d->p[2]);
    case SW_DIST_MIXTURE:
        return mixture_quantile(d, p);
    case SW_DIST_TABLE:
        return sw_knots_at(d->knots, sw_quantile_normal(p));
    }
    return NAN;
}

double sw_distribution_draw(const sw_distribution *d, double u)
{
    if (d->kind != SW_DIST_MIXTURE)
        return sw_distribution_quantile(d, u);
    size_t i = 0;
    double before = 0.0;
    while (i + 1 < d->n && u >= before + d->weight[i])
        before += d->weight[i++];
    double rest = (u - before) / d->weight[i];
    rest = fmin(fmax(rest, DBL_MIN), 1.0 - DBL_EPSILON / 2.0);
    return sw_distribution_quantile(&d->part[i], rest);
}
