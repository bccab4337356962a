#include "economics/economics.h"

#include <math.h>
#include <stdint.h>

#include "economics/flow_build.h"
#include "economics/flow_parts.h"
#include "economics/leaving.h"

/* The yearly probability of each risk is an input like any other; the
 * simulation draws the number of events through it (simulation/marginal.c). */
static void add_risk_inputs(sw_economics *e)
{
    const sw_pilot *p = e->pilot;
    e->risk_input = g_new0(size_t, p->n_risks);
    for (size_t r = 0; r < p->n_risks; r++) {
        g_autofree char *key =
            g_strdup_printf("risks[%s].probability_per_year", p->risks[r].id);
        size_t id = sw_inputs_find(&e->inputs, key);
        if (id == SIZE_MAX)
            id = sw_inputs_add_named(
                &e->inputs, key,
                sw_message_new("Yearly probability of \"%s\"", p->risks[r].id),
                SW_UNIT_FRACTION);
        sw_input *input = sw_inputs_at(&e->inputs, id);
        if (!input->known) {
            sw_input_define(input,
                            sw_constant(p->risks[r].probability_per_year),
                            SW_ASSUMPTION);
            input->live = true;
        }
        e->risk_input[r] = id;
    }
}

static void set_means(sw_economics *e)
{
    size_t n = sw_inputs_length(&e->inputs);
    e->mean = g_new0(double, n);
    e->mean_column = g_new0(const double *, n);
    e->none_varies = g_new0(bool, n);
    for (size_t id = 0; id < n; id++) {
        e->mean[id] = sw_inputs_value(&e->inputs, id);
        e->mean_column[id] = &e->mean[id];
    }
}

static void build_ledgers(sw_economics *e)
{
    sw_option_terms terms = sw_terms_as_now(e);
    sw_ledger_init(&e->renew[SW_VIEW_COMMITMENT], e, &terms,
                   SW_VIEW_COMMITMENT);
    sw_ledger_init(&e->renew[SW_VIEW_PROGRAMME], e, &terms, SW_VIEW_PROGRAMME);
    terms.leaves = true;
    sw_ledger_init(&e->leave, e, &terms, SW_VIEW_COMMITMENT);
    sw_ledger_init(&e->leave_programme, e, &terms, SW_VIEW_PROGRAMME);
    terms.leaves = false;
    terms.idles = true;
    sw_ledger_init(&e->idle, e, &terms, SW_VIEW_COMMITMENT);
}

bool sw_leaving_ends(const sw_economics *e)
{
    for (size_t k = 0; k < e->n_contracts; k++)
        if (e->clock[k].leaving != SW_LEAVES)
            return false;
    return true;
}

const sw_clock *sw_first_clock(const sw_economics *e)
{
    const sw_clock *first = &e->clock[0];
    for (size_t k = 1; k < e->n_contracts; k++) {
        const sw_clock *c = &e->clock[k];
        if (c->act_by != SW_DAY_NONE &&
            (first->act_by == SW_DAY_NONE || c->act_by < first->act_by))
            first = c;
    }
    return first;
}

const sw_clock *sw_first_reduction(const sw_economics *e)
{
    const sw_clock *first = &e->clock[0];
    for (size_t k = 1; k < e->n_contracts; k++) {
        const sw_clock *c = &e->clock[k];
        if (c->reduce_by != SW_DAY_NONE && (first->reduce_by == SW_DAY_NONE ||
                                            c->reduce_by < first->reduce_by))
            first = c;
    }
    return first;
}

size_t sw_growing_contract(const sw_economics *e)
{
    for (size_t k = 0; k < e->n_contracts; k++)
        if (e->pilot->contracts[k].seat_growth != SIZE_MAX)
            return k;
    return SIZE_MAX;
}

sw_day sw_internal_act_by(const sw_economics *e)
{
    sw_day first = SW_DAY_NONE;
    for (size_t k = 0; k < e->n_contracts; k++) {
        sw_day day = e->clock[k].internal_act_by;
        if (day != SW_DAY_NONE && (first == SW_DAY_NONE || day < first))
            first = day;
    }
    return first;
}

sw_day sw_signed_from(const sw_economics *e)
{
    sw_day first = e->clock[0].signed_from;
    for (size_t k = 1; k < e->n_contracts; k++)
        first = MIN(first, e->clock[k].signed_from);
    return first;
}

bool sw_flow_is_licence(const sw_flow *f)
{
    return f->kind == SW_FLOW_LICENCE || f->kind == SW_FLOW_ADDED_SEATS;
}

bool sw_flow_is_billed(const sw_flow *f)
{
    return sw_flow_is_licence(f) || f->kind == SW_FLOW_METERED ||
           f->kind == SW_FLOW_PREPAID;
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

sw_status sw_economics_new(sw_economics **out, const sw_pilot *pilot,
                           const sw_evidence *evidence,
                           const sw_alternative_of *switched, sw_error *err)
{
    if (switched == NULL &&
        !(sw_inputs_value(&pilot->inputs, SW_IN_SEATS_PURCHASED) > 0.0))
        return sw_fail(err, SW_ENODATA, "%s: no seats were purchased",
                       pilot->path);
    sw_economics *e = g_new0(sw_economics, 1);
    e->pilot = pilot;
    e->evidence = evidence;
    e->as_of = pilot->as_of;
    e->n_contracts = pilot->n_contracts;
    e->clock = g_new0(sw_clock, e->n_contracts);
    e->benefit_factor = switched != NULL ? switched->benefit_factor : SIZE_MAX;
    e->begins = switched != NULL ? switched->begins : 0;
    e->warnings = sw_messages_new();
    sw_exprs_init(&e->exprs);
    sw_evidence_inputs(&e->inputs, evidence, pilot);
    add_risk_inputs(e);
    set_means(e);
    sw_flows_build(e);
    sw_flow_parts_build(e);
    for (size_t k = 0; k < e->n_contracts; k++)
        sw_clock_set(e, k);
    if (switched == NULL)
        build_ledgers(e);
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
    g_free(e->parts);
    g_free(e->licence);
    g_free(e->added);
    g_free(e->meter);
    sw_exprs_clear(&e->exprs);
    sw_inputs_clear(&e->inputs);
    g_free(e->risk_input);
    g_free(e->clock);
    g_free(e->mean);
    g_free(e->mean_column);
    g_free(e->none_varies);
    for (int v = 0; v < SW_VIEWS; v++)
        sw_ledger_clear(&e->renew[v]);
    sw_ledger_clear(&e->leave);
    sw_ledger_clear(&e->leave_programme);
    sw_ledger_clear(&e->idle);
    g_ptr_array_free(e->warnings, TRUE);
    g_free(e);
}
