/*
 * simulation.h - the economics over every uncertain input and the effect's own
 * uncertainty, all options on the same draws.
 *
 * Randomly shifted Sobol points (16 shifts), Latin hypercube or pseudo-random;
 * streams per block of draws, so the number of threads changes no digit.
 */
#ifndef SW_SIMULATION_SIMULATION_H
#define SW_SIMULATION_SIMULATION_H

#include "economics/economics.h"

/* An option to simulate: its ledgers in both views. A switch is today's
 * contracts to their ends and what comes `then`. */
typedef struct sw_simulated_option {
    const sw_ledger *view[SW_VIEWS];
    const sw_ledger *then[SW_VIEWS]; /* NULL: nothing more */
    const sw_economics *model;       /* of `then`, on the same inputs */
    double scale; /* that makes its net benefit comparable with option 0's where
                     their windows differ (src/economics/README.md 5); 1 */
} sw_simulated_option;

typedef struct sw_option_draws {
    double mean, sd, p05, p50, p95; /* net benefit, commitment, headline */
    double mc_se;                   /* of the mean */
    double probability_positive;
    double cvar10; /* mean of the worst tenth */
    /* Live: all inputs at their means, as the sheets have it. Net present value
     * as the headline counts it, of the programme, and by class; licences less
     * leaving's. */
    double npv, npv_programme, npv_cashable, npv_with_capacity, npv_all;
    double licence;
    double probability_best, expected_loss;
    double probability_within; /* loss against the best <= tolerance */
} sw_option_draws;

typedef struct sw_tornado_bar {
    size_t input;
    double low, high;         /* P10 and P90 of the input */
    double npv_low, npv_high; /* of renewing all, others at their means */
} sw_tornado_bar;

typedef struct sw_curve_point {
    double x, y;
} sw_curve_point;

typedef struct sw_histogram_bin {
    double lower, upper, share;
} sw_histogram_bin;

typedef struct sw_simulation {
    size_t draws; /* as run: 16 * 2^k for sobol */
    uint64_t seed;
    sw_draw_method method;
    size_t n_varying;         /* inputs that vary */
    sw_option_draws *options; /* [n_options] in the order given */
    size_t n_options;
    sw_simulated_option *given; /* [n_options] their streams; borrowed */
    sw_option_draws leave;      /* 0 by definition, with its losses */
    double evpi;
    sw_tornado_bar *tornado; /* sorted by swing, largest first */
    size_t n_tornado;
    sw_curve_point *ceac; /* of option 0: price, P(net benefit > 0) */
    size_t n_ceac;
    sw_histogram_bin *histogram; /* of option 0's net benefit */
    size_t n_histogram;
    double programme_p05, programme_p95; /* of option 0 */
    double assumption_variance_share; /* of option 0; NaN when nothing varies */
    bool *in_set; /* [n_options] takes part in best, losses and EVPI */
    /* Of every draw, option by option; see the two functions below. */
    double *net, *licence;
} sw_simulation;

/**
 * @param option [n_options]; option 0 is renewing all. Leaving (0 by
 *               definition) takes part in `probability_best`, losses and EVPI.
 * @param tolerance money within which a choice counts as right
 * (src/decision/README.md)
 */
SW_NODISCARD sw_status sw_simulate(sw_simulation **out, const sw_economics *e,
                                   const sw_simulated_option *option,
                                   size_t n_options, double tolerance,
                                   sw_error *err);
void sw_simulation_free(sw_simulation *s);

/* [draws] net benefit of an option, and present value of its licences less
 * leaving's: what scaling the price by k costs is (k - 1) times it. */
const double *sw_simulation_net(const sw_simulation *s, size_t option);
const double *sw_simulation_licence(const sw_simulation *s, size_t option);

/* Probability of being best, expected loss, probability of a loss within the
 * tolerance and EVPI, over leaving and the options of `in_set`. An option
 * outside has no probability of being best (NaN); its losses are those of
 * choosing it all the same. */
void sw_simulation_compare(sw_simulation *s, double tolerance);
/* The same losses for draws of something that is not among the options:
 * sets expected_loss, probability_within and (NaN) probability_best. */
void sw_simulation_losses(sw_option_draws *out, const sw_simulation *s,
                          const double *net, double tolerance);
/* Monte-Carlo error of the difference of two options' means; NULL draws are 0
 * throughout, as leaving's. */
double sw_simulation_difference_error(const sw_simulation *s, const double *a,
                                      const double *b);

/* Mean, spread, quantiles, probability and worst tenth of n draws; live
 * figures are left alone. `net` stays as it is.
 * @return SW_OK, SW_ENOMEM */
SW_NODISCARD sw_status sw_draws_summarise(sw_option_draws *out,
                                          const double *net, size_t n,
                                          sw_error *err);

#endif
