/*
 * segment_worth.h - what each segment of the seats adds to a rightsizing.
 *
 * From the day seats can change, keeping segment g adds
 *
 *     worth_g = b_g (v0 + v1 effect_g) - s_g c
 *
 * on each draw, with b_g the people who carry its benefit (wage-weighted), s_g
 * the seats paid for them, c what a seat costs at today's price, v0 and v1 the
 * worth of a person's seat without effect and of a minute of effect: the chain
 * is affine in the effect. Where use grows later, a segment's minutes grow as
 * far as it has room (sw_segment_room), with its share of seats in use drawn.
 * Costs that stay whichever segments are kept are in `fixed`, so that keeping a
 * set is worth fixed + the sum of its worth_g, but for tiers and a minimum of
 * seats, which the set's own ledger has.
 *
 * Source: src/decision/README.md, steps 1 and 5.
 */
#ifndef SW_SIMULATION_SEGMENT_WORTH_H
#define SW_SIMULATION_SEGMENT_WORTH_H

#include "economics/economics.h"

typedef struct sw_segment_worth {
    size_t n_segments, n_draws;
    double *mean;        /* [n_segments] all inputs at their means */
    double *people;      /* [n_segments] b_g */
    double *paid;        /* [n_segments] s_g */
    double *benefit;     /* [n_segments] mean without the cost of seats */
    double fixed_mean;   /* of `fixed`, all inputs at their means */
    double *probability; /* [n_segments] P(worth > 0); NULL until drawn */
    double *worth;       /* [n_segments * n_draws]; NULL until drawn */
    double *fixed;       /* [n_draws] less leaving; NULL until drawn */
} sw_segment_worth;

/**
 * The means alone; sw_segment_worth_draw adds the rest.
 *
 * @param e     has segments with a posterior, and time saved is priced
 * @param paid  [n_segments] seats paid for if the segment is kept
 * @param terms the option's: seats_from counts
 */
SW_NODISCARD sw_status sw_segment_worth_new(sw_segment_worth **out,
                                            const sw_economics *e,
                                            const sw_option_terms *terms,
                                            const double *paid, sw_error *err);

/**
 * Draws worth and probabilities, on the simulation's first draws.
 *
 * Draws: at most 1,024 of each replicate, 16,384 in all.
 */
SW_NODISCARD sw_status sw_segment_worth_draw(sw_segment_worth *w,
                                             const sw_economics *e,
                                             const sw_option_terms *terms,
                                             sw_error *err);
void sw_segment_worth_free(sw_segment_worth *w);

#endif
