/* text_believe.c - what must be believed for renewing to pay, and why one may.
 */
#include <math.h>

#include "report/input_unit.h"
#include "report/text_parts.h"

static char *minutes_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_economics_result *m = e->money;
    if (!isfinite(m->minutes))
        return NULL;
    g_autofree char *now = sw_say_minutes(l, m->minutes);
    double needed = m->break_even.minutes_per_seat_week;
    if (m->break_even.minutes_side == SW_SIDE_EVERY)
        return sw_say(l,
                      "Every number of minutes is enough: the other benefits "
                      "pay for it (%s per seat and week are priced).",
                      now);
    if (!isfinite(needed))
        return sw_say(l,
                      "No number of minutes makes renewing all pay (%s per "
                      "seat and week are priced).",
                      now);
    g_autofree char *need = sw_say_minutes(l, needed);
    return sw_say(l,
                  "Renewing all pays from %s per seat and week; the evidence, "
                  "after every correction, prices %s.",
                  need, now);
}

static char *realisation_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_input *in = sw_inputs_at(&e->economics->inputs, SW_IN_REALISATION);
    double now = sw_inputs_value(&e->economics->inputs, SW_IN_REALISATION);
    double needed = e->money->break_even.realisation;
    bool loses = e->money->minutes < 0; /* a smaller share would pay more */
    if (!e->economics->has_time_saved || !isfinite(now) ||
        (loses && isfinite(needed)))
        return NULL;
    g_autofree char *have = sw_say_percent(l, now, 0);
    bool measured = in->provenance == SW_MEASURED;
    if (e->money->break_even.realisation_side == SW_SIDE_EVERY)
        return measured
                   ? sw_say(l,
                            "Or: every share is enough: the other benefits pay "
                            "for it (%s of saved time is measured to turn into "
                            "value).",
                            have)
                   : sw_say(l,
                            "Or: every share is enough: the other benefits pay "
                            "for it (%s of saved time is assumed to turn into "
                            "value).",
                            have);
    if (!isfinite(needed))
        return sw_say(l,
                      "No share of saved time turned into value is enough (%s "
                      "is assumed).",
                      have);
    g_autofree char *need = sw_say_percent(l, needed, 0);
    if (measured)
        return sw_say(l,
                      "Or: %s of saved time must turn into value; %s is "
                      "measured.",
                      need, have);
    return sw_say(l,
                  "Or: %s of saved time must turn into value; %s is assumed.",
                  need, have);
}

/* In the contract's own currency and unit. */
static char *seat_price(const sw_evaluation *e, double price)
{
    const sw_language *l = e->pilot->language;
    const sw_contract *c = &e->pilot->contracts[0];
    g_autofree char *money = sw_say_price(
        l, c->currency != NULL ? c->currency : e->pilot->currency, price);
    return c->per_year ? sw_say(l, "%s per seat and year", money)
                       : sw_say(l, "%s per seat and month", money);
}

static char *price_text(const sw_evaluation *e, bool first)
{
    const sw_language *l = e->pilot->language;
    double now = sw_inputs_value(&e->economics->inputs, SW_IN_PRICE);
    double needed = e->money->break_even.price;
    if (!isfinite(now) || !isfinite(needed) || now <= 0)
        return NULL;
    g_autofree char *have = seat_price(e, now);
    g_autofree char *need = seat_price(e, needed);
    return first ? sw_say(l,
                          "Renewing all pays at a price of at most %s; %s is "
                          "quoted.",
                          need, have)
                 : sw_say(l, "Or: a price of at most %s; %s is quoted.", need,
                          have);
}

char *sw_text_believe(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const char *why = e->economics->why_no_benefit;
    if (!e->economics->has_benefit)
        return sw_say(
            l,
            sw_text_on_cost(e) ? "Options are compared on cost alone: %s."
                               : "Options are not compared: %s.",
            sw_language_text(l, why != NULL ? why
                                            : "no benefit was measured or "
                                              "assumed"));
    GString *s = g_string_new(NULL);
    sw_text_append(s, minutes_text(e));
    sw_text_append(s, realisation_text(e));
    sw_text_append(s, price_text(e, s->len == 0));
    return g_string_free(s, FALSE);
}

static char *sample_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_evidence *ev = e->evidence;
    if (ev->lead == SIZE_MAX || ev->lead >= ev->n_effects)
        return NULL;
    const sw_effect *lead = &ev->effects[ev->lead];
    const char *design = sw_language_text(l, lead->design_text);
    g_autofree char *pilot = sw_say_number(l, (double)lead->n_pilot, 0);
    g_autofree char *control = sw_say_number(l, (double)lead->n_control, 0);
    if (lead->n_control > 0)
        return sw_say(l,
                      "The lead estimate is %s, n = %s against %s in control.",
                      design, pilot, control);
    return sw_say(l, "The lead estimate is %s, n = %s.", design, pilot);
}

/* Nothing rests on anything where no result is given. */
static char *assumed_text(const sw_evaluation *e)
{
    const sw_simulation *sim = e->decision->simulation;
    double assumed = sim == NULL ? NAN : sim->assumption_variance_share;
    bool given = e->economics->has_benefit || sw_text_on_cost(e);
    if (!isfinite(assumed) || !given)
        return NULL;
    g_autofree char *share = sw_say_percent(e->pilot->language, assumed, 0);
    return sw_say(e->pilot->language,
                  "%s of the result's variance rests on assumptions nobody "
                  "has measured.",
                  share);
}

char *sw_text_study(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_evidence *ev = e->evidence;
    GString *s = g_string_new(NULL);
    sw_text_append(s, ev->grade == '-'
                          ? sw_say(l, "No evidence of a benefit.")
                          : sw_say(l, "Grade %c of A to D.", ev->grade));
    sw_text_append(s, sw_message_say(ev->grade_reason, l));
    sw_text_append(s, sample_text(e));
    if (isfinite(ev->response_rate)) {
        g_autofree char *rate = sw_say_percent(l, ev->response_rate, 0);
        sw_text_append(s, sw_say(l, "Response rate %s.", rate));
    }
    return g_string_free(s, FALSE);
}

char *sw_text_evidence(const sw_evaluation *e)
{
    g_autofree char *study = sw_text_study(e);
    GString *s = g_string_new(study);
    sw_text_append(s, assumed_text(e));
    return g_string_free(s, FALSE);
}
