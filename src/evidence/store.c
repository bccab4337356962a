/* store.c - evidence into the model of a result */
#include "evidence/stored.h"

#include <math.h>
#include <string.h>

#include "evidence/stored_numbers.h"

static void put_numbers(sw_json_writer *w, const void *base, sw_numbers_at list)
{
    for (size_t i = 0; i < list.n; i++) {
        double x;
        memcpy(&x, (const char *)base + list.at[i].offset, sizeof x);
        sw_json_put_number(w, list.at[i].key, x);
    }
}

static void put_said(sw_json_writer *w, const char *key, const sw_message *m)
{
    g_autofree char *text = m != NULL ? sw_message_say(m, NULL) : NULL;
    sw_json_put_string(w, key, text);
}

static void put_effects(sw_json_writer *w, const sw_evidence *e)
{
    sw_json_key(w, "effects");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *x = &e->effects[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "id", x->id);
        sw_json_put_string(w, "design", x->design_text);
        put_said(w, "method", x->method);
        sw_json_put_boolean(w, "is_time", x->is_time);
        sw_json_put_boolean(w, "self_report", x->self_report);
        sw_json_put_integer(w, "grade", x->grade);
        sw_json_put_integer(w, "n_pilot", (long long)x->n_pilot);
        sw_json_put_integer(w, "n_control", (long long)x->n_control);
        sw_json_put_integer(w, "people_pilot", (long long)x->people_pilot);
        sw_json_put_integer(w, "people_control", (long long)x->people_control);
        put_numbers(w, x, SW_STORED_EFFECT);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_sources(sw_json_writer *w, const sw_sources *s)
{
    sw_json_key(w, "sources");
    sw_json_begin_array(w);
    for (size_t i = 0; s != NULL && i < s->n_sources; i++) {
        const sw_source *x = &s->sources[i];
        sw_json_begin_object(w);
        sw_json_put_integer(w, "effect", (long long)x->effect);
        sw_json_put_number(w, "adjusted", x->adjusted);
        sw_json_put_number(w, "adjusted_sd", x->adjusted_sd);
        sw_json_put_boolean(w, "leads", x->leads);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_guardrails(sw_json_writer *w, const sw_evidence *e)
{
    sw_json_key(w, "guardrails");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->n_guardrails; i++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "id", e->guardrails[i].id);
        sw_json_put_boolean(w, "known", e->guardrails[i].known);
        sw_json_put_boolean(w, "passed", e->guardrails[i].passed);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static bool any_withheld(const sw_evidence *e)
{
    for (size_t g = 0; g < e->n_segments; g++)
        if (e->segments[g].withheld)
            return true;
    return false;
}

static void put_segments(sw_json_writer *w, const sw_evidence *e)
{
    size_t n = any_withheld(e) ? 0 : e->n_segments;
    sw_json_put_boolean(w, "segments_withheld", any_withheld(e));
    sw_json_put_string(w, "segment_by", e->segment_by);
    sw_json_key(w, "segments");
    sw_json_begin_array(w);
    for (size_t g = 0; g < n; g++) {
        const sw_segment *s = &e->segments[g];
        sw_json_begin_object(w);
        sw_json_put_string(w, "segment", s->name);
        sw_json_put_integer(w, "responses", (long long)s->responses);
        put_numbers(w, s, SW_STORED_SEGMENT);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
    sw_json_key(w, "covariance");
    sw_json_begin_array(w);
    for (size_t i = 0; e->posterior != NULL && i < n * n; i++)
        sw_json_number(w, e->posterior->covariance[i]);
    sw_json_end_array(w);
}

static void put_grade(sw_json_writer *w, const sw_evidence *e)
{
    const char grade[] = {e->grade, '\0'};
    const char at_zero[] = {e->grade_at_kappa_zero, '\0'};
    sw_json_put_string(w, "grade", grade);
    sw_json_put_boolean(w, "grade_needs_kappa_zero", e->grade_needs_kappa_zero);
    sw_json_put_string(w, "grade_at_kappa_zero", at_zero);
    put_said(w, "grade_reason", e->grade_reason);
}

static void put_facts(sw_json_writer *w, const sw_evidence *e)
{
    bool leads = e->lead < e->n_effects;
    sw_json_put_number(w, "lead", leads ? (double)e->lead : NAN);
    sw_json_put_boolean(w, "self_report_lead", e->self_report_lead);
    sw_json_put_boolean(w, "assumption_only", e->assumption_only);
    sw_json_put_boolean(w, "not_estimable", e->not_estimable);
    sw_json_put_number(w, "heard", e->heard);
    sw_json_put_number(w, "heard_control", e->heard_control);
    sw_json_put_number(w, "minutes", e->minutes);
    sw_json_put_number(w, "factor_with_effect", sw_factor_with_effect(e));
    sw_json_put_boolean(w, "bounded", e->bounds.any);
    put_numbers(w, &e->bounds, SW_STORED_BOUNDS);
}

static void put_seats(sw_json_writer *w, const sw_seat_counts *s)
{
    sw_json_key(w, "seats");
    sw_json_begin_object(w);
    put_numbers(w, s, SW_STORED_HELD);
    put_numbers(w, s, SW_STORED_USED);
    sw_json_put_integer(w, "active_days", s->active_days);
    sw_json_end_object(w);
}

void sw_evidence_store(sw_json_writer *w, const sw_evidence *e)
{
    sw_json_key(w, "evidence");
    sw_json_begin_object(w);
    put_facts(w, e);
    put_grade(w, e);
    put_effects(w, e);
    put_sources(w, e->sources);
    sw_json_key(w, "nonresponse");
    if (e->nonresponse != NULL) {
        sw_json_begin_object(w);
        put_numbers(w, e->nonresponse, SW_STORED_NONRESPONSE);
        sw_json_end_object(w);
    } else {
        sw_json_null(w);
    }
    put_guardrails(w, e);
    put_seats(w, &e->seats);
    put_segments(w, e);
    sw_json_end_object(w);
}
