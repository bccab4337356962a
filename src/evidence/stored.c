/* stored.c - evidence out of the models of results */
#include "evidence/stored.h"

#include <math.h>
#include <string.h>

#include "evidence/segment.h"
#include "evidence/stored_numbers.h"
#include "pilot/load.h"

static double *number_of(void *base, const sw_number_at *at)
{
    return (double *)(void *)((char *)base + at->offset);
}

static void read_numbers(void *base, sw_numbers_at list, const sw_json *v)
{
    for (size_t i = 0; i < list.n; i++)
        *number_of(base, &list.at[i]) = sw_member_number(v, list.at[i].key);
}

static size_t count_of(const sw_json *v, const char *key)
{
    double x = sw_member_number(v, key);
    return x > 0.0 ? (size_t)x : 0;
}

static const char *text_of(const sw_json *v, const char *key)
{
    const char *text = sw_member_text(v, key);
    return text != NULL ? text : "";
}

static sw_message *said(const sw_json *v, const char *key)
{
    return sw_message_text_of(text_of(v, key));
}

static void read_effects(sw_evidence *e, const sw_json *list)
{
    e->n_effects = sw_json_length(list);
    e->effects = g_new0(sw_effect, e->n_effects + 1);
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_json *v = list->items[i];
        sw_effect *x = &e->effects[i];
        x->id = g_strdup(text_of(v, "id"));
        x->design_text = g_intern_string(text_of(v, "design"));
        x->method = said(v, "method");
        x->is_time = sw_member_flag(v, "is_time", false);
        x->self_report = sw_member_flag(v, "self_report", false);
        x->grade = sw_member_int(v, "grade", 0);
        x->n_pilot = count_of(v, "n_pilot");
        x->n_control = count_of(v, "n_control");
        x->people_pilot = count_of(v, "people_pilot");
        x->people_control = count_of(v, "people_control");
        x->notes = sw_messages_new();
        read_numbers(x, SW_STORED_EFFECT, v);
    }
}

static void read_sources(sw_evidence *e, const sw_json *list)
{
    size_t n = sw_json_length(list);
    if (n == 0)
        return;
    e->sources = g_new0(sw_sources, 1);
    e->sources->sources = g_new0(sw_source, n);
    for (size_t i = 0; i < n; i++) {
        size_t effect = count_of(list->items[i], "effect");
        if (effect >= e->n_effects)
            continue;
        e->sources->sources[e->sources->n_sources++] = (sw_source){
            .effect = effect,
            .adjusted = sw_member_number(list->items[i], "adjusted"),
            .adjusted_sd = sw_member_number(list->items[i], "adjusted_sd"),
            .leads = sw_member_flag(list->items[i], "leads", false)};
    }
}

static void read_guardrails(sw_evidence *e, const sw_json *list)
{
    e->n_guardrails = sw_json_length(list);
    e->guardrails = g_new0(sw_guardrail, e->n_guardrails + 1);
    for (size_t i = 0; i < e->n_guardrails; i++) {
        e->guardrails[i].id = g_strdup(text_of(list->items[i], "id"));
        e->guardrails[i].known = sw_member_flag(list->items[i], "known", false);
        e->guardrails[i].passed =
            sw_member_flag(list->items[i], "passed", false);
    }
}

static char letter(const sw_json *v, const char *key)
{
    const char *text = sw_member_text(v, key);
    return text != NULL && *text != '\0' ? *text : '-';
}

static void read_facts(sw_evidence *e, const sw_json *v)
{
    double lead = sw_member_number(v, "lead");
    double with_effect = sw_member_number(v, "factor_with_effect");
    e->lead =
        lead >= 0.0 && lead < (double)e->n_effects ? (size_t)lead : SIZE_MAX;
    e->self_report_lead = sw_member_flag(v, "self_report_lead", false);
    e->assumption_only = sw_member_flag(v, "assumption_only", false);
    e->not_estimable = sw_member_flag(v, "not_estimable", false);
    e->heard = sw_member_number(v, "heard");
    e->heard_control = sw_member_number(v, "heard_control");
    e->minutes = sw_member_number(v, "minutes");
    e->minutes_lower = e->minutes_upper = NAN;
    e->bounds.any = sw_member_flag(v, "bounded", false);
    read_numbers(&e->bounds, SW_STORED_BOUNDS, v);
    e->grade = letter(v, "grade");
    e->grade_needs_kappa_zero =
        sw_member_flag(v, "grade_needs_kappa_zero", false);
    e->grade_at_kappa_zero = letter(v, "grade_at_kappa_zero");
    e->grade_reason = said(v, "grade_reason");
    if (fabs(with_effect) > 0.0) {
        e->calibration = g_new0(sw_calibration, 1);
        e->calibration->used = true;
        e->calibration->with_effect = with_effect;
    }
}

static void read_nonresponse(sw_evidence *e, const sw_json *v)
{
    if (v == NULL || v->type != SW_JSON_OBJECT)
        return;
    e->nonresponse = g_new0(sw_nonresponse, 1);
    read_numbers(e->nonresponse, SW_STORED_NONRESPONSE, v);
}

/* Seats of the population, used as the data say: by the same share of those
 * that are held. */
static void read_seats(sw_evidence *e, const sw_json *population,
                       const sw_json *data)
{
    const sw_json *held = sw_json_member(population, "seats");
    const sw_json *used = sw_json_member(data, "seats");
    double more =
        sw_member_number(held, "assigned") / sw_member_number(used, "assigned");
    read_numbers(&e->seats, SW_STORED_HELD, held);
    read_numbers(&e->seats, SW_STORED_USED, used);
    e->seats.active_days = sw_member_int(used, "active_days", 0);
    for (size_t i = 0;
         population != data && isfinite(more) && i < SW_STORED_USED.n; i++)
        *number_of(&e->seats, &SW_STORED_USED.at[i]) *= more;
}

static const sw_json *segment_named(const sw_json *list, const char *name)
{
    for (size_t i = 0; i < sw_json_length(list); i++)
        if (g_strcmp0(sw_member_text(list->items[i], "segment"), name) == 0)
            return list->items[i];
    return NULL;
}

static bool same_names(const sw_json *a, const sw_json *b)
{
    bool same = sw_json_length(a) == sw_json_length(b);
    for (size_t i = 0; same && i < sw_json_length(a); i++)
        same = segment_named(b, sw_member_text(a->items[i], "segment")) != NULL;
    return same;
}

/* Seats and wages of another model's segment, used as this one's are. */
static void repopulate(sw_segment *s, const sw_json *other)
{
    double seats = sw_member_number(other, "seats");
    double more = s->seats > 0.0 ? seats / s->seats : 1.0;
    s->seats = seats;
    s->hourly_cost = sw_member_number(other, "hourly_cost");
    s->waiting = sw_member_number(other, "waiting");
    s->active_seats *= more;
}

static void read_segments(sw_evidence *e, const sw_json *population,
                          const sw_json *data)
{
    const sw_json *list = sw_json_member(data, "segments");
    const sw_json *others = sw_json_member(population, "segments");
    bool mixed = others != list && same_names(list, others);
    e->n_segments = sw_json_length(list);
    e->segments = g_new0(sw_segment, e->n_segments + 1);
    for (size_t g = 0; g < e->n_segments; g++) {
        const sw_json *v = list->items[g];
        sw_segment *s = &e->segments[g];
        s->name = g_strdup(text_of(v, "segment"));
        s->responses = count_of(v, "responses");
        read_numbers(s, SW_STORED_SEGMENT, v);
        s->pooled = s->pooled_sd = s->lower = s->upper = NAN;
        s->p = s->p_holm = s->p_bh = NAN;
        if (mixed)
            repopulate(s, segment_named(others, s->name));
    }
}

static void pool(sw_evidence *e, const sw_pilot *pilot, const sw_json *list)
{
    size_t n = e->n_segments;
    if (n == 0 || sw_json_length(list) != n * n)
        return;
    g_autofree double *covariance = g_new(double, n *n);
    for (size_t i = 0; i < n * n; i++)
        covariance[i] =
            list->items[i]->type == SW_JSON_NUMBER ? list->items[i]->number : 0;
    e->posterior = sw_pool_segments(e->segments, n, covariance,
                                    pilot->policy.effect_scale, e->warnings);
}

/* What evidence gave of the model whose data these are. */
static void take_estimated(sw_evidence *e, const sw_json *model)
{
    const sw_json *list = sw_json_member(model, "inputs");
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const sw_json *v = list->items[i];
        const char *key = sw_member_text(v, "key");
        size_t id = key != NULL && sw_member_flag(v, "estimated", false)
                        ? sw_inputs_find(&e->inputs, key)
                        : SIZE_MAX;
        if (id >= SW_IN_FIXED)
            continue;
        sw_input_restore(sw_inputs_at(&e->inputs, id), v);
        e->gives[id] = true;
    }
}

sw_evidence *sw_evidence_stored(const sw_json *const model[SW_PARTS],
                                const sw_pilot *pilot)
{
    const sw_json *data = sw_json_member(model[SW_PART_DATA], "evidence");
    const sw_json *population =
        sw_json_member(model[SW_PART_POPULATION], "evidence");
    sw_evidence *e = g_new0(sw_evidence, 1);
    e->warnings = sw_messages_new();
    sw_inputs_copy(&e->inputs, &pilot->inputs);
    take_estimated(e, model[SW_PART_DATA]);
    read_effects(e, sw_json_member(data, "effects"));
    read_facts(e, data);
    read_sources(e, sw_json_member(data, "sources"));
    read_nonresponse(e, sw_json_member(data, "nonresponse"));
    read_guardrails(e, sw_json_member(data, "guardrails"));
    read_seats(e, population, data);
    read_segments(e, population, data);
    pool(e, pilot, sw_json_member(data, "covariance"));
    return e;
}
