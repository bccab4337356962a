/*
 * summarise.h - from draws to means, quantiles, probabilities and curves.
 */
#ifndef SW_SIMULATION_SUMMARISE_H
#define SW_SIMULATION_SUMMARISE_H

#include "simulation/simulation.h"
#include "simulation/draws_store.h"

SW_NODISCARD sw_status sw_summarise(sw_simulation *s, const sw_economics *e,
                                    const sw_draw_plan *plan,
                                    const sw_draws_store *store, sw_error *err);

/* Renewing all at P10 and P90 of each varying input, others at their means. */
SW_NODISCARD sw_status sw_tornado(sw_simulation *s, const sw_economics *e,
                                  const sw_draw_plan *plan, sw_error *err);

/* Chance of paying by price per seat and month, and the distribution of the
 * net benefit of option 0. `sorted` are its draws in rising order. */
SW_NODISCARD sw_status sw_curves(sw_simulation *s, const sw_economics *e,
                                 const sw_draws_store *store,
                                 const double *sorted, sw_error *err);

#endif
