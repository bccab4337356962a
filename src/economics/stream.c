/*
 * stream.c - the calendar of one option in one view.
 */
#include <math.h>

#include "economics/economics.h"
#include "economics/licence_cost.h"

static void place_invoices(sw_stream *s, const sw_economics *e,
                           double *presence)
{
    const sw_pilot *p = e->pilot;
    double price = sw_inputs_value(&p->inputs, SW_IN_PRICE);
    double baseline = sw_inputs_value(&p->inputs, SW_IN_BASELINE_PRICE);
    sw_invoices list;
    sw_invoices_list(&list, &e->clock, &p->contract, s->terms.service_to);
    for (size_t i = 0; i < list.n; i++) {
        const sw_invoice *v = &list.item[i];
        int m = sw_clock_month_of(&e->clock, v->day);
        if (m < 1 || (size_t)m > s->n_months)
            continue;
        presence[m - 1] += v->months;
        s->renewals[m - 1] = v->renewals;
        s->price_multiple[m - 1] = sw_price_multiple(
            &e->clock, &p->contract, price, baseline, s->terms.seats, v->day);
    }
    g_free(list.item);
}

static void place_one_off(const sw_stream *s, const sw_economics *e,
                          const sw_line *line, double *presence)
{
    sw_day day = line->date != SW_DAY_NONE ? line->date : e->clock.signed_from;
    int m = sw_clock_month_of(&e->clock, day);
    if (m >= 1 && (size_t)m <= s->n_months && day <= s->terms.service_to)
        presence[m - 1] = 1.0;
}

static sw_day later(sw_day a, sw_day b)
{
    return b == SW_DAY_NONE || a > b ? a : b;
}

static sw_day earlier(sw_day a, sw_day b)
{
    return b == SW_DAY_NONE || a < b ? a : b;
}

static void place_share(const sw_stream *s, const sw_economics *e,
                        const sw_line *line, double *presence)
{
    sw_day from = e->clock.as_of + 1, to = s->terms.service_to;
    if (line != NULL) {
        from = later(from, line->from);
        to = earlier(to, line->to);
    }
    for (size_t m = 0; m < s->n_months; m++)
        presence[m] = sw_clock_share(&e->clock, (int)m + 1, from, to);
}

double sw_segment_seats(const sw_economics *e, size_t g)
{
    const sw_segment *segment = &e->evidence->segments[g];
    double wage = sw_inputs_value(&e->pilot->inputs, SW_IN_HOURLY_COST);
    double relative = segment->hourly_cost / wage;
    return segment->seats * (isfinite(relative) ? relative : 1.0);
}

/* Shares of the kept segments; their seats carry the benefit. */
static void weigh_segments(sw_stream *s, const sw_economics *e)
{
    size_t n = e->evidence->n_segments;
    double total = 0.0;
    s->segment_weight = g_new0(double, n);
    for (size_t g = 0; g < n; g++)
        if (s->terms.keep[g])
            total += s->segment_weight[g] = sw_segment_seats(e, g);
    for (size_t g = 0; total > 0.0 && g < n; g++)
        s->segment_weight[g] /= total;
    s->terms.benefit_seats = total;
    s->terms.keep = NULL; /* borrowed: the weights say it from here on */
}

void sw_stream_init(sw_stream *s, const sw_economics *e,
                    const sw_option_terms *terms, int view)
{
    int months = view == SW_VIEW_PROGRAMME ? e->clock.months_programme
                                           : e->clock.months_commitment;
    *s = (sw_stream){.terms = *terms, .n_months = (size_t)months};
    s->presence = g_new0(double, e->n_flows * s->n_months);
    s->renewals = g_new0(double, s->n_months);
    s->price_multiple = g_new0(double, s->n_months);
    for (size_t m = 0; m < s->n_months; m++)
        s->price_multiple[m] = 1.0;

    if (terms->keep != NULL)
        weigh_segments(s, e);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        double *presence = s->presence + f * s->n_months;
        if (flow->kind == SW_FLOW_LICENCE)
            place_invoices(s, e, presence);
        else if (flow->kind == SW_FLOW_ONE_OFF)
            place_one_off(s, e, flow->line, presence);
        else if (flow->kind == SW_FLOW_BENEFIT_LOST)
            place_share(s, e, e->flows[flow->of_flow].line, presence);
        else
            place_share(s, e, flow->line, presence);
    }
}

void sw_stream_clear(sw_stream *s)
{
    g_clear_pointer(&s->presence, g_free);
    g_clear_pointer(&s->renewals, g_free);
    g_clear_pointer(&s->price_multiple, g_free);
    g_clear_pointer(&s->segment_weight, g_free);
}
