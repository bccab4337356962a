#include "report/live_input.h"

#include <math.h>

/* Tiers, promotions and multi-year discounts multiply the price by a figure
 * that the calendar fixes; what it depends on cannot be changed live. */
static bool contract_fixes(const sw_contract *c, size_t id)
{
    bool promoted = !isnan(c->promotion_price);
    if (id == c->seats_purchased || id == c->min_seats || id == c->seat_growth)
        return c->n_tiers > 0;
    bool shifted = c->n_tiers > 0 || c->multi_year_discount > 0;
    if (id == c->price)
        return promoted || (c->bundle && shifted);
    return id == c->baseline_price && c->bundle && (shifted || promoted);
}

static bool fixes_multiple(const sw_pilot *p, size_t id)
{
    bool fixed = contract_fixes(&p->contract, id);
    for (size_t k = 0; k < p->n_more_contracts; k++)
        fixed = fixed || contract_fixes(&p->more_contracts[k], id);
    return fixed;
}

/* Where a yearly decay is given, persistence is 1 and means nothing; giving
 * one changes the chain itself. The self-report factor is switched off where
 * no self-report leads. */
static bool switches_chain(const sw_evaluation *e, size_t id)
{
    if (id == SW_IN_SELF_REPORT)
        return !e->evidence->self_report_lead;
    return id == (e->pilot->decay_given ? SW_IN_PERSISTENCE : SW_IN_DECAY);
}

/* Giving the transport brings the benefit of planned seats with it. */
static bool brings_a_line(const sw_pilot *p, size_t id)
{
    return id == SW_IN_TRANSPORT && !p->transport_given &&
           p->contract.seat_growth != SIZE_MAX;
}

/* These turn answers per day or month into minutes per week. */
static bool reads_answers(const sw_pilot *p, size_t id)
{
    if (id == SW_IN_HOURS_PER_WEEK || id == SW_IN_DAYS_PER_WEEK)
        return true;
    if (id != SW_IN_WORKING_WEEKS)
        return false;
    for (size_t i = 0; i < p->survey.n_items; i++) {
        const sw_item *item = &p->survey.items[i];
        bool is_time = item->kind == SW_ITEM_TIME_SAVED ||
                       item->kind == SW_ITEM_TIME_SPENT;
        if (is_time &&
            (item->per == SW_PERIOD_MONTH || item->per == SW_PERIOD_UNKNOWN))
            return true;
    }
    return false;
}

/* Without a price there is no licence line to change the price of. */
static bool has_no_line(const sw_economics *e, size_t id)
{
    bool is_price = id == SW_IN_PRICE || id == SW_IN_BASELINE_PRICE;
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_LICENCE && e->flows[f].contract == 0)
            return false;
    return is_price;
}

bool sw_input_is_live(const sw_evaluation *e, size_t id)
{
    return sw_inputs_at(&e->pilot->inputs, id)->live &&
           !fixes_multiple(e->pilot, id) && !switches_chain(e, id) &&
           !brings_a_line(e->pilot, id) && !reads_answers(e->pilot, id) &&
           !has_no_line(e->economics, id);
}

bool sw_input_is_open(const sw_evaluation *e, size_t id)
{
    switch (id) {
    case SW_IN_HOURLY_COST:
    case SW_IN_EFFECT:
    case SW_IN_SEATS_ASSIGNED:
    case SW_IN_METERED_UNITS:
        return sw_inputs_at(&e->pilot->inputs, id)->known;
    default:
        return false;
    }
}
