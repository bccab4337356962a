/*
 * text_flips.c - what would have to be different for another verdict.
 */
#include <math.h>

#include "report/text.h"

enum { NAMED = 3 };

static char *value_text(const sw_evaluation *e, const sw_flip *f, double x)
{
    switch (sw_inputs_at(&e->pilot->inputs, f->input_id)->unit) {
    case SW_UNIT_FRACTION:
        return sw_text_percent(x, 0);
    case SW_UNIT_MINUTES_SEAT_WEEK:
        return sw_text_minutes(x);
    case SW_UNIT_SEATS:
        return sw_text_number(x, 0);
    default:
        return sw_text_price(e->pilot->currency, x);
    }
}

static void append_flip(GString *s, const sw_evaluation *e, const sw_flip *f)
{
    g_autofree char *now = value_text(e, f, f->current);
    if (isnan(f->flips_at)) {
        g_string_append_printf(s, " No value of %s does (now %s).", f->name,
                               now);
        return;
    }
    g_autofree char *at = value_text(e, f, f->flips_at);
    g_string_append_printf(s, " It becomes %s with %s at %s (now %s).",
                           sw_option_name(f->to), f->name, at, now);
}

char *sw_text_flips(const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < v->n_flips && i < NAMED; i++)
        append_flip(s, e, &v->flips[i]);
    return g_strstrip(g_string_free(s, FALSE));
}
