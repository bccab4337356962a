#include "stats/quantile_table.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { HALVINGS = 60 };

double sw_knots_normal(size_t i)
{
    return -SW_TABLE_Z_MAX +
           2.0 * SW_TABLE_Z_MAX * (double)i / SW_TABLE_INTERVALS;
}

double sw_knots_probability(size_t i)
{
    return fmin(gsl_cdf_ugaussian_P(sw_knots_normal(i)), 1.0 - 0x1p-53);
}

static double slope(const double *x, size_t i)
{
    if (i == 0)
        return x[1] - x[0];
    if (i == SW_TABLE_INTERVALS)
        return x[i] - x[i - 1];
    if (i == 1 || i == SW_TABLE_INTERVALS - 1)
        return 0.5 * (x[i + 1] - x[i - 1]);
    return (8.0 * (x[i + 1] - x[i - 1]) - (x[i + 2] - x[i - 2])) / 12.0;
}

void sw_knots_cubic(double cubic[4], const double *table, size_t i)
{
    double rise = table[i + 1] - table[i];
    double at = slope(table, i), next = slope(table, i + 1);
    cubic[0] = table[i];
    cubic[1] = at;
    cubic[2] = 3.0 * rise - 2.0 * at - next;
    cubic[3] = at + next - 2.0 * rise;
}

static double cubic_at(const double c[4], double t)
{
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

double sw_knots_at(const double *table, double z)
{
    double c[4], t;
    size_t i = sw_knots_interval(z, &t);
    sw_knots_cubic(c, table, i);
    return cubic_at(c, t);
}

double sw_knots_find(const double *table, double x)
{
    size_t low = 0, high = SW_TABLE_INTERVALS;
    if (!(x > table[low]))
        return -SW_TABLE_Z_MAX;
    if (!(x < table[high]))
        return SW_TABLE_Z_MAX;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(table[middle] > x ? &high : &low) = middle;
    }
    double c[4], from = 0.0, to = 1.0;
    sw_knots_cubic(c, table, low);
    for (int k = 0; k < HALVINGS; k++) {
        double t = 0.5 * (from + to);
        *(cubic_at(c, t) > x ? &to : &from) = t;
    }
    double step = sw_knots_normal(1) - sw_knots_normal(0);
    return sw_knots_normal(low) + step * from;
}
