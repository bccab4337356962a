/* data_close.c - what is recorded of a source once it is read: its files, the
 * rows that were rejected and the cells that are unknown */
#include "base/diagnostic_say.h"
#include "pilot/data_record.h"
#include "pilot/data_warehouse.h"

#include <string.h>

void sw_data_forget(sw_data_file *f)
{
    sw_table_free(f->table);
    g_clear_pointer(&f->parts, g_array_unref);
    g_clear_pointer(&f->roles, g_hash_table_unref);
    g_clear_pointer(&f->decimal, g_free);
    g_clear_pointer(&f->told, g_free);
    g_clear_pointer(&f->used, g_free);
    g_clear_pointer(&f->role, g_free);
    g_clear_pointer(&f->header, g_strfreev);
    sw_diagnostics_free(f->odd);
    f->odd = NULL;
    f->table = NULL;
}

/* "column: maps to person, addresses" - a line each. */
static char *readings_of(const sw_data_file *f)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        const sw_column *c = sw_data_column(f, i);
        if (c == NULL || (c->maps_to == NULL && !c->is_item) ||
            c->reading == NULL)
            continue;
        g_autofree char *header = g_strdup(sw_table_header(f->table, i));
        g_strdelimit(header, "\r\n", ' ');
        g_string_append_printf(s, "%s%s%s%s%s%s: %s", s->len ? "\n" : "",
                               header, c->maps_to != NULL ? " = " : "",
                               c->maps_to != NULL ? c->maps_to : "",
                               c->also != NULL ? " and " : "",
                               c->also != NULL ? c->also : "", c->reading);
    }
    return g_string_free(s, FALSE);
}

static size_t rejects_of(const sw_data_file *f, const char *file)
{
    const sw_diagnostics *list = sw_table_rejects(f->table);
    g_autoptr(GHashTable) lines = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < sw_diagnostics_length(list); i++) {
        const sw_diagnostic *r = sw_diagnostics_at(list, i);
        if (strcmp(r->file, file) == 0)
            g_hash_table_add(lines, GSIZE_TO_POINTER(r->line));
    }
    return g_hash_table_size(lines);
}

static bool is_same_use(const char *a, const char *b)
{
    size_t n = strcspn(a, " ");
    return strcspn(b, " ") == n && strncmp(a, b, n) == 0;
}

/* One file under two names, or in both waves, counts once too often. Where the
 * columns are named, each may have its own. */
static void tell_copy(const sw_data_file *f, const sw_data_part *part)
{
    const sw_pilot *p = f->load->pilot;
    if (sw_is_given(sw_json_member(f->spec, "columns")))
        return;
    for (size_t i = 0; i < p->n_files; i++)
        if (strcmp(p->files[i].sha256, part->sha256) == 0 &&
            is_same_use(p->files[i].kind, f->kind)) {
            sw_load_warn_file(f->load, "same-file", part->name,
                              "give the file that is meant, each once",
                              "%s (%s) is the same file as %s (%s)", part->name,
                              f->kind, p->files[i].file, p->files[i].kind);
            return;
        }
}

static void record_columns(sw_input_file *out, const sw_data_file *f)
{
    sw_column_uses uses = sw_column_uses_begin();
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        const char *role = f->role[i] != NULL ? f->role[i] : "";
        sw_column_uses_add(&uses, f->header[i], f->used[i] ? role : NULL);
    }
    sw_column_uses_end(&uses, out);
}

static void record_file(const sw_data_file *f, const sw_data_part *part)
{
    tell_copy(f, part);
    sw_pilot *p = f->load->pilot;
    const sw_table_origin *origin = sw_table_source(f->table);
    g_autofree char *readings = readings_of(f);
    p->files = g_renew(sw_input_file, p->files, p->n_files + 1);
    sw_input_file *out = &p->files[p->n_files++];
    *out = (sw_input_file){
        .file = sw_keep(f->load, part->name),
        .kind = sw_keep(f->load, f->kind),
        .format = sw_keep(f->load, origin->format ? origin->format : ""),
        .encoding = sw_keep(f->load, origin->encoding),
        .rows = part->rows,
        .rejected = rejects_of(f, part->name),
        .readings = sw_keep(f->load, readings),
        .statement =
            sw_keep(f->load, g_hash_table_lookup(f->load->asked, f->spec))};
    if (out->statement != NULL) {
        g_autofree char *now = sw_warehouse_time();
        out->asked_at = sw_keep(f->load, now);
    }
    g_strlcpy(out->sha256, part->sha256, sizeof out->sha256);
    record_columns(out, f);
}

/* Copies the rejects; a row with several bad cells counts once. */
static size_t keep_rejects(const sw_data_file *f)
{
    const sw_diagnostics *list = sw_table_rejects(f->table);
    for (size_t i = 0; i < sw_diagnostics_length(list); i++) {
        const sw_diagnostic *r = sw_diagnostics_at(list, i);
        sw_place place = {
            .file = r->file, .line = r->line, .column = r->column};
        sw_diagnose_say(f->load->pilot->rejects, r->severity, r->code, place,
                        r->remedy, sw_diagnostic_said(r));
    }
    return sw_table_n_rejected(f->table);
}

/* Cells of one column that could not be read, of those that hold something. */
static bool is_mostly_odd(const sw_data_file *f, size_t column, size_t odd)
{
    size_t filled = 0;
    for (size_t i = 0; i < sw_table_rows(f->table); i++)
        filled += !sw_cell_is_missing(sw_table_cell(f->table, i, column));
    return odd > 1 && 2 * odd > filled;
}

/* One odd cell is unknown; a column of them is not what it was taken for. */
static void check_odd_columns(const sw_data_file *f)
{
    size_t n = sw_table_columns(f->table);
    g_autofree size_t *odd = g_new0(size_t, n + 1);
    for (size_t i = 0; i < sw_diagnostics_length(f->odd); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(f->odd, i);
        if (x->column == 0 || x->column > n ||
            !is_mostly_odd(f, x->column - 1, ++odd[x->column - 1]))
            continue;
        sw_diagnose(
            f->load->d, SW_ERROR, "unreadable-column",
            (sw_place){.file = x->file, .line = x->line, .column = x->column},
            "correct the cells, or name another column in \"columns\"",
            "most cells of column '%s' cannot be read; the last seen: "
            "%s",
            sw_table_header(f->table, x->column - 1), x->message);
        return;
    }
}

static void tell_odd(const sw_data_file *f)
{
    size_t n = sw_diagnostics_length(f->odd);
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        const sw_diagnostic *x = sw_diagnostics_at(f->odd, i);
        sw_diagnose_say(f->load->pilot->rejects, x->severity, x->code,
                        (sw_place){x->file, x->line, x->column, NULL},
                        x->remedy, sw_diagnostic_said(x));
    }
    const sw_diagnostic *first = sw_diagnostics_at(f->odd, 0);
    sw_load_warn_file_say(
        f->load, "odd-cells", first->file, NULL,
        sw_message_of("%zu cells of %s cannot be read and are taken as "
                      "unknown, their rows stay; the first, on line %zu: %s",
                      sw_as_count(n), sw_as_text(f->name),
                      sw_as_count(first->line),
                      sw_as_message(sw_diagnostic_said(first))));
    check_odd_columns(f);
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
        .file = first->file, .line = first->line, .column = first->column};
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
        for (guint i = 0; i < f->parts->len; i++)
            record_file(f, &g_array_index(f->parts, sw_data_part, i));
        check_share(f, rejected);
        tell_odd(f);
    }
    sw_data_forget(f);
}
