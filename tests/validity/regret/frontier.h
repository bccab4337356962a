/*
 * frontier.h - which bar to take: regret against false buying.
 */
#ifndef SW_VALIDITY_FRONTIER_H
#define SW_VALIDITY_FRONTIER_H

#include "regret/commitments.h"

/* Prints what the whole rule does at each bar with n worlds, and `runs` small
 * ones and useless ones a kind, studies followed to their end; and the bar of
 * least regret among those that hold the gates. */
void bars_table(FILE *out, const outcome *worlds, size_t n,
                const outcome *small, const outcome *useless, size_t runs);
/* Prints what each bar would do with the first choices of n worlds and of the
 * useless pilots, [FALSE_CELLS * runs]. */
void frontier_table(FILE *out, const outcome *worlds, size_t n,
                    const outcome *useless, size_t runs);

#endif
