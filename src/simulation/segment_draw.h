/*
 * segment_draw.h - draws of the segments' effects round that of all seats.
 *
 * tau by the inverse of its discrete distribution over the quadrature nodes,
 * then theta = mean + factor z given the node, z standard normal. The draw of
 * all seats' effect stays that of the lead estimate; theta gives the segments'
 * distances from their seat-weighted mean:
 *
 *     effect_g = effect + theta_g - sum_h share_h theta_h
 *
 * Source:   src/evidence/README.md, How the posterior enters a draw.
 * Deviates: theta's own mean is not used for all seats. It is estimated from
 *           segments of few degrees of freedom and has about twice the standard
 *           error of the lead estimate, from the same data.
 */
#ifndef SW_SIMULATION_SEGMENT_DRAW_H
#define SW_SIMULATION_SEGMENT_DRAW_H

#include "simulation/draw_plan.h"

/* Fills the block's segment columns; its effect column is there already. The
 * node and the normals take the dimensions after the varying inputs'. */
void sw_segment_draw(sw_draw_block *b, const sw_draw_plan *plan, size_t n);

#endif
