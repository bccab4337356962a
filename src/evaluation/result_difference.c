/* result_difference.c - two JSON trees, walked side by side. */
#include "evaluation/result_difference.h"

#include <math.h>
#include <string.h>

static const double RELATIVE = 1e-9, ABSOLUTE = 1e-12;

static bool is_skipped(const sw_json *v)
{
    g_autofree char *path = sw_json_dotted(v);
    return strcmp(path, "provenance.version") == 0 ||
           strcmp(path, "provenance.run_id") == 0 ||
           strcmp(path, "provenance.build") == 0 ||
           g_str_has_suffix(path, ".asked_at");
}

static char *text_of(const sw_json *v)
{
    if (v == NULL)
        return g_strdup("absent");
    if (v->type == SW_JSON_ARRAY || v->type == SW_JSON_OBJECT)
        return g_strdup_printf("%s of %zu", sw_json_type_name(v->type),
                               v->n_items);
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_write(&w, v);
    return g_strstrip(sw_json_writer_take(&w, NULL));
}

static void report(GPtrArray *out, const sw_json *was, const sw_json *is)
{
    g_autofree char *path = sw_json_dotted(was != NULL ? was : is);
    g_autofree char *before = text_of(was), *now = text_of(is);
    g_ptr_array_add(out,
                    g_strdup_printf("%s was %s, is %s", path, before, now));
}

static bool is_same_value(const sw_json *a, const sw_json *b)
{
    switch (a->type) {
    case SW_JSON_NUMBER:
        return fabs(a->number - b->number) <=
               ABSOLUTE + RELATIVE * fmax(fabs(a->number), fabs(b->number));
    case SW_JSON_STRING:
        return strcmp(a->string, b->string) == 0;
    case SW_JSON_BOOLEAN:
        return a->boolean == b->boolean;
    default:
        return true;
    }
}

static void walk(GPtrArray *out, const sw_json *was, const sw_json *is);

/* Members by key: first those of the old value, then what only the new has. */
static void walk_object(GPtrArray *out, const sw_json *was, const sw_json *is)
{
    for (size_t i = 0; i < was->n_items; i++)
        walk(out, was->items[i], sw_json_member(is, was->items[i]->key));
    for (size_t i = 0; i < is->n_items; i++)
        if (sw_json_member(was, is->items[i]->key) == NULL)
            walk(out, NULL, is->items[i]);
}

enum { TABLE = 100 }; /* numbers, and more */

static void walk_array(GPtrArray *out, const sw_json *was, const sw_json *is)
{
    if (was->n_items != is->n_items) {
        report(out, was, is);
        return;
    }
    /* A table of a distribution differs once, not at every quantile. */
    bool table = was->n_items >= TABLE && was->items[0]->type == SW_JSON_NUMBER;
    guint before = out->len;
    for (size_t i = 0; i < was->n_items && !(table && out->len > before); i++)
        walk(out, was->items[i], is->items[i]);
}

static void walk(GPtrArray *out, const sw_json *was, const sw_json *is)
{
    if (is_skipped(was != NULL ? was : is))
        return;
    if (was == NULL || is == NULL || was->type != is->type)
        report(out, was, is);
    else if (was->type == SW_JSON_OBJECT)
        walk_object(out, was, is);
    else if (was->type == SW_JSON_ARRAY)
        walk_array(out, was, is);
    else if (!is_same_value(was, is))
        report(out, was, is);
}

/* The run's id counts where one version wrote both: it is of the version too,
 * and the earliest results have none. */
static void compare_runs(GPtrArray *out, const sw_json *was, const sw_json *is)
{
    const sw_json *a = sw_json_at(was, "provenance.run_id");
    const sw_json *b = sw_json_at(is, "provenance.run_id");
    const sw_json *old = sw_json_at(was, "provenance.version");
    const sw_json *new = sw_json_at(is, "provenance.version");
    bool comparable = a != NULL && b != NULL && old != NULL && new != NULL &&
                      a->type == b->type && old->type == new->type;
    if (comparable && is_same_value(old, new) && !is_same_value(a, b))
        report(out, a, b);
}

static bool is_among(const GPtrArray *texts, guint n, const char *text)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(g_ptr_array_index(texts, i), text) == 0)
            return true;
    return false;
}

GPtrArray *sw_result_differences(const sw_json *was, const sw_json *is)
{
    static const char *const causes[] = {"inputs", "model"};
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++) {
        const sw_json *a = sw_json_member(was, causes[i]);
        const sw_json *b = sw_json_member(is, causes[i]);
        if (a != NULL && b != NULL)
            walk(out, a, b);
    }
    guint n_causes = out->len;
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    walk(all, was, is);
    for (guint i = 0; i < all->len; i++)
        if (!is_among(out, n_causes, g_ptr_array_index(all, i)))
            g_ptr_array_add(out, g_strdup(g_ptr_array_index(all, i)));
    compare_runs(out, was, is);
    return out;
}
