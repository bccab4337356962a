/* init_look.c - reads exports and looks for days and people in them */
#include "cli/init_look.h"

#include <string.h>

#include "base/hash.h"
#include "cli/print.h"
#include "ingest/source.h"

/* List prices, which a comment says are to be replaced. */
static const sw_product PRODUCTS[] = {
    {"m365_", "Microsoft 365 Copilot", 30},
    {"viva_", "Microsoft 365 Copilot", 30},
    {"github_", "GitHub Copilot", 19},
    {"claude_", "Claude", 25},
    {"chatgpt_", "ChatGPT", 30},
    {"cursor_", "Cursor", 40},
    {"gemini_", "Gemini", 30},
    {"amazon_q_", "Amazon Q", 20},
};

const sw_product *sw_product_of(const sw_export *e)
{
    for (size_t i = 0; e->is.format != NULL && i < G_N_ELEMENTS(PRODUCTS); i++)
        if (g_str_has_prefix(e->is.format->name, PRODUCTS[i].prefix))
            return &PRODUCTS[i];
    return NULL;
}

static void clear_export(gpointer data)
{
    sw_export *e = data;
    g_free(e->path);
    g_free(e->name);
    sw_table_free(e->is.table);
    sw_diagnostics_free(e->is.d);
}

/* A day, or the first of a month. */
static void take_day(sw_export *e, const char *text)
{
    sw_day day;
    g_autofree char *first = strlen(text) == 7 ? g_strconcat(text, "-01", NULL)
                                               : g_strndup(text, 10);
    if (!sw_date_parse(&day, first))
        return;
    if (e->first == SW_DAY_NONE || day < e->first)
        e->first = day;
    if (e->last == SW_DAY_NONE || day > e->last)
        e->last = day;
}

static bool is_when(const sw_column *c)
{
    static const char *const names[] = {"period", "date", "seat_from",
                                        "last_activity", NULL};
    return c->maps_to != NULL && g_strv_contains(names, c->maps_to);
}

static void look_inside(sw_export *e)
{
    const sw_columns *c = sw_table_decisions(e->is.table);
    g_autoptr(GHashTable) people =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < c->n; i++) {
        bool person = g_strcmp0(c->column[i].maps_to, "person") == 0;
        if (!person && !is_when(&c->column[i]))
            continue;
        e->dated |= g_strcmp0(c->column[i].maps_to, "period") == 0;
        for (size_t row = 0; row < sw_table_rows(e->is.table); row++) {
            const char *cell = sw_table_cell(e->is.table, row, i);
            g_autofree char *text = sw_column_text(&c->column[i], cell);
            if (!person)
                take_day(e, text);
            else if (*text != '\0')
                g_hash_table_add(people, g_ascii_strdown(text, -1));
        }
    }
    e->people = g_hash_table_size(people);
}

static void read_one(GArray *all, const char *path, const sw_formats *formats)
{
    sw_export e = {.path = g_strdup(path),
                   .name = g_path_get_basename(path),
                   .first = SW_DAY_NONE,
                   .last = SW_DAY_NONE};
    sw_read_request request = {.path = path,
                               .name = e.name,
                               .formats = formats,
                               .keep_empty = true,
                               .allow_partial = true};
    e.is = (sw_identified){.file = e.name, .d = sw_diagnostics_new()};
    e.is.table = sw_source_read(&request, e.is.d);
    if (e.is.table == NULL || sw_table_rows(e.is.table) == 0) {
        sw_print_diagnostics(e.is.d, SW_ERROR, false);
        clear_export(&e);
        return;
    }
    e.is.format = sw_formats_find(formats, sw_table_source(e.is.table)->format);
    look_inside(&e);
    g_array_append_val(all, e);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_export_name(const char *name)
{
    static const char *const ends[] = {".csv",  ".tsv",    ".txt", ".xlsx",
                                       ".json", ".ndjson", ".zip"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    if (name[0] == '.' || strcmp(lower, "pilot.json") == 0 ||
        strcmp(lower, "pilot.schema.json") == 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return true;
    return false;
}

static void read_folder(GArray *all, const char *folder,
                        const sw_formats *formats)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (is_export_name(name))
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, by_name);
    for (guint i = 0; i < paths->len; i++)
        read_one(all, paths->pdata[i], formats);
}

GArray *sw_exports_read(const char *const *from, const sw_formats *formats)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(sw_export));
    g_array_set_clear_func(all, clear_export);
    for (; *from != NULL; from++)
        if (g_file_test(*from, G_FILE_TEST_IS_DIR))
            read_folder(all, *from, formats);
        else
            read_one(all, *from, formats);
    return all;
}
