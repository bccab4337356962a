/* contract.c - prices, term and offers */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *const BILLING[] = {"annual-upfront", "annual-monthly",
                                      "monthly"};

static const char *const PRORATION[] = {"daily", "monthly", "none", "true-up"};

static const sw_input_id METERED[] = {
    SW_IN_METERED_PRICE, SW_IN_METERED_INCLUDED, SW_IN_METERED_COMMIT};

static sw_billing billing_of(const sw_json *object)
{
    return (sw_billing)sw_member_choice(object, "billing", BILLING,
                                        G_N_ELEMENTS(BILLING),
                                        SW_BILL_ANNUAL_UPFRONT);
}

static int by_seats(const void *a, const void *b)
{
    double x = ((const sw_tier *)a)->from_seats;
    double y = ((const sw_tier *)b)->from_seats;
    return (x > y) - (x < y);
}

static void check_tiers(const sw_load *load, const sw_contract *c,
                        const sw_json *list)
{
    if (c->tiers[0].from_seats > 1)
        sw_load_problem(load, SW_ERROR, "tier-hole", list,
                        "let the first tier start at seat 1",
                        "no tier prices seats 1 to %.15g",
                        c->tiers[0].from_seats - 1);
    for (size_t i = 1; i < c->n_tiers; i++)
        if (!(c->tiers[i].from_seats > c->tiers[i - 1].from_seats))
            sw_load_problem(load, SW_ERROR, "tier-overlap", list,
                            "give every tier a first seat of its own",
                            "two tiers start at seat %.15g",
                            c->tiers[i].from_seats);
    for (size_t i = 0; i < c->n_tiers; i++)
        if (!(c->tiers[i].price > 0))
            sw_load_problem(load, SW_ERROR, "tier-price", list, NULL,
                            "the tier from seat %.15g has no price above 0",
                            c->tiers[i].from_seats);
}

static void load_tiers(const sw_load *load, sw_contract *c,
                       const sw_json *contract)
{
    const sw_json *list = sw_json_member(contract, "tiers");
    c->n_tiers = sw_json_length(list);
    if (c->n_tiers == 0)
        return;
    c->tiers = g_new0(sw_tier, c->n_tiers);
    for (size_t i = 0; i < c->n_tiers; i++) {
        c->tiers[i].from_seats = sw_member_number(list->items[i], "from_seats");
        c->tiers[i].price = sw_member_number(list->items[i], "price");
    }
    qsort(c->tiers, c->n_tiers, sizeof *c->tiers, by_seats);
    check_tiers(load, c, list);
    const char *rule = sw_member_text(contract, "tier_rule");
    c->marginal_tiers = rule != NULL && strcmp(rule, "marginal") == 0;
    /* Prices depend on the tier reached: the sheet has no formula for that. */
    sw_inputs_at(&load->pilot->inputs, c->seats_purchased)->live = false;
}

static void load_offers(sw_contract *c, const sw_json *contract)
{
    const sw_json *list = sw_json_member(contract, "offers");
    c->n_offers = sw_json_length(list);
    c->offers = g_new0(sw_offer, c->n_offers);
    for (size_t i = 0; i < c->n_offers; i++) {
        const sw_json *v = list->items[i];
        c->offers[i] =
            (sw_offer){.term_months = sw_member_int(v, "term_months", 12),
                       .billing = billing_of(v),
                       .price = sw_member_number(v, "price"),
                       .min_seats = sw_member_number(v, "min_seats")};
    }
}

static void check_price(const sw_load *load, const sw_contract *c,
                        const sw_json *contract)
{
    const sw_json *v = sw_json_member(contract, "price");
    const sw_inputs *in = &load->pilot->inputs;
    bool metered = c->metered;
    if (!(sw_inputs_value(in, c->price) > 0) && !metered)
        sw_load_problem(load, SW_ERROR, "price-zero", v,
                        "give the price paid, or contract.metered",
                        "a price of 0 without metered usage leaves nothing to "
                        "decide");
    if (metered && c->unit_price != SIZE_MAX &&
        !sw_inputs_at(in, c->unit_price)->known &&
        !sw_is_given(sw_json_member(sw_json_member(contract, "metered"),
                                    "token_prices")))
        sw_load_problem(load, SW_WARNING, "no-unit-price",
                        sw_json_member(contract, "metered"),
                        "give contract.metered.unit_price",
                        "metered usage has no unit price: its cost is left "
                        "out");
}

static void check_bundle(const sw_load *load, const sw_contract *c,
                         const sw_json *contract)
{
    const sw_inputs *in = &load->pilot->inputs;
    const sw_json *v = sw_json_member(contract, "price_basis");
    double price = sw_inputs_value(in, c->price);
    double baseline = sw_inputs_value(in, c->baseline_price);
    if (!c->bundle)
        return;
    if (isnan(baseline))
        sw_load_problem(load, SW_ERROR, "bundle-baseline", v,
                        "give contract.baseline_price, the price of a seat "
                        "without the copilot",
                        "the price of a bundle is counted against a baseline, "
                        "and there is none");
    else if (!(price > baseline))
        sw_load_problem(load, SW_WARNING, "bundle-baseline", v, NULL,
                        "the bundle at %.15g costs no more than the baseline "
                        "at %.15g",
                        price, baseline);
}

/* Months that the dates span, to the nearest. */
static int months_between(sw_day start, sw_day end)
{
    sw_ymd a = sw_date_to_ymd(start), b = sw_date_to_ymd(end + 1);
    double months = 12.0 * (b.year - a.year) + (b.month - a.month) +
                    (b.day - a.day) / 30.4375;
    return (int)lround(months);
}

/* Of start, end and length two determine the third. */
static void complete_term(const sw_load *load, sw_contract *c,
                          const sw_json *contract)
{
    const sw_json *months = sw_json_member(contract, "term_months");
    if (c->term_start == SW_DAY_NONE && c->term_end != SW_DAY_NONE) {
        c->term_start = sw_date_add_months(c->term_end, -c->term_months) + 1;
    } else if (c->term_end == SW_DAY_NONE && c->term_start != SW_DAY_NONE) {
        c->term_end =
            sw_date_add_months_clamped(c->term_start, c->term_months) - 1;
    } else if (c->term_start != SW_DAY_NONE && c->term_end > c->term_start) {
        int span = months_between(c->term_start, c->term_end);
        if (sw_is_given(months) && span != c->term_months)
            sw_load_problem(load, SW_WARNING, "term-length", months, NULL,
                            "term_months says %d, the dates of the term span "
                            "%d months",
                            c->term_months, span);
        else if (span >= 1)
            c->term_months = span;
    }
}

static void check_term(const sw_load *load, const sw_contract *c,
                       const sw_json *contract)
{
    char start[SW_DATE_TEXT], end[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    sw_date_format(c->term_start, start);
    sw_date_format(c->term_end, end);
    if (c->term_start != SW_DAY_NONE && c->term_end != SW_DAY_NONE &&
        c->term_end < c->term_start)
        sw_load_problem(
            load, SW_ERROR, "term-dates", sw_json_member(contract, "term_end"),
            "exchange the two dates, or correct one",
            "the term ends on %s, before it starts on %s", end, start);
    else if (c->term_end != SW_DAY_NONE && c->term_end < load->pilot->as_of)
        sw_load_problem(load, SW_WARNING, "term-over",
                        sw_json_member(contract, "term_end"),
                        "give the dates of the term that runs now",
                        "the term ended on %s, before the day of decision %s",
                        end, sw_date_format(load->pilot->as_of, as_of));
    if (!c->terms_known)
        sw_load_problem(load, SW_WARNING, "no-contract-terms", contract,
                        "give contract.term_end and contract.notice_days",
                        "no contract terms: reductions are taken to be "
                        "possible at renewal only, and there is no date to act "
                        "by");
}

static void load_term(const sw_load *load, sw_contract *c,
                      const sw_json *contract)
{
    c->term_start = sw_member_date(load, contract, "term_start");
    c->term_end = sw_member_date(load, contract, "term_end");
    c->term_months = sw_member_int(contract, "term_months", 12);
    c->price_lock_until = sw_member_date(load, contract, "price_lock_until");
    c->notice_days = sw_member_int(contract, "notice_days", 0);
    c->lead_days = sw_member_int(contract, "lead_days", 0);
    c->auto_renew = sw_member_flag(contract, "auto_renew", false);
    c->terms_known = c->term_start != SW_DAY_NONE ||
                     c->term_end != SW_DAY_NONE ||
                     sw_is_given(sw_json_member(contract, "exits"));
    complete_term(load, c, contract);
    check_term(load, c, contract);
}

static void load_promotion(const sw_load *load, sw_contract *c,
                           const sw_json *contract)
{
    const sw_json *v = sw_json_member(contract, "promotion");
    c->promotion_price = sw_member_number(v, "price");
    c->promotion_until = sw_member_date(load, v, "until");
    double discount = sw_member_number(contract, "multi_year_discount");
    c->multi_year_discount = isnan(discount) ? 0 : discount;
}

/* A number of the contract: a fixed input for the first one (renamed where
 * there are several), an input of its own for the others. */
static size_t bind_price(const sw_load *load, const sw_json *contract,
                         const char *prefix, sw_input_id fixed,
                         const char *member)
{
    sw_inputs *in = &load->pilot->inputs;
    const sw_json *v = sw_json_at(contract, member);
    size_t id = fixed;
    g_autofree char *key = g_strdup_printf(
        "%s.%s", prefix != NULL ? prefix : "contracts[0]", member);
    if (prefix != NULL) {
        const char *sku = sw_member_text(contract, "sku");
        const sw_input *first = sw_inputs_at(in, fixed);
        sw_message *label =
            sw_message_of("%s: %s", sw_as_text(sku != NULL ? sku : key),
                          sw_as_message(sw_message_share(first->label)));
        id = sw_inputs_add_named(in, key, label, first->unit);
    } else if (sw_json_member(load->root, "contracts") != NULL) {
        sw_input *input = sw_inputs_at(in, id);
        g_free(input->key);
        input->key = g_steal_pointer(&key);
    }
    sw_bind_input(load, id, v, SW_MEASURED);
    return id;
}

static void bind_prices(const sw_load *load, sw_contract *c, const sw_json *v,
                        const char *prefix)
{
    c->price = bind_price(load, v, prefix, SW_IN_PRICE, "price");
    c->baseline_price =
        bind_price(load, v, prefix, SW_IN_BASELINE_PRICE, "baseline_price");
    c->surcharge = bind_price(load, v, prefix, SW_IN_SURCHARGE,
                              "monthly_billing_surcharge");
    c->uplift = bind_price(load, v, prefix, SW_IN_UPLIFT, "renewal_uplift");
    c->vat = bind_price(load, v, prefix, SW_IN_VAT, "vat_irrecoverable");
    c->seats_purchased =
        bind_price(load, v, prefix, SW_IN_SEATS_PURCHASED, "seats_purchased");
    c->min_seats = bind_price(load, v, prefix, SW_IN_MIN_SEATS, "min_seats");
    const sw_json *growth = sw_json_member(v, "seat_growth");
    c->seat_growth = SIZE_MAX;
    if (sw_member_number(v, "seat_growth") > 0)
        c->seat_growth = sw_bind_new_input(
            load, growth, "Seats planned to be added a month", SW_UNIT_SEATS);
    if (c->seat_growth != SIZE_MAX &&
        (prefix != NULL ||
         !sw_is_given(sw_json_at(load->root, "assumptions.transport"))))
        sw_load_problem(load, SW_WARNING, "growth-without-benefit", growth,
                        prefix != NULL
                            ? NULL
                            : "give assumptions.transport: how far the "
                              "effect carries over to their people",
                        "planned seats are counted as a cost; the benefit is "
                        "that of the people who have a seat today");
}

static void load_metered(const sw_load *load, sw_contract *c, const sw_json *v,
                         const char *prefix)
{
    static const char *const MEMBER[] = {"metered.unit_price",
                                         "metered.included_per_seat_month",
                                         "metered.commit_per_month"};
    const sw_json *metered = sw_json_member(v, "metered");
    size_t *const id[] = {&c->unit_price, &c->included, &c->commit};
    c->pooled = sw_member_flag(metered, "pooled", true);
    c->vendor_revenue_per_month =
        sw_member_number(metered, "vendor_revenue_per_month");
    c->units = SW_IN_METERED_UNITS;
    c->unit_multiple = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(METERED); i++)
        *id[i] = bind_price(load, v, prefix, METERED[i], MEMBER[i]);
}

/* Of several contracts only the first can be metered. */
static void load_usage_priced(const sw_load *load, sw_contract *c,
                              const sw_json *v, size_t k)
{
    const sw_json *metered = sw_json_member(v, "metered");
    c->metered = sw_is_given(metered);
    if (k == 0) {
        load_metered(load, c, v, NULL);
        return;
    }
    c->unit_price = c->included = c->commit = c->units = SIZE_MAX;
    if (c->metered)
        sw_load_problem(load, SW_ERROR, "second-metered", metered,
                        "put the metered contract first",
                        "only the first contract's metered usage is priced");
}

/* Prices in other money are brought to the pilot's at the rate of the day of
 * decision. */
static void load_currency(const sw_load *load, sw_contract *c,
                          const sw_json *contract)
{
    const sw_json *v = sw_json_member(contract, "currency");
    const sw_pilot *p = load->pilot;
    char as_of[SW_DATE_TEXT];
    c->currency = sw_keep(load, sw_member_text(contract, "currency"));
    c->fx = c->currency == NULL || p->currency == NULL
                ? 1.0
                : sw_currency_rate(p, c->currency, p->as_of);
    if (isnan(c->fx))
        sw_load_problem(load, SW_ERROR, "no-rate", v,
                        "give assumptions.currency_rates: date, currency, rate",
                        "prices in %s, the pilot is in %s, and there is no "
                        "rate of %s or before",
                        c->currency, p->currency,
                        sw_date_format(p->as_of, as_of));
    if (c->metered && c->currency != NULL && fabs(c->fx - 1.0) > 0.0)
        sw_load_problem(load, SW_ERROR, "metered-currency", v,
                        "give the metered prices in the pilot's currency",
                        "a metered contract in another currency is not "
                        "converted");
}

static void load_words(const sw_load *load, sw_contract *c, const sw_json *v)
{
    const char *per = sw_member_text(v, "per");
    const char *basis = sw_member_text(v, "price_basis");
    c->sku = sw_keep(load, sw_member_text(v, "sku"));
    c->per_year = per != NULL && strcmp(per, "seat-year") == 0;
    c->bundle = basis != NULL && strcmp(basis, "bundle") == 0;
    c->billing = billing_of(v);
    c->proration = (sw_proration)sw_member_choice(
        v, "proration", PRORATION, G_N_ELEMENTS(PRORATION), SW_PRORATE_DAILY);
}

static void load_money(const sw_load *load, sw_contract *c, const sw_json *v)
{
    load_currency(load, c, v);
    load_tiers(load, c, v);
    load_offers(c, v);
    check_price(load, c, v);
    check_bundle(load, c, v);
}

static void load_one(const sw_load *load, sw_contract *c, const sw_json *v,
                     size_t k)
{
    g_autofree char *prefix =
        k == 0 ? NULL : g_strdup_printf("contracts[%zu]", k);
    load_words(load, c, v);
    bind_prices(load, c, v, prefix);
    load_usage_priced(load, c, v, k);
    load_money(load, c, v);
    load_term(load, c, v);
    load_promotion(load, c, v);
    sw_load_exits(load, c, v);
}

void sw_load_offered_contract(const sw_load *load, sw_contract *c,
                              const sw_json *v, const char *prefix)
{
    load_words(load, c, v);
    bind_prices(load, c, v, prefix);
    c->metered = sw_is_given(sw_json_member(v, "metered"));
    load_metered(load, c, v, prefix);
    const sw_json *units = sw_json_at(v, "metered.units_per_month");
    if (units != NULL)
        c->units =
            sw_bind_new_input(load, units, "Units used a month", SW_UNIT_COUNT);
    load_money(load, c, v);
    c->term_months = sw_member_int(v, "term_months", 12);
    c->term_start = c->term_end = SW_DAY_NONE;
    c->price_lock_until = sw_member_date(load, v, "price_lock_until");
    load_promotion(load, c, v);
}

const sw_json *sw_contract_json(const sw_load *load, size_t k)
{
    const sw_json *list = sw_json_member(load->root, "contracts");
    if (list == NULL)
        return k == 0 ? sw_json_member(load->root, "contract") : NULL;
    return k < list->n_items ? list->items[k] : NULL;
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
    size_t n = list != NULL ? list->n_items : 1;
    check_skus(load, list);
    p->n_more_contracts = n - 1;
    p->more_contracts = g_new0(sw_contract, n);
    for (size_t k = 0; k < n; k++)
        load_one(load, k == 0 ? &p->contract : &p->more_contracts[k - 1],
                 sw_contract_json(load, k), k);
}
