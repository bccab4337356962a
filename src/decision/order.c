/*
 * order.c - the order-form sentence: what to sign or to write, until when, at
 * no more than which price, and what a refusal leads to.
 */
#include <math.h>

#include "decision/extend.h"
#include "decision/option.h"
#include "decision/rule.h"
#include "decision/words.h"

/* Whether a price of a seat can be named; else the contract is metered. */
static bool has_price(const sw_option *o)
{
    return o->price > 0.0;
}

static sw_message *offer_order(const sw_economics *e, const sw_option *o)
{
    sw_value seats = sw_as_seats(o->seats);
    sw_value from = sw_as_date(o->from), to = sw_as_date(o->bound_until);
    if (!has_price(o))
        return sw_message_of("Renew %s seats on the %s, from %s to %s.", seats,
                             sw_as_offer(o->offer), from, to);
    return sw_message_of(
        "Renew %s seats on the %s, from %s to %s, at no more than %s.", seats,
        sw_as_offer(o->offer), from, to, sw_as_seat_price(e, o->price));
}

static sw_message *renew_order(const sw_economics *e, const sw_option *o)
{
    sw_value seats = sw_as_seats(o->seats);
    sw_value from = sw_as_date(o->from), to = sw_as_date(o->bound_until);
    if (o->offer != NULL)
        return offer_order(e, o);
    if (!has_price(o))
        return sw_message_of("Renew from %s to %s on the metered contract.",
                             from, to);
    return sw_message_of("Renew %s seats from %s to %s at no more than %s.",
                         seats, from, to, sw_as_seat_price(e, o->price));
}

/* The deepest reduction, where no one may cancel: a right, not a request. */
static sw_message *reduce_order(const sw_economics *e, const sw_option *o)
{
    sw_value to = sw_as_seats(o->seats), from = sw_as_seats(o->seats_from);
    sw_value day = sw_as_date(o->from - 1);
    if (sw_first_reduction(e)->reduce_by == SW_DAY_NONE)
        return sw_message_of("Cut %s to %s seats: the contract lets no one "
                             "cancel.",
                             from, to);
    return sw_message_of("Cut %s to %s seats at %s, and say so by %s: the "
                         "contract lets no one cancel.",
                         from, to, day,
                         sw_as_date(sw_first_reduction(e)->reduce_by));
}

static sw_message *cancel_order(const sw_economics *e, const sw_decision *d)
{
    const sw_option *o = sw_options_find(d, SW_OPTION_RENEW);
    sw_value seats = sw_as_seats(o->seats);
    sw_value exit = sw_as_date(sw_first_clock(e)->leaves_on);
    if (sw_first_clock(e)->act_by == SW_DAY_NONE)
        return sw_message_of("Cancel all %s seats.", seats);
    sw_value by = sw_as_date(sw_first_clock(e)->act_by);
    if (e->n_contracts > 1)
        return sw_message_of("Cancel all %zu contracts, each at its own exit; "
                             "the first by %s.",
                             sw_as_count(e->n_contracts),
                             sw_as_date(sw_first_clock(e)->act_by));
    if (!sw_first_clock(e)->renews_by_itself)
        return sw_message_of("Let all %s seats lapse on %s: do not sign "
                             "again.",
                             seats, exit);
    return sw_message_of("Cancel all %s seats at %s: give notice by %s.", seats,
                         exit, by);
}

/* The last day to order another number of seats. */
static sw_day order_by(const sw_economics *e)
{
    sw_day by = sw_first_reduction(e)->reduce_by;
    return by != SW_DAY_NONE ? by : sw_first_clock(e)->act_by;
}

static sw_message *raise_order(const sw_economics *e, const sw_option *o)
{
    sw_value to = sw_as_seats(o->seats);
    sw_value from = sw_as_seats(o->seats_from);
    sw_value start = sw_as_date(o->from);
    if (!has_price(o))
        return sw_message_of("Raise %s to %s seats from %s on the metered "
                             "contract.",
                             from, to, start);
    return sw_message_of("Raise %s to %s seats from %s at no more than %s.",
                         from, to, start, sw_as_seat_price(e, o->price));
}

static sw_message *cut_metered(const sw_economics *e, const sw_option *o,
                               bool renews)
{
    sw_value to = sw_as_seats(o->seats);
    sw_value from = sw_as_seats(o->seats_from);
    sw_value day = sw_as_date(o->from - 1), by = sw_as_date(order_by(e));
    if (order_by(e) == SW_DAY_NONE)
        return sw_message_of(renews ? "Cut %s to %s seats at %s on the metered "
                                      "contract; if refused, renew all."
                                    : "Cut %s to %s seats at %s on the metered "
                                      "contract; if refused, cancel.",
                             from, to, day);
    return sw_message_of(renews ? "Cut %s to %s seats at %s on the metered "
                                  "contract; if refused by %s, renew all."
                                : "Cut %s to %s seats at %s on the metered "
                                  "contract; if refused by %s, cancel.",
                         from, to, day, by);
}

/* Where a refusal leaves renewing all, it says so; else it is to cancel. */
static sw_message *cut_order(const sw_economics *e, const sw_option *o,
                             bool renews)
{
    sw_value to = sw_as_seats(o->seats);
    sw_value from = sw_as_seats(o->seats_from);
    sw_value day = sw_as_date(o->from - 1), by = sw_as_date(order_by(e));
    sw_value price = sw_as_seat_price(e, o->price);
    if (!has_price(o))
        return cut_metered(e, o, renews);
    if (order_by(e) == SW_DAY_NONE)
        return sw_message_of(renews ? "Cut %s to %s seats at %s at no more "
                                      "than %s; if refused, renew all."
                                    : "Cut %s to %s seats at %s at no more "
                                      "than %s; if refused, cancel.",
                             from, to, day, price);
    return sw_message_of(renews ? "Cut %s to %s seats at %s at no more than "
                                  "%s; if refused by %s, renew all."
                                : "Cut %s to %s seats at %s at no more than "
                                  "%s; if refused by %s, cancel.",
                         from, to, day, price, by);
}

/* Renew, or cut: what is asked for at the lower price. */
static sw_message *renegotiate_ask(const sw_economics *e, const sw_option *o)
{
    sw_value seats = sw_as_seats(o->seats);
    sw_value from = sw_as_seats(o->seats_from);
    sw_value price = sw_as_seat_price(e, o->price);
    sw_value to = sw_as_date(o->bound_until);
    sw_value day = sw_as_date(o->from - 1);
    if (o->seats < o->seats_from)
        return sw_message_of("Cut %s to %s seats at %s at no more than %s",
                             from, seats, day, price);
    if (o->offer != NULL)
        return sw_message_of("Renew %s seats on the %s, to %s, at no more than "
                             "%s",
                             seats, sw_as_offer(o->offer), to, price);
    return sw_message_of("Renew %s seats to %s at no more than %s", seats, to,
                         price);
}

static sw_message *renegotiate_order(const sw_economics *e,
                                     const sw_decision *d, const sw_option *o)
{
    sw_value ask = sw_as_message(renegotiate_ask(e, o));
    int fallback = d->verdict.fallback;
    bool dated = order_by(e) != SW_DAY_NONE;
    sw_value by = sw_as_date(order_by(e));
    if (fallback == SW_NO_OPTION && !sw_leaving_ends(e))
        fallback = sw_options_leaving(d);
    if (fallback == SW_NO_OPTION)
        return dated ? sw_message_of("%s; if refused by %s, cancel.", ask, by)
                     : sw_message_of("%s; if refused, cancel.", ask);
    sw_value kept = sw_as_seats(d->options[fallback].seats);
    return dated ? sw_message_of("%s; if refused by %s, keep %s seats at "
                                 "today's price.",
                                 ask, by, kept)
                 : sw_message_of("%s; if refused, keep %s seats at today's "
                                 "price.",
                                 ask, kept);
}

static const sw_study *study_named(const sw_decision *d, const char *name)
{
    for (size_t i = 0; i < d->n_studies; i++)
        if (g_strcmp0(d->studies[i].name, name) == 0)
            return &d->studies[i];
    return NULL;
}

/* "Stay in extended service", or on what is offered. */
static sw_message *interim_words(const sw_economics *e)
{
    sw_interim term = sw_interim_term(e);
    if (term.offer != NULL)
        return sw_message_of("Extend on the %s", sw_as_offer(term.offer));
    return sw_message_word(term.extended ? "Stay in extended service"
                                         : "Extend on the shortest term that "
                                           "can be bought");
}

/* A study whose result is in before anybody has to act. */
static sw_message *ask_order(const sw_economics *e, const sw_study *study)
{
    sw_value n = sw_as_number(study->responses, 0);
    sw_value end = sw_as_date(sw_study_end(study, e));
    sw_value name = sw_as_name(study->name, study->is_word);
    if (study->kind == SW_STUDY_SURVEY)
        return sw_message_of("Ask %s more people by %s (\"%s\"), then decide.",
                             n, end, name);
    return sw_message_of("Run \"%s\" with %s people until %s, then decide.",
                         name, n, end);
}

/* The study, its answers, its end and when it stops. */
static sw_message *extend_order(const sw_economics *e, const sw_decision *d,
                                const sw_option *o)
{
    const sw_study *study = study_named(d, o->alternative);
    if (study == NULL)
        return sw_message_word(
            "Extend on the shortest term that can be bought, and "
            "measure before you sign for longer.");
    if (sw_study_is_in_time(study))
        return ask_order(e, study);
    sw_value n = sw_as_number(study->responses, 0);
    sw_value end = sw_as_date(sw_study_end(study, e));
    return sw_message_of(
        "%s and run \"%s\": stop at %s answers or on %s, whichever "
        "comes first, and decide then.",
        sw_as_message(interim_words(e)),
        sw_as_name(study->name, study->is_word), n, end);
}

static sw_message *switch_order(const sw_economics *e, const sw_option *o)
{
    sw_value from = sw_as_date(o->from);
    sw_value exit = sw_as_date(sw_first_clock(e)->leaves_on);
    if (sw_first_clock(e)->act_by == SW_DAY_NONE ||
        !sw_first_clock(e)->renews_by_itself)
        return sw_message_of("Switch to %s from %s: let today's seats lapse "
                             "on %s.",
                             sw_as_text(o->alternative), from, exit);
    sw_value by = sw_as_date(sw_first_clock(e)->act_by);
    return sw_message_of("Switch to %s from %s: give notice of today's seats "
                         "by %s, for %s.",
                         sw_as_text(o->alternative), from, by, exit);
}

static sw_message *order_of(const sw_decision *d, const sw_economics *e)
{
    const sw_verdict *v = &d->verdict;
    const sw_option *o =
        v->chosen == SW_NO_OPTION ? NULL : &d->options[v->chosen];
    switch (v->option) {
    case SW_OPTION_RENEW:
        return renew_order(e, o);
    case SW_OPTION_RIGHTSIZE:
        if (o->is_comparator)
            return reduce_order(e, o);
        return o->seats > o->seats_from
                   ? raise_order(e, o)
                   : cut_order(e, o,
                               v->fallback != SW_NO_OPTION ||
                                   !sw_leaving_ends(e));
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
    return sw_message_word("No order: measure before you sign.");
}

/* Seats that nobody uses go whatever the others are worth. */
static sw_message *idle_note(const sw_decision *d)
{
    for (size_t i = 0; d->withholds && i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        if (o->by_usage && o->evaluated && !o->is_comparator)
            return sw_message_of("%s idle seats can be returned",
                                 sw_as_seats(o->seats_from - o->seats));
    }
    return NULL;
}

/* With what the order leaves aside. */
sw_message *sw_order_phrase(const sw_decision *d, const sw_economics *e)
{
    int place = d->verdict.chosen;
    bool leaves =
        place != SW_NO_OPTION && sw_option_is_leaving(&d->options[place]);
    g_autoptr(sw_message) idle = leaves ? NULL : idle_note(d);
    const sw_message *note =
        place == SW_NO_OPTION || idle != NULL ? idle : d->options[place].note;
    sw_message *const parts[] = {
        order_of(d, e),
        note == NULL ? NULL
                     : sw_message_of("Note: %s.",
                                     sw_as_message(sw_message_share(note)))};
    return sw_message_join(" ", parts, G_N_ELEMENTS(parts));
}
