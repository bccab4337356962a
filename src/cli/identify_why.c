/* identify_why.c - identify --explain */
#include <string.h>

#include "base/json_writer.h"
#include "cli/identify.h"
#include "ingest/format_near.h"

static void append_words(GString *s, const GPtrArray *words, bool quoted)
{
    enum { ENOUGH = 8 };
    for (guint i = 0; i < words->len && i < ENOUGH; i++) {
        const char *word = words->pdata[i];
        g_string_append_printf(s, quoted ? "%s\"%s\"" : "%s%s",
                               i > 0 ? ", " : "", word);
    }
    if (words->len > ENOUGH)
        g_string_append_printf(s, " and %u more", words->len - ENOUGH);
}

static void append_near(GString *s, const sw_near_format *n)
{
    g_string_append_printf(s, "    %s (%s)\n      has ", n->format->name,
                           n->format->title);
    append_words(s, n->there, true);
    if (n->missing->len > 0) {
        g_string_append(s, "\n      lacks ");
        append_words(s, n->missing, false);
    }
    if (n->barred->len > 0) {
        g_string_append(s, "\n      but has, which it must not, ");
        append_words(s, n->barred, true);
    }
    g_string_append_c(s, '\n');
}

static bool is_met(const sw_near_format *n)
{
    return n->missing->len + n->barred->len == 0;
}

static void append_taken(GString *s, const sw_identified *f,
                         const GPtrArray *near)
{
    for (guint i = 0; i < near->len; i++) {
        const sw_near_format *n = near->pdata[i];
        if (n->format != f->format || !is_met(n))
            continue;
        g_string_append(s, "  recognised, as it has ");
        append_words(s, n->there, true);
        g_string_append_c(s, '\n');
        return;
    }
    g_string_append(s, "  recognised by the shape of its first columns, or as "
                       "it was said to be\n");
}

/* All words of a format may be there, and the cells speak against it. */
static void append_not_taken(GString *s, const GPtrArray *near)
{
    for (guint i = 0; i < near->len; i++) {
        const sw_near_format *n = near->pdata[i];
        if (!is_met(n))
            continue;
        g_string_append_printf(s,
                               "  not recognised: it has the words of %s, but "
                               "its other columns are answers\n",
                               n->format->name);
        return;
    }
    g_string_append(s, "  not recognised: no format finds all of its words "
                       "among the headers\n");
}

static void append_others(GString *s, const sw_identified *f,
                          const GPtrArray *near)
{
    enum { SHOWN = 3 };
    size_t shown = 0;
    g_string_append(s, f->format != NULL ? "  other formats that come near:\n"
                                         : "  formats that come near:\n");
    for (guint i = 0; i < near->len && shown < SHOWN; i++) {
        const sw_near_format *n = near->pdata[i];
        if (n->format == f->format)
            continue;
        append_near(s, n);
        shown++;
    }
    if (shown == 0)
        g_string_append(s, "    none\n");
}

/* The columns that no format maps, as a pilot would name them. */
static char *entry_of(const sw_identified *f)
{
    const sw_columns *c = sw_table_decisions(f->table);
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "file", f->file);
    if (f->format == NULL) {
        sw_json_key(&w, "columns");
        sw_json_begin_object(&w);
        for (size_t i = 0; i < c->n; i++)
            if (c->column[i].maps_to != NULL)
                sw_json_put_string(&w, c->column[i].maps_to,
                                   sw_table_header(f->table, i));
        sw_json_end_object(&w);
    }
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}

void sw_identified_why(GString *s, const sw_identified *f,
                       const sw_formats *formats)
{
    if (f->table == NULL)
        return;
    size_t n = sw_table_columns(f->table);
    g_autofree const char **headers = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        headers[i] = sw_table_header(f->table, i);
    const sw_sight sight = {.headers = headers,
                            .n = n,
                            .source = sw_table_source(f->table)->source};
    g_autoptr(GPtrArray) near =
        sw_formats_near(formats, &sight, sw_formats_count(formats));
    if (f->format != NULL)
        append_taken(s, f, near);
    else
        append_not_taken(s, near);
    append_others(s, f, near);
    g_autofree char *entry = entry_of(f);
    g_string_append_printf(s, "  to write in pilot.json, as %s:\n%s",
                           sw_identified_table(f), entry);
}
