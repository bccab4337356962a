/* contract_price.c - tiers, promotion and what the price is counted against */
#include "pilot/contract_load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

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

void sw_check_price(const sw_load *load, const sw_contract *c,
                    const sw_json *contract)
{
    const sw_json *v = sw_json_member(contract, "price");
    const sw_inputs *in = &load->pilot->inputs;
    bool metered = sw_is_given(sw_json_member(contract, "metered"));
    if (!(sw_inputs_value(in, c->price) > 0) && !metered)
        sw_load_problem(load, SW_ERROR, "price-zero", v,
                        "give the price paid, or contract.metered",
                        "a price of 0 without metered usage leaves nothing to "
                        "decide");
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

static void load_promotion(const sw_load *load, sw_contract *c,
                           const sw_json *contract)
{
    const sw_json *v = sw_json_member(contract, "promotion");
    c->promotion_price = sw_member_number(v, "price");
    c->promotion_until = sw_member_date(load, v, "until");
    double discount = sw_member_number(contract, "multi_year_discount");
    c->multi_year_discount = isnan(discount) ? 0 : discount;
}

void sw_load_prices(const sw_load *load, sw_contract *c, const sw_json *v)
{
    load_tiers(load, c, v);
    load_promotion(load, c, v);
    check_bundle(load, c, v);
}
