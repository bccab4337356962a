/*
 * knapsack.h - one choice of each group, under one budget.
 *
 *   max sum_g v_g(x_g)   with   sum_g c_g(x_g) <= budget,  one x_g of each
 * group
 *
 * The multiple-choice knapsack. Exact, by branch and bound: the bound is the
 * linear relaxation, which takes steps along each group's upper hull by value
 * per cost; a node branches on the one group whose step does not fit whole.
 * Where that takes more than the work allowed, the best choice found is given
 * with the bound that no choice can pass.
 *
 * Source:   Sinha and Zoltners (1979), Operations Research 27, 503-515;
 *           Dyer, Kayal and Walker (1984), J. Comput. Appl. Math. 11, 231-249.
 * Deviates: no.
 */
#ifndef SW_STATS_KNAPSACK_H
#define SW_STATS_KNAPSACK_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/error.h"

/* Groups lie one after another: group g has the options first[g] up to, not
 * including, first[g + 1]. Costs and values may be negative. */
typedef struct sw_knapsack {
    size_t n;                   /* groups, each with an option at least */
    const size_t *first;        /* [n + 1] */
    const double *cost, *value; /* [first[n]] finite */
    double budget;              /* INFINITY: none */
    size_t most_nodes;          /* 0: as many as are sensible */
} sw_knapsack;

typedef struct sw_knapsack_fit {
    bool feasible; /* the cheapest of each group is within the budget */
    bool exact;    /* nothing is better than what was chosen */
    double cost, value;
    double bound; /* no choice is worth more; `value` where exact */
    size_t nodes;
} sw_knapsack_fit;

/**
 * @param[out] chosen  [n] the option of each group, counted from its first;
 *                     without a feasible one, the cheapest
 * @return SW_OK; SW_EDOMAIN for a figure that is not finite or an empty group;
 *         SW_ENOMEM
 */
SW_NODISCARD sw_status sw_knapsack_solve(sw_knapsack_fit *out, size_t *chosen,
                                         const sw_knapsack *k, sw_error *err);

#endif
