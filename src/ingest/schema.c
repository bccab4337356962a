#include "ingest/schema_check.h"

#include <math.h>
#include <string.h>

enum { MAX_REFS = 16 };

const sw_json *sw_schema_resolve(const sw_json *root, const char *ref)
{
    static const char prefix[] = "#/$defs/";
    if (strncmp(ref, prefix, sizeof prefix - 1) != 0)
        return NULL;
    return sw_json_member(sw_json_member(root, "$defs"),
                          ref + sizeof prefix - 1);
}

bool sw_schema_has_type(const char *name, const sw_json *value)
{
    switch (value->type) {
    case SW_JSON_NULL:
        return strcmp(name, "null") == 0;
    case SW_JSON_BOOLEAN:
        return strcmp(name, "boolean") == 0;
    case SW_JSON_NUMBER:
        return strcmp(name, "number") == 0 ||
               (strcmp(name, "integer") == 0 &&
                !(fabs(value->number - nearbyint(value->number)) > 0.0));
    case SW_JSON_STRING:
        return strcmp(name, "string") == 0;
    case SW_JSON_ARRAY:
        return strcmp(name, "array") == 0;
    case SW_JSON_OBJECT:
        return strcmp(name, "object") == 0;
    }
    return false;
}

static bool equal(const sw_json *a, const sw_json *b);

static bool equal_items(const sw_json *a, const sw_json *b)
{
    if (a->n_items != b->n_items)
        return false;
    for (size_t i = 0; i < a->n_items; i++) {
        const sw_json *other = a->type == SW_JSON_OBJECT
                                   ? sw_json_member(b, a->items[i]->key)
                                   : b->items[i];
        if (other == NULL || !equal(a->items[i], other))
            return false;
    }
    return true;
}

static bool equal(const sw_json *a, const sw_json *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case SW_JSON_NULL:
        return true;
    case SW_JSON_BOOLEAN:
        return a->boolean == b->boolean;
    case SW_JSON_NUMBER:
        return !(fabs(a->number - b->number) > 0.0);
    case SW_JSON_STRING:
        return strcmp(a->string, b->string) == 0;
    case SW_JSON_ARRAY:
    case SW_JSON_OBJECT:
        return equal_items(a, b);
    }
    return false;
}

/* How a type is asked for, in words. */
static const char *asked_for(const sw_json *type)
{
    static const char *const words[][2] = {{"object", "an object"},
                                           {"array", "an array"},
                                           {"string", "a text"},
                                           {"number", "a number"},
                                           {"boolean", "true or false"},
                                           {"integer", "a whole number"},
                                           {"null", "null"}};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(type->string, words[i][0]) == 0)
            return words[i][1];
    return "something else";
}

static char *asked_for_types(const sw_json *type)
{
    if (type->type == SW_JSON_STRING)
        return g_strdup(asked_for(type));
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < type->n_items; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? " or " : "",
                               asked_for(type->items[i]));
    return g_string_free(out, FALSE);
}

static void report_type(sw_schema_run *run, const sw_json *type,
                        const sw_json *value, sw_schema_words words)
{
    g_autofree char *asked = asked_for_types(type);
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *brief = sw_schema_brief(value);
    g_autofree char *remedy = sw_schema_is_quoted(value)
                                  ? g_strdup("write it without quotes")
                                  : sw_schema_remedy(words.description);
    const char *title = words.title;
    sw_schema_error(
        run, "wrong-type", value, remedy, "%s must be %s%s%s, is %s", name,
        asked, title != NULL ? ": " : "", title != NULL ? title : "", brief);
}

static bool check_type(sw_schema_run *run, const sw_json *schema,
                       const sw_json *value, sw_schema_words words)
{
    const sw_json *type = sw_json_member(schema, "type");
    if (type == NULL)
        return true;
    if (type->type == SW_JSON_STRING && sw_schema_has_type(type->string, value))
        return true;
    for (size_t i = 0; i < type->n_items; i++)
        if (sw_schema_has_type(type->items[i]->string, value))
            return true;
    report_type(run, type, value, words);
    return false;
}

static void report_enum(sw_schema_run *run, const sw_json *choices,
                        const sw_json *value)
{
    GString *list = g_string_new(NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < choices->n_items; i++) {
        g_autofree char *brief = sw_schema_brief(choices->items[i]);
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", brief);
        if (choices->items[i]->type == SW_JSON_STRING)
            g_ptr_array_add(names, choices->items[i]->string);
    }
    const char *near =
        value->type != SW_JSON_STRING
            ? NULL
            : sw_nearest_name(value->string, (const char *const *)names->pdata,
                              names->len);
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *brief = sw_schema_brief(value);
    g_autofree char *remedy =
        near != NULL ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    sw_schema_error(run, "not-a-choice", value, remedy,
                    "%s is %s, must be one of %s", name, brief, list->str);
    g_string_free(list, TRUE);
}

static void check_choices(sw_schema_run *run, const sw_json *schema,
                          const sw_json *value, sw_schema_words words)
{
    const sw_json *choices = sw_json_member(schema, "enum");
    bool found = choices == NULL;
    for (size_t i = 0; !found && i < choices->n_items; i++)
        found = equal(choices->items[i], value);
    if (!found)
        report_enum(run, choices, value);
    const sw_json *only = sw_json_member(schema, "const");
    if (only == NULL || equal(only, value))
        return;
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *brief = sw_schema_brief(value);
    g_autofree char *wanted = sw_schema_brief(only);
    g_autofree char *remedy = sw_schema_remedy(words.description);
    sw_schema_error(run, "not-a-choice", value, remedy, "%s is %s, must be %s",
                    name, brief, wanted);
}

static void check_count(sw_schema_run *run, const sw_json *schema,
                        const sw_json *value, sw_schema_words words)
{
    bool is_array = value->type == SW_JSON_ARRAY;
    const sw_json *least =
        sw_json_member(schema, is_array ? "minItems" : "minProperties");
    const sw_json *most =
        sw_json_member(schema, is_array ? "maxItems" : "maxProperties");
    double n = (double)value->n_items;
    bool few = least != NULL && n < least->number;
    bool many = most != NULL && n > most->number;
    if (!few && !many)
        return;
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *remedy = sw_schema_remedy(words.description);
    if (words.title != NULL && is_array)
        sw_schema_error(run, "wrong-count", value, remedy,
                        "%s needs %s, has %zu", name, words.title,
                        value->n_items);
    else
        sw_schema_error(run, "wrong-count", value, remedy,
                        "%s has %zu %s, must have %s %.0f", name,
                        value->n_items, is_array ? "elements" : "keys",
                        few ? "at least" : "at most",
                        few ? least->number : most->number);
}

static void check_unique(sw_schema_run *run, const sw_json *schema,
                         const sw_json *value)
{
    const sw_json *unique = sw_json_member(schema, "uniqueItems");
    if (unique == NULL || !unique->boolean)
        return;
    for (size_t i = 0; i < value->n_items; i++)
        for (size_t j = 0; j < i; j++)
            if (equal(value->items[i], value->items[j])) {
                g_autofree char *name = sw_schema_name(value->items[i]);
                sw_schema_error(run, "repeated", value->items[i],
                                "remove one of them",
                                "%s is the same as element %zu", name, j);
                break;
            }
}

static void check_array(sw_schema_run *run, const sw_json *schema,
                        const sw_json *value, sw_schema_words words)
{
    const sw_json *prefix = sw_json_member(schema, "prefixItems");
    const sw_json *items = sw_json_member(schema, "items");
    const sw_schema_words none = {NULL, NULL};
    size_t n_prefix = prefix == NULL ? 0 : prefix->n_items;
    check_count(run, schema, value, words);
    check_unique(run, schema, value);
    for (size_t i = 0; i < value->n_items; i++) {
        const sw_json *s = i < n_prefix ? prefix->items[i] : items;
        if (s != NULL)
            sw_schema_value(run, s, value->items[i], none);
    }
}

static void report_unknown(sw_schema_run *run, const sw_json *schema,
                           const sw_json *member)
{
    const sw_json *p = sw_json_member(schema, "properties");
    const char *kind = sw_member_text(schema, "title");
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (size_t i = 0; p != NULL && i < p->n_items; i++)
        g_ptr_array_add(known, p->items[i]->key);
    sw_schema_unknown_key(run, member, kind != NULL ? kind : "key", known,
                          schema);
}

static void check_object(sw_schema_run *run, const sw_json *schema,
                         const sw_json *value, sw_schema_words words)
{
    const sw_json *properties = sw_json_member(schema, "properties");
    const sw_json *others = sw_json_member(schema, "additionalProperties");
    const sw_json *required = sw_json_member(schema, "required");
    const sw_schema_words none = {NULL, NULL};
    check_count(run, schema, value, words);
    for (size_t i = 0; required != NULL && i < required->n_items; i++)
        if (sw_json_member(value, required->items[i]->string) == NULL)
            sw_schema_missing_key(run, value, required->items[i]->string,
                                  schema);
    for (size_t i = 0; i < value->n_items; i++) {
        const sw_json *item = value->items[i];
        const sw_json *s = sw_json_member(properties, item->key);
        if (s == NULL && others != NULL && others->type == SW_JSON_BOOLEAN &&
            !others->boolean)
            report_unknown(run, schema, item);
        else if (s == NULL && others != NULL)
            s = others;
        if (s != NULL)
            sw_schema_value(run, s, item, none);
    }
}

static void check_combined(sw_schema_run *run, const sw_json *schema,
                           const sw_json *value, sw_schema_words words)
{
    const char *ref = sw_member_text(schema, "$ref");
    if (ref != NULL && run->refs < MAX_REFS) {
        run->refs++;
        sw_schema_value(run, sw_schema_resolve(run->root, ref), value, words);
        run->refs--;
    }
    const sw_json *all = sw_json_member(schema, "allOf");
    for (size_t i = 0; all != NULL && i < all->n_items; i++)
        sw_schema_value(run, all->items[i], value, words);
    const sw_json *any = sw_json_member(schema, "anyOf");
    if (any != NULL)
        sw_schema_choice(run, any, false, value, words);
    const sw_json *one = sw_json_member(schema, "oneOf");
    if (one != NULL)
        sw_schema_choice(run, one, true, value, words);
}

void sw_schema_value(sw_schema_run *run, const sw_json *schema,
                     const sw_json *value, sw_schema_words words)
{
    if (schema == NULL || schema->type != SW_JSON_OBJECT)
        return;
    words = sw_schema_say(schema, words);
    if (!check_type(run, schema, value, words))
        return;
    check_choices(run, schema, value, words);
    sw_schema_scalar(run, schema, value, words);
    int refs = run->refs;
    run->refs = 0;
    if (value->type == SW_JSON_ARRAY)
        check_array(run, schema, value, words);
    if (value->type == SW_JSON_OBJECT)
        check_object(run, schema, value, words);
    run->refs = refs;
    check_combined(run, schema, value, words);
}

bool sw_schema_check(const sw_json *schema, const sw_json *value,
                     const char *file, sw_diagnostics *d)
{
    sw_schema_run run = {.root = schema, .file = file, .d = d};
    sw_schema_keywords(&run, schema);
    if (run.errors == 0)
        sw_schema_value(&run, schema, value, (sw_schema_words){NULL, NULL});
    return run.errors == 0;
}
