#include "simulation/sobol_index.h"

#include <math.h>

#include "base/sum.h"
#include "simulation/points.h"

/* qt(0.975, 15) */
static const double T_15 = 2.1314495455597742;

void sw_sobol_level(sw_sobol_values *v)
{
    size_t total = SW_REPLICATES * v->n;
    sw_sum sum = {0}, square = {0};
    for (size_t i = 0; i < total; i++) {
        sw_sum_add(&sum, v->a[i]);
        sw_sum_add(&sum, v->b[i]);
    }
    v->mean = sw_sum_value(&sum) / (2.0 * (double)total);
    for (size_t i = 0; i < total; i++) {
        double a = v->a[i] - v->mean, b = v->b[i] - v->mean;
        sw_sum_add(&square, a * a);
        sw_sum_add(&square, b * b);
    }
    v->variance = sw_sum_value(&square) / (2.0 * (double)total);
}

static sw_index_estimate estimate_of(const double *replicate)
{
    double mean = sw_mean(replicate, SW_REPLICATES);
    double variance = sw_variance(replicate, SW_REPLICATES, mean);
    double half = T_15 * sqrt(variance / SW_REPLICATES);
    return (sw_index_estimate){mean, mean - half, mean + half};
}

void sw_sobol_estimate(sw_sobol_index *out, const sw_sobol_values *v)
{
    double first[SW_REPLICATES], total[SW_REPLICATES];
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_sum product = {0}, square = {0};
        for (size_t i = r * v->n; i < (r + 1) * v->n; i++) {
            double step = v->ab[i] - v->a[i];
            sw_sum_add(&product, (v->b[i] - v->mean) * step);
            sw_sum_add(&square, step * step);
        }
        double scale = (double)v->n * v->variance;
        first[r] = scale > 0.0 ? sw_sum_value(&product) / scale : NAN;
        total[r] = scale > 0.0 ? sw_sum_value(&square) / (2.0 * scale) : NAN;
    }
    out->first = estimate_of(first);
    out->total = estimate_of(total);
}
