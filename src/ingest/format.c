#include "ingest/format.h"

#include <string.h>

#include "ingest/format_signature.h"
#include "ingest/header_name.h"

size_t sw_formats_count(const sw_formats *f)
{
    return f->formats->len;
}

const sw_format *sw_formats_at(const sw_formats *f, size_t i)
{
    return f->formats->pdata[i];
}

const sw_format *sw_formats_find(const sw_formats *f, const char *name)
{
    for (guint i = 0; i < f->formats->len; i++) {
        const sw_format *format = f->formats->pdata[i];
        if (strcmp(format->name, name) == 0 ||
            g_strcmp0(format->path, name) == 0)
            return format;
    }
    return NULL;
}

bool sw_formats_sum_list(const sw_formats *f, const char *name)
{
    g_autofree char *folded = sw_header_fold(name);
    for (guint i = 0; i < f->formats->len; i++) {
        const sw_format *format = f->formats->pdata[i];
        if (sw_names_fit(format->lists, folded))
            return true;
    }
    return false;
}

bool sw_formats_know(const sw_formats *f, const char *folded)
{
    return g_hash_table_contains(f->words, folded);
}

static bool fits(const char *name, const char *folded)
{
    return strchr(name, '*') != NULL ? g_pattern_match_simple(name, folded)
                                     : strcmp(name, folded) == 0;
}

bool sw_names_fit(const GPtrArray *names, const char *folded)
{
    for (guint i = 0; i < names->len; i++)
        if (fits(names->pdata[i], folded))
            return true;
    return false;
}

static bool is_there(const GPtrArray *group, const GPtrArray *headers)
{
    for (guint i = 0; i < headers->len; i++)
        if (sw_names_fit(group, headers->pdata[i]))
            return true;
    return false;
}

static size_t count_there(const GPtrArray *words, const GPtrArray *headers)
{
    size_t n = 0;
    for (guint i = 0; i < words->len; i++)
        for (guint j = 0; j < headers->len; j++)
            if (fits(words->pdata[i], headers->pdata[j])) {
                n++;
                break;
            }
    return n;
}

/* Required words that are there, 0 if the signature is not met. */
static size_t meets(const sw_signature *s, const GPtrArray *headers)
{
    if (s->shape->len > 0)
        return 0; /* told by cells */
    for (guint i = 0; i < s->all_of->len; i++)
        if (!is_there(s->all_of->pdata[i], headers))
            return 0;
    if (count_there(s->any_of, headers) < s->min_any ||
        count_there(s->none_of, headers) > 0)
        return 0;
    if (s->first->len > 0 &&
        (headers->len == 0 || !sw_names_fit(s->first, headers->pdata[0])))
        return 0;
    return s->all_of->len + s->min_any;
}

static size_t best_signature(const sw_format *f, const GPtrArray *headers)
{
    size_t best = 0;
    for (guint i = 0; i < f->signatures->len; i++)
        best = MAX(best, meets(f->signatures->pdata[i], headers));
    return best;
}

static GPtrArray *fold_all(const char *const *headers, size_t n)
{
    GPtrArray *folded = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(folded, sw_header_fold(headers[i]));
    return folded;
}

static bool is_of(const sw_format *format, const char *source)
{
    return format->source == NULL || strcmp(format->source, source) == 0;
}

/* What a weak format says of a file is not held against where it is named. */
static bool is_candidate(const sw_format *format, const sw_sight *sight)
{
    return is_of(format, sight->source) &&
           !(format->is_weak && sight->table != NULL &&
             strcmp(format->table, sight->table) != 0);
}

/* Words decide; of as many, a format that is not weak. */
static int compare(const sw_format *format, size_t words, const sw_match *best)
{
    if (words != best->words || best->format == NULL)
        return words > best->words ? 1 : words < best->words ? -1 : 1;
    return (int)best->format->is_weak - (int)format->is_weak;
}

/* Where words are of a language that no format knows, the cells may tell. */
static void try_shapes(sw_match *match, const sw_formats *f,
                       const sw_sight *sight)
{
    for (guint i = 0; i < f->formats->len && match->format == NULL; i++) {
        const sw_format *format = f->formats->pdata[i];
        for (guint k = 0; k < format->signatures->len; k++) {
            const sw_signature *s = format->signatures->pdata[k];
            if (s->shape->len == 0 || !is_candidate(format, sight) ||
                !sw_shape_fits(s->shape, sight))
                continue;
            match->format = format;
            match->by_shape = true;
        }
    }
}

sw_match sw_formats_recognise(const sw_formats *f, const sw_sight *sight)
{
    sw_match match = {0};
    g_autoptr(GPtrArray) folded = fold_all(sight->headers, sight->n);
    for (guint i = 0; i < f->formats->len; i++) {
        const sw_format *format = f->formats->pdata[i];
        if (!is_candidate(format, sight))
            continue;
        size_t words = best_signature(format, folded);
        int better = words == 0 ? -1 : compare(format, words, &match);
        if (better < 0)
            continue;
        match.rival = better == 0 ? match.format : NULL;
        match.format = format;
        match.words = words;
    }
    if (match.format == NULL && sight->records != NULL)
        try_shapes(&match, f, sight);
    return match;
}

bool sw_formats_meet(const sw_formats *f, const sw_format *format,
                     const char *const *headers, size_t n, const char *source)
{
    g_autoptr(GPtrArray) folded = fold_all(headers, n);
    if (format != NULL)
        return is_of(format, source) && best_signature(format, folded) > 0;
    for (guint i = 0; i < f->formats->len; i++) {
        const sw_format *one = f->formats->pdata[i];
        if (!one->is_weak && is_of(one, source) &&
            best_signature(one, folded) > 0)
            return true;
    }
    return false;
}

const sw_format_column *sw_format_column_of(const sw_format *f,
                                            const char *header)
{
    g_autofree char *folded = sw_header_fold(header);
    for (guint i = 0; i < f->columns->len; i++) {
        const sw_format_column *c = f->columns->pdata[i];
        if (sw_names_fit(c->names, folded))
            return c;
    }
    return NULL;
}

bool sw_format_has_quirk(const sw_format *f, const char *quirk)
{
    for (guint i = 0; i < f->quirks->len; i++)
        if (strcmp(f->quirks->pdata[i], quirk) == 0)
            return true;
    return false;
}
