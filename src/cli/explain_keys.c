#include "cli/explain_keys.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/schema_check.h"

/* Definitions may hold themselves; no key of a pilot is as deep. */
enum { DEEPEST = 24 };

typedef struct walk {
    const sw_json *root;
    GHashTable *seen; /* of path and text */
    GPtrArray *keys;
} walk;

static const char *const CHOICES[] = {"anyOf", "oneOf", "allOf"};

static void free_key(gpointer data)
{
    sw_pilot_key *key = data;
    g_free(key->path);
    g_free(key);
}

static const sw_json *referred(const walk *w, const sw_json *node)
{
    const char *ref = sw_member_text(node, "$ref");
    return ref == NULL ? NULL : sw_schema_resolve(w->root, ref);
}

/* The text of a property wins over those of what it refers to. */
static const char *description(const walk *w, const sw_json *node, int depth)
{
    if (node == NULL || depth > DEEPEST)
        return NULL;
    const char *says = sw_member_text(node, "description");
    if (says == NULL)
        says = description(w, referred(w, node), depth + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(CHOICES) && says == NULL; i++) {
        const sw_json *each = sw_json_member(node, CHOICES[i]);
        for (size_t k = 0; each != NULL && k < each->n_items && says == NULL;
             k++)
            says = description(w, each->items[k], depth + 1);
    }
    return says;
}

static void add_key(walk *w, const char *path, const char *says)
{
    char *id = g_strconcat(path, "\n", says, NULL);
    if (!g_hash_table_add(w->seen, id))
        return;
    sw_pilot_key *key = g_new0(sw_pilot_key, 1);
    key->path = g_strdup(path);
    key->says = says;
    g_ptr_array_add(w->keys, key);
}

static void visit(walk *w, const sw_json *node, const char *path, int depth);

static void visit_properties(walk *w, const sw_json *node, const char *path,
                             int depth)
{
    const sw_json *all = sw_json_member(node, "properties");
    for (size_t i = 0; all != NULL && i < all->n_items; i++) {
        const sw_json *one = all->items[i];
        g_autofree char *below = *path == '\0'
                                     ? g_strdup(one->key)
                                     : g_strdup_printf("%s.%s", path, one->key);
        const char *says = description(w, one, 0);
        /* Without a text a property only narrows what it refers to. */
        if (says != NULL)
            add_key(w, below, says);
        visit(w, one, below, depth);
    }
}

static void visit(walk *w, const sw_json *node, const char *path, int depth)
{
    if (node == NULL || node->type != SW_JSON_OBJECT || depth > DEEPEST)
        return;
    visit_properties(w, node, path, depth + 1);
    visit(w, referred(w, node), path, depth + 1);
    visit(w, sw_json_member(node, "items"), path, depth + 1);
    visit(w, sw_json_member(node, "additionalProperties"), path, depth + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(CHOICES); i++) {
        const sw_json *each = sw_json_member(node, CHOICES[i]);
        for (size_t k = 0; each != NULL && k < each->n_items; k++)
            visit(w, each->items[k], path, depth + 1);
    }
}

GPtrArray *sw_pilot_keys(const sw_json *schema)
{
    walk w = {
        .root = schema,
        .seen = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL),
        .keys = g_ptr_array_new_with_free_func(free_key)};
    visit(&w, schema, "", 0);
    g_hash_table_unref(w.seen);
    return w.keys;
}
