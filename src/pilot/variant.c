#include "pilot/variant.h"

#include <stdint.h>
#include <string.h>

#include "ingest/schema.h"
#include "pilot/meter_load.h"
#include "ingest/template.h"

/* Folders of pilot.json that only economics reads. */
static const char *const MONEY[] = {
    "contract.", "contracts[",    "costs",         "risks",
    "benefits",  "alternatives[", "renegotiation."};

/* Assumptions that evidence does not read. */
static const char *const ASSUMED[] = {"assumptions.working_weeks_per_year",
                                      "assumptions.realisation",
                                      "assumptions.discount_rate",
                                      "assumptions.horizon_years",
                                      "assumptions.discounting",
                                      "assumptions.wage_growth",
                                      "assumptions.inflation",
                                      "assumptions.basis",
                                      "assumptions.hourly_cost",
                                      "assumptions.decay_per_year"};

/* Inputs that files or evidence give, and that no scenario of money sets. */
static const sw_input_id TAKEN_OVER[] = {
    SW_IN_SEATS_ASSIGNED, SW_IN_ADOPTION_PILOT, SW_IN_EFFECT,   SW_IN_BIAS,
    SW_IN_SELF_REPORT,    SW_IN_REWORK,         SW_IN_TRANSPORT};

static bool is_money_key(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MONEY); i++)
        if (g_str_has_prefix(key, MONEY[i]))
            return strstr(key, "metered.usage") == NULL &&
                   strstr(key, ".evidence") == NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(ASSUMED); i++)
        if (strcmp(key, ASSUMED[i]) == 0)
            return true;
    return false;
}

/* What each seat uses beyond its own, and the mix of tokens, are counted when
 * the usage is read; a whole meter that is set may name another file. */
static bool needs_usage(const sw_pilot *base, const char *key)
{
    bool own = false;
    for (size_t i = 0; i < base->n_meters; i++)
        own = own || base->meters[i].over_share != SIZE_MAX;
    return strstr(key, "token_prices") != NULL ||
           strstr(key, ".pooled") != NULL || g_str_has_suffix(key, "metered") ||
           (own && strstr(key, ".included") != NULL);
}

/* Wages from the roster win over the assumption, and bands need the roster. */
static bool wages_come_from_files(const sw_pilot *base)
{
    return sw_inputs_at(&base->inputs, SW_IN_HOURLY_COST)->provenance ==
           SW_MEASURED;
}

bool sw_variant_suffices(const sw_pilot *base, const sw_scenario *scenario)
{
    for (size_t i = 0; i < scenario->n; i++) {
        const char *key = scenario->keys[i];
        if (!is_money_key(key) || needs_usage(base, key))
            return false;
        if (wages_come_from_files(base) &&
            strcmp(key, "assumptions.hourly_cost") == 0)
            return false;
    }
    return true;
}

static void take_over(sw_pilot *p, const sw_pilot *base, size_t id)
{
    const char *key = sw_inputs_at(&p->inputs, id)->key;
    size_t base_id = sw_inputs_find(&base->inputs, key);
    if (base_id == SIZE_MAX)
        return;
    const sw_input *from = sw_inputs_at(&base->inputs, base_id);
    sw_distribution copy;
    if (!from->known ||
        sw_distribution_copy(&copy, &from->distribution) != SW_OK)
        return;
    sw_input_define(sw_inputs_at(&p->inputs, id), copy, from->provenance);
}

/* An input that the usage file brought, under the same key. */
static size_t take_over_extra(sw_pilot *p, const sw_pilot *base, size_t id)
{
    if (id == SIZE_MAX)
        return SIZE_MAX;
    const sw_input *from = sw_inputs_at(&base->inputs, id);
    size_t own = sw_inputs_add_named(&p->inputs, from->key,
                                     sw_message_share(from->label), from->unit);
    take_over(p, base, own);
    return own;
}

/* The months are the base's; what is to come may be told anew. */
static void take_over_use(const sw_load *load, sw_meter *m,
                          const sw_pilot *base, const sw_meter *from)
{
    sw_pilot *p = load->pilot;
    m->file = sw_keep(load, from->file);
    m->n_months = from->n_months;
    m->months = g_memdup2(from->months, m->n_months * sizeof *m->months);
    m->first = from->first;
    m->last = from->last;
    m->n_people = from->n_people;
    m->people = g_memdup2(from->people, m->n_people * sizeof *m->people);
    m->n_groups = from->n_groups;
    m->groups = g_memdup2(from->groups, m->n_groups * sizeof *m->groups);
    sw_meter_forecast(load, m);
    if (m->cv == SIZE_MAX)
        m->cv = take_over_extra(p, base, from->cv);
    m->over_share = take_over_extra(p, base, from->over_share);
    if (!sw_inputs_at(&p->inputs, m->unit_price)->known)
        take_over(p, base, m->unit_price);
}

static void take_over_meters(const sw_load *load, const sw_pilot *base)
{
    sw_pilot *p = load->pilot;
    for (size_t i = 0; i < p->n_meters && i < base->n_meters; i++)
        take_over_use(load, &p->meters[i], base, &base->meters[i]);
}

static void take_over_data(const sw_load *load, const sw_pilot *base)
{
    sw_pilot *p = load->pilot;
    for (size_t i = 0; i < G_N_ELEMENTS(TAKEN_OVER); i++)
        take_over(p, base, TAKEN_OVER[i]);
    take_over_meters(load, base);
    if (wages_come_from_files(base))
        take_over(p, base, SW_IN_HOURLY_COST);
    for (size_t k = 0; k < p->n_contracts; k++) {
        size_t id = p->contracts[k].seats_purchased;
        if (!sw_inputs_at(&p->inputs, id)->known)
            take_over(p, base, id);
    }
}

/* Invoices belong to contracts, which a scenario may put in another order. */
static void take_over_invoices(sw_pilot *p, const sw_pilot *base)
{
    p->n_invoices = base->n_invoices;
    p->invoices =
        g_memdup2(base->invoices, base->n_invoices * sizeof *base->invoices);
    for (size_t i = 0; i < p->n_invoices; i++)
        for (size_t k = 0; k < p->n_contracts; k++)
            if (p->contracts[k].index ==
                base->contracts[base->invoices[i].contract].index)
                p->invoices[i].contract = k;
}

static bool apply(sw_json *root, const sw_scenario *scenario, const char *file,
                  sw_diagnostics *d)
{
    bool ok = true;
    for (size_t i = 0; i < scenario->n; i++) {
        char *why = NULL;
        if (!sw_json_set(root, scenario->keys[i], scenario->values[i], &why)) {
            sw_diagnose(d, SW_ERROR, "bad-scenario", (sw_place){.file = file},
                        NULL, "scenario '%s', %s: %s", scenario->name,
                        scenario->keys[i], why);
            ok = false;
        }
        g_free(why);
    }
    return ok;
}

static sw_json *read_schema(const sw_pilot *base, sw_diagnostics *d)
{
    static const char NAME[] = "pilot.schema.json";
    g_autoptr(GBytes) bytes =
        sw_template_read(NAME, base->loaded_with.templates, NULL);
    gsize length;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
    return text != NULL ? sw_json_parse(text, length, NAME, true, d) : NULL;
}

bool sw_resolved_check(const sw_pilot *base, const sw_json *resolved,
                       sw_diagnostics *d)
{
    sw_json *schema = read_schema(base, d);
    bool ok =
        schema != NULL && sw_schema_check(schema, resolved, base->path, d);
    sw_json_free(schema);
    return ok;
}

bool sw_variant_check(const sw_pilot *base, const sw_scenario *scenario,
                      sw_diagnostics *d)
{
    sw_json *trial = sw_json_copy_without(base->resolved, "scenarios");
    bool ok = apply(trial, scenario, base->path, d) &&
              sw_resolved_check(base, trial, d);
    sw_json_free(trial);
    return ok;
}

static void bind(sw_pilot *p, const sw_pilot *base, sw_diagnostics *d)
{
    sw_load load = {.pilot = p,
                    .root = p->resolved,
                    .file = p->path,
                    .opts = &base->loaded_with,
                    .d = d,
                    .without_files = true};
    sw_load_settings(&load);
    sw_load_policy(&load);
    sw_load_assumptions(&load);
    p->n_rates = base->n_rates;
    p->rates = g_memdup2(base->rates, base->n_rates * sizeof *base->rates);
    p->seats_held = g_memdup2(base->seats_held,
                              base->n_contracts * sizeof *base->seats_held);
    sw_load_contract(&load);
    sw_load_meters(&load);
    take_over_data(&load, base);
    take_over_invoices(p, base);
    sw_check_contracts(&load);
    if (!wages_come_from_files(base))
        sw_load_hourly_cost(&load);
    p->measures_time = base->measures_time;
    sw_load_lines(&load);
    sw_load_alternatives(&load);
    sw_load_correlations(&load);
    sw_load_extension(&load);
    sw_check_pilot(&load);
}

/* The pilot, or NULL where this run of the loaders found errors. */
static sw_pilot *checked(sw_pilot *p, const sw_diagnostics *d, size_t errors)
{
    if (sw_diagnostics_count(d, SW_ERROR) == errors)
        return p;
    sw_pilot_free(p);
    return NULL;
}

sw_pilot *sw_pilot_on(const sw_pilot *base, sw_json *resolved,
                      sw_diagnostics *d)
{
    size_t errors = sw_diagnostics_count(d, SW_ERROR);
    sw_pilot *p = sw_pilot_new(base->path);
    p->resolved = resolved;
    p->language = sw_language_share(base->language);
    bind(p, base, d);
    return checked(p, d, errors);
}

sw_pilot *sw_pilot_variant(const sw_pilot *base, const sw_scenario *scenario,
                           sw_diagnostics *d)
{
    sw_json *resolved = sw_json_copy_without(base->resolved, "scenarios");
    if (apply(resolved, scenario, base->path, d))
        return sw_pilot_on(base, resolved, d);
    sw_json_free(resolved);
    return NULL;
}
