#include "ingest/json_tree.h"

#include <glib.h>
#include <string.h>

void sw_json_free(sw_json *v)
{
    if (v == NULL)
        return;
    for (size_t i = 0; i < v->n_items; i++)
        sw_json_free(v->items[i]);
    g_free(v->items);
    g_free(v->key);
    g_free(v->string);
    g_free(v);
}

sw_json *sw_json_copy(const sw_json *v)
{
    if (v == NULL)
        return NULL;
    sw_json *copy = g_new(sw_json, 1);
    *copy = *v;
    copy->parent = NULL;
    copy->key = g_strdup(v->key);
    copy->string = g_strdup(v->string);
    copy->items = g_new(sw_json *, v->n_items);
    for (size_t i = 0; i < v->n_items; i++) {
        copy->items[i] = sw_json_copy(v->items[i]);
        copy->items[i]->parent = copy;
    }
    return copy;
}

sw_json *sw_json_copy_without(const sw_json *v, const char *key)
{
    sw_json kept = *v;
    kept.items = g_new(sw_json *, v->n_items);
    kept.n_items = 0;
    for (size_t i = 0; i < v->n_items; i++)
        if (strcmp(v->items[i]->key, key) != 0)
            kept.items[kept.n_items++] = v->items[i];
    sw_json *copy = sw_json_copy(&kept);
    g_free(kept.items);
    return copy;
}

const sw_json *sw_json_member(const sw_json *v, const char *key)
{
    if (v == NULL || v->type != SW_JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < v->n_items; i++)
        if (strcmp(v->items[i]->key, key) == 0)
            return v->items[i];
    return NULL;
}

const char *sw_member_text(const sw_json *v, const char *key)
{
    const sw_json *m = sw_json_member(v, key);
    return m != NULL && m->type == SW_JSON_STRING ? m->string : NULL;
}

void sw_json_append(sw_json *parent, const char *key, sw_json *item)
{
    g_free(item->key);
    item->key = g_strdup(key);
    item->parent = parent;
    parent->items = g_renew(sw_json *, parent->items, parent->n_items + 1);
    parent->items[parent->n_items++] = item;
}

void sw_json_replace(sw_json *old, sw_json *item)
{
    sw_json *parent = old->parent;
    for (size_t i = 0; i < parent->n_items; i++)
        if (parent->items[i] == old)
            parent->items[i] = item;
    g_free(item->key);
    item->key = g_strdup(old->key);
    item->parent = parent;
    sw_json_free(old);
}

void sw_json_mark(sw_json *v, sw_json_origin origin)
{
    v->origin = origin;
    v->line = v->column = v->key_line = v->key_column = 0;
    for (size_t i = 0; i < v->n_items; i++)
        sw_json_mark(v->items[i], origin);
}

/* A distribution or a number with its source is one value: half of it from
 * the file and half from the defaults would be neither. */
static bool is_one_value(const sw_json *v)
{
    static const char *const names[] = {"normal",   "lognormal", "triangular",
                                        "pert",     "beta",      "uniform",
                                        "discrete", "mixture",   "value"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (sw_json_member(v, names[i]) != NULL)
            return true;
    return false;
}

void sw_json_merge_defaults(sw_json *v, const sw_json *defaults)
{
    if (v == NULL || defaults == NULL || v->type != SW_JSON_OBJECT ||
        defaults->type != SW_JSON_OBJECT || is_one_value(v) ||
        is_one_value(defaults))
        return;
    for (size_t i = 0; i < defaults->n_items; i++) {
        const sw_json *from = defaults->items[i];
        sw_json *to = (sw_json *)sw_json_member(v, from->key);
        if (to != NULL) {
            sw_json_merge_defaults(to, from);
            continue;
        }
        sw_json *copy = sw_json_copy(from);
        sw_json_mark(copy, SW_JSON_DEFAULT);
        sw_json_append(v, from->key, copy);
    }
}

const char *sw_json_type_name(sw_json_type type)
{
    switch (type) {
    case SW_JSON_NULL:
        return "null";
    case SW_JSON_BOOLEAN:
        return "true or false";
    case SW_JSON_NUMBER:
        return "a number";
    case SW_JSON_STRING:
        return "a string";
    case SW_JSON_ARRAY:
        return "an array";
    case SW_JSON_OBJECT:
        return "an object";
    }
    return "a value";
}

static void write_items(sw_json_writer *w, const sw_json *v)
{
    for (size_t i = 0; i < v->n_items; i++) {
        if (v->type == SW_JSON_OBJECT)
            sw_json_key(w, v->items[i]->key);
        sw_json_write(w, v->items[i]);
    }
}

void sw_json_write(sw_json_writer *w, const sw_json *v)
{
    switch (v->type) {
    case SW_JSON_NULL:
        sw_json_null(w);
        break;
    case SW_JSON_BOOLEAN:
        sw_json_boolean(w, v->boolean);
        break;
    case SW_JSON_NUMBER:
        sw_json_number(w, v->number);
        break;
    case SW_JSON_STRING:
        sw_json_string(w, v->string);
        break;
    case SW_JSON_ARRAY:
        sw_json_begin_array(w);
        write_items(w, v);
        sw_json_end_array(w);
        break;
    case SW_JSON_OBJECT:
        sw_json_begin_object(w);
        write_items(w, v);
        sw_json_end_object(w);
        break;
    }
}
