/* fisher.h - two by two tables given both margins. */
#ifndef SW_STATS_FISHER_H
#define SW_STATS_FISHER_H

#include "seatworth/stats_counts.h"

/* All tables with the margins n1, n0 and `yes`: probability[i] of a table with
 * lowest + i yes among the n1. */
typedef struct sw_hypergeometric {
    size_t lowest, n;
    double *probability; /* owned; room for min(n1, n0) + 1 */
} sw_hypergeometric;

/* SW_ENOMEM. */
SW_NODISCARD sw_status sw_hypergeometric_init(sw_hypergeometric *h, size_t n1,
                                              size_t n0, sw_error *err);
/* Fills h for one margin. */
void sw_hypergeometric_at(sw_hypergeometric *h, size_t n1, size_t n0,
                          size_t yes);

/* p of the table with lowest + i yes; ties relative to 1e-7. */
double sw_fisher_p(const sw_hypergeometric *h, size_t i,
                   sw_hypothesis alternative);

/* Probability given the margins of all tables with a Fisher p up to `p`. */
double sw_fisher_region(const sw_hypergeometric *h, double p,
                        sw_hypothesis alternative);

/* boschloo.c: the largest probability of a Fisher p up to `fisher_p`.
 * SW_ENOMEM. */
SW_NODISCARD sw_status sw_boschloo_p(double *p, size_t n1, size_t n0,
                                     double fisher_p, sw_hypothesis alternative,
                                     sw_error *err);

#endif
