/*
 * phrase.c - the verdict in sentences, each with its number.
 */
#include <math.h>

#include "base/text.h"
#include "decision/option.h"
#include "decision/rule.h"
#include "decision/words.h"

static char *cost_headline(const sw_economics *e, const sw_decision *d)
{
    int place = d->verdict.chosen;
    if (place == SW_NO_OPTION)
        return g_strdup("Undetermined, on cost alone: no option that keeps the "
                        "service is feasible.");
    const sw_option *o = &d->options[place];
    g_autofree char *spend = sw_money_words(e, o->year_spend);
    g_autofree char *seats = sw_seats_words(o->seats);
    if (o->kind == SW_OPTION_RIGHTSIZE)
        return g_strdup_printf("Rightsize, on cost alone: no benefit was "
                               "measured or assumed; the %s seats in use cost "
                               "%s a year.",
                               seats, spend);
    if (o->kind == SW_OPTION_SWITCH)
        return g_strdup_printf("Switch to %s, on cost alone: no benefit was "
                               "measured or assumed; a year costs %s.",
                               o->alternative, spend);
    return g_strdup_printf("Renew, on cost alone: no benefit was measured or "
                           "assumed; a year costs %s.",
                           spend);
}

static char *renew_headline(const sw_economics *e,
                            const sw_economics_result *money,
                            const sw_option *renew)
{
    g_autofree char *npv = sw_money_words(e, money->commitment.npv);
    g_autofree char *p = sw_text_probability(renew->draws.probability_positive);
    return g_strdup_printf("Renewing is worth %s more than leaving over the "
                           "term being signed, and pays with a probability of "
                           "%s.",
                           npv, p);
}

static char *rightsize_headline(const sw_economics *e, const sw_decision *d,
                                const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.mean - renew->draws.mean;
    g_autofree char *seats = sw_seats_words(o->seats);
    g_autofree char *mean = sw_money_words(e, o->draws.mean);
    g_autofree char *gain = sw_money_words(e, fabs(more));
    g_autofree char *p = sw_text_probability(o->draws.probability_positive);
    if (more < 0.0)
        return g_strdup_printf("%s seats are worth %s more than leaving, with "
                               "a probability of %s; renewing all is expected "
                               "to be worth %s more, but not surely enough.",
                               seats, mean, p, gain);
    return g_strdup_printf("%s seats are worth %s more than leaving and %s "
                           "more than renewing all, and pay with a probability "
                           "of %s.",
                           seats, mean, gain, p);
}

static char *renegotiate_headline(const sw_economics *e, const sw_decision *d,
                                  const sw_option *o)
{
    const sw_option *of = &d->options[d->walk_away.option];
    g_autofree char *price = sw_price_words(e, o->price);
    g_autofree char *today = sw_price_words(e, d->walk_away.from);
    g_autofree char *now = sw_text_probability(of->draws.probability_positive);
    g_autofree char *then = sw_text_probability(o->draws.probability_positive);
    return g_strdup_printf("At %s a seat and month it pays with a probability "
                           "of %s, which is not enough; at %s the probability "
                           "is %s.",
                           today, now, price, then);
}

static char *extend_headline(const sw_economics *e, const sw_decision *d,
                             const sw_option *o)
{
    double now = d->verdict.best == SW_NO_OPTION
                     ? 0.0
                     : d->options[d->verdict.best].draws.mean;
    g_autofree char *net = sw_money_words(e, o->draws.mean - now);
    return g_strdup_printf(
        "Not sure enough to sign for a term: \"%s\" is worth "
        "%s more than deciding now, its cost and the delay "
        "included.",
        o->alternative, net);
}

static char *switch_headline(const sw_economics *e, const sw_decision *d,
                             const sw_option *o)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    double more = o->draws.mean - renew->draws.mean;
    g_autofree char *mean = sw_money_words(e, o->draws.mean);
    g_autofree char *gain = sw_money_words(e, more);
    g_autofree char *p = sw_text_probability(o->draws.probability_positive);
    return g_strdup_printf("%s is worth %s more than leaving and %s more than "
                           "renewing, and pays with a probability of %s.",
                           o->alternative, mean, gain, p);
}

/* Ways to come to cancel: not feasible, a negative mean, a bar not met, a
 * gate. */
static char *cancel_headline(const sw_economics *e,
                             const sw_economics_result *money,
                             const sw_option *renew)
{
    g_autofree char *p = sw_text_probability(renew->draws.probability_positive);
    g_autofree char *npv = sw_money_words(e, fabs(money->commitment.npv));
    g_autofree char *bar =
        sw_text_percent(e->pilot->policy.required_probability, 0);
    if (!renew->feasible)
        return g_strdup_printf("Renewing is not feasible: %s.", renew->why_not);
    if (!(renew->draws.mean > 0.0))
        return g_strdup_printf("Renewing costs %s more than it returns over "
                               "the term being signed; it pays with a "
                               "probability of %s.",
                               npv, p);
    if (renew->draws.probability_positive <
        e->pilot->policy.required_probability)
        return g_strdup_printf("Not shown to pay: renewing pays with a "
                               "probability of %s, and the policy asks for "
                               "%s.",
                               p, bar);
    return g_strdup_printf("Not shown to pay: the evidence does not carry a "
                           "renewal, although the figures alone give a "
                           "probability of %s.",
                           p);
}

static char *headline_of(const sw_economics *e,
                         const sw_economics_result *money, const sw_decision *d)
{
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    const sw_option *o = d->verdict.chosen == SW_NO_OPTION
                             ? NULL
                             : &d->options[d->verdict.chosen];
    if (!e->has_benefit)
        return cost_headline(e, d);
    switch (d->verdict.option) {
    case SW_OPTION_RENEW:
        return renew_headline(e, money, renew);
    case SW_OPTION_RIGHTSIZE:
        return rightsize_headline(e, d, o);
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
    return g_strdup("Undetermined: nothing was measured, so no verdict is "
                    "given.");
}

static void add_reason(GPtrArray *list, char *text)
{
    if (text != NULL)
        g_ptr_array_add(list, text);
}

static char *minutes_reason(const sw_economics_result *money)
{
    if (!isfinite(money->minutes))
        return NULL;
    g_autofree char *have = sw_text_minutes(money->minutes);
    if (!isfinite(money->break_even.minutes_per_seat_week))
        return g_strdup_printf("A seat saves %s a week after every link of "
                               "the chain; no number of minutes breaks even.",
                               have);
    g_autofree char *need =
        sw_text_minutes(money->break_even.minutes_per_seat_week);
    return g_strdup_printf("A seat saves %s a week after every link of the "
                           "chain, and needs %s to pay for itself.",
                           have, need);
}

static char *evidence_reason(const sw_evidence *ev)
{
    if (ev->lead == SIZE_MAX)
        return g_strdup("No effect on time could be estimated from the data.");
    const sw_effect *lead = &ev->effects[ev->lead];
    return g_strdup_printf(
        "The effect comes from \"%s\" (%s, n = %zu%s): "
        "evidence grade %c.",
        lead->id, lead->design_text, lead->n_pilot + lead->n_control,
        lead->self_report ? ", self-reported" : "", ev->grade);
}

static char *price_reason(const sw_economics *e,
                          const sw_economics_result *money)
{
    double at = money->break_even.price_per_seat_month;
    if (!e->has_benefit)
        return NULL;
    if (!isfinite(at))
        return g_strdup("No price of a seat breaks even: the other costs "
                        "alone exceed the benefit.");
    g_autofree char *text = sw_text_price(e->pilot->currency, at);
    return g_strdup_printf("It breaks even at %s per seat and month.", text);
}

static char *cash_reason(const sw_economics *e,
                         const sw_economics_result *money)
{
    double npv = money->commitment.npv_cashable;
    if (!isfinite(npv))
        return NULL;
    g_autofree char *text = sw_money_words(e, fabs(npv));
    return g_strdup_printf(npv < 0.0 ? "Counting cash alone, it is a net cash "
                                       "cost of %s."
                                     : "Counting cash alone, it is worth %s.",
                           text);
}

/* "Metered usage costs $18.9 million a year ..., 24% of what the vendor earns
 * ...; 95% of this spending goes to one vendor." */
static char *metered_reason(const sw_economics *e,
                            const sw_economics_result *money)
{
    const sw_metered_use *u = &money->metered;
    if (!u->known)
        return NULL;
    g_autofree char *year = sw_money_words(e, u->year);
    GString *s = g_string_new(NULL);
    g_string_append_printf(s, "Metered usage costs %s a year as now", year);
    if (isfinite(u->year_low)) {
        g_autofree char *low = sw_money_words(e, u->year_low);
        g_autofree char *high = sw_money_words(e, u->year_high);
        g_string_append_printf(s, " (90 %% interval %s to %s)", low, high);
    }
    if (isfinite(u->share_of_vendor)) {
        g_autofree char *share = sw_text_percent(u->share_of_vendor, 0);
        g_string_append_printf(
            s, ", %s of what the vendor earns from all its customers", share);
    }
    if (isfinite(u->vendor_share)) {
        g_autofree char *share = sw_text_percent(u->vendor_share, 0);
        g_string_append_printf(s, "; %s of this spending goes to one vendor",
                               share);
    }
    g_string_append_c(s, '.');
    return g_string_free(s, FALSE);
}

/* What the people's own figures say of the pool. */
static char *pool_reason(const sw_economics_result *money)
{
    const sw_metered_use *u = &money->metered;
    if (!u->fitted)
        return NULL;
    g_autofree char *mean = sw_text_number(u->overage.mean, 0);
    g_autofree char *high = sw_text_number(u->overage.p95, 0);
    g_autofree char *tail = sw_text_percent(u->people.tail_observed, 0);
    g_autofree char *fit = sw_text_percent(u->people.tail_fitted, 0);
    return g_strdup_printf(
        "The top twentieth of people take %s of the units (%s by the fitted "
        "%s); a month goes %s units beyond the pool on average, %s in one "
        "month of twenty.",
        tail, fit, sw_family_name(u->people.family), mean, high);
}

/* The walk-away price, also where nobody would grant it. */
static char *walk_away_reason(const sw_economics *e, const sw_decision *d)
{
    const sw_walk_away *w = &d->walk_away;
    if (!e->has_benefit || w->option == SW_NO_OPTION || isnan(w->price))
        return NULL;
    g_autofree char *words = sw_option_words(d, w->option);
    g_autofree char *price = sw_price_words(e, w->price);
    g_autofree char *bar =
        sw_text_percent(e->pilot->policy.required_probability, 0);
    return g_strdup_printf("The walk-away price for %s is %s per seat and "
                           "month: up to there it pays with a probability of "
                           "%s.",
                           words, price, bar);
}

/* An alternative that looks better on a benefit that nobody measured. */
static char *alternative_reason(const sw_economics *e, const sw_decision *d)
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
    g_autofree char *mean = sw_money_words(e, best->draws.mean);
    return g_strdup_printf("%s would be worth %s more than leaving, but nobody "
                           "has measured its benefit: it cannot win. Pilot "
                           "it.",
                           best->alternative, mean);
}

void sw_verdict_phrase(sw_decision *d, const sw_economics *e,
                       const sw_economics_result *money)
{
    sw_verdict *v = &d->verdict;
    v->headline = headline_of(e, money, d);
    v->order = sw_order_phrase(d, e);
    GPtrArray *list = g_ptr_array_new();
    add_reason(list, minutes_reason(money));
    add_reason(list, price_reason(e, money));
    add_reason(list, cash_reason(e, money));
    add_reason(list, metered_reason(e, money));
    add_reason(list, pool_reason(money));
    add_reason(list, evidence_reason(e->evidence));
    add_reason(list, walk_away_reason(e, d));
    add_reason(list, alternative_reason(e, d));
    v->n_reasons = list->len;
    v->reasons = (char **)g_ptr_array_free(list, FALSE);
}
