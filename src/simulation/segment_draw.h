/*
 * segment_draw.h - draws of the segments' effects, and of all seats' from them.
 *
 * tau by the inverse of its discrete distribution over the quadrature nodes,
 * the common mean by the effect's own uniform, then the segments given both:
 *
 *     theta = mean + lean z0 + rest z,   effect = sum_h share_h theta_h
 *
 * Nothing is shifted to the mean of those who answered: a segment's draws are
 * the same whatever the others' numbers of seats.
 *
 * Source:   src/evidence/README.md, How the posterior enters a draw.
 */
#ifndef SW_SIMULATION_SEGMENT_DRAW_H
#define SW_SIMULATION_SEGMENT_DRAW_H

#include "simulation/draw_plan.h"

/* Fills the block's segment columns, and makes its effect column theirs. The
 * node and the normals take the dimensions after the varying inputs'. */
void sw_segment_draw(sw_draw_block *b, const sw_draw_plan *plan, size_t n);

#endif
