/*
 * phrase.c - the verdict in sentences, each with its number.
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
    sw_value net = sw_as_amount(e, own.mean);
    sw_value p = sw_as_probability(own.probability_positive);
    return sw_message_of("Renewing on the %s is worth %s more than leaving to "
                         "%s, and pays with a probability of %s.",
                         sw_as_offer(o->offer), net, sw_as_date(o->bound_until),
                         p);
}

static sw_message *renew_headline(const sw_economics *e,
                                  const sw_economics_result *money,
                                  const sw_option *renew)
{
    sw_value npv = sw_as_amount(e, money->commitment.npv);
    sw_value p = sw_as_probability(renew->draws.probability_positive);
    return sw_message_of("Renewing is worth %s more than leaving over the "
                         "term being signed, and pays with a probability of "
                         "%s.",
                         npv, p);
}

static sw_message *rightsize_headline(const sw_economics *e,
                                      const sw_decision *d, const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.mean - renew->draws.mean;
    sw_value seats = sw_as_seats(o->seats);
    sw_value mean = sw_as_amount(e, o->draws.mean);
    sw_value gain = sw_as_amount(e, fabs(more));
    sw_value p = sw_as_probability(o->draws.probability_positive);
    if (more < 0.0)
        return sw_message_of("%s seats are worth %s more than leaving, with "
                             "a probability of %s; renewing all is expected "
                             "to be worth %s more, but not surely enough.",
                             seats, mean, p, gain);
    return sw_message_of("%s seats are worth %s more than leaving and %s "
                         "more than renewing all, and pay with a probability "
                         "of %s.",
                         seats, mean, gain, p);
}

static sw_message *renegotiate_headline(const sw_economics *e,
                                        const sw_decision *d,
                                        const sw_option *o)
{
    const sw_option *of = &d->options[d->walk_away.option];
    sw_value price = sw_as_seat_price(e, o->price);
    sw_value today = sw_as_seat_price(e, d->walk_away.from);
    sw_value now = sw_as_probability(of->draws.probability_positive);
    sw_value then = sw_as_probability(o->draws.probability_positive);
    return sw_message_of("At %s it pays with a probability of %s, which is not "
                         "enough; at %s the probability is %s.",
                         today, now, price, then);
}

static sw_message *extend_headline(const sw_economics *e, const sw_decision *d,
                                   const sw_option *o)
{
    double now = d->verdict.best == SW_NO_OPTION
                     ? 0.0
                     : d->options[d->verdict.best].draws.mean;
    sw_value net = sw_as_amount(e, o->draws.mean - now);
    return sw_message_of("Not sure enough to sign for a term: \"%s\" is worth "
                         "%s more than deciding now, its cost and the delay "
                         "included.",
                         sw_as_name(o->alternative, o->is_word), net);
}

static sw_message *switch_headline(const sw_economics *e, const sw_decision *d,
                                   const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.mean - renew->draws.mean;
    sw_value p = sw_as_probability(o->draws.probability_positive);
    if (sw_windows_differ(d))
        return sw_message_of(
            "%s is worth %s a year more than leaving and %s a year more than "
            "renewing, and pays with a probability of %s.",
            sw_as_text(o->alternative),
            sw_as_amount(e, o->draws.mean / renew->annuity),
            sw_as_amount(e, more / renew->annuity), p);
    sw_value mean = sw_as_amount(e, o->draws.mean);
    sw_value gain = sw_as_amount(e, more);
    return sw_message_of("%s is worth %s more than leaving and %s more than "
                         "renewing, and pays with a probability of %s.",
                         sw_as_text(o->alternative), mean, gain, p);
}

/* Ways to come to cancel: not feasible, a negative mean, a bar not met, a
 * gate. */
static sw_message *cancel_headline(const sw_economics *e,
                                   const sw_economics_result *money,
                                   const sw_option *renew)
{
    sw_value p = sw_as_probability(renew->draws.probability_positive);
    sw_value npv = sw_as_amount(e, fabs(money->commitment.npv));
    sw_value bar = sw_as_percent(e->pilot->policy.required_probability, 0);
    if (!renew->feasible)
        return sw_message_of("Renewing is not feasible: %s.",
                             sw_as_message(sw_message_share(renew->why_not)));
    if (!(renew->draws.mean > 0.0))
        return sw_message_of("Renewing costs %s more than it returns over "
                             "the term being signed; it pays with a "
                             "probability of %s.",
                             npv, p);
    if (renew->draws.probability_positive <
        e->pilot->policy.required_probability)
        return sw_message_of("Not shown to pay: renewing pays with a "
                             "probability of %s, and the policy asks for "
                             "%s.",
                             p, bar);
    return sw_message_of("Not shown to pay: the evidence does not carry a "
                         "renewal, although the figures alone give a "
                         "probability of %s.",
                         p);
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

static sw_message *headline_of(const sw_economics *e,
                               const sw_economics_result *money,
                               const sw_decision *d)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    const sw_option *o = d->verdict.chosen == SW_NO_OPTION
                             ? NULL
                             : &d->options[d->verdict.chosen];
    if (!e->has_benefit)
        return cost_headline(e, d);
    switch (d->verdict.option) {
    case SW_OPTION_RENEW:
        if (!sw_leaving_ends(e) && sw_options_leaving(d) == d->verdict.chosen)
            return stays_headline(e, o);
        return o->offer != NULL ? offer_headline(e, o)
                                : renew_headline(e, money, renew);
    case SW_OPTION_RIGHTSIZE:
        return o->is_comparator ? cancel_headline(e, money, renew)
                                : rightsize_headline(e, d, o);
    case SW_OPTION_RENEGOTIATE:
        return renegotiate_headline(e, d, o);
    case SW_OPTION_EXTEND:
        return extend_headline(e, d, o);
    case SW_OPTION_SWITCH:
        return switch_headline(e, d, o);
    case SW_OPTION_CANCEL:
        return cancel_headline(e, money, renew);
    case SW_OPTION_UNDETERMINED:
    case SW_OPTION_DO_NOTHING:
        break;
    }
    return sw_message_word(
        "Undetermined: nothing was measured, so no verdict is "
        "given.");
}

static void add_reason(GPtrArray *list, sw_message *text)
{
    if (text != NULL)
        g_ptr_array_add(list, text);
}

static sw_message *minutes_reason(const sw_economics_result *money)
{
    if (!isfinite(money->minutes))
        return NULL;
    sw_value have = sw_as_minutes(money->minutes);
    if (money->break_even.minutes_side == SW_SIDE_EVERY)
        return sw_message_of("A seat saves %s a week after every link of "
                             "the chain; every number of minutes is enough, "
                             "since the other benefits pay for it.",
                             have);
    if (!isfinite(money->break_even.minutes_per_seat_week))
        return sw_message_of("A seat saves %s a week after every link of "
                             "the chain; no number of minutes breaks even.",
                             have);
    sw_value need = sw_as_minutes(money->break_even.minutes_per_seat_week);
    return sw_message_of("A seat saves %s a week after every link of the "
                         "chain, and needs %s to pay for itself.",
                         have, need);
}

static sw_message *evidence_reason(const sw_evidence *ev)
{
    if (ev->lead == SIZE_MAX)
        return sw_message_word(
            "No effect on time could be estimated from the data.");
    const sw_effect *lead = &ev->effects[ev->lead];
    return sw_message_of("The effect comes from \"%s\" (%s, n = %zu%s): "
                         "evidence grade %c.",
                         sw_as_text(lead->id), sw_as_word(lead->design_text),
                         sw_as_count(lead->n_pilot + lead->n_control),
                         sw_as_word(lead->self_report ? ", self-reported" : ""),
                         sw_as_letter(ev->grade));
}

static sw_message *price_reason(const sw_economics *e,
                                const sw_economics_result *money)
{
    double at = money->break_even.price_per_seat_month;
    if (!e->has_benefit)
        return NULL;
    if (!isfinite(at))
        return sw_message_word(
            "No price of a seat breaks even: the other costs "
            "alone exceed the benefit.");
    sw_value text = sw_as_seat_price(e, at);
    return sw_message_of("It breaks even at %s.", text);
}

/* What net benefits are against, where it is not to leave. */
static sw_message *comparator_reason(const sw_decision *d)
{
    const sw_option *leave = sw_options_find(d, SW_OPTION_CANCEL);
    return leave->feasible
               ? NULL
               : sw_message_of("Cancelling is not possible: %s.",
                               sw_as_message(sw_message_share(leave->why_not)));
}

/* Where options bind for different times, how they are ranked. */
static sw_message *windows_reason(const sw_decision *d)
{
    return sw_windows_differ(d)
               ? sw_message_word(
                     "Options bind for different times: they are ranked by "
                     "their net benefit a year, which assumes repeating them.")
               : NULL;
}

static sw_message *cash_reason(const sw_economics *e,
                               const sw_economics_result *money)
{
    double npv = money->commitment.npv_cashable;
    if (!isfinite(npv))
        return NULL;
    sw_value text = sw_as_amount(e, fabs(npv));
    return sw_message_of(npv < 0.0 ? "Counting cash alone, it is a net cash "
                                     "cost of %s."
                                   : "Counting cash alone, it is worth %s.",
                         text);
}

/* What a year costs, and what share of the vendor's revenue that is. A full
 * stop ends it where nothing follows. */
static sw_message *metered_cost(const sw_economics *e, const sw_metered_use *u,
                                bool ends)
{
    sw_value year = sw_as_amount(e, u->year);
    sw_value low = sw_as_amount(e, u->year_low);
    sw_value high = sw_as_amount(e, u->year_high);
    sw_value share = sw_as_percent(u->share_of_vendor, 0);
    if (isfinite(u->year_low) && isfinite(u->share_of_vendor))
        return sw_message_of(
            ends ? "Metered usage costs %s a year as now (90 %% interval %s to "
                   "%s), %s of what the vendor earns from all its customers."
                 : "Metered usage costs %s a year as now (90 %% interval %s to "
                   "%s), %s of what the vendor earns from all its customers",
            year, low, high, share);
    if (isfinite(u->year_low))
        return sw_message_of(ends ? "Metered usage costs %s a year as now (90 "
                                    "%% interval %s to %s)."
                                  : "Metered usage costs %s a year as now (90 "
                                    "%% interval %s to %s)",
                             year, low, high);
    if (isfinite(u->share_of_vendor))
        return sw_message_of(ends ? "Metered usage costs %s a year as now, %s "
                                    "of what the vendor earns from all its "
                                    "customers."
                                  : "Metered usage costs %s a year as now, %s "
                                    "of what the vendor earns from all its "
                                    "customers",
                             year, share);
    return sw_message_of(ends ? "Metered usage costs %s a year as now."
                              : "Metered usage costs %s a year as now",
                         year);
}

/* "Metered usage costs $18.9 million a year ..., 24% of what the vendor earns
 * ...; 95% of this spending goes to one vendor." */
static sw_message *metered_reason(const sw_economics *e,
                                  const sw_economics_result *money)
{
    const sw_metered_use *u = &money->metered;
    if (!u->known)
        return NULL;
    bool one_vendor = isfinite(u->vendor_share);
    sw_message *const parts[] = {
        metered_cost(e, u, !one_vendor),
        one_vendor ? sw_message_of("%s of this spending goes to one vendor.",
                                   sw_as_percent(u->vendor_share, 0))
                   : NULL};
    return sw_message_join("; ", parts, G_N_ELEMENTS(parts));
}

/* What the people's own figures say of the pool. */
static sw_message *pool_reason(const sw_economics_result *money)
{
    const sw_metered_use *u = &money->metered;
    if (!u->fitted)
        return NULL;
    sw_value mean = sw_as_number(u->overage.mean, 0);
    sw_value high = sw_as_number(u->overage.p95, 0);
    sw_value tail = sw_as_percent(u->people.tail_observed, 0);
    sw_value fit = sw_as_percent(u->people.tail_fitted, 0);
    return sw_message_of(
        "The top twentieth of people take %s of the units (%s by the fitted "
        "%s); a month goes %s units beyond the pool on average, %s in one "
        "month of twenty.",
        tail, fit, sw_as_word(sw_family_name(u->people.family)), mean, high);
}

/* The walk-away price, also where nobody would grant it. */
static sw_message *walk_away_reason(const sw_economics *e, const sw_decision *d)
{
    const sw_walk_away *w = &d->walk_away;
    if (!e->has_benefit || w->option == SW_NO_OPTION || isnan(w->price))
        return NULL;
    sw_value price = sw_as_seat_price(e, w->price);
    sw_value bar = sw_as_percent(e->pilot->policy.required_probability, 0);
    return sw_message_of("The walk-away price for %s is %s: up to there it "
                         "pays with a probability of %s.",
                         sw_as_option(d, w->option), price, bar);
}

/* An alternative that looks better on a benefit that nobody measured. */
static sw_message *alternative_reason(const sw_economics *e,
                                      const sw_decision *d)
{
    const sw_option *best = NULL;
    double bar = d->verdict.best == SW_NO_OPTION
                     ? 0.0
                     : d->options[d->verdict.best].draws.mean;
    for (size_t i = 0; e->has_benefit && i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        if (o->kind == SW_OPTION_SWITCH && o->evaluated && o->feasible &&
            !o->measured && o->draws.mean > bar) {
            best = o;
            bar = o->draws.mean;
        }
    }
    if (best == NULL)
        return NULL;
    sw_value mean = sw_as_amount(e, sw_option_own_draws(best).mean);
    return sw_message_of("%s would be worth %s more than leaving, but nobody "
                         "has measured its benefit: it cannot win. Pilot "
                         "it.",
                         sw_as_text(best->alternative), mean);
}

void sw_verdict_phrase(sw_decision *d, const sw_economics *e,
                       const sw_economics_result *money)
{
    sw_verdict *v = &d->verdict;
    v->headline = headline_of(e, money, d);
    v->order = sw_order_phrase(d, e);
    GPtrArray *list = v->reasons = sw_messages_new();
    add_reason(list, comparator_reason(d));
    add_reason(list, minutes_reason(money));
    add_reason(list, price_reason(e, money));
    add_reason(list, cash_reason(e, money));
    add_reason(list, metered_reason(e, money));
    add_reason(list, pool_reason(money));
    add_reason(list, evidence_reason(e->evidence));
    add_reason(list, walk_away_reason(e, d));
    add_reason(list, alternative_reason(e, d));
    add_reason(list, windows_reason(d));
}
