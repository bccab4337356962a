/* meter_terms.c - the meters of contracts: price, pool and commitment */
#include "pilot/meter_load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/units.h"

/* The number of meters of a contract: an object is one, a list several. */
static size_t written(const sw_json *metered)
{
    if (!sw_is_given(metered))
        return 0;
    return metered->type == SW_JSON_ARRAY ? metered->n_items : 1;
}

static const sw_json *nth(const sw_json *metered, size_t i)
{
    return metered->type == SW_JSON_ARRAY ? metered->items[i] : metered;
}

const sw_json *sw_meter_at(const sw_load *load, const sw_meter *m)
{
    size_t k = load->pilot->contracts[m->contract].index;
    return nth(sw_json_member(sw_contract_json(load, k), "metered"), m->index);
}

/* Units that come with a seat: one number, or by date. */
static void load_included(const sw_meter_json *w, sw_meter *m)
{
    static const char OLD[] = "included_per_seat_month";
    const sw_json *v = sw_json_member(w->at.v, "included");
    const sw_json *old = sw_json_member(w->at.v, OLD);
    const char *member = "included";
    if (v != NULL && old != NULL) {
        sw_load_problem(w->at.load, SW_ERROR, "included-twice", old,
                        "take it out: included is the same",
                        "both included and %s are given", OLD);
    } else if (old != NULL) {
        sw_load_problem(w->at.load, SW_NOTE, "old-name", old,
                        "call it included", "%s is now called included", OLD);
        v = old;
        member = OLD;
    }
    m->included_id = SIZE_MAX;
    if (v != NULL && v->type == SW_JSON_ARRAY) {
        m->included =
            sw_load_steps(w->at.load, v, "per_seat_month", &m->n_included);
        return;
    }
    m->included_id = sw_bind_fixed(&w->at, SW_IN_METERED_INCLUDED, member, v);
    if (v == NULL)
        return;
    m->n_included = 1;
    m->included = g_new0(sw_step, 1);
    m->included[0] =
        (sw_step){SW_DAY_NONE,
                  sw_inputs_value(&w->at.load->pilot->inputs, m->included_id)};
}

static int by_commitment(const void *a, const void *b)
{
    double x = ((const sw_meter_tier *)a)->from;
    double y = ((const sw_meter_tier *)b)->from;
    return (x > y) - (x < y);
}

static void read_tiers(const sw_meter_json *w, sw_meter *m)
{
    const sw_json *list = sw_json_member(w->at.v, "tiers");
    m->n_tiers = sw_json_length(list);
    m->tiers = g_new0(sw_meter_tier, m->n_tiers);
    for (size_t i = 0; i < m->n_tiers; i++)
        m->tiers[i] = (sw_meter_tier){
            sw_member_number(list->items[i], "from_commit_per_month"),
            sw_member_number(list->items[i], "unit_price")};
    if (m->n_tiers > 0)
        qsort(m->tiers, m->n_tiers, sizeof *m->tiers, by_commitment);
}

/* Units bought in advance cost what the commitment's tier says. */
static void load_tiers(const sw_meter_json *w, sw_meter *m)
{
    sw_inputs *in = &w->at.load->pilot->inputs;
    double commit = fmax(0, sw_inputs_value(in, m->commit));
    m->unit_multiple = 1;
    read_tiers(w, m);
    if (m->n_tiers == 0)
        return;
    sw_inputs_at(in, m->commit)->live = false;
    if (m->tiers[0].from > 0 || !(m->tiers[0].price > 0)) {
        sw_load_problem(w->at.load, SW_ERROR, "tier-hole",
                        sw_json_member(w->at.v, "tiers"),
                        "let the first tier start at a commitment of 0",
                        "no tier has a unit price without a commitment");
        return;
    }
    double reached = m->tiers[0].price;
    for (size_t i = 0; i < m->n_tiers && m->tiers[i].from <= commit; i++)
        reached = m->tiers[i].price;
    m->unit_multiple = reached / m->tiers[0].price;
    if (!sw_inputs_at(in, m->unit_price)->known)
        sw_input_define(sw_inputs_at(in, m->unit_price),
                        sw_constant(m->tiers[0].price), SW_MEASURED);
}

/* The unit price, or that of what is paid as it is used. */
static void load_price(const sw_meter_json *w, sw_meter *m)
{
    const sw_json *v = sw_json_member(w->at.v, "unit_price");
    const sw_json *list = sw_json_member(w->at.v, "sources");
    for (size_t i = 0; i < m->n_sources; i++) {
        const sw_json *price = sw_json_member(list->items[i], "price");
        if (m->sources[i].kind != SW_METER_AS_YOU_GO || price == NULL)
            continue;
        if (v != NULL)
            sw_load_problem(w->at.load, SW_ERROR, "unit-price-twice", price,
                            "take one out",
                            "units that are paid as they are used have this "
                            "price and unit_price");
        v = price;
    }
    m->unit_price = sw_bind_fixed(&w->at, SW_IN_METERED_PRICE, "unit_price", v);
    m->multiplier =
        sw_bind_own(&w->at, "multiplier", "Factor of the unit price",
                    SW_UNIT_FACTOR, SW_MEASURED);
    m->price_steps =
        sw_load_steps(w->at.load, sw_json_member(w->at.v, "price_schedule"),
                      "price", &m->n_price_steps);
}

static void check_price(const sw_meter_json *w, const sw_meter *m)
{
    const sw_inputs *in = &w->at.load->pilot->inputs;
    if (!sw_inputs_at(in, m->unit_price)->known && m->n_price_steps == 0 &&
        !sw_is_given(sw_json_member(w->at.v, "token_prices")))
        sw_load_problem(w->at.load, SW_WARNING, "no-unit-price", w->at.v,
                        "give contract.metered.unit_price",
                        "metered usage has no unit price: its cost is left "
                        "out");
}

/* Prices in other money need a rate of the day of decision at least. */
static void load_currency(const sw_meter_json *w, sw_meter *m)
{
    const sw_pilot *p = w->at.load->pilot;
    const sw_json *v = sw_json_member(w->at.v, "currency");
    char as_of[SW_DATE_TEXT];
    m->currency = sw_keep(w->at.load, sw_member_text(w->at.v, "currency"));
    if (m->currency == NULL) { /* the contract's was looked up there */
        m->currency = w->contract->currency;
        return;
    }
    if (p->currency != NULL &&
        isnan(sw_currency_rate(p, m->currency, p->as_of)))
        sw_load_problem(w->at.load, SW_ERROR, "no-rate", v,
                        "give assumptions.currency_rates: date, currency, rate",
                        "prices in %s, the pilot is in %s, and there is no "
                        "rate of %s or before",
                        m->currency, p->currency,
                        sw_date_format(p->as_of, as_of));
}

/* A growth that no use keeps up is a slip: 5 for 5 %, or a year's. */
static void load_growth(const sw_meter_json *w, sw_meter *m)
{
    enum { MOST_FOLD = 10 };
    const sw_json *v = sw_json_member(w->at.v, "growth_per_month");
    m->growth = sw_bind_own(&w->at, "growth_per_month",
                            "Growth of metered units a month", SW_UNIT_FRACTION,
                            SW_ASSUMPTION);
    m->growth_given = m->growth != SIZE_MAX;
    if (!m->growth_given)
        return;
    double growth = sw_inputs_value(&w->at.load->pilot->inputs, m->growth);
    double fold = pow(1 + growth, SW_MONTHS_PER_YEAR);
    if (growth <= -1 || growth > 1)
        sw_load_problem(w->at.load, SW_ERROR, "growth-absurd", v,
                        "write it as a share: 0.05 for 5 % a month",
                        "a growth of %.15g a month is no share of the use",
                        growth);
    else if (fold > MOST_FOLD)
        sw_load_problem(w->at.load, SW_WARNING, "growth-absurd", v,
                        "check that it is a month's and not a year's",
                        "a growth of %.15g a month makes %.0f times the use "
                        "in a year",
                        growth, fold);
}

/* A meter without use of its own has today's (an alternative), or none. */
static void load_units(const sw_meter_json *w, sw_meter *m)
{
    const sw_pilot *p = w->at.load->pilot;
    const sw_json *v = sw_json_member(w->at.v, "units_per_month");
    sw_ymd now = sw_date_to_ymd(p->as_of);
    m->origin = sw_date_from_ymd(now.year, now.month, 1);
    m->cv = m->over_share = SIZE_MAX;
    if (v != NULL && sw_is_given(sw_json_member(w->at.v, "usage"))) {
        sw_load_problem(w->at.load, SW_WARNING, "units-twice", v, "take it out",
                        "the usage file says how many units are used: "
                        "units_per_month is not read");
        m->units = w->at.first ? SW_IN_METERED_UNITS : SIZE_MAX;
        return;
    }
    if (w->at.first) {
        m->units = SW_IN_METERED_UNITS;
        sw_bind_input(w->at.load, m->units, v, SW_ASSUMPTION);
        return;
    }
    m->units = sw_bind_own(&w->at, "units_per_month", "Units used a month",
                           SW_UNIT_COUNT, SW_ASSUMPTION);
}

static void load_meter(const sw_meter_json *w, sw_meter *m)
{
    m->pooled = sw_member_flag(w->at.v, "pooled", true);
    m->vendor_revenue_per_month =
        sw_member_number(w->at.v, "vendor_revenue_per_month");
    load_currency(w, m);
    sw_load_meter_sources(w, m);
    sw_load_meter_caps(w, m);
    load_price(w, m);
    load_included(w, m);
    m->commit = sw_bind_fixed(&w->at, SW_IN_METERED_COMMIT, "commit_per_month",
                              sw_json_member(w->at.v, "commit_per_month"));
    load_tiers(w, m);
    load_growth(w, m);
    load_units(w, m);
    check_price(w, m);
}

/* Several are told apart by their names. */
static void check_names(const sw_load *load, const sw_json *metered)
{
    if (written(metered) < 2)
        return;
    sw_check_distinct(load, metered, "name");
    for (size_t i = 0; i < metered->n_items; i++)
        if (sw_member_text(metered->items[i], "name") == NULL)
            sw_load_problem(load, SW_ERROR, "no-name", metered->items[i],
                            "give each a name",
                            "one of several metered usages has no name");
}

/* The running term's first day; a contract that does not run begins on the day
 * after the decision. */
static sw_day term_of(const sw_load *load, const sw_contract *c)
{
    const sw_pilot *p = load->pilot;
    bool over = c->at_end == SW_END_LAPSE && c->term_end != SW_DAY_NONE &&
                c->term_end < p->as_of;
    bool runs = c->term_start != SW_DAY_NONE && !over;
    return runs ? sw_running_start(p, c) : p->as_of + 1;
}

static void load_nth(const sw_load *load, sw_meter *m, const sw_contract *c,
                     const sw_json *v, sw_day start, bool first)
{
    g_autofree char *path = sw_json_dotted(v);
    const char *name = sw_member_text(v, "name");
    const char *who = name != NULL ? name : c->sku;
    if (who == NULL)
        who = path;
    sw_meter_json w = {.at = {load, v, path, first ? NULL : who, first},
                       .contract = c,
                       .start = start};
    m->name = sw_keep(load, name != NULL ? name : "metered");
    load_meter(&w, m);
}

void sw_load_meters(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    size_t most = 0;
    for (size_t k = 0; k < p->n_contracts; k++)
        most += written(sw_json_member(sw_contract_json(load, k), "metered"));
    p->meters = g_new0(sw_meter, most);
    for (size_t k = 0; k < p->n_contracts; k++) {
        const sw_contract *c = &p->contracts[k];
        const sw_json *v =
            sw_json_member(sw_contract_json(load, c->index), "metered");
        size_t more = written(v);
        check_names(load, v);
        for (size_t i = 0; i < more; i++) {
            sw_meter *m = &p->meters[p->n_meters];
            *m = (sw_meter){.contract = k, .index = i};
            load_nth(load, m, c, nth(v, i), term_of(load, c), p->n_meters == 0);
            p->n_meters++;
        }
    }
}

/* Today's use, growing as it does today. */
static void share_use(sw_meter *m, const sw_pilot *p)
{
    if (m->units == SIZE_MAX)
        m->units = p->n_meters > 0 ? p->meters[0].units : SW_IN_METERED_UNITS;
    if (p->n_meters == 0)
        return;
    m->origin = p->meters[0].origin;
    m->cv = p->meters[0].cv;
    if (m->growth != SIZE_MAX)
        return;
    m->growth = p->meters[0].growth;
    m->growth_given = p->meters[0].growth_given;
}

sw_meter *sw_load_offered_meters(const sw_load *load, const sw_contract *c,
                                 const sw_json *contract, sw_day from,
                                 size_t *n)
{
    const sw_json *v = sw_json_member(contract, "metered");
    *n = written(v);
    sw_meter *meters = g_new0(sw_meter, *n);
    check_names(load, v);
    for (size_t i = 0; i < *n; i++) {
        meters[i].index = i;
        load_nth(load, &meters[i], c, nth(v, i),
                 from != SW_DAY_NONE ? from : load->pilot->as_of + 1, false);
        share_use(&meters[i], load->pilot);
    }
    return meters;
}
