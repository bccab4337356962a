/*
 * staggered_effect.c - group-time differences in differences as one of the
 * effects: where no better design is at hand it leads, since a comparison of
 * the arms takes those who got their seats late for treated from the start; the
 * same where it is not estimable, so that nothing of the outcome leads.
 */
#include <math.h>

#include "evidence/outcome.h"
#include "evidence/scrutiny_steps.h"

/* The panel's designs above this know who was meant to have a seat. */
enum { GRADE_BEATEN = 3 };

static size_t people_treated(const sw_staggered *s)
{
    size_t n = 0;
    for (size_t k = 0; k < s->n_cohorts; k++)
        n += s->cohorts[k].people;
    return n;
}

/* The best grade of the outcome's estimates so far. */
static int best_grade(const GArray *effects, size_t start)
{
    int best = 0;
    for (size_t i = start; i < effects->len; i++) {
        const sw_effect *x = &g_array_index(effects, sw_effect, i);
        if (x->is_primary && isfinite(x->estimate))
            best = MAX(best, x->grade);
    }
    return best;
}

/* Minutes as the outcome's other estimates are converted. */
static void convert(sw_effect *x, const sw_effect *like)
{
    x->is_time = like->is_time;
    x->slope = like->slope;
    x->log_week = like->log_week;
    x->log_sign = like->log_sign;
    if (!x->is_time)
        return;
    sw_minutes m = sw_minutes_of(x, x->estimate, x->se, x->df);
    x->minutes = m.minutes;
    x->minutes_se = m.se;
    x->minutes_df = x->df;
}

static void fill(sw_effect *x, const sw_staggered *s)
{
    sw_estimate all = sw_inference(s->estimate, s->se, s->df);
    x->model = SW_MODEL_STAGGERED;
    x->n_pilot = x->people_pilot = people_treated(s);
    x->n_control = x->people_control = s->never;
    all.effect_size = NAN;
    sw_effect_say(x, sw_message_share(s->note));
    if (s->n_cohorts == 0)
        return;
    sw_effect_take(x, &all,
                   sw_message_word(s->by_team
                                       ? "group-time differences, jackknife "
                                         "over teams"
                                       : "group-time differences, jackknife "
                                         "over people"));
}

void sw_staggered_effect(GArray *effects, size_t start,
                         const sw_subject *subject, const sw_staggered *s)
{
    if (start >= effects->len)
        return;
    bool leads = best_grade(effects, start) <= GRADE_BEATEN;
    for (size_t i = start; leads && i < effects->len; i++)
        g_array_index(effects, sw_effect, i).is_primary = false;
    sw_effect *x = sw_effect_add(effects, subject, SW_DESIGN_STAGGERED);
    x->is_primary = leads;
    fill(x, s);
    convert(x, &g_array_index(effects, sw_effect, start));
}
