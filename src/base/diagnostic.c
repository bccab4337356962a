#include "base/diagnostic_say.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

#include "base/hash.h"

struct sw_diagnostics {
    GPtrArray *items;   /* of sw_diagnostic, in order of arrival */
    GPtrArray *said;    /* their messages */
    GStringChunk *text; /* owns every string */
    GHashTable *kept;   /* of them */
};

static void release(gpointer item)
{
    g_free(item);
}

sw_diagnostics *sw_diagnostics_new(void)
{
    sw_diagnostics *d = g_new0(sw_diagnostics, 1);
    d->items = g_ptr_array_new_with_free_func(release);
    d->said = sw_messages_new();
    d->text = g_string_chunk_new(1024);
    d->kept = g_hash_table_new(sw_hash_text, g_str_equal);
    return d;
}

void sw_diagnostics_free(sw_diagnostics *d)
{
    if (d == NULL)
        return;
    g_ptr_array_free(d->items, TRUE);
    g_ptr_array_unref(d->said);
    g_hash_table_unref(d->kept);
    g_string_chunk_free(d->text);
    g_free(d);
}

/* Equal texts are one: files are told apart by their pointers. */
static const char *keep(sw_diagnostics *d, const char *text)
{
    if (text == NULL)
        return NULL;
    char *kept = g_hash_table_lookup(d->kept, text);
    if (kept == NULL) {
        kept = g_string_chunk_insert(d->text, text);
        g_hash_table_add(d->kept, kept);
    }
    return kept;
}

void sw_diagnose(sw_diagnostics *d, sw_severity severity, const char *code,
                 sw_place place, const char *remedy, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sw_diagnose_say(d, severity, code, place, remedy,
                    sw_message_args(fmt, args));
    va_end(args);
}

sw_message *sw_diagnostic_said(const sw_diagnostic *x)
{
    return sw_message_share(x->said);
}

void sw_diagnose_say(sw_diagnostics *d, sw_severity severity, const char *code,
                     sw_place place, const char *remedy, sw_message *said)
{
    g_autofree char *message = sw_message_say(said, NULL);
    g_ptr_array_add(d->said, said);
    sw_diagnostic *item = g_new(sw_diagnostic, 1);
    *item = (sw_diagnostic){.severity = severity,
                            .code = keep(d, code),
                            .file = keep(d, place.file),
                            .line = place.line,
                            .column = place.column,
                            .pointer = keep(d, place.pointer),
                            .message = keep(d, message),
                            .remedy = keep(d, remedy),
                            .said = said};
    g_ptr_array_add(d->items, item);
}

size_t sw_diagnostics_count(const sw_diagnostics *d, sw_severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        n += sw_diagnostics_at(d, i)->severity == severity;
    return n;
}

size_t sw_diagnostics_length(const sw_diagnostics *d)
{
    return d->items->len;
}

const sw_diagnostic *sw_diagnostics_at(const sw_diagnostics *d, size_t i)
{
    return g_ptr_array_index(d->items, i);
}

/* The chunk interns strings, so a file's first mention is its identity. */
static size_t file_rank(const sw_diagnostics *d, const char *file)
{
    for (size_t i = 0; i < d->items->len; i++)
        if (sw_diagnostics_at(d, i)->file == file)
            return i;
    return d->items->len;
}

typedef struct sort_key {
    sw_diagnostic *item;
    size_t rank, arrival;
} sort_key;

static int by_place(const void *a, const void *b)
{
    const sort_key *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->item->line != y->item->line)
        return x->item->line < y->item->line ? -1 : 1;
    if (x->item->column != y->item->column)
        return x->item->column < y->item->column ? -1 : 1;
    return x->arrival < y->arrival ? -1 : 1;
}

void sw_diagnostics_sort(sw_diagnostics *d)
{
    size_t n = d->items->len;
    if (n < 2) /* and qsort takes no NULL */
        return;
    g_autoptr(GHashTable) ranks = g_hash_table_new(NULL, NULL);
    g_autofree sort_key *keys = g_new(sort_key, n);
    for (size_t i = 0; i < n; i++) {
        sw_diagnostic *item = g_ptr_array_index(d->items, i);
        gpointer rank;
        if (!g_hash_table_lookup_extended(ranks, item->file, NULL, &rank)) {
            rank = GSIZE_TO_POINTER(file_rank(d, item->file));
            g_hash_table_insert(ranks, (gpointer)item->file, rank);
        }
        keys[i] = (sort_key){item, GPOINTER_TO_SIZE(rank), i};
    }
    qsort(keys, n, sizeof *keys, by_place);
    for (size_t i = 0; i < n; i++)
        d->items->pdata[i] = keys[i].item;
}

static const char *severity_name(sw_severity severity)
{
    switch (severity) {
    case SW_NOTE:
        return "note";
    case SW_WARNING:
        return "warning";
    case SW_ERROR:
        return "error";
    }
    return "error";
}

char *sw_diagnostic_line(const sw_diagnostic *d)
{
    GString *s = g_string_new(NULL);
    if (d->file != NULL)
        g_string_append_printf(s, "%s:", d->file);
    if (d->line > 0)
        g_string_append_printf(s, "%zu:", d->line);
    if (d->line > 0 && d->column > 0)
        g_string_append_printf(s, "%zu:", d->column);
    g_string_append_printf(s, "%s%s: %s", s->len > 0 ? " " : "",
                           severity_name(d->severity), d->message);
    if (d->pointer != NULL && d->pointer[0] != '\0')
        g_string_append_printf(s, " (%s)", d->pointer);
    if (d->remedy != NULL)
        g_string_append_printf(s, "; %s", d->remedy);
    return g_string_free(s, FALSE);
}
