#include "ingest/format_near.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/format_signature.h"
#include "ingest/header_name.h"

static void free_near(gpointer p)
{
    sw_near_format *n = p;
    g_ptr_array_unref(n->there);
    g_ptr_array_unref(n->missing);
    g_ptr_array_unref(n->barred);
    g_free(n);
}

static sw_near_format *new_near(const sw_format *format)
{
    sw_near_format *n = g_new(sw_near_format, 1);
    *n = (sw_near_format){format, g_ptr_array_new_with_free_func(g_free),
                          g_ptr_array_new_with_free_func(g_free),
                          g_ptr_array_new_with_free_func(g_free)};
    return n;
}

/* The header that one of the words fits, as it stands in the file; or NULL. */
static const char *header_of(const GPtrArray *words, const sw_sight *sight)
{
    for (size_t i = 0; i < sight->n; i++) {
        g_autofree char *folded = sw_header_fold(sight->headers[i]);
        if (sw_names_fit(words, folded))
            return sight->headers[i];
    }
    return NULL;
}

static char *alternatives(const GPtrArray *words)
{
    enum { ENOUGH = 3 };
    GString *s = g_string_new(NULL);
    for (guint i = 0; i < words->len && i < ENOUGH; i++)
        g_string_append_printf(s, "%s\"%s\"", i > 0 ? " or " : "",
                               (const char *)words->pdata[i]);
    return g_string_free(s, FALSE);
}

static void take_group(sw_near_format *n, const GPtrArray *words,
                       const sw_sight *sight)
{
    const char *header = header_of(words, sight);
    if (header != NULL)
        g_ptr_array_add(n->there, g_strdup(header));
    else
        g_ptr_array_add(n->missing, alternatives(words));
}

/* Words of which some are enough: each that is there, and what would be. */
static void take_any(sw_near_format *n, const sw_signature *s,
                     const sw_sight *sight)
{
    size_t found = 0;
    for (guint i = 0; i < s->any_of->len; i++) {
        g_autoptr(GPtrArray) one = g_ptr_array_new();
        g_ptr_array_add(one, s->any_of->pdata[i]);
        const char *header = header_of(one, sight);
        if (header == NULL)
            continue;
        g_ptr_array_add(n->there, g_strdup(header));
        found++;
    }
    if (found < s->min_any)
        g_ptr_array_add(n->missing, alternatives(s->any_of));
}

static sw_near_format *compare(const sw_format *format, const sw_signature *s,
                               const sw_sight *sight)
{
    sw_near_format *n = new_near(format);
    for (guint i = 0; i < s->all_of->len; i++)
        take_group(n, s->all_of->pdata[i], sight);
    take_any(n, s, sight);
    const char *first =
        s->none_of->len > 0 ? header_of(s->none_of, sight) : NULL;
    if (first != NULL)
        g_ptr_array_add(n->barred, g_strdup(first));
    g_autofree char *folded =
        sight->n > 0 ? sw_header_fold(sight->headers[0]) : NULL;
    if (s->first->len > 0 &&
        (folded == NULL || !sw_names_fit(s->first, folded)))
        g_ptr_array_add(n->missing,
                        g_strdup_printf("%s as the first column",
                                        (char *)s->first->pdata[0]));
    return n;
}

/* Fewer missing and barred words first, then more that are there. */
static int by_nearness(const void *a, const void *b)
{
    const sw_near_format *x = *(sw_near_format *const *)a;
    const sw_near_format *y = *(sw_near_format *const *)b;
    int lack = (int)(x->missing->len + x->barred->len) -
               (int)(y->missing->len + y->barred->len);
    int has = (int)y->there->len - (int)x->there->len;
    if (lack != 0 || has != 0)
        return lack != 0 ? lack : has;
    return strcmp(x->format->name, y->format->name);
}

static sw_near_format *best_of(const sw_format *format, const sw_sight *sight)
{
    sw_near_format *best = NULL;
    for (guint i = 0; i < format->signatures->len; i++) {
        const sw_signature *s = format->signatures->pdata[i];
        if (s->shape->len > 0)
            continue;
        sw_near_format *one = compare(format, s, sight);
        if (best == NULL || by_nearness(&one, &best) < 0) {
            sw_near_format *old = best;
            best = one;
            one = old;
        }
        if (one != NULL)
            free_near(one);
    }
    return best;
}

GPtrArray *sw_formats_near(const sw_formats *f, const sw_sight *sight,
                           size_t most)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(free_near);
    for (size_t i = 0; i < sw_formats_count(f); i++) {
        const sw_format *format = sw_formats_at(f, i);
        if (format->source != NULL &&
            strcmp(format->source, sight->source) != 0)
            continue;
        sw_near_format *n = best_of(format, sight);
        if (n != NULL && n->there->len > 0)
            g_ptr_array_add(all, n);
        else if (n != NULL)
            free_near(n);
    }
    if (all->len > 0)
        qsort(all->pdata, all->len, sizeof(gpointer), by_nearness);
    if (all->len > most)
        g_ptr_array_set_size(all, (gint)most);
    return all;
}
