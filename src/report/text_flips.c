/*
 * text_flips.c - what would have to be different for another verdict.
 */
#include <math.h>

#include "report/input_unit.h"
#include "report/text.h"

enum { NAMED = 3 };

static char *value_text(const sw_evaluation *e, const sw_flip *f, double x)
{
    const sw_language *l = e->pilot->language;
    switch (sw_inputs_at(&e->economics->inputs, f->input_id)->unit) {
    case SW_UNIT_FRACTION:
        return sw_say_percent(l, x, 0);
    case SW_UNIT_MINUTES_SEAT_WEEK:
        return sw_say_minutes(l, x);
    case SW_UNIT_SEATS:
        return sw_say_number(l, x, 0);
    default:
        return sw_say_price(l, sw_input_currency(e->pilot, f->input_id), x);
    }
}

static char *flip_text(const sw_evaluation *e, const sw_flip *f)
{
    const sw_language *l = e->pilot->language;
    const char *name = sw_language_text(l, f->name);
    g_autofree char *now = value_text(e, f, f->current);
    if (isnan(f->flips_at))
        return sw_say(l, "No value of %s does (now %s).", name, now);
    g_autofree char *at = value_text(e, f, f->flips_at);
    return sw_say(l, "It becomes %s with %s at %s (now %s).",
                  sw_language_text(l, sw_option_name(f->to)), name, at, now);
}

char *sw_text_flips(const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < v->n_flips && i < NAMED; i++)
        sw_text_append(s, flip_text(e, &v->flips[i]));
    return g_string_free(s, FALSE);
}
