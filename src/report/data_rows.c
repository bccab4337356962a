/* data_rows.c - rows of a table, read from the result by paths. */
#include <string.h>

#include "base/clean_text.h"
#include "report/data_tables.h"

static const char LEAVES[] = "leaves:", DATA[] = "data.";

/* A table being written. */
typedef struct writer {
    const sw_data_source *source;
    const sw_json *fields;
    GString *out;
} writer;

/* A row: its element, its number, and its path where it is a leaf. */
typedef struct row {
    const sw_json *element;
    size_t index; /* from 1 */
    const char *path;
} row;

/* Numbers as result.json has them: nothing is lost. */
static void append_value(GString *out, const sw_json *v)
{
    char number[SW_NUMBER_TEXT];
    if (v == NULL)
        return;
    switch (v->type) {
    case SW_JSON_NUMBER:
        g_string_append(out, sw_number_text(v->number, number));
        break;
    case SW_JSON_BOOLEAN:
        g_string_append(out, v->boolean ? "true" : "false");
        break;
    case SW_JSON_STRING:
        sw_clean_csv(out, v->string);
        break;
    default:
        break;
    }
}

static const sw_json *value_at(const sw_json *element, const char *from)
{
    for (; *from == '^'; from++)
        element = element->parent->parent; /* its list, and what holds that */
    return *from == '\0' ? element : sw_json_at(element, from);
}

static void append_field(const writer *w, const row *r, const char *from)
{
    if (strcmp(from, "@run_id") == 0)
        sw_clean_csv(w->out, w->source->run_id);
    else if (strcmp(from, "@index") == 0)
        g_string_append_printf(w->out, "%zu", r->index);
    else if (strcmp(from, "@path") == 0)
        sw_clean_csv(w->out, r->path);
    else if (strcmp(from, "@number") == 0)
        append_value(w->out, r->element);
    else
        append_value(w->out, value_at(r->element, from));
}

static void append_row(const writer *w, const row *r)
{
    for (size_t i = 0; i < w->fields->n_items; i++) {
        if (i > 0)
            g_string_append_c(w->out, ',');
        append_field(w, r, sw_member_text(w->fields->items[i], "from"));
    }
    g_string_append_c(w->out, '\n');
}

/* Every element of the lists on the path: "evidence.chain" is each link of each
 * estimate. */
static void append_rows(const writer *w, const sw_json *v, const char *path)
{
    const char *dot = strchr(path, '.');
    g_autofree char *key =
        dot != NULL ? g_strndup(path, (gsize)(dot - path)) : g_strdup(path);
    const sw_json *list = sw_json_member(v, key);
    if (list == NULL)
        return;
    if (dot != NULL && list->type == SW_JSON_OBJECT) {
        append_rows(w, list, dot + 1);
        return;
    }
    for (size_t i = 0; i < list->n_items; i++) {
        if (dot != NULL)
            append_rows(w, list->items[i], dot + 1);
        else
            append_row(w, &(row){list->items[i], i + 1, NULL});
    }
}

/* Figures below an object, by their paths; lists are tables of their own. */
static void append_leaves(const writer *w, const sw_json *v, const char *path)
{
    if (v == NULL)
        return;
    if (v->type == SW_JSON_OBJECT) {
        for (size_t i = 0; i < v->n_items; i++) {
            g_autofree char *below =
                g_strdup_printf("%s.%s", path, v->items[i]->key);
            append_leaves(w, v->items[i], below);
        }
    } else if (v->type == SW_JSON_NUMBER || v->type == SW_JSON_NULL) {
        append_row(w, &(row){v, 0, path});
    }
}

static void append_all_leaves(const writer *w, const char *names)
{
    g_auto(GStrv) parts = g_strsplit(names, ",", -1);
    for (char **name = parts; *name != NULL; name++)
        append_leaves(w, sw_json_member(w->source->result, *name), *name);
}

char *sw_data_csv(const sw_data_source *source, const sw_json *spec)
{
    const char *rows = sw_member_text(spec, "rows");
    writer w = {source, sw_json_member(spec, "fields"), g_string_new(NULL)};
    for (size_t i = 0; i < w.fields->n_items; i++) {
        g_string_append(w.out, i > 0 ? "," : "");
        sw_clean_csv(w.out, sw_member_text(w.fields->items[i], "name"));
    }
    g_string_append_c(w.out, '\n');
    if (*rows == '\0')
        append_row(&w, &(row){source->result, 1, NULL});
    else if (g_str_has_prefix(rows, LEAVES))
        append_all_leaves(&w, rows + strlen(LEAVES));
    else if (g_str_has_prefix(rows, DATA))
        append_rows(&w, source->data, rows + strlen(DATA));
    else
        append_rows(&w, source->result, rows);
    return g_string_free(w.out, FALSE);
}
