/*
 * draws_store.h - what the blocks of draws leave behind.
 *
 * Every block writes places of its own, and the places are added up in order
 * afterwards, so that the number of threads changes no bit.
 */
#ifndef SW_SIMULATION_DRAWS_STORE_H
#define SW_SIMULATION_DRAWS_STORE_H

#include "simulation/draw_plan.h"
#include "simulation/option_model.h"

/* Moments of a varying input with option 0's net benefit, per block. */
typedef struct sw_moments {
    double x, xx, xy;
} sw_moments;

typedef struct sw_draws_store {
    size_t n_draws, n_blocks, blocks_per_replicate, per_replicate;
    size_t n_options, n_varying;
    double *draws;       /* [n_options * n_draws] commitment, headline */
    double *programme;   /* [n_draws] option 0 */
    double *licence;     /* [n_options * n_draws] licences less leaving's */
    sw_moments *moments; /* [n_blocks * n_varying] */
} sw_draws_store;

SW_NODISCARD sw_status sw_store_init(sw_draws_store *s,
                                     const sw_draw_plan *plan, size_t n_options,
                                     sw_error *err);
void sw_store_clear(sw_draws_store *s);

/* Keeps a block's net benefits; of the programme, option 0's. */
void sw_store_draws(const sw_draws_store *s, size_t option, int view,
                    size_t block, const double *net, size_t n);
/* Licences of what was valued last, less those of leaving. */
void sw_store_licence(sw_draws_store *s, size_t option, size_t block,
                      const sw_model_block *b, size_t n);
void sw_store_moments(sw_draws_store *s, size_t block, const sw_draw_plan *plan,
                      const sw_draw_block *b, size_t n);

#endif
