/*
 * order.c - the order-form sentence: what to sign or to write, until when, at
 * no more than which price, and what a refusal leads to.
 */
#include <math.h>

#include "base/text.h"
#include "decision/extend.h"
#include "decision/option.h"
#include "decision/rule.h"
#include "decision/words.h"

/* "at no more than $30 per seat and month", or what the metered contract
 * costs. */
static char *price_text(const sw_economics *e, const sw_option *o)
{
    if (!(o->price > 0.0))
        return g_strdup("on the metered contract");
    g_autofree char *price = sw_price_words(e, o->price);
    return g_strdup_printf("at no more than %s per seat and month", price);
}

static char *renew_order(const sw_economics *e, const sw_option *o)
{
    g_autofree char *seats = sw_seats_words(o->seats);
    g_autofree char *from = sw_text_date(e->clock.signed_from);
    g_autofree char *to = sw_text_date(e->clock.signed_to);
    g_autofree char *price = price_text(e, o);
    return g_strdup_printf("Renew %s seats from %s to %s %s.", seats, from, to,
                           price);
}

static char *cancel_order(const sw_economics *e, const sw_decision *d)
{
    const sw_option *o = sw_options_find(d, SW_OPTION_RENEW);
    g_autofree char *seats = sw_seats_words(o->seats);
    g_autofree char *exit = sw_text_date(e->clock.first_exit);
    if (e->clock.act_by == SW_DAY_NONE)
        return g_strdup_printf("Cancel all %s seats.", seats);
    g_autofree char *by = sw_text_date(e->clock.act_by);
    if (!e->clock.renews_by_itself)
        return g_strdup_printf("Let all %s seats lapse on %s: do not sign "
                               "again.",
                               seats, exit);
    return g_strdup_printf("Cancel all %s seats at %s: give notice by %s.",
                           seats, exit, by);
}

/* The last day to order another number of seats. */
static sw_day order_by(const sw_economics *e)
{
    return e->clock.reduce_by != SW_DAY_NONE ? e->clock.reduce_by
                                             : e->clock.act_by;
}

static char *raise_order(const sw_economics *e, const sw_option *o)
{
    g_autofree char *to = sw_seats_words(o->seats);
    g_autofree char *from = sw_seats_words(o->seats_from);
    g_autofree char *start = sw_text_date(o->from);
    g_autofree char *price = price_text(e, o);
    return g_strdup_printf("Raise %s to %s seats from %s %s.", from, to, start,
                           price);
}

/* Where a refusal leaves renewing all, it says so; else it is to cancel. */
static char *cut_order(const sw_economics *e, const sw_option *o, bool renews)
{
    g_autofree char *to = sw_seats_words(o->seats);
    g_autofree char *from = sw_seats_words(o->seats_from);
    g_autofree char *day = sw_text_date(o->from - 1);
    g_autofree char *price = price_text(e, o);
    if (order_by(e) == SW_DAY_NONE)
        return g_strdup_printf(renews ? "Cut %s to %s seats at %s %s; if "
                                        "refused, renew all."
                                      : "Cut %s to %s seats at %s %s; if "
                                        "refused, cancel.",
                               from, to, day, price);
    g_autofree char *by = sw_text_date(order_by(e));
    return g_strdup_printf(renews ? "Cut %s to %s seats at %s %s; if refused "
                                    "by %s, renew all."
                                  : "Cut %s to %s seats at %s %s; if refused "
                                    "by %s, cancel.",
                           from, to, day, price, by);
}

/* Renew, or cut: what is asked for at the lower price. */
static char *renegotiate_ask(const sw_economics *e, const sw_option *o)
{
    g_autofree char *seats = sw_seats_words(o->seats);
    g_autofree char *from = sw_seats_words(o->seats_from);
    g_autofree char *price = sw_price_words(e, o->price);
    g_autofree char *to = sw_text_date(e->clock.signed_to);
    g_autofree char *day = sw_text_date(o->from - 1);
    if (o->seats < o->seats_from)
        return g_strdup_printf("Cut %s to %s seats at %s at no more than %s "
                               "per seat and month",
                               from, seats, day, price);
    return g_strdup_printf("Renew %s seats to %s at no more than %s per seat "
                           "and month",
                           seats, to, price);
}

static char *renegotiate_order(const sw_economics *e, const sw_decision *d,
                               const sw_option *o)
{
    g_autofree char *ask = renegotiate_ask(e, o);
    int fallback = d->verdict.fallback;
    g_autofree char *kept = fallback == SW_NO_OPTION
                                ? NULL
                                : sw_seats_words(d->options[fallback].seats);
    sw_day day = order_by(e);
    g_autofree char *by = day == SW_DAY_NONE ? NULL : sw_text_date(day);
    if (kept != NULL && by != NULL)
        return g_strdup_printf("%s; if refused by %s, keep %s seats at today's "
                               "price.",
                               ask, by, kept);
    if (kept != NULL)
        return g_strdup_printf("%s; if refused, keep %s seats at today's "
                               "price.",
                               ask, kept);
    if (by != NULL)
        return g_strdup_printf("%s; if refused by %s, cancel.", ask, by);
    return g_strdup_printf("%s; if refused, cancel.", ask);
}

static const sw_study *study_named(const sw_decision *d, const char *name)
{
    for (size_t i = 0; i < d->n_studies; i++)
        if (g_strcmp0(d->studies[i].name, name) == 0)
            return &d->studies[i];
    return NULL;
}

/* The study, its answers, its end and when it stops. */
static char *extend_order(const sw_economics *e, const sw_decision *d,
                          const sw_option *o)
{
    const sw_study *study = study_named(d, o->alternative);
    if (study == NULL)
        return g_strdup("Extend on the shortest term that can be bought, and "
                        "measure before you sign for longer.");
    g_autofree char *n = sw_text_number(study->responses, 0);
    g_autofree char *end = sw_text_date(sw_study_end(study, e));
    if (!(study->responses > 0.0))
        return g_strdup_printf("Extend on the shortest term that can be bought "
                               "and run \"%s\" until %s; then decide, whatever "
                               "it shows.",
                               study->name, end);
    return g_strdup_printf("Extend on the shortest term that can be bought and "
                           "run \"%s\": stop at %s answers or on %s, whichever "
                           "comes first, and decide then.",
                           study->name, n, end);
}

static char *switch_order(const sw_economics *e, const sw_option *o)
{
    g_autofree char *from = sw_text_date(o->from);
    g_autofree char *exit = sw_text_date(e->clock.first_exit);
    if (e->clock.act_by == SW_DAY_NONE || !e->clock.renews_by_itself)
        return g_strdup_printf("Switch to %s from %s: let today's seats lapse "
                               "on %s.",
                               o->alternative, from, exit);
    g_autofree char *by = sw_text_date(e->clock.act_by);
    return g_strdup_printf("Switch to %s from %s: give notice of today's seats "
                           "by %s, for %s.",
                           o->alternative, from, by, exit);
}

char *sw_order_phrase(const sw_decision *d, const sw_economics *e)
{
    const sw_verdict *v = &d->verdict;
    const sw_option *o =
        v->chosen == SW_NO_OPTION ? NULL : &d->options[v->chosen];
    switch (v->option) {
    case SW_OPTION_RENEW:
        return renew_order(e, o);
    case SW_OPTION_RIGHTSIZE:
        return o->seats > o->seats_from
                   ? raise_order(e, o)
                   : cut_order(e, o, v->fallback != SW_NO_OPTION);
    case SW_OPTION_RENEGOTIATE:
        return renegotiate_order(e, d, o);
    case SW_OPTION_EXTEND:
        return extend_order(e, d, o);
    case SW_OPTION_SWITCH:
        return switch_order(e, o);
    case SW_OPTION_CANCEL:
        return cancel_order(e, d);
    case SW_OPTION_UNDETERMINED:
    case SW_OPTION_DO_NOTHING:
        break;
    }
    return g_strdup("No order: measure before you sign.");
}
