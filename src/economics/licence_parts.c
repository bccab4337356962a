#include <math.h>
#include <stdint.h>

#include "economics/flow_parts.h"
#include "economics/part_builder.h"

static bool bills_surcharged(const sw_contract *c)
{
    bool any = c->billing == SW_BILL_ANNUAL_MONTHLY;
    for (size_t i = 0; i < c->n_offers; i++)
        any = any || c->offers[i].billing == SW_BILL_ANNUAL_MONTHLY;
    return any;
}

static const sw_expr *licence_growth(const sw_part_builder *b,
                                     const sw_contract *c)
{
    static const sw_rise_params AT = {SW_P_RISES, SW_P_CAP, SW_P_OFFER_RISES,
                                      SW_P_OFFER_CAP};
    const sw_expr *g = sw_part_risen(b, c, AT);
    if (c->at_end == SW_END_EXTENDED)
        g = sw_part_times(
            b, g,
            sw_part_to_param(
                b,
                sw_part_one_and(b, SW_X_ADD,
                                sw_part_input(b, c->extended_uplift)),
                SW_P_EXTENDED));
    if (bills_surcharged(c))
        g = sw_part_times(
            b, g,
            sw_part_to_param(
                b, sw_part_one_and(b, SW_X_ADD, sw_part_input(b, c->surcharge)),
                SW_P_SURCHARGED));
    return g;
}

static bool has_fixed_price(const sw_contract *c)
{
    return c->n_price_steps > 0 || !isnan(c->promotion_price) ||
           c->n_offers > 0;
}

/* Prices by the seat-month; of seats added, times how many are a month. */
void sw_parts_add_licence(sw_part_builder *b, const sw_flow *f)
{
    sw_economics *e = b->e;
    const sw_contract *c = &e->pilot->contracts[f->contract];
    bool added = f->kind == SW_FLOW_ADDED_SEATS;
    const sw_expr *seats = added ? sw_part_input(b, c->seat_growth) : NULL;
    const sw_expr *price = sw_part_input(b, c->price),
                  *base = sw_part_input(b, c->baseline_price);
    sw_licence_parts *p =
        added ? &e->added[f->contract] : &e->licence[f->contract];
    if (c->per_year)
        price = sw_part_per_month(b, price);
    p->price =
        sw_part_add(b, sw_part_times(b, seats, sw_part_with_vat(b, c, price)),
                    licence_growth(b, c), SW_PER_ONE);
    if (has_fixed_price(c))
        p->fixed = sw_part_add(
            b, sw_part_times(b, seats, sw_part_with_vat(b, c, NULL)),
            licence_growth(b, c), SW_PER_ONE);
    if (!c->bundle || base == NULL)
        return;
    if (c->per_year)
        base = sw_part_per_month(b, base);
    base = sw_x_op(b->x, SW_X_SUB, sw_part_number(b, 0.0), base);
    p->baseline = sw_part_add(
        b, sw_part_times(b, seats, sw_part_with_vat(b, c, base)),
        sw_part_to_param(
            b,
            sw_part_one_and(b, SW_X_ADD, sw_part_input(b, c->baseline_uplift)),
            SW_P_RISES),
        SW_PER_ONE);
}
