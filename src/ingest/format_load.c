/* format_load.c - formats from their files in templates/formats */
#include <stdlib.h>
#include <string.h>

#include "ingest/format_signature.h"
#include "base/hash.h"
#include "ingest/header_name.h"
#include "ingest/schema.h"
#include "ingest/template.h"

static GPtrArray *new_words(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static void add_words(GPtrArray *out, const sw_json *v)
{
    if (v != NULL && v->type == SW_JSON_STRING)
        g_ptr_array_add(out, sw_header_fold(v->string));
    for (size_t i = 0; v != NULL && i < v->n_items; i++)
        add_words(out, v->items[i]);
}

static GPtrArray *words_of(const sw_json *v)
{
    GPtrArray *out = new_words();
    add_words(out, v);
    return out;
}

static void free_signature(gpointer p)
{
    sw_signature *s = p;
    g_ptr_array_unref(s->all_of);
    g_ptr_array_unref(s->any_of);
    g_ptr_array_unref(s->none_of);
    g_ptr_array_unref(s->first);
    g_ptr_array_unref(s->shape);
    g_free(s);
}

static void free_column(gpointer p)
{
    sw_format_column *c = p;
    g_ptr_array_unref(c->names);
    g_free(c->to);
    g_free(c->also);
    g_free(c->token);
    g_free(c);
}

static void free_rule(gpointer p)
{
    sw_row_rule *r = p;
    g_free(r->column);
    g_free(r->why);
    g_free(r->code);
    g_ptr_array_unref(r->values);
    g_free(r);
}

static void free_repeats(sw_repeat_rule *r)
{
    if (r == NULL)
        return;
    g_free(r->what);
    g_ptr_array_unref(r->key);
    g_ptr_array_unref(r->earliest);
    g_ptr_array_unref(r->latest);
    g_ptr_array_unref(r->unanimous);
    g_ptr_array_unref(r->strongest);
    g_free(r);
}

static void free_format(gpointer p)
{
    sw_format *f = p;
    g_free(f->name);
    g_free(f->title);
    g_free(f->path);
    g_free(f->table);
    g_free(f->source);
    g_free(f->date_order);
    g_ptr_array_unref(f->signatures);
    g_ptr_array_unref(f->columns);
    g_ptr_array_unref(f->quirks);
    g_ptr_array_unref(f->rules);
    g_ptr_array_unref(f->lists);
    free_repeats(f->repeats);
    g_free(f);
}

static void free_group(gpointer p)
{
    g_ptr_array_unref(p);
}

static sw_signature *read_signature(const sw_json *v)
{
    sw_signature *s = g_new0(sw_signature, 1);
    const sw_json *all = sw_json_member(v, "all_of");
    const sw_json *least = sw_json_member(v, "min_any");
    s->all_of = g_ptr_array_new_with_free_func(free_group);
    for (size_t i = 0; all != NULL && i < all->n_items; i++)
        g_ptr_array_add(s->all_of, words_of(all->items[i]));
    s->any_of = words_of(sw_json_member(v, "any_of"));
    s->none_of = words_of(sw_json_member(v, "none_of"));
    s->first = words_of(sw_json_member(v, "first"));
    s->shape = words_of(sw_json_member(v, "shape"));
    s->min_any = least != NULL        ? (size_t)least->number
                 : s->any_of->len > 0 ? 1
                                      : 0;
    return s;
}

static bool is_set(const sw_json *v, const char *key)
{
    const sw_json *m = sw_json_member(v, key);
    return m != NULL && m->boolean;
}

static sw_format_column *read_column(const sw_json *v)
{
    sw_format_column *c = g_new0(sw_format_column, 1);
    const char *kind = sw_member_text(v, "kind");
    c->names = words_of(sw_json_member(v, "names"));
    c->to = g_strdup(sw_member_text(v, "to"));
    c->is_whole = is_set(v, "whole");
    c->also = g_strdup(sw_member_text(v, "also"));
    c->token = g_strdup(sw_member_text(v, "token"));
    c->is_sum = is_set(v, "sum");
    c->is_cents = is_set(v, "cents");
    const sw_json *at = sw_json_member(v, "at");
    c->at = at != NULL ? (size_t)at->number : 0;
    c->has_kind = kind != NULL && sw_kind_of(&c->kind, kind);
    return c;
}

static void read_rules(sw_format *f, const sw_json *list, bool drop)
{
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        const sw_json *v = list->items[i];
        sw_row_rule *r = g_new0(sw_row_rule, 1);
        r->column = g_strdup(sw_member_text(v, "column"));
        r->why = g_strdup(sw_member_text(v, "why"));
        r->values = words_of(sw_json_member(v, "values"));
        r->code = g_strdup(sw_member_text(v, "code"));
        r->warns = is_set(v, "warn");
        r->drop = drop;
        g_ptr_array_add(f->rules, r);
    }
}

static sw_repeat_rule *read_repeats(const sw_json *v)
{
    if (v == NULL)
        return NULL;
    sw_repeat_rule *r = g_new0(sw_repeat_rule, 1);
    r->what = g_strdup(sw_member_text(v, "what"));
    r->key = words_of(sw_json_member(v, "key"));
    r->earliest = words_of(sw_json_member(v, "earliest"));
    r->latest = words_of(sw_json_member(v, "latest"));
    r->unanimous = words_of(sw_json_member(v, "unanimous"));
    r->strongest = words_of(sw_json_member(v, "strongest"));
    return r;
}

static sw_header_style style_of(const char *text)
{
    if (g_strcmp0(text, "import-id") == 0)
        return SW_HEADER_IMPORT_ID;
    return g_strcmp0(text, "spanned") == 0 ? SW_HEADER_SPANNED
                                           : SW_HEADER_SINGLE;
}

static sw_format *read_format(const sw_json *v)
{
    sw_format *f = g_new0(sw_format, 1);
    const sw_json *signatures = sw_json_member(v, "signatures");
    const sw_json *columns = sw_json_member(v, "columns");
    const sw_json *quirks = sw_json_member(v, "quirks");
    const char *decimal = sw_member_text(v, "decimal");
    f->name = g_strdup(sw_member_text(v, "format"));
    f->title = g_strdup(sw_member_text(v, "title"));
    f->table = g_strdup(sw_member_text(v, "table"));
    f->source = g_strdup(sw_member_text(v, "source"));
    f->date_order = g_strdup(sw_member_text(v, "date_order"));
    f->decimal = decimal != NULL ? decimal[0] : 0;
    f->header = style_of(sw_member_text(v, "header"));
    f->is_weak = is_set(v, "weak");
    f->has_items = g_strcmp0(sw_member_text(v, "others"), "items") == 0;
    f->signatures = g_ptr_array_new_with_free_func(free_signature);
    for (size_t i = 0; signatures != NULL && i < signatures->n_items; i++)
        g_ptr_array_add(f->signatures, read_signature(signatures->items[i]));
    f->columns = g_ptr_array_new_with_free_func(free_column);
    for (size_t i = 0; columns != NULL && i < columns->n_items; i++)
        g_ptr_array_add(f->columns, read_column(columns->items[i]));
    f->quirks = new_words();
    for (size_t i = 0; quirks != NULL && i < quirks->n_items; i++)
        g_ptr_array_add(f->quirks, g_strdup(quirks->items[i]->string));
    f->rules = g_ptr_array_new_with_free_func(free_rule);
    read_rules(f, sw_json_member(v, "drop"), true);
    read_rules(f, sw_json_member(v, "flag"), false);
    f->repeats = read_repeats(sw_json_member(v, "repeats"));
    f->lists = words_of(sw_json_member(v, "lists"));
    return f;
}

static void know(sw_formats *f, const GPtrArray *words)
{
    for (guint i = 0; i < words->len; i++)
        g_hash_table_add(f->words, g_strdup(words->pdata[i]));
}

static void know_format(sw_formats *f, const sw_format *format)
{
    for (guint i = 0; i < format->columns->len; i++) {
        const sw_format_column *c = format->columns->pdata[i];
        know(f, c->names);
    }
    for (guint i = 0; i < format->signatures->len; i++) {
        const sw_signature *s = format->signatures->pdata[i];
        for (guint j = 0; j < s->all_of->len; j++)
            know(f, s->all_of->pdata[j]);
        know(f, s->any_of);
    }
}

static void add_file(sw_formats *f, const sw_json *schema, const char *path,
                     sw_diagnostics *d)
{
    sw_json *v = sw_json_read(path, true, d);
    if (v != NULL && schema != NULL && sw_schema_check(schema, v, path, d)) {
        sw_format *format = read_format(v);
        format->path = g_strdup(path);
        g_ptr_array_add(f->formats, format);
    }
    sw_json_free(v);
}

static void add_templates(sw_formats *f, const sw_json *schema,
                          const char *folder, sw_diagnostics *d)
{
    g_autoptr(GPtrArray) names = sw_template_list("formats", folder);
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        if (!g_str_has_suffix(name, ".json"))
            continue;
        sw_json *v = sw_template_json(name, folder, d);
        if (v != NULL && schema != NULL && sw_schema_check(schema, v, name, d))
            g_ptr_array_add(f->formats, read_format(v));
        sw_json_free(v);
    }
}

sw_formats *sw_formats_load_with(const char *folder, const char *as,
                                 sw_diagnostics *d)
{
    sw_formats *f = g_new0(sw_formats, 1);
    f->formats = g_ptr_array_new_with_free_func(free_format);
    f->words = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    sw_json *schema = sw_template_json("schemas/format.schema.json", folder, d);
    add_templates(f, schema, folder, d);
    if (as != NULL && g_str_has_suffix(as, ".json"))
        add_file(f, schema, as, d);
    sw_json_free(schema);
    for (guint i = 0; i < f->formats->len; i++)
        know_format(f, f->formats->pdata[i]);
    return f;
}

void sw_formats_add(sw_formats *f, const char *path, const char *folder,
                    sw_diagnostics *d)
{
    if (sw_formats_find(f, path) != NULL)
        return;
    guint before = f->formats->len;
    sw_json *schema = sw_template_json("schemas/format.schema.json", folder, d);
    add_file(f, schema, path, d);
    sw_json_free(schema);
    for (guint i = before; i < f->formats->len; i++)
        know_format(f, f->formats->pdata[i]);
}

sw_formats *sw_formats_load(const char *folder, sw_diagnostics *d)
{
    return sw_formats_load_with(folder, NULL, d);
}

void sw_formats_free(sw_formats *f)
{
    if (f == NULL)
        return;
    g_ptr_array_unref(f->formats);
    g_hash_table_destroy(f->words);
    g_free(f);
}
