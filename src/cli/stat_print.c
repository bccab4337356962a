/* stat_print.c - the figures of a method as JSON, or aligned for a reader. */
#include <math.h>
#include <string.h>

#include "base/json_writer.h"
#include "cli/stat_output.h"

static void write_node(sw_json_writer *w, const sw_stat_node *node);

static void write_items(sw_json_writer *w, const sw_stat_node *node)
{
    for (guint i = 0; i < node->item->len; i++)
        write_node(w, g_ptr_array_index(node->item, i));
}

static void write_node(sw_json_writer *w, const sw_stat_node *node)
{
    if (node->key != NULL)
        sw_json_key(w, node->key);
    switch (node->kind) {
    case SW_STAT_NUMBER:
        sw_json_number(w, node->number);
        break;
    case SW_STAT_COUNT:
        sw_json_integer(w, (long long)node->count);
        break;
    case SW_STAT_TEXT:
        sw_json_string(w, node->text);
        break;
    case SW_STAT_BOOL:
        sw_json_boolean(w, node->boolean);
        break;
    case SW_STAT_OBJECT:
        sw_json_begin_object(w);
        write_items(w, node);
        sw_json_end_object(w);
        break;
    case SW_STAT_ARRAY:
        sw_json_begin_array(w);
        write_items(w, node);
        sw_json_end_array(w);
        break;
    }
}

char *sw_stat_json(const sw_stat_output *out, const char *method)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "method", method);
    if (out->n == SIZE_MAX)
        sw_json_put_null(&w, "n");
    else
        sw_json_put_integer(&w, "n", (long long)out->n);
    sw_json_put_integer(&w, "n_missing", (long long)out->n_missing);
    write_items(&w, out->root);
    sw_json_key(&w, "notes");
    sw_json_begin_array(&w);
    for (guint i = 0; i < out->notes->len; i++)
        sw_json_string(&w, g_ptr_array_index(out->notes, i));
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}

static char *number_text(double x)
{
    char buf[G_ASCII_DTOSTR_BUF_SIZE];
    if (!isfinite(x))
        return g_strdup("n/a");
    g_ascii_formatd(buf, sizeof buf, "%.7g", x);
    return g_strdup(buf);
}

/* What fits into one cell: everything but lists of objects. */
static char *cell_text(const sw_stat_node *node)
{
    switch (node->kind) {
    case SW_STAT_NUMBER:
        return number_text(node->number);
    case SW_STAT_COUNT:
        return g_strdup_printf("%zu", node->count);
    case SW_STAT_TEXT:
        return g_strdup(node->text == NULL ? "n/a" : node->text);
    case SW_STAT_BOOL:
        return g_strdup(node->boolean ? "yes" : "no");
    case SW_STAT_OBJECT:
    case SW_STAT_ARRAY:
        break;
    }
    GString *s = g_string_new("[");
    for (guint i = 0; i < node->item->len; i++) {
        const sw_stat_node *item = g_ptr_array_index(node->item, i);
        g_autofree char *text = cell_text(item);
        g_string_append_printf(s, "%s%s%s%s", i > 0 ? ", " : "",
                               item->key != NULL ? item->key : "",
                               item->key != NULL ? " " : "", text);
    }
    g_string_append_c(s, ']');
    return g_string_free(s, FALSE);
}

static bool is_list_of_objects(const sw_stat_node *node)
{
    if (node->kind != SW_STAT_ARRAY || node->item->len == 0)
        return false;
    const sw_stat_node *first = g_ptr_array_index(node->item, 0);
    return first->kind == SW_STAT_OBJECT;
}

static void append_cell(GString *s, const char *text, size_t width, bool right)
{
    glong length = g_utf8_strlen(text, -1);
    size_t fill = (size_t)length < width ? width - (size_t)length : 0;
    g_string_append(s, "  ");
    for (size_t i = 0; right && i < fill; i++)
        g_string_append_c(s, ' ');
    g_string_append(s, text);
    for (size_t i = 0; !right && i < fill; i++)
        g_string_append_c(s, ' ');
}

static void end_line(GString *s)
{
    while (s->len > 0 && s->str[s->len - 1] == ' ')
        g_string_truncate(s, s->len - 1);
    g_string_append_c(s, '\n');
}

/* All objects of one list have the keys of its first one. */
static void append_list(GString *s, const sw_stat_node *list)
{
    const sw_stat_node *first = g_ptr_array_index(list->item, 0);
    guint columns = first->item->len, rows = list->item->len;
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    g_autofree size_t *width = g_new0(size_t, columns);
    for (guint j = 0; j < columns; j++) {
        const sw_stat_node *head = g_ptr_array_index(first->item, j);
        g_ptr_array_add(cells, g_strdup(head->key));
    }
    for (guint i = 0; i < rows; i++) {
        const sw_stat_node *row = g_ptr_array_index(list->item, i);
        for (guint j = 0; j < columns; j++)
            g_ptr_array_add(cells,
                            j < row->item->len
                                ? cell_text(g_ptr_array_index(row->item, j))
                                : g_strdup(""));
    }
    for (guint i = 0; i < cells->len; i++) {
        size_t n = (size_t)g_utf8_strlen(g_ptr_array_index(cells, i), -1);
        width[i % columns] = MAX(width[i % columns], n);
    }
    g_string_append_printf(s, "%s\n", list->key);
    for (guint i = 0; i < cells->len; i++) {
        const sw_stat_node *head = g_ptr_array_index(first->item, i % columns);
        append_cell(s, g_ptr_array_index(cells, i), width[i % columns],
                    head->kind != SW_STAT_TEXT);
        if (i % columns == columns - 1)
            end_line(s);
    }
}

static void append_line(GString *s, size_t width, const char *key,
                        const char *text)
{
    g_string_append_printf(s, "%-*s  %s\n", (int)width, key, text);
}

static size_t key_width(const sw_stat_output *out)
{
    size_t width = strlen("n_missing");
    for (guint i = 0; i < out->root->item->len; i++) {
        const sw_stat_node *node = g_ptr_array_index(out->root->item, i);
        if (!is_list_of_objects(node))
            width = MAX(width, strlen(node->key));
    }
    return width;
}

static void append_count(GString *s, size_t width, const char *key, size_t n)
{
    g_autofree char *text =
        n == SIZE_MAX ? g_strdup("n/a") : g_strdup_printf("%zu", n);
    append_line(s, width, key, text);
}

char *sw_stat_text(const sw_stat_output *out, const char *method)
{
    GString *s = g_string_new(NULL);
    size_t width = key_width(out);
    append_line(s, width, "method", method);
    append_count(s, width, "n", out->n);
    append_count(s, width, "n_missing", out->n_missing);
    for (guint i = 0; i < out->root->item->len; i++) {
        const sw_stat_node *node = g_ptr_array_index(out->root->item, i);
        if (is_list_of_objects(node)) {
            append_list(s, node);
            continue;
        }
        g_autofree char *text = cell_text(node);
        append_line(s, width, node->key, text);
    }
    for (guint i = 0; i < out->notes->len; i++)
        append_line(s, width, "note", g_ptr_array_index(out->notes, i));
    return g_string_free(s, FALSE);
}
