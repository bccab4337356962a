/*
 * segment_draw.h - draws of the segments' effects from their joint posterior.
 *
 * tau by the inverse of its discrete distribution over the quadrature nodes,
 * then theta = mean + factor z given the node, z standard normal.
 * Source: METHODS 4, "how the posterior enters a draw", (a).
 */
#ifndef SW_SIMULATION_SEGMENT_DRAW_H
#define SW_SIMULATION_SEGMENT_DRAW_H

#include "simulation/draw_plan.h"

/* Fills the block's segment columns and, with their seat-weighted mean, the
 * effect's column. `u` chooses the node; the normals take the dimensions after
 * those of the varying inputs. */
void sw_segment_draw(sw_draw_block *b, const sw_draw_plan *plan,
                     const double *u, size_t replicate, size_t first, size_t n);

#endif
