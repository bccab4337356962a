/*
 * result_json_evidence.c - result.json: what was measured, how, and on whom.
 */
#include <math.h>

#include "evidence/disclosure.h"
#include "report/result_json_parts.h"

static void put_chain(sw_json_writer *w, const sw_evidence *evidence)
{
    sw_json_key(w, "chain");
    sw_json_begin_array(w);
    for (size_t i = 0; i < evidence->n_chain; i++) {
        const sw_link *link = &evidence->chain[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "step", link->step);
        sw_json_put_number(w, "value", link->value);
        sw_result_interval(w, "ci95", link->lower, link->upper);
        sw_json_put_string(w, "provenance",
                           sw_provenance_name(link->provenance));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_design(sw_json_writer *w, const sw_effect *effect)
{
    sw_json_put_string(w, "id", effect->id);
    sw_json_put_string(w, "design", effect->design_text);
    sw_result_message(w, "method", effect->method);
    sw_json_put_integer(w, "grade", effect->grade);
    sw_json_put_integer(w, "n_pilot", (long long)effect->n_pilot);
    sw_json_put_integer(w, "n_control", (long long)effect->n_control);
}

static void put_estimate(sw_json_writer *w, const sw_effect *effect)
{
    sw_json_put_number(w, "estimate", effect->estimate);
    sw_json_put_string(w, "unit", effect->unit);
    sw_json_put_number(w, "se", effect->se);
    sw_json_put_number(w, "df", effect->df);
    sw_result_interval(w, "ci95", effect->lower, effect->upper);
    sw_json_put_number(w, "p", effect->p);
    sw_json_put_number(w, "p_adjusted", effect->p_adjusted);
    sw_json_put_number(w, "effect_size", effect->effect_size);
    sw_json_put_integer(w, "unread", (long long)effect->unread);
    sw_json_put_number(w, "unread_as_none", effect->unread_as_none);
    sw_json_put_string(w, "provenance", sw_provenance_name(effect->provenance));
}

/* Looks are counted of the effect that is priced. */
static void put_look(sw_json_writer *w, const sw_looks *looks)
{
    if (looks != NULL)
        sw_json_put_integer(w, "look", (long long)looks->look);
    else
        sw_json_put_null(w, "look");
    sw_json_put_number(w, "information", looks ? looks->information : NAN);
    sw_json_put_number(w, "alpha_spent", looks ? looks->alpha_spent : NAN);
}

/* Ends of the priced effect that assume nothing of those who are not in the
 * data, or only that a seat makes nobody leave them; minutes a week. */
static void put_bounds(sw_json_writer *w, const sw_nonresponse *n)
{
    if (n == NULL) {
        sw_json_put_null(w, "bounds");
        return;
    }
    sw_json_key(w, "bounds");
    sw_json_begin_object(w);
    sw_result_interval(w, "lee", n->lee_lower, n->lee_upper);
    sw_result_interval(w, "lee_ci95", n->lee.lower, n->lee.upper);
    sw_result_interval(w, "manski", n->manski_lower, n->manski_upper);
    sw_json_end_object(w);
}

/* Only the effect that is priced has a chain to the priced minutes. */
void sw_result_evidence(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_evidence *evidence = e->evidence;
    sw_json_key(w, "evidence");
    sw_json_begin_array(w);
    for (size_t i = 0; i < evidence->n_effects; i++) {
        const sw_effect *effect = &evidence->effects[i];
        sw_json_begin_object(w);
        put_design(w, effect);
        put_estimate(w, effect);
        put_look(w, i == evidence->lead ? evidence->looks : NULL);
        if (i == evidence->lead)
            put_chain(w, evidence);
        else
            sw_result_empty(w, "chain");
        sw_result_interval(w, "priced_ci95",
                           i == evidence->lead ? evidence->minutes_lower : NAN,
                           i == evidence->lead ? evidence->minutes_upper : NAN);
        put_bounds(w, i == evidence->lead ? evidence->nonresponse : NULL);
        sw_result_messages(w, "notes", effect->notes);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* ---- published estimates ---- */

static void put_study(sw_json_writer *w, const sw_published_figure *f)
{
    const sw_prior *x = f->prior;
    sw_json_begin_object(w);
    sw_json_put_string(w, "id", x->id);
    sw_json_put_string(w, "study", x->study);
    sw_json_put_string(w, "estimand", x->per_user ? "per_user" : "per_seat");
    sw_json_put_number(w, "value", f->value);
    sw_result_interval(w, "ci95", f->lower, f->upper);
    sw_json_put_number(w, "n", x->n);
    sw_json_put_integer(w, "year", x->year);
    sw_json_put_string(w, "tool", x->tool);
    sw_json_put_string(w, "population", x->population);
    sw_json_put_string(w, "outcome", x->outcome);
    sw_json_put_string(w, "source", x->source);
    sw_json_end_object(w);
}

/* The pilot's own is the last figure. */
static void put_beside(sw_json_writer *w, const sw_published *p)
{
    const sw_published_figure *own = &p->figures[p->n - 1];
    sw_json_begin_object(w);
    sw_json_put_string(w, "scale", sw_prior_scale_name(p->scale));
    sw_json_put_number(w, "least", p->least);
    sw_json_put_number(w, "most", p->most);
    sw_json_put_number(w, "own", own->value);
    sw_result_interval(w, "own_ci95", own->lower, own->upper);
    sw_json_key(w, "studies");
    sw_json_begin_array(w);
    for (size_t i = 0; i + 1 < p->n; i++)
        put_study(w, &p->figures[i]);
    sw_json_end_array(w);
    sw_json_end_object(w);
}

void sw_result_published(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "published");
    sw_json_begin_array(w);
    for (size_t k = 0; k < e->evidence->n_published; k++)
        put_beside(w, &e->evidence->published[k]);
    sw_json_end_array(w);
}

/* ---- segments ---- */

/* The target that the segment governs beside the share that is priced, and
 * where that is from. */
static void put_realisation(sw_json_writer *w, const sw_evaluation *e, size_t g)
{
    const sw_segment *s = &e->evidence->segments[g];
    double target = sw_realisation_target_of(e->pilot, s->name);
    const sw_inputs *in = &e->economics->inputs;
    sw_json_key(w, "realisation");
    sw_json_begin_object(w);
    sw_json_put_number(w, "target", target);
    sw_json_put_number(w, "priced", sw_inputs_value(in, SW_IN_REALISATION));
    sw_json_put_string(
        w, "provenance",
        sw_provenance_name(sw_inputs_at(in, SW_IN_REALISATION)->provenance));
    sw_json_put_number(w, "net_value_at_target",
                       isnan(target) || s->withheld
                           ? NAN
                           : sw_segment_net_governed(e->economics, g, target));
    sw_json_end_object(w);
}

static void put_segment(sw_json_writer *w, const sw_evaluation *e, size_t g)
{
    const sw_segment shown = sw_segment_shown(&e->evidence->segments[g]);
    const sw_segment *s = &shown;
    sw_json_begin_object(w);
    sw_json_put_string(w, "segment", s->name);
    sw_json_put_number(w, "seats", s->seats);
    sw_json_put_integer(w, "responses", (long long)s->responses);
    sw_json_put_number(w, "active_share", s->active_share);
    sw_json_put_number(w, "effect", s->minutes);
    sw_json_put_number(w, "effect_pooled", s->pooled);
    sw_json_key(w, "ci95");
    sw_json_begin_array(w);
    sw_json_number(w, s->lower);
    sw_json_number(w, s->upper);
    sw_json_end_array(w);
    sw_json_put_number(
        w, "net_value_per_seat_year",
        s->withheld ? NAN : sw_segment_net_per_seat_year(e->economics, g));
    const sw_segment_worth *worth = e->decision->rightsizing->worth;
    sw_json_put_number(w, "probability_positive",
                       worth != NULL && worth->probability != NULL &&
                               !s->withheld
                           ? worth->probability[g]
                           : NAN);
    sw_json_put_number(w, "recommended_seats",
                       sw_decision_segment_seats(e->decision, e->economics, g));
    put_realisation(w, e, g);
    sw_json_end_object(w);
}

/* What a division that decides nothing says of a group. */
static void put_group(sw_json_writer *w, const sw_segment *segment)
{
    const sw_segment shown = sw_segment_shown(segment), *s = &shown;
    sw_json_begin_object(w);
    sw_json_put_string(w, "segment", s->name);
    sw_json_put_number(w, "seats", s->seats);
    sw_json_put_integer(w, "responses", (long long)s->responses);
    sw_json_put_number(w, "active_share", s->active_share);
    sw_json_put_number(w, "effect", s->minutes);
    sw_json_put_number(w, "effect_pooled", s->pooled);
    sw_result_interval(w, "ci95", s->lower, s->upper);
    sw_json_put_number(w, "p", s->p);
    sw_json_put_number(w, "p_holm", s->p_holm);
    sw_json_put_number(w, "p_bh", s->p_bh);
    sw_json_end_object(w);
}

void sw_result_groupings(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    if (ev->segment_by != NULL)
        sw_json_put_string(w, "segments_by", ev->segment_by);
    else
        sw_json_put_null(w, "segments_by");
    sw_json_key(w, "groupings");
    sw_json_begin_array(w);
    for (size_t k = 0; k < ev->n_groupings; k++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "by", ev->groupings[k].by);
        sw_json_key(w, "segments");
        sw_json_begin_array(w);
        for (size_t g = 0; g < ev->groupings[k].n; g++)
            put_group(w, &ev->groupings[k].segments[g]);
        sw_json_end_array(w);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

void sw_result_segments(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "segments");
    sw_json_begin_array(w);
    for (size_t g = 0; g < e->evidence->n_segments; g++)
        put_segment(w, e, g);
    sw_json_end_array(w);
}

/* Null without an earlier roster. */
static void put_cohorts(sw_json_writer *w, const sw_cohorts *c)
{
    sw_json_key(w, "cohorts");
    if (c->from == SW_DAY_NONE) {
        sw_json_null(w);
        return;
    }
    sw_json_begin_object(w);
    sw_json_put_day(w, "from", c->from);
    sw_json_put_integer(w, "held_then", (long long)c->held_then);
    sw_json_put_integer(w, "retained", (long long)c->retained);
    sw_json_put_integer(w, "reactivated", (long long)c->reactivated);
    sw_json_put_integer(w, "lapsed", (long long)c->lapsed);
    sw_json_put_integer(w, "still_idle", (long long)c->still_idle);
    sw_json_put_integer(w, "not_known", (long long)c->not_known);
    sw_json_put_integer(w, "reclaimed", (long long)c->reclaimed);
    sw_json_put_integer(w, "newly_assigned", (long long)c->newly_assigned);
    sw_json_put_integer(w, "held_now", (long long)c->held_now);
    sw_json_end_object(w);
}

static void put_spend(sw_json_writer *w, const sw_evaluation *e)
{
    sw_idle_spend spend = sw_idle_spend_of(e->economics);
    sw_json_key(w, "idle_spend_per_year");
    sw_json_begin_object(w);
    sw_json_put_number(w, "exposed", spend.exposed);
    sw_json_put_number(w, "reassignable", spend.reassignable);
    sw_json_put_number(w, "reducible_at_renewal", spend.reducible);
    sw_json_end_object(w);
}

void sw_result_seats(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_seat_counts *seats = &e->evidence->seats;
    sw_json_key(w, "seats");
    sw_json_begin_object(w);
    sw_json_put_number(w, "purchased", seats->purchased);
    sw_json_put_number(w, "unassigned", seats->unassigned);
    sw_json_put_number(w, "assigned", seats->assigned);
    sw_json_put_number(w, "eligible", seats->eligible);
    sw_json_put_number(w, "newcomers", seats->newcomers);
    sw_json_put_number(w, "on_leave", seats->on_leave);
    sw_json_put_number(w, "ever_active", seats->ever_active);
    sw_json_put_number(w, "active", seats->active);
    sw_json_put_number(w, "active_days", seats->active_days);
    sw_json_put_number(w, "use_unknown", seats->use_unknown);
    sw_json_put_number(w, "habitual", seats->habitual);
    sw_json_put_number(w, "in_several", seats->in_several);
    sw_json_put_number(w, "free_users", seats->free_users);
    sw_json_put_number(w, "reclaimable", seats->reclaimable);
    sw_json_put_number(w, "reducible_at_renewal", seats->reducible_at_renewal);
    put_spend(w, e);
    put_cohorts(w, &e->pilot->cohorts);
    sw_json_end_object(w);
}

void sw_result_guardrails(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "guardrails");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->evidence->n_guardrails; i++) {
        const sw_guardrail *g = &e->evidence->guardrails[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "id", g->id);
        sw_json_put_number(w, "estimate", g->estimate);
        sw_json_put_number(w, "margin", g->margin);
        sw_json_put_number(w, "p", g->p);
        if (g->known)
            sw_json_put_boolean(w, "passed", g->passed);
        else
            sw_json_put_null(w, "passed");
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}
