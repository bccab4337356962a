/*
 * phrase.c - the verdict in sentences, each with its number.
 */
#include <math.h>

#include "decision/option.h"
#include "decision/rule.h"
#include "decision/words.h"

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
    sw_value worth = sw_as_amount(e, sw_option_own_draws(best).npv);
    return sw_message_of("%s would be worth %s more than leaving, but nobody "
                         "has measured its benefit: it cannot win. Pilot "
                         "it.",
                         sw_as_text(best->alternative), worth);
}

void sw_verdict_phrase(sw_decision *d, const sw_economics *e,
                       const sw_economics_result *money)
{
    sw_verdict *v = &d->verdict;
    v->headline = sw_headline_phrase(d, e);
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
