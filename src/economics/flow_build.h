/*
 * flow_build.h - the model's cost and benefit lines, from pilot and evidence.
 */
#ifndef SW_ECONOMICS_FLOW_BUILD_H
#define SW_ECONOMICS_FLOW_BUILD_H

#include "economics/economics.h"

/* Fills flows, n_flows, has_benefit, has_time_saved and warnings. */
void sw_flows_build(sw_economics *e);

#endif
