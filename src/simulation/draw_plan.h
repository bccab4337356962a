/*
 * draw_plan.h - which inputs vary, and how a block of draws is filled.
 */
#ifndef SW_SIMULATION_DRAW_PLAN_H
#define SW_SIMULATION_DRAW_PLAN_H

#include "economics/economics.h"
#include "simulation/marginal.h"
#include "simulation/points.h"

typedef struct sw_draw_plan {
    size_t n_inputs, n_varying;
    size_t *varying;         /* [n_varying] input ids, in order */
    sw_marginal *marginal;   /* [n_varying] */
    sw_distribution *events; /* [n_risks] of the risks' inputs */
    size_t n_risks;
    bool *varies;     /* [n_inputs] */
    double *constant; /* [n_inputs * SW_BLOCK] filled with values */
    const sw_segment_posterior *posterior; /* NULL without segments */
    double *segment_share; /* [n_segments] wage-weighted, of all seats */
    /* Where use grows later and is known of some segment, the share of each
     * segment's seats that is in use in the pilot. */
    bool use_drawn;
    sw_distribution *use_rate; /* [n_segments] */
    sw_marginal *use_marginal; /* [n_segments] no distribution: unknown */
    double *use_value;         /* [n_segments * SW_BLOCK] the means */
    const double **mean_use; /* [n_segments] into use_value; NULL: not drawn */
    size_t n_together;       /* varying inputs that are correlated */
    size_t *together;        /* [n_together] into `varying` */
    double *factor;          /* [n_together * n_together] lower triangle */
    const sw_normal_table *normal;
    sw_points points;
} sw_draw_plan;

SW_NODISCARD sw_status sw_draw_plan_init(sw_draw_plan *plan,
                                         const sw_economics *e, sw_error *err);
void sw_draw_plan_clear(sw_draw_plan *plan);

/* Dimensions of a draw: the varying inputs in order, then tau and a normal for
 * each segment, then where it is drawn the use of each segment. */

/* Working memory of one thread. */
typedef struct sw_draw_block {
    double *uniform;         /* [dimensions * SW_BLOCK] */
    double *varying;         /* [n_varying * SW_BLOCK] */
    const double **column;   /* [n_inputs] */
    double *theta;           /* [n_segments * SW_BLOCK] effects by segment */
    double effect[SW_BLOCK]; /* of all seats, from theta */
    const double **segment;  /* [n_segments] into theta */
    double *use_share;       /* [n_segments * SW_BLOCK] of its seats in use */
    const double **use;      /* [n_segments] into use_share; NULL: unknown */
    sw_columns in;
} sw_draw_block;

SW_NODISCARD sw_status sw_draw_block_init(sw_draw_block *b,
                                          const sw_draw_plan *plan,
                                          sw_error *err);
void sw_draw_block_clear(sw_draw_block *b);

/* Fills the block with draws first .. first + n - 1 of a replicate. */
void sw_draw_block_fill(sw_draw_block *b, const sw_draw_plan *plan,
                        size_t replicate, size_t first, size_t n);

/* The same from uniforms that are in b->uniform already. */
void sw_draw_block_transform(sw_draw_block *b, const sw_draw_plan *plan,
                             size_t n);

/* Whether the k-th varying input is one of the correlated ones. */
bool sw_draw_plan_is_together(const sw_draw_plan *plan, size_t k);

#endif
