#include "economics/clause.h"

#include <math.h>

#include "economics/mean_columns.h"

/* A copy of the model that may differ from it in one clause; lists that it does
 * not change are the model's own. */
typedef struct trial {
    sw_pilot pilot;
    sw_economics e;
    sw_mean_columns mean;
    double seats;
} trial;

static double value_of(const sw_economics *e, size_t id)
{
    double x = sw_inputs_value(&e->pilot->inputs, id);
    return isnan(x) ? 0.0 : x;
}

static double purchased(const sw_economics *e)
{
    return value_of(e, SW_IN_SEATS_PURCHASED);
}

static bool has(const sw_economics *e, sw_clause_kind kind)
{
    const sw_contract *c = &e->pilot->contract;
    bool rises =
        value_of(e, SW_IN_PRICE) > 0.0 && fabs(value_of(e, SW_IN_UPLIFT)) > 0.0;
    switch (kind) {
    case SW_CLAUSE_UPLIFT:
        return rises;
    case SW_CLAUSE_LOCK:
        return rises && c->price_lock_until != SW_DAY_NONE;
    case SW_CLAUSE_SURCHARGE:
        return c->billing == SW_BILL_ANNUAL_MONTHLY &&
               value_of(e, SW_IN_SURCHARGE) > 0.0;
    case SW_CLAUSE_ADVANCE:
        return c->billing == SW_BILL_ANNUAL_UPFRONT;
    case SW_CLAUSE_MIN_SEATS:
        return value_of(e, SW_IN_MIN_SEATS) > purchased(e);
    case SW_CLAUSE_UNASSIGNED:
        return purchased(e) > value_of(e, SW_IN_SEATS_ASSIGNED);
    case SW_CLAUSE_TIERS:
        return c->n_tiers > 0;
    case SW_CLAUSE_PROMOTION:
        return !isnan(c->promotion_price);
    case SW_CLAUSE_MULTI_YEAR:
        return c->multi_year_discount > 0.0 && c->term_months > 12;
    case SW_CLAUSE_TAX:
        return value_of(e, SW_IN_VAT) > 0.0;
    case SW_CLAUSE_COMMIT:
        return c->metered && value_of(e, SW_IN_METERED_COMMIT) > 0.0;
    case SW_CLAUSES:
        break;
    }
    return false;
}

/* By the month, in the same months: the invoices' discounting changes too. */
static void bill_monthly(trial *t)
{
    t->pilot.contract.billing = SW_BILL_MONTHLY;
    for (size_t f = 0; f < t->e.n_flows; f++)
        if (sw_flow_is_licence(&t->e.flows[f]))
            t->e.flows[f].annual_invoice = false;
}

static void take_out(trial *t, sw_clause_kind kind)
{
    sw_contract *c = &t->pilot.contract;
    switch (kind) {
    case SW_CLAUSE_UPLIFT:
        t->mean.value[SW_IN_UPLIFT] = 0.0;
        break;
    case SW_CLAUSE_LOCK:
        c->price_lock_until = SW_DAY_NONE;
        break;
    case SW_CLAUSE_SURCHARGE:
        t->mean.value[SW_IN_SURCHARGE] = 0.0;
        break;
    case SW_CLAUSE_ADVANCE:
        bill_monthly(t);
        break;
    case SW_CLAUSE_MIN_SEATS:
        t->seats = purchased(&t->e);
        break;
    case SW_CLAUSE_UNASSIGNED:
        t->seats = fmax(value_of(&t->e, SW_IN_MIN_SEATS),
                        value_of(&t->e, SW_IN_SEATS_ASSIGNED));
        break;
    case SW_CLAUSE_TIERS:
        c->n_tiers = 0;
        break;
    case SW_CLAUSE_PROMOTION:
        c->promotion_price = NAN;
        break;
    case SW_CLAUSE_MULTI_YEAR:
        c->multi_year_discount = 0.0;
        break;
    case SW_CLAUSE_TAX:
        t->mean.value[SW_IN_VAT] = 0.0;
        break;
    case SW_CLAUSE_COMMIT:
        t->mean.value[SW_IN_METERED_COMMIT] = 0.0;
        c->unit_multiple = 1.0;
        break;
    case SW_CLAUSES:
        break;
    }
}

/* Licences and metered usage of a stream of the trial. */
static double billed(const trial *t, sw_day service_to)
{
    sw_option_terms terms = t->e.renew[SW_VIEW_COMMITMENT].terms;
    sw_stream s;
    double sum[7], total = 0.0;
    sw_present_value out = {.benefit = {&sum[0], &sum[1], &sum[2]},
                            .cost = {&sum[3], &sum[4], &sum[5]},
                            .licence = &sum[6]};
    terms.service_to = service_to;
    terms.seats = t->seats;
    sw_stream_init(&s, &t->e, &terms, SW_VIEW_COMMITMENT);
    /* Only what the contract bills counts: the rest is present nowhere. */
    for (size_t f = 0; f < t->e.n_flows; f++) {
        const sw_flow *flow = &t->e.flows[f];
        if (sw_flow_is_licence(flow) || flow->kind == SW_FLOW_METERED)
            continue;
        for (size_t m = 0; m < s.n_months; m++)
            s.presence[f * s.n_months + m] = 0.0;
    }
    sw_stream_value(&out, &t->e, &s, &t->mean.in);
    for (int k = 3; k < 6; k++)
        total += sum[k];
    sw_stream_clear(&s);
    return total;
}

/* SW_CLAUSES: nothing is taken out. */
static double price_without(const sw_economics *e, sw_clause_kind kind)
{
    trial t = {.pilot = *e->pilot, .e = *e};
    t.seats = e->renew[SW_VIEW_COMMITMENT].terms.seats;
    t.e.pilot = &t.pilot;
    t.e.flows = (sw_flow *)g_memdup2(e->flows, e->n_flows * sizeof *e->flows);
    sw_mean_columns_init(&t.mean, &e->pilot->inputs);
    take_out(&t, kind);
    double pv =
        billed(&t, e->clock.signed_to) - billed(&t, e->clock.first_exit);
    sw_mean_columns_clear(&t.mean);
    g_free(t.e.flows);
    return pv;
}

size_t sw_clauses_price(sw_clause out[SW_CLAUSES], const sw_economics *e)
{
    size_t n = 0;
    double as_it_is = price_without(e, SW_CLAUSES);
    for (int k = 0; k < SW_CLAUSES; k++)
        if (has(e, (sw_clause_kind)k))
            out[n++] =
                (sw_clause){(sw_clause_kind)k,
                            as_it_is - price_without(e, (sw_clause_kind)k)};
    return n;
}

const char *sw_clause_name(sw_clause_kind kind)
{
    static const char *const NAME[] = {
        [SW_CLAUSE_UPLIFT] = "renewal-uplift",
        [SW_CLAUSE_LOCK] = "price-lock",
        [SW_CLAUSE_SURCHARGE] = "monthly-billing",
        [SW_CLAUSE_ADVANCE] = "paid-in-advance",
        [SW_CLAUSE_MIN_SEATS] = "min-seats",
        [SW_CLAUSE_UNASSIGNED] = "unassigned-seats",
        [SW_CLAUSE_TIERS] = "tiers",
        [SW_CLAUSE_PROMOTION] = "promotion",
        [SW_CLAUSE_MULTI_YEAR] = "multi-year-discount",
        [SW_CLAUSE_TAX] = "tax",
        [SW_CLAUSE_COMMIT] = "commitment",
    };
    return NAME[kind];
}
