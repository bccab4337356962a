/*
 * scrutiny.c - what the steps of scrutiny.h share, and giving it back.
 */
#include "evidence/scrutiny.h"

#include <math.h>

#include "evidence/scrutiny_steps.h"

sw_minutes sw_minutes_of(const sw_effect *effect, double estimate, double se,
                         double df)
{
    sw_minutes out = SW_MINUTES_UNKNOWN;
    out.minutes = sw_effect_to_minutes(effect, estimate);
    if (!(se > 0) || !(df > 0))
        return out;
    double slope = fabs(sw_effect_minutes_slope(effect, estimate));
    sw_estimate t = sw_inference(out.minutes, slope * se, df);
    out.se = t.se;
    out.lower = t.ci.lower;
    out.upper = t.ci.upper;
    return out;
}

sw_minutes sw_minutes_of_rows(const sw_effect *effect, const sw_rows *rows,
                              const bool *keep)
{
    g_autofree size_t *group = g_new(size_t, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        group[i] = !keep || keep[i] ? 0 : SW_NO_GROUP;
    g_autoptr(sw_group_effects) x = sw_rows_by_group(rows, group, 1);
    if (!isfinite(x->estimate[0]))
        return SW_MINUTES_UNKNOWN;
    return sw_minutes_of(effect, x->estimate[0], sqrt(x->covariance[0]),
                         x->df[0]);
}

double sw_tipping_point(const sw_nonresponse *n, double threshold)
{
    if (!(n->silent_share > 0))
        return NAN;
    double heard = 1 - n->silent_share;
    return (threshold - heard * n->as_answered.minutes) / n->silent_share;
}

static void free_nonresponse(sw_nonresponse *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < n->n_segments; i++)
        g_free(n->segments[i].segment);
    g_free(n->segments);
    sw_message_free(n->note);
    g_free(n);
}

static void free_weighted(sw_weighted_control *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->n_rows; i++)
        sw_message_free(w->rows[i].name);
    g_free(w->rows);
    sw_message_free(w->note);
    g_free(w);
}

static void free_staggered(sw_staggered *s)
{
    if (!s)
        return;
    g_free(s->cohorts);
    g_free(s->cells);
    g_free(s->metric);
    sw_message_free(s->note);
    g_free(s);
}

static void free_habits(sw_habits *h)
{
    if (!h)
        return;
    g_free(h->first_use);
    g_free(h->retention);
    g_free(h->adoption);
    sw_message_free(h->note);
    g_free(h);
}

static void free_sensitivity(sw_sensitivity *s)
{
    if (!s)
        return;
    g_free(s->lowest.team);
    g_free(s->highest.team);
    sw_message_free(s->note);
    g_free(s);
}

void sw_scrutiny_free(sw_evidence *e)
{
    free_nonresponse(e->nonresponse);
    free_weighted(e->weighted);
    free_staggered(e->staggered);
    free_habits(e->habits);
    free_sensitivity(e->sensitivity);
    sw_distribution_clear(&e->assumed_factor);
    if (e->sources) {
        g_free(e->sources->sources);
        sw_message_free(e->sources->note);
    }
    g_free(e->sources);
    if (e->looks)
        sw_message_free(e->looks->note);
    g_free(e->looks);
    if (e->contamination)
        sw_message_free(e->contamination->note);
    g_free(e->contamination);
    g_free(e->baseline);
    if (e->calibration)
        sw_message_free(e->calibration->note);
    g_free(e->calibration);
    for (size_t i = 0; i < e->n_checks; i++) {
        sw_message_free(e->checks[i].note);
        g_free(e->checks[i].marked);
    }
    g_free(e->checks);
}
