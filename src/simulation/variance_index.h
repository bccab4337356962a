/*
 * variance_index.h - Sobol indices of the simulated net benefit.
 */
#ifndef SW_SIMULATION_VARIANCE_INDEX_H
#define SW_SIMULATION_VARIANCE_INDEX_H

#include "simulation/option_model.h"
#include "simulation/influence.h"

/* Fills out->sobol, of option 0 of the model. Draws: its own points, of twice
 * the dimensions. */
SW_NODISCARD sw_status sw_variance_indices(sw_influence *out,
                                           const sw_draw_plan *plan,
                                           const sw_option_model *model,
                                           sw_error *err);

#endif
