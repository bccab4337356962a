/* stored.c - a pilot out of the models of results */
#include "pilot/stored.h"

#include <math.h>
#include <string.h>

#include "pilot/load.h"
#include "pilot/variant.h"

/* ---- which part a value belongs to ---- */

typedef struct part_of_key {
    const char *key;
    sw_model_part part;
} part_of_key;

/* Members of pilot.json, dotted ones first; what is not named is data. */
static const part_of_key MEMBERS[] = {
    {"pilot.start", SW_PART_TIME},
    {"pilot.end", SW_PART_TIME},
    {"pilot.eligible_population", SW_PART_POPULATION},
    {"as_of", SW_PART_TIME},
    {"roster", SW_PART_POPULATION},
    {"seats", SW_PART_POPULATION},
    {"assumptions", SW_PART_ASSUMPTIONS},
    {"benefits", SW_PART_ASSUMPTIONS},
    {"costs", SW_PART_ASSUMPTIONS},
    {"exit_cost", SW_PART_ASSUMPTIONS},
    {"risks", SW_PART_ASSUMPTIONS},
    {"correlations", SW_PART_ASSUMPTIONS},
    {"contract", SW_PART_CONTRACT},
    {"contracts", SW_PART_CONTRACT},
    {"co_terminate", SW_PART_CONTRACT},
    {"currency", SW_PART_CONTRACT},
    {"alternatives", SW_PART_CONTRACT},
    {"renegotiation", SW_PART_CONTRACT},
    {"actuals", SW_PART_CONTRACT},
    {"policy", SW_PART_POLICY},
    {"privacy", SW_PART_POLICY},
    {"simulation", SW_PART_POLICY},
    {"extension", SW_PART_POLICY},
};

static sw_model_part part_of_member(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MEMBERS); i++)
        if (strcmp(MEMBERS[i].key, key) == 0)
            return MEMBERS[i].part;
    return SW_PART_DATA;
}

static bool is_from_files(const sw_json *input)
{
    const char *provenance = sw_member_text(input, "provenance");
    return provenance != NULL && (strcmp(provenance, "measured") == 0 ||
                                  strcmp(provenance, "survey") == 0);
}

/* An assumption that a file gives belongs to the data, and wages of the roster
 * to the population. */
sw_model_part sw_stored_input_part(const sw_json *input)
{
    const char *key = sw_member_text(input, "key");
    gsize head = key == NULL ? 0 : strcspn(key, ".[");
    g_autofree char *member = g_strndup(key, head);
    if (key == NULL)
        return SW_PART_DATA;
    if (strcmp(key, "assumptions.hourly_cost") == 0 && is_from_files(input))
        return SW_PART_POPULATION;
    sw_model_part part = part_of_member(member);
    return part == SW_PART_ASSUMPTIONS && is_from_files(input) ? SW_PART_DATA
                                                               : part;
}

/* ---- reading ---- */

static void append(sw_json *object, const sw_json *member)
{
    sw_json *copy = sw_json_copy(member);
    copy->parent = object;
    object->items = g_renew(sw_json *, object->items, object->n_items + 1);
    object->items[object->n_items++] = copy;
}

static void mark_default(sw_json *v)
{
    v->origin = SW_JSON_DEFAULT;
    for (size_t i = 0; i < v->n_items; i++)
        mark_default(v->items[i]);
}

/* A copy of a model's pilot.json whose defaults are marked as such again. */
static sw_json *written(const sw_json *model)
{
    sw_json *root = sw_json_copy(sw_json_member(model, "pilot"));
    const sw_json *defaults = sw_json_member(model, "defaults");
    for (size_t i = 0; root != NULL && i < sw_json_length(defaults); i++) {
        const char *path = defaults->items[i]->string;
        const sw_json *v = path != NULL ? sw_json_at(root, path) : NULL;
        sw_json *parent = v != NULL ? v->parent : NULL;
        for (size_t k = 0; parent != NULL && k < parent->n_items; k++)
            if (parent->items[k] == v)
                mark_default(parent->items[k]);
    }
    return root;
}

/* Members of `from` whose part it is; `under` is "pilot." or empty. */
static void take_members(sw_json *to, const sw_json *from, const char *under,
                         sw_model_part part)
{
    for (size_t i = 0; from != NULL && i < from->n_items; i++) {
        const sw_json *member = from->items[i];
        g_autofree char *key = g_strconcat(under, member->key, NULL);
        if (part_of_member(key) == part && strcmp(key, "pilot") != 0 &&
            strcmp(key, "scenarios") != 0 && strcmp(key, "previous") != 0)
            append(to, member);
    }
}

static sw_json *new_object(const char *key)
{
    sw_json *v = g_new0(sw_json, 1);
    v->type = SW_JSON_OBJECT;
    v->key = g_strdup(key);
    return v;
}

static sw_json *join_parts(const sw_json *const model[SW_PARTS])
{
    sw_json *root = new_object(NULL), *pilot = new_object("pilot");
    for (int part = 0; part < SW_PARTS; part++) {
        sw_json *own = written(model[part]);
        take_members(root, own, "", (sw_model_part)part);
        take_members(pilot, sw_json_member(own, "pilot"), "pilot.",
                     (sw_model_part)part);
        sw_json_free(own);
    }
    append(root, pilot);
    sw_json_free(pilot);
    return root;
}

static sw_day day_of(const sw_json *object, const char *key)
{
    const char *text = sw_member_text(object, key);
    sw_day day;
    return text != NULL && sw_date_parse(&day, text) ? day : SW_DAY_NONE;
}

static void set_code(char to[4], const char *code)
{
    g_strlcpy(to, code != NULL ? code : "", 4);
}

static void read_rates(sw_pilot *base, const sw_json *list)
{
    base->n_rates = sw_json_length(list);
    base->rates = g_new0(sw_rate, base->n_rates + 1);
    for (size_t i = 0; i < base->n_rates; i++) {
        base->rates[i].day = day_of(list->items[i], "date");
        base->rates[i].rate = sw_member_number(list->items[i], "rate");
        set_code(base->rates[i].currency,
                 sw_member_text(list->items[i], "currency"));
    }
}

/* Those of contracts that are there. */
static void read_invoices(sw_pilot *base, const sw_json *list)
{
    base->invoices = g_new0(sw_invoice_paid, sw_json_length(list) + 1);
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const sw_json *v = list->items[i];
        double contract = sw_member_number(v, "contract");
        if (!(contract >= 0.0 && contract < (double)base->n_contracts))
            continue;
        sw_invoice_paid *to = &base->invoices[base->n_invoices++];
        *to = (sw_invoice_paid){.contract = (size_t)contract,
                                .date = day_of(v, "date"),
                                .from = day_of(v, "from"),
                                .to = day_of(v, "to"),
                                .seats = sw_member_number(v, "seats"),
                                .amount = sw_member_number(v, "amount")};
        set_code(to->currency, sw_member_text(v, "currency"));
    }
}

static void read_meter(sw_pilot *base, sw_meter *m, const sw_json *v)
{
    const sw_json *months = sw_json_member(v, "months");
    const sw_json *groups = sw_json_member(v, "groups");
    const char *file = sw_member_text(v, "file");
    const char *cv = sw_member_text(v, "cv");
    const char *over = sw_member_text(v, "over_share");
    m->file = file != NULL ? g_string_chunk_insert(base->text, file) : NULL;
    m->n_months = sw_json_length(months);
    m->months = g_new0(sw_metered_month, m->n_months + 1);
    for (size_t i = 0; i < m->n_months; i++)
        m->months[i] = (sw_metered_month){
            .month = day_of(months->items[i], "month"),
            .units = sw_member_number(months->items[i], "units"),
            .amount = sw_member_number(months->items[i], "amount")};
    m->first = MIN((size_t)sw_member_int(v, "first", 0), m->n_months);
    m->last = MIN((size_t)sw_member_int(v, "last", 0), m->n_months);
    m->n_groups = sw_json_length(groups);
    m->groups = g_new0(sw_meter_group, m->n_groups + 1);
    for (size_t i = 0; i < m->n_groups; i++)
        m->groups[i] = (sw_meter_group){
            sw_member_number(groups->items[i], "units"),
            (size_t)sw_member_int(groups->items[i], "people", 0)};
    m->cv = cv != NULL ? sw_inputs_find(&base->inputs, cv) : SIZE_MAX;
    m->over_share =
        over != NULL ? sw_inputs_find(&base->inputs, over) : SIZE_MAX;
}

static void read_meters(sw_pilot *base, const sw_json *list)
{
    base->n_meters = sw_json_length(list);
    base->meters = g_new0(sw_meter, base->n_meters + 1);
    for (size_t i = 0; i < base->n_meters; i++)
        read_meter(base, &base->meters[i], list->items[i]);
}

/* A contract that the old roster knows nothing of is held as the last one. */
static void read_contracts(sw_pilot *base, const sw_json *root,
                           const sw_json *held)
{
    const sw_json *list = sw_json_member(root, "contracts");
    size_t known = sw_json_length(held);
    base->n_contracts = list != NULL ? sw_json_length(list) : 1;
    base->contracts = g_new0(sw_contract, base->n_contracts + 1);
    base->seats_held = g_new0(double, base->n_contracts + 1);
    for (size_t k = 0; k < base->n_contracts; k++) {
        base->contracts[k].index = k;
        base->seats_held[k] =
            known == 0 ? NAN : held->items[MIN(k, known - 1)]->number;
    }
}

void sw_input_restore(sw_input *to, const sw_json *input)
{
    const char *provenance = sw_member_text(input, "provenance");
    sw_distribution d;
    if (!sw_distribution_stored(&d, sw_json_member(input, "distribution"),
                                sw_member_number(input, "value"),
                                sw_member_number(input, "sd"))) {
        sw_input_forget(to);
        return;
    }
    sw_provenance p = SW_ASSUMPTION;
    for (int i = 0; i < SW_PROVENANCE_N; i++)
        if (g_strcmp0(provenance, sw_provenance_name((sw_provenance)i)) == 0)
            p = (sw_provenance)i;
    sw_input_define(to, d, p);
}

/* Every input of a part that files or pilot.json gave, not evidence. */
static void take_inputs(sw_inputs *to, const sw_json *model, sw_model_part part,
                        bool adds)
{
    const sw_json *list = sw_json_member(model, "inputs");
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const sw_json *v = list->items[i];
        const char *key = sw_member_text(v, "key");
        if (key == NULL || sw_stored_input_part(v) != part ||
            sw_member_flag(v, "estimated", false))
            continue;
        size_t id = sw_inputs_find(to, key);
        if (id == SIZE_MAX && adds)
            id = sw_inputs_add(to, key, "", SW_UNIT_COUNT);
        if (id != SIZE_MAX)
            sw_input_restore(sw_inputs_at(to, id), v);
    }
}

/* What files say wins over what pilot.json does. */
static void take_all_inputs(sw_inputs *to, const sw_json *const model[SW_PARTS],
                            bool adds)
{
    static const sw_model_part ORDER[SW_PARTS] = {
        SW_PART_TIME,   SW_PART_ASSUMPTIONS, SW_PART_CONTRACT,
        SW_PART_POLICY, SW_PART_DATA,        SW_PART_POPULATION};
    for (int i = 0; i < SW_PARTS; i++)
        take_inputs(to, model[ORDER[i]], ORDER[i], adds);
}

/* What a variant takes over from its base, of these models' files. */
static sw_pilot *base_of(const sw_json *const model[SW_PARTS],
                         const sw_json *root, const char *name)
{
    sw_pilot *base = sw_pilot_new(name);
    const sw_json *population =
        sw_json_member(model[SW_PART_POPULATION], "files");
    const sw_json *data = sw_json_member(model[SW_PART_DATA], "files");
    const sw_json *contract = sw_json_member(model[SW_PART_CONTRACT], "files");
    take_all_inputs(&base->inputs, model, true);
    base->measures_time = sw_member_flag(data, "measures_time", false);
    read_contracts(base, root, sw_json_member(population, "seats_held"));
    read_rates(base, sw_json_member(contract, "rates"));
    read_invoices(base, sw_json_member(contract, "invoices"));
    read_meters(base, sw_json_member(data, "meters"));
    return base;
}

static bool is_complete(const sw_json *const model[SW_PARTS], const char *name,
                        sw_diagnostics *d)
{
    for (int part = 0; part < SW_PARTS; part++) {
        const sw_json *files = sw_json_member(model[part], "files");
        const char *why =
            files == NULL ? "it was made before results kept their files' sums"
                          : sw_member_text(files, "incomplete");
        if (why == NULL)
            continue;
        sw_diagnose(d, SW_ERROR, "model-incomplete", (sw_place){.file = name},
                    "evaluate its inputs again",
                    "the result cannot be evaluated again: %s", why);
        return false;
    }
    return true;
}

sw_pilot *sw_pilot_stored(const sw_json *const model[SW_PARTS],
                          const char *name, sw_diagnostics *d)
{
    if (!is_complete(model, name, d))
        return NULL;
    sw_json *root = join_parts(model);
    sw_pilot *base = base_of(model, root, name);
    sw_pilot *p = NULL;
    if (sw_resolved_check(base, root, d))
        p = sw_pilot_on(base, root, d);
    else
        sw_json_free(root);
    sw_pilot_free(base);
    if (p == NULL)
        return NULL;
    take_all_inputs(&p->inputs, model, false);
    const sw_json *files = sw_json_member(model[SW_PART_DATA], "files");
    const sw_json *previous = sw_json_member(files, "previous");
    if (previous != NULL && previous->type == SW_JSON_OBJECT)
        p->previous = sw_json_copy(previous);
    return p;
}
