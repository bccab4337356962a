#include "ingest/json_pages.h"

#include <string.h>

#include "base/hash.h"

enum { MAX_LISTS_IN_LISTS = 4, LOOKED_AT = 5 };

static const char PERIODS[] = "copilotActivityUserDetailsByPeriod";

/* Member by name without case: writers of Graph's files differ in it. */
static const sw_json *member(const sw_json *v, const char *key)
{
    if (v->type != SW_JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < v->n_items; i++)
        if (g_ascii_strcasecmp(v->items[i]->key, key) == 0)
            return v->items[i];
    return NULL;
}

static const sw_json *list(const sw_json *v, const char *key)
{
    const sw_json *m = member(v, key);
    return m != NULL && m->type == SW_JSON_ARRAY ? m : NULL;
}

/* Numbers and words that say who or when, not how much. */
static bool is_label(const char *key)
{
    static const char *const words[] = {"day", "id", "login", "date",
                                        "phase_number"};
    if (g_str_has_suffix(key, "_id") || g_str_has_suffix(key, "_day") ||
        g_str_has_suffix(key, "_partition"))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(key, words[i]) == 0)
            return true;
    return false;
}

/* Any counter above 0, at any depth, or any used_* flag (FORMATS 4.4). */
static bool is_active(const sw_json *v)
{
    if (v->type == SW_JSON_NUMBER)
        return v->number > 0 && (v->key == NULL || !is_label(v->key));
    if (v->type == SW_JSON_BOOLEAN)
        return v->boolean && v->key != NULL &&
               g_str_has_prefix(v->key, "used_");
    for (size_t i = 0; i < v->n_items; i++)
        if (is_active(v->items[i]))
            return true;
    return false;
}

/* Sums counters within lists by their name. Counts of people are left out:
 * somebody who uses two editors would count twice. */
static void add_counters(GHashTable *sums, GPtrArray *names, const sw_json *v,
                         bool within)
{
    bool counts = within && v->type == SW_JSON_NUMBER && v->key != NULL &&
                  g_str_has_prefix(v->key, "total_") &&
                  !g_str_has_suffix(v->key, "_users");
    if (counts) {
        double *sum = g_hash_table_lookup(sums, v->key);
        if (sum == NULL) {
            sum = g_new0(double, 1);
            g_hash_table_insert(sums, v->key, sum);
            g_ptr_array_add(names, v->key);
        }
        *sum += v->number;
    }
    within = within || v->type == SW_JSON_ARRAY;
    for (size_t i = 0; i < v->n_items; i++)
        add_counters(sums, names, v->items[i], within);
}

static void put_counters(sw_json_pages *p, const sw_json *row)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GHashTable *sums =
        g_hash_table_new_full(sw_hash_text, g_str_equal, NULL, g_free);
    add_counters(sums, names, row, false);
    for (guint i = 0; i < names->len; i++) {
        const double *sum = g_hash_table_lookup(sums, names->pdata[i]);
        sw_json_grid_put_number(p->grid, names->pdata[i], *sum);
    }
    g_hash_table_unref(sums);
}

/* What the objects about the row say of all of their rows; where a page stands
 * among others, and what the row says itself, is left out. */
static void put_outer(sw_json_pages *p, const sw_json *v)
{
    const sw_json *up = v->parent;
    for (; up != NULL; up = up->parent)
        if (up->type == SW_JSON_OBJECT &&
            (up->parent == NULL || up->parent->type == SW_JSON_ARRAY))
            break;
    if (up == NULL)
        return;
    put_outer(p, up);
    for (size_t i = 0; i < up->n_items; i++)
        if (!sw_json_is_paging(up->items[i]->key))
            sw_json_grid_put_member(p->grid, up->items[i]);
}

/* Numbers of objects in a list by their names, texts that differ apart by +. */
static void add_up(GHashTable *sums, GHashTable *texts, GPtrArray *names,
                   const sw_json *v, const char *name)
{
    if (v->type == SW_JSON_OBJECT || v->type == SW_JSON_ARRAY)
        for (size_t i = 0; i < v->n_items; i++) {
            const char *key = v->items[i]->key;
            g_autofree char *inner = key != NULL
                                         ? g_strconcat(name, ".", key, NULL)
                                         : g_strdup(name);
            add_up(sums, texts, names, v->items[i], inner);
        }
    if (v->type != SW_JSON_NUMBER && v->type != SW_JSON_STRING)
        return;
    double *sum = g_hash_table_lookup(sums, name);
    GString *text = g_hash_table_lookup(texts, name);
    if (sum == NULL) {
        char *kept = g_strdup(name);
        sum = g_new0(double, 1);
        text = g_string_new(NULL);
        g_ptr_array_add(names, kept);
        g_hash_table_insert(sums, kept, sum);
        g_hash_table_insert(texts, kept, text);
    }
    *sum += v->type == SW_JSON_NUMBER ? v->number : 0;
    if (v->type == SW_JSON_STRING && strstr(text->str, v->string) == NULL)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "+" : "",
                               v->string);
}

static void free_text(gpointer text)
{
    g_string_free(text, TRUE);
}

/* A list within a row whose numbers add up to the row's. */
static void put_sums(sw_json_pages *p, const sw_json *items)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) sums =
        g_hash_table_new_full(sw_hash_text, g_str_equal, NULL, g_free);
    g_autoptr(GHashTable) texts =
        g_hash_table_new_full(sw_hash_text, g_str_equal, NULL, free_text);
    add_up(sums, texts, names, items, items->key);
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        const GString *text = g_hash_table_lookup(texts, name);
        const double *sum = g_hash_table_lookup(sums, name);
        if (text->len > 0)
            sw_json_grid_set(p->grid, p->grid->rows->len - 1, name, text->str);
        else
            sw_json_grid_put_number(p->grid, name, *sum);
    }
}

static void put_lists(sw_json_pages *p, const sw_json *row)
{
    for (size_t i = 0; i < row->n_items; i++)
        if (row->items[i]->type == SW_JSON_ARRAY &&
            sw_formats_sum_list(p->envelope.formats, row->items[i]->key))
            put_sums(p, row->items[i]);
}

static void add_row(sw_json_pages *p, const sw_json *row, const sw_json *period)
{
    sw_json_grid_add_row(p->grid, p->line + row->line - 1);
    put_outer(p, row);
    sw_json_grid_put_object(p->grid, row);
    put_lists(p, row);
    if (period != NULL)
        sw_json_grid_put_object(p->grid, period);
    if (member(row, "user_login") != NULL)
        sw_json_grid_put_number(p->grid, SW_ACTIVE_DAYS, is_active(row));
    if (member(row, "total_active_users") != NULL)
        put_counters(p, row);
}

/* One row, or one for each period that it reports. */
static void add_rows_of(sw_json_pages *p, const sw_json *row)
{
    const sw_json *periods = list(row, PERIODS);
    p->paging->held++;
    if (periods == NULL || periods->n_items == 0) {
        add_row(p, row, NULL);
        return;
    }
    for (size_t i = 0; i < periods->n_items; i++)
        add_row(p, row, periods->items[i]);
}

static void refuse(sw_json_pages *p, const sw_json *v, const char *code,
                   const char *remedy, const char *message)
{
    sw_place place = {
        .file = p->name, .line = p->line + v->line - 1, .column = v->column};
    if (!p->failed)
        sw_diagnose(p->d, SW_ERROR, code, place, remedy, "%s", message);
    p->failed = true;
}

/* What a service answers in place of data. */
static bool is_failure(sw_json_pages *p, const sw_json *v)
{
    const sw_json *error = member(v, "error");
    const sw_json *message = member(v, "message");
    if (error != NULL && error->type == SW_JSON_OBJECT)
        message = member(error, "message");
    else if (member(v, "documentation_url") == NULL)
        return false;
    if (message == NULL || message->type != SW_JSON_STRING)
        return false;
    g_autofree char *text =
        g_strdup_printf("the file holds no data, but the service's answer: %s",
                        message->string);
    refuse(p, v, "service-error", "export it again", text);
    return true;
}

/* Whether rows stand within the objects of a list: buckets of time with
 * results, as OpenAI has them. */
static bool holds_buckets(const sw_json_pages *p, const sw_json *first)
{
    if (first->type != SW_JSON_OBJECT)
        return false;
    g_autoptr(GPtrArray) lists = sw_json_lists(first);
    return lists->len == 1 && !sw_json_is_row(&p->envelope, first) &&
           sw_json_is_page(&p->envelope, first, lists);
}

static void add_list(sw_json_pages *p, const sw_json *items);

static void add_bucket(sw_json_pages *p, const sw_json *bucket)
{
    g_autoptr(GPtrArray) lists = sw_json_lists(bucket);
    if (lists->len > 0)
        add_list(p, ((sw_json_list *)lists->pdata[0])->list);
}

static void add_list(sw_json_pages *p, const sw_json *items)
{
    bool buckets = false;
    for (size_t i = 0; i < MIN(items->n_items, (size_t)LOOKED_AT); i++)
        buckets = buckets || holds_buckets(p, items->items[i]);
    for (size_t i = 0; i < items->n_items; i++) {
        if (items->items[i]->type != SW_JSON_OBJECT)
            refuse(p, items->items[i], "no-object", NULL,
                   "this is no object, as every row has to be");
        else if (buckets)
            add_bucket(p, items->items[i]);
        else
            add_rows_of(p, items->items[i]);
    }
}

/* Lists by name and length, for an error that asks which is meant. */
static char *describe(const GPtrArray *lists)
{
    GString *s = g_string_new(NULL);
    for (guint i = 0; i < lists->len; i++) {
        const sw_json_list *l = lists->pdata[i];
        g_string_append_printf(s, "%s\"%s\" (%zu)", i > 0 ? ", " : "", l->path,
                               l->list->n_items);
    }
    return g_string_free(s, FALSE);
}

static void add_page(sw_json_pages *p, const sw_json *v, const GPtrArray *lists)
{
    const sw_json *rows = sw_json_rows_of(&p->envelope, lists);
    sw_json_paging_add(p->paging, v, p->line);
    if (rows != NULL) {
        add_list(p, rows);
        return;
    }
    g_autofree char *names = describe(lists);
    g_autofree char *message =
        p->envelope.rows != NULL
            ? g_strdup_printf("the document has no list \"%s\"; it has %s",
                              p->envelope.rows, names)
            : g_strdup_printf(
                  "several lists of the document may hold its rows: "
                  "%s",
                  names);
    refuse(p, v, "several-lists",
           "name it in \"rows\" beside the file in pilot.json, or with --rows",
           message);
}

static const sw_json *empty_list(const sw_json *v)
{
    for (size_t i = 0; i < v->n_items; i++)
        if (v->items[i]->type == SW_JSON_ARRAY &&
            (v->items[i]->n_items == 0 ||
             v->items[i]->items[0]->type == SW_JSON_ARRAY))
            return v->items[i];
    return NULL;
}

/* A page without rows, or with rows that are lists, is no row of a table. */
static bool is_empty_page(sw_json_pages *p, const sw_json *v, bool alone)
{
    const sw_json *list = empty_list(v);
    bool paged = false;
    for (size_t i = 0; i < v->n_items; i++)
        paged = paged || sw_json_is_paging(v->items[i]->key);
    if (list == NULL || (!alone && !paged && v->n_items > 1) ||
        sw_json_is_row(&p->envelope, v))
        return false;
    sw_json_paging_add(p->paging, v, p->line);
    if (list->n_items > 0)
        refuse(p, list, "no-object",
               "export it as objects with names, or as CSV",
               "the rows are lists: nothing names their columns");
    return true;
}

/* Names of the members, and which of them are lists with something in them:
 * rows of a log are alike, and what one is need be found once. */
static char *shape_of(const sw_json *v)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *m = v->items[i];
        bool list = m->type == SW_JSON_ARRAY || m->type == SW_JSON_OBJECT;
        g_string_append(s, m->key);
        g_string_append_c(s, list && m->n_items > 0 ? '[' : ',');
    }
    return g_string_free(s, FALSE);
}

/* `alone`: no other stands beside it, so that a list within is its table. */
static void add_object(sw_json_pages *p, const sw_json *v, bool alone)
{
    if (is_failure(p, v))
        return;
    g_autofree char *shape = shape_of(v);
    if (g_hash_table_contains(p->known, shape)) {
        add_rows_of(p, v);
        return;
    }
    g_autoptr(GPtrArray) lists = sw_json_lists(v);
    bool page = lists->len > 0 && !sw_json_is_row(&p->envelope, v) &&
                (alone || sw_json_is_page(&p->envelope, v, lists));
    if (page) {
        add_page(p, v, lists);
    } else if (lists->len > 0 || !is_empty_page(p, v, alone)) {
        add_rows_of(p, v);
        g_hash_table_add(p->known, g_steal_pointer(&shape));
    }
}

static void add_value(sw_json_pages *p, const sw_json *v, int depth)
{
    if (v->type == SW_JSON_OBJECT) {
        add_object(p, v, depth == 0 && p->alone);
    } else if (v->type == SW_JSON_ARRAY && depth < MAX_LISTS_IN_LISTS) {
        for (size_t i = 0; i < v->n_items; i++)
            add_value(p, v->items[i], depth + 1);
    } else {
        refuse(p, v, "no-object", NULL,
               "this is no object, as every row has to be");
    }
}

void sw_json_pages_add(sw_json_pages *p, const sw_json_document *document)
{
    p->line = document->line;
    add_value(p, document->root, 0);
}
