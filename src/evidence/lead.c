/*
 * lead.c - which effect is priced: the best design, never the largest figure.
 */
#include <math.h>
#include <stdlib.h>

#include "evidence/assess.h"

/* What has no spread is not estimated: it is no more certain for it. */
static bool can_lead(const sw_effect *effect)
{
    return effect->is_time && effect->is_primary && isfinite(effect->minutes) &&
           effect->minutes_se > 0;
}

/* Order of preference: grade, then precision. */
static bool preferred(const sw_effect *a, const sw_effect *b)
{
    if (a->grade != b->grade)
        return a->grade > b->grade;
    return a->minutes_se < b->minutes_se;
}

static size_t best_effect(const sw_evidence *e)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < e->n_effects; i++)
        if (can_lead(&e->effects[i]) &&
            (best == SIZE_MAX || preferred(&e->effects[i], &e->effects[best])))
            best = i;
    return best;
}

static size_t effect_named(const sw_evidence *e, const char *id)
{
    for (size_t i = 0; i < e->n_effects; i++)
        if (can_lead(&e->effects[i]) && g_str_equal(e->effects[i].id, id))
            return i;
    return SIZE_MAX;
}

/* The evidence that the time benefit names; NULL without. */
static const char *named_evidence(sw_evidence *e, const sw_pilot *pilot)
{
    const char *named = NULL;
    for (size_t i = 0; i < pilot->n_lines; i++) {
        const sw_line *line = &pilot->lines[i];
        if (!line->is_benefit || line->kind != SW_LINE_TIME_SAVED ||
            !line->evidence)
            continue;
        if (named && !g_str_equal(named, line->evidence))
            sw_warn(e,
                    "Benefits name different evidence: \"%s\" is priced, "
                    "\"%s\" is not.",
                    named, line->evidence);
        named = named ? named : line->evidence;
    }
    return named;
}

static void choose(sw_evidence *e, const sw_pilot *pilot)
{
    size_t best = best_effect(e);
    const char *id = named_evidence(e, pilot);
    e->lead = id ? effect_named(e, id) : best;
    if (id && e->lead == SIZE_MAX) {
        e->lead = best;
        sw_warn_say(e,
                    sw_message_of("The evidence that the time benefit names, "
                                  "\"%s\", gives no minutes%s.",
                                  sw_as_text(id),
                                  sw_as_word(best == SIZE_MAX
                                                 ? ""
                                                 : "; the best other estimate "
                                                   "leads")));
    } else if (id && e->effects[best].grade > e->effects[e->lead].grade) {
        sw_warn_say(
            e, sw_message_of("The time benefit names \"%s\" (%s), but \"%s\" "
                             "has a better design (%s).",
                             sw_as_text(id),
                             sw_as_word(e->effects[e->lead].design_text),
                             sw_as_text(e->effects[best].id),
                             sw_as_word(e->effects[best].design_text)));
    }
}

static bool any_is_time(const sw_evidence *e)
{
    for (size_t i = 0; i < e->n_effects; i++)
        if (e->effects[i].is_time)
            return true;
    return false;
}

void sw_choose_lead(sw_evidence *e, const sw_pilot *pilot)
{
    choose(e, pilot);
    e->not_estimable = e->lead == SIZE_MAX && any_is_time(e);
}

static int by_p(const void *a, const void *b)
{
    const sw_effect *const *x = a, *const *y = b;
    return ((*x)->p > (*y)->p) - ((*x)->p < (*y)->p);
}

/* Source: Holm (1979), Scand. J. Statist. 6, 65-70. NaN is left out of m. */
void sw_adjust_p(sw_effect *effects, size_t n)
{
    g_autofree sw_effect **order = g_new(sw_effect *, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (effects[i].is_primary && !isnan(effects[i].p))
            order[m++] = &effects[i];
    qsort(order, m, sizeof *order, by_p);
    double largest = 0;
    for (size_t k = 0; k < m; k++) {
        largest = fmax(largest, fmin(1, (double)(m - k) * order[k]->p));
        order[k]->p_adjusted = largest;
    }
}
