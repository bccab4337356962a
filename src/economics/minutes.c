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

void sw_minutes_column(double *out, const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in)
{
    if (in->segment != NULL)
        segments_chain(out, e, l, in);
    else
        sw_evidence_chain(out, in->column, in->n);
    if (!sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known)
        return; /* adoption stays as in the pilot: the ratio is 1 */
    for (size_t i = 0; i < in->n; i++)
        out[i] *=
            in->column[SW_IN_ADOPTION][i] / in->column[SW_IN_ADOPTION_PILOT][i];
}
