/* A treatment effect given covariates: analysis of covariance, and Lin's. */
#include <stdlib.h>

#include "base/sum.h"
#include "seatworth/stats_models.h"
#include "stats/check.h"

/* Mean of column j of x[n * k]. */
static double column_mean(const double *x, size_t n, size_t k, size_t j)
{
    sw_sum sum = {0}, rest = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&sum, x[i * k + j]);
    double mean = sw_sum_value(&sum) / (double)n;
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&rest, x[i * k + j] - mean);
    return mean + sw_sum_value(&rest) / (double)n;
}

/* Treatment, covariates and, with `interact`, their products. */
static void fill(double *design, size_t width, const sw_adjusted_model *a)
{
    for (size_t j = 0; j < a->k; j++) {
        double centre = a->interact ? column_mean(a->x, a->n, a->k, j) : 0.0;
        for (size_t i = 0; i < a->n; i++) {
            double *row = design + i * width, z = a->x[i * a->k + j] - centre;
            row[1 + j] = z;
            if (a->interact)
                row[1 + a->k + j] = a->treated[i] ? z : 0.0;
        }
    }
    for (size_t i = 0; i < a->n; i++)
        design[i * width] = a->treated[i] ? 1.0 : 0.0;
}

sw_status sw_stats_adjusted_effect(sw_estimate *coefficient,
                                   sw_fit_summary *summary,
                                   const sw_adjusted_model *a, sw_error *err)
{
    sw_status st = sw_check_finite("x", (sw_sample){a->x, a->n * a->k}, err);
    if (st == SW_OK)
        st = sw_check_arms(a->treated, a->cluster, a->n, err);
    if (st != SW_OK)
        return st;
    size_t width = (size_t)SW_ADJUSTED_COUNT(a->k, a->interact) - 1;
    double *design = calloc(a->n * width, sizeof *design);
    if (design == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    fill(design, width, a);
    sw_regression model = {.y = a->y,
                           .x = design,
                           .n = a->n,
                           .k = width,
                           .cluster = a->cluster,
                           .vcov = a->vcov,
                           .level = a->level};
    st = sw_stats_ols_summary(coefficient, summary, &model, err);
    free(design);
    return st;
}
