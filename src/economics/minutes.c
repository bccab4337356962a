/*
 * minutes.c - the minutes that are priced, and the segments' shares of them.
 */
#include <math.h>

#include "economics/economics.h"

double sw_segment_seats(const sw_economics *e, size_t g)
{
    double all = 0.0;
    for (size_t k = 0; k < e->evidence->n_segments; k++)
        all += e->evidence->segments[k].seats;
    return all * sw_segment_share(e->evidence, g);
}

double sw_segment_coverage(const sw_economics *e)
{
    double all = 0.0;
    for (size_t g = 0; g < e->evidence->n_segments; g++)
        all += e->evidence->segments[g].seats;
    double assigned = sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
    return assigned < all ? assigned / all : 1.0;
}

double sw_segment_effect(const sw_economics *e, size_t segment, double effect)
{
    const sw_evidence *ev = e->evidence;
    double mean = 0.0;
    for (size_t g = 0; g < ev->n_segments; g++)
        mean += sw_segment_share(ev, g) * ev->segments[g].pooled;
    return effect + ev->segments[segment].pooled - mean;
}

/* Of a ledger's kept segments or of all: the sum of their shares times what
 * their seats save, the silent among them. */
static void segments_chain(double *out, const sw_economics *e,
                           const sw_ledger *l, const sw_columns *in)
{
    const sw_evidence *ev = e->evidence;
    const double *weight = l != NULL ? l->segment_weight : NULL;
    double all[SW_BLOCK] = {0.0};
    for (size_t g = 0; g < ev->n_segments; g++)
        sw_evidence_add_all(
            all, weight != NULL ? weight[g] : sw_segment_share(ev, g),
            in->segment[g], &ev->segments[g].silent, in->column, in->n);
    sw_evidence_chain_of_all(out, all, in->column, in->n);
}

/* The chain is affine in the effect, and every segment's grows as far as it has
 * room. */
static void segments_with_room(double *out, const sw_economics *e,
                               const sw_ledger *l, const sw_columns *in,
                               const double *growth)
{
    const sw_evidence *ev = e->evidence;
    const double *weight = l != NULL ? l->segment_weight : NULL;
    for (size_t i = 0; i < in->n; i++)
        out[i] = 0.0;
    for (size_t g = 0; g < ev->n_segments; g++) {
        double all[SW_BLOCK] = {0.0}, own[SW_BLOCK];
        double share = weight != NULL ? weight[g] : sw_segment_share(ev, g);
        sw_evidence_add_all(all, 1.0, in->segment[g], &ev->segments[g].silent,
                            in->column, in->n);
        sw_evidence_chain_of_all(own, all, in->column, in->n);
        for (size_t i = 0; i < in->n; i++)
            out[i] +=
                share * own[i] *
                sw_segment_room(in->use[g] != NULL ? &in->use[g][i] : NULL,
                                growth[i]);
    }
}

double sw_segment_room(const double *use, double growth)
{
    return use != NULL && *use * growth > 1.0 ? 1.0 / (*use * growth) : 1.0;
}

double sw_segment_mean_room(const sw_economics *e, size_t segment)
{
    const sw_inputs *in = &e->inputs;
    sw_distribution d;
    if (!sw_inputs_at(in, SW_IN_ADOPTION)->known ||
        !sw_segment_use(&d, &e->evidence->segments[segment]))
        return 1.0;
    double use = sw_distribution_mean(&d);
    return sw_segment_room(&use, sw_inputs_value(in, SW_IN_ADOPTION) /
                                     sw_inputs_value(in, SW_IN_ADOPTION_PILOT));
}

void sw_minutes_column(double *out, const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in)
{
    double growth[SW_BLOCK] = {0};
    bool grows = sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known;
    for (size_t i = 0; grows && i < in->n; i++)
        growth[i] =
            in->column[SW_IN_ADOPTION][i] / in->column[SW_IN_ADOPTION_PILOT][i];
    if (grows && in->segment != NULL && in->use != NULL)
        segments_with_room(out, e, l, in, growth);
    else if (in->segment != NULL)
        segments_chain(out, e, l, in);
    else
        sw_evidence_chain(out, in->column, in->n);
    /* without later adoption it stays as in the pilot: the ratio is 1 */
    for (size_t i = 0; grows && i < in->n; i++)
        out[i] *= growth[i];
}
