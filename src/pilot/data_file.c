#include "pilot/data_file.h"
#include "base/diagnostic_say.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ingest/file_bytes.h"
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

static char *path_of(const sw_load *load, const char *name)
{
    return g_path_is_absolute(name)
               ? g_strdup(name)
               : g_build_filename(load->pilot->folder, name, NULL);
}

static sw_read_request request_of(const sw_load *load, const sw_json *spec,
                                  const char *path)
{
    return (sw_read_request){
        .path = path,
        .name = sw_member_text(spec, "file"),
        .format = sw_member_text(spec, "format"),
        .encoding = sw_member_text(spec, "encoding"),
        .delimiter = one_char(sw_member_text(spec, "delimiter")),
        .decimal = one_char(sw_member_text(spec, "decimal")),
        .date_order = sw_member_text(spec, "date_order"),
        .skip_rows = (size_t)MAX(0, sw_member_int(spec, "skip_rows", 0)),
        .templates = load->opts->templates,
        .formats = load->formats,
    };
}

static sw_table *read_table(const sw_load *load, const sw_json *spec,
                            const char *name, sw_diagnostics *d)
{
    g_autofree char *path = path_of(load, name);
    const sw_read_request request = request_of(load, spec, path);
    return sw_source_read(&request, d);
}

/* The beginning of a large file that is text of one byte a character, to the
 * end of a line; NULL: the file is none of that. */
static char *head_of(const char *path, size_t *length)
{
    enum { HEAD = 64 * 1024 };
    FILE *f = sw_file_open(path);
    if (f == NULL)
        return NULL;
    bool large = fseek(f, 0, SEEK_END) == 0 && ftell(f) > SW_LARGE_FILE;
    char *head = large ? g_malloc(HEAD) : NULL;
    rewind(f);
    *length = large ? fread(head, 1, HEAD, f) : 0;
    fclose(f);
    bool text = *length > 0 && memchr(head, '\0', *length) == NULL &&
                sw_source_sniff(head, *length) == SW_SOURCE_TEXT;
    while (text && *length > 0 && head[*length - 1] != '\n')
        --*length;
    if (!text || *length == 0)
        g_clear_pointer(&head, g_free);
    return head;
}

/* A table of the first lines of a large file; NULL: it is to be read whole. */
static sw_table *read_head(const sw_load *load, const sw_json *spec,
                           const char *name, sw_diagnostics *d)
{
    size_t length;
    g_autofree char *path = path_of(load, name);
    g_autofree char *head = head_of(path, &length);
    if (head == NULL)
        return NULL;
    const sw_read_request request = request_of(load, spec, path);
    return sw_source_parse(head, length, &request, d);
}

/* A file that was read before it was opened: its table, NULL once that is
 * handed on or if there is none, and what there was to say. */
typedef struct peeked_file {
    sw_table *table;
    const sw_format *format; /* borrowed */
    sw_diagnostics *d;
    bool taken;
} peeked_file;

static void free_peeked(gpointer data)
{
    peeked_file *p = data;
    sw_table_free(p->table);
    sw_diagnostics_free(p->d);
    g_free(p);
}

GHashTable *sw_data_peeked_new(void)
{
    return g_hash_table_new_full(NULL, NULL, NULL, free_peeked);
}

const sw_format *sw_data_peek(const sw_load *load, const sw_json *spec)
{
    const char *name = sw_member_text(spec, "file");
    if (name == NULL)
        return NULL;
    peeked_file *p = g_hash_table_lookup(load->peeked, spec);
    if (p != NULL)
        return p->format;
    p = g_new0(peeked_file, 1);
    p->d = sw_diagnostics_new();
    sw_table *head = read_head(load, spec, name, p->d);
    p->taken = head != NULL; /* it is to be read again */
    if (head == NULL)
        p->table = read_table(load, spec, name, p->d);
    const sw_table *seen = head != NULL ? head : p->table;
    if (seen != NULL)
        p->format =
            sw_formats_find(load->formats, sw_table_source(seen)->format);
    sw_table_free(head);
    g_hash_table_insert(load->peeked, (gpointer)spec, p);
    return p->format;
}

/* The table of a file, read now or ahead; what there is to say of it is said
 * here. Each file is read once, unless it is opened twice. */
static sw_table *take_table(const sw_load *load, const sw_json *spec,
                            const char *name)
{
    peeked_file *p = g_hash_table_lookup(load->peeked, spec);
    if (p == NULL || p->taken)
        return read_table(load, spec, name, load->d);
    p->taken = true;
    for (size_t i = 0; i < sw_diagnostics_length(p->d); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(p->d, i);
        sw_place place = {x->file, x->line, x->column, x->pointer};
        sw_diagnose_say(load->d, x->severity, x->code, place, x->remedy,
                        sw_diagnostic_said(x));
    }
    return g_steal_pointer(&p->table);
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
        g_autofree char *found = sw_table_header_list(f->table);
        sw_load_problem(f->load, SW_ERROR, "no-column", v,
                        "write the header as it stands in the file",
                        "%s has no column '%s', it has %s", f->name, v->string,
                        found);
    }
}

static const sw_column *column_at(const sw_data_file *f, size_t i)
{
    const sw_columns *c = sw_table_decisions(f->table);
    return c != NULL && i < c->n ? &c->column[i] : NULL;
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
            x->column > 0 ? column_at(f, x->column - 1) : NULL;
        bool matters = x->severity == SW_WARNING &&
                       (at == NULL || at->maps_to != NULL || at->is_item);
        sw_place place = {
            .file = f->name, .line = x->line, .column = x->column};
        bool later = at != NULL && at->unread && x->severity == SW_ERROR;
        if (later || strcmp(x->code, "unknown-direction") == 0 ||
            strcmp(x->code, "bad-duration") == 0)
            continue; /* said where the column is used */
        sw_diagnose_say(f->load->d, matters ? SW_WARNING : SW_NOTE, x->code,
                        place, x->remedy, sw_diagnostic_said(x));
        if (matters)
            g_ptr_array_add(
                f->load->pilot->warnings,
                sw_message_of("%s: %s", sw_as_text(f->name),
                              sw_as_message(sw_diagnostic_said(x))));
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
    f->table = take_table(load, spec, name);
    if (f->table == NULL)
        return false;
    f->rows = sw_table_rows(f->table) + sw_table_n_rejected(f->table);
    f->format =
        sw_formats_find(load->formats, sw_table_source(f->table)->format);
    f->decimal = g_malloc0(sw_table_columns(f->table) + 1);
    f->told = g_new0(bool, sw_table_columns(f->table) + 1);
    map_columns(f);
    report_doubts(f);
    return true;
}

bool sw_data_is_about(const sw_data_file *f, const char *table)
{
    if (f->format == NULL || strcmp(f->format->table, table) == 0)
        return true;
    sw_load_problem(f->load, SW_ERROR, "other-table", f->spec,
                    "name the file that is meant here",
                    "%s is %s: its rows are no %s", f->name, f->format->title,
                    table);
    return false;
}

bool sw_data_has_quirk(const sw_data_file *f, const char *quirk)
{
    return f->format != NULL && sw_format_has_quirk(f->format, quirk);
}

/* "column: maps to person, addresses" - a line each. */
static char *readings_of(const sw_data_file *f)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        const sw_column *c = column_at(f, i);
        if (c == NULL || (c->maps_to == NULL && !c->is_item) ||
            c->reading == NULL)
            continue;
        g_autofree char *header = g_strdup(sw_table_header(f->table, i));
        g_strdelimit(header, "\r\n", ' ');
        g_string_append_printf(s, "%s%s%s%s: %s", s->len ? "\n" : "", header,
                               c->maps_to != NULL ? " = " : "",
                               c->maps_to != NULL ? c->maps_to : "",
                               c->reading);
    }
    return g_string_free(s, FALSE);
}

static void record_file(const sw_data_file *f, size_t rejected)
{
    sw_pilot *p = f->load->pilot;
    const sw_table_origin *origin = sw_table_source(f->table);
    g_autofree char *readings = readings_of(f);
    p->files = g_renew(sw_input_file, p->files, p->n_files + 1);
    sw_input_file *out = &p->files[p->n_files++];
    *out = (sw_input_file){
        .file = sw_keep(f->load, f->name),
        .kind = sw_keep(f->load, f->kind),
        .format = sw_keep(f->load, origin->format ? origin->format : ""),
        .encoding = sw_keep(f->load, origin->encoding),
        .rows = f->rows,
        .rejected = rejected,
        .readings = sw_keep(f->load, readings)};
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
        sw_diagnose_say(f->load->pilot->rejects, r->severity, r->code, place,
                        r->remedy, sw_diagnostic_said(r));
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
    size_t at = sw_table_find(f->table, column);
    const sw_json *map = sw_json_member(f->spec, "columns");
    bool mapped_here = sw_json_member(map, column) != NULL;
    if (f->format == NULL || mapped_here)
        return at;
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        const sw_column *c = column_at(f, i);
        if (c != NULL && g_strcmp0(c->maps_to, column) == 0)
            return i;
    }
    const sw_column *c = at != SIZE_MAX ? column_at(f, at) : NULL;
    return c != NULL && c->maps_to != NULL ? SIZE_MAX : at;
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
