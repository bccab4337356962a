/*
 * draws_decision.h - what draws of net benefits say: which option, how sure,
 * and what it would be worth to know more. Knows nothing of pilots.
 *
 * The matrix of draws is option-major: net[o * n_draws + i] is the net benefit
 * of option o in draw i, all options on the same draws. Every value is finite.
 */
#ifndef SW_SIMULATION_DRAWS_DECISION_H
#define SW_SIMULATION_DRAWS_DECISION_H

#include <stddef.h>
#include <stdint.h>

#include "seatworth/error.h"

/* Borrowed. */
typedef struct sw_benefit_draws {
    const double *net; /* [n_options * n_draws], money */
    size_t n_options;  /* >= 1 */
    size_t n_draws;    /* >= 2 */
} sw_benefit_draws;

typedef struct sw_option_worth {
    double mean, sd;         /* of the net benefit; sd with divisor n - 1 */
    double probability_best; /* share of draws in which no option is better;
                                k options that tie share the draw */
    double expected_loss;    /* mean of the best of a draw less this option */
} sw_option_worth;

typedef struct sw_draws_choice {
    size_t best; /* option of the highest mean; the first of those that tie */
    double evpi; /* E[max_a NB_a] - max_a E[NB_a] = the lowest expected loss */
    double evpi_se; /* Monte-Carlo standard error, independent draws */
} sw_draws_choice;

/**
 * Expected net benefit, chance of being best and expected loss of each option,
 * and the expected value of perfect information.
 *
 * `probability_best` over thresholds is the acceptability curve (CEAC), that of
 * `best` the frontier (CEAF): the option of the highest mean, not of the
 * highest probability.
 *
 * @param[out] worth  [n_options], written only on SW_OK
 * @param[out] choice written only on SW_OK
 * @param draws       as above
 * @param err         may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value is not finite
 *         SW_ENODATA  no option, or fewer than 2 draws
 *
 * Numerics: compensated sums; `evpi` is the loss of `best`, so that the lowest
 *           loss is the EVPI to the last digit.
 * Source:   Fenwick, Claxton & Sculpher (2001), Health Economics 10, 779-787;
 *           frontier: Barton, Briggs & Fenwick (2008), Value in Health 11,
 *           886-897; losses: Alarid-Escudero et al. (2019), Value in Health 22.
 * Deviates: ties are split, where common programs take the first or any one.
 */
SW_NODISCARD sw_status sw_draws_choose(sw_option_worth *worth,
                                       sw_draws_choice *choice,
                                       const sw_benefit_draws *draws,
                                       sw_error *err);

/* net[n] = threshold * effect[n] - cost[n]: what a unit of effect is worth less
 * what it costs. */
void sw_net_benefit(double *net, const double *effect, const double *cost,
                    size_t n, double threshold);

typedef struct sw_partial_information {
    double value; /* EVPPI, in [0, EVPI]; money */
    double se;    /* of the regression and of the draws together */
} sw_partial_information;

enum { SW_EVPPI_MIN_DRAWS = 20 };

/**
 * Expected value of knowing one parameter perfectly (EVPPI), by regression.
 *
 *   g_a(x) = E[NB_a - NB_best | parameter = x]     penalised cubic B-spline
 *   EVPPI  = mean_i max(0, max_a g_a(x_i)) - bias
 *
 * The maximum of curves that carry noise is too high on average. The bias is
 * how much higher it gets when noise of the same size is added once more: the
 * curves' posterior draws, correlated between the options as their residuals.
 *
 * @param[out] out   written only on SW_OK
 * @param draws      as above
 * @param parameter  [n_draws] value of the parameter in each draw, finite; up
 *                   to 20 distinct values are groups, with their own means
 * @param seed       of the posterior draws
 * @param err        may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a value is not finite
 *         SW_ENODATA  no option, or fewer than SW_EVPPI_MIN_DRAWS draws
 *         SW_ENUMERIC the regression has no solution
 *         SW_ENOMEM
 *
 * Numerics: the same for any order of the options, and for a sum that is added
 *           to all of them in a draw.
 * Draws:    in order, within one by option and by coefficient; each is used
 *           with both signs.
 * Source:   Strong, Oakley & Brennan (2014), Medical Decision Making 34,
 *           311-326; smoothness by REML: Wood (2011), JRSS B 73, 3-36.
 * Deviates: a bias is subtracted; values outside [0, EVPI] are moved to its
 *           ends.
 */
SW_NODISCARD sw_status sw_draws_evppi(sw_partial_information *out,
                                      const sw_benefit_draws *draws,
                                      const double *parameter, uint64_t seed,
                                      sw_error *err);

#endif
