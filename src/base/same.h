/* same.h - whether two numbers are the very same one. */
#ifndef SW_BASE_SAME_H
#define SW_BASE_SAME_H

#include <stdbool.h>

/* To the last bit, but for the sign of 0; a NaN is the same as anything. */
static inline bool sw_is_same(double a, double b)
{
    return !(a < b) && !(a > b);
}

#endif
