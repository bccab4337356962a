/*
 * Newton's method for one family with covariates.
 *
 * In an orthonormal basis of the design the Hessian is near a multiple of the
 * identity, whatever the units of the covariates.
 */
#include "stats/interval_rows.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"

static const double STEP = 2e-3;  /* of the differences, in units of scale */
static const double GOAL = 1e-14; /* squared step, in standard errors */
static const double VALUE_NOISE = 1e-13; /* of log L, relative */
static const double FARTHEST = 12.0; /* in log scale: beyond, it has run off */

/* Smallest curvature, against that of exact answers, that counts as known. */
static const double FLATTEST = 1e-6;

enum { MAX_STEPS = 200, MAX_HALVINGS = 40 };

static double slope(const double v[5])
{
    return (v[0] - 8.0 * v[1] + 8.0 * v[3] - v[4]) / (12.0 * STEP);
}

static double curvature(const double v[5])
{
    return (-v[0] + 16.0 * v[1] - 30.0 * v[2] + 16.0 * v[3] - v[4]) /
           (12.0 * STEP * STEP);
}

/* Each family is one of location: of Y for the gaussian, else of log Y. These
 * are log density and its first two derivatives at y. */
typedef struct density {
    double log, slope, curve;
} density;

static density density_at(sw_family family, double location, double scale,
                          double y)
{
    if (family == SW_FAMILY_GAMMA) {
        double shape = 1.0 / (scale * scale);
        double x = shape * y * exp(-location);
        return (density){shape * log(x) - x - lgamma(shape), shape - x, -x};
    }
    double t = family == SW_FAMILY_GAUSSIAN ? y : log(y);
    double z = (t - location) / scale, e = exp(z), s2 = scale * scale;
    if (family == SW_FAMILY_WEIBULL)
        return (density){z - e - log(scale), (1.0 - e) / scale, -e / s2};
    static const double LOG_ROOT_TWO_PI = 0.91893853320467274178;
    return (density){-0.5 * z * z - LOG_ROOT_TWO_PI - log(scale), -z / scale,
                     -1.0 / s2};
}

/* Value and derivatives of one row in the location alone. */
typedef struct location_terms {
    double value, slope, curve;
} location_terms;

/* Adds what one bound gives: P changes by -h there, h by -h'. */
static void add_bound(location_terms *t, const density *h, double sign)
{
    double ratio = exp(h->log - t->value);
    if (!(ratio > 0.0))
        return; /* the bound is too far to count */
    t->slope -= sign * ratio;
    t->curve += sign * ratio * h->slope;
}

static location_terms location_terms_at(sw_family family, double location,
                                        double scale, double lower,
                                        double upper)
{
    location_terms t = {.value = sw_family_log_likelihood(family, location,
                                                          scale, lower, upper)};
    if (!(lower < upper)) {
        density h = density_at(family, location, scale, lower);
        t.slope = -h.slope;
        t.curve = h.curve;
        return t;
    }
    bool gaussian = family == SW_FAMILY_GAUSSIAN;
    if (lower > 0.0 || (gaussian && lower < 0.0 && lower > -INFINITY)) {
        density h = density_at(family, location, scale, lower);
        add_bound(&t, &h, -1.0);
    }
    if (upper < INFINITY && (gaussian || upper > 0.0)) {
        density h = density_at(family, location, scale, upper);
        add_bound(&t, &h, 1.0);
    }
    t.curve -= t.slope * t.slope;
    return t;
}

/* In log scale by differences: the gamma has no derivative in closed form. */
sw_row_terms sw_row_terms_at(sw_family family, double location, double scale,
                             double lower, double upper)
{
    double value[5], gradient[5], curve = NAN;
    for (int k = 0; k < 5; k++) {
        location_terms t = location_terms_at(
            family, location, scale * exp(STEP * (k - 2)), lower, upper);
        value[k] = t.value;
        gradient[k] = t.slope;
        if (k == 2)
            curve = t.curve;
    }
    return (sw_row_terms){.value = value[2],
                          .d = {gradient[2], slope(value)},
                          .h00 = -curve,
                          .h01 = -slope(gradient),
                          .h11 = -curvature(value)};
}

static double location_of(const sw_interval_rows *rows, const double *theta,
                          size_t i)
{
    double sum = 0.0;
    for (size_t a = 0; a < rows->p; a++)
        sum += rows->basis[i * rows->p + a] * theta[a];
    return sum;
}

static double value_at(sw_family family, const sw_interval_rows *rows,
                       const double *theta)
{
    sw_sum sum = {0};
    double scale = exp(theta[rows->p]);
    for (size_t i = 0; i < rows->n; i++)
        sw_sum_add(&sum,
                   rows->count[i] * sw_family_log_likelihood(
                                        family, location_of(rows, theta, i),
                                        scale, rows->lower[i], rows->upper[i]));
    return sw_sum_value(&sum);
}

/* Storage of one maximisation; everything has size p + 1. */
typedef struct search {
    sw_family family;
    const sw_interval_rows *rows;
    size_t size;
    double *theta, *trial;
    gsl_vector *gradient, *step, *values;
    gsl_matrix *hessian, *work, *vectors;
    gsl_eigen_symmv_workspace *eigen;
    double value;
} search;

static void search_clear(search *s)
{
    free(s->theta);
    free(s->trial);
    gsl_vector_free(s->gradient);
    gsl_vector_free(s->step);
    gsl_vector_free(s->values);
    gsl_matrix_free(s->hessian);
    gsl_matrix_free(s->work);
    gsl_matrix_free(s->vectors);
    gsl_eigen_symmv_free(s->eigen);
}

static bool search_init(search *s, sw_family family,
                        const sw_interval_rows *rows)
{
    size_t size = rows->p + 1;
    *s = (search){.family = family, .rows = rows, .size = size};
    s->theta = calloc(size, sizeof *s->theta);
    s->trial = calloc(size, sizeof *s->trial);
    s->gradient = gsl_vector_calloc(size);
    s->step = gsl_vector_calloc(size);
    s->values = gsl_vector_calloc(size);
    s->hessian = gsl_matrix_calloc(size, size);
    s->work = gsl_matrix_calloc(size, size);
    s->vectors = gsl_matrix_calloc(size, size);
    s->eigen = gsl_eigen_symmv_alloc(size);
    return s->theta && s->trial && s->gradient && s->step && s->values &&
           s->hessian && s->work && s->vectors && s->eigen;
}

/* A number for each answer: roughly where it is, on the location's scale. */
static double rough(sw_family family, double lower, double upper)
{
    double y;
    bool from_start = !(lower > -INFINITY);
    if (family != SW_FAMILY_GAUSSIAN)
        from_start = !(lower > 0.0);
    if (!(upper < INFINITY))
        y = lower > 0.0 ? 1.25 * lower : lower;
    else if (from_start)
        y = upper > 0.0 ? upper / 2.0 : upper;
    else
        y = (lower + upper) / 2.0;
    return family == SW_FAMILY_GAUSSIAN ? y : log(y);
}

/* Least squares of the rough numbers. */
static void start(search *s)
{
    const sw_interval_rows *r = s->rows;
    double squares = 0.0, size = 0.0;
    for (size_t i = 0; i < r->n; i++) {
        double y = rough(s->family, r->lower[i], r->upper[i]);
        size += r->count[i] * fabs(y) / r->answers;
        for (size_t a = 0; a < r->p; a++)
            s->theta[a] += r->count[i] * r->basis[i * r->p + a] * y;
    }
    for (size_t i = 0; i < r->n; i++) {
        double off = rough(s->family, r->lower[i], r->upper[i]) -
                     location_of(r, s->theta, i);
        squares += r->count[i] * off * off;
    }
    double sd = sqrt(squares / r->answers);
    double least = s->family == SW_FAMILY_GAUSSIAN ? 0.01 * size : 0.05;
    s->theta[r->p] = log(fmax(sd, fmax(least, 1e-300)));
}

/* Adds one kind of answer to gradient and Hessian. */
static void add_row(search *s, const double *q, const sw_row_terms *t,
                    double count)
{
    size_t p = s->rows->p;
    double *g = s->gradient->data, *h = s->hessian->data;
    for (size_t a = 0; a < p; a++) {
        g[a] += count * t->d[0] * q[a];
        h[p * s->size + a] += count * t->h01 * q[a];
        for (size_t b = 0; b <= a; b++)
            h[a * s->size + b] += count * t->h00 * q[a] * q[b];
    }
    g[p] += count * t->d[1];
    h[p * s->size + p] += count * t->h11;
}

/* Value, gradient and Hessian of -log L at theta. */
static void expand(search *s)
{
    const sw_interval_rows *r = s->rows;
    double scale = exp(s->theta[r->p]);
    sw_sum value = {0};
    gsl_vector_set_zero(s->gradient);
    gsl_matrix_set_zero(s->hessian);
    for (size_t i = 0; i < r->n; i++) {
        sw_row_terms t = sw_row_terms_at(s->family, location_of(r, s->theta, i),
                                         scale, r->lower[i], r->upper[i]);
        sw_sum_add(&value, r->count[i] * t.value);
        add_row(s, r->basis + i * r->p, &t, r->count[i]);
    }
    s->value = sw_sum_value(&value);
    double *h = s->hessian->data;
    for (size_t a = 0; a < s->size; a++)
        for (size_t b = 0; b < a; b++)
            h[b * s->size + a] = h[a * s->size + b];
}

/* What the curvatures would be, were all answers exact: 1 / scale^2 in the
 * basis, 2 n for the log scale. */
static double unit_of(const search *s, size_t a)
{
    return a < s->rows->p ? exp(-s->theta[s->rows->p])
                          : sqrt(2.0 * s->rows->answers);
}

/* Eigenvalues of the Hessian in those units. */
static bool decompose(search *s)
{
    for (size_t a = 0; a < s->size; a++)
        for (size_t b = 0; b < s->size; b++)
            gsl_matrix_set(s->work, a, b,
                           gsl_matrix_get(s->hessian, a, b) /
                               (unit_of(s, a) * unit_of(s, b)));
    for (size_t a = 0; a < s->size * s->size; a++)
        if (!isfinite(s->work->data[a]))
            return false;
    return gsl_eigen_symmv(s->work, s->values, s->vectors, s->eigen) == 0;
}

/* step = H^-1 gradient, with flat or negative curvatures lifted; returns the
 * squared length of the step in standard errors. */
static double newton_step(search *s)
{
    double decrement = 0.0, largest = 0.0;
    for (size_t k = 0; k < s->size; k++)
        largest = fmax(largest, fabs(gsl_vector_get(s->values, k)));
    gsl_vector_set_zero(s->step);
    for (size_t k = 0; k < s->size; k++) {
        double curve = fabs(gsl_vector_get(s->values, k)), dot = 0.0;
        curve = fmax(curve, 1e-9 * largest);
        for (size_t a = 0; a < s->size; a++)
            dot += gsl_matrix_get(s->vectors, a, k) *
                   gsl_vector_get(s->gradient, a) / unit_of(s, a);
        decrement += dot * dot / curve;
        for (size_t a = 0; a < s->size; a++)
            s->step->data[a] +=
                dot / curve * gsl_matrix_get(s->vectors, a, k) / unit_of(s, a);
    }
    return decrement;
}

/* A step changes no location by more than two scales, nor the scale by more
 * than a factor of e; halved until the likelihood does not fall. Where the
 * gain that it promises is below the rounding of the likelihood, which grows
 * with the answers, nothing could be told from a comparison: it is taken. */
static void move(search *s, double decrement)
{
    size_t p = s->rows->p;
    double scale = exp(s->theta[p]), longest = fabs(s->step->data[p]);
    for (size_t i = 0; i < s->rows->n; i++)
        longest = fmax(longest, fabs(location_of(s->rows, s->step->data, i)) /
                                    (2.0 * scale));
    double factor = longest > 1.0 ? 1.0 / longest : 1.0;
    double noise = VALUE_NOISE * fabs(s->value);
    for (int k = 0; k < MAX_HALVINGS; k++, factor /= 2.0) {
        for (size_t a = 0; a < s->size; a++)
            s->trial[a] = s->theta[a] + factor * s->step->data[a];
        if (decrement < noise ||
            value_at(s->family, s->rows, s->trial) >= s->value - noise)
            break;
    }
    memcpy(s->theta, s->trial, s->size * sizeof *s->theta);
}

static bool is_peaked(const search *s)
{
    for (size_t k = 0; k < s->size; k++)
        if (!(gsl_vector_get(s->values, k) > FLATTEST))
            return false;
    return true;
}

static void fill(sw_rows_fit *out, const search *s)
{
    size_t size = s->size;
    memcpy(out->theta, s->theta, size * sizeof *out->theta);
    out->log_likelihood = s->value;
    for (size_t a = 0; a < size; a++)
        for (size_t b = 0; b < size; b++) {
            double sum = 0.0;
            for (size_t k = 0; k < size; k++)
                sum += gsl_matrix_get(s->vectors, a, k) *
                       gsl_matrix_get(s->vectors, b, k) /
                       gsl_vector_get(s->values, k);
            out->inverse[a * size + b] = sum / (unit_of(s, a) * unit_of(s, b));
        }
}

static bool maximise(sw_rows_fit *out, search *s)
{
    start(s);
    double begin = s->theta[s->rows->p];
    bool last = false;
    for (int step = 0; step < MAX_STEPS; step++) {
        expand(s);
        if (!isfinite(s->value) || !decompose(s) ||
            fabs(s->theta[s->rows->p] - begin) > FARTHEST)
            return false;
        double decrement = newton_step(s);
        if (last) {
            if (!is_peaked(s))
                return false;
            fill(out, s);
            return true;
        }
        last = decrement < GOAL;
        move(s, decrement);
    }
    return false;
}

sw_status sw_rows_maximise(sw_rows_fit *out, sw_family family,
                           const sw_interval_rows *rows, sw_error *err)
{
    size_t size = rows->p + 1;
    *out = (sw_rows_fit){.family = family,
                         .theta = calloc(size, sizeof *out->theta),
                         .inverse = calloc(size * size, sizeof *out->inverse)};
    search s;
    sw_status st = SW_OK;
    if (!search_init(&s, family, rows) || !out->theta || !out->inverse)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else if (!maximise(out, &s))
        st = sw_fail(err, SW_ENODATA,
                     "the likelihood of the %s family has no maximum: the "
                     "answers do not fix its coefficients",
                     sw_family_name(family));
    search_clear(&s);
    return st;
}

void sw_rows_fit_clear(sw_rows_fit *fit)
{
    free(fit->theta);
    free(fit->inverse);
    fit->theta = fit->inverse = NULL;
}
