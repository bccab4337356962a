#include "decision/words.h"

sw_value sw_as_amount(const sw_economics *e, double amount)
{
    return sw_as_money(e->pilot->currency, amount, 0);
}

sw_value sw_as_seat_price(const sw_economics *e, double price)
{
    return sw_as_price(e->pilot->currency, price);
}

sw_value sw_as_seats(double seats)
{
    return sw_as_number(seats, 0);
}

static sw_message *option_words(const sw_option *o)
{
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return sw_message_of("renewing %s seats", sw_as_seats(o->seats));
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
