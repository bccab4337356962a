/* Weights base * exp(x'l): the dual problem is concave, Newton solves it. */
#include "stats/tilt.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/newton.h"

/* A column of which less than this is left follows from the others. */
static const double REDUNDANT = 1e-9;

sw_status sw_tilt_init(sw_tilt *t, const double *base, size_t n, size_t room,
                       sw_error *err)
{
    *t = (sw_tilt){.n = n, .room = room, .base = base};
    t->q = calloc(n * room, sizeof *t->q);
    t->target = calloc(room, sizeof *t->target);
    t->work = calloc(n, sizeof *t->work);
    if (t->q == NULL || t->target == NULL || t->work == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    return SW_OK;
}

void sw_tilt_clear(sw_tilt *t)
{
    free(t->q);
    free(t->target);
    free(t->work);
    *t = (sw_tilt){0};
}

static double dot(const sw_tilt *t, const double *a, const double *b)
{
    double sum = 0.0;
    for (size_t i = 0; i < t->n; i++)
        sum += t->base[i] * a[i] * b[i];
    return sum;
}

/* Takes the projection off v and its share of the targets off *target. */
static void project(double *v, double *target, const sw_tilt *t)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t j = 0; j < t->p; j++) {
            const double *q = t->q + j * t->n;
            double share = dot(t, q, v);
            for (size_t i = 0; i < t->n; i++)
                v[i] -= share * q[i];
            *target -= share * t->target[j];
        }
}

void sw_tilt_residual(double *v, const sw_tilt *t)
{
    double unused = 0.0;
    project(v, &unused, t);
}

sw_tilt_added sw_tilt_add(sw_tilt *t, const double *column, double target)
{
    memcpy(t->work, column, t->n * sizeof *t->work);
    double size = sqrt(dot(t, column, column));
    project(t->work, &target, t);
    double left = sqrt(dot(t, t->work, t->work));
    if (!(left > REDUNDANT * size))
        return fabs(target) <= 1e-6 * size ? SW_TILT_REDUNDANT
                                           : SW_TILT_INFEASIBLE;
    for (size_t i = 0; i < t->n; i++)
        t->q[t->p * t->n + i] = t->work[i] / left;
    t->target[t->p++] = target / left;
    return SW_TILT_ADDED;
}

typedef struct dual {
    const sw_tilt *t;
    double cap;
    double *weight, *eta;
} dual;

static void predictors(const dual *d, const double *b)
{
    memset(d->eta, 0, d->t->n * sizeof *d->eta);
    for (size_t j = 0; j < d->t->p; j++)
        for (size_t i = 0; i < d->t->n; i++)
            d->eta[i] += b[j] * d->t->q[j * d->t->n + i];
}

/* target'b - sum of the integral of the weights; the slope of a capped weight
 * is 0. weight is left with the weights, eta with their slopes. */
static double value_at(const dual *d, const double *b)
{
    const sw_tilt *t = d->t;
    double value = 0.0;
    predictors(d, b);
    for (size_t j = 0; j < t->p; j++)
        value += t->target[j] * b[j];
    for (size_t i = 0; i < t->n; i++) {
        double w = t->base[i] * exp(d->eta[i]);
        bool capped = w > d->cap;
        d->weight[i] = capped ? d->cap : w;
        value -= d->weight[i];
        if (capped)
            value -= d->cap * (d->eta[i] - log(d->cap / t->base[i]));
        d->eta[i] = capped ? 0.0 : w;
    }
    return isfinite(value) ? value : -INFINITY;
}

static double objective(double *gradient, double *information, const double *b,
                        void *ctx)
{
    const dual *d = ctx;
    const sw_tilt *t = d->t;
    double value = value_at(d, b);
    for (size_t j = 0; j < t->p && isfinite(value); j++) {
        const double *q = t->q + j * t->n;
        gradient[j] = t->target[j];
        for (size_t i = 0; i < t->n; i++)
            gradient[j] -= d->weight[i] * q[i];
        for (size_t k = 0; k <= j; k++) {
            const double *other = t->q + k * t->n;
            double sum = 0.0;
            for (size_t i = 0; i < t->n; i++)
                sum += d->eta[i] * q[i] * other[i];
            information[j * t->p + k] = sum;
        }
    }
    return value;
}

sw_status sw_tilt_solve(double *weight, const sw_tilt *t, double cap,
                        sw_error *err)
{
    double value, *block = calloc(t->p + t->p * t->p + t->n, sizeof *block);
    if (block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double *b = block, *information = b + t->p;
    dual d = {t, cap, weight, information + t->p * t->p};
    sw_status st = sw_newton(b, information, &value, t->p, objective, &d, NULL);
    if (st == SW_OK)
        (void)value_at(&d, b);
    else
        sw_fail(err, st,
                st == SW_ENOMEM ? "out of memory"
                                : "no positive weights meet the targets");
    free(block);
    return st;
}
