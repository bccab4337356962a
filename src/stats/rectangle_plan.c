/* Order of integration and Cholesky factor of a correlation matrix. */
#include "stats/rectangle_plan.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "stats/tail.h"

/* A conditional variance below this is rounding: the variable is fixed. */
static const double SINGULAR = 1e-10;

static sw_status check_matrix(const sw_rectangle *r, sw_error *err)
{
    size_t k = r->k;
    const double *c = r->correlation;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            bool unit = fabs(c[i * k + i] - 1.0) < 1e-8;
            bool even = fabs(c[i * k + j] - c[j * k + i]) < 1e-8;
            if (!unit || !even || !(fabs(c[i * k + j]) < 1.0 + 1e-8))
                return sw_fail(err, SW_EDOMAIN,
                               "correlation[%zu, %zu] is no correlation", i, j);
        }
    return SW_OK;
}

static sw_status check(const sw_rectangle *r, sw_error *err)
{
    if (r->k < 1 || r->k > SW_RECTANGLE_MAX)
        return sw_fail(err, SW_EDOMAIN, "%zu dimensions, 1 to %d are possible",
                       r->k, SW_RECTANGLE_MAX);
    if (!(r->df > 0.0 && r->tolerance > 0.0))
        return sw_fail(err, SW_EDOMAIN, "df %g or tolerance %g is not above 0",
                       r->df, r->tolerance);
    for (size_t i = 0; i < r->k; i++)
        if (!(r->lower[i] <= r->upper[i]))
            return sw_fail(err, SW_EDOMAIN, "bounds %zu: %g is not below %g", i,
                           r->lower[i], r->upper[i]);
    return check_matrix(r, err);
}

static void swap(double *a, double *b)
{
    double keep = *a;
    *a = *b;
    *b = keep;
}

/* Variables i and j change places in the bounds, the matrix and its factor. */
static void exchange(sw_rectangle_plan *p, double *matrix, size_t i, size_t j)
{
    size_t k = p->k;
    if (i == j)
        return;
    swap(&p->lower[i], &p->lower[j]);
    swap(&p->upper[i], &p->upper[j]);
    for (size_t m = 0; m < k; m++) {
        swap(&matrix[i * k + m], &matrix[j * k + m]);
        swap(&p->factor[i * k + m], &p->factor[j * k + m]);
    }
    for (size_t m = 0; m < k; m++)
        swap(&matrix[m * k + i], &matrix[m * k + j]);
}

static double between(double a, double b)
{
    return a > 0.0 ? sw_normal_upper(a) - sw_normal_upper(b)
                   : sw_normal_lower(b) - sw_normal_lower(a);
}

/* Mean and variance of variable j given the first i. */
static double variance_left(const sw_rectangle_plan *p, size_t i, size_t j,
                            const double *mean, double *sum)
{
    const double *row = p->factor + j * p->k;
    double variance = 1.0;
    *sum = 0.0;
    for (size_t m = 0; m < i; m++) {
        variance -= row[m] * row[m];
        *sum += row[m] * mean[m];
    }
    return variance;
}

/* The variable to put at place i, and what is left of its variance; k where
 * all the others are fixed by those before. */
static size_t next_variable(const sw_rectangle_plan *p, size_t i,
                            const double *mean, double *variance)
{
    size_t best = p->k;
    double least = INFINITY;
    for (size_t j = i; j < p->k; j++) {
        double sum, left = variance_left(p, i, j, mean, &sum);
        if (!(left > SINGULAR))
            continue;
        double sd = sqrt(left);
        double chance =
            between((p->lower[j] - sum) / sd, (p->upper[j] - sum) / sd);
        if (chance < least) {
            least = chance;
            best = j;
            *variance = left;
        }
    }
    return best;
}

/* Mean of a normal deviate within bounds. */
static double truncated_mean(double a, double b)
{
    double chance = between(a, b);
    if (chance > 1e-300)
        return (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) / chance;
    return fabs(a) < fabs(b) ? a : b;
}

static void fill_column(sw_rectangle_plan *p, const double *matrix, size_t i,
                        double variance)
{
    size_t k = p->k;
    double *l = p->factor;
    l[i * k + i] = sqrt(variance);
    for (size_t j = i + 1; j < k; j++) {
        double sum = matrix[j * k + i];
        for (size_t m = 0; m < i; m++)
            sum -= l[i * k + m] * l[j * k + m];
        l[j * k + i] = sum / l[i * k + i];
    }
}

static sw_status arrange(sw_rectangle_plan *p, double *matrix, double *mean,
                         sw_error *err)
{
    for (size_t i = 0; i < p->k; i++) {
        double variance = 0.0, sum;
        size_t j = next_variable(p, i, mean, &variance);
        if (j == p->k) {
            for (j = i; j < p->k; j++)
                if (variance_left(p, i, j, mean, &sum) < -1e-6)
                    return sw_fail(err, SW_EDOMAIN,
                                   "correlation is not positive semidefinite");
            return SW_OK;
        }
        exchange(p, matrix, i, j);
        fill_column(p, matrix, i, variance);
        variance_left(p, i, i, mean, &sum);
        double sd = sqrt(variance);
        mean[i] =
            truncated_mean((p->lower[i] - sum) / sd, (p->upper[i] - sum) / sd);
    }
    return SW_OK;
}

sw_status sw_rectangle_plan_init(sw_rectangle_plan *plan, const sw_rectangle *r,
                                 sw_error *err)
{
    sw_rectangle_plan p = {.k = r->k};
    double *matrix = NULL, *mean = NULL;
    sw_status st = check(r, err);
    if (st != SW_OK)
        return st;
    p.lower = calloc(r->k, sizeof *p.lower);
    p.upper = calloc(r->k, sizeof *p.upper);
    p.factor = calloc(r->k * r->k, sizeof *p.factor);
    matrix = calloc(r->k * r->k, sizeof *matrix);
    mean = calloc(r->k, sizeof *mean);
    if (p.lower == NULL || p.upper == NULL || p.factor == NULL ||
        matrix == NULL || mean == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    for (size_t i = 0; i < r->k; i++) {
        p.lower[i] = r->lower[i];
        p.upper[i] = r->upper[i];
    }
    for (size_t i = 0; i < r->k * r->k; i++)
        matrix[i] = r->correlation[i];
    st = arrange(&p, matrix, mean, err);

cleanup:
    free(mean);
    free(matrix);
    if (st == SW_OK)
        *plan = p;
    else
        sw_rectangle_plan_clear(&p);
    return st;
}

void sw_rectangle_plan_clear(sw_rectangle_plan *plan)
{
    free(plan->lower);
    free(plan->upper);
    free(plan->factor);
    *plan = (sw_rectangle_plan){0};
}
