/* Units in which squares neither overflow nor underflow. */
#include "stats/scale.h"

#include <math.h>
#include <stdlib.h>

enum { LARGEST = 200 }; /* 2^200 is 1.6e60; its fourth power is in range */

int sw_exponent_of(const double *v, size_t n)
{
    double largest = 0.0;
    int exponent = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(v[i]));
    if (!(largest > 0.0 && isfinite(largest)))
        return 0;
    (void)frexp(largest, &exponent);
    return abs(exponent) > LARGEST ? exponent : 0;
}

void sw_scale_down(double *out, const double *v, size_t n, int exponent)
{
    for (size_t i = 0; i < n; i++)
        out[i] = ldexp(v[i], -exponent);
}

void sw_scale_estimate_up(sw_estimate *e, int exponent)
{
    e->estimate = ldexp(e->estimate, exponent);
    e->se = ldexp(e->se, exponent);
    e->ci.lower = ldexp(e->ci.lower, exponent);
    e->ci.upper = ldexp(e->ci.upper, exponent);
}
