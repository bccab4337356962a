/*
 * flip.h - at which value of one input the decision turns.
 */
#ifndef SW_EVALUATION_FLIP_H
#define SW_EVALUATION_FLIP_H

#include "evaluation/evaluation.h"

/**
 * Fills the verdict's flips, and which assumption it leans on: for every lever
 * (lever.h), the value at which renewing all is worth nothing,
 * and the value at which the verdict changes. Each value is tried on the whole
 * model: streams, tiers and pools are built anew, and the rule is applied to a
 * simulation of it. The input is held at the value, as `--set` does.
 *
 * @param v  an evaluation that is otherwise complete
 *
 * Numerics: the zero nearest to the current value among 24 intervals on either
 *           side (upwards to a thousand times it), then straight lines, and
 *           bisection where they do not halve (which also finds a tier's jump),
 *           to 1e-9 of the value; the verdict by at most twelve bisections, to
 *           half a percent, on 2,048 draws.
 * Cost:     about 15 simulations of 2,048 draws an input.
 */
void sw_flips_find(sw_evaluation *v);

#endif
