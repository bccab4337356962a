/*
 * sort.h - sorting many doubles, several times faster than qsort.
 */
#ifndef SW_BASE_SORT_H
#define SW_BASE_SORT_H

#include <stddef.h>

/* Sorts x[n] in rising order; scratch[n] is working memory. No NaN.
 * Cost: O(n), six passes of eleven bits. */
void sw_sort_many(double *x, double *scratch, size_t n);

#endif
