#include "ingest/json_pages.h"

#include <string.h>

#include "base/hash.h"

enum { MAX_LISTS_IN_LISTS = 4 };

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
    static const char *const words[] = {"day", "id", "login", "date"};
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

static void add_row(sw_json_pages *p, const sw_json *row, const sw_json *page,
                    const sw_json *period)
{
    sw_json_grid_add_row(p->grid, p->line + row->line - 1);
    for (size_t i = 0; page != NULL && i < page->n_items; i++) {
        const sw_json *outer = page->items[i];
        if (outer->type == SW_JSON_STRING && member(row, outer->key) == NULL)
            sw_json_grid_put(p->grid, outer->key, outer->string);
    }
    sw_json_grid_put_object(p->grid, row);
    if (period != NULL)
        sw_json_grid_put_object(p->grid, period);
    if (member(row, "user_login") != NULL)
        sw_json_grid_put_number(p->grid, SW_ACTIVE_DAYS, is_active(row));
    if (member(row, "total_active_users") != NULL)
        put_counters(p, row);
}

/* One row, or one for each period that it reports. */
static void add_rows_of(sw_json_pages *p, const sw_json *row,
                        const sw_json *page)
{
    const sw_json *periods = list(row, PERIODS);
    if (periods == NULL || periods->n_items == 0) {
        add_row(p, row, page, NULL);
        return;
    }
    for (size_t i = 0; i < periods->n_items; i++)
        add_row(p, row, page, periods->items[i]);
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

static void add_value(sw_json_pages *p, const sw_json *v, int depth);

static void add_list(sw_json_pages *p, const sw_json *items,
                     const sw_json *page)
{
    for (size_t i = 0; i < items->n_items; i++) {
        if (items->items[i]->type == SW_JSON_OBJECT)
            add_rows_of(p, items->items[i], page);
        else
            refuse(p, items->items[i], "no-object", NULL,
                   "this is no object, as every row has to be");
    }
}

static void add_page(sw_json_pages *p, const sw_json *v)
{
    const sw_json *days = list(v, "day_totals");
    const sw_json *rows = list(v, "seats");
    const sw_json *total = member(v, "total_seats");
    if (rows == NULL)
        rows = list(v, "value");
    if (rows != NULL) {
        add_list(p, rows, NULL);
        p->more = member(v, "@odata.nextLink") != NULL;
        if (total != NULL && total->type == SW_JSON_NUMBER)
            p->total_seats = MAX(p->total_seats, total->number);
    } else if (days != NULL) {
        add_list(p, days, v);
    } else if (!is_failure(p, v)) {
        add_rows_of(p, v, NULL);
    }
}

static void add_value(sw_json_pages *p, const sw_json *v, int depth)
{
    if (v->type == SW_JSON_OBJECT) {
        add_page(p, v);
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
