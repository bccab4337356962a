/* scenarios.c - the named sets of changes that a pilot brings along */
#include "pilot/load.h"

#include <string.h>

#include "ingest/schema.h"

static void read_scenario(const sw_load *load, const sw_json *v,
                          sw_scenario *out)
{
    const sw_json *set = sw_json_member(v, "set");
    out->name = sw_keep(load, sw_member_text(v, "name"));
    out->n = sw_json_length(set);
    out->keys = g_new0(char *, out->n);
    out->values = g_new0(char *, out->n);
    for (size_t i = 0; i < out->n; i++) {
        sw_json_writer w;
        sw_json_writer_init(&w);
        sw_json_write(&w, set->items[i]);
        g_autofree char *text = sw_json_writer_take(&w, NULL);
        out->keys[i] = sw_keep(load, set->items[i]->key);
        out->values[i] = sw_keep(load, g_strstrip(text));
    }
}

/* What the schema says of a pilot with the scenario, at the scenario's place.
 */
static void check_scenario(const sw_load *load, const sw_json *v,
                           const sw_scenario *s, sw_json *trial,
                           const sw_json *schema)
{
    const sw_json *set = sw_json_member(v, "set");
    for (size_t i = 0; i < s->n; i++) {
        char *why = NULL;
        if (!sw_json_set(trial, s->keys[i], s->values[i], &why))
            sw_load_problem(load, SW_ERROR, "bad-scenario", set->items[i], NULL,
                            "scenario '%s': %s", s->name, why);
        g_free(why);
    }
    sw_diagnostics *d = sw_diagnostics_new();
    sw_schema_check(schema, trial, load->file, d);
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        const sw_diagnostic *found = sw_diagnostics_at(d, i);
        if (found->severity == SW_ERROR)
            sw_load_problem(load, SW_ERROR, "bad-scenario", v, found->remedy,
                            "scenario '%s': %s", s->name, found->message);
    }
    sw_diagnostics_free(d);
}

void sw_load_scenarios(const sw_load *load, const sw_json *written,
                       const sw_json *schema)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "scenarios");
    p->n_scenarios = sw_json_length(list);
    sw_check_distinct(load, list, "name");
    p->scenarios = g_new0(sw_scenario, p->n_scenarios);
    /* Without the list itself: copied for each, it would cost its square. */
    sw_json *alone = sw_json_copy_without(written, "scenarios");
    for (size_t i = 0; i < p->n_scenarios; i++) {
        read_scenario(load, list->items[i], &p->scenarios[i]);
        sw_json *trial = sw_json_copy(alone);
        check_scenario(load, list->items[i], &p->scenarios[i], trial, schema);
        sw_json_free(trial);
    }
    sw_json_free(alone);
}
