#include "ingest/multi_select.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"

enum { MAX_CHOICES = 40 };

/* The choices of a cell, trimmed, in order; free with g_ptr_array_unref. */
static GPtrArray *split(const char *cell, char separator)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    const char *mark = separator == '/' ? " / " : separator == ',' ? "," : ";";
    if (separator == 0) {
        g_ptr_array_add(out, g_strdup(cell));
        return out;
    }
    g_auto(GStrv) parts = g_strsplit(cell, mark, -1);
    for (char **p = parts; *p != NULL; p++) {
        char *choice = g_strstrip(*p);
        if (choice[0] != '\0')
            g_ptr_array_add(out, g_strdup(choice));
    }
    return out;
}

char *sw_multi_text(const char *cell, char separator)
{
    if (separator == 0)
        return g_strdup(cell);
    g_autoptr(GPtrArray) parts = split(cell, separator);
    g_ptr_array_add(parts, NULL);
    return g_strjoinv(";", (char **)parts->pdata);
}

/* Whether the parts recur as the choices of a list do, prose does not. */
static bool recurs(const sw_table *t, size_t column, char separator)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    size_t parts = 0, joined = 0;
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        g_autoptr(GPtrArray) list =
            split(sw_table_cell(t, i, column), separator);
        joined += list->len > 1;
        parts += list->len;
        for (guint k = 0; k < list->len; k++)
            g_hash_table_add(seen, g_strdup(list->pdata[k]));
    }
    guint choices = g_hash_table_size(seen);
    return joined > 0 && choices <= MAX_CHOICES && 2 * choices <= parts;
}

static bool any_has(const sw_table *t, size_t column, const char *mark)
{
    for (size_t i = 0; i < sw_table_rows(t); i++)
        if (strstr(sw_table_cell(t, i, column), mark) != NULL)
            return true;
    return false;
}

static bool any_ends(const sw_table *t, size_t column, const char *mark)
{
    for (size_t i = 0; i < sw_table_rows(t); i++)
        if (g_str_has_suffix(sw_table_cell(t, i, column), mark))
            return true;
    return false;
}

char sw_multi_separator(const sw_table *t, size_t column)
{
    if (any_ends(t, column, ";") ||
        (any_has(t, column, ";") && recurs(t, column, ';')))
        return ';';
    if (any_has(t, column, " / ") && recurs(t, column, '/'))
        return '/';
    return any_has(t, column, ",") && recurs(t, column, ',') ? ',' : 0;
}
