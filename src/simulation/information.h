/*
 * information.h - what it is worth to know some inputs before deciding.
 *
 * Of inputs S known and the others as uncertain as they are,
 *
 *     value = E_S[max_a E(NB_a | S)] - max_a E[NB_a]
 *
 * over leaving and the options of `in_set`. E(NB_a | S) is the model at the
 * drawn S with every other input at its mean, where the net benefit is affine
 * in it; where it is A + B g(input), as of the adoption that a ratio divides
 * by, at the value with the mean of g. That is exact unless an input bends the
 * net benefit in more ways, or is correlated with S: sw_information_is_exact
 * says so, from trials of the model itself.
 *
 * Source:   Brennan et al. (2007), Medical Decision Making 27, 448-470; the
 *           one-level form: Madan et al. (2014), ibid. 34, 327-342.
 * Deviates: the means are moved to the simulated ones, so that the best option
 *           without information is that of the decision.
 */
#ifndef SW_SIMULATION_INFORMATION_H
#define SW_SIMULATION_INFORMATION_H

#include "simulation/option_model.h"

typedef struct sw_information sw_information;

typedef struct sw_information_value {
    double value, se; /* se: of 16 replicates; value may be below 0 by it */
    double changes_action; /* P(the best option becomes another one) */
    double stays;          /* P(any option becomes worth more than leaving) */
} sw_information_value;

/**
 * @param s      has been simulated; its options' streams are still there
 * @param points draws of each of the 16 replicates, at most SW_BLOCK
 */
SW_NODISCARD sw_status sw_information_new(sw_information **out,
                                          const sw_simulation *s,
                                          const sw_economics *e, size_t points,
                                          sw_error *err);
void sw_information_free(sw_information *x);

const sw_draw_plan *sw_information_plan(const sw_information *x);
const sw_option_model *sw_information_model(const sw_information *x);

/* What a study does to the drawn inputs: it replaces what would be known for
 * certain by its expectation after the study. `column` holds a block's columns
 * of all inputs, `segment` those of the segments' effects (or NULL), and both
 * may be pointed to `own`, columns that the study may write. */
typedef void sw_learning(const void *study, const double **column,
                         const double **segment, double *own, size_t n);

/* Columns that a study may write, and its name for them. */
enum { SW_LEARNT_COLUMNS = 3 };

/**
 * @param known [n_inputs] the inputs of S; with SW_IN_EFFECT go the segments'
 * @param learn NULL: S becomes known for certain
 */
SW_NODISCARD sw_status sw_information_worth(sw_information_value *out,
                                            const sw_information *x,
                                            const bool *known,
                                            sw_learning *learn,
                                            const void *study, sw_error *err);

/* Draws of each replicate. */
size_t sw_information_points(const sw_information *x);

/* Whether the conditional expectation given S is exact. */
bool sw_information_is_exact(const sw_information *x, const bool *known);

#endif
