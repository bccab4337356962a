#include "economics/flow_parts.h"

#include <math.h>
#include <stdint.h>

#include "economics/metered_bill.h"
#include "base/units.h"

static const sw_licence_parts NO_LICENCE = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
static const sw_meter_parts NO_METER = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                        SIZE_MAX};

/* What parts are being added to. */
typedef struct builder {
    sw_economics *e;
    sw_exprs *x;
    GArray *parts; /* of sw_part */
    size_t flow;
} builder;

/* A known input, or NULL. */
static const sw_expr *known(const builder *b, size_t id)
{
    if (id == SIZE_MAX || !sw_inputs_at(&b->e->inputs, id)->known)
        return NULL;
    return sw_x_input(b->x, id);
}

static const sw_expr *number(const builder *b, double x)
{
    return sw_x_number(b->x, x, NULL, NULL);
}

static const sw_expr *times(const builder *b, const sw_expr *a,
                            const sw_expr *c)
{
    return sw_x_op(b->x, SW_X_MUL, a, c);
}

static const sw_expr *per_month(const builder *b, const sw_expr *a)
{
    return sw_x_op(
        b->x, SW_X_DIV, a,
        sw_x_number(b->x, SW_MONTHS_PER_YEAR, "months_per_year", NULL));
}

/* 1 + x, or 1 - x; NULL of NULL. */
static const sw_expr *one_and(const builder *b, sw_expr_kind op,
                              const sw_expr *x)
{
    return x == NULL ? NULL : sw_x_op(b->x, op, number(b, 1.0), x);
}

static const sw_expr *to_param(const builder *b, const sw_expr *base, size_t k)
{
    return base == NULL ? NULL
                        : sw_x_op(b->x, SW_X_POW, base, sw_x_param(b->x, k));
}

static size_t add(builder *b, const sw_expr *rate, const sw_expr *growth,
                  sw_per per)
{
    sw_part p = {.flow = b->flow,
                 .rate = rate,
                 .growth = growth,
                 .per = per,
                 .source = SIZE_MAX};
    g_array_append_val(b->parts, p);
    return b->parts->len - 1;
}

static bool offers_cap(const sw_contract *c)
{
    for (size_t i = 0; i < c->n_offers; i++)
        if (!isnan(c->offers[i].renewal_cap))
            return true;
    return false;
}

/* Which params of an entry say how a price has risen. */
typedef struct rise_params {
    size_t rises, cap, offer_rises, offer_cap;
} rise_params;

/* (1 + min(uplift, cap))^rises, of the contract and of an offer that has a cap
 * of its own. */
static const sw_expr *risen(const builder *b, const sw_contract *c,
                            rise_params at)
{
    const sw_expr *uplift = known(b, c->uplift), *own = uplift;
    if (uplift == NULL)
        return NULL;
    if (!isnan(c->renewal_cap))
        own = sw_x_op(b->x, SW_X_MIN, uplift, sw_x_param(b->x, at.cap));
    own = to_param(b, one_and(b, SW_X_ADD, own), at.rises);
    if (!offers_cap(c))
        return own;
    const sw_expr *offered =
        sw_x_op(b->x, SW_X_MIN, uplift, sw_x_param(b->x, at.offer_cap));
    return times(b, own,
                 to_param(b, one_and(b, SW_X_ADD, offered), at.offer_rises));
}

static bool bills_surcharged(const sw_contract *c)
{
    bool any = c->billing == SW_BILL_ANNUAL_MONTHLY;
    for (size_t i = 0; i < c->n_offers; i++)
        any = any || c->offers[i].billing == SW_BILL_ANNUAL_MONTHLY;
    return any;
}

static const sw_expr *licence_growth(const builder *b, const sw_contract *c)
{
    static const rise_params AT = {SW_P_RISES, SW_P_CAP, SW_P_OFFER_RISES,
                                   SW_P_OFFER_CAP};
    const sw_expr *g = risen(b, c, AT);
    if (c->at_end == SW_END_EXTENDED)
        g = times(b, g,
                  to_param(b,
                           one_and(b, SW_X_ADD, known(b, c->extended_uplift)),
                           SW_P_EXTENDED));
    if (bills_surcharged(c))
        g = times(b, g,
                  to_param(b, one_and(b, SW_X_ADD, known(b, c->surcharge)),
                           SW_P_SURCHARGED));
    return g;
}

static const sw_expr *with_vat(const builder *b, const sw_contract *c,
                               const sw_expr *x)
{
    return times(b, x, one_and(b, SW_X_ADD, known(b, c->vat)));
}

static bool has_fixed_price(const sw_contract *c)
{
    return c->n_price_steps > 0 || !isnan(c->promotion_price) ||
           c->n_offers > 0;
}

/* Prices by the seat-month; of seats added, times how many are a month. */
static void add_licence(builder *b, const sw_flow *f)
{
    sw_economics *e = b->e;
    const sw_contract *c = &e->pilot->contracts[f->contract];
    bool added = f->kind == SW_FLOW_ADDED_SEATS;
    const sw_expr *seats = added ? known(b, c->seat_growth) : NULL;
    const sw_expr *price = known(b, c->price),
                  *base = known(b, c->baseline_price);
    sw_licence_parts *p =
        added ? &e->added[f->contract] : &e->licence[f->contract];
    if (c->per_year)
        price = per_month(b, price);
    p->price = add(b, times(b, seats, with_vat(b, c, price)),
                   licence_growth(b, c), SW_PER_ONE);
    if (has_fixed_price(c))
        p->fixed = add(b, times(b, seats, with_vat(b, c, NULL)),
                       licence_growth(b, c), SW_PER_ONE);
    if (!c->bundle || base == NULL)
        return;
    if (c->per_year)
        base = per_month(b, base);
    base = sw_x_op(b->x, SW_X_SUB, number(b, 0.0), base);
    p->baseline =
        add(b, times(b, seats, with_vat(b, c, base)),
            to_param(b, one_and(b, SW_X_ADD, known(b, c->baseline_uplift)),
                     SW_P_RISES),
            SW_PER_ONE);
}

/* "1", "2": names of meters are distinct within their contract alone. */
static const char *meter_key(const builder *b, const sw_meter *m)
{
    g_autofree char *key = g_strdup_printf("%td", m - b->e->pilot->meters + 1);
    return sw_x_text(b->x, key);
}

/* Units a month: the forecast's level, grown. */
static const sw_expr *mean_units(const builder *b, const sw_meter *m)
{
    size_t meter = (size_t)(m - b->e->pilot->meters);
    const sw_expr *growth = known(b, m->growth);
    const sw_expr *units =
        times(b, known(b, m->units), known(b, m->over_share));
    const sw_expr *periods = sw_x_param(b->x, SW_P_PERIODS);
    double passed = b->e->meter[meter].limits.passed;
    if (passed < 1.0)
        units =
            times(b, units,
                  sw_x_number(b->x, passed, "limit_passes", meter_key(b, m)));
    if (growth == NULL)
        return units;
    return times(b, units,
                 sw_x_op(b->x, SW_X_EXP, times(b, growth, periods), NULL));
}

static const sw_expr *unit_price(const builder *b, const sw_meter *m,
                                 bool scheduled)
{
    static const rise_params AT = {SW_P_UNIT_RISES, SW_P_UNIT_CAP,
                                   SW_P_UNIT_OFFER_RISES, SW_P_UNIT_OFFER_CAP};
    const sw_contract *c = &b->e->pilot->contracts[m->contract];
    const sw_expr *price = known(b, m->unit_price);
    if (scheduled)
        price = sw_x_param(b->x, SW_P_UNIT_PRICE);
    else if (fabs(m->unit_multiple - 1.0) > 0.0)
        price = times(b, price,
                      sw_x_number(b->x, m->unit_multiple, "unit_price_tier",
                                  meter_key(b, m)));
    if (!scheduled)
        price = times(b, price, risen(b, c, AT));
    return times(b, price, known(b, m->multiplier));
}

/* unit price * E[(units - pool - commitment / unit price)+], less what a cap
 * that stops use cuts off. */
static const sw_expr *usage_bill(const builder *b, const sw_meter *m,
                                 bool scheduled)
{
    const sw_expr *price = unit_price(b, m, scheduled);
    const sw_expr *commit = known(b, m->commit), *cv = known(b, m->cv);
    const sw_expr *pool =
        times(b, known(b, m->included_id), sw_x_param(b->x, SW_P_INCLUDED));
    const sw_expr *mean = mean_units(b, m), *over;
    if (cv == NULL)
        cv = number(b, 0.0);
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
    return times(b, price, excess);
}

static void add_metered(builder *b, const sw_flow *f)
{
    const sw_meter *m = &b->e->pilot->meters[f->meter];
    const sw_contract *c = &b->e->pilot->contracts[m->contract];
    sw_meter_parts *p = &b->e->meter[f->meter];
    const sw_expr *vat = with_vat(b, c, NULL), *commit = known(b, m->commit);
    p->usage = add(b, vat, usage_bill(b, m, false), SW_PER_ONE);
    if (m->n_price_steps > 0)
        p->scheduled = add(b, vat, usage_bill(b, m, true), SW_PER_ONE);
    if (commit != NULL)
        p->commit = add(b, with_vat(b, c, commit), NULL, SW_PER_ONE);
    if (m->n_sources > 0)
        p->source = add(b, vat, NULL, SW_PER_ONE);
}

/* (1 + wage growth)^years */
static const sw_expr *wages(const builder *b)
{
    return to_param(b, one_and(b, SW_X_ADD, known(b, SW_IN_WAGE_GROWTH)),
                    SW_P_YEARS);
}

/* Hours at their value; of people. */
static void add_hours(builder *b, size_t hours, const sw_expr *worth,
                      const sw_expr *scale, sw_per per)
{
    const sw_expr *h = known(b, hours);
    if (h != NULL && worth != NULL)
        add(b, times(b, times(b, h, worth), scale), wages(b), per);
}

/* Its entries have its size; posts cost what wages do. */
static void add_release(builder *b, const sw_line *line, const sw_release *r,
                        const sw_expr *scale)
{
    const sw_expr *post = known(b, line->cost_per_fte);
    if (r->posts && post == NULL)
        return;
    size_t at = add(b, r->posts ? times(b, post, scale) : scale,
                    r->posts ? wages(b) : NULL, SW_PER_ONE);
    g_array_index(b->parts, sw_part, at).release = r;
}

/* An amount of a line, by the month where `monthly`; `scale` NULL: 1. */
static void add_amount(builder *b, const sw_expr *amount, const sw_expr *scale,
                       sw_per per)
{
    if (amount != NULL)
        add(b, times(b, amount, scale), NULL, per);
}

/* Seats planned to be added a month, or NULL. */
static const sw_expr *growing_seats(const builder *b)
{
    size_t k = sw_growing_contract(b->e);
    return k == SIZE_MAX ? NULL
                         : known(b, b->e->pilot->contracts[k].seat_growth);
}

/* Seats planned to be added cost what new seats and each seat do. */
static void add_planned(builder *b, const sw_line *line, const sw_expr *scale,
                        const sw_expr *wage)
{
    const sw_expr *growth = growing_seats(b);
    size_t first = b->parts->len;
    if (growth == NULL)
        return;
    scale = times(b, scale, growth);
    add_amount(b, known(b, line->per_seat), scale, SW_PER_ONE);
    if (line->kind == SW_LINE_ONE_OFF) /* who takes them need hours to learn */
        add_hours(b, line->hours_per_seat, wage, scale, SW_PER_ONE);
    for (size_t i = first; i < b->parts->len; i++)
        g_array_index(b->parts, sw_part, i).planned = true;
}

static void add_line(builder *b, const sw_flow *f)
{
    const sw_line *line = f->line;
    bool benefit = f->is_benefit, monthly = f->kind != SW_FLOW_ONE_OFF;
    const sw_expr *wage = known(b, SW_IN_HOURLY_COST);
    const sw_expr *scale = monthly ? per_month(b, number(b, 1.0)) : NULL;
    if (benefit)
        wage = times(b, wage, known(b, SW_IN_REALISATION));
    if (benefit && !isnan(line->margin))
        scale = times(b, scale,
                      sw_x_number(b->x, line->margin, "margin", line->id));
    if (benefit)
        scale = times(b, scale, known(b, b->e->benefit_factor));
    for (size_t i = 0; i < line->n_release; i++)
        add_release(b, line, &line->release[i], scale);
    if (line->n_release == 0)
        add_amount(b, known(b, line->amount), scale, SW_PER_ONE);
    add_amount(b, known(b, line->per_seat), scale,
               benefit ? SW_PER_PERSON : SW_PER_SEAT);
    add_hours(b, line->hours_per_seat, wage, scale, SW_PER_PERSON);
    if (known(b, line->fte) != NULL)
        add_hours(b, line->fte, known(b, line->cost_per_fte), scale,
                  SW_PER_ONE);
    if (known(b, line->hires) != NULL) {
        const sw_expr *hires = times(b, scale, known(b, line->hires));
        add_amount(b, known(b, line->per_hire), hires, SW_PER_ONE);
        add_hours(b, line->hours_per_hire, wage, hires, SW_PER_ONE);
    }
    if (!benefit)
        add_planned(b, line, scale, wage);
}

static void add_time(builder *b, const sw_flow *f)
{
    const sw_expr *rate = sw_x_minutes(b->x);
    const sw_expr *rest = one_and(b, SW_X_SUB, known(b, SW_IN_DECAY));
    const sw_expr *growth = times(b, wages(b), to_param(b, rest, SW_P_AGE));
    rate = times(b, rate, per_month(b, known(b, SW_IN_WORKING_WEEKS)));
    rate = sw_x_op(
        b->x, SW_X_DIV, rate,
        sw_x_number(b->x, SW_MINUTES_PER_HOUR, "minutes_per_hour", NULL));
    rate = times(b, rate, known(b, SW_IN_HOURLY_COST));
    rate = times(b, rate, known(b, SW_IN_REALISATION));
    rate = times(b, rate, known(b, b->e->benefit_factor));
    if (f->kind == SW_FLOW_ADDED_TIME)
        rate = times(b, rate, growing_seats(b));
    bool added = f->kind == SW_FLOW_ADDED_TIME;
    size_t at = add(b, rate, growth, added ? SW_PER_ONE : SW_PER_PERSON);
    g_array_index(b->parts, sw_part, at).planned = added;
}

/* Events a month of a Poisson process: -ln(1 - p) / 12. */
static const sw_expr *events(const builder *b, size_t risk)
{
    const sw_expr *p = sw_x_input(b->x, b->e->risk_input[risk]);
    const sw_expr *rate = sw_x_op(b->x, SW_X_LN, one_and(b, SW_X_SUB, p), NULL);
    return per_month(b, sw_x_op(b->x, SW_X_SUB, number(b, 0.0), rate));
}

static const sw_expr *months_lost(const builder *b)
{
    const sw_expr *lost = NULL;
    for (size_t r = 0; r < b->e->pilot->n_risks; r++) {
        const sw_expr *months =
            known(b, b->e->pilot->risks[r].benefit_months_lost);
        if (months != NULL)
            lost =
                sw_x_op(b->x, SW_X_ADD, lost, times(b, events(b, r), months));
    }
    return lost;
}

/* A share of every part of another flow, in the same entries. */
static void add_share(builder *b, const sw_flow *f, const sw_expr *share)
{
    const sw_flow *whole = &b->e->flows[f->of_flow];
    for (size_t k = 0; k < whole->n_parts; k++) {
        size_t source = whole->first_part + k;
        sw_part p = g_array_index(b->parts, sw_part, source);
        p.flow = b->flow;
        p.rate = times(b, p.rate, share);
        p.source = source;
        g_array_append_val(b->parts, p);
    }
}

static void add_parts(builder *b, const sw_flow *f)
{
    switch (f->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        add_licence(b, f);
        break;
    case SW_FLOW_METERED:
        add_metered(b, f);
        break;
    case SW_FLOW_PREPAID:
        b->e->meter[f->meter].pack =
            add(b, with_vat(b, &b->e->pilot->contracts[f->contract], NULL),
                NULL, SW_PER_ONE);
        break;
    case SW_FLOW_ONE_OFF:
    case SW_FLOW_RECURRING:
    case SW_FLOW_OTHER_BENEFIT:
        add_line(b, f);
        break;
    case SW_FLOW_CONTINGENCY:
        add_share(b, f, known(b, f->line->share));
        break;
    case SW_FLOW_RISK_COST:
        add(b,
            times(b, events(b, f->risk),
                  known(b, b->e->pilot->risks[f->risk].cost)),
            NULL, SW_PER_ONE);
        break;
    case SW_FLOW_TIME_SAVED:
    case SW_FLOW_ADDED_TIME:
        add_time(b, f);
        break;
    case SW_FLOW_BENEFIT_LOST:
        add_share(b, f,
                  sw_x_op(b->x, SW_X_SUB, number(b, 0.0), months_lost(b)));
        break;
    }
}

void sw_flow_parts_build(sw_economics *e)
{
    builder b = {.e = e,
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
