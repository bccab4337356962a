/*
 * headline.c - the verdict's one sentence, with its number. It claims no more
 * than the evidence: a chance comes with the most that it can be.
 */
#include <math.h>

#include "decision/option.h"
#include "decision/rule.h"
#include "decision/words.h"

static sw_message *cost_headline(const sw_economics *e, const sw_decision *d)
{
    int place = d->verdict.chosen;
    if (place == SW_NO_OPTION)
        return sw_message_word(
            "Undetermined, on cost alone: no option that keeps the "
            "service is feasible.");
    const sw_option *o = &d->options[place];
    sw_value spend = sw_as_amount(e, o->year_spend);
    sw_value seats = sw_as_seats(o->seats);
    if (o->kind == SW_OPTION_RIGHTSIZE)
        return sw_message_of("Rightsize, on cost alone: no benefit was "
                             "measured or assumed; the %s seats in use cost "
                             "%s a year.",
                             seats, spend);
    if (o->kind == SW_OPTION_SWITCH)
        return sw_message_of("Switch to %s, on cost alone: no benefit was "
                             "measured or assumed; a year costs %s.",
                             sw_as_text(o->alternative), spend);
    if (o->offer != NULL)
        return sw_message_of("Renew on the %s, on cost alone: no benefit was "
                             "measured or assumed; a year costs %s.",
                             sw_as_offer(o->offer), spend);
    return sw_message_of("Renew, on cost alone: no benefit was measured or "
                         "assumed; a year costs %s.",
                         spend);
}

/* Renewing on an offer, over the time that it binds for. */
static sw_message *offer_headline(const sw_economics *e, const sw_option *o)
{
    sw_option_draws own = sw_option_own_draws(o);
    sw_value net = sw_as_amount(e, own.npv);
    sw_value p = sw_as_chance(e, own.probability_positive);
    return sw_message_of("Renewing on the %s is worth %s more than leaving to "
                         "%s, and pays with a probability of %s.",
                         sw_as_offer(o->offer), net, sw_as_date(o->bound_until),
                         p);
}

/* What bends between the inputs' means and all their values parts them. */
static sw_message *at_odds_headline(const sw_economics *e,
                                    const sw_option *renew)
{
    double npv = renew->draws.npv;
    sw_value live = sw_as_amount(e, fabs(npv));
    sw_value mean = sw_as_amount(e, fabs(renew->draws.mean));
    sw_value p = sw_as_chance(e, renew->draws.probability_positive);
    return npv > 0.0
               ? sw_message_of("With every input at its mean renewing is worth "
                               "%s more than leaving; over all their values it "
                               "is expected to cost %s more than it returns, "
                               "and pays with a probability of %s.",
                               live, mean, p)
               : sw_message_of("With every input at its mean renewing costs %s "
                               "more than it returns; over all their values it "
                               "is expected to be worth %s more than leaving, "
                               "and pays with a probability of %s.",
                               live, mean, p);
}

static sw_message *renew_headline(const sw_economics *e, const sw_option *renew)
{
    if (!(renew->draws.npv > 0.0) && renew->draws.mean > 0.0)
        return at_odds_headline(e, renew);
    sw_value npv = sw_as_amount(e, renew->draws.npv);
    sw_value p = sw_as_chance(e, renew->draws.probability_positive);
    return sw_message_of("Renewing is worth %s more than leaving over the "
                         "term being signed, and pays with a probability of "
                         "%s.",
                         npv, p);
}

static sw_message *rightsize_headline(const sw_economics *e,
                                      const sw_decision *d, const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.npv - renew->draws.npv;
    sw_value seats = sw_as_seats(o->seats);
    sw_value worth = sw_as_amount(e, o->draws.npv);
    sw_value gain = sw_as_amount(e, fabs(more));
    sw_value p = sw_as_chance(e, o->draws.probability_positive);
    if (more < 0.0)
        return sw_message_of("%s seats are worth %s more than leaving, with "
                             "a probability of %s; renewing all is expected "
                             "to be worth %s more, but misses the bar.",
                             seats, worth, p, gain);
    return sw_message_of("%s seats are worth %s more than leaving and %s "
                         "more than renewing all, and pay with a probability "
                         "of %s.",
                         seats, worth, gain, p);
}

static sw_message *renegotiate_headline(const sw_economics *e,
                                        const sw_decision *d,
                                        const sw_option *o)
{
    const sw_option *of = &d->options[d->walk_away.option];
    sw_value price = sw_as_seat_price(e, o->price);
    sw_value today = sw_as_seat_price(e, d->walk_away.from);
    sw_value now = sw_as_chance(e, of->draws.probability_positive);
    sw_value then = sw_as_chance(e, o->draws.probability_positive);
    return sw_message_of("At %s it pays with a probability of %s, which is not "
                         "enough; at %s the probability is %s.",
                         today, now, price, then);
}

static sw_message *extend_headline(const sw_economics *e, const sw_decision *d,
                                   const sw_option *o)
{
    bool withheld = d->withholds || d->verdict.best == SW_NO_OPTION;
    double now = withheld ? 0.0 : d->options[d->verdict.best].draws.npv;
    sw_value name = sw_as_name(o->alternative, o->is_word);
    sw_value net = sw_as_amount(e, o->draws.npv - now);
    if (d->withholds)
        return sw_message_of("Nothing is bought yet: %s. \"%s\" is worth %s "
                             "more than leaving now, its cost and the delay "
                             "included.",
                             sw_as_message(sw_message_share(d->verdict.why)),
                             name, net);
    return sw_message_of("Not sure enough to sign for a term: \"%s\" is worth "
                         "%s more than deciding now, its cost and the delay "
                         "included.",
                         name, net);
}

static sw_message *switch_headline(const sw_economics *e, const sw_decision *d,
                                   const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.npv - renew->draws.npv;
    sw_value p = sw_as_chance(e, o->draws.probability_positive);
    if (sw_windows_differ(d))
        return sw_message_of(
            "%s is worth %s a year more than leaving and %s a year more than "
            "renewing, and pays with a probability of %s.",
            sw_as_text(o->alternative),
            sw_as_amount(e, o->draws.npv / renew->annuity),
            sw_as_amount(e, more / renew->annuity), p);
    sw_value worth = sw_as_amount(e, o->draws.npv);
    sw_value gain = sw_as_amount(e, more);
    return sw_message_of("%s is worth %s more than leaving and %s more than "
                         "renewing, and pays with a probability of %s.",
                         sw_as_text(o->alternative), worth, gain, p);
}

/* A spend that met no bar: not shown to pay, which claims no more. */
static sw_message *lapse_headline(const sw_economics *e, const sw_decision *d)
{
    const sw_verdict *v = &d->verdict;
    const sw_option *o = &d->options[v->best];
    sw_value p = sw_as_chance(e, o->draws.probability_positive);
    sw_value bar = sw_as_percent(e->pilot->policy.required_probability, 0);
    sw_value what = sw_as_option(d, v->best);
    if (v->refused == SW_REFUSED_STABILITY)
        return sw_message_of("Not shown to pay, which is not shown not to pay: "
                             "%s pays with a chance of %s and the bar is %s, "
                             "but other analyses do not bear it out.",
                             what, p, bar);
    if (v->refused == SW_REFUSED_LOSS)
        return sw_message_of("Not shown to pay, which is not shown not to pay: "
                             "%s pays with a chance of %s and the bar is %s, "
                             "but its expected loss is above "
                             "policy.max_expected_loss_share.",
                             what, p, bar);
    return sw_message_of("Not shown to pay, which is not shown not to pay: %s "
                         "pays with a chance of %s; the bar is %s.",
                         what, p, bar);
}

/* Even the most that was answered does not pay. */
static sw_message *bounded_headline(const sw_evidence_bounds *b)
{
    return sw_message_of(
        "Even the most that was answered does not pay: at most %s per seat and "
        "week, before any correction. %s",
        sw_as_minutes(b->most), sw_as_message(sw_message_share(b->answered)));
}

/* Ways to come to cancel: what was answered cannot pay, no bar met, something
 * that keeps options from being open, not feasible, a negative mean. */
static sw_message *cancel_headline(const sw_economics *e, const sw_decision *d)
{
    const sw_verdict *v = &d->verdict;
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    if (v->bounded == SW_BOUND_MOST_FAILS)
        return bounded_headline(&e->evidence->bounds);
    if (v->best != SW_NO_OPTION)
        return lapse_headline(e, d);
    sw_value p = sw_as_chance(e, renew->draws.probability_positive);
    double npv = renew->draws.npv;
    if (!renew->feasible)
        return sw_message_of("Renewing is not feasible: %s.",
                             sw_as_message(sw_message_share(renew->why_not)));
    if (!(renew->draws.mean > 0.0) && npv > 0.0)
        return at_odds_headline(e, renew);
    if (!(renew->draws.mean > 0.0))
        return sw_message_of("Renewing costs %s more than it returns over "
                             "the term being signed; it pays with a "
                             "probability of %s.",
                             sw_as_amount(e, fabs(npv)), p);
    return sw_message_of("Not shown to pay: %s, although the figures alone "
                         "give a probability of %s.",
                         sw_as_message(sw_message_share(v->why)), p);
}

/* With what the best option withheld is worth, and with which chance. */
static sw_message *undetermined_headline(const sw_economics *e,
                                         const sw_decision *d)
{
    const sw_verdict *v = &d->verdict;
    sw_value why = sw_as_message(sw_message_share(v->why));
    if (!d->withholds || v->best == SW_NO_OPTION)
        return sw_message_of("Undetermined: %s, so no verdict is given.", why);
    const sw_option *o = &d->options[v->best];
    sw_option_draws own = sw_option_own_draws(o);
    return sw_message_of(
        "Undetermined: %s. On it %s would be worth %s more than leaving, with "
        "a chance of %s, and no study is open that would settle it.",
        why, sw_as_option(d, v->best), sw_as_amount(e, own.npv),
        sw_as_chance(e, own.probability_positive));
}

/* Nothing can be given up, whatever it is worth. */
static sw_message *stays_headline(const sw_economics *e, const sw_option *o)
{
    (void)e;
    return sw_message_of("The contract gives no day on which it can be "
                         "cancelled or reduced: its %s seats are renewed "
                         "whatever they are worth.",
                         sw_as_seats(o->seats));
}

sw_message *sw_headline_phrase(const sw_decision *d, const sw_economics *e)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    const sw_option *o = d->verdict.chosen == SW_NO_OPTION
                             ? NULL
                             : &d->options[d->verdict.chosen];
    if (!e->has_benefit && d->verdict.why == NULL)
        return cost_headline(e, d);
    switch (d->verdict.option) {
    case SW_OPTION_RENEW:
        if (!sw_leaving_ends(e) && sw_options_leaving(d) == d->verdict.chosen)
            return stays_headline(e, o);
        return o->offer != NULL ? offer_headline(e, o)
                                : renew_headline(e, renew);
    case SW_OPTION_RIGHTSIZE:
        return o->is_comparator ? cancel_headline(e, d)
                                : rightsize_headline(e, d, o);
    case SW_OPTION_RENEGOTIATE:
        return renegotiate_headline(e, d, o);
    case SW_OPTION_EXTEND:
        return extend_headline(e, d, o);
    case SW_OPTION_SWITCH:
        return switch_headline(e, d, o);
    case SW_OPTION_CANCEL:
        return cancel_headline(e, d);
    case SW_OPTION_UNDETERMINED:
    case SW_OPTION_DO_NOTHING:
        break;
    }
    return undetermined_headline(e, d);
}
