/*
 * commitments.h - how often a useless copilot is paid for.
 */
#ifndef SW_VALIDITY_COMMITMENTS_H
#define SW_VALIDITY_COMMITMENTS_H

#include <stdio.h>

#include "regret/rules.h"

/* Prints, by design, how many of `runs` pilots of 300 seats that save nothing
 * end in spending on seats. True if the gates are met within four standard
 * errors: .05 where persons are randomised, .10 with volunteers or before and
 * after alone. What self-report alone does is printed by what people claim. */
bool commitments_table(FILE *out, const char *folder, size_t runs,
                       uint64_t seed);

#endif
