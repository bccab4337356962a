/* store.c - a pilot into the model of a result */
#include "pilot/stored.h"

#include <math.h>

#include "pilot/load.h"

/* The topmost values that come from templates/defaults.json. */
static void put_defaults(sw_json_writer *w, const sw_json *v)
{
    if (v->origin == SW_JSON_DEFAULT) {
        g_autofree char *path = sw_json_dotted(v);
        sw_json_string(w, path);
        return;
    }
    for (size_t i = 0; i < v->n_items; i++)
        put_defaults(w, v->items[i]);
}

static void put_rates(sw_json_writer *w, const sw_pilot *p)
{
    sw_json_key(w, "rates");
    sw_json_begin_array(w);
    for (size_t i = 0; i < p->n_rates; i++) {
        sw_json_begin_object(w);
        sw_json_put_day(w, "date", p->rates[i].day);
        sw_json_put_string(w, "currency", p->rates[i].currency);
        sw_json_put_number(w, "rate", p->rates[i].rate);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_invoices(sw_json_writer *w, const sw_pilot *p)
{
    sw_json_key(w, "invoices");
    sw_json_begin_array(w);
    for (size_t i = 0; i < p->n_invoices; i++) {
        const sw_invoice_paid *v = &p->invoices[i];
        sw_json_begin_object(w);
        sw_json_put_integer(w, "contract",
                            (long long)p->contracts[v->contract].index);
        sw_json_put_day(w, "date", v->date);
        sw_json_put_day(w, "from", v->from);
        sw_json_put_day(w, "to", v->to);
        sw_json_put_number(w, "seats", v->seats);
        sw_json_put_number(w, "amount", v->amount);
        sw_json_put_string(w, "currency", v->currency);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static bool stops(const sw_meter *m, sw_cap_scope scope)
{
    return isfinite(sw_meter_cap_of(m, scope));
}

static bool groups_are_few(const sw_pilot *p, const sw_meter *m)
{
    for (size_t i = 0; i < m->n_groups; i++)
        if (m->groups[i].people < (size_t)MAX(p->min_group, 1))
            return true;
    return false;
}

/* Why money cannot be reckoned again without single people's use; NULL. */
static const char *needs_people(const sw_pilot *p)
{
    for (size_t i = 0; i < p->n_meters; i++) {
        const sw_meter *m = &p->meters[i];
        if (stops(m, SW_CAP_USER) && m->n_people > 0)
            return "a limit to each user's bill rests on single people's use";
        if (stops(m, SW_CAP_GROUP) && groups_are_few(p, m))
            return "a limit to a group's bill rests on few people's use";
    }
    return NULL;
}

static void put_months(sw_json_writer *w, const sw_meter *m)
{
    sw_json_key(w, "months");
    sw_json_begin_array(w);
    for (size_t i = 0; i < m->n_months; i++) {
        sw_json_begin_object(w);
        sw_json_put_day(w, "month", m->months[i].month);
        sw_json_put_number(w, "units", m->months[i].units);
        sw_json_put_number(w, "amount", m->months[i].amount);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_groups(sw_json_writer *w, const sw_pilot *p, const sw_meter *m)
{
    sw_json_key(w, "groups");
    sw_json_begin_array(w);
    for (size_t i = 0; !groups_are_few(p, m) && i < m->n_groups; i++) {
        sw_json_begin_object(w);
        sw_json_put_number(w, "units", m->groups[i].units);
        sw_json_put_integer(w, "people", (long long)m->groups[i].people);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static const char *key_of(const sw_pilot *p, size_t id)
{
    return id == SIZE_MAX ? NULL : sw_inputs_at(&p->inputs, id)->key;
}

static void put_meters(sw_json_writer *w, const sw_pilot *p)
{
    sw_json_key(w, "meters");
    sw_json_begin_array(w);
    for (size_t i = 0; i < p->n_meters; i++) {
        const sw_meter *m = &p->meters[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "file", m->file);
        sw_json_put_integer(w, "first", (long long)m->first);
        sw_json_put_integer(w, "last", (long long)m->last);
        sw_json_put_string(w, "cv", key_of(p, m->cv));
        sw_json_put_string(w, "over_share", key_of(p, m->over_share));
        put_months(w, m);
        put_groups(w, p, m);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_previous_segments(sw_json_writer *w, const sw_json *list)
{
    sw_json_key(w, "segments");
    sw_json_begin_array(w);
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        const char *name = sw_member_text(list->items[i], "segment");
        if (name == NULL)
            continue;
        sw_json_begin_object(w);
        sw_json_put_string(w, "segment", name);
        sw_json_put_number(
            w, "recommended_seats",
            sw_member_number(list->items[i], "recommended_seats"));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* What the decision reads of the previous result, as that has it. */
static void put_previous(sw_json_writer *w, const sw_json *previous)
{
    if (previous == NULL) {
        sw_json_put_null(w, "previous");
        return;
    }
    sw_json_key(w, "previous");
    sw_json_begin_object(w);
    sw_json_key(w, "verdict");
    sw_json_begin_object(w);
    sw_json_put_number(w, "extensions_used",
                       sw_member_number(sw_json_member(previous, "verdict"),
                                        "extensions_used"));
    sw_json_end_object(w);
    const sw_json *segments = sw_json_member(previous, "segments");
    if (segments != NULL && segments->type == SW_JSON_ARRAY)
        put_previous_segments(w, segments);
    sw_json_end_object(w);
}

void sw_pilot_store(sw_json_writer *w, const sw_pilot *p)
{
    sw_json_key(w, "defaults");
    sw_json_begin_array(w);
    put_defaults(w, p->resolved);
    sw_json_end_array(w);
    sw_json_key(w, "files");
    sw_json_begin_object(w);
    sw_json_put_string(w, "incomplete", needs_people(p));
    sw_json_put_boolean(w, "measures_time", p->measures_time);
    sw_json_key(w, "seats_held");
    sw_json_begin_array(w);
    for (size_t k = 0; p->seats_held != NULL && k < p->n_contracts; k++)
        sw_json_number(w, p->seats_held[k]);
    sw_json_end_array(w);
    put_rates(w, p);
    put_invoices(w, p);
    put_meters(w, p);
    put_previous(w, p->previous);
    sw_json_end_object(w);
}
