/*
 * table.h - regret by rule, over all worlds and over parts of the mix.
 */
#ifndef SW_VALIDITY_TABLE_H
#define SW_VALIDITY_TABLE_H

#include <stdio.h>

#include "regret/rules.h"

/* Prints the study; `small` are randomised pilots of 15 + 15. True if the gates
 * are met: the upper 97.5 % bound of the ratio to the best simple rule at most
 * .70 over all worlds and, where `parts` asks for it, 1.05 in each design and
 * size, 1 in the smallest and in `small`. */
bool regret_table(FILE *out, const outcome *all, size_t n, const outcome *small,
                  size_t n_small, bool parts, uint64_t seed);

#endif
