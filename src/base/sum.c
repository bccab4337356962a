#include "base/sum.h"

double sw_sum_of(const double *v, size_t n)
{
    sw_sum s = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&s, v[i]);
    return sw_sum_value(&s);
}

/* The second pass removes the rounding of the first (matters near 1e9). */
double sw_mean(const double *v, size_t n)
{
    double mean = sw_sum_of(v, n) / (double)n;
    sw_sum s = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&s, v[i] - mean);
    return mean + sw_sum_value(&s) / (double)n;
}

double sw_variance(const double *v, size_t n, double mean)
{
    sw_sum squares = {0}, deviations = {0};
    for (size_t i = 0; i < n; i++) {
        double d = v[i] - mean;
        sw_sum_add(&squares, d * d);
        sw_sum_add(&deviations, d);
    }
    double rest = sw_sum_value(&deviations);
    return (sw_sum_value(&squares) - rest * rest / (double)n) / (double)(n - 1);
}
