/*
 * text_flips.c - what would have to be different for another verdict, and which
 * assumption it leans on most.
 */
#include <math.h>

#include "decision/cap.h"
#include "decision/option.h"
#include "decision/words.h"
#include "report/input_unit.h"
#include "report/text_parts.h"

enum { NAMED = 3, ASSUMPTIONS_NAMED = 2 };

char *sw_text_flip_value(const sw_evaluation *e, const sw_flip *f, double x)
{
    const sw_language *l = e->pilot->language;
    if (f->is_share)
        return sw_say_percent(l, x, 0);
    switch (sw_inputs_at(&e->economics->inputs, f->input_id)->unit) {
    case SW_UNIT_FRACTION:
        return sw_say_percent(l, x, 0);
    case SW_UNIT_MINUTES_SEAT_WEEK:
        return sw_say_minutes(l, x);
    case SW_UNIT_SEATS:
        return sw_say_number(l, x, 0);
    case SW_UNIT_FACTOR:
        return sw_say_number(l, x, 2);
    default:
        return sw_say_price(l, sw_input_currency(e->pilot, f->input_id), x);
    }
}

static char *flip_text(const sw_evaluation *e, const sw_flip *f)
{
    const sw_language *l = e->pilot->language;
    const char *name = sw_language_text(l, f->name);
    const char *to = sw_language_text(l, sw_option_name(f->to));
    g_autofree char *now = sw_text_flip_value(e, f, f->current);
    if (isnan(f->flips_at))
        return sw_say(l, "No value of %s does (now %s).", name, now);
    g_autofree char *at = sw_text_flip_value(e, f, f->flips_at);
    if (!f->once_known)
        return sw_say(l, "It becomes %s with %s at %s (now %s).", to, name, at,
                      now);
    return f->flips_at < f->current
               ? sw_say(l,
                        "It becomes %s once %s is known to be %s or more (now "
                        "%s, uncertain).",
                        to, name, at, now)
               : sw_say(l,
                        "It becomes %s once %s is known to be %s or less (now "
                        "%s, uncertain).",
                        to, name, at, now);
}

char *sw_text_flips(const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < v->n_flips && i < NAMED; i++)
        sw_text_append(s, flip_text(e, &v->flips[i]));
    return g_string_free(s, FALSE);
}

/* ---- what the verdict leans on ---- */

static const sw_flip *flip_named(const sw_verdict *v, const char *input)
{
    for (size_t i = 0; i < v->n_flips; i++)
        if (g_str_equal(v->flips[i].input, input))
            return &v->flips[i];
    return NULL;
}

/* The most that a chance can be, and why. */
static char *cap_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    double cap = sw_chance_cap(e->economics);
    const sw_flip *f = flip_named(&e->decision->verdict, "factor_nothing");
    if (isnan(cap))
        return NULL;
    g_autofree char *most = sw_say_percent(l, cap, 0);
    g_autofree char *nothing = sw_say_percent(l, 1.0 - cap, 0);
    if (f == NULL || isnan(f->flips_at))
        return sw_say(l,
                      "All of the benefit is what people say they save: no "
                      "chance can exceed %s, since %s is left to no saving, or "
                      "a loss.",
                      most, nothing);
    g_autofree char *at = sw_say_percent(l, f->flips_at, 0);
    return sw_say(l,
                  "All of the benefit is what people say they save: no chance "
                  "can exceed %s, since %s is left to no saving, or a loss. "
                  "At %s the verdict becomes %s.",
                  most, nothing, at,
                  sw_language_text(l, sw_option_name(f->to)));
}

/* What the bar asks of claims alone, and what they are. */
static char *claim_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    double bar = e->pilot->policy.required_probability;
    double claim = sw_chance_claim(e->economics, bar);
    double now = sw_claim_now(e->economics, e->money);
    if (isnan(claim))
        return NULL;
    g_autofree char *asked = sw_say_percent(l, bar, 0);
    if (isinf(claim))
        return sw_say(l, "No claim, however large, meets the bar of %s.",
                      asked);
    g_autofree char *times = sw_say_number(l, claim, 1);
    if (isnan(now))
        return sw_say(l, "The bar of %s asks for claims of %s times what pays.",
                      asked, times);
    g_autofree char *are = sw_say_number(l, now, 1);
    return sw_say(l,
                  "The bar of %s asks for claims of %s times what pays; they "
                  "are %s times.",
                  asked, times, are);
}

/* What an assumption rests on. */
static char *rests_on(const sw_evaluation *e, size_t id)
{
    const sw_language *l = e->pilot->language;
    const sw_input *in = sw_inputs_at(&e->economics->inputs, id);
    if (in->is_default)
        return g_strdup(sw_language_text(
            l, "the program's default, measured by nobody here"));
    char *source = sw_message_say(in->source, l);
    return source != NULL ? source
                          : g_strdup(sw_language_text(l, "no source is given"));
}

static char *lean_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_verdict *v = &e->decision->verdict;
    if (v->n_flips == 0)
        return NULL;
    if (v->leans_on == SIZE_MAX)
        return g_strdup(sw_language_text(
            l, "No single assumption, within its own range, turns it."));
    const sw_flip *f = &v->flips[v->leans_on];
    g_autofree char *now = sw_text_flip_value(e, f, f->current);
    g_autofree char *at = sw_text_flip_value(e, f, f->flips_at);
    g_autofree char *why = rests_on(e, f->input_id);
    g_autofree char *chance = sw_say_probability(l, f->beyond);
    if (f->once_known)
        return sw_say(l,
                      "It leans most on not knowing %s: %s is assumed (%s). "
                      "Once it is known, it becomes %s from %s on.",
                      sw_language_text(l, f->name), now, why,
                      sw_language_text(l, sw_option_name(f->to)), at);
    return sw_say(l,
                  "It leans most on %s: %s is assumed (%s). At %s it becomes "
                  "%s; by that assumption's own spread the chance of this is "
                  "%s.",
                  sw_language_text(l, f->name), now, why, at,
                  sw_language_text(l, sw_option_name(f->to)), chance);
}

/* The assumptions that come next, the nearest first, until two are named: they
 * are told also where none turns the verdict within its own range. */
static void append_next(GString *s, const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_verdict *v = &e->decision->verdict;
    size_t named = v->leans_on != SIZE_MAX;
    for (size_t i = 0; i < v->n_flips && named < ASSUMPTIONS_NAMED; i++) {
        const sw_flip *f = &v->flips[i];
        if (!f->is_assumed || isnan(f->flips_at) || f->once_known ||
            i == v->leans_on)
            continue;
        g_autofree char *now = sw_text_flip_value(e, f, f->current);
        g_autofree char *at = sw_text_flip_value(e, f, f->flips_at);
        const char *to = sw_language_text(l, sw_option_name(f->to));
        const char *name = sw_language_text(l, f->name);
        sw_text_append(
            s, named++ == 0
                   ? sw_say(l,
                            "Nearest is %s: %s is assumed, and at %s it "
                            "becomes %s.",
                            name, now, at, to)
                   : sw_say(l,
                            "Next is %s: %s is assumed, and at %s it becomes "
                            "%s.",
                            name, now, at, to));
    }
}

/* What an option costs a year more than leaving, as options are ranked. */
static double cost_a_year(const sw_decision *d, int place)
{
    const sw_option *o = &d->options[place];
    double annuity = sw_options_find(d, SW_OPTION_RENEW)->annuity;
    return o->simulated == SW_NO_OPTION
               ? NAN
               : -d->simulation->options[o->simulated].mean / annuity;
}

/* The cheapest of the other options that bring what the chosen one does. */
static int next_cheapest(const sw_decision *d)
{
    int next = SW_NO_OPTION;
    for (int i = 0; i < (int)d->n_options; i++) {
        sw_option_kind kind = d->options[i].kind;
        bool keeps = kind == SW_OPTION_RENEW || kind == SW_OPTION_SWITCH ||
                     kind == SW_OPTION_RIGHTSIZE;
        if (keeps && d->options[i].feasible && i != d->verdict.chosen &&
            isfinite(cost_a_year(d, i)) &&
            (next == SW_NO_OPTION || cost_a_year(d, i) < cost_a_year(d, next)))
            next = i;
    }
    return next;
}

/* On cost alone: what makes the cheapest the best. */
static char *cost_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_decision *d = e->decision;
    int next = next_cheapest(d), chosen = d->verdict.chosen;
    if (next == SW_NO_OPTION || chosen == SW_NO_OPTION ||
        isnan(cost_a_year(d, chosen)))
        return sw_say(l, "It assumes that every option that keeps the service "
                         "brings the same benefit, which nobody has measured.");
    double more = cost_a_year(d, next) - cost_a_year(d, chosen);
    sw_value name = sw_as_option(d, next);
    sw_value apart = sw_as_amount(e->economics, fabs(more));
    g_autoptr(sw_message) m =
        more < 0.0
            ? sw_message_of(
                  "It assumes that prices and use go on as assumed, and that "
                  "%s, which would cost %s a year less, does not bring the "
                  "same benefit: nobody has measured it. A pilot that shows "
                  "that it does turns the verdict.",
                  name, apart)
            : sw_message_of(
                  "It assumes that every option brings the same benefit, which "
                  "nobody has measured, and that prices and use go on as "
                  "assumed. The next cheapest is %s, which costs %s a year "
                  "more: a difference of that size in either turns it.",
                  name, apart);
    return sw_message_say(m, l);
}

char *sw_text_leans(const sw_evaluation *e)
{
    GString *s = g_string_new(NULL);
    if (!e->economics->has_benefit && sw_text_on_cost(e))
        sw_text_append(s, cost_text(e));
    sw_text_append(s, cap_text(e));
    sw_text_append(s, claim_text(e));
    sw_text_append(s, lean_text(e));
    append_next(s, e);
    return g_string_free(s, FALSE);
}
