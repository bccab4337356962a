#include <math.h>
#include <stdint.h>

#include "economics/flow_parts.h"
#include "economics/metered_bill.h"
#include "economics/part_builder.h"

/* "1", "2": names of meters are distinct within their contract alone. */
static const char *meter_key(const sw_part_builder *b, const sw_meter *m)
{
    g_autofree char *key = g_strdup_printf("%td", m - b->e->pilot->meters + 1);
    return sw_x_text(b->x, key);
}

/* Units a month: the forecast's level, grown. */
static const sw_expr *mean_units(const sw_part_builder *b, const sw_meter *m)
{
    size_t meter = (size_t)(m - b->e->pilot->meters);
    const sw_expr *growth = sw_part_input(b, m->growth);
    const sw_expr *units = sw_part_times(b, sw_part_input(b, m->units),
                                         sw_part_input(b, m->over_share));
    const sw_expr *periods = sw_x_param(b->x, SW_P_PERIODS);
    double passed = b->e->meter[meter].limits.passed;
    if (passed < 1.0)
        units = sw_part_times(
            b, units,
            sw_x_number(b->x, passed, "limit_passes", meter_key(b, m)));
    if (growth == NULL)
        return units;
    return sw_part_times(
        b, units,
        sw_x_op(b->x, SW_X_EXP, sw_part_times(b, growth, periods), NULL));
}

static const sw_expr *unit_price(const sw_part_builder *b, const sw_meter *m,
                                 bool scheduled)
{
    static const sw_rise_params AT = {SW_P_UNIT_RISES, SW_P_UNIT_CAP,
                                      SW_P_UNIT_OFFER_RISES,
                                      SW_P_UNIT_OFFER_CAP};
    const sw_contract *c = &b->e->pilot->contracts[m->contract];
    const sw_expr *price = sw_part_input(b, m->unit_price);
    if (scheduled)
        price = sw_x_param(b->x, SW_P_UNIT_PRICE);
    else if (fabs(m->unit_multiple - 1.0) > 0.0)
        price = sw_part_times(b, price,
                              sw_x_number(b->x, m->unit_multiple,
                                          "unit_price_tier", meter_key(b, m)));
    if (!scheduled)
        price = sw_part_times(b, price, sw_part_risen(b, c, AT));
    return sw_part_times(b, price, sw_part_input(b, m->multiplier));
}

/* unit price * E[(units - pool - commitment / unit price)+], less what a cap
 * that stops use cuts off. */
static const sw_expr *usage_bill(const sw_part_builder *b, const sw_meter *m,
                                 bool scheduled)
{
    const sw_expr *price = unit_price(b, m, scheduled);
    const sw_expr *commit = sw_part_input(b, m->commit),
                  *cv = sw_part_input(b, m->cv);
    const sw_expr *pool = sw_part_times(b, sw_part_input(b, m->included_id),
                                        sw_x_param(b->x, SW_P_INCLUDED));
    const sw_expr *mean = mean_units(b, m), *over;
    if (cv == NULL)
        cv = sw_part_number(b, 0.0);
    over = pool = sw_x_op(b->x, SW_X_ADD, pool, sw_x_param(b->x, SW_P_PREPAID));
    if (commit != NULL)
        over = sw_x_op(b->x, SW_X_ADD, pool,
                       sw_x_op(b->x, SW_X_DIV, commit, price));
    const sw_expr *excess = sw_x_excess(b->x, mean, cv, over);
    double most = sw_meter_cap_of(m, SW_CAP_ALL);
    if (isfinite(most))
        excess = sw_x_op(
            b->x, SW_X_SUB, excess,
            sw_x_excess(b->x, mean, cv,
                        sw_x_op(b->x, SW_X_ADD, pool,
                                sw_x_op(b->x, SW_X_DIV,
                                        sw_x_number(b->x, most, "stop_cap",
                                                    meter_key(b, m)),
                                        price))));
    return sw_part_times(b, price, excess);
}

void sw_parts_add_metered(sw_part_builder *b, const sw_flow *f)
{
    const sw_meter *m = &b->e->pilot->meters[f->meter];
    const sw_contract *c = &b->e->pilot->contracts[m->contract];
    sw_meter_parts *p = &b->e->meter[f->meter];
    const sw_expr *vat = sw_part_with_vat(b, c, NULL),
                  *commit = sw_part_input(b, m->commit);
    p->usage = sw_part_add(b, vat, usage_bill(b, m, false), SW_PER_ONE);
    if (m->n_price_steps > 0)
        p->scheduled = sw_part_add(b, vat, usage_bill(b, m, true), SW_PER_ONE);
    if (commit != NULL)
        p->commit =
            sw_part_add(b, sw_part_with_vat(b, c, commit), NULL, SW_PER_ONE);
    if (m->n_sources > 0)
        p->source = sw_part_add(b, vat, NULL, SW_PER_ONE);
}
