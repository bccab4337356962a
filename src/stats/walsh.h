/* walsh.h - order statistics of the averages of all pairs. */
#ifndef SW_STATS_WALSH_H
#define SW_STATS_WALSH_H

#include <stddef.h>

/* The k-th smallest (1-based) of the n(n+1)/2 averages (d_i + d_j)/2, i <= j,
 * of ascending finite d[n]. Exact: bisection on the doubles, each step O(n). */
double sw_walsh_at(const double *d, size_t n, size_t k);

/* Their median. */
double sw_walsh_median(const double *d, size_t n);

#endif
