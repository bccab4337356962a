/* stat_output.c - the figures of a method, in order, as a small tree. */
#include "cli/stat_output.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static void free_node(gpointer p)
{
    sw_stat_node *node = p;
    g_free(node->key);
    g_free(node->text);
    if (node->item != NULL)
        g_ptr_array_free(node->item, TRUE);
    g_free(node);
}

static sw_stat_node *new_node(const char *key, sw_stat_node_kind kind)
{
    sw_stat_node *node = g_new0(sw_stat_node, 1);
    node->key = g_strdup(key);
    node->kind = kind;
    if (kind == SW_STAT_OBJECT || kind == SW_STAT_ARRAY)
        node->item = g_ptr_array_new_with_free_func(free_node);
    return node;
}

sw_stat_output *sw_stat_output_new(const sw_stat_data *data)
{
    sw_stat_output *out = g_new0(sw_stat_output, 1);
    out->root = new_node(NULL, SW_STAT_OBJECT);
    out->open = g_ptr_array_new();
    g_ptr_array_add(out->open, out->root);
    out->notes = g_ptr_array_new_with_free_func(g_free);
    out->n = data->n;
    out->n_missing = data->n_missing;
    return out;
}

void sw_stat_output_free(sw_stat_output *out)
{
    if (out == NULL)
        return;
    free_node(out->root);
    g_ptr_array_free(out->open, TRUE);
    g_ptr_array_free(out->notes, TRUE);
    g_free(out->rows);
    g_free(out);
}

static sw_stat_node *parent_of(const sw_stat_output *out)
{
    return g_ptr_array_index(out->open, out->open->len - 1);
}

static bool has_key(const sw_stat_node *parent, const char *key)
{
    for (guint i = 0; key != NULL && i < parent->item->len; i++) {
        const sw_stat_node *node = g_ptr_array_index(parent->item, i);
        if (node->key != NULL && strcmp(node->key, key) == 0)
            return true;
    }
    return false;
}

/* The new node, or one outside the tree's order where the key is there. */
static sw_stat_node *add(sw_stat_output *out, const char *key,
                         sw_stat_node_kind kind)
{
    sw_stat_node *parent = parent_of(out);
    g_assert((parent->kind == SW_STAT_ARRAY) == (key == NULL));
    if (has_key(parent, key))
        return NULL;
    sw_stat_node *node = new_node(key, kind);
    g_ptr_array_add(parent->item, node);
    return node;
}

void sw_stat_put(sw_stat_output *out, const char *key, double x)
{
    sw_stat_node *node = add(out, key, SW_STAT_NUMBER);
    if (node != NULL)
        node->number = x;
}

void sw_stat_put_count(sw_stat_output *out, const char *key, size_t x)
{
    sw_stat_node *node = add(out, key, SW_STAT_COUNT);
    if (node != NULL)
        node->count = x;
}

void sw_stat_put_text(sw_stat_output *out, const char *key, const char *text)
{
    sw_stat_node *node = add(out, key, SW_STAT_TEXT);
    if (node != NULL)
        node->text = g_strdup(text);
}

void sw_stat_put_bool(sw_stat_output *out, const char *key, bool b)
{
    sw_stat_node *node = add(out, key, SW_STAT_BOOL);
    if (node != NULL)
        node->boolean = b;
}

static void begin(sw_stat_output *out, const char *key, sw_stat_node_kind kind)
{
    sw_stat_node *node = add(out, key, kind);
    g_assert(node != NULL); /* a list that is put twice is our mistake */
    g_ptr_array_add(out->open, node);
}

void sw_stat_begin_object(sw_stat_output *out, const char *key)
{
    begin(out, key, SW_STAT_OBJECT);
}

void sw_stat_begin_array(sw_stat_output *out, const char *key)
{
    begin(out, key, SW_STAT_ARRAY);
}

void sw_stat_end(sw_stat_output *out)
{
    g_assert(out->open->len > 1);
    g_ptr_array_set_size(out->open, (int)out->open->len - 1);
}

void sw_stat_put_numbers(sw_stat_output *out, const char *key, const double *v,
                         size_t n)
{
    if (has_key(parent_of(out), key))
        return;
    sw_stat_begin_array(out, key);
    for (size_t i = 0; i < n; i++)
        sw_stat_put(out, NULL, v[i]);
    sw_stat_end(out);
}

void sw_stat_put_interval(sw_stat_output *out, const char *key, double lower,
                          double upper)
{
    sw_stat_put_numbers(out, key, (const double[]){lower, upper}, 2);
}

void sw_stat_put_nulls(sw_stat_output *out, const char *keys)
{
    g_auto(GStrv) each = g_strsplit(keys, " ", -1);
    for (char **key = each; *key != NULL; key++)
        if (**key != '\0')
            sw_stat_put(out, *key, NAN);
}

void sw_stat_note(sw_stat_output *out, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = g_strdup_vprintf(fmt, args);
    va_end(args);
    for (guint i = 0; i < out->notes->len; i++)
        if (strcmp(g_ptr_array_index(out->notes, i), text) == 0) {
            g_free(text);
            return;
        }
    g_ptr_array_add(out->notes, text);
}

void sw_stat_set_n(sw_stat_output *out, size_t n)
{
    out->n = n;
}

void sw_stat_set_missing(sw_stat_output *out, size_t n)
{
    out->n_missing = n;
}

void sw_stat_direct(sw_estimate *e, const sw_stat_options *o)
{
    sw_stats_direct(e, o->null, o->alternative, o->conf);
}

static void put_values(sw_stat_output *out, const sw_estimate *e)
{
    sw_stat_put(out, "estimate", e->estimate);
    sw_stat_put(out, "se", e->se);
    if (!isinf(e->df))
        sw_stat_put(out, "df", e->df);
    sw_stat_put(out, "statistic", e->statistic);
    sw_stat_put(out, "p", e->p);
    sw_stat_put_interval(out, "ci", e->ci.lower, e->ci.upper);
}

void sw_stat_put_estimate(sw_stat_output *out, const sw_estimate *e,
                          const sw_stat_options *options)
{
    put_values(out, e);
    sw_stat_put(out, "conf", options->conf);
}

void sw_stat_put_coefficients(sw_stat_output *out, const char *const *name,
                              const sw_estimate *e, size_t k)
{
    sw_stat_begin_array(out, "coefficients");
    for (size_t i = 0; i < k; i++) {
        sw_stat_begin_object(out, NULL);
        sw_stat_put_text(out, "name", name[i]);
        put_values(out, &e[i]);
        sw_stat_end(out);
    }
    sw_stat_end(out);
}
