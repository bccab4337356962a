#include "simulation/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/sum.h"

/* Sums of products round a first guess of the means, against cancellation. */
static void add_products(double *sum, double *products, const double *measured,
                         const double *guess, size_t k, size_t n)
{
    for (size_t a = 0; a < k; a++)
        for (size_t i = 0; i < n; i++) {
            double away = measured[a * SW_BLOCK + i] - guess[a];
            sum[a] += away;
            for (size_t b = 0; b <= a; b++)
                products[a * k + b] +=
                    away * (measured[b * SW_BLOCK + i] - guess[b]);
        }
}

/* From sums round a first guess. */
static void finish(double *mean, double *covariance, const double *sum,
                   size_t k, double n)
{
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b <= a; b++)
            covariance[a * k + b] = covariance[b * k + a] =
                (covariance[a * k + b] - sum[a] * sum[b] / n) / n;
    for (size_t a = 0; a < k; a++)
        mean[a] += sum[a] / n;
}

sw_status sw_draws_spread(double *mean, double *covariance, size_t k,
                          const sw_draw_plan *plan, size_t points,
                          sw_measuring *measure, const void *of, sw_error *err)
{
    sw_draw_block b;
    sw_status st = sw_draw_block_init(&b, plan, err);
    if (st != SW_OK)
        return st;
    double *measured = calloc(k * SW_BLOCK, sizeof *measured);
    double *sum = calloc(k, sizeof *sum);
    if (measured == NULL || sum == NULL)
        st = sw_fail(err, SW_ENOMEM, "spread of %zu quantities", k);
    memset(covariance, 0, k * k * sizeof *covariance);
    for (size_t r = 0; st == SW_OK && r < SW_REPLICATES; r++) {
        sw_draw_block_fill(&b, plan, r, 0, points);
        measure(measured, of, b.column, b.segment, points);
        for (size_t a = 0; r == 0 && a < k; a++)
            mean[a] = sw_mean(measured + a * SW_BLOCK, points);
        add_products(sum, covariance, measured, mean, k, points);
    }
    if (st == SW_OK)
        finish(mean, covariance, sum, k, (double)(points * SW_REPLICATES));
    free(measured);
    free(sum);
    sw_draw_block_clear(&b);
    return st;
}
