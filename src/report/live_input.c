#include "report/live_input.h"

#include <math.h>

#include "economics/expr.h"
#include "economics/flow_parts.h"
#include "report/live_seats.h"

/* Tiers, schedules and shares of several contracts make the seats numbers of
 * the calendar. */
static bool fixes_seats(const sw_economics *e, size_t id)
{
    for (size_t k = 0; k < e->n_contracts; k++) {
        const sw_contract *c = &e->pilot->contracts[k];
        bool counts = id == c->seats_purchased || id == c->min_seats ||
                      id == c->seat_growth;
        if (counts && !sw_seats_follow(e, k))
            return true;
    }
    return false;
}

/* Packs are drawn down and caps cut use off month by month; tiers set the unit
 * price by the commitment. */
static bool fixes_use(const sw_pilot *p, size_t id)
{
    for (size_t i = 0; i < p->n_meters; i++) {
        const sw_meter *m = &p->meters[i];
        const size_t read[] = {m->unit_price, m->included_id, m->multiplier,
                               m->units,      m->growth,      m->cv,
                               m->over_share, m->commit};
        if (id == m->commit && m->n_tiers > 0)
            return true;
        if (sw_meter_follows(m))
            continue;
        for (size_t k = 0; k < G_N_ELEMENTS(read); k++)
            if (id == read[k])
                return true;
    }
    return false;
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
           p->contracts[0].seat_growth != SIZE_MAX;
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

/* Wages that differ weigh the segments' effects; one wage for all would not, so
 * that the minutes are others then. */
static bool weighs_segments(const sw_evaluation *e, size_t id)
{
    const sw_evidence *v = e->evidence;
    for (size_t g = 1; id == SW_IN_HOURLY_COST && g < v->n_segments; g++)
        if (fabs(v->segments[g].hourly_cost - v->segments[0].hourly_cost) > 0.0)
            return true;
    return false;
}

/* Whether the minutes that are priced rest on an input. */
static bool is_of_chain(const sw_evaluation *e, size_t id)
{
    static const size_t LINK[] = {
        SW_IN_EFFECT,        SW_IN_BIAS,         SW_IN_SILENT_SHARE,
        SW_IN_KAPPA,         SW_IN_MISSING,      SW_IN_R_MISS,
        SW_IN_UNIT_MINUTES,  SW_IN_UNIT_ASSUMED, SW_IN_MISSING_CONTROL,
        SW_IN_SELF_REPORT,   SW_IN_REWORK,       SW_IN_R_MISS_CONTROL,
        SW_IN_TRANSPORT,     SW_IN_PERSISTENCE,  SW_IN_ADOPTION,
        SW_IN_ADOPTION_PILOT};
    for (size_t i = 0; i < G_N_ELEMENTS(LINK); i++)
        if (id == LINK[i])
            return e->economics->has_time_saved;
    return false;
}

/* Whether a part's amount is counted in what an input gives. */
static bool is_count(const sw_economics *e, const sw_part *part, size_t id)
{
    if (part->per == SW_PER_PERSON)
        return id == SW_IN_SEATS_ASSIGNED;
    if (part->per != SW_PER_SEAT && !sw_flow_is_billed(&e->flows[part->flow]))
        return false;
    for (size_t k = 0; k < e->n_contracts; k++)
        if (id == e->pilot->contracts[k].seats_purchased ||
            id == e->pilot->contracts[k].min_seats)
            return true;
    return false;
}

/* Whether a formula that page one rests on has it: else it would be typed over
 * and nothing moved. */
static bool is_read(const sw_evaluation *e, size_t id)
{
    const sw_economics *m = e->economics;
    if (id == SW_IN_DISCOUNT_RATE || is_of_chain(e, id))
        return true;
    if (id == SW_IN_INFLATION)
        return e->pilot->real_basis;
    for (size_t i = 0; i < m->n_parts; i++)
        if (sw_expr_reads(m->parts[i].rate, SW_X_INPUT, id) ||
            sw_expr_reads(m->parts[i].growth, SW_X_INPUT, id) ||
            is_count(m, &m->parts[i], id))
            return true;
    return false;
}

bool sw_input_is_live(const sw_evaluation *e, size_t id)
{
    return is_read(e, id) && sw_input_follows(e, id);
}

bool sw_input_follows(const sw_evaluation *e, size_t id)
{
    return sw_inputs_at(&e->economics->inputs, id)->live &&
           !fixes_seats(e->economics, id) && !fixes_use(e->pilot, id) &&
           !switches_chain(e, id) && !brings_a_line(e->pilot, id) &&
           !reads_answers(e->pilot, id) && !weighs_segments(e, id) &&
           !has_no_line(e->economics, id);
}

bool sw_input_is_open(const sw_evaluation *e, size_t id)
{
    switch (id) {
    case SW_IN_HOURLY_COST:
        return sw_inputs_at(&e->economics->inputs, id)->known &&
               is_read(e, id) && !weighs_segments(e, id);
    case SW_IN_EFFECT:
    case SW_IN_SEATS_ASSIGNED:
    case SW_IN_METERED_UNITS:
        return sw_inputs_at(&e->economics->inputs, id)->known && is_read(e, id);
    default:
        return false;
    }
}
