/* contract_offers.c - what can be signed in place of a renewal */
#include "pilot/contract_load.h"

#include <math.h>
#include <string.h>

/* An offer without a name is called after its length. */
static char *name_of(const sw_load *load, const sw_json *v, int months)
{
    const char *name = sw_member_text(v, "name");
    g_autofree char *usual = g_strdup_printf("%d-month offer", months);
    return sw_keep(load, name != NULL ? name : usual);
}

static sw_offer read_offer(const sw_load *load, const sw_contract *c,
                           const sw_json *v)
{
    int months = sw_member_int(v, "term_months", 12);
    const sw_json *exits = sw_json_member(v, "exits");
    sw_offer offer = {.name = name_of(load, v, months),
                      .is_named = sw_member_text(v, "name") != NULL,
                      .term_months = months,
                      .billing = sw_billing_of(v, c->billing),
                      .price = sw_member_number(v, "price"),
                      .min_seats = sw_member_number(v, "min_seats"),
                      .renewal_cap = sw_member_number(v, "renewal_cap"),
                      .until = sw_member_date(load, v, "until")};
    offer.exits = sw_read_exits(load, exits, &offer.n_exits);
    return offer;
}

/* Options are told apart by the names of offers. */
static void check_name(const sw_load *load, const sw_contract *c,
                       const sw_json *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(c->offers[k].name, c->offers[i].name) == 0) {
            sw_load_problem(load, SW_ERROR, "same-offer", list->items[i],
                            "give each offer a name of its own",
                            "'%s' is already the offer on line %zu",
                            c->offers[i].name, list->items[k]->line);
            return;
        }
}

static void check_until(const sw_load *load, const sw_offer *offer,
                        const sw_json *v)
{
    const sw_pilot *p = load->pilot;
    char until[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    if (offer->until == SW_DAY_NONE || p->as_of == SW_DAY_NONE ||
        offer->until >= p->as_of)
        return;
    sw_load_problem(load, SW_ERROR, "offer-over", sw_json_member(v, "until"),
                    "take it out, or give the day to which it was prolonged",
                    "'%s' could be taken until %s, the day of decision is %s",
                    offer->name, sw_date_format(offer->until, until),
                    sw_date_format(p->as_of, as_of));
}

void sw_load_offers(const sw_load *load, sw_contract *c,
                    const sw_json *contract)
{
    const sw_json *list = sw_json_member(contract, "offers");
    c->n_offers = sw_json_length(list);
    c->offers = g_new0(sw_offer, c->n_offers);
    for (size_t i = 0; i < c->n_offers; i++) {
        c->offers[i] = read_offer(load, c, list->items[i]);
        check_name(load, c, list, i);
        check_until(load, &c->offers[i], list->items[i]);
    }
}
