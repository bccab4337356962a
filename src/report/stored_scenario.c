#include "report/stored_scenario.h"

#include <math.h>
#include <string.h>

#include "report/live_input.h"
#include "report/sheet.h"

static const sw_inputs *inputs_of(const sw_book *b)
{
    return &b->e->economics->inputs;
}

double sw_stored_input(const sw_book *b, size_t k, size_t input)
{
    double base = sw_inputs_value(inputs_of(b), input);
    return k == 0 || !sw_stored_sets(b, k, input)
               ? base
               : b->stored[k].result->input_value[input];
}

static bool differs(const sw_book *b, const sw_scenario_result *r, size_t id)
{
    double base = sw_inputs_value(inputs_of(b), id);
    double own = r->input_value[id];
    return own < base || own > base;
}

bool sw_stored_sets(const sw_book *b, size_t k, size_t input)
{
    return k > 0 && differs(b, b->stored[k].result, input);
}

size_t sw_stored_differing(const sw_book *b, size_t k)
{
    size_t n = 0;
    for (size_t i = 0; i < sw_inputs_length(inputs_of(b)); i++)
        n += b->live_name[i] != NULL && sw_stored_sets(b, k, i);
    return n;
}

/* Whether every key that is set is an input that formulas read. */
static bool sets_live_inputs(const sw_book *b, const sw_scenario *scenario)
{
    for (size_t i = 0; i < scenario->n; i++) {
        size_t id = sw_inputs_find(inputs_of(b), scenario->keys[i]);
        if (id == SIZE_MAX || b->live_name[id] == NULL ||
            !sw_input_follows(b->e, id))
            return false;
    }
    return true;
}

static bool is_recomputable(const sw_book *b, const sw_scenario *scenario,
                            const sw_scenario_result *r)
{
    if (r->why_not != NULL || r->input_value == NULL ||
        !sets_live_inputs(b, scenario))
        return false;
    for (size_t i = 0; i < r->n_inputs; i++)
        if (b->live_name[i] != NULL &&
            (!isfinite(r->input_value[i]) ||
             (differs(b, r, i) && !sw_input_follows(b->e, i))))
            return false;
    return true;
}

static bool is_taken(const sw_book *b, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    for (size_t k = 0; k < b->n_stored; k++) {
        g_autofree char *other = g_utf8_casefold(b->stored[k].name, -1);
        if (strcmp(folded, other) == 0)
            return true;
    }
    return false;
}

/* MATCH ignores case and knows `*`, `?` and `~`: names must differ without. */
static char *unlike_others(const sw_book *b, const char *text)
{
    char *name = sw_clean_text(text);
    g_strdelimit(name, "*?~\n", ' ');
    g_strstrip(name);
    for (int n = 2; *name == '\0' || is_taken(b, name); n++) {
        g_free(name);
        name = g_strdup_printf("%s (%d)", text, n);
        g_strdelimit(name, "*?~\n", ' ');
    }
    return name;
}

static void add(sw_book *b, const char *name, const sw_scenario_result *r)
{
    b->stored[b->n_stored] = (sw_stored){unlike_others(b, name), r};
    b->n_stored++;
}

/* The base's figures in the form of a scenario's. */
static void set_base(sw_book *b)
{
    const sw_evaluation *e = b->e;
    const sw_measures *m = &e->money->commitment;
    const sw_simulation *sim = e->decision->simulation;
    b->base = (sw_scenario_result){
        .npv = m->npv,
        .npv_cashable = m->npv_cashable,
        .npv_with_capacity = m->npv_with_capacity,
        .npv_all = m->npv_all,
        .npv_programme = e->money->programme.npv,
        .roi = m->roi,
        .bcr = m->bcr,
        .payback_months = m->payback_months,
        .pv_costs = m->pv_costs,
        .probability_positive = e->economics->has_benefit && sim != NULL
                                    ? sim->options[0].probability_positive
                                    : NAN,
        .decided = true,
        .draws = sim != NULL ? sim->draws : 0,
        .verdict = e->decision->verdict.option,
        .ceac = sim != NULL ? sim->ceac : NULL,
        .n_ceac = sim != NULL ? sim->n_ceac : 0,
    };
}

void sw_stored_init(sw_book *b)
{
    const sw_evaluation *e = b->e;
    b->stored = g_new0(sw_stored, e->n_scenarios + 1);
    b->is_stored = g_new0(bool, e->n_scenarios + 1);
    set_base(b);
    add(b, sw_words(b, "Base"), &b->base);
    for (size_t i = 0; i < e->n_scenarios; i++) {
        const sw_scenario_result *r = &e->scenarios[i];
        b->is_stored[i] = is_recomputable(b, &e->pilot->scenarios[i], r);
        if (b->is_stored[i])
            add(b, r->name, r);
    }
    b->own_name = unlike_others(b, sw_words(b, "Your own"));
    for (size_t k = 0; e->economics->has_benefit && k < b->n_stored; k++)
        b->n_ceac = MAX(b->n_ceac, b->stored[k].result->n_ceac);
}

void sw_stored_clear(sw_book *b)
{
    for (size_t k = 0; k < b->n_stored; k++)
        g_free(b->stored[k].name);
    g_free(b->stored);
    g_free(b->is_stored);
    g_free(b->own_name);
}
