#include "economics/part_builder.h"

#include <math.h>
#include <stdint.h>

#include "base/units.h"

const sw_expr *sw_part_input(const sw_part_builder *b, size_t id)
{
    if (id == SIZE_MAX || !sw_inputs_at(&b->e->inputs, id)->known)
        return NULL;
    return sw_x_input(b->x, id);
}

const sw_expr *sw_part_number(const sw_part_builder *b, double x)
{
    return sw_x_number(b->x, x, NULL, NULL);
}

const sw_expr *sw_part_times(const sw_part_builder *b, const sw_expr *a,
                             const sw_expr *c)
{
    return sw_x_op(b->x, SW_X_MUL, a, c);
}

const sw_expr *sw_part_per_month(const sw_part_builder *b, const sw_expr *a)
{
    return sw_x_op(
        b->x, SW_X_DIV, a,
        sw_x_number(b->x, SW_MONTHS_PER_YEAR, "months_per_year", NULL));
}

const sw_expr *sw_part_one_and(const sw_part_builder *b, sw_expr_kind op,
                               const sw_expr *x)
{
    return x == NULL ? NULL : sw_x_op(b->x, op, sw_part_number(b, 1.0), x);
}

const sw_expr *sw_part_to_param(const sw_part_builder *b, const sw_expr *base,
                                size_t k)
{
    return base == NULL ? NULL
                        : sw_x_op(b->x, SW_X_POW, base, sw_x_param(b->x, k));
}

size_t sw_part_add(sw_part_builder *b, const sw_expr *rate,
                   const sw_expr *growth, sw_per per)
{
    sw_part p = {.flow = b->flow,
                 .rate = rate,
                 .growth = growth,
                 .per = per,
                 .source = SIZE_MAX};
    g_array_append_val(b->parts, p);
    return b->parts->len - 1;
}

const sw_expr *sw_part_with_vat(const sw_part_builder *b, const sw_contract *c,
                                const sw_expr *x)
{
    return sw_part_times(
        b, x, sw_part_one_and(b, SW_X_ADD, sw_part_input(b, c->vat)));
}

static bool offers_cap(const sw_contract *c)
{
    for (size_t i = 0; i < c->n_offers; i++)
        if (!isnan(c->offers[i].renewal_cap))
            return true;
    return false;
}

const sw_expr *sw_part_risen(const sw_part_builder *b, const sw_contract *c,
                             sw_rise_params at)
{
    const sw_expr *uplift = sw_part_input(b, c->uplift), *own = uplift;
    if (uplift == NULL)
        return NULL;
    if (!isnan(c->renewal_cap))
        own = sw_x_op(b->x, SW_X_MIN, uplift, sw_x_param(b->x, at.cap));
    own = sw_part_to_param(b, sw_part_one_and(b, SW_X_ADD, own), at.rises);
    if (!offers_cap(c))
        return own;
    const sw_expr *offered =
        sw_x_op(b->x, SW_X_MIN, uplift, sw_x_param(b->x, at.offer_cap));
    return sw_part_times(b, own,
                         sw_part_to_param(b,
                                          sw_part_one_and(b, SW_X_ADD, offered),
                                          at.offer_rises));
}
