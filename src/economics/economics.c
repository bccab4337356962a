#include "economics/economics.h"

#include <math.h>
#include <stdint.h>

#include "economics/flow_build.h"

/* The yearly probability of each risk is an input like any other; the
 * simulation draws the number of events through it (simulation/marginal.c). */
static void add_risk_inputs(sw_economics *e)
{
    sw_pilot *p = e->pilot;
    e->risk_input = g_new0(size_t, p->n_risks);
    for (size_t r = 0; r < p->n_risks; r++) {
        g_autofree char *key =
            g_strdup_printf("risks[%s].probability_per_year", p->risks[r].id);
        size_t id = sw_inputs_find(&p->inputs, key);
        if (id == SIZE_MAX)
            id = sw_inputs_add_named(
                &p->inputs, key,
                sw_message_new("Yearly probability of \"%s\"", p->risks[r].id),
                SW_UNIT_FRACTION);
        sw_input *input = sw_inputs_at(&p->inputs, id);
        if (!input->known) {
            sw_input_define(input,
                            sw_constant(p->risks[r].probability_per_year),
                            SW_ASSUMPTION);
            input->live = true;
        }
        e->risk_input[r] = id;
    }
}

static void build_streams(sw_economics *e)
{
    const sw_inputs *in = &e->pilot->inputs;
    double seats = fmax(sw_inputs_value(in, SW_IN_MIN_SEATS),
                        sw_inputs_value(in, SW_IN_SEATS_PURCHASED));
    sw_option_terms terms = {.seats = seats,
                             .benefit_seats =
                                 sw_inputs_value(in, SW_IN_SEATS_ASSIGNED),
                             .price_factor = 1.0,
                             .service_to = e->clock.first_exit};
    sw_stream_init(&e->leave, e, &terms, SW_VIEW_COMMITMENT);
    terms.service_to = e->clock.signed_to;
    sw_stream_init(&e->renew[SW_VIEW_COMMITMENT], e, &terms,
                   SW_VIEW_COMMITMENT);
    terms.service_to = e->clock.programme_to;
    sw_stream_init(&e->renew[SW_VIEW_PROGRAMME], e, &terms, SW_VIEW_PROGRAMME);
}

/* The other contracts end and renew by calendars of their own. */
static void set_clocks(sw_economics *e)
{
    const sw_pilot *p = e->pilot;
    sw_clock_set(&e->clock, p);
    e->n_contracts = 1 + p->n_more_contracts;
    e->more_clock = g_new0(sw_clock, e->n_contracts);
    for (size_t k = 0; k < p->n_more_contracts; k++)
        sw_clock_set_of(&e->more_clock[k], p, &p->more_contracts[k]);
}

const sw_contract *sw_economics_contract(const sw_economics *e, size_t k)
{
    return k == 0 ? &e->pilot->contract : &e->pilot->more_contracts[k - 1];
}

const sw_clock *sw_economics_clock(const sw_economics *e, size_t k)
{
    return k == 0 ? &e->clock : &e->more_clock[k - 1];
}

bool sw_flow_is_licence(const sw_flow *f)
{
    return f->contract == 0 &&
           (f->kind == SW_FLOW_LICENCE || f->kind == SW_FLOW_ADDED_SEATS);
}

const sw_flow *sw_flow_whole(const sw_economics *e, const sw_flow *f)
{
    bool is_share =
        f->kind == SW_FLOW_BENEFIT_LOST || f->kind == SW_FLOW_CONTINGENCY;
    return is_share ? &e->flows[f->of_flow] : f;
}

bool sw_flow_is_time(const sw_economics *e, const sw_flow *f)
{
    f = sw_flow_whole(e, f);
    return f->kind == SW_FLOW_TIME_SAVED || f->kind == SW_FLOW_ADDED_TIME;
}

bool sw_flow_has_hours(const sw_economics *e, const sw_flow *f)
{
    const sw_line *line = sw_flow_whole(e, f)->line;
    return line != NULL && (line->hours_per_seat != SIZE_MAX ||
                            line->hours_per_hire != SIZE_MAX);
}

sw_status sw_economics_new(sw_economics **out, sw_pilot *pilot,
                           const sw_evidence *evidence, sw_error *err)
{
    const sw_inputs *in = &pilot->inputs;
    if (!(sw_inputs_value(in, SW_IN_SEATS_PURCHASED) > 0.0))
        return sw_fail(err, SW_EDOMAIN, "%s: no seats were purchased",
                       pilot->path);
    sw_economics *e = g_new0(sw_economics, 1);
    e->pilot = pilot;
    e->evidence = evidence;
    e->benefit_factor = SIZE_MAX;
    e->warnings = sw_messages_new();
    set_clocks(e);
    add_risk_inputs(e);
    sw_flows_build(e);
    build_streams(e);
    *out = e;
    return SW_OK;
}

void sw_economics_free(sw_economics *e)
{
    if (e == NULL)
        return;
    for (size_t f = 0; f < e->n_flows; f++) {
        g_free(e->flows[f].id);
        sw_message_free(e->flows[f].label);
    }
    g_free(e->flows);
    g_free(e->risk_input);
    g_free(e->more_clock);
    sw_stream_clear(&e->renew[SW_VIEW_COMMITMENT]);
    sw_stream_clear(&e->renew[SW_VIEW_PROGRAMME]);
    sw_stream_clear(&e->leave);
    g_ptr_array_free(e->warnings, TRUE);
    g_free(e);
}
