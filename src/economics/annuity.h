/*
 * annuity.h - what a flow's rate is multiplied by to give its present value:
 * the sum over months of presence, growth and discount.
 *
 * Where none of them varies it is one number for all draws, found once for a
 * stream and used for every block.
 */
#ifndef SW_ECONOMICS_ANNUITY_H
#define SW_ECONOMICS_ANNUITY_H

#include "economics/economics.h"

typedef struct sw_annuity {
    int *month;     /* [n] 1-based, those in which the flow is present */
    double *weight; /* [n] presence, times the discount if that is fixed */
    size_t n;
    bool discounted, varies;
    double same; /* where it does not vary */
    /* Of a licence at a fixed discount: the sum is a polynomial in 1 + uplift,
     * by rising power; empty where it is not. */
    double *power;
    size_t n_powers;
} sw_annuity;

/* Of every flow of a stream, and of what comes before it. */
typedef struct sw_annuities {
    sw_annuity *flow; /* [n] */
    size_t n;
    struct sw_annuities *before; /* of stream.before, or NULL */
} sw_annuities;

/* `in` may hold any draws: what varies is not read from it. */
sw_annuities *sw_annuities_new(const sw_economics *e, const sw_stream *s,
                               const sw_columns *in);
void sw_annuities_free(sw_annuities *list);

/* Rates of all flows, [n_flows * SW_BLOCK]. Streams of the same terms have the
 * same rates. */
void sw_stream_rates(double *rates, const sw_economics *e, const sw_stream *s,
                     const sw_columns *in);
bool sw_streams_share_rates(const sw_economics *e, const sw_stream *a,
                            const sw_stream *b);

void sw_present_value_clear(sw_present_value *out, size_t n);
/* Adds present values from rates and annuities, without stream.before. */
void sw_stream_add(sw_present_value *out, const sw_economics *e,
                   const sw_stream *s, const sw_annuity *annuity,
                   const double *rates, const sw_columns *in);

#endif
