/* pilot_free.c - everything a pilot owns */
#include "pilot/pilot.h"

static void free_roster(sw_roster *r)
{
    g_free(r->people);
    g_free(r->departments);
    g_free(r->teams);
    g_clear_pointer(&r->by_key, g_hash_table_unref);
    g_clear_pointer(&r->ambiguous, g_hash_table_unref);
}

static void free_contract(sw_contract *c)
{
    g_free(c->exits);
    g_free(c->tiers);
    g_free(c->price_steps);
    g_free(c->seat_steps);
    for (size_t i = 0; i < c->n_offers; i++)
        g_free(c->offers[i].exits);
    g_free(c->offers);
}

static void free_survey(sw_survey *s)
{
    for (size_t i = 0; i < s->n_items; i++) {
        g_free(s->items[i].lower);
        g_free(s->items[i].upper);
        g_free(s->items[i].text);
        g_free(s->items[i].unread);
        g_free(s->items[i].unread_answer);
    }
    g_free(s->items);
    g_free(s->person);
    g_free(s->wave);
    g_free(s->arm);
    g_free(s->seconds);
}

static void free_outcome(sw_outcome *o)
{
    g_free(o->person);
    g_free(o->day);
    g_free(o->after);
    g_free(o->arm);
    g_free(o->value);
    g_free(o->covariate);
    g_free(o->covariate_names);
    sw_distribution_clear(&o->unit_minutes);
}

static void free_usage(sw_usage *u)
{
    g_free(u->summary);
    g_free(u->person);
    g_free(u->day);
    g_free(u->days);
    g_free(u->active_days);
    g_free(u->actions);
    g_free(u->minutes);
}

static void free_lists(sw_pilot *p)
{
    for (size_t i = 0; i < p->n_outcomes; i++)
        free_outcome(&p->outcomes[i]);
    for (size_t i = 0; i < p->n_scenarios; i++) {
        g_free(p->scenarios[i].keys);
        g_free(p->scenarios[i].values);
    }
    for (size_t i = 0; i < p->n_alternatives; i++) {
        free_contract(&p->alternatives[i].contract);
        g_free(p->alternatives[i].lines);
        sw_meters_free(p->alternatives[i].meters, p->alternatives[i].n_meters);
    }
    g_free(p->outcomes);
    g_free(p->scenarios);
    for (size_t i = 0; i < p->n_lines; i++)
        g_free(p->lines[i].release);
    sw_meters_free(p->meters, p->n_meters);
    g_free(p->lines);
    g_free(p->risks);
    g_free(p->alternatives);
    g_free(p->rates);
    g_free(p->invoices);
    g_free(p->copula.input);
    g_free(p->copula.normal);
    g_free(p->extension.studies);
    for (size_t i = 0; i < p->n_files; i++) {
        g_strfreev(p->files[i].columns);
        g_strfreev(p->files[i].roles);
        g_strfreev(p->files[i].unused);
    }
    g_free(p->files);
    for (size_t i = 0; i < p->n_joins; i++)
        g_ptr_array_unref(p->joins[i].unresolved);
    g_free(p->joins);
}

void sw_pilot_free(sw_pilot *p)
{
    if (p == NULL)
        return;
    free_roster(&p->roster);
    for (size_t i = 0; i < p->n_contracts; i++)
        free_contract(&p->contracts[i]);
    g_free(p->contracts);
    g_free(p->seats_held);
    g_free(p->seats_eligible);
    free_survey(&p->survey);
    free_usage(&p->usage);
    free_lists(p);
    sw_inputs_clear(&p->inputs);
    g_free(p->targets);
    sw_diagnostics_free(p->rejects);
    g_ptr_array_unref(p->warnings);
    g_hash_table_unref(p->strangers);
    g_clear_pointer(&p->published, g_ptr_array_unref);
    g_clear_pointer(&p->priors, g_ptr_array_unref);
    sw_json_free(p->resolved);
    sw_json_free(p->previous);
    sw_json_free(p->approvals);
    sw_json_free(p->theme);
    sw_language_free(p->language);
    g_free((gpointer)p->loaded_with.set);
    g_string_chunk_free(p->text); /* last: the strings of all the above */
    g_free(p);
}
