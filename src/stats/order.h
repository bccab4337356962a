/* order.h - sorting and midranks. */
#ifndef SW_STATS_ORDER_H
#define SW_STATS_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "seatworth/stats.h"

/* Ascending, in place; no NaN. */
void sw_sort(double *v, size_t n);

/* A sorted copy, freed by the caller; NULL without memory (or without n). */
double *sw_sorted_copy(sw_sample x);

/* The index of the k-th smallest in order[k]; ties by index. SW_ENOMEM. */
SW_NODISCARD sw_status sw_sort_index(size_t *order, const double *v, size_t n,
                                     sw_error *err);

/* Twice the midranks of v[n] (1-based ranks, so even without ties), and the sum
 * of t^3 - t over groups of t ties. SW_ENOMEM. */
SW_NODISCARD sw_status sw_doubled_ranks(int64_t *rank, double *tie_sum,
                                        const double *v, size_t n,
                                        sw_error *err);

#endif
