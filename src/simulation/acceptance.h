/*
 * acceptance.h - which option pays at what a freed hour is worth: acceptability
 * curves over the realisation, and their frontier.
 *
 * The share of saved time that turns into value is set to 0, 5 % ... 100 %, all
 * else as drawn; net benefits are affine in it. At each,
 *
 *     probability_a = P(no option is better), ties split
 *     frontier      = that of the option with the highest expected net benefit
 *
 * Source:   Fenwick, Claxton & Sculpher (2001), Health Economics 10, 779-787;
 *           frontier: Barton, Briggs & Fenwick (2008), Value in Health 11,
 *           886-897.
 * Deviates: the axis is what an hour is worth in place of a willingness to pay.
 */
#ifndef SW_SIMULATION_ACCEPTANCE_H
#define SW_SIMULATION_ACCEPTANCE_H

#include "simulation/option_model.h"

enum { SW_ACCEPTANCE_POINTS = 21 };

typedef struct sw_acceptance {
    size_t n_options;    /* of the simulation; leaving comes after them */
    double *probability; /* [SW_ACCEPTANCE_POINTS * (n_options + 1)]; NaN: the
                            option is not in the set */
    double realisation[SW_ACCEPTANCE_POINTS];
    size_t best[SW_ACCEPTANCE_POINTS]; /* n_options: leaving */
    double frontier[SW_ACCEPTANCE_POINTS];
} sw_acceptance;

/* Draws: at most 512 of each replicate. *out is NULL where no saved time is
 * priced. */
SW_NODISCARD sw_status sw_acceptance_new(sw_acceptance **out,
                                         const sw_simulation *s,
                                         const sw_draw_plan *plan,
                                         const sw_option_model *model,
                                         sw_error *err);
void sw_acceptance_free(sw_acceptance *a);

#endif
