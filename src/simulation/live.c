#include "simulation/live.h"

#include <stdlib.h>

/* Each segment's effect at its mean, as the sheets have it. */
static const double **mean_segments(double *mean, const sw_economics *e)
{
    size_t n = e->evidence->n_segments;
    const double **segment = calloc(n + 1, sizeof *segment);
    for (size_t g = 0; segment != NULL && g < n; g++) {
        mean[g] = sw_segment_effect(e, g, e->mean[SW_IN_EFFECT]);
        segment[g] = &mean[g];
    }
    return segment;
}

static void set_commitment(sw_option_draws *out, const sw_model_block *b,
                           sw_headline headline)
{
    double *net[] = {&out->npv_cashable, &out->npv_with_capacity,
                     &out->npv_all};
    for (int basis = 0; basis < 3; basis++)
        sw_model_net(net[basis], b, (sw_headline)basis, 1);
    out->npv = *net[headline];
    out->licence = b->scale * (b->stay.v.licence[0] - b->against->v.licence[0]);
}

sw_status sw_live_set(sw_option_draws *out, const sw_option_model *m,
                      sw_error *err)
{
    const sw_economics *e = m->e;
    sw_headline headline = e->pilot->policy.headline;
    sw_columns all = {1, e->mean_column, e->none_varies, NULL, NULL};
    sw_columns by_segment = all; /* read by options that keep some */
    double *mean = calloc(e->evidence->n_segments + 1, sizeof *mean);
    const double **segment = mean != NULL ? mean_segments(mean, e) : NULL;
    sw_model_block *b = NULL;
    sw_status st = segment != NULL ? sw_model_block_new(&b, m, err)
                                   : sw_fail(err, SW_ENOMEM, "live figures");
    if (st == SW_OK) {
        if (e->evidence->posterior != NULL)
            by_segment.segment = segment;
        sw_model_begin(b, m, &all);
        for (size_t o = 0; o < m->n_options; o++) {
            sw_model_stay(b, m, o, SW_VIEW_COMMITMENT, &by_segment);
            set_commitment(&out[o], b, headline);
            sw_model_stay(b, m, o, SW_VIEW_PROGRAMME, &by_segment);
            sw_model_net(&out[o].npv_programme, b, headline, 1);
        }
    }
    sw_model_block_free(b);
    free(segment);
    free(mean);
    return st;
}
