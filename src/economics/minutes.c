/*
 * minutes.c - the minutes that are priced, and the segments' shares of them.
 */
#include <math.h>

#include "economics/economics.h"

/* Mean hourly cost of the segments' people, where it is known. */
static double mean_wage(const sw_evidence *ev)
{
    double total = 0.0, seats = 0.0;
    for (size_t g = 0; g < ev->n_segments; g++)
        if (isfinite(ev->segments[g].hourly_cost)) {
            total += ev->segments[g].seats * ev->segments[g].hourly_cost;
            seats += ev->segments[g].seats;
        }
    return total / seats;
}

double sw_segment_seats(const sw_economics *e, size_t g)
{
    const sw_segment *segment = &e->evidence->segments[g];
    double relative = segment->hourly_cost / mean_wage(e->evidence);
    return segment->seats * (isfinite(relative) ? relative : 1.0);
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
    double total = 0.0, mean = 0.0;
    for (size_t g = 0; g < ev->n_segments; g++) {
        total += sw_segment_seats(e, g);
        mean += sw_segment_seats(e, g) * ev->segments[g].pooled;
    }
    return effect + ev->segments[segment].pooled - mean / total;
}

/* The mean effect of the kept segments, in place of that of all seats. */
static void segment_effect(double *effect, const sw_ledger *l,
                           size_t n_segments, const sw_columns *in)
{
    for (size_t i = 0; i < in->n; i++)
        effect[i] = 0.0;
    for (size_t g = 0; g < n_segments; g++)
        for (size_t i = 0; i < in->n; i++)
            effect[i] += l->segment_weight[g] * in->segment[g][i];
}

void sw_minutes_column(double *out, const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in)
{
    const double *column[SW_IN_FIXED];
    double effect[SW_BLOCK];
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        column[id] = in->column[id];
    if (l != NULL && l->segment_weight != NULL && in->segment != NULL) {
        segment_effect(effect, l, e->evidence->n_segments, in);
        column[SW_IN_EFFECT] = effect;
    }
    sw_evidence_chain(out, column, in->n);
    if (!sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known)
        return; /* adoption stays as in the pilot: the ratio is 1 */
    for (size_t i = 0; i < in->n; i++)
        out[i] *=
            in->column[SW_IN_ADOPTION][i] / in->column[SW_IN_ADOPTION_PILOT][i];
}
