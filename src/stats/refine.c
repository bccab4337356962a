/*
 * Iterative refinement of a least-squares fit.
 *
 * Rounding of the centred columns shifts the coefficients by the square of the
 * design's condition times the residual. The gradient X'W (y - X b), with X and
 * y as given and in twice the precision, does not know of it: b moves by
 * C C' X'W (y - X b), where C C' = (X'W X)^-1, as long as that shrinks.
 * Source: Bjorck (1967), BIT 7, 257-278; products: Dekker (1971), Numerische
 * Mathematik 18, 224-242.
 */
#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/linear_fit.h"

enum { MAX_STEPS = 4 };

/* Adds a b without rounding it. Beyond 1e300 it gives NaN, which ends the
 * refinement. */
static void add_product(sw_sum *sum, double a, double b)
{
    static const double SPLIT = 134217729.0; /* 2^27 + 1 */
    double a_big = SPLIT * a, b_big = SPLIT * b;
    double a1 = a_big - (a_big - a), a2 = a - a1;
    double b1 = b_big - (b_big - b), b2 = b - b1;
    double high = a * b;
    sw_sum_add(sum, high);
    sw_sum_add(sum, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2);
}

/* y - x b of row i as total + carry, the total being its rounded value. */
static sw_sum residual(const sw_linear_fit *fit, const sw_regression *m,
                       size_t i)
{
    size_t first = m->no_intercept ? 0 : 1;
    sw_sum sum = {0};
    sw_sum_add(&sum, m->y[i]);
    if (first == 1)
        sw_sum_add(&sum, -fit->coefficient[0]);
    for (size_t j = 0; j < m->k; j++)
        add_product(&sum, m->x[i * m->k + j], -fit->coefficient[first + j]);
    double value = sw_sum_value(&sum);
    return (sw_sum){value, (sum.total - value) + sum.carry};
}

/* gradient[p] = X'W (y - X b) */
static void fill_gradient(sw_sum *gradient, const sw_linear_fit *fit,
                          const sw_regression *m)
{
    size_t first = m->no_intercept ? 0 : 1;
    for (size_t j = 0; j < fit->p; j++)
        gradient[j] = (sw_sum){0};
    for (size_t i = 0; i < fit->n; i++) {
        sw_sum r = residual(fit, m, i);
        double weight = m->weights == NULL ? 1.0 : m->weights[i];
        if (first == 1) {
            add_product(&gradient[0], weight, r.total);
            sw_sum_add(&gradient[0], weight * r.carry);
        }
        for (size_t j = 0; j < m->k; j++) {
            double x = weight * m->x[i * m->k + j];
            add_product(&gradient[first + j], x, r.total);
            sw_sum_add(&gradient[first + j], x * r.carry);
        }
    }
}

/* step[p] = C' gradient, in the basis; returns its square. */
static double fill_step(double *step, const sw_linear_fit *fit,
                        const sw_sum *gradient)
{
    double square = 0.0;
    for (size_t a = 0; a < fit->p; a++) {
        sw_sum sum = {0};
        for (size_t j = 0; j < fit->p; j++)
            sw_sum_add(&sum, fit->contrast[j * fit->p + a] *
                                 sw_sum_value(&gradient[j]));
        step[a] = sw_sum_value(&sum);
        square += step[a] * step[a];
    }
    return square;
}

static void apply(sw_linear_fit *fit, const double *step)
{
    for (size_t j = 0; j < fit->p; j++) {
        sw_sum sum = {0};
        sw_sum_add(&sum, fit->coefficient[j]);
        for (size_t a = 0; a < fit->p; a++)
            sw_sum_add(&sum, fit->contrast[j * fit->p + a] * step[a]);
        fit->coefficient[j] = sw_sum_value(&sum);
    }
}

sw_status sw_linear_refine(sw_linear_fit *fit, const sw_regression *m,
                           sw_error *err)
{
    sw_sum *gradient = calloc(fit->p, sizeof *gradient);
    double *step = calloc(fit->p, sizeof *step);
    double last = INFINITY;
    if (gradient == NULL || step == NULL) {
        free(gradient);
        free(step);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    for (int i = 0; i < MAX_STEPS; i++) {
        fill_gradient(gradient, fit, m);
        double square = fill_step(step, fit, gradient);
        if (!(square < 0.25 * last) || !isfinite(square))
            break;
        apply(fit, step);
        last = square;
    }
    free(gradient);
    free(step);
    return SW_OK;
}
