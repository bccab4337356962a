/* The score interval of one proportion. */
#include "stats/wilson.h"

#include <math.h>

#include "stats/distribution.h"

sw_interval sw_wilson(sw_count count, double z)
{
    double n = (double)count.n, yes = (double)count.yes, no = n - yes;
    double z2 = z * z, half = z * sqrt(yes * no / n + z2 / 4.0);
    sw_interval ci = {0.0, 1.0, NAN};
    if (count.yes > 0)
        ci.lower = (yes + z2 / 2.0 - half) / (n + z2);
    if (count.yes < count.n)
        ci.upper = (yes + z2 / 2.0 + half) / (n + z2);
    return ci;
}

double sw_interval_z(double level, sw_hypothesis alternative)
{
    double tail = 1.0 - level;
    return -sw_quantile_normal(alternative == SW_TWO_SIDED ? tail / 2.0 : tail);
}

void sw_open_end(sw_interval *ci, sw_hypothesis alternative)
{
    if (alternative == SW_LESS)
        ci->lower = -INFINITY;
    if (alternative == SW_GREATER)
        ci->upper = INFINITY;
}
