#include "ingest/table.h"
#include "base/diagnostic_say.h"

#include <glib.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/column.h"
#include "ingest/header_name.h"

enum { TEXT_BLOCK = 256 * 1024 };

struct sw_table {
    char *file;
    GPtrArray *headers;  /* of char *, as in the file */
    GPtrArray *labels;   /* of char *, a column */
    GHashTable *by_name; /* folded header to column + 1 */
    GHashTable *copies;  /* folded header to the number of its last copy */
    GStringChunk *text;  /* owns the cells */
    GPtrArray *cells;    /* row-major, borrowed from text */
    GArray *lines;       /* of size_t, a row */
    GArray *ends;        /* of size_t: rows up to the end of each file */
    GPtrArray *files;    /* of char *: of the files but the first */
    sw_diagnostics *rejects;
    GHashTable *rejected_lines;
    sw_table_origin origin;
    sw_columns *columns;
};

sw_table *sw_table_new(const char *file)
{
    sw_table *t = g_new0(sw_table, 1);
    t->file = g_strdup(file);
    t->headers = g_ptr_array_new_with_free_func(g_free);
    t->labels = g_ptr_array_new_with_free_func(g_free);
    t->by_name = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    t->copies = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    t->text = g_string_chunk_new(TEXT_BLOCK);
    t->cells = g_ptr_array_new();
    t->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
    t->ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    t->files = g_ptr_array_new_with_free_func(g_free);
    t->rejects = sw_diagnostics_new();
    t->rejected_lines = g_hash_table_new(NULL, NULL);
    t->origin.source = "text";
    t->origin.format = "";
    t->origin.encoding = "utf-8";
    return t;
}

void sw_table_free(sw_table *t)
{
    if (t == NULL)
        return;
    g_free(t->file);
    g_ptr_array_free(t->headers, TRUE);
    g_ptr_array_free(t->labels, TRUE);
    g_hash_table_destroy(t->by_name);
    g_hash_table_destroy(t->copies);
    g_string_chunk_free(t->text);
    g_ptr_array_free(t->cells, TRUE);
    g_array_free(t->lines, TRUE);
    g_array_free(t->ends, TRUE);
    g_ptr_array_free(t->files, TRUE);
    sw_diagnostics_free(t->rejects);
    g_hash_table_destroy(t->rejected_lines);
    sw_columns_free(t->columns);
    g_free(t);
}

const char *sw_table_file(const sw_table *t)
{
    return t->file;
}

size_t sw_table_rows(const sw_table *t)
{
    return t->lines->len;
}

size_t sw_table_columns(const sw_table *t)
{
    return t->headers->len;
}

const char *sw_table_header(const sw_table *t, size_t column)
{
    return t->headers->pdata[column];
}

size_t sw_table_find(const sw_table *t, const char *header)
{
    g_autofree char *key = sw_header_fold(header);
    gpointer column = g_hash_table_lookup(t->by_name, key);
    return column == NULL ? SIZE_MAX : GPOINTER_TO_SIZE(column) - 1;
}

/* The header, or the first of header#2, header#3 ... that is still free; the
 * search goes on where it ended, for a file may have 16,384 equal headers. */
static char *free_name(const sw_table *t, const char *header)
{
    char *name = g_strdup(header);
    if (sw_table_find(t, name) == SIZE_MAX)
        return name;
    char *key = sw_header_fold(header);
    int k = GPOINTER_TO_INT(g_hash_table_lookup(t->copies, key));
    for (k = MAX(k, 1); sw_table_find(t, name) != SIZE_MAX;) {
        g_free(name);
        name = g_strdup_printf("%s#%d", header, ++k);
    }
    g_hash_table_insert(t->copies, key, GINT_TO_POINTER(k));
    return name;
}

static void index_column(sw_table *t, size_t column)
{
    g_hash_table_insert(t->by_name, sw_header_fold(sw_table_header(t, column)),
                        GSIZE_TO_POINTER(column + 1));
}

void sw_table_rename(sw_table *t, size_t column, const char *header)
{
    g_autofree char *old = sw_header_fold(sw_table_header(t, column));
    g_hash_table_remove(t->by_name, old);
    char *name = free_name(t, header);
    g_free(t->headers->pdata[column]);
    t->headers->pdata[column] = name;
    index_column(t, column);
}

char *sw_table_header_list(const sw_table *t)
{
    enum { ENOUGH = 12 };
    size_t n = t->headers->len;
    if (n < 2)
        return g_strdup("one column of another name");
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < n && i < ENOUGH; i++)
        g_string_append_printf(s, "%s'%s'", i ? ", " : "",
                               sw_table_header(t, i));
    if (n > ENOUGH)
        g_string_append_printf(s, " and %zu more", n - ENOUGH);
    return g_string_free(s, FALSE);
}

/* Without blanks (also no-break ones and byte order marks) at both ends. */
static const char *trimmed(const char *text, size_t *length)
{
    *length = strlen(text);
    const char *end = text + *length;
    if (*length == 0 || (g_ascii_isgraph(*text) && g_ascii_isgraph(end[-1])))
        return text;
    while (text < end) {
        gunichar c = g_utf8_get_char(text);
        if (!g_unichar_isspace(c) && c != 0xFEFF)
            break;
        text = g_utf8_next_char(text);
    }
    while (text < end) {
        const char *last = g_utf8_prev_char(end);
        if (!g_unichar_isspace(g_utf8_get_char(last)))
            break;
        end = last;
    }
    *length = (size_t)(end - text);
    return text;
}

void sw_table_add_column(sw_table *t, const char *header)
{
    size_t n;
    const char *from = trimmed(header, &n);
    g_autofree char *name =
        n > 0 ? g_strndup(from, n)
              : g_strdup_printf("(column %u)", t->headers->len + 1);
    g_ptr_array_add(t->headers, free_name(t, name));
    g_ptr_array_add(t->labels, g_strdup(""));
    index_column(t, t->headers->len - 1);
}

const char *sw_table_label(const sw_table *t, size_t column)
{
    return t->labels->pdata[column];
}

void sw_table_set_label(sw_table *t, size_t column, const char *label)
{
    g_free(t->labels->pdata[column]);
    t->labels->pdata[column] = g_strdup(label);
    g_autofree char *key = sw_header_fold(label);
    if (key[0] != '\0' && !g_hash_table_contains(t->by_name, key))
        g_hash_table_insert(t->by_name, g_steal_pointer(&key),
                            GSIZE_TO_POINTER(column + 1));
}

static char *kept(sw_table *t, const char *text, size_t n)
{
    return n == 0 ? (char *)""
                  : g_string_chunk_insert_len(t->text, text, (gssize)n);
}

void sw_table_set_cell(sw_table *t, size_t row, size_t column, const char *text)
{
    t->cells->pdata[row * t->headers->len + column] =
        kept(t, text, strlen(text));
}

void sw_table_drop_rows(sw_table *t, const char *drop)
{
    size_t width = t->headers->len, to = 0, part = 0;
    for (size_t row = 0; row < t->lines->len; row++) {
        while (part < t->ends->len &&
               row == g_array_index(t->ends, size_t, part))
            g_array_index(t->ends, size_t, part++) = to;
        if (drop[row])
            continue;
        memmove(t->cells->pdata + to * width, t->cells->pdata + row * width,
                width * sizeof *t->cells->pdata);
        g_array_index(t->lines, size_t, to) =
            g_array_index(t->lines, size_t, row);
        to++;
    }
    g_ptr_array_set_size(t->cells, (int)(to * width));
    g_array_set_size(t->lines, (guint)to);
}

size_t sw_table_part(const sw_table *t, size_t row)
{
    size_t part = 0;
    while (part < t->ends->len && row >= g_array_index(t->ends, size_t, part))
        part++;
    return part;
}

const char *sw_table_part_file(const sw_table *t, size_t part)
{
    return part == 0 ? t->file : t->files->pdata[part - 1];
}

void sw_table_add_row(sw_table *t, size_t line, const char *const *cells)
{
    for (size_t i = 0; i < t->headers->len; i++) {
        size_t n;
        const char *from = trimmed(cells[i], &n);
        g_ptr_array_add(t->cells, kept(t, from, n));
    }
    g_array_append_val(t->lines, line);
}

const char *sw_table_cell(const sw_table *t, size_t row, size_t column)
{
    return t->cells->pdata[row * t->headers->len + column];
}

size_t sw_table_line(const sw_table *t, size_t row)
{
    return g_array_index(t->lines, size_t, row);
}

void sw_table_reject(sw_table *t, size_t line, size_t column, const char *code,
                     const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sw_table_reject_say(t, line, column, code, sw_message_args(fmt, args));
    va_end(args);
}

static void reject(sw_table *t, size_t part, size_t line, size_t column,
                   const char *code, sw_message *reason)
{
    enum { LINE_BITS = 44 }; /* below: the number of the file */
    sw_place place = {sw_table_part_file(t, part), line, column, NULL};
    sw_diagnose_say(t->rejects, SW_WARNING, code, place, NULL, reason);
    g_hash_table_add(t->rejected_lines,
                     GSIZE_TO_POINTER(part << LINE_BITS | line));
}

void sw_table_reject_say(sw_table *t, size_t line, size_t column,
                         const char *code, sw_message *reason)
{
    reject(t, 0, line, column, code, reason);
}

void sw_table_reject_row(sw_table *t, size_t row, size_t column,
                         const char *code, sw_message *reason)
{
    reject(t, sw_table_part(t, row), sw_table_line(t, row), column, code,
           reason);
}

const sw_diagnostics *sw_table_rejects(const sw_table *t)
{
    return t->rejects;
}

size_t sw_table_n_rejected(const sw_table *t)
{
    return g_hash_table_size(t->rejected_lines);
}

const sw_columns *sw_table_decisions(const sw_table *t)
{
    return t->columns;
}

void sw_table_set_decisions(sw_table *t, sw_columns *columns)
{
    sw_columns_free(t->columns);
    t->columns = columns;
}

const sw_table_origin *sw_table_source(const sw_table *t)
{
    return &t->origin;
}

void sw_table_set_source(sw_table *t, const sw_table_origin *origin)
{
    t->origin = *origin;
    t->origin.source = g_string_chunk_insert(
        t->text, origin->source != NULL ? origin->source : "text");
    t->origin.format = g_string_chunk_insert(
        t->text, origin->format != NULL ? origin->format : "");
    t->origin.encoding = g_string_chunk_insert(
        t->text, origin->encoding != NULL ? origin->encoding : "");
}

/* Column of each of the other's headers; those that are new are added. */
static size_t *columns_of(sw_table *t, const sw_table *other)
{
    size_t n = sw_table_columns(other), before = sw_table_columns(t);
    size_t *at = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = sw_table_find(t, sw_table_header(other, i));
    for (size_t i = 0; i < n; i++)
        if (at[i] == SIZE_MAX) {
            at[i] = sw_table_columns(t);
            sw_table_add_column(t, sw_table_header(other, i));
            sw_columns_take(t->columns, other->columns, i);
        }
    size_t width = sw_table_columns(t);
    if (width == before)
        return at;
    g_autoptr(GPtrArray) old = g_steal_pointer(&t->cells);
    t->cells = g_ptr_array_new();
    for (size_t row = 0; row < t->lines->len; row++)
        for (size_t i = 0; i < width; i++)
            g_ptr_array_add(t->cells, i < before ? old->pdata[row * before + i]
                                                 : (char *)"");
    return at;
}

static void take_rejects(sw_table *t, size_t part, const sw_table *other)
{
    for (size_t i = 0; i < sw_diagnostics_length(other->rejects); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(other->rejects, i);
        reject(t, part, x->line, x->column, x->code, sw_diagnostic_said(x));
    }
}

void sw_table_append(sw_table *t, sw_table *other)
{
    size_t end = t->lines->len;
    g_autofree size_t *at = columns_of(t, other);
    size_t width = sw_table_columns(t);
    g_autofree const char **cells = g_new(const char *, width + 1);
    g_array_append_val(t->ends, end);
    g_ptr_array_add(t->files, g_strdup(other->file));
    for (size_t row = 0; row < sw_table_rows(other); row++) {
        for (size_t i = 0; i < width; i++)
            cells[i] = "";
        for (size_t i = 0; i < sw_table_columns(other); i++)
            cells[at[i]] = sw_table_cell(other, row, i);
        sw_table_add_row(t, sw_table_line(other, row), cells);
    }
    take_rejects(t, t->files->len, other);
}
