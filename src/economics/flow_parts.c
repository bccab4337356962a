#include "economics/flow_parts.h"

#include <math.h>
#include <stdint.h>

#include "economics/metered_bill.h"
#include "economics/part_builder.h"
#include "base/units.h"

static const sw_licence_parts NO_LICENCE = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
static const sw_meter_parts NO_METER = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                        SIZE_MAX};

/* (1 + wage growth)^years */
static const sw_expr *wages(const sw_part_builder *b)
{
    return sw_part_to_param(
        b, sw_part_one_and(b, SW_X_ADD, sw_part_input(b, SW_IN_WAGE_GROWTH)),
        SW_P_YEARS);
}

/* Hours at their value; of people. */
static void add_hours(sw_part_builder *b, size_t hours, const sw_expr *worth,
                      const sw_expr *scale, sw_per per)
{
    const sw_expr *h = sw_part_input(b, hours);
    if (h != NULL && worth != NULL)
        sw_part_add(b, sw_part_times(b, sw_part_times(b, h, worth), scale),
                    wages(b), per);
}

/* Its entries have its size; posts cost what wages do. */
static void add_release(sw_part_builder *b, const sw_line *line,
                        const sw_release *r, const sw_expr *scale)
{
    const sw_expr *post = sw_part_input(b, line->cost_per_fte);
    if (r->posts && post == NULL)
        return;
    size_t at = sw_part_add(b, r->posts ? sw_part_times(b, post, scale) : scale,
                            r->posts ? wages(b) : NULL, SW_PER_ONE);
    g_array_index(b->parts, sw_part, at).release = r;
}

/* An amount of a line, by the month where `monthly`; `scale` NULL: 1. */
static void add_amount(sw_part_builder *b, const sw_expr *amount,
                       const sw_expr *scale, sw_per per)
{
    if (amount != NULL)
        sw_part_add(b, sw_part_times(b, amount, scale), NULL, per);
}

/* Seats planned to be added a month, or NULL. */
static const sw_expr *growing_seats(const sw_part_builder *b)
{
    size_t k = sw_growing_contract(b->e);
    return k == SIZE_MAX
               ? NULL
               : sw_part_input(b, b->e->pilot->contracts[k].seat_growth);
}

/* Seats planned to be added cost what new seats and each seat do. */
static void add_planned(sw_part_builder *b, const sw_line *line,
                        const sw_expr *scale, const sw_expr *wage)
{
    const sw_expr *growth = growing_seats(b);
    size_t first = b->parts->len;
    if (growth == NULL)
        return;
    scale = sw_part_times(b, scale, growth);
    add_amount(b, sw_part_input(b, line->per_seat), scale, SW_PER_ONE);
    if (line->kind == SW_LINE_ONE_OFF) /* who takes them need hours to learn */
        add_hours(b, line->hours_per_seat, wage, scale, SW_PER_ONE);
    for (size_t i = first; i < b->parts->len; i++)
        g_array_index(b->parts, sw_part, i).planned = true;
}

static void add_line(sw_part_builder *b, const sw_flow *f)
{
    const sw_line *line = f->line;
    bool benefit = f->is_benefit, monthly = f->kind != SW_FLOW_ONE_OFF;
    const sw_expr *wage = sw_part_input(b, SW_IN_HOURLY_COST);
    const sw_expr *scale =
        monthly ? sw_part_per_month(b, sw_part_number(b, 1.0)) : NULL;
    if (benefit)
        wage = sw_part_times(b, wage, sw_part_input(b, SW_IN_REALISATION));
    if (benefit && !isnan(line->margin))
        scale = sw_part_times(
            b, scale, sw_x_number(b->x, line->margin, "margin", line->id));
    if (benefit)
        scale = sw_part_times(b, scale, sw_part_input(b, b->e->benefit_factor));
    for (size_t i = 0; i < line->n_release; i++)
        add_release(b, line, &line->release[i], scale);
    if (line->n_release == 0)
        add_amount(b, sw_part_input(b, line->amount), scale, SW_PER_ONE);
    add_amount(b, sw_part_input(b, line->per_seat), scale,
               benefit ? SW_PER_PERSON : SW_PER_SEAT);
    add_hours(b, line->hours_per_seat, wage, scale, SW_PER_PERSON);
    if (sw_part_input(b, line->fte) != NULL)
        add_hours(b, line->fte, sw_part_input(b, line->cost_per_fte), scale,
                  SW_PER_ONE);
    if (sw_part_input(b, line->hires) != NULL) {
        const sw_expr *hires =
            sw_part_times(b, scale, sw_part_input(b, line->hires));
        add_amount(b, sw_part_input(b, line->per_hire), hires, SW_PER_ONE);
        add_hours(b, line->hours_per_hire, wage, hires, SW_PER_ONE);
    }
    if (!benefit)
        add_planned(b, line, scale, wage);
}

static void add_time(sw_part_builder *b, const sw_flow *f)
{
    const sw_expr *rate = sw_x_minutes(b->x);
    const sw_expr *rest =
        sw_part_one_and(b, SW_X_SUB, sw_part_input(b, SW_IN_DECAY));
    const sw_expr *growth =
        sw_part_times(b, wages(b), sw_part_to_param(b, rest, SW_P_AGE));
    rate = sw_part_times(
        b, rate, sw_part_per_month(b, sw_part_input(b, SW_IN_WORKING_WEEKS)));
    rate = sw_x_op(
        b->x, SW_X_DIV, rate,
        sw_x_number(b->x, SW_MINUTES_PER_HOUR, "minutes_per_hour", NULL));
    rate = sw_part_times(b, rate, sw_part_input(b, SW_IN_HOURLY_COST));
    rate = sw_part_times(b, rate, sw_part_input(b, SW_IN_REALISATION));
    rate = sw_part_times(b, rate, sw_part_input(b, b->e->benefit_factor));
    if (f->kind == SW_FLOW_ADDED_TIME)
        rate = sw_part_times(b, rate, growing_seats(b));
    bool added = f->kind == SW_FLOW_ADDED_TIME;
    size_t at =
        sw_part_add(b, rate, growth, added ? SW_PER_ONE : SW_PER_PERSON);
    g_array_index(b->parts, sw_part, at).planned = added;
}

/* Events a month of a Poisson process: -ln(1 - p) / 12. */
static const sw_expr *events(const sw_part_builder *b, size_t risk)
{
    const sw_expr *p = sw_x_input(b->x, b->e->risk_input[risk]);
    const sw_expr *rate =
        sw_x_op(b->x, SW_X_LN, sw_part_one_and(b, SW_X_SUB, p), NULL);
    return sw_part_per_month(
        b, sw_x_op(b->x, SW_X_SUB, sw_part_number(b, 0.0), rate));
}

static const sw_expr *months_lost(const sw_part_builder *b)
{
    const sw_expr *lost = NULL;
    for (size_t r = 0; r < b->e->pilot->n_risks; r++) {
        const sw_expr *months =
            sw_part_input(b, b->e->pilot->risks[r].benefit_months_lost);
        if (months != NULL)
            lost = sw_x_op(b->x, SW_X_ADD, lost,
                           sw_part_times(b, events(b, r), months));
    }
    return lost;
}

/* A share of every part of another flow, in the same entries. */
static void add_share(sw_part_builder *b, const sw_flow *f,
                      const sw_expr *share)
{
    const sw_flow *whole = &b->e->flows[f->of_flow];
    for (size_t k = 0; k < whole->n_parts; k++) {
        size_t source = whole->first_part + k;
        sw_part p = g_array_index(b->parts, sw_part, source);
        p.flow = b->flow;
        p.rate = sw_part_times(b, p.rate, share);
        p.source = source;
        g_array_append_val(b->parts, p);
    }
}

static void add_parts(sw_part_builder *b, const sw_flow *f)
{
    switch (f->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        sw_parts_add_licence(b, f);
        break;
    case SW_FLOW_METERED:
        sw_parts_add_metered(b, f);
        break;
    case SW_FLOW_PREPAID:
        b->e->meter[f->meter].pack = sw_part_add(
            b, sw_part_with_vat(b, &b->e->pilot->contracts[f->contract], NULL),
            NULL, SW_PER_ONE);
        break;
    case SW_FLOW_ONE_OFF:
    case SW_FLOW_RECURRING:
    case SW_FLOW_OTHER_BENEFIT:
        add_line(b, f);
        break;
    case SW_FLOW_CONTINGENCY:
        add_share(b, f, sw_part_input(b, f->line->share));
        break;
    case SW_FLOW_RISK_COST:
        sw_part_add(
            b,
            sw_part_times(b, events(b, f->risk),
                          sw_part_input(b, b->e->pilot->risks[f->risk].cost)),
            NULL, SW_PER_ONE);
        break;
    case SW_FLOW_TIME_SAVED:
    case SW_FLOW_ADDED_TIME:
        add_time(b, f);
        break;
    case SW_FLOW_BENEFIT_LOST:
        add_share(
            b, f,
            sw_x_op(b->x, SW_X_SUB, sw_part_number(b, 0.0), months_lost(b)));
        break;
    }
}

void sw_flow_parts_build(sw_economics *e)
{
    sw_part_builder b = {.e = e,
                         .x = &e->exprs,
                         .parts = g_array_new(FALSE, FALSE, sizeof(sw_part))};
    e->licence = g_new0(sw_licence_parts, e->n_contracts);
    e->added = g_new0(sw_licence_parts, e->n_contracts);
    e->meter = g_new0(sw_meter_parts, e->pilot->n_meters + 1);
    for (size_t i = 0; i < e->n_contracts; i++)
        e->licence[i] = e->added[i] = NO_LICENCE;
    for (size_t i = 0; i < e->pilot->n_meters; i++) {
        e->meter[i] = NO_METER;
        e->meter[i].limits = sw_meter_limited(e, &e->pilot->meters[i]);
    }
    for (b.flow = 0; b.flow < e->n_flows; b.flow++) {
        sw_flow *f = &e->flows[b.flow];
        f->first_part = b.parts->len;
        add_parts(&b, f);
        f->n_parts = b.parts->len - f->first_part;
    }
    e->n_parts = b.parts->len;
    e->parts = (sw_part *)(void *)g_array_free(b.parts, FALSE);
}
