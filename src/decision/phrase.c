/*
 * phrase.c - the verdict in sentences, each with its number.
 */
#include <math.h>

#include "base/text.h"
#include "decision/option.h"
#include "decision/rule.h"

static char *money_text(const sw_economics *e, double x)
{
    return sw_text_money(e->pilot->currency, x, 0);
}

static char *seats_text(double seats)
{
    return sw_text_number(seats, 0);
}

/* "at $30 per seat and month", or what the metered contract costs. */
static char *price_text(const sw_economics *e, const sw_option *o)
{
    if (!(o->price > 0.0))
        return g_strdup("on the metered contract");
    g_autofree char *price = sw_text_price(e->pilot->currency, o->price);
    return g_strdup_printf("at no more than %s per seat and month", price);
}

static char *renew_order(const sw_economics *e, const sw_decision *d)
{
    const sw_option *o = sw_options_find(d, SW_OPTION_RENEW);
    g_autofree char *seats = seats_text(o->seats);
    g_autofree char *from = sw_text_date(e->clock.signed_from);
    g_autofree char *to = sw_text_date(e->clock.signed_to);
    g_autofree char *price = price_text(e, o);
    return g_strdup_printf("Renew %s seats from %s to %s %s.", seats, from, to,
                           price);
}

static char *cancel_order(const sw_economics *e, const sw_decision *d)
{
    const sw_option *o = sw_options_find(d, SW_OPTION_RENEW);
    g_autofree char *seats = seats_text(o->seats);
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

static char *order_of(const sw_economics *e, const sw_decision *d)
{
    switch (d->verdict.option) {
    case SW_OPTION_RENEW:
        return renew_order(e, d);
    case SW_OPTION_CANCEL:
        return cancel_order(e, d);
    default:
        return g_strdup("No order: measure before you sign.");
    }
}

static char *cost_headline(const sw_economics *e,
                           const sw_economics_result *money)
{
    g_autofree char *spend = money_text(e, money->years_spend);
    return g_strdup_printf("Renew, on cost alone: no benefit was measured or "
                           "assumed; a year costs %s.",
                           spend);
}

static char *renew_headline(const sw_economics *e,
                            const sw_economics_result *money,
                            const sw_option *renew)
{
    g_autofree char *npv = money_text(e, money->commitment.npv);
    g_autofree char *p = sw_text_probability(renew->draws.probability_positive);
    return g_strdup_printf("Renewing is worth %s more than leaving over the "
                           "term being signed, and pays with a probability of "
                           "%s.",
                           npv, p);
}

/* Ways to come to cancel: not feasible, a negative mean, a bar not met, a
 * gate. */
static char *cancel_headline(const sw_economics *e,
                             const sw_economics_result *money,
                             const sw_option *renew)
{
    g_autofree char *p = sw_text_probability(renew->draws.probability_positive);
    g_autofree char *npv = money_text(e, fabs(money->commitment.npv));
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
    if (d->verdict.option == SW_OPTION_UNDETERMINED)
        return g_strdup("Undetermined: nothing was measured, so no verdict is "
                        "given.");
    if (!e->has_benefit)
        return cost_headline(e, money);
    if (d->verdict.option == SW_OPTION_RENEW)
        return renew_headline(e, money, renew);
    return cancel_headline(e, money, renew);
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
    g_autofree char *text = money_text(e, fabs(npv));
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
    g_autofree char *year = money_text(e, u->year);
    GString *s = g_string_new(NULL);
    g_string_append_printf(s, "Metered usage costs %s a year as now", year);
    if (isfinite(u->year_low)) {
        g_autofree char *low = money_text(e, u->year_low);
        g_autofree char *high = money_text(e, u->year_high);
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

void sw_verdict_phrase(sw_decision *d, const sw_economics *e,
                       const sw_economics_result *money)
{
    sw_verdict *v = &d->verdict;
    v->headline = headline_of(e, money, d);
    v->order = order_of(e, d);
    GPtrArray *list = g_ptr_array_new();
    add_reason(list, minutes_reason(money));
    add_reason(list, price_reason(e, money));
    add_reason(list, cash_reason(e, money));
    add_reason(list, metered_reason(e, money));
    add_reason(list, pool_reason(money));
    add_reason(list, evidence_reason(e->evidence));
    v->n_reasons = list->len;
    v->reasons = (char **)g_ptr_array_free(list, FALSE);
}
