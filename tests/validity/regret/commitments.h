/*
 * commitments.h - how often a useless copilot is paid for.
 */
#ifndef SW_VALIDITY_COMMITMENTS_H
#define SW_VALIDITY_COMMITMENTS_H

#include <stdio.h>

#include "regret/rules.h"

enum { FALSE_CELLS = 13 };

typedef struct false_cell {
    const char *what;
    study_design design;
    int people;     /* an arm */
    double claimed; /* minutes a day, of self-report */
    double gate;    /* 0: none */
    bool any_grade; /* grade D does not keep the rule from buying */
    double silent, follows, person_effect_sd; /* see simulate.h */
    int answers;
} false_cell;

extern const false_cell false_cells[FALSE_CELLS];

/* Prints, by kind of pilot, how many of `runs` that save nothing end in buying
 * seats. True if the gates are met within four standard errors: .05 where
 * persons are randomised, .10 at grades below A, .30 where missing data follow
 * the gain. What self-report alone does is printed. `all` takes the outcomes,
 * [FALSE_CELLS * runs]. */
bool commitments_table(FILE *out, outcome *all, const char *folder, size_t runs,
                       bool bars, uint64_t seed);

#endif
