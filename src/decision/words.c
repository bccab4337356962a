#include "decision/words.h"

#include "base/text.h"

char *sw_money_words(const sw_economics *e, double amount)
{
    return sw_text_money(e->pilot->currency, amount, 0);
}

char *sw_price_words(const sw_economics *e, double price)
{
    return sw_text_price(e->pilot->currency, price);
}

char *sw_seats_words(double seats)
{
    return sw_text_number(seats, 0);
}

char *sw_option_words(const sw_decision *d, int place)
{
    if (place == SW_NO_OPTION)
        return g_strdup("leaving");
    const sw_option *o = &d->options[place];
    g_autofree char *seats = sw_seats_words(o->seats);
    g_autofree char *from = sw_seats_words(o->seats_from);
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return g_strdup_printf("renewing %s seats", seats);
    case SW_OPTION_RIGHTSIZE:
        return g_strdup_printf(o->seats > o->seats_from
                                   ? "going from %s up to %s seats"
                                   : "cutting %s to %s seats",
                               from, seats);
    case SW_OPTION_SWITCH:
        return g_strdup_printf("switching to %s", o->alternative);
    default:
        return g_strdup(sw_option_name(o->kind));
    }
}
