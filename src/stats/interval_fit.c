/*
 * Two parameters by BFGS, then Newton until the gradient is rounding noise.
 *
 * Derivatives are central differences of fourth order: the gamma has none in
 * closed form, and one code for four families can be checked once. The unit of
 * a step is the scale parameter, so that nothing depends on minutes or hours.
 */
#include "stats/interval_fit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>

static const double STEP = 2e-3;          /* error about STEP^4 */
static const double GRADIENT_GOAL = 1e-9; /* per answer, in units of scale */
static const double FARTHEST = 12.0; /* in log scale: beyond, it has run off */

/* Ratio of curvatures below which one direction is flat: they are about 1 where
 * the answers tell location and scale. Differences are noise from 1e-9. */
static const double FLATTEST = 1e-6;

enum { MAX_BFGS = 100, MAX_NEWTON = 50 };

/* t = ((location - origin) / unit, log(scale / unit_scale)). */
typedef struct problem {
    sw_family family;
    const sw_bins *bins;
    double origin, unit; /* unit: the scale at the origin */
} problem;

static double bin_value(const problem *g, size_t i, double t0, double t1)
{
    return sw_family_log_likelihood(g->family, g->origin + g->unit * t0,
                                    g->unit * exp(t1), g->bins->lower[i],
                                    g->bins->upper[i]);
}

static double value(const problem *g, double t0, double t1)
{
    double sum = 0.0;
    for (size_t i = 0; i < g->bins->n; i++)
        sum += g->bins->count[i] * bin_value(g, i, t0, t1);
    return sum;
}

/* First derivative from f(-2h), f(-h), f(h), f(2h). */
static double slope(double m2, double m1, double p1, double p2)
{
    return (m2 - 8.0 * m1 + 8.0 * p1 - p2) / (12.0 * STEP);
}

static double curvature(double m2, double m1, double centre, double p1,
                        double p2)
{
    return (-m2 + 16.0 * m1 - 30.0 * centre + 16.0 * p1 - p2) /
           (12.0 * STEP * STEP);
}

static void gradient_at(double gradient[2], const problem *g, double t0,
                        double t1)
{
    const double h = STEP;
    gradient[0] = slope(value(g, t0 - 2 * h, t1), value(g, t0 - h, t1),
                        value(g, t0 + h, t1), value(g, t0 + 2 * h, t1));
    gradient[1] = slope(value(g, t0, t1 - 2 * h), value(g, t0, t1 - h),
                        value(g, t0, t1 + h), value(g, t0, t1 + 2 * h));
}

/* The mixed derivative of fourth order is Richardson's on steps h and 2h. */
static double mixed(const problem *g, double t0, double t1, double h)
{
    return (value(g, t0 + h, t1 + h) - value(g, t0 + h, t1 - h) -
            value(g, t0 - h, t1 + h) + value(g, t0 - h, t1 - h)) /
           (4.0 * h * h);
}

typedef struct expansion {
    double value, gradient[2];
    double h00, h01, h11; /* Hessian of -log L */
} expansion;

static expansion expand(const problem *g)
{
    double v[2][5];
    for (int k = 0; k < 5; k++) {
        double d = STEP * (k - 2);
        v[0][k] = value(g, d, 0.0);
        v[1][k] = k == 2 ? v[0][2] : value(g, 0.0, d);
    }
    expansion e = {.value = v[0][2]};
    for (int a = 0; a < 2; a++)
        e.gradient[a] = slope(v[a][0], v[a][1], v[a][3], v[a][4]);
    e.h00 = -curvature(v[0][0], v[0][1], v[0][2], v[0][3], v[0][4]);
    e.h11 = -curvature(v[1][0], v[1][1], v[1][2], v[1][3], v[1][4]);
    e.h01 = -(4.0 * mixed(g, 0, 0, STEP) - mixed(g, 0, 0, 2 * STEP)) / 3.0;
    return e;
}

static double minus_value(const gsl_vector *t, void *ctx)
{
    double v = -value(ctx, gsl_vector_get(t, 0), gsl_vector_get(t, 1));
    return isfinite(v) ? v : 1e300;
}

static void minus_gradient(const gsl_vector *t, void *ctx, gsl_vector *out)
{
    double gradient[2];
    gradient_at(gradient, ctx, gsl_vector_get(t, 0), gsl_vector_get(t, 1));
    gsl_vector_set(out, 0, -gradient[0]);
    gsl_vector_set(out, 1, -gradient[1]);
}

static void minus_both(const gsl_vector *t, void *ctx, double *v,
                       gsl_vector *gradient)
{
    *v = minus_value(t, ctx);
    minus_gradient(t, ctx, gradient);
}

/* Moves the origin to where BFGS ends; Newton judges how good that is. */
static sw_status by_bfgs(problem *g, double answers, sw_error *err)
{
    gsl_multimin_fdfminimizer *s = gsl_multimin_fdfminimizer_alloc(
        gsl_multimin_fdfminimizer_vector_bfgs2, 2);
    gsl_vector *start = gsl_vector_calloc(2);
    if (s == NULL || start == NULL) {
        gsl_multimin_fdfminimizer_free(s);
        gsl_vector_free(start);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    gsl_multimin_function_fdf f = {minus_value, minus_gradient, minus_both, 2,
                                   g};
    gsl_multimin_fdfminimizer_set(s, &f, start, 0.1, 0.1);
    for (int i = 0; i < MAX_BFGS; i++)
        if (gsl_multimin_fdfminimizer_iterate(s) != GSL_SUCCESS ||
            gsl_multimin_test_gradient(s->gradient, 1e-4 * answers) !=
                GSL_CONTINUE)
            break;
    double t0 = gsl_vector_get(s->x, 0), t1 = gsl_vector_get(s->x, 1);
    if (isfinite(t0) && isfinite(t1) && fabs(t1) < FARTHEST) {
        g->origin += g->unit * t0;
        g->unit *= exp(t1);
    }
    gsl_multimin_fdfminimizer_free(s);
    gsl_vector_free(start);
    return SW_OK;
}

/* The step that solves H t = gradient, H made positive where it is not. */
static void newton_step(double t[2], const expansion *e)
{
    double h00 = e->h00, h11 = e->h11, h01 = e->h01;
    double least =
        (h00 + h11) / 2.0 - sqrt((h00 - h11) * (h00 - h11) / 4.0 + h01 * h01);
    double size = fabs(h00) + fabs(h11);
    if (!(least > 1e-8 * size)) {
        h00 += fabs(least) + 0.1 * size;
        h11 += fabs(least) + 0.1 * size;
    }
    double determinant = h00 * h11 - h01 * h01;
    t[0] = (h11 * e->gradient[0] - h01 * e->gradient[1]) / determinant;
    t[1] = (h00 * e->gradient[1] - h01 * e->gradient[0]) / determinant;
    double length = fmax(fabs(t[0]), fabs(t[1]));
    if (length > 1.0) {
        t[0] /= length;
        t[1] /= length;
    }
}

/* Halves the step until the likelihood does not fall (but for rounding). */
static void move(problem *g, const expansion *e)
{
    double t[2];
    newton_step(t, e);
    double noise = 1e-13 * fabs(e->value);
    for (int i = 0; i < 30 && !(value(g, t[0], t[1]) >= e->value - noise);
         i++) {
        t[0] /= 2.0;
        t[1] /= 2.0;
    }
    g->origin += g->unit * t[0];
    g->unit *= exp(t[1]);
}

static bool is_maximum(const expansion *e, double answers)
{
    double size = fmax(fabs(e->h00), fabs(e->h11));
    bool peaked = e->h00 > 0.0 && e->h11 > 0.0 &&
                  e->h00 * e->h11 - e->h01 * e->h01 > FLATTEST * size * size;
    return peaked && fabs(e->gradient[0]) <= GRADIENT_GOAL * answers &&
           fabs(e->gradient[1]) <= GRADIENT_GOAL * answers;
}

/* Steps are in units of scale: the covariance goes back to the location's. */
static void fill(sw_family_fit *out, const problem *g, const expansion *e)
{
    double determinant = e->h00 * e->h11 - e->h01 * e->h01;
    *out = (sw_family_fit){.family = g->family,
                           .location = g->origin,
                           .scale = g->unit,
                           .log_likelihood = e->value};
    out->covariance[0][0] = e->h11 / determinant * g->unit * g->unit;
    out->covariance[0][1] = -e->h01 / determinant * g->unit;
    out->covariance[1][0] = out->covariance[0][1];
    out->covariance[1][1] = e->h00 / determinant;
}

sw_status sw_family_maximise(sw_family_fit *out, sw_family family,
                             const sw_bins *bins, sw_error *err)
{
    double start[2], answers = 0.0;
    for (size_t i = 0; i < bins->n; i++)
        answers += bins->count[i];
    sw_family_start(start, family, bins->mean, bins->sd);
    problem g = {family, bins, start[0], start[1]};
    sw_status st = by_bfgs(&g, answers, err);
    if (st != SW_OK)
        return st;
    for (int i = 0; i < MAX_NEWTON; i++) {
        expansion e = expand(&g);
        if (!isfinite(e.value) || !isfinite(e.h00 + e.h01 + e.h11) ||
            fabs(log(g.unit / start[1])) > FARTHEST)
            break;
        if (is_maximum(&e, answers)) {
            /* One more step: it is quadratic here. */
            move(&g, &e);
            e = expand(&g);
            fill(out, &g, &e);
            return SW_OK;
        }
        move(&g, &e);
    }
    return sw_fail(err, SW_ENUMERIC,
                   "the likelihood of the %s family has no maximum: the "
                   "answers do not fix its two parameters",
                   sw_family_name(family));
}

void sw_family_score(double score[2], const sw_family_fit *fit, double lower,
                     double upper)
{
    double v[2][4];
    for (int k = 0; k < 4; k++) {
        double d = STEP * (k < 2 ? k - 2 : k - 1);
        v[0][k] = sw_family_log_likelihood(fit->family,
                                           fit->location + fit->scale * d,
                                           fit->scale, lower, upper);
        v[1][k] = sw_family_log_likelihood(fit->family, fit->location,
                                           fit->scale * exp(d), lower, upper);
    }
    for (int a = 0; a < 2; a++)
        score[a] = slope(v[a][0], v[a][1], v[a][2], v[a][3]);
    score[0] /= fit->scale;
}
