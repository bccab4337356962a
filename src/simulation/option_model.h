/*
 * option_model.h - net benefits of all options on a block of draws.
 */
#ifndef SW_SIMULATION_OPTION_MODEL_H
#define SW_SIMULATION_OPTION_MODEL_H

#include "economics/value.h"
#include "simulation/draw_plan.h"
#include "simulation/simulation.h"

/* Leaving over the window of an option: what it is compared with. A contract
 * that can't be left, or a cost that is committed, goes on in a longer one. */
typedef struct sw_left {
    sw_ledger ledger;
    sw_worth *worth;
} sw_left;

/* What is the same for every block; read by all threads. */
typedef struct sw_option_model {
    const sw_economics *e;
    const sw_simulated_option *option; /* [n_options] borrowed */
    size_t n_options;
    sw_worth **own;  /* [n_options * SW_VIEWS] */
    sw_worth **then; /* [n_options * SW_VIEWS]; NULL without `then` */
    size_t *against; /* [n_options * SW_VIEWS] index of `left` */
    sw_left *left;   /* [n_left] that differ in what they are worth */
    size_t n_left;
} sw_option_model;

SW_NODISCARD sw_status sw_option_model_init(sw_option_model *m,
                                            const sw_economics *e,
                                            const sw_simulated_option *option,
                                            size_t n_options,
                                            const sw_draw_plan *plan,
                                            sw_error *err);
void sw_option_model_clear(sw_option_model *m);

enum { SW_VALUE_COLUMNS = 7 };

typedef struct sw_value_columns {
    double store[SW_VALUE_COLUMNS][SW_BLOCK];
    sw_present_value v;
} sw_value_columns;

/* Working memory of one thread. */
typedef struct sw_model_block {
    sw_value_columns stay;
    sw_value_columns *left;          /* [n_left] */
    const sw_value_columns *against; /* what `stay` is compared with */
    sw_rates *rates;                 /* of today's model */
    sw_rates **others; /* [n_options] of those switched to; NULL without */
    size_t n_options;
    double scale; /* of what was valued last */
} sw_model_block;

SW_NODISCARD sw_status sw_model_block_new(sw_model_block **out,
                                          const sw_option_model *m,
                                          sw_error *err);
void sw_model_block_free(sw_model_block *b);

/* Values leaving on a new block of draws. */
void sw_model_begin(sw_model_block *b, const sw_option_model *m,
                    const sw_columns *in);
/* Values staying with one option in one view, after sw_model_begin. */
void sw_model_stay(sw_model_block *b, const sw_option_model *m, size_t option,
                   int view, const sw_columns *in);
/* Net benefit of what was valued last, on a basis. */
void sw_model_net(double *net, const sw_model_block *b, sw_headline basis,
                  size_t n);

/* Net benefits in the commitment, headline basis: net[n_options * stride]. */
void sw_model_values(double *net, size_t stride, sw_model_block *b,
                     const sw_option_model *m, const sw_columns *in);

#endif
