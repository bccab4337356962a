#include "pilot/data_file.h"
#include "base/hash.h"
#include "base/diagnostic_say.h"

#include <stdint.h>
#include <string.h>

#include "ingest/column.h"
#include "pilot/data_warehouse.h"

static void complain_column(const sw_data_file *f, const sw_json *v)
{
    g_autofree char *found = sw_table_header_list(f->table);
    sw_load_problem(f->load, SW_ERROR, "no-column", v,
                    "write the header as it stands in the file",
                    "%s has no column '%s', it has %s", f->name, v->string,
                    found);
}

/* columns: {canonical: header in the file}; a header may have several roles.
 * All are found before any is renamed. A warehouse has renamed its own. */
static void map_columns(sw_data_file *f)
{
    const sw_json *map = sw_json_member(f->spec, "columns");
    size_t n = sw_is_warehouse(f->spec) ? 0 : sw_json_length(map);
    g_autofree size_t *at = g_new(size_t, n + 1);
    g_autofree bool *taken = g_new0(bool, sw_table_columns(f->table) + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = map->items[i]->type == SW_JSON_STRING
                    ? sw_table_find(f->table, map->items[i]->string)
                    : SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        const sw_json *v = map->items[i];
        if (at[i] == SIZE_MAX && v->type == SW_JSON_STRING)
            complain_column(f, v);
        if (at[i] == SIZE_MAX)
            continue;
        g_hash_table_insert(f->roles, g_strdup(v->key),
                            GSIZE_TO_POINTER(at[i] + 1));
        if (!taken[at[i]])
            sw_table_rename(f->table, at[i], v->key);
        taken[at[i]] = true;
    }
}

const sw_column *sw_data_column(const sw_data_file *f, size_t i)
{
    const sw_columns *c = sw_table_decisions(f->table);
    return c != NULL && i < c->n ? &c->column[i] : NULL;
}

/* Whether a header stands for a question of an item of the pilot. */
static bool is_of_item(const sw_data_file *f, const char *header,
                       const sw_json *item)
{
    static const char *const keys[] = {"id", "question", "column"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *name = sw_member_text(item, keys[i]);
        if (name == NULL)
            continue;
        size_t at = sw_table_find(f->table, name);
        if (at != SIZE_MAX && sw_table_header(f->table, at) == header)
            return true;
    }
    return false;
}

/* What a key of the pilot settles is not asked for again. */
static bool is_settled(const sw_data_file *f, const sw_diagnostic *x)
{
    const sw_json *items = sw_json_at(f->load->root, "survey.items");
    if (strcmp(x->code, "unknown-period") != 0 || x->column == 0)
        return false;
    const char *header = sw_table_header(f->table, x->column - 1);
    for (size_t i = 0; i < sw_json_length(items); i++) {
        const sw_json *item = items->items[i];
        if (sw_member_text(item, "per") != NULL && is_of_item(f, header, item))
            return true;
    }
    return false;
}

/* What the reading of the columns found. Where a column means nothing to the
 * pilot it is a note; a column with two readings is an error only once it is
 * used (sw_data_is_ambiguous). */
static void report_doubts(const sw_data_file *f)
{
    const sw_columns *c = sw_table_decisions(f->table);
    for (size_t i = 0; c != NULL && i < sw_diagnostics_length(c->doubts); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(c->doubts, i);
        const sw_column *at =
            x->column > 0 ? sw_data_column(f, x->column - 1) : NULL;
        bool matters = x->severity == SW_WARNING &&
                       (at == NULL || at->maps_to != NULL || at->is_item);
        sw_place place = {.file = sw_table_file(f->table),
                          .line = x->line,
                          .column = x->column};
        bool later = at != NULL && at->unread && x->severity == SW_ERROR;
        if (later || strcmp(x->code, "unknown-direction") == 0 ||
            strcmp(x->code, "bad-duration") == 0 || is_settled(f, x))
            continue; /* said where the column is used, or by the pilot */
        sw_diagnose_say(f->load->d, matters ? SW_WARNING : SW_NOTE, x->code,
                        place, x->remedy, sw_diagnostic_said(x));
        if (matters)
            g_ptr_array_add(
                f->load->pilot->warnings,
                sw_message_of("%s: %s", sw_as_text(sw_table_file(f->table)),
                              sw_as_message(sw_diagnostic_said(x))));
    }
}

static void add_part(sw_data_file *f, const sw_table *t)
{
    sw_data_part part = {.name = sw_keep(f->load, sw_table_file(t)),
                         .rows = sw_table_rows(t) + sw_table_n_rejected(t),
                         .from = SW_DAY_NONE,
                         .to = SW_DAY_NONE};
    g_strlcpy(part.sha256, sw_table_source(t)->sha256, sizeof part.sha256);
    f->rows += part.rows;
    g_array_append_val(f->parts, part);
}

/* One file more of the source; files of another kind are an error. */
static bool append_file(sw_data_file *f, const char *name)
{
    sw_table *first = f->table;
    f->table = sw_data_read(f->load, f->spec, f->kind, name, false);
    if (f->table == NULL) {
        f->table = first;
        return false;
    }
    const char *was = sw_table_source(first)->format;
    const char *is = sw_table_source(f->table)->format;
    bool same = strcmp(was, is) == 0;
    if (!same)
        sw_load_problem(f->load, SW_ERROR, "mixed-files", f->spec,
                        "name the files of one kind together",
                        "%s is %s and %s is %s", sw_table_file(first),
                        *was != '\0' ? was : "unknown", name,
                        *is != '\0' ? is : "unknown");
    report_doubts(f);
    add_part(f, f->table);
    if (same)
        sw_table_append(first, f->table);
    sw_table_free(f->table);
    f->table = first;
    return same;
}

/* What tells rows apart: all but numbers. People of a roster merge by their
 * fields, wherever their rows stand. */
static void merge_files(const sw_data_file *f)
{
    size_t n = sw_table_columns(f->table);
    g_autofree bool *key = g_new0(bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        const sw_column *c = sw_data_column(f, i);
        sw_kind kind = c != NULL ? c->kind : SW_KIND_TEXT;
        key[i] = kind != SW_KIND_NUMBER && kind != SW_KIND_MONEY &&
                 kind != SW_KIND_PERCENT;
    }
    bool people = strcmp(f->kind, "roster") == 0;
    sw_data_merge(f->load, f->table, people ? NULL : key);
}

static bool read_files(sw_data_file *f, const GPtrArray *names)
{
    bool good = true;
    f->table = sw_data_read(f->load, f->spec, f->kind, names->pdata[0], true);
    if (f->table == NULL)
        return false;
    f->format =
        sw_formats_find(f->load->formats, sw_table_source(f->table)->format);
    report_doubts(f);
    add_part(f, f->table);
    for (guint i = 1; i < names->len; i++)
        good = append_file(f, names->pdata[i]) && good;
    return good && sw_data_has_all_pages(f->load, f->spec);
}

static void remember_columns(sw_data_file *f)
{
    size_t n = sw_table_columns(f->table);
    f->decimal = g_malloc0(n + 1);
    f->told = g_new0(bool, n + 1);
    f->used = g_new0(bool, n + 1);
    f->role = g_new0(const char *, n + 1);
    f->header = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        f->header[i] = g_strdup(sw_table_header(f->table, i));
}

bool sw_data_open(sw_data_file *f, const sw_load *load, const sw_json *spec,
                  const char *kind)
{
    const char *name = sw_data_source_name(spec);
    *f = (sw_data_file){.load = load, .spec = spec};
    g_autoptr(GPtrArray) names =
        name != NULL ? sw_data_names(load, spec) : NULL;
    if (names == NULL)
        return false;
    f->name = sw_keep(load, name);
    f->kind = sw_keep(load, kind);
    f->parts = g_array_new(FALSE, TRUE, sizeof(sw_data_part));
    f->odd = sw_diagnostics_new();
    f->roles = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    if (!read_files(f, names)) {
        sw_data_forget(f);
        return false;
    }
    remember_columns(f);
    map_columns(f);
    if (names->len > 1)
        merge_files(f);
    return true;
}

/* What the pilot declares, column by column or by a format file of its own, is
 * taken at its word. */
bool sw_data_is_about(const sw_data_file *f, const char *table)
{
    if (f->format == NULL || strcmp(f->format->table, table) == 0 ||
        f->format->path != NULL)
        return true;
    if (g_hash_table_size(f->roles) > 0) {
        sw_load_warn_file(f->load, "other-table", f->name, NULL,
                          "%s looks like %s; it is read as pilot.json says",
                          f->name, f->format->title);
        return true;
    }
    sw_load_problem(f->load, SW_ERROR, "other-table", f->spec,
                    "name the file that is meant here, or say by \"columns\" "
                    "what its columns are",
                    "%s is %s: its rows are no %s", f->name, f->format->title,
                    table);
    return false;
}

bool sw_data_has_quirk(const sw_data_file *f, const char *quirk)
{
    return f->format != NULL && sw_format_has_quirk(f->format, quirk);
}

static size_t find_column(const sw_data_file *f, const char *column)
{
    gpointer role = g_hash_table_lookup(f->roles, column);
    if (role != NULL)
        return GPOINTER_TO_SIZE(role) - 1;
    size_t at = sw_table_find(f->table, column);
    if (f->format == NULL)
        return at;
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        const sw_column *c = sw_data_column(f, i);
        if (c != NULL && (g_strcmp0(c->maps_to, column) == 0 ||
                          g_strcmp0(c->also, column) == 0))
            return i;
    }
    const sw_column *c = at != SIZE_MAX ? sw_data_column(f, at) : NULL;
    return c != NULL && c->maps_to != NULL ? SIZE_MAX : at;
}

size_t sw_data_found(const sw_data_file *f, size_t column, const char *role)
{
    if (column != SIZE_MAX && f->role[column] == NULL)
        f->role[column] = sw_keep(f->load, role);
    return column;
}

size_t sw_data_find(const sw_data_file *f, const char *column)
{
    return sw_data_found(f, find_column(f, column), column);
}

size_t sw_data_need(const sw_data_file *f, const char *column)
{
    size_t found = sw_data_find(f, column);
    if (found != SIZE_MAX)
        return found;
    g_autofree char *have = sw_table_header_list(f->table);
    g_autofree char *remedy =
        g_strdup_printf("name its header in \"columns\": {\"%s\": ...} beside "
                        "the file in pilot.json",
                        column);
    sw_place place = {.file = f->name,
                      .line = sw_table_source(f->table)->header_row};
    sw_diagnose(f->load->d, SW_ERROR, "no-column", place, remedy,
                "there is no column '%s'; the file has %s", column, have);
    return SIZE_MAX;
}
