#include "simulation/draws_store.h"

#include <stdlib.h>
#include <string.h>

sw_status sw_store_init(sw_draws_store *s, const sw_draw_plan *plan,
                        size_t n_options, sw_error *err)
{
    size_t per = plan->points.per_replicate;
    *s = (sw_draws_store){.per_replicate = per,
                          .n_draws = per * SW_REPLICATES,
                          .blocks_per_replicate =
                              (per + SW_BLOCK - 1) / SW_BLOCK,
                          .n_options = n_options,
                          .n_varying = plan->n_varying};
    s->n_blocks = s->blocks_per_replicate * SW_REPLICATES;
    s->draws = calloc(n_options * s->n_draws, sizeof *s->draws);
    s->programme = calloc(s->n_draws, sizeof *s->programme);
    s->licence = calloc(n_options * s->n_draws, sizeof *s->licence);
    s->moments = calloc(s->n_blocks * (s->n_varying + 1), sizeof *s->moments);
    if (s->draws == NULL || s->programme == NULL || s->licence == NULL ||
        s->moments == NULL) {
        size_t n = s->n_draws;
        sw_store_clear(s);
        return sw_fail(err, SW_ENOMEM, "%zu draws", n);
    }
    return SW_OK;
}

void sw_store_clear(sw_draws_store *s)
{
    free(s->draws);
    free(s->programme);
    free(s->licence);
    free(s->moments);
    *s = (sw_draws_store){0};
}

/* First draw of a block in the arrays of n_draws. */
static size_t first_of(const sw_draws_store *s, size_t block)
{
    size_t replicate = block / s->blocks_per_replicate;
    return replicate * s->per_replicate +
           (block % s->blocks_per_replicate) * SW_BLOCK;
}

void sw_store_draws(const sw_draws_store *s, size_t option, int view,
                    size_t block, const double *net, size_t n)
{
    double *to = s->draws + option * s->n_draws;
    if (view == SW_VIEW_PROGRAMME)
        to = s->programme;
    memcpy(to + first_of(s, block), net, n * sizeof *net);
}

void sw_store_licence(sw_draws_store *s, size_t option, size_t block,
                      const sw_model_block *b, size_t n)
{
    double *out = s->licence + option * s->n_draws + first_of(s, block);
    for (size_t i = 0; i < n; i++)
        out[i] = b->scale * (b->stay.v.licence[i] - b->against->v.licence[i]);
}

/* Centred at the input's mean, against cancellation. */
void sw_store_moments(sw_draws_store *s, size_t block, const sw_draw_plan *plan,
                      const sw_draw_block *b, size_t n)
{
    const double *y = s->draws + first_of(s, block);
    for (size_t k = 0; k < plan->n_varying; k++) {
        double centre = plan->constant[plan->varying[k] * SW_BLOCK];
        const double *x = b->varying + k * SW_BLOCK;
        sw_moments m = {0};
        for (size_t i = 0; i < n; i++) {
            double d = x[i] - centre;
            m.x += d;
            m.xx += d * d;
            m.xy += d * y[i];
        }
        s->moments[block * plan->n_varying + k] = m;
    }
}
