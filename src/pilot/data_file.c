#include "pilot/data_file.h"

#include <stdint.h>
#include <string.h>

#include "ingest/column.h"
#include "ingest/source.h"

static char one_char(const char *text)
{
    if (text == NULL || *text == '\0')
        return 0;
    if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0)
        return '\t';
    return *text;
}

static sw_table *read_table(const sw_load *load, const sw_json *spec,
                            const char *name)
{
    g_autofree char *path =
        g_path_is_absolute(name)
            ? g_strdup(name)
            : g_build_filename(load->pilot->folder, name, NULL);
    const sw_read_request request = {
        .path = path,
        .name = name,
        .format = sw_member_text(spec, "format"),
        .encoding = sw_member_text(spec, "encoding"),
        .delimiter = one_char(sw_member_text(spec, "delimiter")),
        .decimal = one_char(sw_member_text(spec, "decimal")),
        .date_order = sw_member_text(spec, "date_order"),
        .skip_rows = (size_t)MAX(0, sw_member_int(spec, "skip_rows", 0)),
        .templates = load->opts->templates,
    };
    return sw_source_read(&request, load->d);
}

/* Headers of the table as a sentence, for "the file has ...". */
static char *list_columns(const sw_table *t)
{
    enum { ENOUGH = 12 };
    GString *s = g_string_new(NULL);
    size_t n = sw_table_columns(t);
    for (size_t i = 0; i < n && i < ENOUGH; i++)
        g_string_append_printf(s, "%s'%s'", i ? ", " : "",
                               sw_table_header(t, i));
    if (n > ENOUGH)
        g_string_append_printf(s, " and %zu more", n - ENOUGH);
    return g_string_free(s, FALSE);
}

/* columns: {canonical: header in the file} */
static void map_columns(const sw_data_file *f)
{
    const sw_json *map = sw_json_member(f->spec, "columns");
    for (size_t i = 0; i < sw_json_length(map); i++) {
        const sw_json *v = map->items[i];
        if (v->type != SW_JSON_STRING)
            continue;
        size_t column = sw_table_find(f->table, v->string);
        if (column != SIZE_MAX) {
            sw_table_rename(f->table, column, v->key);
            continue;
        }
        g_autofree char *found = list_columns(f->table);
        sw_load_problem(f->load, SW_ERROR, "no-column", v,
                        "write the header as it stands in the file",
                        "%s has no column '%s', it has %s", f->name, v->string,
                        found);
    }
}

bool sw_data_open(sw_data_file *f, const sw_load *load, const sw_json *spec,
                  const char *kind)
{
    const char *name = sw_member_text(spec, "file");
    *f = (sw_data_file){.load = load, .spec = spec};
    if (name == NULL)
        return false;
    f->name = sw_keep(load, name);
    f->kind = sw_keep(load, kind);
    f->table = read_table(load, spec, name);
    if (f->table == NULL)
        return false;
    f->rows = sw_table_rows(f->table) + sw_table_n_rejected(f->table);
    f->decimal = g_malloc0(sw_table_columns(f->table) + 1);
    f->told = g_new0(bool, sw_table_columns(f->table) + 1);
    map_columns(f);
    return true;
}

static void record_file(const sw_data_file *f, size_t rejected)
{
    sw_pilot *p = f->load->pilot;
    const sw_table_origin *origin = sw_table_source(f->table);
    p->files = g_renew(sw_input_file, p->files, p->n_files + 1);
    sw_input_file *out = &p->files[p->n_files++];
    *out = (sw_input_file){
        .file = sw_keep(f->load, f->name),
        .kind = sw_keep(f->load, f->kind),
        .format = sw_keep(f->load, origin->format ? origin->format : ""),
        .encoding = sw_keep(f->load, origin->encoding),
        .rows = f->rows,
        .rejected = rejected};
    g_strlcpy(out->sha256, origin->sha256, sizeof out->sha256);
}

/* Copies the rejects; a row with several bad cells counts once. */
static size_t keep_rejects(const sw_data_file *f)
{
    const sw_diagnostics *list = sw_table_rejects(f->table);
    size_t n = list != NULL ? sw_diagnostics_length(list) : 0;
    g_autoptr(GHashTable) lines = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        const sw_diagnostic *r = sw_diagnostics_at(list, i);
        sw_place place = {
            .file = r->file, .line = r->line, .column = r->column};
        sw_diagnose(f->load->pilot->rejects, r->severity, r->code, place,
                    r->remedy, "%s", r->message);
        g_hash_table_add(lines, GSIZE_TO_POINTER(r->line));
    }
    return g_hash_table_size(lines);
}

static void check_share(const sw_data_file *f, size_t rejected)
{
    double limit = f->load->opts->max_rejects;
    if (rejected == 0)
        return;
    const sw_diagnostic *first =
        sw_diagnostics_at(sw_table_rejects(f->table), 0);
    bool too_many = (double)rejected > limit * (double)f->rows;
    sw_place place = {
        .file = f->name, .line = first->line, .column = first->column};
    sw_diagnose(f->load->d, too_many ? SW_ERROR : SW_WARNING,
                too_many ? "too-many-rejects" : "rejects", place,
                too_many ? "correct the rows, or raise --max-rejects" : NULL,
                "%zu of %zu rows were rejected%s; the first: %s", rejected,
                f->rows, too_many ? ", more than allowed" : "", first->message);
}

void sw_data_close(sw_data_file *f)
{
    if (f->table != NULL) {
        size_t rejected = keep_rejects(f);
        record_file(f, rejected);
        check_share(f, rejected);
    }
    sw_table_free(f->table);
    g_free(f->decimal);
    g_free(f->told);
    f->told = NULL;
    f->table = NULL;
    f->decimal = NULL;
}

size_t sw_data_find(const sw_data_file *f, const char *column)
{
    return sw_table_find(f->table, column);
}

size_t sw_data_need(const sw_data_file *f, const char *column)
{
    size_t found = sw_table_find(f->table, column);
    if (found != SIZE_MAX)
        return found;
    g_autofree char *have = list_columns(f->table);
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
