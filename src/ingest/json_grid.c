#include "ingest/json_grid.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/csv_reader.h"
#include "ingest/number_text.h"

static void free_row(gpointer row)
{
    if (row != NULL)
        g_ptr_array_unref(row);
}

void sw_json_grid_init(sw_json_grid *g)
{
    *g = (sw_json_grid){.headers = g_ptr_array_new_with_free_func(g_free),
                        .column = g_hash_table_new_full(
                            sw_hash_text, g_str_equal, g_free, NULL),
                        .rows = g_ptr_array_new_with_free_func(free_row),
                        .lines = g_array_new(FALSE, FALSE, sizeof(size_t))};
}

void sw_json_grid_clear(sw_json_grid *g)
{
    g_ptr_array_unref(g->headers);
    g_hash_table_unref(g->column);
    g_ptr_array_unref(g->rows);
    g_array_unref(g->lines);
}

void sw_json_grid_add_row(sw_json_grid *g, size_t line)
{
    g_ptr_array_add(g->rows, g_ptr_array_new_with_free_func(g_free));
    g_array_append_val(g->lines, line);
}

/* Column of the name + 1, or 0. */
static guint find(const sw_json_grid *g, const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return GPOINTER_TO_UINT(g_hash_table_lookup(g->column, lower));
}

static guint column_of(sw_json_grid *g, const char *name)
{
    guint column = find(g, name);
    if (column > 0)
        return column - 1;
    g_ptr_array_add(g->headers, g_strdup(name));
    g_hash_table_insert(g->column, g_ascii_strdown(name, -1),
                        GUINT_TO_POINTER(g->headers->len));
    return g->headers->len - 1;
}

void sw_json_grid_set(sw_json_grid *g, size_t row, const char *name,
                      const char *text)
{
    guint column = column_of(g, name);
    GPtrArray *cells = g->rows->pdata[row];
    if (cells->len <= column)
        g->places += column + 1 - cells->len;
    g->overflow |= g->places > SW_RECORDS_MAX_CELLS ||
                   g->headers->len > SW_CSV_MAX_COLUMNS;
    if (g->overflow)
        return;
    if (cells->len <= column)
        g_ptr_array_set_size(cells, (gint)column + 1);
    char *old = cells->pdata[column];
    cells->pdata[column] = g_strdup(text);
    g_free(old);
}

static void put(sw_json_grid *g, const char *name, const char *text)
{
    sw_json_grid_set(g, g->rows->len - 1, name, text);
}

void sw_json_grid_put_number(sw_json_grid *g, const char *name, double x)
{
    g_autoptr(GString) text = g_string_new(NULL);
    sw_cell_put_number(text, x);
    put(g, name, text->str);
}

static void put_value(sw_json_grid *g, const char *name, const sw_json *v)
{
    switch (v->type) {
    case SW_JSON_NULL: /* the column is there, the value is not */
        put(g, name, "");
        break;
    case SW_JSON_BOOLEAN:
        put(g, name, v->boolean ? "true" : "false");
        break;
    case SW_JSON_NUMBER:
        sw_json_grid_put_number(g, name, v->number);
        break;
    case SW_JSON_STRING:
        put(g, name, v->string);
        break;
    case SW_JSON_ARRAY:
    case SW_JSON_OBJECT:
        break;
    }
}

static void put_members(sw_json_grid *g, const sw_json *v, const char *above)
{
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *member = v->items[i];
        g_autofree char *name = above != NULL
                                    ? g_strconcat(above, ".", member->key, NULL)
                                    : g_strdup(member->key);
        if (member->type == SW_JSON_OBJECT)
            put_members(g, member, name);
        else
            put_value(g, name, member);
    }
}

void sw_json_grid_put_member(sw_json_grid *g, const sw_json *member)
{
    if (member->type == SW_JSON_OBJECT)
        put_members(g, member, member->key);
    else
        put_value(g, member->key, member);
}

void sw_json_grid_put_object(sw_json_grid *g, const sw_json *v)
{
    if (v->type == SW_JSON_OBJECT)
        put_members(g, v, NULL);
}

static const char *cell(const sw_json_grid *g, size_t row, guint column)
{
    const GPtrArray *cells = g->rows->pdata[row];
    const char *text = column < cells->len ? cells->pdata[column] : NULL;
    return text != NULL ? text : "";
}

const char *sw_json_grid_text(const sw_json_grid *g, size_t row,
                              const char *name)
{
    guint column = find(g, name);
    return column == 0 ? "" : cell(g, row, column - 1);
}

bool sw_json_grid_is_too_large(const sw_json_grid *g)
{
    return g->overflow ||
           (size_t)g->rows->len * g->headers->len > SW_RECORDS_MAX_CELLS;
}

void sw_json_grid_drop(sw_json_grid *g, const char *drop)
{
    size_t *line = (size_t *)(void *)g->lines->data;
    guint kept = 0;
    for (guint i = 0; i < g->rows->len; i++) {
        if (drop[i]) {
            g_ptr_array_unref(g->rows->pdata[i]);
            continue;
        }
        line[kept] = line[i];
        g->rows->pdata[kept++] = g->rows->pdata[i];
    }
    for (guint i = kept; i < g->rows->len; i++)
        g->rows->pdata[i] = NULL; /* moved, or released above */
    g_ptr_array_set_size(g->rows, (gint)kept);
    g_array_set_size(g->lines, kept);
}

sw_records *sw_json_grid_records(const sw_json_grid *g)
{
    sw_records *r = sw_records_new();
    for (guint i = 0; i < g->headers->len; i++) {
        const char *header = g->headers->pdata[i];
        sw_records_add(r, header, strlen(header));
    }
    sw_records_end(r, 1);
    for (guint row = 0; row < g->rows->len; row++) {
        for (guint i = 0; i < g->headers->len; i++) {
            const char *text = cell(g, row, i);
            sw_records_add(r, text, strlen(text));
        }
        sw_records_end(r, g_array_index(g->lines, size_t, row));
    }
    return r;
}
