#include "ingest/json_envelope.h"

#include <string.h>

#include "ingest/json_paging.h"

static void free_list(gpointer p)
{
    sw_json_list *l = p;
    g_free(l->path);
    g_free(l);
}

static bool holds_objects(const sw_json *v)
{
    if (v->type != SW_JSON_ARRAY || v->n_items == 0)
        return false;
    for (size_t i = 0; i < v->n_items; i++)
        if (v->items[i]->type == SW_JSON_OBJECT)
            return true;
    return false;
}

static char *path_of(const char *above, const char *key)
{
    return above != NULL ? g_strconcat(above, ".", key, NULL) : g_strdup(key);
}

static void collect(GPtrArray *out, const sw_json *v, const char *above)
{
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *m = v->items[i];
        g_autofree char *path = path_of(above, m->key);
        if (m->type == SW_JSON_OBJECT)
            collect(out, m, path);
        if (!holds_objects(m))
            continue;
        sw_json_list *l = g_new(sw_json_list, 1);
        *l = (sw_json_list){g_steal_pointer(&path), m};
        g_ptr_array_add(out, l);
    }
}

GPtrArray *sw_json_lists(const sw_json *page)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(free_list);
    if (page->type == SW_JSON_OBJECT)
        collect(out, page, NULL);
    return out;
}

/* Names of the scalars of an object, as a grid would have them. */
static void add_names(GPtrArray *out, const sw_json *v, const char *above)
{
    for (size_t i = 0; v->type == SW_JSON_OBJECT && i < v->n_items; i++) {
        const sw_json *m = v->items[i];
        g_autofree char *path = path_of(above, m->key);
        if (m->type == SW_JSON_OBJECT)
            add_names(out, m, path);
        else if (m->type != SW_JSON_ARRAY)
            g_ptr_array_add(out, g_steal_pointer(&path));
    }
}

/* With what the objects around it say of it. */
static bool meets(const sw_json_envelope *e, const sw_json *v)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const sw_json *up = v; up != NULL; up = up->parent)
        if (up == v || up->parent == NULL || up->parent->type == SW_JSON_ARRAY)
            add_names(names, up, NULL);
    return sw_formats_meet(e->formats, e->format,
                           (const char *const *)names->pdata, names->len,
                           "json");
}

static const sw_json *first_object(const sw_json *list)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (list->items[i]->type == SW_JSON_OBJECT)
            return list->items[i];
    return NULL;
}

bool sw_json_is_row(const sw_json_envelope *e, const sw_json *v)
{
    return meets(e, v);
}

static bool is_named(const sw_json_list *l, const char *name)
{
    const char *last = strrchr(l->path, '.');
    return strcmp(l->path, name) == 0 ||
           (last != NULL && strcmp(last + 1, name) == 0);
}

const sw_json *sw_json_rows_of(const sw_json_envelope *e,
                               const GPtrArray *lists)
{
    const sw_json *found = NULL;
    size_t n = 0;
    for (guint i = 0; i < lists->len; i++) {
        const sw_json_list *l = lists->pdata[i];
        if (e->rows != NULL
                ? is_named(l, e->rows)
                : lists->len == 1 || meets(e, first_object(l->list))) {
            found = l->list;
            n++;
        }
    }
    return n == 1 ? found : NULL;
}

bool sw_json_is_page(const sw_json_envelope *e, const sw_json *v,
                     const GPtrArray *lists)
{
    bool bare = true;
    if (lists->len == 0)
        return false;
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *m = v->items[i];
        if (sw_json_is_paging(m->key))
            return true;
        bare = bare && holds_objects(m);
    }
    if (bare)
        return true;
    for (guint i = 0; i < lists->len; i++)
        if (meets(e, first_object(((sw_json_list *)lists->pdata[i])->list)))
            return true;
    return false;
}
