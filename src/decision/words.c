#include "decision/words.h"

#include <math.h>

#include "decision/cap.h"
#include "base/units.h"

sw_value sw_as_amount(const sw_economics *e, double amount)
{
    return sw_as_money(e->pilot->currency, amount, 0);
}

sw_value sw_as_seat_price(const sw_economics *e, double price)
{
    const sw_contract *c = &e->pilot->contracts[0];
    const char *currency =
        c->currency != NULL ? c->currency : e->pilot->currency;
    if (c->per_year)
        return sw_as_message(
            sw_message_of("%s per seat and year",
                          sw_as_price(currency, price * SW_MONTHS_PER_YEAR)));
    return sw_as_message(
        sw_message_of("%s per seat and month", sw_as_price(currency, price)));
}

sw_value sw_as_offer(const sw_offer *offer)
{
    return offer->is_named
               ? sw_as_text(offer->name)
               : sw_as_message(sw_message_of("%d-month offer",
                                             sw_as_whole(offer->term_months)));
}

sw_value sw_as_chance(const sw_economics *e, double p)
{
    double cap = sw_chance_cap(e);
    if (isnan(cap) || isnan(p))
        return sw_as_probability(p);
    return sw_as_message(sw_message_of("%s (at most %s)", sw_as_probability(p),
                                       sw_as_percent(cap, 0)));
}

sw_value sw_as_seats(double seats)
{
    return sw_as_number(seats, 0);
}

static sw_message *option_words(const sw_option *o)
{
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return o->offer == NULL
                   ? sw_message_of("renewing %s seats", sw_as_seats(o->seats))
                   : sw_message_of("renewing %s seats on the %s",
                                   sw_as_seats(o->seats),
                                   sw_as_offer(o->offer));
    case SW_OPTION_RIGHTSIZE:
        return sw_message_of(o->seats > o->seats_from
                                 ? "going from %s up to %s seats"
                                 : "cutting %s to %s seats",
                             sw_as_seats(o->seats_from), sw_as_seats(o->seats));
    case SW_OPTION_SWITCH:
        return sw_message_new("switching to %s", o->alternative);
    default:
        return sw_message_word(sw_option_name(o->kind));
    }
}

sw_value sw_as_option(const sw_decision *d, int place)
{
    return place == SW_NO_OPTION
               ? sw_as_word("leaving")
               : sw_as_message(option_words(&d->options[place]));
}
