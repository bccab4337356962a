/*
 * segment_value.c - what a seat of one segment is worth a year.
 */
#include <math.h>

#include "economics/economics.h"

static const double MONTHS_PER_YEAR = 12.0, MINUTES_PER_HOUR = 60.0;

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

static double priced_minutes(const sw_economics *e, double effect)
{
    const sw_inputs *in = &e->pilot->inputs;
    double value[SW_IN_FIXED], minutes;
    const double *column[SW_IN_FIXED];
    for (size_t id = 0; id < SW_IN_FIXED; id++) {
        value[id] = id == SW_IN_EFFECT ? effect : sw_inputs_value(in, id);
        column[id] = &value[id];
    }
    sw_evidence_chain(&minutes, column, 1);
    if (sw_inputs_at(in, SW_IN_ADOPTION)->known)
        minutes *= value[SW_IN_ADOPTION] / value[SW_IN_ADOPTION_PILOT];
    return minutes;
}

static double price_per_year(const sw_economics *e)
{
    const sw_inputs *in = &e->pilot->inputs;
    const sw_contract *c = &e->pilot->contract;
    double price = sw_inputs_value(in, SW_IN_PRICE);
    if (c->bundle)
        price -= sw_inputs_value(in, SW_IN_BASELINE_PRICE);
    if (c->billing == SW_BILL_ANNUAL_MONTHLY)
        price *= 1.0 + sw_inputs_value(in, SW_IN_SURCHARGE);
    price *= 1.0 + sw_inputs_value(in, SW_IN_VAT);
    return c->per_year ? price : price * MONTHS_PER_YEAR;
}

double sw_segment_net_at(const sw_economics *e, size_t segment, double pooled)
{
    const sw_inputs *in = &e->pilot->inputs;
    const sw_segment *g = &e->evidence->segments[segment];
    if (!e->has_time_saved)
        return NAN;
    double wage = isfinite(g->hourly_cost)
                      ? g->hourly_cost
                      : sw_inputs_value(in, SW_IN_HOURLY_COST);
    double effect =
        sw_segment_effect(e, segment, sw_inputs_value(in, SW_IN_EFFECT)) +
        pooled - g->pooled;
    return priced_minutes(e, effect) *
               sw_inputs_value(in, SW_IN_WORKING_WEEKS) / MINUTES_PER_HOUR *
               wage * sw_inputs_value(in, SW_IN_REALISATION) -
           price_per_year(e);
}

double sw_segment_net_per_seat_year(const sw_economics *e, size_t segment)
{
    return sw_segment_net_at(e, segment, e->evidence->segments[segment].pooled);
}
