/* anyOf and oneOf: which of the branches did the user mean? */
#include "ingest/schema_check.h"

#include <string.h>

enum { MAX_REFS = 16 };

/* The schema itself, behind as many $ref as there are. */
static const sw_json *behind_refs(const sw_json *root, const sw_json *schema)
{
    for (int i = 0; i < MAX_REFS && schema != NULL; i++) {
        const char *ref = sw_member_text(schema, "$ref");
        if (ref == NULL)
            return schema;
        schema = sw_schema_resolve(root, ref);
    }
    return schema;
}

/* Appends the branches, and those of branches that are choices themselves. */
static void add_leaves(const sw_json *root, const sw_json *branches,
                       GPtrArray *leaves, int depth)
{
    for (size_t i = 0; i < branches->n_items; i++) {
        const sw_json *leaf = behind_refs(root, branches->items[i]);
        const sw_json *inner = sw_json_member(leaf, "anyOf");
        if (inner == NULL)
            inner = sw_json_member(leaf, "oneOf");
        if (leaf == NULL)
            continue;
        if (inner != NULL && sw_json_member(leaf, "type") == NULL &&
            depth < MAX_REFS)
            add_leaves(root, inner, leaves, depth + 1);
        else
            g_ptr_array_add(leaves, (gpointer)leaf);
    }
}

static bool takes_type(const sw_json *leaf, const sw_json *value)
{
    const sw_json *type = sw_json_member(leaf, "type");
    if (type == NULL)
        return true;
    if (type->type == SW_JSON_STRING)
        return sw_schema_has_type(type->string, value);
    for (size_t i = 0; i < type->n_items; i++)
        if (sw_schema_has_type(type->items[i]->string, value))
            return true;
    return false;
}

static int shared_keys(const sw_json *leaf, const sw_json *value)
{
    const sw_json *properties = sw_json_member(leaf, "properties");
    const sw_json *required = sw_json_member(leaf, "required");
    int n = 0;
    for (size_t i = 0; i < value->n_items; i++)
        if (sw_json_member(properties, value->items[i]->key) != NULL)
            n += 2;
    for (size_t i = 0; required != NULL && i < required->n_items; i++)
        if (sw_json_member(value, required->items[i]->string) != NULL)
            n++;
    return n;
}

/* The leaf that shares most with the value; NULL if none takes its type. */
static const sw_json *meant(const GPtrArray *leaves, const sw_json *value,
                            int *shared)
{
    const sw_json *best = NULL;
    *shared = -1;
    for (guint i = 0; i < leaves->len; i++) {
        const sw_json *leaf = leaves->pdata[i];
        if (!takes_type(leaf, value))
            continue;
        int n = value->type == SW_JSON_OBJECT ? shared_keys(leaf, value) : 0;
        if (n > *shared) {
            *shared = n;
            best = leaf;
        }
    }
    return best;
}

static const char *type_words(const char *type)
{
    if (strcmp(type, "object") == 0)
        return "an object";
    if (strcmp(type, "array") == 0)
        return "an array";
    if (strcmp(type, "string") == 0)
        return "a text";
    if (strcmp(type, "boolean") == 0)
        return "true or false";
    if (strcmp(type, "integer") == 0)
        return "a whole number";
    return strcmp(type, "null") == 0 ? "null" : "a number";
}

static void add_name(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (strcmp(names->pdata[i], name) == 0)
            return;
    g_ptr_array_add(names, (gpointer)name);
}

static void report_types(sw_schema_run *run, const GPtrArray *leaves,
                         const sw_json *value, sw_schema_words words)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < leaves->len; i++) {
        const char *type = sw_member_text(leaves->pdata[i], "type");
        if (type != NULL)
            add_name(names, type_words(type));
    }
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(" or ", (char **)names->pdata);
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *brief = sw_schema_brief(value);
    g_autofree char *remedy = sw_schema_is_quoted(value)
                                  ? g_strdup("write it without quotes")
                                  : sw_schema_remedy(words.description);
    sw_schema_error(run, "wrong-type", value, remedy, "%s must be %s, is %s",
                    name, list, brief);
}

/* Every key that some branch knows. */
static GPtrArray *all_keys(const GPtrArray *leaves)
{
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < leaves->len; i++) {
        const sw_json *p = sw_json_member(leaves->pdata[i], "properties");
        for (size_t k = 0; p != NULL && k < p->n_items; k++)
            add_name(keys, p->items[k]->key);
    }
    return keys;
}

/* Branches that say no more than which key must be there. */
static bool only_required(const GPtrArray *leaves)
{
    for (guint i = 0; i < leaves->len; i++) {
        const sw_json *leaf = leaves->pdata[i];
        if (sw_json_member(leaf, "required") == NULL ||
            sw_json_member(leaf, "properties") != NULL)
            return false;
    }
    return leaves->len > 0;
}

static void report_required(sw_schema_run *run, const GPtrArray *leaves,
                            const sw_json *value, bool too_many)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < leaves->len; i++)
        add_name(
            names,
            sw_json_member(leaves->pdata[i], "required")->items[0]->string);
    g_ptr_array_add(names, NULL);
    g_autofree char *list =
        g_strjoinv(too_many ? "\" and \"" : "\" or \"", (char **)names->pdata);
    g_autofree char *name = sw_schema_name(value);
    if (too_many)
        sw_schema_error(run, "conflicting-keys", value, "give one of them",
                        "%s has both \"%s\"", name, list);
    else
        sw_schema_error(run, "missing-key", value, NULL, "%s needs \"%s\"",
                        name, list);
}

static size_t count_passing(sw_schema_run *run, const sw_json *branches,
                            bool exactly_one, const sw_json *value)
{
    size_t passing = 0;
    for (size_t i = 0; i < branches->n_items; i++) {
        sw_schema_run trial = {
            .root = run->root, .file = run->file, .refs = run->refs};
        sw_schema_value(&trial, branches->items[i], value,
                        (sw_schema_words){NULL, NULL});
        passing += trial.errors == 0;
        if (passing > 0 && !exactly_one)
            break;
    }
    return passing;
}

static void report_unknown(sw_schema_run *run, const GPtrArray *leaves,
                           const sw_json *value, sw_schema_words words)
{
    g_autoptr(GPtrArray) keys = all_keys(leaves);
    const char *kind = words.title != NULL ? words.title : "key";
    for (size_t i = 0; i < value->n_items; i++)
        sw_schema_unknown_key(run, value->items[i], kind, keys, NULL);
}

void sw_schema_choice(sw_schema_run *run, const sw_json *branches,
                      bool exactly_one, const sw_json *value,
                      sw_schema_words words)
{
    size_t passing = count_passing(run, branches, exactly_one, value);
    if (passing == 1 || (passing > 1 && !exactly_one))
        return;
    if (run->d == NULL) {
        run->errors++;
        return;
    }
    g_autoptr(GPtrArray) leaves = g_ptr_array_new();
    add_leaves(run->root, branches, leaves, 0);
    int shared;
    const sw_json *best = meant(leaves, value, &shared);
    size_t before = run->errors;
    if (only_required(leaves))
        report_required(run, leaves, value, passing > 1);
    else if (best == NULL)
        report_types(run, leaves, value, words);
    else if (value->type == SW_JSON_OBJECT && value->n_items > 0 && shared == 0)
        report_unknown(run, leaves, value, words);
    else
        sw_schema_value(run, best, value, words);
    if (run->errors == before) /* two branches hold where one may */
        sw_schema_error(run, "ambiguous", value, NULL,
                        "this can be read in two ways");
}
