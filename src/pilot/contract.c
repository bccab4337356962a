/* contract.c - the contracts of pilot.json, and those that could be signed */
#include "pilot/contract_load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *const BILLING[] = {"annual-upfront", "annual-monthly",
                                      "monthly"};

static const char *const PRORATION[] = {"daily", "monthly", "none", "true-up"};

sw_billing sw_billing_of(const sw_json *object, sw_billing fallback)
{
    return (sw_billing)sw_member_choice(object, "billing", BILLING,
                                        G_N_ELEMENTS(BILLING), (int)fallback);
}

static void bind_growth(const sw_written *w, sw_contract *c)
{
    const sw_load *load = w->load;
    const sw_json *growth = sw_json_member(w->v, "seat_growth");
    c->seat_growth = SIZE_MAX;
    if (sw_member_number(w->v, "seat_growth") > 0)
        c->seat_growth = sw_bind_new_input(
            load, growth, "Seats planned to be added a month", SW_UNIT_SEATS);
    if (c->seat_growth != SIZE_MAX &&
        (!w->first ||
         !sw_is_given(sw_json_at(load->root, "assumptions.transport"))))
        sw_load_problem(load, SW_WARNING, "growth-without-benefit", growth,
                        !w->first ? NULL
                                  : "give assumptions.transport: how far the "
                                    "effect carries over to their people",
                        "planned seats are counted as a cost; the benefit is "
                        "that of the people who have a seat today");
}

static size_t bind_price(const sw_written *w, sw_input_id fixed,
                         const char *member)
{
    return sw_bind_fixed(w, fixed, member, sw_json_at(w->v, member));
}

static void bind_prices(const sw_written *w, sw_contract *c)
{
    c->price = bind_price(w, SW_IN_PRICE, "price");
    c->baseline_price = bind_price(w, SW_IN_BASELINE_PRICE, "baseline_price");
    c->surcharge = bind_price(w, SW_IN_SURCHARGE, "monthly_billing_surcharge");
    c->uplift = bind_price(w, SW_IN_UPLIFT, "renewal_uplift");
    c->vat = bind_price(w, SW_IN_VAT, "vat_irrecoverable");
    c->seats_purchased =
        bind_price(w, SW_IN_SEATS_PURCHASED, "seats_purchased");
    c->min_seats = bind_price(w, SW_IN_MIN_SEATS, "min_seats");
    bind_growth(w, c);
}

/* Prices in other money are brought to the pilot's at the rate of the day of
 * decision. */
static void load_currency(const sw_load *load, sw_contract *c,
                          const sw_json *contract)
{
    const sw_pilot *p = load->pilot;
    c->currency = sw_keep(load, sw_member_text(contract, "currency"));
    c->fx = c->currency == NULL || p->currency == NULL
                ? 1.0
                : sw_currency_rate(p, c->currency, p->as_of);
}

static const char *const RIGHTS[] = {"uplift-cap",
                                     "price-lock",
                                     "swap",
                                     "shorter-notice",
                                     "most-favoured-customer",
                                     "seat-reduction"};

/* Rights beside what the other keys say. */
static unsigned rights_of(const sw_json *v)
{
    const sw_json *list = sw_json_member(v, "rights");
    unsigned rights = 0;
    for (size_t i = 0; i < sw_json_length(list); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(RIGHTS); k++)
            if (g_strcmp0(list->items[i]->string, RIGHTS[k]) == 0)
                rights |= 1u << k;
    return rights;
}

static void load_words(const sw_load *load, sw_contract *c, const sw_json *v)
{
    const char *per = sw_member_text(v, "per");
    const char *basis = sw_member_text(v, "price_basis");
    c->sku = sw_keep(load, sw_member_text(v, "sku"));
    c->per_year = per != NULL && strcmp(per, "seat-year") == 0;
    c->bundle = basis != NULL && strcmp(basis, "bundle") == 0;
    c->billing = sw_billing_of(v, SW_BILL_ANNUAL_UPFRONT);
    c->proration = (sw_proration)sw_member_choice(
        v, "proration", PRORATION, G_N_ELEMENTS(PRORATION), SW_PRORATE_DAILY);
    c->notice_days = sw_member_int(v, "notice_days", 0);
    c->lead_days = sw_member_int(v, "lead_days", 0);
    c->rights = rights_of(v);
}

/* What a contract that runs and one that could be signed have in common. */
static void load_clauses(const sw_written *w, sw_contract *c)
{
    load_currency(w->load, c, w->v);
    sw_load_prices(w->load, c, w->v);
    sw_load_schedules(w, c);
    sw_load_renewal(w, c);
    sw_load_exits(w->load, c, w->v);
    sw_load_offers(w->load, c, w->v);
    sw_check_price(w->load, c, w->v);
}

static void load_one(const sw_load *load, sw_contract *c, bool first)
{
    const sw_json *v = sw_contract_json(load, c->index);
    g_autofree char *path = v != NULL ? sw_json_dotted(v) : NULL;
    sw_written w = {.load = load,
                    .v = v,
                    .path = path,
                    .who = first ? NULL : sw_member_text(v, "sku"),
                    .first = first};
    load_words(load, c, v);
    bind_prices(&w, c);
    load_clauses(&w, c);
    sw_load_term(load, c, v);
}

void sw_load_offered_contract(const sw_load *load, sw_contract *c,
                              const sw_json *v, const char *path)
{
    sw_written w = {
        .load = load, .v = v, .path = path, .who = sw_member_text(v, "sku")};
    load_words(load, c, v);
    bind_prices(&w, c);
    load_clauses(&w, c);
    c->term_months = sw_member_int(v, "term_months", 12);
    c->span_given = sw_is_given(sw_json_member(v, "term_months"));
    c->term_start = c->term_end = SW_DAY_NONE;
    sw_check_rates(load, c, v);
}

/* Products are told apart by their names, on rosters too. */
static void check_skus(const sw_load *load, const sw_json *list)
{
    enum { MOST = 32 }; /* bits of sw_person.products */
    if (list == NULL)
        return;
    sw_check_distinct(load, list, "sku");
    if (list->n_items > MOST)
        sw_load_problem(load, SW_ERROR, "too-many-contracts", list, NULL,
                        "%zu contracts are more than %d", list->n_items, MOST);
    for (size_t k = 0; list->n_items > 1 && k < list->n_items; k++)
        if (sw_member_text(list->items[k], "sku") == NULL)
            sw_load_problem(load, SW_ERROR, "no-sku", list->items[k],
                            "give each contract its sku",
                            "one of several contracts has no sku");
}

void sw_load_contract(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "contracts");
    g_autofree size_t *order = sw_contract_order(load);
    check_skus(load, list);
    p->n_contracts = sw_contracts_written(load);
    p->contracts = g_new0(sw_contract, p->n_contracts);
    for (size_t k = 0; k < p->n_contracts; k++) {
        p->contracts[k].index = order[k];
        load_one(load, &p->contracts[k], k == 0);
    }
}

double sw_people_served(const double *of, const double *seats, size_t n,
                        double everybody)
{
    double whole = 0.0, shared = 0.0;
    for (size_t k = 0; k < n; k++)
        if (seats[k] >= everybody)
            whole = fmax(whole, of[k]);
        else
            shared += of[k];
    return fmax(whole, shared);
}

double sw_pilot_purchased(const sw_pilot *p)
{
    if (p->n_contracts == 0)
        return sw_inputs_value(&p->inputs, SW_IN_SEATS_PURCHASED);
    double people = sw_inputs_value(&p->inputs, SW_IN_SEATS_ASSIGNED);
    g_autofree double *seats = g_new0(double, p->n_contracts + 1);
    for (size_t k = 0; k < p->n_contracts; k++)
        seats[k] = sw_inputs_value(&p->inputs, p->contracts[k].seats_purchased);
    return p->n_contracts == 1
               ? seats[0]
               : sw_people_served(seats, seats, p->n_contracts, people);
}
