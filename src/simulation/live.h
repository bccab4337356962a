/*
 * live.h - every option with all inputs at their means: what sheets compute.
 */
#ifndef SW_SIMULATION_LIVE_H
#define SW_SIMULATION_LIVE_H

#include "simulation/option_model.h"

/* Sets npv, npv_programme, npv_cashable, npv_with_capacity, npv_all and licence
 * of each option. */
SW_NODISCARD sw_status sw_live_set(sw_option_draws *out,
                                   const sw_option_model *m, sw_error *err);

#endif
